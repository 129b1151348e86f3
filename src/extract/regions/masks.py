"""Stretches of text in which a place's name is part of something else's name.

Nothing inside 《》 is a place of the text, nor is a place inside a short quotation (a slogan or a project's name)
or inside the name of an event, a plan or an award: 「2025中国算力大会」, 「“健康中国”」.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extract.regions.lexicon import RegionLexicon

Interval = tuple[int, int]

_QUOTED = (re.compile(r"“([^“”\n]{1,60})”"), re.compile(r"「([^「」\n]{1,60})」"), re.compile(r"‘([^‘’\n]{1,30})’"))
_TITLE_LINE = re.compile(r"^20\d\d年?[^，。；：、！？\n]{4,40}(?:报告|白皮书|蓝皮书)$", re.MULTILINE)
_GROUP = re.compile(r"(?:（[^（）\n]{1,8}）|\([^()\n]{1,8}\)|“[^“”\n]{1,10}”)\Z")
_STOPS = frozenset('，。；：、！？,;:!?（）()【】[]《》<>“”‘’"\n\t 　')
# 「…市第十六届人民代表大会第一次会议」: after a place's or a body's name, what it holds for the nth time.
_NTH_MEETING = re.compile(
    r"(?:20\d\d年(?:度)?)?第[一二三四五六七八九十百\d]{1,4}(?:届[^，。；：、！？\n]{0,14}?|次(?:全体|全国|会员|党员|党|人民|职工|理事|代表|工作)*)(?:大会|全会|会议|年会|论坛)"
)
_NTH = re.compile(r"第[一二三四五六七八九十百\d]{1,4}届(?=[^，。；：、！？\n“”《》]*\Z)")
SLOGAN_LENGTH = 12
EVENT_LENGTH = 26
EVENT_OF_LENGTH = 2


def title_intervals(text: str) -> list[Interval]:
    """Spans between 《 and its 》; nested marks count as one span, an unclosed one ends with its line.

    So is a line that is nothing but a yearly report's title.
    """
    found: list[Interval] = []
    at = text.find("《")
    while at >= 0:
        depth, end = 0, at
        limit = min(len(text), at + 200)
        for end in range(at, limit):
            if text[end] == "《":
                depth += 1
            elif text[end] == "》":
                depth -= 1
                if not depth:
                    break
            elif text[end] == "\n":
                break
        if text[end] == "》":
            found.append((at, end + 1))
            at = text.find("《", end + 1)
        else:
            at = text.find("《", at + 1)
    return sorted([*found, *(line.span() for line in _TITLE_LINE.finditer(text) if "《" not in line.group())])


def quoted_intervals(text: str) -> list[Interval]:
    """Contents of short quotations: names and slogans, not speech (which is longer or has a stop inside)."""
    found = []
    for pattern in _QUOTED:
        for match in pattern.finditer(text):
            content = match.group(1)
            if len(content) <= SLOGAN_LENGTH and not _STOPS.intersection(content):
                found.append(match.span(1))
    return found


def name_start(text: str, end: int, limit: int, lexicon: RegionLexicon, first: int = 0) -> int:
    """Where the name that reaches up to ``end`` may begin: after a stop or a word that no name goes on from."""
    boundary, inside = lexicon.words["boundary"], lexicon.words["not_boundary"]
    start = end
    while start > max(first, end - limit):
        if text[start - 1] in _STOPS:
            group = _GROUP.search(text, max(0, start - 12), start) if text[start - 1] in "）)”" else None
            if group is None or not _is_han(text[group.start() - 1 : group.start()]):
                break
            start = group.start()
            continue
        # 「项」 ends a count, but not in 「合作项目」.
        if text[start - 1 : start + 1] not in inside and any(
            text[start - n : start] in boundary for n in (3, 2, 1) if start - n >= 0
        ):
            break
        start -= 1
    return start


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def event_intervals(text: str, ends: Iterable[Interval], lexicon: RegionLexicon) -> list[Interval]:
    """Names of events and plans, from the words that end them (``ends``: where those words stand)."""
    found = []
    for start, end in ends:
        begin = name_start(text, start, EVENT_LENGTH, lexicon)
        if nth := _NTH.search(text, max(0, start - EVENT_LENGTH), begin):
            begin = nth.end()  # 「第9届中国国际渔业博览会」: the number shows where the name begins
        if text[begin - 2 : begin] in lexicon.words["event_of"] and start - begin <= EVENT_OF_LENGTH:
            # 「2031年全球投资促进大会」: verbs as nouns, right before the word for the event
            while text[begin - 2 : begin] in lexicon.words["event_of"]:
                begin -= 2
            begin = name_start(text, begin, EVENT_LENGTH, lexicon)
        if begin < start:
            found.append((begin, end))
    return found


def meeting_intervals(text: str, lexicon: RegionLexicon) -> list[Interval]:
    """Names of meetings that bodies and places hold for the nth time: 「某某学会第九届会员大会」."""
    return [
        (name_start(text, match.start(), EVENT_LENGTH, lexicon), match.end()) for match in _NTH_MEETING.finditer(text)
    ]


class Cover:
    """Answers whether a span lies inside one of some intervals."""

    def __init__(self, intervals: Sequence[Interval]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(intervals):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def holds(self, start: int, end: int) -> bool:
        """Whether ``start`` to ``end`` lies in one interval."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
