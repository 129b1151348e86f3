"""Public holidays and lunar days: the lunar calendar by ``lunardate``, official days off by a table."""

from __future__ import annotations

import datetime as dt
import functools

from lunardate import LunarDate

from extract.dates.lexicon import holidays, read_rows
from extract.errors import LexiconError

#: The lunar calendar's library holds these years.
_LUNAR_YEARS = range(1901, 2100)


def lunar_date(year: int, month: int, day: int) -> dt.date | None:
    """The solar date of a day of a lunar month; ``None`` where that month has no such day."""
    if year not in _LUNAR_YEARS:
        return None
    try:
        return LunarDate(year, month, day).to_solar_date()  # type: ignore[no-any-return]
    except ValueError:
        return None


def lunar_month(year: int, month: int) -> tuple[dt.date, dt.date] | None:
    """First and last solar day of a lunar month."""
    first = lunar_date(year, month, 1)
    last = lunar_date(year, month, 30) or lunar_date(year, month, 29)
    return (first, last) if first and last else None


@functools.cache
def _official() -> dict[tuple[int, str], tuple[dt.date, dt.date]]:
    """Days off as announced, by year and holiday key."""
    spans = {}
    for place, row in read_rows("public_holidays.csv", ("year", "key", "date_from", "date_to")):
        try:
            spans[int(row["year"]), row["key"]] = (
                dt.date.fromisoformat(row["date_from"]),
                dt.date.fromisoformat(row["date_to"]),
            )
        except ValueError as error:
            raise LexiconError(f"{place}: {error}; write ISO dates") from error
    return spans


def holiday_interval(name: str, year: int, *, during: bool = False) -> tuple[dt.date, dt.date] | None:
    """When a holiday falls in a year.

    Args:
        name: a name of ``holidays.csv``.
        year: the solar year.
        during: the days off (「春节期间」, 「国庆假期」) rather than the day itself; known for announced years only.

    Returns:
        First and last day, both included, or ``None`` where it cannot be told.
    """
    holiday = holidays().get(name)
    if holiday is None:
        return None
    if during:
        return _official().get((year, holiday.key))
    day = _day_of(holiday.calendar, holiday.month, holiday.day, year)
    return (day, day) if day else None


def _day_of(calendar: str, month: int, day: int, year: int) -> dt.date | None:
    if calendar == "solar":
        return dt.date(year, month, day)
    if calendar == "term":
        return _qingming(year)
    if month == 0:
        new_year = lunar_date(year, 1, 1)
        return new_year - dt.timedelta(days=1) if new_year else None
    # The twelfth lunar month of a solar year's start belongs to the lunar year before.
    found = lunar_date(year, month, day)
    if found and found.year != year:
        found = lunar_date(year - 1, month, day)
    return found


def _qingming(year: int) -> dt.date | None:
    """The solar term Qingming of 1900-2099, by the century's constants of the usual day formula."""
    if year in range(1900, 2100):
        short = year % 100
        constant = 5.59 if year < 2000 else 4.81
        return dt.date(year, 4, int(short * 0.2422 + constant) - short // 4)
    return None
