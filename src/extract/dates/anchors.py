"""What the first piece of an expression gives by itself, before the pieces behind it narrow that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeGuard

from extract.dates import intervals
from extract.dates.context import Context
from extract.dates.intervals import DAY, Interval
from extract.dates.pieces import Piece

Basis = Literal["explicit", "published_on", "context"]

#: The century that 「本世纪」 is read as before the day of publication is known.
_THIS_CENTURY = 20


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where an expression lies, and what told it."""

    interval: Interval
    basis: Basis


def place_head(head: Piece, at: int, context: Context) -> Resolved | None:
    """Place a first piece.

    Args:
        head: the piece; kinds that leave the year out are not for this function.
        at: where it stands in the text.
        context: what the text said before it.
    """
    if head.kind in ("year", "plan", "decade", "century", "numeric_month", "numeric_day"):
        return _explicit(head, context)
    if head.anchor == "context" and not context.bare:
        return _from_context(head, at, context)
    if head.anchor == "governing":
        return _from_governing(head, at, context)
    today = context.today(at)
    return None if today is None else _from_today(head, at, context, today)


def _explicit(head: Piece, context: Context) -> Resolved | None:
    interval: Interval | None
    match head.kind:
        case "year" | "plan" | "decade" | "century":
            interval = intervals.years(max(head.low, 1), head.high)
            if interval and head.anchor and context.published_on:
                # 「本世纪」 is read as this one; a text of another century shifts it.
                count = context.published_on.year // 100 - _THIS_CENTURY
                interval = intervals.years(head.low + count * 100, head.high + count * 100)
            if interval and head.kind == "plan" and head.unit == "end":
                interval = Interval(interval.last, interval.last)
            return Resolved(interval, "explicit") if interval else None
        case "numeric_month":
            return Resolved(intervals.months(head.low, head.high, head.high), "explicit")
        case "numeric_day":
            return _numeric_day(head)
    return None


def _from_today(head: Piece, at: int, context: Context, today: dt.date) -> Resolved | None:
    """「今年」, 「上周」, 「近三年」: counted from the day of the text."""
    interval: Interval | None
    basis: Basis = "published_on" if today == context.published_on else "context"
    match head.kind:
        case "relative_year":
            interval = intervals.years(today.year + head.low, today.year + head.high)
        case "relative_season":
            interval = intervals.months(today.year + head.low, head.high, head.high + 2)
        case "relative_month" | "edge_of_month":
            return _month_of(head, at, context, today)
        case "relative_quarter":
            interval = intervals.quarter_of(today, head.low)
        case "relative_day":
            interval = Interval(today + DAY * head.low, today + DAY * head.high)
        case "week" | "weekday" | "weekend":
            interval = _of_week(head, today, bare=context.bare)
        case "rolling" | "elapsed":
            return _rolling(head, context, today)
        case _:
            return None
    return Resolved(interval, basis) if interval else None


