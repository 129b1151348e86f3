"""Tables of contents: where they stand, and the titles they promise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.kinds import column_name, is_contents_head, is_foreign, is_titlelike
from extract.layout.lines import Line

# 「010 题目」, 「- 010 题目」; 「题目……12」, 「题目 …… (12)」
_NUMBER_FIRST = re.compile(r"[-•·*\s]*(?P<page>\d{1,4})[\s\u3000、.．]+(?P<title>\S.*)")
_NUMBER_LAST = re.compile(
    r"[-•·*\s]*(?P<title>\S.*?)\s*(?:[.．…·。]{2,}|\s{3,}|[-—]{3,})\s*[（(]?(?P<page>\d{1,4})[)）]?"
)
_MARKS = re.compile(r"[^\w]+")
_MIN_ENTRIES = 3
# Between two numbered entries there may be so many lines: subtitles, translations, parts of one entry.
_MAX_BETWEEN = 45
_MAX_PAGES_APART = 60
_PAGES_APART = 1.5
_MAX_LINE = 240


@dataclass(frozen=True, slots=True)
class Contents:
    """Lines that are a table of contents, and the titles in it, folded by :func:`fold_title`."""

    numbers: frozenset[int]
    titles: dict[str, str]


def fold_title(text: str) -> str:
    """A title without spaces and marks, as tables of contents and pages set it differently."""
    return _MARKS.sub("", text)


def find_contents(lines: Sequence[Line]) -> Contents:
    """The tables of contents of a text; empty if there is none."""
    entries = [number for number, line in enumerate(lines) if _entry(line.text) is not None]
    numbers: set[int] = set()
    position = 0
    while position < len(entries):
        block = [entries[position]]
        for entry in entries[position + 1 :]:
            if entry - block[-1] > _MAX_BETWEEN or not _is_list(lines, block[-1], entry):
                break
            block.append(entry)
        position += len(block)
        block = _ascending(lines, block)
        if len(block) >= _MIN_ENTRIES:
            numbers.update(range(_first_line(lines, block[0]), _last_line(lines, block[-1]) + 1))
    titles: dict[str, str] = {}
    for number in sorted(numbers):
        title = (_entry(lines[number].text) or (0, lines[number].text))[1].lstrip("-•·* ")
        if title and is_titlelike(title) and not title.startswith("—") and not column_name(title):
            titles.setdefault(fold_title(title), title)
    return Contents(frozenset(numbers), titles)


def _entry(text: str) -> tuple[int, str] | None:
    if len(text) > 90 or not any(character.isdigit() for character in text[:8] + text[-6:]):
        return None
    match = _NUMBER_FIRST.fullmatch(text) or _NUMBER_LAST.fullmatch(text)
    if match is None or not is_titlelike(match["title"]):
        return None
    return int(match["page"]), match["title"]


def _is_list(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether nothing between two entries reads as prose."""
    return all(
        len(line.text) <= (_MAX_LINE if is_foreign(line.text) else 60) and not line.text.endswith("。")
        for line in lines[first + 1 : last]
    )


def _ascending(lines: Sequence[Line], block: Sequence[int]) -> list[int]:
    """The entries whose pages ascend; a title that begins with a number of its own is none of them."""
    best: list[int] = []
    for first in range(min(len(block), 12)):
        chain = [block[first]]
        for number in block[first + 1 :]:
            if 0 <= _page(lines[number]) - _page(lines[chain[-1]]) <= _MAX_PAGES_APART:
                chain.append(number)
        best = max(best, chain, key=len)
    # Sections and lists are numbered 1, 2, 3; pages skip numbers.
    pages = _page(lines[best[-1]]) - _page(lines[best[0]])
    return best if len(best) > 1 and pages >= _PAGES_APART * (len(best) - 1) else []


def _page(line: Line) -> int:
    entry = _entry(line.text)
    return entry[0] if entry else 0


def _first_line(lines: Sequence[Line], number: int) -> int:
    """Where the contents begin: at their head, or at the column above the first entry."""
    for step in range(1, 5):
        if number - step >= 0 and is_contents_head(lines[number - step].text):
            return number - step
    above = lines[number - 1].text if number else ""
    if above and (column_name(above) or _has_translation(above)):
        return number - 1
    return number


def _last_line(lines: Sequence[Line], number: int) -> int:
    """Where they end: the last entry's subtitle and translation belong to it."""
    last = number
    while (
        last + 1 < len(lines)
        and lines[last + 1].gap == 0
        and (is_foreign(lines[last + 1].text) or lines[last + 1].text.startswith("—"))
    ):
        last += 1
    return last


def _has_translation(text: str) -> bool:
    """「卷首寄语 Editorial Note」."""
    return re.fullmatch(r"[\u3400-\u9fff]{2,12}\s+[A-Za-z][A-Za-z &-]+", text) is not None
