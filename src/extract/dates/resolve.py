"""Placing expressions in the calendar, in order of appearance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from extract.dates import intervals
from extract.dates.context import Context
from extract.dates.expressions import Chain, Expression
from extract.dates.intervals import DAY, Interval
from extract.dates.pieces import Piece

Basis = Literal["explicit", "published_on", "context"]

#: How much farther away a date ahead counts than one gone by, when a year must be chosen, by what the words
#: around make likely; and how much farther one gone by counts where they point ahead.
_AHEAD = {"": 5, "future": 1, "either": 1, "past": 12, "gone": 20}
_AGAINST_LEAN = 3
_THIS_CENTURY = 20
#: A bare day this close to the text's own is news, whatever year its paragraph spoke of.
_RECENT_DAYS = 45


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where an expression lies, and what told it."""

    interval: Interval
    basis: Basis


def resolve(expression: Expression, context: Context, *, lean: str = "") -> Resolved | None:
    """Place an expression.

    Args:
        expression: what was found.
        context: what the text said before it.
        lean: ``gone`` (「截至」) or ``future`` (「…前」) where the words around tell; looked up when needed otherwise.

    Returns:
        ``None`` where neither the text nor ``published_on`` tells where it lies.
    """
    if not expression.until:
        return place(expression.chain, context, lean=lean, end=expression.end)
    if needs_year(expression.chain):
        far = expression.until[0].piece
        if far.kind in ("year", "relative_year") and far.anchor != "context":
            # 「10月至2025年3月」: the far side tells the year.
            last = place(expression.until, context, lean=lean, end=expression.end)
            return None if last is None else _before(expression.chain, last)
        return _yearless(expression.chain, context, lean=lean, end=expression.end, until=expression.until)
    first = place(expression.chain, context, lean=lean, end=expression.end)
    if first is None:
        return None
    last = _far_side(expression, first, context)
    if last is None or last.interval.last < first.interval.first:
        return None
    basis: Basis = first.basis if first.basis != "explicit" else last.basis
    return Resolved(Interval(first.interval.first, last.interval.last), basis)


def _before(chain: Chain, last: Resolved) -> Resolved | None:
    year = last.interval.last.year
    for candidate in (year, year - 1):
        near = _narrowed(intervals.years(candidate, candidate), chain)
        if near and near.first <= last.interval.last:
            return Resolved(Interval(near.first, last.interval.last), last.basis)
    return None


def _far_side(expression: Expression, first: Resolved, context: Context) -> Resolved | None:
    """The second side of a range, which inherits from the first what it leaves out."""
    chain = expression.until
    head = chain[0].piece
    if head.kind == "relative_year" and head.anchor == "context":
        year = first.interval.first.year + head.low
        placed = _narrowed(intervals.years(year, year), chain[1:])
        return Resolved(placed, first.basis) if placed else None
    if head.kind in ("day", "ten_days"):
        base = Interval(first.interval.first.replace(day=1), first.interval.first)
        placed = _narrowed(base, chain)
        return Resolved(placed, first.basis) if placed else None
    if needs_year(chain):
        placed = _through(first.interval, chain)
        return Resolved(placed, first.basis) if placed else None
    return place(chain, context, lean="", end=expression.end)


_YEARLESS = frozenset({
    "month", "quarter", "half", "whole_year", "season", "holiday", "lunar_day", "edge_of_year",
})  # fmt: skip


def needs_year(chain: Chain) -> bool:
    """Whether a chain leaves the year out."""
    return chain[0].piece.kind in _YEARLESS


def _narrowed(base: Interval | None, chain: Chain) -> Interval | None:
    for token in chain:
        if base is None:
            return None
        base = intervals.narrow(base, token.piece)
    return base


