"""What stands around an expression and makes it a deadline, a starting point or a comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.dates.expressions import Expression
from extract.records import DateRole

_AS_OF = re.compile(r"截[至止]到?[ \u3000]?$")
#: 到 as a preposition: not as the complement of a verb (「提前到」, 「不到」, 「看到」), nor at the end of a range.
_BY = re.compile(r"(?:(?<![回来追溯得看见直不感受收遇涉提前推迟复长])到|(?<![^，。；、：！？\n“（(])至)[ \u3000]?$")
_COMPLEMENT = re.compile(r"[\u4e00-\u9fff]到$")
_CLAUSE_HEAD = re.compile(r"(?:^|[，。；、：！？\n“（(]|力争|预计|争取|确保|计划|目标|提出|明确|要求|即|并|而|再)到$")
_FROM = re.compile(r"[自从由][ \u3000]?$")
_COMPARED = re.compile(r"(?:比|较|高于|低于|多于|少于|快于|优于|超过|相比于|相较于|对比)[ \u3000]?$")
_COMPARED_AFTER = re.compile(r"(?:水平)?(?:相比|持平|相当|对比)")
_SINCE = re.compile(r"(?:开年|开局|度)?以来|至今(?![年日天晚后])")
#: 前 as 「before」, not the head of another word (前三季度, 前后, 前往, 前景 …).
_BEFORE = re.compile(
    r"之前|前(?![0-9０-９一二三四五六七八九十两几半多后往进来期沿瞻景者身提排茅列任总夕述置端瞩程移方人部线])"
)
_EVENING = re.compile("晚间")
_START = re.compile("[起始]|开始")

#: 到 before these is no deadline: 「到今天」, 「从6世纪到20世纪」.
_NO_DEADLINE = frozenset({"relative_day", "rolling", "elapsed", "century", "decade"})

#: What the expression's interval becomes: its last day, its first day up to the day of the text, or itself.
Effect = Literal["", "last_day", "until_today"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The span with the words that belong to it, the role these give, and what they make of the interval."""

    start: int
    end: int
    role: DateRole
    effect: Effect


def read_surroundings(text: str, expression: Expression) -> Surroundings:
    """Read the words before and behind an expression.

    「截至6月底」, 「到2026年」 and 「5月底前」 become part of the span; 「自…起」, 「比…」 only give the role.
    """
    start, end = expression.start, expression.end
    before = text[max(0, start - 6) : start]
    if as_of := _AS_OF.search(before):
        return Surroundings(start - len(as_of.group()), end, "as_of", "last_day")
    if since := _SINCE.match(text, end):
        return Surroundings(start, since.end(), "since", "until_today")
    if expression.last.kind in ("same_period", "relative_month") and len(expression.chain) > 1:
        return Surroundings(start, end, "comparison", "")
    ahead = _BEFORE.match(text, end)
    if ahead and expression.head.kind not in ("rolling", "elapsed"):
        return Surroundings(start, ahead.end(), "deadline", "last_day")
    by = None if expression.last.kind in _NO_DEADLINE else _BY.search(before)
    if by and not _is_complement(before.rstrip(), text[end : end + 1]):
        return Surroundings(start - len(by.group()), end, "deadline", "last_day")
    if _FROM.search(before) and _START.match(text, end):
        return Surroundings(start, end, "since", "")
    if _COMPARED.search(before) or _COMPARED_AFTER.match(text, end):
        return Surroundings(start, end, "comparison", "")
    if evening := _EVENING.match(text, end):
        end = evening.end()
    return Surroundings(start, end, "period", "")


def _is_complement(before: str, after: str) -> bool:
    """Whether 到 belongs to the verb before it: 「由2020年的10%提高到2025年的15%」."""
    return after == "的" and bool(_COMPLEMENT.search(before)) and not _CLAUSE_HEAD.search(before)
