"""The mood of a text: which paragraphs order what is to be done, where no time tells a goal from a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extract.facts.clauses import Clause
from extract.facts.reports import Reports
from extract.facts.rules import load_rules
from extract.records import Span
from extract.view import DocumentView

#: A text orders that holds so many orders, and so many times more of them than of sentences that report.
_ORDERS = 5
_OVERWEIGHT = 4


@dataclass(slots=True)
class _Paragraph:
    """What the sentences of a paragraph do: how many order and how many report; whether it is a goal of a list."""

    number: int
    orders: int = 0
    told: set[int] = field(default_factory=set)
    goal: bool = False


class Mood:
    """The ordering paragraphs of a document.

    Most sentences of a plan open with a bare verb and report nothing (「培育标杆企业」); a text of which that holds
    orders, paragraph by paragraph. The items of a list that a heading calls goals (「主要目标：」) are ordered anywhere.

    Args:
        view: the document; each of its articles has a mood of its own.
        clauses: its clauses, in order.
        reports: the work reports that it holds, which tell their own mood.
    """

    def __init__(self, view: DocumentView, clauses: Sequence[Clause], reports: Reports) -> None:
        self._ordered: dict[int, set[int]] = {}
        past = {date.start for date in view.dates if view.published_on and date.date_to < view.published_on}
        stretches: Sequence[Span] = view.articles or (Span(start=0, end=len(view.text)),)
        for stretch in stretches:
            held = [clause for clause in clauses if stretch.start <= clause.start < stretch.end and not clause.depth]
            if held and not reports.hold(stretch.start):
                self._read(held, past)

    def orders(self, clause: Clause) -> bool:
        """Whether the sentence of a clause stands among orders and reports nothing itself."""
        told = self._ordered.get(clause.paragraph)
        return told is not None and clause.sentence not in told

    def _read(self, clauses: Sequence[Clause], past: set[int]) -> None:
        paragraphs: list[_Paragraph] = []
        listed = False
        for number, lines in groupby(clauses, key=lambda clause: clause.paragraph):
            paragraph = _Paragraph(number)
            heads = False
            for sentence, parts in groupby(lines, key=lambda clause: clause.sentence):
                held = list(parts)
                start, end, masked = held[0].start, held[-1].end, held[0].masked
                tags = {match.rule.tag for match in load_rules("mood").find_all(masked[start : end + 1], 0, end - start + 1)}
                if "told" in tags or any(start <= day < end for day in past):
                    paragraph.told.add(sentence)
                elif "order" in tags:
                    paragraph.orders += 1
                paragraph.goal = paragraph.goal or (listed and "item" in tags)
                heads = "heading" in tags
            listed = heads or paragraph.goal
            paragraphs.append(paragraph)
        orders = sum(paragraph.orders for paragraph in paragraphs)
        told = sum(len(paragraph.told) for paragraph in paragraphs)
        ordering = orders >= _ORDERS and orders >= _OVERWEIGHT * told
        for paragraph in paragraphs:
            if paragraph.goal or (ordering and paragraph.orders > len(paragraph.told)):
                self._ordered[paragraph.number] = paragraph.told
