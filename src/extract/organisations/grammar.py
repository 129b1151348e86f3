"""Candidates for names: what ends like one, with the best place for it to begin.

The grammar reads no words. It finds ends (suffixes, known names, cue phrases that follow a name), walks left from each
over what a name may hold, and lets :mod:`extract.organisations.scoring` choose the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from extract.organisations.lexicon import KnownName, Lexicon, Suffix, read_words
from extract.organisations.scoring import RELATIVE_PLACES, End, Places, end_cues, inner_cues, span_cues, start_cues

MAX_NAME = 32
MAX_SHORT_NAME = 8
MAX_BRACKET = 12
ACCEPTED = -1.0
PROPOSED = -2.5
MIN_END = -4.0
MIN_BUREAU = 3
RELATIVE_FLOOR = -0.5
MAX_JOINT = 3.4
MAX_JOINT_NESTED = 6.0
KNOWN_FLOOR = {"sure": -0.5, "likely": -2.0}
_OPENING = {"）": "（", ")": "(", "”": "“", "’": "‘", "」": "「"}
_BRACKETS = frozenset("（(")
_QUOTES = frozenset("“‘「")
_STOPS = (
    frozenset("，。、；：！？…,;:!?《》〈〉【】[]{}|〔〕\n\r\t　■◆●▲△○□①②③④⑤⑥⑦⑧⑨⑩=＝<>~～%％\"'") | _BRACKETS | _QUOTES
)

_STOCK_CODE = re.compile(r"[（(]\d{6}[.．）)]")
_TITLE_MARKS = re.compile("[《》\n]")
_COUNTED = re.compile(r"[\d０-９一二三四五六七八九十百千万两几多数]+(?:余|多)?[家个名座所批支项]")
_ZEROS = repeat(0.0)
_BOUND_PLACES = frozenset("全各我该本两城都超门闹县区")
_CONNECTORS = frozenset("与和及同")
KnownAt = Mapping[int, Sequence[tuple[int, KnownName]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name. ``kind`` is the kind of its end, ``score`` its log-odds against "no name"."""

    start: int
    end: int
    kind: str
    suffix: Suffix | None
    known: KnownName | None
    score: float


