"""Stretches of the text, and the noun phrase that stands after a value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.facts.clauses import Clause
from extract.facts.masking import GAP
from extract.facts.rules import load_rules

_BLANK = " \u3000\t、，,：:“”\"'‘’「」" + GAP
#: A verb this short before the next value is that value's: 「300家企业已复工280家」.
_LEADS_ON = 4
# Verbs whose object is the value after them: 「21家企业完成投资5亿元」.
_TAKES_VALUE = re.compile(r"(?:完成|实现|使用|采用|开通|进入)$")
_SIZED = re.compile(r"(?:高|长|宽|重|深|直径|面积)约?\ue004+的(?=[^，。；\ue004]{2})")
_EQUATES = re.compile(r"(?:成为|形成|就是)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A half-open stretch of the text; empty where ``start == end``."""

    start: int
    end: int

    def __bool__(self) -> bool:
        """Whether it holds a character."""
        return self.start < self.end


#: An empty stretch.
NOWHERE = Phrase(0, 0)


@dataclass(frozen=True, slots=True)
class After:
    """What stands after a value: the noun phrase, what is said of it (``result``), and whether 的 joins it."""

    right: Phrase = NOWHERE
    result: Phrase = NOWHERE
    joined: bool = False


def strip_end(masked: str, low: int, end: int, extra: str = "") -> int:
    """``end`` moved left over blanks, quotes, commas and the characters of ``extra``, no further than ``low``."""
    while end > low and masked[end - 1] in _BLANK + extra:
        end -= 1
    return end


def read_after(clause: Clause, index: int) -> After:
    """What stands after the clause's ``index``-th quantity."""
    masked, quantity = clause.masked, clause.quantities[index]
    end = clause.end
    if index + 1 < len(clause.quantities):
        end = clause.quantities[index + 1].start
    start = quantity.end
    sized = _SIZED.match(masked, start, clause.end) if quantity.dimension == "count" else None
    if sized is not None:
        start, end = sized.end(), clause.end
    while start < end and masked[start] in GAP:
        start += 1
    head = load_rules("right_head").at_start(masked, start, end)
    if head is not None and not (head.rule.tag == "goal" and quantity.unit == "项"):
        return After()
    joined = masked[start : start + 1] == "的"
    start += joined
    cut = load_rules("right").search(masked, min(start + 1, end), end)
    while cut is not None and _heads_relative(masked, cut.end, end):
        cut = load_rules("right").search(masked, masked.rfind("的", cut.end, end) + 1, end)
    stop, result = end, NOWHERE
    following = load_rules("right_next").at_end(masked, min(start + 2, end), end) if end < clause.end else None
    if cut is not None and (following is None or cut.start <= following.start):
        stop = cut.start
        runs_on = end < clause.end and masked[end - 1] not in "、和与及，"
        short = end - cut.start <= _LEADS_ON
        leads_on = runs_on and (short or _TAKES_VALUE.search(masked[cut.start : cut.end]) is not None)
        if cut.rule.tag == "result" and not leads_on:
            result = Phrase(cut.start, end)
    elif following is not None:
        stop = following.start
    return After(Phrase(start, strip_end(masked, start, stop, "的了等内后")), result, joined)


def _heads_relative(masked: str, start: int, end: int) -> bool:
    """Whether a verb after a counted noun only opens a relative clause: 「10个规模达到E级的中心」."""
    if _EQUATES.search(masked, max(start - 2, 0), start):
        return False
    of = masked.rfind("的", start, end)
    return of > 0 and end - of >= 3 and "，" not in masked[start:of] and masked[of - 1] not in "有我你他"
