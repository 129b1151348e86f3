"""Sections of a document: its articles, or what stands for them, and what each is."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from extract.facts.reports import Reports
from extract.facts.rules import load_rules
from extract.records import Passage
from extract.view import DocumentView

_PLAN = re.compile(
    r"主要目标|重点任务|工作目标|发展目标|工作措施|保障措施|责任单位|牵头单位|行动计划（|实施方案（|若干政策|若干措施"
    r"|绩效目标|考核指标"
)
_TITLES = re.compile(r"《[^》]*》")
_OPENING = 600
#: How many sentences must order something, at least, and how many orders weigh one sentence that reports.
_ORDERS, _OUTWEIGH = 4, 3


@dataclass(frozen=True, slots=True)
class Section:
    """An article, or what stands for one where the view gives none; ``titled`` if a headline heads it."""

    start: int
    end: int
    title: tuple[int, int]
    titled: bool

    def is_plan(self, view: DocumentView, masked: str, *, among_orders: bool) -> bool:
        """Whether it orders things to be done (a policy, a plan): by what it calls itself, or by how it speaks.

        Args:
            view: the document.
            masked: its masked text.
            among_orders: whether the document as a whole is a plan; a part of one that reports nothing orders too.
        """
        opening = view.text[self.start : min(self.end, self.start + _OPENING)]
        if _PLAN.search(_TITLES.sub("", opening)) is not None:
            return True
        orders, told, _ = _count_orders(view, masked, self.start, self.end)
        return (among_orders and orders > 0 and not told) or is_ordering(view, masked, self.start, self.end)


def is_ordering(view: DocumentView, masked: str, start: int, end: int) -> bool:
    """Whether at least half of the sentences of a stretch open with a bare verb of doing, and few report anything."""
    orders, told, held = _count_orders(view, masked, start, end)
    return orders >= _ORDERS and 2 * orders >= held and orders >= _OUTWEIGH * told


def _count_orders(view: DocumentView, masked: str, start: int, end: int) -> tuple[int, int, int]:
    """How many sentences of a stretch order something, how many report, and how many there are."""
    rules, held, orders, told = load_rules("aims"), 0, 0, 0
    low = bisect.bisect_left(view.sentences, start, key=lambda sentence: sentence.start)
    for sentence in view.sentences[low:]:
        if sentence.start >= end:
            break
        words = masked[sentence.start : sentence.end].strip()
        tags = {match.rule.tag for match in rules.find_all(words, 0, len(words))}
        held += 1
        orders += "order" in tags
        told += "told" in tags
    return orders, told, held


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