def _numeric_day(head: Piece) -> Resolved | None:
    try:
        day = dt.date(head.low // 100, head.low % 100, head.high)
    except ValueError:
        return None
    return Resolved(Interval(day, day), "explicit")


def _month_of(head: Piece, at: int, context: Context, today: dt.date) -> Resolved:
    """「上月」, 「月底」: by the day of the text; 「比上月」: the month before the one spoken of."""
    said = context.governing
    basis: Basis = "published_on"
    if context.text[at - 1 : at] in ("比", "较") and said is not None and context.in_paragraph(said, at):
        today, basis = said.interval.last, "context"
    if head.kind == "edge_of_month":
        month = intervals.months(today.year, today.month, today.month)
        day = month.last if head.low else month.first
        return Resolved(Interval(day, day), basis)
    first = intervals.add_months(today.replace(day=1), head.low)
    return Resolved(intervals.months(first.year, first.month, first.month), basis)


def _of_week(head: Piece, today: dt.date, *, bare: bool = False) -> Interval:
    monday = today - DAY * today.weekday()
    if head.kind == "weekday" and not head.anchor:
        # A bare 「周五」 in news is the last one gone by.
        if bare:
            return Interval(monday + DAY * head.high, monday + DAY * head.high)
        day = today - DAY * ((today.weekday() - head.high) % 7)
        return Interval(day, day)
    monday += DAY * 7 * head.low
    if head.kind == "week":
        return Interval(monday, monday + DAY * 6)
    first = 5 if head.kind == "weekend" else head.high
    return Interval(monday + DAY * first, monday + DAY * (6 if head.kind == "weekend" else first))


def _rolling(head: Piece, context: Context, today: dt.date) -> Resolved:
    if head.low == -1 and head.unit == "year" and context.is_annual_report():
        report_year = intervals.years(today.year - 1, today.year - 1)
        if report_year:
            return Resolved(report_year, "context")
    if head.low < -1 and head.unit == "year" and head.anchor != "recent" and context.sums_up_years():
        term = intervals.years(today.year + head.low, today.year - 1)
        if term:
            return Resolved(term, "context")
    if head.low > 1 and head.unit == "year" and _is_begun(context.plan, head.low, today):
        # 「“十三五”规划…今后五年」, said as the plan begins: its years.
        return Resolved(context.plan, "context")
    if head.low > 1 and head.unit == "year" and context.sums_up_years():
        term = intervals.years(today.year, today.year + head.low - 1)
        if term:
            return Resolved(term, "context")
    count = head.low
    if head.unit in ("day", "week"):
        days = count * (7 if head.unit == "week" else 1)
        interval = Interval(today + DAY * days, today - DAY) if days < 0 else Interval(today + DAY, today + DAY * days)
        return Resolved(interval, "published_on")
    other = intervals.add_months(today, count * (12 if head.unit == "year" else 1))
    return Resolved(Interval(min(other, today), max(other, today)), "published_on")


def _is_begun(plan: Interval | None, count: int, today: dt.date) -> TypeGuard[Interval]:
    """Whether a plan of so many years begins in the year of the text's day, or in the next."""
    if plan is None or plan.last.year - plan.first.year != count - 1:
        return False
    return today.year <= plan.first.year <= today.year + 1


def _from_context(head: Piece, at: int, context: Context) -> Resolved | None:
    """「当年」「同月」「次日」: counted from the time last named in the paragraph."""
    if head.kind == "relative_day":
        said = context.day
        if said is None or not context.in_paragraph(said, at):
            return None
        day = said.interval.last + DAY * head.low
        return Resolved(Interval(day, day), "context")
    said = context.named
    if said is None or not context.in_paragraph(said, at):
        return None
    base = said.interval.first
    if head.kind == "relative_year":
        interval = intervals.years(base.year + head.low, base.year + head.high)
        return Resolved(interval, "context") if interval else None
    if head.kind == "relative_month":
        month = intervals.add_months(base.replace(day=1), head.low)
        if said.interval.first.month != said.interval.last.month or not said.interval.within_a_year:
            return None
        return Resolved(intervals.months(month.year, month.month, month.month), "context")
    return Resolved(_of_week(head, base), "context")


def _from_governing(head: Piece, at: int, context: Context) -> Resolved | None:
    """「上年」: the year before the one spoken of, else before the year of publication."""
    year = context.governing_year(at)
    basis: Basis = "context"
    today = context.today(at)
    if head.kind == "relative_quarter":
        said = context.governing if context.in_paragraph(context.governing, at) else None
        day = said.interval.first if said else today
        if day is None:
            return None
        return Resolved(intervals.quarter_of(day, head.low), "context" if said else "published_on")
    if year is None:
        if today is None:
            return None
        year, basis = today.year, "published_on"
    interval = intervals.years(year + head.low, year + head.high)
    return Resolved(interval, basis) if interval else None
