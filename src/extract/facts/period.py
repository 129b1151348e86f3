"""When a value holds: the nearest time that governs it, or one carried over where the text means it."""

from __future__ import annotations

import re

from extract.facts.aims import Aims
from extract.facts.between import between
from extract.facts.clauses import Clause
from extract.facts.days import Days, told_on
from extract.facts.events import is_long, is_operand, is_quote, is_spec, since_event
from extract.facts.frames import Frame
from extract.facts.governing import (
    among_goals,
    goes_on,
    governs,
    governs_on,
    is_as_of_there,
    is_first_of_two,
    is_planned,
    is_told_of_paper,
    is_told_then,
    is_unplaced,
    opening_tags,
    opens_line,
)
from extract.facts.heads import after_dispatch
from extract.facts.periods import (
    UNKNOWN,
    Period,
    closes,
    is_held,
    is_last_day,
    is_outset_day,
    is_stock,
    months_to,
    one_a_year,
    run_of_times,
    so_far,
    stands_now,
    starts,
    times_by_clause,
    turns_back,
    widened,
    year_before,
)
from extract.facts.reports import NO_PART, Part, Reports
from extract.facts.sections import Passages
from extract.records import DateMention
from extract.view import DocumentView

_REPORTED = re.compile(r"报告期")
_OPENS = re.compile(r"自$")
#: What is to be done year by year is not done on a plan's last day.
_YEARLY = re.compile(r"每[年月天日]|每个季度")


