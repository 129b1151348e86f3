"""Work reports: which stretches look back on a year gone by and which set the goals of the year that has begun."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.facts.clauses import Clause
from extract.facts.rules import load_rules
from extract.records import DateMention, Span
from extract.view import DocumentView

_LAST_MONTH = 4
_REVIEWS = 2
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a work report, and the year that it speaks of where its text names none."""

    kind: Literal["", "review", "goals"]
    year: int = 0


NO_PART = Part("")


class Reports:
    """The work reports of a document, part by part.

    A report is given early in a year, speaks as reports do and quotes no reporter. It looks back on the year
    before the one it is given in, until a heading or sentence opens the goals of the year; they run on until one
    looks back again.

    Args:
        view: the document; without a day of publication it holds no report.
        clauses: its clauses, in order.
    """

    def __init__(self, view: DocumentView, clauses: Sequence[Clause]) -> None:
        self._parts: dict[int, Part] = {}
        day = view.published_on
        if day is None or day.month > _LAST_MONTH or not clauses:
            return
        stretches: Sequence[Span] = view.articles or (Span(start=0, end=len(view.text)),)
        for stretch in stretches:
            held = [clause for clause in clauses if stretch.start <= clause.start < stretch.end]
            if held and _is_report(held[0].masked, stretch):
                self._read(held, view.dates, day)

    def at(self, clause: Clause) -> Part:
        """The part that a clause stands in; an empty one outside of reports."""
        return self._parts.get(clause.start, NO_PART)

    def _read(self, clauses: Sequence[Clause], dates: Sequence[DateMention], day: dt.date) -> None:
        part = Part("review", day.year - 1)
        for clause in clauses:
            found = load_rules("report").find_all(clause.masked, clause.start, min(clause.end + 1, len(clause.masked)))
            tags = {match.rule.tag for match in found}
            if "goals" in tags and not tags & {"review"}:
                named = [date.date_from.year for date in dates if clause.start <= date.start < clause.end]
                year = named[-1] if named else day.year
                if year >= day.year:
                    part = Part("goals", day.year)
            elif "review" in tags and part.kind == "goals":
                part = Part("review", day.year - 1)
            self._parts[clause.start] = part


def _is_report(masked: str, stretch: Span) -> bool:
    """Whether a stretch speaks as a work report does: by its own phrases, or by many turns of its style."""
    said: dict[str, set[str]] = {}
    count: Counter[str] = Counter()
    for match in load_rules("report").find_all(masked, stretch.start, stretch.end):
        said.setdefault(match.rule.tag, set()).add(masked[match.start : match.end])
        count[match.rule.tag] += 1
    if count["news"]:
        return False
    own = len(said.get("review", ())) + len(said.get("goals", ()))
    style = len(said.get("style", ()))
    return own >= 1 and style + own >= _TELLING + 1
