"""Which place is meant: shared names by the other places of the text, references by the place before them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.records import Region, RegionMention
from extract.regions.find import LIKELY, SHARED, find_regions
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.load import load_lexicon
from extract.regions.zones import zone_name, zone_parent

# A place counts less the farther it stands from the mention; the title and the publisher speak for the whole text.
NEAR = 400
ANCHORS_EACH_SIDE = 60
# How many mentions back a reference is followed.
WALK = 300
TITLE_WEIGHT, PUBLISHER_WEIGHT = 3.0, 4.0
_LEVELS: Mapping[str, tuple[str, ...]] = {
    "province": ("province",),
    "city": ("city", "province", "county"),
    "prefecture": ("city",),
    "county": ("county",),
    "region": ("county", "province", "zone"),
    "town": ("town",),
    "island": (),
}


def resolve_regions(
    mentions: Sequence[RegionMention], *, text: str, title: str = "", publisher: str = ""
) -> list[RegionMention]:
    """Settle shared names and references; what cannot be told keeps an empty code and id.

    A shared name (「鼓楼区」) is the place of that name that lies in, or around, the other places of the text: the
    one written right before it, those near it, those of the title and the publisher. A reference (「全省」, 「该市」)
    is the last place of its level named before it, else the place of that level that holds what stands nearby, else the
    one that title, publisher and text agree on.

    Args:
        mentions: what :func:`extract.regions.find_regions` found, without those inside organisations' names.
        text: the reading text that the offsets index.
        title: the document's title, and ``publisher`` its publisher, as evidence.

    Returns:
        The mentions in order with ``region_id``, ``code`` and ``confidence`` settled. A zone word that stands for no
        zone that can be told is left out.

    Example:
        >>> text = "江苏省南京市表示，鼓楼区今年投资增长，全市上下一心。"
        >>> [(m.text, m.code) for m in resolve_regions(find_regions(text), text=text)][2:]
        [('鼓楼区', '320106'), ('全市', '320100')]
    """
    lexicon = load_lexicon()
    framed = [
        (mention, weight)
        for frame, weight in ((title, TITLE_WEIGHT), (publisher, PUBLISHER_WEIGHT))
        for mention in find_regions(frame)
        if mention.region_id and not mention.is_reference
    ]
    standing = [m for m in mentions if not _begins_organisation(text, m, lexicon)]
    settled = _settle_shared(standing, framed, lexicon)
    return _settle_references(settled, framed, lexicon)


def _begins_organisation(text: str, mention: RegionMention, lexicon: RegionLexicon) -> bool:
    """Whether an organisation's name goes on from the place, though nobody found that organisation (「宁波银行」)."""
    return text.startswith(lexicon.word_lists["organisation_tail"], mention.end) and not text.startswith(
        lexicon.word_lists["not_organisation_tail"], mention.end
    )


def candidates(mention: RegionMention, lexicon: RegionLexicon) -> tuple[str, ...]:
    """The ids of all places that a mention's words may name, in order of rank."""
    form = lexicon.forms.get(mention.text)
    if form is None or mention.is_reference or mention.rule.startswith("region.zone_"):
        return (mention.region_id,) if mention.region_id else ()
    return form.region_ids or (mention.region_id,)


def _settle_shared(
    mentions: Sequence[RegionMention],
    framed: Sequence[tuple[RegionMention, float]],
    lexicon: RegionLexicon,
) -> list[RegionMention]:
    settled = list(mentions)
    anchors = [m for m in mentions if m.code.isdigit() and _is_plain(m, lexicon)]
    starts = [anchor.start for anchor in anchors]
    for index, mention in enumerate(mentions):
        ids = candidates(mention, lexicon)
        if len(ids) < 2:
            continue
        at = bisect_left(starts, mention.start)
        near = anchors[max(0, at - ANCHORS_EACH_SIDE) : at + ANCHORS_EACH_SIDE]
        chosen, confidence = _choose(mention, ids, settled[index - 1] if index else None, near, framed, lexicon)
        town = mention.rule == "region.town"
        if chosen:
            settled[index] = replace(mention, region_id=chosen, code="" if town else chosen, confidence=confidence)
        elif town:
            settled[index] = replace(mention, region_id=ZONE_PREFIX + mention.text, code="")
        else:
            settled[index] = replace(mention, region_id="", code="", confidence=SHARED)
    return settled


