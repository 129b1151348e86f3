"""Work reports: which stretches look back on a time gone by and which set the goals of a time that has begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.facts.clauses import Clause
from extract.facts.rules import Match, load_rules
from extract.records import Span
from extract.view import DocumentView

_LAST_MONTH = 4
_TELLING = 3
_OPENING = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a work report, and the days between which its values hold where its text names no time."""

    kind: Literal["", "review", "goals"]
    first: dt.date | None = None
    last: dt.date | None = None


NO_PART = Part("")


class Reports:
    """The work reports of a document, part by part.

    A report is given early in a year, speaks as reports do and quotes no reporter. It looks back on the year
    before the one it is given in, until a heading or sentence opens the goals of the year or of a plan that has begun;
    they run on until one looks back again.

    Args:
        view: the document; without a day of publication it holds no report.
        clauses: its clauses, in order.
    """

    def __init__(self, view: DocumentView, clauses: Sequence[Clause]) -> None:
        self._parts: dict[int, Part] = {}
        self._stretches: list[Span] = []
        day = view.published_on
        if day is None or day.month > _LAST_MONTH or not clauses:
            return
        stretches: Sequence[Span] = view.articles or (Span(start=0, end=len(view.text)),)
        for stretch in stretches:
            held = [clause for clause in clauses if stretch.start <= clause.start < stretch.end]
            if held and _is_report((held[0].masked, view.text), stretch, day.year - 1):
                self._stretches.append(stretch)
                self._read(held, view, day)

    def at(self, clause: Clause) -> Part:
        """The part that a clause stands in; an empty one outside of reports."""
        return self._parts.get(clause.start, NO_PART)

    def hold(self, start: int) -> bool:
        """Whether a report stands at an offset."""
        return any(stretch.start <= start < stretch.end for stretch in self._stretches)

    def _read(self, clauses: Sequence[Clause], view: DocumentView, day: dt.date) -> None:
        review = _year("review", day.year - 1)
        part = review
        for clause in clauses:
            tags = {match.rule.tag for match, _ in _turns((clause.masked, view.text), clause.start, clause.end + 1)}
            if "goals" in tags and not tags & {"review", "reached"}:
                named = [date for date in view.dates if clause.start <= date.start < clause.end]
                if not named:
                    part = _year("goals", day.year)
                elif named[-1].date_to >= day:
                    part = Part("goals", named[-1].date_from, named[-1].date_to)
            elif "review" in tags and part.kind == "goals":
                part = review
            self._parts[clause.start] = part


def _year(kind: Literal["review", "goals"], year: int) -> Part:
    return Part(kind, dt.date(year, 1, 1), dt.date(year, 12, 31))


def _turns(texts: tuple[str, str], start: int, end: int) -> Iterator[tuple[Match, str]]:
    """The turns of speech in a stretch of the masked text, and of the plain one (「五年来」 is masked as a time)."""
    for text in texts:
        for match in load_rules("report").find_all(text, start, min(end, len(text))):
            yield match, text[match.start : match.end]


def _is_report(texts: tuple[str, str], stretch: Span, year: int) -> bool:
    """Whether a stretch speaks as a work report does: by phrases of two kinds, or by one and many turns of its style.

    Args:
        texts: the masked text and the plain one.
        stretch: the stretch.
        year: the year that a report would look back on.
    """
    said: dict[str, set[str]] = {}
    opened = False
    for match, words in _turns(texts, stretch.start, stretch.end):
        said.setdefault(match.rule.tag, set()).add(words)
        if match.rule.tag == "year" and match.start < stretch.start + _OPENING:
            # 「2030年是…很不平凡的一年」 opens a look back on the year before.
            opened = opened or words.startswith((f"{year}年", "去年"))
    if "news" in said:
        return False
    if len(said.keys() & {"review", "goals", "speech"}) > 1:
        return True
    own = sum(len(said.get(tag, ())) for tag in ("review", "goals", "speech"))
    own += opened
    style = len(said.get("style", ()))
    return own >= 1 and style + own >= _TELLING + 1
