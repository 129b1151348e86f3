"""Candidates for names: what ends like one, with the best place for it to begin.

The grammar reads no words. It finds ends (suffixes, known names, cue phrases that follow a name), walks left from each
over what a name may hold, and lets :mod:`extract.organisations.scoring` choose the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.organisations.lexicon import KnownName, Lexicon, Suffix
from extract.organisations.scoring import End, Places, end_cues, inner_cues, span_cues, start_cues

MAX_NAME = 32
MAX_SHORT_NAME = 8
MAX_BRACKET = 12
ACCEPTED = -1.0
PROPOSED = -3.0
KNOWN_FLOOR = {"sure": -0.5, "likely": -2.0}
_OPENING = {"）": "（", ")": "(", "”": "“", "’": "‘", "」": "「"}
_BRACKETS = frozenset("（(")
_QUOTES = frozenset("“‘「")
_STOPS = frozenset("，。、；：！？…,;:!?《》〈〉【】[]{}|〔〕\n\r\t　■◆●▲△○□①②③④⑤⑥⑦⑧⑨⑩=＝<>~～%％\"'") | _BRACKETS | _QUOTES

NAME_TAILS = frozenset({"有限合伙", "普通合伙", "集团", "筹", "国家行政学院", "控股"})
_STOCK_CODE = re.compile(r"[（(]\d{6}[.．）)]")
_COUNTED = re.compile(r"[\d０-９一二三四五六七八九十百千万两几多数]+(?:余|多)?[家个名座所批支项]")
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
    for offset, char in enumerate(text):
        if char == "《":
            opened.append(offset)
        elif char == "》" and opened:
            start = opened.pop()
            if not opened:
                found.append((start, offset + 1))
        elif char == "\n" and opened:
            opened.clear()
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
    for end in sorted({*suffixes, *names, *cues}):
        if any(start < end <= stop for start, stop in titles):
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
            placed = {places.start_of[start]: known[start] for start in known if start in places.start_of}
            known_starts = tuple(sorted({*known, *placed}, reverse=True))
            found.append(End(end, "name", suffix, end, known_starts, longest, known))
        if end in cues and suffix is None and (cues[end] != "ticker" or _STOCK_CODE.match(text, end)):
            starts = possible_starts(text, end, max(0, end - MAX_SHORT_NAME))[2:]
            found.append(End(end, "cue" + cues[end], None, end, tuple(s for s in starts if s not in known), longest, {}))
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
    return stop + 1 if whole_place or inner in NAME_TAILS else 0


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


def propose(text: str, lexicon: Lexicon, weights: Mapping[str, float], places: Places) -> list[Candidate]:
    """Return, for each end that looks like a name's, its best-scoring beginning (score above :data:`PROPOSED`)."""
    found: list[Candidate] = []
    start_scores: dict[int, float] = {}
    weight = weights.get
    ends, by_start, inner = find_ends(text, lexicon, places)
    for end in ends:
        base = sum(weight(cue, 0.0) for cue in end_cues(text, end.end, end.kind, end.suffix, lexicon))
        best: Candidate | None = None
        inside = 0.0
        at = end.core_end
        for start in end.starts:
            while at > start:
                at -= 1
                for cue in inner_cues(text, at, end, inner, lexicon):
                    inside += weight(cue, 0.0)
            if start not in start_scores:
                start_scores[start] = sum(weight(cue, 0.0) for cue in start_cues(text, start, places, lexicon))
            nested = known_inside(by_start, start, end.end)
            if nested is not None and start not in end.names and _goes_on(text, start + len(nested.text), lexicon):
                continue
            joint = sum(weight(cue, 0.0) for cue in span_cues(text, start, end, places, nested, lexicon))
            score = base + inside + start_scores[start] + joint
            exact = end.names.get(start)
            if exact is not None and exact.trust != "context":
                score = max(score, KNOWN_FLOOR[exact.trust])
            if score > PROPOSED and (best is None or score > best.score):
                best = Candidate(start, end.end, end.kind, end.suffix, exact, score)
        if best is not None and not is_generic(text[best.start : best.end], lexicon):
            found.append(best)
    return found
