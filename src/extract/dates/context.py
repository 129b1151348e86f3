"""What a text has said about time so far, which later and shorter expressions lean on."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from extract.dates.intervals import Interval
from extract.dates.lexicon import phrases

#: How far back a sentence or paragraph is looked for; longer ones are cut there, to keep a scan linear.
_REACH = 600
_SENTENCE_ENDS = "。！？\n"
#: How near to a time the words stand that tell whether it lies ahead.
_NEAR = 12
#: 「五年来，…」 and 「过去五年，…」 at the head of a sentence; a report on a term of office opens several so.
_TERMS = (
    re.compile(r"(?:^|(?<=[。\n]))[三四五]年来，", re.MULTILINE),
    re.compile(r"(?:^|(?<=[。\n]))过去[三四五]年，", re.MULTILINE),
)
_TERM_OPENINGS = 2
#: A paragraph that opens so, in the first person or among words of reports, is of a report on the year (or on a term).
_LOOKS_BACK = re.compile(r"^(?:刚刚过去的一年|过去的?一年|一年来)[，、是里]", re.MULTILINE)
_TERM_BACK = re.compile(r"(?:^|(?<=[。\n]))(?:过去[三四五]年|[三四五]年来)[，、是]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """A time the text has placed, and where."""

    interval: Interval
    at: int


@dataclass(slots=True)
class Context:
    """The memory of one call; never shared between calls."""

    text: str
    published_on: dt.date | None
    #: any time inside one year, 「当年」 leans on it
    named: Said | None = None
    #: the period spoken of, 「上年同期」 leans on it
    governing: Said | None = None
    #: a year told outright, a later 「6月」 of the sentence leans on it
    year: Said | None = None
    #: a day, a later 「24日」 leans on it
    day: Said | None = None
    #: the day a paragraph dates itself by, 「今天（5月12日）」
    own_date: Said | None = None
    #: the day of the speech that the text is, where it says so at its head
    speech_date: dt.date | None = None
    #: the plan last named, whose years 「今后五年」 can mean
    plan: Interval | None = None
    #: whether the text is nothing but one time expression (a table cell): it is then of the day of publication
    bare: bool = False
    _report: bool | None = field(default=None)

    def today(self, at: int) -> dt.date | None:
        """The day the text speaks from at an offset: its own dateline in that paragraph, else when it was published."""
        if self.own_date and self.own_date.at >= self.paragraph_start(at):
            return self.own_date.interval.first
        if self.speech_date is not None:
            return self.speech_date
        return self.published_on

    def sentence_start(self, at: int) -> int:
        """Where the sentence around an offset begins (at most 600 characters back)."""
        low = max(0, at - _REACH)
        return max(self.text.rfind(mark, low, at) for mark in _SENTENCE_ENDS) + 1 or low

    def paragraph_start(self, at: int) -> int:
        """Where the line around an offset begins (at most 600 characters back)."""
        low = max(0, at - _REACH)
        return self.text.rfind("\n", low, at) + 1 or low

    def in_sentence(self, said: Said | None, at: int) -> bool:
        """Whether something was said in the sentence around an offset."""
        return said is not None and said.at >= self.sentence_start(at)

    def in_paragraph(self, said: Said | None, at: int) -> bool:
        """Whether something was said in the paragraph around an offset."""
        return said is not None and said.at >= self.paragraph_start(at)

    def governing_year(self, at: int) -> int | None:
        """The year last spoken of: in this paragraph any, before it only one next to the year of publication."""
        said = self.governing
        if said is None:
            # A work report speaks of the year gone by until it says otherwise.
            return self.published_on.year - 1 if self.published_on and self.is_annual_report() else None
        year = said.interval.last.year
        today = self.published_on
        near = today is not None and today.year - 1 <= year <= today.year
        if near or self.in_paragraph(said, at):
            return year
        return today.year - 1 if today is not None and self.is_annual_report() else None

    def is_annual_report(self) -> bool:
        """Whether the text reports on a year gone by, told by its own phrases and an early day of publication."""
        if self._report is None:
            early = self.published_on is not None and self.published_on.month <= 4
            told = any(phrase in self.text for phrase in phrases("annual_report"))
            speaks = any(word in self.text for word in phrases("report_word"))
            over_a_year = (speaks or "我们" in self.text) and _LOOKS_BACK.search(self.text) is not None
            over_a_term = speaks and _TERM_BACK.search(self.text) is not None
            self._report = early and (told or over_a_year or over_a_term)
        return self._report

    def sums_up_years(self) -> bool:
        """Whether 「五年来」 means whole years gone by: in an annual report, or a text that opens sentences so."""
        if self.is_annual_report():
            return True
        early = self.published_on is not None and self.published_on.month <= 4
        return early and sum(len(opening.findall(self.text)) for opening in _TERMS) >= _TERM_OPENINGS

    def lean(self, start: int, end: int, *, fine: bool) -> str:
        """``future``, ``past`` or nothing: what the words around an expression make likely."""
        if self.bare:
            return "either"
        # A day is told at the head of its sentence, whatever is then announced; longer times run on past a comma.
        tail = self.text[end : end + (_NEAR if fine else 2 * _NEAR)]
        for mark in _SENTENCE_ENDS + ("，；" if fine else "；"):
            tail = tail.partition(mark)[0]
        around = self.text[max(0, start - _NEAR) : start] + "\n" + tail
        if any(phrase in around for phrase in phrases("future")):
            return "future"
        return "past" if any(phrase in around for phrase in phrases("past")) else ""
