"""Places that a text names."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import EntityCandidate, RegionMention
from extract.regions.lexicon import ZONE_PREFIX, Form, RegionLexicon
from extract.regions.load import load_lexicon
from extract.regions.masks import Cover, event_intervals, meeting_intervals, quoted_intervals, title_intervals
from extract.regions.proposed import proposed_places, without_cut_words
from extract.regions.scan import Hit, scan_forms
from extract.regions.settlements import find_settlements
from extract.regions.shorthand import find_shorthand
from extract.regions.zones import find_zones

_PLACES = frozenset({"full", "short", "retired", "country", "cluster", "place", "town", "zone"})
CERTAIN, LIKELY, SHARED = 0.98, 0.9, 0.6


def find_regions(
    text: str, *, title: str = "", publisher: str = "", candidates: Sequence[EntityCandidate] = ()
) -> list[RegionMention]:
    """Find the places that ``text`` names, in order and without overlaps.

    Places inside an organisation's name are found too; whoever knows the organisations drops them, and hands the
    rest to :func:`extract.regions.resolve_regions`. A name shared by several places gets the first by rank
    (province, city, county) and a low confidence until then; a reference (「全省」) has no code until then.

    Args:
        text: the reading text; offsets of the mentions are ``str`` indices into it.
        title: the document's title, and ``publisher`` its publisher; they are kept for the resolving step's sake
            and change nothing that is found.
        candidates: what a trained model proposes, if there is one; it settles what is a place only in its context.

    Raises:
        LexiconError: a lexicon file breaks its format.

    Example:
        >>> [m.text for m in find_regions("《中国日报》记者在沪采访了苏州工业园区。")]
        ['沪', '苏州工业园区']
    """
    del title, publisher
    lexicon = load_lexicon()
    hits = scan_forms(text, lexicon)
    places = _all_places(text, hits, lexicon)
    if candidates:
        places = without_cut_words(text, places, candidates, lexicon)
        places = longest_first([*places, *proposed_places(text, candidates, places, lexicon)])
    return _unmasked(text, places, hits, lexicon)


def find_places(text: str) -> list[RegionMention]:
    """Every stretch of ``text`` that writes a place, also inside titles, events, slogans and organisations' names.

    What the organisations stage needs to see that a name begins with a place; not what counts as a region.

    Example:
        >>> [m.text for m in find_places("参加2031中国算力装备大会")]
        ['中国']
    """
    lexicon = load_lexicon()
    return _all_places(text, scan_forms(text, lexicon), lexicon)


def _all_places(text: str, hits: Sequence[Hit], lexicon: RegionLexicon) -> list[RegionMention]:
    places = [hit for hit in hits if hit.form.kind in _PLACES]
    shorthand = find_shorthand(text, places, lexicon)
    joined = [
        Hit(m.start, m.end, Form(m.text, "joined", ()))
        for m in shorthand
        if m.rule == "region.joined"
        and not any(hit.start <= m.start and m.end <= hit.end and hit.form.text != m.text for hit in places)
    ]
    mentions = [_mention(text, hit) for hit in places]
    mentions += find_zones(text, sorted((*hits, *joined), key=lambda hit: (hit.start, -hit.end)), lexicon)
    mentions += shorthand
    mentions += find_settlements(text, places, lexicon)
    mentions += [
        RegionMention(
            start=hit.start,
            end=hit.end,
            text=text[hit.start : hit.end],
            rule="region.reference",
            region_id="",
            code="",
            confidence=SHARED,
            is_reference=True,
        )
        for hit in hits
        if hit.form.kind == "reference" and _stands_alone(text, hit)
    ]
    return longest_first(mentions)


def _mention(text: str, hit: Hit) -> RegionMention:
    region_id = hit.form.region_ids[0] if hit.form.region_ids else ZONE_PREFIX + hit.form.text
    kind = hit.form.kind
    if kind == "town":
        region_id = hit.form.region_ids[0] if len(hit.form.region_ids) == 1 else ZONE_PREFIX + hit.form.text
    confidence = CERTAIN if kind in ("full", "country", "zone") else LIKELY
    if len(hit.form.region_ids) > 1:
        confidence = SHARED
    code = "" if region_id.startswith(ZONE_PREFIX) or kind == "town" else region_id
    return RegionMention(
        start=hit.start, end=hit.end, text=text[hit.start : hit.end], rule=f"region.{kind}",
        region_id=region_id, code=code, confidence=confidence,
    )  # fmt: skip


# 「安全区」, 「健全省级」, 「该市场」: characters beside which a reference is cut out of other words.
_NOT_BEFORE_REFERENCE = {"全": "安健完齐周俱不", "本": "根基日样资成版剧", "我": "自", "该": "应"}
_NOT_AFTER_REFERENCE = {"市": "场值", "区": "域块别间", "省": "级"}


def _stands_alone(text: str, hit: Hit) -> bool:
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if before and before in _NOT_BEFORE_REFERENCE.get(hit.form.text[0], ""):
        return False
    return not (after and after in _NOT_AFTER_REFERENCE.get(hit.form.text[-1], ""))


def longest_first(mentions: Sequence[RegionMention]) -> list[RegionMention]:
    """The mentions without overlaps: the longer one stays, then the earlier one."""
    taken = bytearray(max((m.end for m in mentions), default=0))
    kept: list[RegionMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.rule)):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _unmasked(
    text: str, mentions: Sequence[RegionMention], hits: Sequence[Hit], lexicon: RegionLexicon
) -> list[RegionMention]:
    titles = Cover(title_intervals(text))
    quoted = frozenset(quoted_intervals(text))
    quotes = Cover(sorted(quoted))
    ends = [(hit.start, hit.end) for hit in hits if hit.form.kind == "named"]
    events = Cover(
        [
            (start, end)
            for start, end in (*event_intervals(text, ends, lexicon), *meeting_intervals(text, lexicon))
            # 「全县大会」 is a meeting of the county, not an event's name.
            if end - start > 5 or text[start : start + 2] not in lexicon.references
        ]
    )
    return [
        m
        for m in mentions
        if not titles.holds(m.start, m.end)
        and not events.holds(m.start, m.end)
        and (not quotes.holds(m.start, m.end) or (m.start, m.end) in quoted)
    ]