def place(chain: Chain, context: Context, *, lean: str, end: int) -> Resolved | None:
    """Place one chain by its first piece; the pieces behind it narrow what that gives."""
    head = chain[0].piece
    if len(chain) > 1 and chain[1].piece.kind == "relative_month" and chain[1].piece.anchor == "published":
        return _month_of_year(chain, context)
    if chain[-1].piece.kind in ("same_period", "relative_month") and len(chain) > 1:
        return _same_period(chain, context)
    if needs_year(chain):
        return _yearless(chain, context, lean=lean, end=end)
    if head.kind == "day":
        return _bare_day(chain, context, lean=lean, end=end)
    base = _base(head, chain[0].start, context)
    if base is None:
        return None
    placed = _narrowed(base.interval, chain[1:])
    return Resolved(placed, base.basis) if placed else None


def _base(head: Piece, at: int, context: Context) -> Resolved | None:
    """What a first piece gives by itself."""
    interval: Interval | None = None
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
    today = context.today(at)
    if head.anchor == "context" and not context.bare:
        return _from_context(head, at, context)
    if head.anchor == "governing":
        return _from_governing(head, at, context)
    if today is None:
        return None
    basis: Basis = "published_on" if today == context.published_on else "context"
    match head.kind:
        case "relative_year":
            interval = intervals.years(today.year + head.low, today.year + head.high)
        case "relative_season":
            interval = intervals.months(today.year + head.low, head.high, head.high + 2)
        case "relative_month" | "edge_of_month":
            return _month_of(head, at, context, today)
        case "relative_quarter":
            month = intervals.add_months(today.replace(day=1), head.low * 3)
            first = (month.month - 1) // 3 * 3 + 1
            interval = intervals.months(month.year, first, first + 2)
        case "relative_day":
            interval = Interval(today + DAY * head.low, today + DAY * head.high)
        case "week" | "weekday" | "weekend":
            interval = _of_week(head, today, bare=context.bare)
        case "rolling" | "elapsed":
            return _rolling(head, at, context, today)
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


def _rolling(head: Piece, at: int, context: Context, today: dt.date) -> Resolved:
    if head.low == -1 and head.unit == "year" and context.is_annual_report():
        report_year = intervals.years(today.year - 1, today.year - 1)
        if report_year:
            return Resolved(report_year, "context")
    count = head.low
    if head.unit in ("day", "week"):
        days = count * (7 if head.unit == "week" else 1)
        interval = Interval(today + DAY * days, today - DAY) if days < 0 else Interval(today + DAY, today + DAY * days)
        return Resolved(interval, "published_on")
    other = intervals.add_months(today, count * (12 if head.unit == "year" else 1))
    return Resolved(Interval(min(other, today), max(other, today)), "published_on")


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
        month = intervals.add_months(day.replace(day=1), head.low * 3)
        first = (month.month - 1) // 3 * 3 + 1
        return Resolved(intervals.months(month.year, first, first + 2), "context" if said else "published_on")
    if year is None:
        if today is None:
            return None
        year, basis = today.year, "published_on"
    interval = intervals.years(year + head.low, year + head.high)
    return Resolved(interval, basis) if interval else None


def _same_period(chain: Chain, context: Context) -> Resolved | None:
    """「上年同期」: the months spoken of, a year before; 「2019年同期」: in that year."""
    said = context.governing or context.named
    if said is None or len(chain) != 2:
        return None
    head = chain[0].piece
    if head.kind == "year":
        count = head.low - said.interval.last.year
    elif head.kind == "relative_year" and head.low < 0:
        count = head.low
    else:
        return None
    if count >= 0 or said.interval.first.year + count < 1:
        return None
    return Resolved(intervals.shift_years(said.interval, count), "context")


def _month_of_year(chain: Chain, context: Context) -> Resolved | None:
    """「去年本月」: the month of the text's day, in the year named."""
    today = context.today(chain[0].start)
    base = _base(chain[0].piece, chain[0].start, context)
    if today is None or base is None:
        return None
    month = intervals.months(base.interval.first.year, today.month, today.month)
    placed = _narrowed(month, chain[2:])
    return Resolved(placed, "published_on") if placed else None