def _is_plain(mention: RegionMention, lexicon: RegionLexicon) -> bool:
    """Whether a mention can stand as evidence: one place, or a province or city that merely shares its short name."""
    ids = candidates(mention, lexicon)
    if len(ids) == 1:
        return True
    levels = [region.level if (region := lexicon.region(i)) else "" for i in ids]
    return levels[0] in ("province", "city") and levels.count(levels[0]) == 1


def _choose(
    mention: RegionMention,
    ids: Sequence[str],
    previous: RegionMention | None,
    anchors: Sequence[RegionMention],
    framed: Sequence[tuple[RegionMention, float]],
    lexicon: RegionLexicon,
) -> tuple[str, float]:
    if previous is not None and previous.end == mention.start and previous.region_id:
        inside = [i for i in ids if i != previous.region_id and lexicon.is_within(i, previous.region_id)]
        if len(inside) == 1:
            return inside[0], 0.98
    scores: dict[str, float] = dict.fromkeys(ids, 0.0)
    for anchor, weight in (
        *((a, 1.0 / (1.0 + abs(a.start - mention.start) / NEAR)) for a in anchors),
        *((m, w) for m, w in framed if m.code),
    ):
        for region_id in ids:
            scores[region_id] += weight * _kinship(region_id, anchor.region_id, lexicon)
    levels = [region.level if (region := lexicon.region(i)) else "" for i in ids]
    best = sorted(ids, key=lambda i: (-scores[i], ids.index(i)))
    if levels[0] in ("province", "city") and levels.count(levels[0]) == 1:
        # A city's short name is the city, unless the text is plainly about the other place's city.
        if scores[best[0]] < 3 * max(scores[ids[0]], 0.5):
            return ids[0], LIKELY
        return best[0], 0.8
    if scores[best[0]] > scores[best[1]]:
        return best[0], LIKELY
    return "", SHARED


def _kinship(region_id: str, anchor_id: str, lexicon: RegionLexicon) -> float:
    """How much a named place speaks for a candidate: its own city most, its own province some."""
    if region_id[:4] == anchor_id[:4] or (lexicon.is_within(region_id, anchor_id) and anchor_id[2:] != "0000"):
        return 2.0
    return 1.0 if region_id[:2] == anchor_id[:2] else 0.0


def _settle_references(
    mentions: Sequence[RegionMention], framed: Sequence[tuple[RegionMention, float]], lexicon: RegionLexicon
) -> list[RegionMention]:
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


def region_table(mentions: Iterable[RegionMention]) -> list[Region]:
    """The regions mentioned with all their parents, sorted by id, so that a roll-up is one join on ``parent_id``.

    The record of an id is the same whatever text it was found in; a zone that the lexicon does not list lies in the
    place that its name begins with.

    Example:
        >>> [r.region_id for r in region_table(find_regions("三门峡市"))]
        ['410000', '411200', 'CN', 'zone:亚洲', 'zone:全球']
    """
    lexicon = load_lexicon()
    found: dict[str, Region] = {}
    for region_id in {m.region_id for m in mentions if m.region_id}:
        region: Region | None = lexicon.region(region_id) or _unlisted(region_id, lexicon)
        while region is not None and region.region_id not in found:
            found[region.region_id] = region
            region = lexicon.region(region.parent_id) if region.parent_id else None
    return sorted(found.values(), key=lambda region: region.region_id)


def _unlisted(region_id: str, lexicon: RegionLexicon) -> Region:
    name = region_id.removeprefix(ZONE_PREFIX)
    if name in lexicon.joined:
        parent = "CN" if lexicon.joined[name].kind == "domestic" else ZONE_PREFIX + "全球"
        return Region(region_id=region_id, code="", name=name, full_name=name, level="cluster", parent_id=parent)
    if 2 <= len(name) <= 4 and all(lexicon.abbreviations.get(char, "").isdigit() for char in name):
        return Region(region_id=region_id, code="", name=name, full_name=name, level="cluster", parent_id="CN")
    level = "town" if name in lexicon.towns or name.endswith(("村", "镇", "乡", "街道", "社区")) else "zone"
    parent = zone_parent(name, lexicon)
    return Region(
        region_id=region_id,
        code="",
        name=name,
        full_name=name,
        level="zone" if level == "zone" else "town",
        parent_id=parent,
    )
