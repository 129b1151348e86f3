"""Where a name could end, and from each such end, where it could begin.

A name ends with a suffix (有限公司, 局), is a known name, or stands before a cue phrase (董事长, a stock code). From
there the text is walked leftwards over what a name may hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.organisations.lexicon import KnownName, Lexicon, Suffix, read_words
from extract.organisations.scoring import RELATIVE_PLACES, End, Places

MAX_NAME = 32
MAX_SHORT_NAME = 8
MIN_SHORT_NAME = 2
MAX_BRACKET = 12
_OPENING = {"）": "（", ")": "(", "”": "“", "’": "‘", "」": "「"}
_BRACKETS = frozenset("（(")
_QUOTES = frozenset("“‘「")
_STOPS = (
    frozenset("，。、；：！？…,;:!?《》〈〉【】[]{}|〔〕\n\r\t　■◆●▲△○□①②③④⑤⑥⑦⑧⑨⑩=＝<>~～%％\"'") | _BRACKETS | _QUOTES
)
_STOCK_CODE = re.compile(r"[（(]\d{6}[.．）)]")
_TITLE_MARKS = re.compile("[《》\n]")


@dataclass(frozen=True, slots=True)
class Ends:
    """All ends of a text in order, the known names by where they begin, and the telling suffixes by their end."""

    found: Sequence[End]
    known: Mapping[int, Sequence[tuple[int, KnownName]]]
    telling: Mapping[int, Suffix]

    def known_inside(self, start: int, end: int) -> KnownName | None:
        """Return the longest known name that begins at ``start`` and ends before ``end``."""
        found: KnownName | None = None
        for stop, name in self.known.get(start, ()):
            if stop < end and (found is None or len(found.text) < len(name.text)):
                found = name
        return found


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


def find_ends(text: str, lexicon: Lexicon, places: Places) -> Ends:
    """Return every offset where a name could end.

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
            starts = possible_starts(text, end, max(0, end - MAX_SHORT_NAME))[MIN_SHORT_NAME:]
            found.append(
                End(end, "cue" + cues[end], None, end, tuple(s for s in starts if s not in known), longest, {})
            )
    telling = {end: suffix for end, suffix in suffixes.items() if suffix.group == "full" and len(suffix.text) > 1}
    return Ends(found, by_start, telling)


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