def _through(first: Interval, until: Chain) -> Interval | None:
    """From the start of one interval to the end of a yearless chain, in that year or the next."""
    if until[0].piece.kind in ("day", "ten_days"):
        month = first.first.replace(day=1)
        last = _narrowed(Interval(month, month), until)
        return Interval(first.first, last.last) if last and last.last >= first.first else None
    near: tuple[int, ...] = (first.first.year, first.first.year + 1)
    if until[0].piece.kind == "relative_year":
        # 「11月至次年3月」
        near, until = (near[0] + until[0].piece.low,), until[1:]
    for year in near:
        last = _narrowed(intervals.years(year, year), until)
        if last and last.last >= first.first:
            return Interval(first.first, last.last)
    return None


def _in_year(year: int, chain: Chain, until: Chain) -> Interval | None:
    first = _narrowed(intervals.years(year, year), chain)
    if first is None or not until:
        return first
    inherits = until[0].piece.kind in ("day", "ten_days", "relative_year")
    return _through(first, until) if needs_year(until) or inherits else None


def _yearless(chain: Chain, context: Context, *, lean: str, end: int, until: Chain = ()) -> Resolved | None:
    """A chain (or range) that leaves the year out: the year of the sentence, else the nearest to the text's day."""
    at, head = chain[0].start, chain[0].piece
    today = context.today(at)
    if head.kind == "lunar_day" and head.unit:
        placed = _in_year(int(head.unit), chain, until)
        return Resolved(placed, "explicit") if placed else None
    if head.kind == "whole_year":
        year = context.governing_year(at) or (today.year if today else None)
        placed = _in_year(year, chain, until) if year else None
        basis: Basis = "context" if context.governing_year(at) else "published_on"
        return Resolved(placed, basis) if placed else None
    said = context.year
    told = None
    if said is not None and context.in_paragraph(said, at):
        told = _in_year(said.interval.first.year, chain, until)
        if told and (today is None or context.in_sentence(said, at)):
            return Resolved(told, "context")
    if today is None:
        return None
    fine = (until or chain)[-1].piece.kind in ("day", "edge", "lunar_day")
    nearest = _nearest_year(chain, until, today, lean or context.lean(at, end, fine=fine))
    if nearest is None:
        return None
    recent = abs((today - nearest.last).days) <= _RECENT_DAYS
    if told and not recent and told.first.year <= today.year:
        return Resolved(told, "context")
    return Resolved(nearest, "published_on")


def _nearest_year(chain: Chain, until: Chain, today: dt.date, lean: str) -> Interval | None:
    head = chain[0].piece
    running = bool(until) or (head.kind in ("month", "quarter") and head.low == 1 and head.high > 1)

    def distance(interval: Interval) -> int:
        if interval.last < today:
            return (today - interval.last).days * (_AGAINST_LEAN if lean == "future" else 1)
        # A total 「1—10月」 is told once it is over.
        ahead = (interval.last if running else interval.first) - today
        return max(0, ahead.days) * _AHEAD.get(lean, _AHEAD[""])

    years = (today.year, today.year - 1, today.year + 1)
    candidates = [interval for year in years if (interval := _in_year(year, chain, until)) is not None]
    return min(candidates, key=distance, default=None)


def _bare_day(chain: Chain, context: Context, *, lean: str, end: int) -> Resolved | None:
    """「14日」: of the month of the day last named nearby, else the nearest one to the day of the text."""
    at = chain[0].start
    said = context.day
    if said is not None and context.in_paragraph(said, at):
        month = said.interval.first.replace(day=1)
        placed = _narrowed(Interval(month, month), chain)
        if placed:
            return Resolved(placed, "context")
    today = context.today(at)
    if today is None:
        return None
    lean = lean or context.lean(at, end, fine=True)
    if context.bare:
        lean = "future"
    for count in (0, -1, -2):
        month = intervals.add_months(today.replace(day=1), count)
        placed = _narrowed(Interval(month, month), chain)
        if placed and (placed.first <= today or lean == "future"):
            return Resolved(placed, "published_on")
    return None