def quoted_titles(text: str) -> list[tuple[int, int]]:
    """Return the stretches inside 《》, where nothing is an organisation (an unclosed 《 ends with its line)."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for mark in _TITLE_MARKS.finditer(text):
        if mark[0] == "《":
            opened.append(mark.start())
        elif mark[0] == "\n":
            opened.clear()
        elif opened:
            start = opened.pop()
            if not opened:
                found.append((start, mark.end()))
    return found


def possible_starts(text: str, core_end: int, floor: int) -> tuple[int, ...]:
    """Walk left from ``core_end`` over what a name may hold; return the offsets where it could begin, nearest first.

    A bracket or quotation counts as a whole: 信维电子科技（益阳）, “金芙蓉”省级.
    """
    starts = [core_end]
    at = core_end
    while at > floor:
        char = text[at - 1]
        if char in _OPENING:
            opening = text.rfind(_OPENING[char], max(floor, at - MAX_BRACKET - 2), at - 1)
            if opening < 0 or opening < floor:
                break
            at = opening
            if char in "”’」":
                starts.append(at)
            continue
        if char in _STOPS:
            break
        if char == " " and not (at >= 2 and text[at - 2].isascii() and text[at : at + 1].isascii()):
            break
        at -= 1
        starts.append(at)
    return tuple(starts)


def find_ends(text: str, lexicon: Lexicon, places: Places) -> tuple[list[End], KnownAt, Mapping[int, Suffix]]:
    """Return every offset where a name could end, in order; the known names by where they begin; the telling suffixes.

    Ends inside 《》 are left out. Where suffixes of several lengths end at one offset, the longest counts.
    """
    suffixes: dict[int, Suffix] = {}
    names: dict[int, dict[int, KnownName]] = {}
    by_start: dict[int, list[tuple[int, KnownName]]] = {}
    cues: dict[int, str] = {}
    titles = quoted_titles(text)
    for last, (length, suffix, name, cue) in lexicon.automaton.iter(text):
        end = last + 1
        if suffix is not None and (end not in suffixes or len(suffixes[end].text) < length):
            suffixes[end] = suffix
        if name is not None and is_whole(text, end - length, end):
            names.setdefault(end, {})[end - length] = name
            by_start.setdefault(end - length, []).append((end, name))
        if cue is not None:
            cues[end - length] = cue
    found: list[End] = []
    title = 0
    for end in sorted({*suffixes, *names, *cues}):
        while title < len(titles) and titles[title][1] < end:
            title += 1
        if title < len(titles) and titles[title][0] < end:
            continue
        suffix = suffixes.get(end)
        known = names.get(end, {})
        longest = min(known, default=end)
        if suffix is not None:
            core_end = end - len(suffix.text)
            starts = possible_starts(text, core_end, max(0, end - MAX_NAME))
            open_starts = tuple(start for start in starts if start not in known)
            found.append(End(end, suffix.group + suffix.type, suffix, core_end, open_starts, longest, {}))
            tail = _bracket_tail(text, end, places)
            if tail:
                found.append(End(tail, "tail", suffix, core_end, starts, tail, {}))
        if known:
            known = dict(_with_places(text, known, places))
            placed = {places.start_of[start]: known[start] for start in known if start in places.start_of}
            known_starts = tuple(sorted({*known, *placed}, reverse=True))
            found.append(End(end, "name", suffix, end, known_starts, longest, known))
        if end in cues and suffix is None and (cues[end] != "ticker" or _STOCK_CODE.match(text, end)):
            starts = possible_starts(text, end, max(0, end - MAX_SHORT_NAME))[2:]
            found.append(
                End(end, "cue" + cues[end], None, end, tuple(s for s in starts if s not in known), longest, {})
            )
    inner = {end: suffix for end, suffix in suffixes.items() if suffix.group == "full" and len(suffix.text) > 1}
    return found, by_start, inner


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span does not cut a Latin word or number in two (TCL in TCLX)."""
    return not (
        (start > 0 and _latin(text[start - 1]) and _latin(text[start]))
        or (end < len(text) and _latin(text[end - 1]) and _latin(text[end]))
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _bracket_tail(text: str, end: int, places: Places) -> int:
    """Return where a bracket that belongs to the name ends (大学（广州）, 企业（有限合伙）), or 0."""
    if text[end : end + 1] not in _BRACKETS:
        return 0
    closing = "）" if text[end] == "（" else ")"
    stop = text.find(closing, end, end + MAX_BRACKET)
    if stop < 0:
        return 0
    inner = text[end + 1 : stop]
    whole_place = places.ends_of.get(end + 1) == stop
    return stop + 1 if whole_place or inner in _name_tails() else 0


def _with_places(text: str, known: Mapping[int, KnownName], places: Places) -> Mapping[int, KnownName]:
    """Return the known names that end at one offset by start: a bureau begins with its place, the longest name wins.

    发改委 in 河南省发改委 or 市发改委 begins with 河南省, 市; 国科大 in 中国科大 is no name.
    """
    start = min(known)
    name = known[start]
    if name.type == "government":
        if start in places.start_of:
            return {places.start_of[start]: name}
        if text[start - 1 : start] in RELATIVE_PLACES and start - 1 not in places.inner:
            return {start - 1: name}
    return known if name.trust == "context" else {start: name}


@cache
def _name_tails() -> frozenset[str]:
    return frozenset(read_words("name_tails.csv"))


def known_inside(by_start: KnownAt, start: int, end: int) -> KnownName | None:
    """Return the longest known name that begins at ``start`` and ends before ``end``."""
    found: KnownName | None = None
    for stop, name in by_start.get(start, ()):
        if stop < end and (found is None or len(found.text) < len(name.text)):
            found = name
    return found


def _goes_on(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether, after a known name that ends at ``at``, the clause goes on with another party or a verb."""
    return text[at] in _CONNECTORS or text[at : at + 2] in lexicon.verbs


def is_generic(name: str, lexicon: Lexicon) -> bool:
    """Whether a stretch only looks like a name: a common noun (产业基金), or a count of bodies (38家证券)."""
    return name in lexicon.generic or _COUNTED.match(name) is not None


def is_relative_bureau(text: str, start: int, end: End, places: Places) -> bool:
    """Whether the stretch is a bureau named by 省, 市 … alone (市税务局, but not 全市税务局)."""
    return (
        0 <= start
        and start + 1 == end.core_end
        and end.suffix is not None
        and end.suffix.type == "government"
        and end.suffix.group == "full"
        and len(end.suffix.text) >= MIN_BUREAU
        and text[start] in RELATIVE_PLACES
        and start not in places.inner
        and text[start - 1 : start] not in _BOUND_PLACES
    )


def propose(text: str, lexicon: Lexicon, weights: Mapping[str, float], places: Places) -> list[Candidate]:
    """Return, for each end that looks like a name's, its best-scoring beginning (score above :data:`PROPOSED`).

    Ends and beginnings that no other cue could save are passed over (the ``MIN_`` and ``MAX_`` bounds, measured on
    labelled sentences); that is most of them, and most of the time.
    """
    found: list[Candidate] = []
    start_scores: dict[int, float] = {}
    get = weights.get
    ends, by_start, inner = find_ends(text, lexicon, places)
    for end in ends:
        base = sum(map(get, end_cues(text, end.end, end.kind, end.suffix, lexicon), _ZEROS))
        if base < MIN_END and end.kind != "name" and not is_relative_bureau(text, end.core_end - 1, end, places):
            continue
        best: Candidate | None = None
        bar = PROPOSED
        inside = 0.0
        at = end.core_end
        for start in end.starts:
            while at > start:
                at -= 1
                inside += sum(map(get, inner_cues(text, at, end, inner, lexicon), _ZEROS))
            beginning = start_scores.get(start)
            if beginning is None:
                beginning = start_scores[start] = sum(map(get, start_cues(text, start, places, lexicon), _ZEROS))
            score = base + inside + beginning
            exact = end.names.get(start)
            nested = known_inside(by_start, start, end.end) if start in by_start else None
            if exact is None:
                if start + 1 != end.core_end and score + (MAX_JOINT if nested is None else MAX_JOINT_NESTED) <= bar:
                    continue
                if nested is not None and _goes_on(text, start + len(nested.text), lexicon):
                    continue
            score += sum(map(get, span_cues(text, start, end, places, nested, lexicon), _ZEROS))
            if exact is not None and exact.trust != "context":
                score = max(score, KNOWN_FLOOR[exact.trust])
            if is_relative_bureau(text, start, end, places):
                score = max(score, RELATIVE_FLOOR)
            if score > bar:
                best, bar = Candidate(start, end.end, end.kind, end.suffix, exact, score), score
        if best is not None and not is_generic(text[best.start : best.end], lexicon):
            found.append(best)
    return found
