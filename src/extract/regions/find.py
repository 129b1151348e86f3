"""Places that a text names."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import RegionMention
from extract.regions.lexicon import ZONE_PREFIX, Form, RegionLexicon, load_lexicon
from extract.regions.masks import Cover, event_intervals, quoted_intervals, title_intervals
from extract.regions.scan import Hit, scan_forms
from extract.regions.shorthand import find_shorthand
from extract.regions.zones import find_zones

_PLACES = frozenset({"full", "short", "retired", "country", "cluster", "place", "town", "zone"})
CERTAIN, LIKELY, SHARED = 0.98, 0.9, 0.6


def find_regions(text: str, *, title: str = "", publisher: str = "") -> list[RegionMention]:
    """Find the places that ``text`` names, in order and without overlaps.

    Places inside an organisation's name are found too; whoever knows the organisations drops them, and hands the
    rest to :func:`extract.regions.resolve_regions`. A name shared by several places gets the first by rank
    (province, city, county) and a low confidence until then; a reference (「全省」) has no code until then.

    Args:
        text: the reading text; offsets of the mentions are ``str`` indices into it.
        title: the document's title, and ``publisher`` its publisher; they are kept for the resolving step's sake
            and change nothing that is found.

    Raises:
        LexiconError: a lexicon file breaks its format.

    Example:
        >>> [m.text for m in find_regions("《中国日报》记者在沪采访了苏州工业园区。")]
        ['沪', '苏州工业园区']
    """
    del title, publisher
    lexicon = load_lexicon()
    hits = scan_forms(text, lexicon)
    places = [hit for hit in hits if hit.form.kind in _PLACES]
    mentions = [_mention(text, hit) for hit in places]
    shorthand = find_shorthand(text, places, lexicon)
    joined = [Hit(m.start, m.end, Form(m.text, "joined", ())) for m in shorthand if m.rule == "region.joined"]
    mentions += find_zones(text, sorted((*hits, *joined), key=lambda hit: (hit.start, -hit.end)), lexicon)
    mentions += shorthand
    mentions += [
        RegionMention(
            start=hit.start, end=hit.end, text=text[hit.start : hit.end], rule="region.reference",
            region_id="", code="", confidence=SHARED, is_reference=True,
        )
        for hit in hits
        if hit.form.kind == "reference" and _stands_alone(text, hit)
    ]  # fmt: skip
    return _unmasked(text, longest_first(mentions), hits, lexicon)


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


def _stands_alone(text: str, hit: Hit) -> bool:
    """Not 「安全区」 or 「健全省级」: the reference is a word of its own."""
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if hit.form.text[0] == "全" and before and before in "安健完齐周俱不":
        return False
    if hit.form.text[0] == "本" and before and before in "根基日样资成版剧":
        return False
    if hit.form.text[0] == "我" and before and before in "自":
        return False
    if hit.form.text[0] == "该" and before and before in "应":
        return False
    return not (
        after
        and (
            (hit.form.text[-1] == "市" and after in "场值")
            or (hit.form.text[-1] == "区" and after in "域块别间")
            or (hit.form.text[-1] == "省" and after in "级")
        )
    )


def longest_first(mentions: Sequence[RegionMention]) -> list[RegionMention]:
    """The mentions without overlaps: the longer one stays, then the earlier one."""
    kept: list[RegionMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.rule)):
        if not any(mention.overlaps(other) for other in _near(kept, mention)):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _near(kept: Sequence[RegionMention], mention: RegionMention) -> Sequence[RegionMention]:
    return [other for other in kept if other.start < mention.end and mention.start < other.end]


def _unmasked(
    text: str, mentions: Sequence[RegionMention], hits: Sequence[Hit], lexicon: RegionLexicon
) -> list[RegionMention]:
    titles = Cover(title_intervals(text))
    quoted = {interval for interval in quoted_intervals(text)}
    quotes = Cover(sorted(quoted))
    ends = [(hit.start, hit.end) for hit in hits if hit.form.kind == "named"]
    events = Cover(event_intervals(text, ends, lexicon))
    return [
        m
        for m in mentions
        if not titles.holds(m.start, m.end)
        and not events.holds(m.start, m.end)
        and (not quotes.holds(m.start, m.end) or (m.start, m.end) in quoted)
    ]
