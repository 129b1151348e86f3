"""Placing expressions in the calendar, in order of appearance."""

from __future__ import annotations

import datetime as dt

from extract.dates import intervals
from extract.dates.anchors import Basis, Resolved, place_head
from extract.dates.context import Context
from extract.dates.expressions import Chain, Expression
from extract.dates.intervals import Interval

#: How much farther away a date ahead counts than one gone by, when a year must be chosen, by what the words
#: around make likely; and how much farther one gone by counts where they point ahead.
_AHEAD = {"": 5, "future": 1, "either": 1, "past": 12, "gone": 20}
_AGAINST_LEAN = 3
#: A bare day this close to the text's own is news, whatever year its paragraph spoke of.
_RECENT_DAYS = 45
#: A day number this far below the last one named belongs to the month after.
_MONTH_TURNS = 20
#: Until this month, 「全年」 is that of the year before.
_YEAR_JUST_OVER = 2


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
    base = place_head(head, chain[0].start, context)
    if base is None:
        return None
    placed = _narrowed(base.interval, chain[1:])
    return Resolved(placed, base.basis) if placed else None


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
    base = place_head(chain[0].piece, chain[0].start, context)
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
        return _whole_year(chain, context, lean=lean, end=end)
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


def _whole_year(chain: Chain, context: Context, *, lean: str, end: int) -> Resolved | None:
    """「全年」: of the year spoken of; told early in a year without one, it is most often the year just over."""
    at = chain[0].start
    year = context.governing_year(at)
    basis: Basis = "context"
    today = context.today(at)
    if year is None:
        if today is None:
            return None
        lean = lean or context.lean(at, end, fine=False)
        basis, year = "published_on", today.year - (today.month <= _YEAR_JUST_OVER and lean != "future")
    placed = _narrowed(intervals.years(year, year), chain)
    return Resolved(placed, basis) if placed else None


def _nearest_year(chain: Chain, until: Chain, today: dt.date, lean: str) -> Interval | None:
    head = chain[0].piece
    running = bool(until) or (head.kind in ("month", "quarter") and head.low == 1 and head.high > 1)

    def distance(interval: Interval) -> int:
        if interval.last < today:
            return (today - interval.last).days * (_AGAINST_LEAN if lean == "future" else 1)
        # A total 「1—10月」 is told once it is over.
        ahead = (interval.last if running else interval.first) - today
        return max(0, ahead.days) * _AHEAD.get(lean, _AHEAD[""])

    years: tuple[int, ...] = (today.year, today.year - 1, today.year + 1)
    if head.kind in ("half", "edge_of_year") or (head.kind == "quarter" and lean != "future"):
        # 「上半年」 and 「年初」 told in December are those gone by; another year's are called so.
        years = years[:2]
    candidates = [interval for year in years if (interval := _in_year(year, chain, until)) is not None]
    return min(candidates, key=distance, default=None)


def _bare_day(chain: Chain, context: Context, *, lean: str, end: int) -> Resolved | None:
    """「14日」: of the month of the day last named nearby, else the nearest one to the day of the text."""
    at = chain[0].start
    said = context.day
    if said is not None and context.in_paragraph(said, at):
        month = said.interval.first.replace(day=1)
        placed = _narrowed(Interval(month, month), chain)
        turned = _narrowed(Interval(*[intervals.add_months(month, 1)] * 2), chain)
        today = context.today(at)
        if turned and today and said.interval.first.day - turned.first.day >= _MONTH_TURNS and turned.first <= today:
            # 「30日…2日」: the month has turned.
            placed = turned
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
