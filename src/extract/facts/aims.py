"""The aims of a plan: 「到2027年，…」 sets the day by which its paragraph and the list after it are to be reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.facts.clauses import Clause
from extract.facts.reports import Reports
from extract.facts.rules import load_rules
from extract.records import DateMention
from extract.view import DocumentView

_HEAD = 24
#: How orders bound what they ask for.
_ROUGHLY = re.compile(r"(?:以上|左右|以内)$|^(?:不少于|不低于|不超过|不高于)")
_TRADE_ENDS = re.compile(r"制造业|服务业|工业|农业|产业|行业|装备")
_SHORTEST, _LONGEST = 3, 8
#: What no trade's name holds: 「重点产业」, 「形成特色产业」, 「标志性产业」.
_NO_TRADE = re.compile(
    r"[^\u4e00-\u9fff]|^[重主要各全该本相有关多等类其新省市区县]|[的和与及、在为对以是所将了性]|支柱|战略|新兴|传统|优势|特色|高端|先进|未来|国民"
    r"|上下游|多个|一批|培育|发展|推动|推进|加快|支持|提升|形成|建设|实现|带动|促进|支撑|现代|数字化转型|重点|行业企业"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """The day by which a paragraph's aims are to be reached, and the trade that the plan is for (or ``""``)."""

    by: DateMention
    trade: str


class Aims:
    """The paragraphs of a document that set aims.

    A paragraph does that opens with a time by which something is to be reached and reports nothing; those after it
    do that go on as a list and name no time of their own.

    Args:
        view: the document.
        clauses: its clauses, in order.
        reports: the work reports that it holds; their parts tell their own time.
    """

    def __init__(self, view: DocumentView, clauses: Sequence[Clause], reports: Reports) -> None:
        self._aims: dict[int, Aim] = {}
        self._orders: set[int] = set()
        chain: list[int] = []
        by: DateMention | None = None
        near = before = 0
        for paragraph, held in groupby(clauses, key=lambda clause: clause.paragraph):
            lines = list(held)
            start = view.text.rfind("\n", 0, lines[0].start) + 1
            end = max(clause.end for clause in lines)
            masked = lines[0].masked
            dates = [date for date in view.dates if start <= date.start < end]
            tags = {match.rule.tag for match in load_rules("aims").find_all(masked[start:end], 0, end - start)}
            roughly = any(_ROUGHLY.search(quantity.text) for clause in lines for quantity in clause.quantities)
            if "order" in tags and roughly and not dates and "told" not in tags and not reports.hold(start):
                self._orders.add(paragraph)
            # A list goes on that names no day, or only its own again.
            goes_on = "item" in tags and by is not None and all(date.date_to == by.date_to for date in dates)
            if "told" in tags or reports.hold(start):
                by = None
            elif not goes_on:
                heads = not any(clause.quantities for clause in lines)
                by, near, chain = _deadline(masked, start, dates, anywhere=heads), before, []
            if by is not None:
                chain.append(paragraph)
                aim = Aim(by, _trade(view.text, near, end, lines[0].cuts))
                self._aims |= dict.fromkeys(chain, aim)
            before = start

    def at(self, clause: Clause) -> Aim | None:
        """The aim that a clause's paragraph serves, if any."""
        return self._aims.get(clause.paragraph)

    def orders(self, clause: Clause) -> bool:
        """Whether a clause's paragraph orders things: it opens with a bare verb and bounds what it asks for."""
        return clause.paragraph in self._orders


def _deadline(masked: str, start: int, dates: Sequence[DateMention], *, anywhere: bool) -> DateMention | None:
    """The time by which the paragraph's aims are to be reached, where it opens with one.

    Args:
        masked: the masked text.
        start: where the paragraph begins.
        dates: its times.
        anywhere: whether a clause later in it may open with the time: it gives no values, and only heads a list.
    """
    first = next(iter(dates), None)
    if first is None:
        return None
    opens = first.start - start <= _HEAD and not set("，。；") & set(masked[start : first.start])
    if (opens and first.role == "deadline") or not anywhere:
        return first if opens and first.role == "deadline" else None
    heading = [date for date in dates if date.role == "deadline" and masked[date.start - 1] in "，。；："]
    return heading[-1] if len(heading) == 1 else None


def _trade(text: str, start: int, end: int, cuts: frozenset[int]) -> str:
    """The trade named most often in ``text[start:end]``, twice at least; the longest of several, or ``""``.

    ``cuts`` are offsets inside a word, where no name begins.
    """
    counts: Counter[str] = Counter()
    for found in _TRADE_ENDS.finditer(text, start, end):
        for size in range(_SHORTEST, _LONGEST + 1):
            low = found.end() - size
            name = text[low : found.end()]
            if low < found.start() and low >= start and low not in cuts and not _NO_TRADE.search(name):
                counts[name] += 1
    named = {name: count for name, count in counts.items() if count > 1}
    return max(named, key=lambda name: (named[name], len(name), name)) if named else ""
