"""Which place is meant: shared names are settled by the other places of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extract.records import OrganisationMention, RegionMention
from extract.regions.find import LIKELY, SHARED, find_regions
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.load import load_lexicon
from extract.regions.references import NEAR, settle_references

# The title and the publisher speak for the whole text.
ANCHORS_EACH_SIDE = 60
TITLE_WEIGHT, PUBLISHER_WEIGHT = 3.0, 4.0
OF_BODY = "region.of_body"


def resolve_regions(
    mentions: Sequence[RegionMention],
    *,
    text: str,
    title: str = "",
    publisher: str = "",
    organisations: Sequence[OrganisationMention] = (),
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
        organisations: those of the text; the place of a public body speaks too (三门峡市科技局).

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
    evidence = sorted([*standing, *_places_of_bodies(organisations)], key=lambda mention: mention.start)
    settled = settle_references(_settle_shared(evidence, framed, lexicon), framed, lexicon)
    return [mention for mention in settled if mention.rule != OF_BODY]


def _places_of_bodies(organisations: Sequence[OrganisationMention]) -> list[RegionMention]:
    """The places of public bodies and banks, as mentions that stand where their names stand."""
    return [
        RegionMention(
            start=body.start, end=body.end, text=body.text, rule=OF_BODY,
            region_id=body.region_id, code=body.region_id, confidence=body.confidence,
        )
        for body in organisations
        if body.type in ("government", "finance") and body.region_id.isdigit()
    ]  # fmt: skip


def _begins_organisation(text: str, mention: RegionMention, lexicon: RegionLexicon) -> bool:
    """Whether an organisation's name goes on from the place, though nobody found that organisation (「宁波银行」).

    「全国海关」 and 「全市医院」 are all bodies of a kind, not one body.
    """
    if mention.is_reference or mention.text in lexicon.words["whole"]:
        return False
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
