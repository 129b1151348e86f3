"""Days: what is done or counted on a day has that day for its period, and so has what its sentence goes on with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.clauses import Clause
from extract.facts.events import begins_together, is_counted_daily, is_day, is_done
from extract.facts.frames import Frame
from extract.facts.governing import is_edge, is_told_then
from extract.facts.heads import after_dispatch
from extract.facts.periods import UNKNOWN, Period
from extract.facts.rules import load_rules
from extract.records import DateMention

_ANNOUNCED = re.compile(r"(?:晚间|晚|早间|午间)?(?:发布)?公告")
_NOWHERE = -2
#: How far behind a bracket the day stands that it is told on.
_NEAR = 2


def told_on(bracket: Clause, dates: Sequence[DateMention]) -> Period | None:
    """「远帆公司（收盘价：5.6元）3月5日晚间公告」: the day right behind a bracket, on which what it holds is told."""
    behind = next((date for date in dates if date.start > bracket.end), None)
    if behind is None or behind.start - bracket.end > _NEAR or not is_day(behind):
        return None
    return Period(behind.date_from, behind.date_to, "period.told_on")


class Days:
    """The day last named in a paragraph, read clause by clause.

    Args:
        clauses: the document's clauses, in order.
    """

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = clauses
        self.last: Period = UNKNOWN
        self._named_in = self._lived_in = self._done_in = _NOWHERE

    def leave(self) -> None:
        """Forgets the day, as a new paragraph begins."""
        self.last = UNKNOWN

    def note(self, clause: Clause, date: DateMention) -> None:
        """Takes in a time of a clause, if it is a day on which something may be done."""
        if not is_day(date) or is_edge(date) or _ANNOUNCED.match(clause.masked, date.end):
            return
        self.last = Period(date.date_from, date.date_to, "period.day_done")
        self._named_in = clause.sentence
        # On the day of a report nothing need happen but the report.
        told = is_told_then(clause, date) or date.end <= after_dispatch(clause)
        self._lived_in = _NOWHERE if told else clause.sentence

    def begin(self, clause: Clause) -> None:
        """Takes in what a clause says is begun on the day: what it comes to is told of that day too."""
        if clause.sentence == self._lived_in and begins_together(clause):
            self._done_in = clause.sentence

    def named_in(self, clause: Clause) -> bool:
        """Whether the sentence of a clause names the day."""
        return clause.sentence == self._named_in

    def holds(self, frame: Frame, position: int) -> bool:
        """Whether a value is of the day: done on it, or counted day by day in a sentence about it."""
        clause = frame.clause
        if self.last is UNKNOWN:
            return False
        lived = clause.sentence == self._lived_in and is_counted_daily(frame)
        if not lived and not is_done(frame, goes_on=self._goes_on(clause, position)):
            return False
        self._done_in = clause.sentence
        return True

    def _goes_on(self, clause: Clause, position: int) -> bool:
        """Whether the sentence only parts what was done in the one before: 「其中大项目2个；…」."""
        start = clause.start
        for earlier in reversed(self._clauses[: position + 1]):
            if earlier.sentence != clause.sentence:
                break
            start = earlier.start
        if clause.sentence != self._done_in + 1:
            return clause.sentence == self._done_in
        return load_rules("same_day").at_start(clause.masked, start, clause.end) is not None
