"""A text's articles, cut at their titles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.cohesion import restated
from extract.layout.flashes import is_source_note
from extract.layout.kinds import is_signed_day, is_source_tag
from extract.layout.lines import Line
from extract.layout.titles import Title
from extract.records import PassageKind

# 【央行开展逆回购操作】2月5日，… : a flash carries its title in front
_BRACKETED = re.compile(r"【(?P<title>[^【】\n]{4,40})】(?=.{15})")
_DAY = re.compile(r"(?P<year>20\d\d)(?:年|-|/|\.)(?P<month>\d{1,2})(?:月|-|/|\.)(?P<day>\d{1,2})日?")
_DATELINE_DAY = re.compile(r"[\u3400-\u9fff]{2,12}20\d\d年\d{1,2}月\d{1,2}日(?:电|讯|消息)")
_DATED = ("发布时间", "发布日期", "时间", "日期", "来源")
# Between a title and its text, and just after its beginning.
_HEAD_LINES = 6
# The paragraph below says so much of its headline again.
_RESTATED = 0.35


@dataclass(frozen=True, slots=True)
class ArticleStart:
    """Where an article begins, by line number, and what its head says of it.

    ``last`` is its last line where that is told by more than where the next one begins.
    """

    number: int
    title: str
    byline: str
    published_on: dt.date | None
    last: int | None = None


def article_starts(
    lines: Sequence[Line], kinds: Sequence[PassageKind], titles: Sequence[Title], *, flashes: bool
) -> list[ArticleStart]:
    """The articles in order; text above the first belongs to none.

    A flash that carries its title in brackets is an article as well. In a file of ``flashes`` a line that the next
    paragraph says again heads it, and an article ends with its first paragraph.
    """
    found = {title.number: title.text for title in titles}
    for number, kind in enumerate(kinds):
        bracketed = _BRACKETED.match(lines[number].text) if kind == "body" else None
        if bracketed is not None and not is_source_note(bracketed["title"]):
            found.setdefault(number, bracketed["title"])
        elif flashes and kind == "heading" and _heads_flash(number, lines, kinds):
            found.setdefault(number, lines[number].text)
    numbers = sorted(found)
    starts = []
    for number, following in zip(numbers, [*numbers[1:], len(lines)], strict=False):
        head = range(number + 1, min(number + 1 + _HEAD_LINES, following))
        last = next((at for at in range(number, following) if kinds[at] == "body"), None) if flashes else None
        starts.append(
            ArticleStart(number, found[number], _byline(lines, kinds, head), _own_date(lines, kinds, head), last)
        )
    return starts


def _heads_flash(number: int, lines: Sequence[Line], kinds: Sequence[PassageKind]) -> bool:
    below = number + 1
    return (
        below < len(lines) and kinds[below] == "body" and restated(lines[number].text, lines[below].text) >= _RESTATED
    )


def _byline(lines: Sequence[Line], kinds: Sequence[PassageKind], head: range) -> str:
    for number in head:
        if kinds[number] == "byline" and not is_source_tag(lines[number].text):
            return lines[number].text
    return ""


def _own_date(lines: Sequence[Line], kinds: Sequence[PassageKind], head: range) -> dt.date | None:
    """A full date in the lines below the title, or in the dateline of the first paragraph."""
    for number in head:
        text = lines[number].text
        if is_signed_day(text) or (len(text) < 80 and any(word in text for word in _DATED)):
            match = _DAY.search(text)
        else:
            dateline = _DATELINE_DAY.match(text)
            match = _DAY.search(text, 0, dateline.end()) if dateline else None
        if match:
            try:
                return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
        if kinds[number] == "body" and len(text) > 60:
            break
    return None
