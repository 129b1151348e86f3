"""What stands around an expression and makes it a deadline, a starting point or a comparison."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.dates.expressions import Expression
from extract.dates.lexicon import any_of, phrases
from extract.records import DateRole

_AS_OF = re.compile(r"截[至止]到?[ \u3000]?$")
_HOUR = re.compile(r"(?:[01]?[0-9]|2[0-4])时(?:[0-5]?[0-9]分)?(?!间|代)|当[天日]|晚(?![会间上报餐])")
_FROM = re.compile(r"[自从由][ \u3000]?$")
_COMPLEMENT = re.compile(r"[\u4e00-\u9fff]到$")
#: 到 before these is no deadline: 「到今天」, 「从6世纪到20世纪」.
_NO_DEADLINE = frozenset({"relative_day", "rolling", "elapsed", "century", "decade"})
#: How many characters before an expression are looked at.
_REACH = 6

#: What the expression's interval becomes: its last day, its first day up to the day of the text, or itself.
Effect = Literal["", "last_day", "until_today"]


class _Patterns(NamedTuple):
    by: re.Pattern[str]
    clause_head: re.Pattern[str]
    compared: re.Pattern[str]
    compared_after: re.Pattern[str]
    since: re.Pattern[str]
    ahead: re.Pattern[str]
    start: re.Pattern[str]
    day_part: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    not_behind_a_verb = "".join(f"(?<!{re.escape(phrase)})" for phrase in phrases("by_complement"))
    return _Patterns(
        # 到 as a preposition: not as the complement of a verb (「提前到」, 「看到」); 至 only at a clause's head.
        by=re.compile(rf"(?:{not_behind_a_verb}到|(?<![^，。；、：！？\n“（(])至)[ \u3000]?$"),
        clause_head=re.compile(rf"(?:^|[，。；、：！？\n“（(]|{any_of('by_clause_head')})到$"),
        compared=re.compile(any_of("compared") + r"[ \u3000]?$"),
        compared_after=re.compile(any_of("compared_after")),
        since=re.compile(any_of("since_opening") + "?以来|至今(?![年日天晚后])"),
        # 前 as 「before」, not the head of another word (前三季度, 前后, 前往, 前景 …).
        ahead=re.compile(rf"之前|前(?![0-9０-９一二三四五六七八九十]|{any_of('before_word')})"),
        start=re.compile(any_of("start_after")),
        day_part=re.compile(any_of("day_part")),
    )


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
    before = text[max(0, start - _REACH) : start]
    patterns = _patterns()
    if as_of := _AS_OF.search(before):
        hour = _HOUR.match(text, end) if expression.last.kind == "day" else None
        return Surroundings(start - len(as_of.group()), hour.end() if hour else end, "as_of", "last_day")
    if since := patterns.since.match(text, end):
        return Surroundings(start, since.end(), "since", "until_today")
    if expression.last.kind in ("same_period", "relative_month") and len(expression.chain) > 1:
        return Surroundings(start, end, "comparison", "")
    ahead = patterns.ahead.match(text, end)
    if ahead and expression.head.kind not in ("rolling", "elapsed"):
        return Surroundings(start, ahead.end(), "deadline", "last_day")
    by = None if expression.last.kind in _NO_DEADLINE else patterns.by.search(before)
    if by and not _is_complement(before.rstrip(), text[end : end + 1]):
        return Surroundings(start - len(by.group()), end, "deadline", "last_day")
    if _FROM.search(before) and patterns.start.match(text, end):
        return Surroundings(start, end, "since", "")
    if patterns.compared.search(before) or patterns.compared_after.match(text, end):
        return Surroundings(start, end, "comparison", "")
    day = expression.last.kind in ("day", "numeric_day")
    if part := patterns.day_part.match(text, end) or (_HOUR.match(text, end) if day else None):
        end = part.end()
    return Surroundings(start, end, "period", "")


def _is_complement(before: str, after: str) -> bool:
    """Whether 到 belongs to the verb before it: 「由2020年的10%提高到2025年的15%」."""
    return after == "的" and bool(_COMPLEMENT.search(before)) and not _patterns().clause_head.search(before)