class Calendar:
    """The times of a document, read clause by clause in order of the text.

    Args:
        view: the document.
        clauses: its clauses, in order.
        reports: the work reports that it holds.
        aims: the aims that it sets.
    """

    def __init__(self, view: DocumentView, clauses: list[Clause], reports: Reports, aims: Aims) -> None:
        self._view = view
        self._dates = times_by_clause(view, clauses)
        self._sentence: Period = UNKNOWN
        self._paragraph: Period = UNKNOWN
        self._article: Period = UNKNOWN
        self._headline: Period = UNKNOWN
        self._headed = -1
        self._passages = Passages(view)
        self._first: Period = UNKNOWN
        self._deadline: Period = UNKNOWN
        self._barred = False
        self._days = Days(clauses)
        self._listed: list[DateMention] = []
        self._operand: Period = UNKNOWN
        self._reporting = False
        self._at = (-1, -1)
        self._position = 0
        self._clauses = clauses
        self._reports = reports
        self._aims = aims
        self.part: Part = NO_PART
        self.turns_back = False

    def enter(self, position: int) -> None:
        """Moves on to the clause at ``position``."""
        clause = self._clauses[position]
        self._position = position
        self.turns_back, before = False, self._sentence
        left = clause.paragraph != self._at[0] and not goes_on(clause)
        if left:
            self._paragraph = self._first = UNKNOWN
            self._days.leave()
        if (clause.paragraph, clause.sentence) != self._at:
            if self._sentence is not UNKNOWN and not left:
                self._carry()
            self._sentence = self._operand = UNKNOWN
            self._listed = []
            self._barred = False
        self._at = (clause.paragraph, clause.sentence)
        if clause.depth:
            return
        part = self._reports.at(clause)
        if part != self.part:
            # Goals take nothing from the year looked back on.
            self._article = self._paragraph = self._sentence = UNKNOWN
            self.part = part
        self._reporting = bool(part.kind)
        if part.kind == "goals":
            self._dates[position] = [among_goals(date, part.first) for date in self._dates.get(position, ())]
        if not self._reporting:
            self._article = UNKNOWN
        self._note_headline(clause)
        self._listed = run_of_times(clause, self._dates.get(position, ()), clause.end) or self._listed
        opening = opening_tags(clause)
        if "then" in opening:
            self._sentence = self._deadline
        elif "vague" in opening and self._sentence.role != "as_of":
            # After 「截至1月17日」 「目前」 is that day.
            self._barred = True
            self._sentence = self._paragraph = UNKNOWN
        for date in self._dates.get(position, ()):
            self._days.note(clause, date)
            if since_event(clause, date) > 0 and self._view.published_on is not None:
                self._sentence = self._since(date)
                continue
            if governs_on(clause, date):
                since = self._sentence
                if since.role == "since" and closes(since, date):
                    self._sentence = Period(since.date_from, date.date_to, "period.since", "since")
                    continue
                if so_far(since, date):
                    # 「截至10月8日，该口岸今年货运量…」: the year so far.
                    self._sentence = Period(date.date_from, since.date_to, "period.so_far", "since")
                    continue
                if clause.quantities and is_last_day(date, since if since is not UNKNOWN else self._around()):
                    continue
                role: str = (
                    "since"
                    if _OPENS.search(clause.masked[max(clause.start, date.start - 1) : date.start])
                    else date.role
                )
                if (role == "period" and is_told_then(clause, date)) or date.end <= after_dispatch(clause):
                    role = "event"
                elif role == "period" and is_told_of_paper(clause, date):
                    role = "paper"
                elif is_as_of_there(clause, date):
                    role = "as_of"
                if role == "period" and is_planned(clause, date, self._view.published_on):
                    role = "planned"
                self._operand = UNKNOWN
                whole = months_to(self._view.text, date)
                rule = "period.from_on" if starts(clause, date) else "period.sentence"
                self._sentence = whole or Period(date.date_from, date.date_to, rule, role)
                self._barred = False
                if role == "deadline":
                    self._deadline = self._sentence
                if self._first is UNKNOWN and is_long(date):
                    self._first = self._sentence
                if self._reporting and opens_line(self._view.text, clause, date):
                    self._article = Period(date.date_from, date.date_to, "period.article")
        self._days.begin(clause)
        self.turns_back = turns_back(clause, before, self._sentence, self._view.published_on)

    def _since(self, date: DateMention) -> Period:
        """From a time on, to the day of the text."""
        until = max(self._view.published_on or date.date_to, date.date_from)
        return Period(date.date_from, until, "period.since_event", "since")

    def _around(self) -> Period:
        """The period of the text around, where the sentence has named none."""
        if self._paragraph is not UNKNOWN or self._article is not UNKNOWN:
            return self._paragraph if self._paragraph is not UNKNOWN else self._article
        return Period(self.part.first, self.part.last, "period.report") if self.part.kind else UNKNOWN

    def _note_headline(self, clause: Clause) -> None:
        """A headline's time holds for the text below it, where that names none."""
        passage = self._passages.at(clause.start)
        if passage is None or passage.kind not in ("title", "heading") or self._reporting:
            return
        self._headed = clause.paragraph + 1
        if clause.start == passage.start:
            self._headline = UNKNOWN
        for date in self._dates.get(self._position, ()):
            if clause.quantities and is_long(date) and governs(clause, date, clause.end):
                self._headline = Period(date.date_from, date.date_to, "period.headline")

    def _carry(self) -> None:
        """The sentence that ends sets the paragraph's period; a target date only where there is none yet."""
        if self._sentence.role == "event" or is_outset_day(self._sentence):
            return
        if self._sentence.role != "deadline" or self._paragraph is UNKNOWN:
            self._paragraph = self._sentence

    def period(self, frame: Frame, *, spec: bool) -> Period:
        """The period of a value; ``spec`` values (sizes, speeds) take only a time of their own clause."""
        clause = frame.clause
        if is_unplaced(clause, frame.quantity.start) and frame.quantity.dimension != "multiple":
            return UNKNOWN
        own = self._own(frame)
        if own is None and clause.depth and is_quote(frame):
            own = told_on(clause, self._view.dates)
        if own is not None:
            return own
        found = self._sentence
        if found is UNKNOWN and not self._barred and self._days.holds(frame, self._position):
            return self._days.last
        if (spec or (is_spec(frame) and not self._reporting)) and found.role not in ("deadline", "as_of"):
            return UNKNOWN
        changed = between(frame, self._operand, found)
        if changed is not None:
            return changed
        if found.role == "since" and is_stock(frame):
            return UNKNOWN
        if found is UNKNOWN:
            if self._first is not UNKNOWN and _REPORTED.search(clause.masked, clause.start, frame.quantity.start):
                return self._first.under("period.reported")
            if self._barred or is_held(frame):
                return UNKNOWN
            carried = self._paragraph
            if self._days.named_in(clause) and carried.date_from == carried.date_to is not None:
                # 「2月8日，…」 after what was told of another day.
                return self._days.last
            if not self._reporting and stands_now(frame, self._paragraph, self._view.published_on):
                return UNKNOWN
            if self._paragraph is not UNKNOWN:
                found = self._paragraph.under("period.paragraph")
            elif self._article is not UNKNOWN:
                found = self._article.under("period.article")
            elif self.part.kind:
                found = Period(self.part.first, self.part.last, "period.report")
            elif (aim := self._aims.at(clause)) is not None:
                found = Period(aim.by.date_from, aim.by.date_to, "period.aim", "deadline")
            elif clause.paragraph <= self._headed:
                found = self._headline
        yearly = _YEARLY.search(clause.masked, clause.start, frame.quantity.start) is not None
        if yearly and found.role == "deadline" and found is not self._sentence:
            return UNKNOWN
        return widened(frame, self._view.text, found)

    def is_barred(self, clause: Clause) -> bool:
        """Whether a clause opens with a time that cannot be placed (「截至目前」), so that no other is meant."""
        return "vague" in opening_tags(clause)

    def parted(self, frame: Frame, count: int) -> list[Period]:
        """The times of a list's ``count`` values, one each: listed as they are, or the years of one time.

        「2022年和2023年净利润分别为…」, 「今明两年分别投入…」; nothing where neither fits.
        """
        if "join" in frame.tags:
            own = run_of_times(frame.clause, self._dates.get(self._position, ()), frame.quantity.start)
            listed = own or self._listed
            if len(listed) == count:
                return [Period(date.date_from, date.date_to, "period.parted", date.role) for date in listed]
        return one_a_year(self.period(frame, spec=False), count)

    def is_goal(self, period: Period) -> bool:
        """Whether the clause stands among a work report's goals and the period does not end before they begin."""
        first = self.part.first
        return self.part.kind == "goals" and (period.date_to is None or first is None or period.date_to >= first)

    def _own(self, frame: Frame) -> Period | None:
        """The last governing time of the value's clause before it."""
        clause = frame.clause
        chosen = None
        for date in self._dates.get(self._position, ()):
            if date.start >= frame.quantity.start:
                break
            if any(held.start <= date.start < held.end for held in (frame.whole, frame.scope)):
                continue
            if (
                frame.tags & {"times_of", "difference"}
                and frame.than.start <= date.start < frame.than.end
                and not frame.operand
            ):
                continue
            if is_operand(clause, date, frame):
                operand = Period(date.date_from, date.date_to, "period.operand")
                if clause.masked[date.start - 1] in "从由自" and not frame.tags & {"up", "down"}:
                    self._operand = operand
                return operand
            if is_first_of_two(clause, date):
                continue
            if governs(clause, date, frame.quantity.start):
                chosen = date
        if chosen is None:
            return None
        if clause.masked[chosen.start - 1] in "从由" and chosen.role == "period" and not frame.tags & {"up", "down"}:
            # 「从2011年3.1万亿元增加到2020年…」: what later rates begin with.
            self._operand = Period(chosen.date_from, chosen.date_to, "period.operand")
        if since_event(clause, chosen) > 0 and self._view.published_on is not None:
            return self._since(chosen)
        whole = months_to(self._view.text, chosen)
        if whole is not None:
            return whole
        if so_far(self._sentence, chosen):
            return self._sentence
        if chosen.text.endswith("同期") and self._sentence.rule == "period.months_to":
            return year_before(self._sentence)
        role = "comparison" if chosen.text.endswith("同期") else chosen.role
        return widened(frame, self._view.text, Period(chosen.date_from, chosen.date_to, "period.clause", role))
