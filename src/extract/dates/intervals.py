"""Stretches of the calendar, both ends inclusive, and how a piece narrows one."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from extract.dates.holidays import holiday_interval, lunar_date, lunar_month
from extract.dates.pieces import Piece
from extract.records import Granularity

DAY: Final = dt.timedelta(days=1)
_MIN_YEAR, _MAX_YEAR = 1, 9998


class Interval(NamedTuple):
    """From one day to another, both included."""

    first: dt.date
    last: dt.date

    @property
    def within_a_year(self) -> bool:
        """Whether both ends lie in one calendar year."""
        return self.first.year == self.last.year


def years(first: int, last: int) -> Interval | None:
    """Whole calendar years."""
    if not (_MIN_YEAR <= first <= last <= _MAX_YEAR):
        return None
    return Interval(dt.date(first, 1, 1), dt.date(last, 12, 31))


def months(year: int, first: int, last: int) -> Interval:
    """Whole months of a year; a last month above 12 lies in the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Interval(dt.date(year, first, 1), last_of_month(end_year, end_month))


def last_of_month(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year + month // 12, month % 12 + 1, 1) - DAY


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day of the month ``count`` months on, or the last day of that month where there is none."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def quarter_of(day: dt.date, count: int) -> Interval:
    """The quarter ``count`` quarters on from that of a day."""
    month = add_months(day.replace(day=1), count * 3)
    first = (month.month - 1) // 3 * 3 + 1
    return months(month.year, first, first + 2)


def shift_years(interval: Interval, count: int) -> Interval:
    """The same days ``count`` years on; month ends stay month ends."""

    def moved(day: dt.date) -> dt.date:
        if day == last_of_month(day.year, day.month):
            return last_of_month(day.year + count, day.month)
        return day.replace(year=day.year + count)

    return Interval(moved(interval.first), moved(interval.last))


def nth_week(interval: Interval, number: int) -> Interval:
    """The ``number``-th week whose Monday lies in the interval."""
    monday = interval.first + DAY * (-interval.first.weekday() % 7 + 7 * (number - 1))
    return Interval(monday, monday + DAY * 6)


def narrow(base: Interval, piece: Piece) -> Interval | None:
    """The part of ``base`` that a piece names (「上半年」 of a year), or ``None`` where it has none."""
    year, month = base.first.year, base.first.month
    match piece.kind:
        case "month":
            return months(year, piece.low, piece.high)
        case "season":
            return months(year, piece.low, piece.high)
        case "quarter":
            return months(year, piece.low * 3 - 2, piece.high * 3)
        case "half":
            return months(year, piece.low * 6 - 5, piece.high * 6)
        case "first_years":
            return years(year, min(year + piece.high - 1, base.last.year))
        case "whole_year":
            return base
        case "day" | "ten_days" | "first_days":
            return _days(year, month, piece)
        case "edge" | "edge_of_year" | "edge_of_month":
            day = base.last if piece.low else base.first
            return Interval(day, day)
        case "nth_week":
            return nth_week(base, piece.low)
        case "holiday":
            return _interval(holiday_interval(piece.unit, year, during=bool(piece.low)))
        case "lunar_day":
            year = int(piece.unit) if piece.unit else year
            if not piece.high:
                return _interval(lunar_month(year, piece.low))
            lunar = lunar_date(year, piece.low, piece.high)
            return Interval(lunar, lunar) if lunar else None
    return None


def _interval(ends: tuple[dt.date, dt.date] | None) -> Interval | None:
    return Interval(*ends) if ends else None


def _days(year: int, month: int, piece: Piece) -> Interval | None:
    end = last_of_month(year, month).day
    if piece.kind == "ten_days":
        return Interval(dt.date(year, month, piece.low), dt.date(year, month, min(piece.high, end)))
    if piece.high > end:
        return None
    return Interval(dt.date(year, month, piece.low), dt.date(year, month, piece.high))


def granularity(interval: Interval, piece: Piece) -> Granularity:
    """How finely a time is told, by its last piece and what it spans."""
    first, last = interval
    if first == last:
        return "day"
    if piece.kind in ("plan", "century", "decade"):
        whole = (last.year - first.year + 1) == {"plan": 5, "century": 100, "decade": 10}[piece.kind]
        return piece.kind if whole else "span"
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day != 1 or last != last_of_month(last.year, last.month):
        return "span"
    if length == 1:
        return "month"
    if length == 3 and piece.kind in ("quarter", "relative_quarter"):
        return "quarter"
    if length == 6 and piece.kind == "half":
        return "half"
    return "year" if length == 12 and first.month == 1 else "span"
