"""Periods, and how one is made of others: averaged years, years shared out, times listed one by one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.facts.clauses import Clause
from extract.facts.frames import Frame
from extract.facts.governing import governs
from extract.records import DateMention

_AVERAGE_YEARS = re.compile(
    r"([两二三四五六七八九十]|(?<!\d)\d{1,2})年(?:的?平均|年均|复合)|连续([两二三四五六七八九十]|\d{1,2})年"
)
_DIGITS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|，)\s*")


@dataclass(frozen=True, slots=True)
class Period:
    """A period, inclusive at both ends, or nothing; with the rule that gave it."""

    date_from: dt.date | None
    date_to: dt.date | None
    rule: str
    role: str = ""

    def under(self, rule: str) -> Period:
        """The same days in the same role, given by another rule."""
        return replace(self, rule=rule)


UNKNOWN = Period(None, None, "period.none")


def runs(first: dt.date | None, last: dt.date | None) -> bool:
    """Whether two days make a period; a text may name them in any order."""
    return first is not None and last is not None and first <= last


def widened(frame: Frame, text: str, period: Period) -> Period:
    """「两年平均增长」: the period reaches back over the years that are averaged."""
    if period.date_from is None or frame.quantity.dimension == "rank":
        return period
    words = text[max(frame.clause.start, frame.quantity.start - 40) : frame.quantity.start]
    found = _AVERAGE_YEARS.search(words)
    if found is None:
        return period
    years = found.group(1) or found.group(2)
    count = _DIGITS.get(years) or int(years)
    if period.date_to is not None and period.date_to.year - period.date_from.year >= count - 1:
        return period
    start = dt.date(period.date_from.year - count + 1, 1, 1)
    return replace(period, date_from=start, rule=period.rule + "_widened")


def run_of_times(clause: Clause, dates: Sequence[DateMention], until: int) -> list[DateMention]:
    """The times that a clause lists before an offset, with nothing but 、 or 和 between them."""
    listed = [date for date in dates if date.end <= until and governs(clause, date, until)]
    joined = all(_JOINT.fullmatch(clause.masked, a.end, b.start) for a, b in pairwise(listed))
    return listed if len(listed) > 1 and joined else []


def one_a_year(period: Period, count: int) -> list[Period]:
    """「今明两年」 as one period a year, if the period holds exactly ``count`` years."""
    if period.date_from is None or period.date_to is None:
        return []
    years = period.date_to.year - period.date_from.year + 1
    if years != count or count < 2 or (period.date_from.month, period.date_to.month) != (1, 12):
        return []
    return [
        Period(dt.date(period.date_from.year + i, 1, 1), dt.date(period.date_from.year + i, 12, 31), period.rule)
        for i in range(count)
    ]


def is_last_day(date: DateMention, around: Period) -> bool:
    """Whether a time is only the last day of what the sentence tells of: 「全年…，年末失业率降到5%，物价上涨2%」."""
    long = around.date_from is not None and around.date_from != around.date_to and around.role != "paper"
    return long and date.role == "period" and date.date_from == date.date_to == around.date_to
