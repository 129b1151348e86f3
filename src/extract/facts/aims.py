"""The aims of a plan: 「到2027年，…」 sets a day by which what its paragraph and the list after it names is to be reached."""

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
_TRADE_ENDS = ("制造业", "服务业", "工业", "农业", "产业", "行业", "装备")
_SHORTEST, _LONGEST = 3, 8
#: Words that make no name of a trade: 「重点产业」, 「有关行业」.
_NO_TRADE = re.compile(
    r"(?:[重主要各全该本相有关多等类其新的和与及、在为对以是所]|支柱|战略性?|新兴|传统|优势|特色|高端|先进|未来|国民|上下游|跨|分|多个|一批|培育|发展|推动|推进|加快|支持|提升)"
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
        aim: Aim | None = None
        before = 0
        for paragraph, held in groupby(clauses, key=lambda clause: clause.paragraph):
            lines = list(held)
            start, end = lines[0].start, max(clause.end for clause in lines)
            masked = lines[0].masked
            dates = [date for date in view.dates if start <= date.start < end]
            tags = {match.rule.tag for match in load_rules("aims").find_all(masked[start:end], 0, end - start)}
            if "told" in tags or reports.hold(start):
                aim = None
            elif dates:
                by = _deadline(masked, start, dates)
                aim = None if by is None else Aim(by, _trade(view.text[before:end], view.text[start:]))
            elif aim is not None and "item" not in tags:
                aim = None
            if aim is not None:
                self._aims[paragraph] = aim
            before = start

    def at(self, clause: Clause) -> Aim | None:
        """The aim that a clause's paragraph serves, if any."""
        return self._aims.get(clause.paragraph)


def _deadline(masked: str, start: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The time by which the paragraph's aims are to be reached, where it opens with one."""
    first = dates[0]
    heads = first.start - start <= _HEAD and not set("，。；") & set(masked[start : first.start])
    return first if heads and first.role == "deadline" else None


def _trade(near: str, after: str) -> str:
    """The trade that a plan names most often in the paragraph before its aims and in them."""
    words = near + after[: len(near) + 600]
    counts: Counter[str] = Counter()
    for end in _TRADE_ENDS:
        at = words.find(end)
        while at >= 0:
            stop = at + len(end)
            for size in range(_SHORTEST, _LONGEST + 1):
                name = words[max(0, stop - size) : stop]
                if size > len(end) and len(name) == size and re.fullmatch(r"[\u4e00-\u9fff]+", name):
                    counts[name] += 1
            at = words.find(end, stop)
    named = {name: count for name, count in counts.items() if count > 1 and name in near and not _NO_TRADE.match(name)}
    return max(named, key=lambda name: (named[name], len(name), name)) if named else ""
