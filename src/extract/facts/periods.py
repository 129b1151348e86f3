"""Periods, and how one is made of others: averaged years, years shared out, times listed one by one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.facts.clauses import Clause
from extract.facts.events import is_day
from extract.facts.frames import Frame
from extract.facts.governing import governs, is_edge
from extract.facts.masking import GAP
from extract.facts.rules import load_rules
from extract.records import DateMention
from extract.view import DocumentView

_AVERAGE_YEARS = re.compile(
    r"([两二三四五六七八九十]|(?<!\d)\d{1,2})年(?:的?平均|年均|复合)|连续([两二三四五六七八九十]|\d{1,2})年"
)
_DIGITS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_MONTHS_TO = re.compile(r"止?的?(?:前|过去)?(?:(三|六|九|十二|3|6|9|12)个月|(?:财政)?年度|财年)")
_MONTHS = {"三": 3, "六": 6, "九": 9, "十二": 12, "3": 3, "6": 6, "9": 9, "12": 12}
#: What has come to be, however long ago.
_STANDS = re.compile(r"已经?(?:有|达|超|突破|形成|建成|入驻|聚集|集聚|吸引|拥有)")
_MONTH = 32
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


def months_to(text: str, date: DateMention) -> Period | None:
    """「截至9月30日的六个月」, 「截至6月30日止年度」: the months that a month's last day ends, if any."""
    found = _MONTHS_TO.match(text, date.end)
    day = date.date_to
    if found is None or date.date_from != day or not dt.MINYEAR + 2 < day.year < dt.MAXYEAR:
        return None
    if (day + dt.timedelta(days=1)).day != 1:
        return None
    count = _MONTHS.get(found.group(1) or "", 12)
    years, month = divmod(day.year * 12 + day.month - count, 12)
    return Period(dt.date(years, month + 1, 1), day, "period.months_to")


def year_before(period: Period) -> Period:
    """The same days of the year before."""
    if period.date_from is None or period.date_to is None:
        return period
    return replace(period, date_from=_a_year_back(period.date_from), date_to=_a_year_back(period.date_to))


def _a_year_back(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


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


def is_outset_day(period: Period) -> bool:
    """Whether a period is the first day of a year, with which a story begins (「2016年初，…」)."""
    day = period.date_from
    return day is not None and period.role == "period" and day == period.date_to and (day.month, day.day) == (1, 1)


def is_last_day(date: DateMention, around: Period) -> bool:
    """Whether a time is only the last day of what the sentence tells of: 「全年…，年末失业率降到5%，物价上涨2%」."""
    long = around.date_from is not None and around.date_from != around.date_to and around.role != "paper"
    return long and date.role == "period" and date.date_from == date.date_to == around.date_to


def closes(since: Period, date: DateMention) -> bool:
    """Whether a time closes a stretch: 「自3月以来，截至11月」 runs on, 「截至11月底」 is the day of a count.

    What is done 「自3月起」 begins then; by 「截至11月」 there is so much of it.
    """
    if since.rule == "period.from_on":
        return False
    on_day = is_day(date) or is_edge(date)
    return date.role == "as_of" and not on_day and runs(since.date_from, date.date_to)


def turns_back(clause: Clause, before: Period, now: Period, day: dt.date | None) -> bool:
    """Whether a clause turns from one time of its sentence to another that is over, and not to a part of it.

    Args:
        clause: the clause.
        before: the time that the sentence had named before it.
        now: the time that it has named with it.
        day: the day of the text.
    """
    if before is UNKNOWN or day is None or now.date_to is None or clause.masked.startswith("其中", clause.start):
        return False
    return now.date_to < day and (before.date_from, before.date_to) != (now.date_from, now.date_to)


def starts(clause: Clause, date: DateMention) -> bool:
    """「自2019年起」: whether something begins at a time."""
    return clause.masked.startswith(("起", "开始"), date.end)


def so_far(as_of: Period, date: DateMention) -> bool:
    """Whether a time is a year of which a day named before says how far it has come."""
    if as_of.date_to is None or date.granularity != "year" or not date.date_from <= as_of.date_to < date.date_to:
        return False
    return as_of.role == "as_of" or as_of.rule == "period.so_far"


def is_stock(frame: Frame) -> bool:
    """Whether a value is of all that there is, whenever it came to be; not how that has changed."""
    if frame.tags & {"up", "down"}:
        return False
    return load_rules("nouns_stock").search(frame.masked, frame.clause.start, frame.quantity.start) is not None


def stands_now(frame: Frame, carried: Period, published: dt.date | None) -> bool:
    """Whether a value is told of as it stands (「已达200家」) after what was told of a month or day long gone."""
    first, last = carried.date_from, carried.date_to
    if carried.role != "period" or first is None or last is None or published is None:
        return False
    gone = (last - first).days < _MONTH < (published - last).days
    return gone and _STANDS.search(frame.masked, frame.clause.start, frame.quantity.start) is not None


def is_held(frame: Frame) -> bool:
    """Whether a value is of what is held or agreed, which only its own sentence can place."""
    return load_rules("nouns_held").search(frame.masked, frame.clause.start, frame.quantity.start) is not None


def times_by_clause(view: DocumentView, clauses: Sequence[Clause]) -> dict[int, list[DateMention]]:
    """The times that stand in each clause, by the clause's position; one inside brackets is the bracket's alone."""
    dates = list(view.dates)
    found: dict[int, list[DateMention]] = {}
    index = 0
    for position, clause in enumerate(clauses):
        if clause.depth:
            found[position] = [date for date in dates if clause.start <= date.start < clause.end]
            continue
        while index < len(dates) and dates[index].start < clause.start:
            index += 1
        found[position] = []
        while index < len(dates) and dates[index].start < clause.end:
            if clause.masked[dates[index].start] != GAP:
                found[position].append(dates[index])
            index += 1
    return found
