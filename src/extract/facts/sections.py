"""Sections of a document: its articles, or what stands for them, and what each is."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from extract.facts.reports import Reports
from extract.records import Passage
from extract.view import DocumentView

_PLAN = re.compile(
    r"主要目标|重点任务|工作目标|发展目标|工作措施|保障措施|责任单位|牵头单位|行动计划（|实施方案（|若干政策|若干措施"
    r"|绩效目标|考核指标"
)
_TITLES = re.compile(r"《[^》]*》")
_OPENING = 600


@dataclass(frozen=True, slots=True)
class Section:
    """An article, or what stands for one where the view gives none; ``titled`` if a headline heads it."""

    start: int
    end: int
    title: tuple[int, int]
    titled: bool

    def is_plan(self, text: str) -> bool:
        """Whether it orders things to be done (a policy, a plan)."""
        opening = text[self.start : min(self.end, self.start + _OPENING)]
        return _PLAN.search(_TITLES.sub("", opening)) is not None


def split_sections(view: DocumentView, reports: Reports) -> list[Section]:
    """The view's articles, with each line between them on its own; a report without articles is one section."""
    text = view.text
    if not view.articles and reports.hold(0):
        return [Section(0, len(text), (0, 0), False)]
    sections: list[Section] = []
    low = 0
    for article in view.articles:
        sections += _loose(text, low, article.start)
        at = text.find(article.title, article.start, article.end) if article.title else -1
        title = (at, at + len(article.title)) if at >= 0 else (article.start, article.start)
        sections.append(Section(article.start, article.end, title, at >= 0))
        low = article.end
    return sections + _loose(text, low, len(text))


def _loose(text: str, start: int, end: int) -> list[Section]:
    """Sections of text that no article holds."""
    if not text[start:end].strip():
        return []
    sections: list[Section] = []
    low = start
    while low < end:
        high = text.find("\n", low, end) + 1 or end
        if text[low:high].strip():
            sections.append(Section(low, high, (low, low), False))
        low = high
    return sections


class Passages:
    """The view's passages by offset."""

    def __init__(self, view: DocumentView) -> None:
        self._items = sorted(view.passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in self._items]

    def at(self, offset: int) -> Passage | None:
        """The passage that holds ``offset``, if the view knows one."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0 or self._items[index].end <= offset:
            return None
        return self._items[index]
