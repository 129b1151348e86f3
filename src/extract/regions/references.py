"""What 「全省」, 「该市」 or 「高新区」 stand for: the place before them, or the one that the document is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.records import RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.zones import zone_name

# A place counts less the farther it stands from the mention.
NEAR = 400
# How many mentions back a reference is followed.
WALK = 300
_LEVELS: Mapping[str, tuple[str, ...]] = {
    "province": ("province",),
    "city": ("city", "province", "county"),
    "prefecture": ("city",),
    "county": ("county",),
    "region": ("county", "province", "zone"),
    "town": ("town",),
    "island": (),
}


def settle_references(
    mentions: Sequence[RegionMention], framed: Sequence[tuple[RegionMention, float]], lexicon: RegionLexicon
) -> list[RegionMention]:
    """Return the mentions, references with the id and code of what they stand for.

    Args:
        mentions: all places of the text in order, shared names settled.
        framed: places of title and publisher, with their weight.
        lexicon: the region lexicon.

    Returns:
        A reference that cannot be told keeps an empty id; a zone word that cannot be told is left out.
    """
    settled: list[RegionMention] = []
    votes: dict[str, tuple[str, float]] = {}
    for mention in mentions:
        if not mention.is_reference:
            settled.append(mention)
            continue
        if mention.rule == "region.zone_alone":
            place = _zone_meant(mention, settled, framed, lexicon)
            if place:
                settled.append(replace(mention, region_id=place, confidence=0.75))
            continue
        wanted = lexicon.references[mention.text]
        if wanted not in votes:
            votes[wanted] = _votes(mentions, framed, wanted, lexicon)
        region_id, confidence = _referent(mention, settled, wanted, votes[wanted], lexicon)
        code = "" if region_id.startswith(ZONE_PREFIX) or len(region_id) == 9 else region_id
        settled.append(replace(mention, region_id=region_id, code=code, confidence=confidence))
    return settled


def _referent(
    mention: RegionMention,
    before: Sequence[RegionMention],
    wanted: str,
    votes: tuple[str, float],
    lexicon: RegionLexicon,
) -> tuple[str, float]:
    """The last place of the wanted level, the place that holds what stands nearby, or what the document agrees on."""
    levels = _LEVELS[wanted]
    holding, explicit = "", ""
    for other in reversed(before[-WALK:]):
        near = mention.start - other.end < NEAR
        explicit = _of_level(other, levels, wanted, lexicon)
        if explicit and (not other.is_reference or other.text == mention.text):
            break
        explicit = ""
        if near and not holding and not other.is_reference:
            holding = _above(other, levels, wanted, lexicon)
        if not near and holding:
            break
    if explicit:
        return explicit, 0.9 if near else 0.8
    return (holding, 0.75) if holding else votes


def _votes(
    mentions: Sequence[RegionMention],
    framed: Sequence[tuple[RegionMention, float]],
    wanted: str,
    lexicon: RegionLexicon,
) -> tuple[str, float]:
    """The place of a level that title, publisher and text agree on, or ``""``."""
    levels = _LEVELS[wanted]
    votes: dict[str, float] = {}
    for other, weight in (*framed, *((m, 1.0) for m in mentions if not m.is_reference)):
        region_id = _of_level(other, levels, wanted, lexicon) or _above(other, levels, wanted, lexicon)
        if region_id:
            votes[region_id] = votes.get(region_id, 0.0) + weight
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:2]
    if ranked and (len(ranked) == 1 or ranked[0][1] > 1.5 * ranked[1][1]):
        return ranked[0][0], 0.7
    return "", 0.5


def _of_level(mention: RegionMention, levels: Sequence[str], wanted: str, lexicon: RegionLexicon) -> str:
    region = lexicon.region(mention.region_id) if mention.region_id else None
    if region is None or region.level not in levels:
        return ""
    if wanted == "city" and not region.name.endswith("市"):
        return ""
    if wanted == "region" and not region.name.endswith("区"):
        return ""
    if wanted == "province" and region.name.endswith("市"):
        return ""
    return region.region_id


def _above(mention: RegionMention, levels: Sequence[str], wanted: str, lexicon: RegionLexicon) -> str:
    for region in lexicon.ancestors(mention.region_id) if mention.region_id else ():
        if region.level in levels[:1]:
            if wanted == "province" and region.name.endswith("市"):
                continue
            return region.region_id
    return ""


def _zone_meant(
    mention: RegionMention,
    before: Sequence[RegionMention],
    framed: Sequence[tuple[RegionMention, float]],
    lexicon: RegionLexicon,
) -> str:
    """The zone that 「高新区」 stands for: one named before that ends so, or the zone of the city just named."""
    canonical = lexicon.zone_words[mention.text].canonical
    for other in (*reversed(before[-WALK:]), *(m for m, _ in framed)):
        if other.region_id.startswith(ZONE_PREFIX) and zone_name(other.text, lexicon).endswith(canonical):
            return other.region_id
    last = before[-1] if before else None
    if last is not None and last.end == mention.start - 1 and last.rule != "region.zone_alone":
        # 「肥西县、经开区」: the zone of the city that the list goes through.
        region = lexicon.region(last.region_id)
        city = lexicon.region(region.parent_id) if region is not None and region.level in ("county", "zone") else None
        if city is not None and city.level in ("city", "province"):
            return ZONE_PREFIX + city.name.removesuffix("市") + canonical
    if lexicon.zone_words[mention.text].alone != "always":
        return ""
    for other in reversed(before[-WALK:]):
        region = lexicon.region(other.region_id)
        if region is not None and region.level in ("city", "province") and mention.start - other.end <= NEAR:
            place = region.name.removesuffix("市").removesuffix("省")
            return ZONE_PREFIX + place + canonical
    return ZONE_PREFIX + canonical
