"""The pieces a time expression is put together from: 「去年」「11月」「底」."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "title", "numeric_day", "numeric_month", "plan", "century", "decade", "year", "relative_year", "first_years",
    "half", "quarter", "relative_quarter", "whole_year", "season", "relative_season", "month", "relative_month",
    "holiday", "same_period", "ten_days", "nth_week", "first_days", "day", "relative_day", "lunar_day",
    "week", "weekend", "weekday", "rolling", "elapsed", "edge", "edge_of_year", "edge_of_month",
]  # fmt: skip

#: How deep a piece stands: a piece continues an expression only below the one before it.
LEVEL: Final[dict[str, int]] = {
    "plan": 0, "century": 0, "decade": 0,
    "year": 1, "relative_year": 1, "first_years": 1,
    "half": 2, "quarter": 2, "relative_quarter": 2, "whole_year": 2, "season": 2, "relative_season": 2, "month": 2,
    "relative_month": 2, "holiday": 2, "same_period": 2, "lunar_day": 2, "edge_of_year": 4,
    "ten_days": 3, "nth_week": 3, "first_days": 3, "day": 3, "relative_day": 3, "edge": 4, "edge_of_month": 4,
}  # fmt: skip

#: Kinds that are complete by themselves: nothing continues them.
CLOSED: Final = frozenset(
    {"numeric_day", "numeric_month", "relative_day", "rolling", "elapsed", "week", "weekend", "weekday"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece, read.

    ``low`` and ``high`` are what the kind counts in: a year, a month of the year, a day of the month, an offset
    from ``anchor`` for the relative kinds. ``unit`` is the unit counted by 「近三年」 (``year``, ``month``, ``day``)
    or the key of a holiday.
    """

    kind: Kind
    low: int
    high: int
    anchor: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece where it stands in the text (half-open offsets)."""

    piece: Piece
    start: int
    end: int
