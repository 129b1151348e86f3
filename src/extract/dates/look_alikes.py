"""What looks like a date and is none: durations, recurring times, years in names, parts of longer words."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extract.dates.expressions import Expression
from extract.dates.lexicon import any_of

_STOPS = "，。；、：！？“”‘’（）() \u3000\n"
#: A longer one counts years of work or of life more often than it tells a time.
_LONGEST_RECENT = 5
#: 「1000年历史」, 「1800年前」: four digits before 年 may count years where they are this small.
_OLDEST_COUNTED = 1840
#: Pieces that say nothing without a larger unit before them.
_NEVER_ALONE = frozenset({"season", "ten_days", "nth_week", "same_period", "first_years", "first_days", "edge"})
_RECURRING = frozenset({
    "month", "day", "quarter", "half", "holiday", "weekday", "edge_of_year", "edge_of_month", "lunar_day",
})  # fmt: skip
#: How many characters before and behind an expression are looked at.
_REACH = 4


class _Patterns(NamedTuple):
    """The compiled patterns of this module, built from ``phrases.csv`` on first use."""

    every: re.Pattern[str]
    lasting: re.Pattern[str]
    counted_days: re.Pattern[str]
    worked: re.Pattern[str]
    counted_time: re.Pattern[str]
    adverbial: re.Pattern[str]
    holiday_before: re.Pattern[str]
    holiday_after: re.Pattern[str]
    fuzzy: re.Pattern[str]
    century_name: re.Pattern[str]
    plan_title: re.Pattern[str]
    event: re.Pattern[str]
    plan_name: re.Pattern[str]
    verb: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns(
        every=re.compile(any_of("every") + "的?$"),
        lasting=re.compile(rf"(?:{any_of('lasting')}|(?<!附)近)$"),
        counted_days=re.compile(any_of("day_count_after")),
        worked=re.compile(any_of("worked") + "$"),
        counted_time=re.compile(any_of("count_of_time_after")),
        adverbial=re.compile(rf"(?:^|[{_STOPS}]|{any_of('adverbial_before')})$"),
        holiday_before=re.compile(rf"(?:^|[{_STOPS}]|{any_of('holiday_before')})$"),
        holiday_after=re.compile(rf"$|[{_STOPS}]|{any_of('holiday_after')}"),
        # 「本世纪头20年」 is as vague as 「19世纪后期」.
        fuzzy=re.compile(any_of("fuzzy_after") + "|[头前][0-9０-９一二三四五六七八九十]"),
        century_name=re.compile(any_of("century_name_after")),
        plan_title=re.compile(any_of("plan_title_before") + "[（(]$"),
        event=re.compile(any_of("event")),
        plan_name=re.compile(any_of("plan_name")),
        verb=re.compile(any_of("verb")),
    )


#: 「3号」 names a machine, a line, a notice; 「一日」 stands in idioms.
_NO_BARE_DAY = re.compile("号|^[一二三四五六七八九]日")
#: The rest of a name: a run without stops, with a short bracket in it at most.
_NAME_RUN = re.compile(
    r"[^，。；：、！？（）()《》“”\s]{0,24}(?:（[^（）\n]{1,6}）[^，。；：、！？（）()《》“”\s]{0,12})?"
)
_NUMBERED = re.compile(r"第[0-9０-９一二三四五六七八九十]+[号期辑卷批届次]")
_AGO = re.compile(r"前|的?历史|以前")


def is_look_alike(text: str, expression: Expression) -> bool:
    """Whether an expression is no calendar time for what stands around it."""
    patterns = _patterns()
    before = text[max(0, expression.start - _REACH) : expression.start]
    after = text[expression.end : expression.end + _REACH]
    head, last = expression.head, expression.last
    if head.anchor == "vague" or head.kind in _NEVER_ALONE or before.endswith("公元前"):
        return True
    if head.kind in _RECURRING and patterns.every.search(before):
        return True
    if last.kind in ("decade", "century", "plan") and patterns.fuzzy.match(after):
        return True
    match head.kind:
        case "day":
            surface = text[expression.start : expression.end]
            counted = patterns.counted_days.match(after) or patterns.lasting.search(before)
            return bool(counted or _NO_BARE_DAY.search(surface))
        case "century":
            return patterns.century_name.match(text, expression.end) is not None
        case "rolling" | "elapsed":
            return _is_duration(text, expression, before, after)
        case "weekday":
            # 「1月8日（星期六）」 says the same day twice.
            return not head.anchor and before.endswith(("（", "("))
        case "relative_month":
            # 4月当月
            return head.anchor == "context" and before.endswith(("月", "月份"))
        case "numeric_month":
            return patterns.plan_title.search(before) is not None
        case "plan":
            return _runs_into(text, expression.end, patterns.plan_name)
        case "year" if last.kind in ("year", "quarter", "half", "season"):
            counted_years = last.kind == "year" and head.unit != "era" and head.low < _OLDEST_COUNTED
            return bool(counted_years and _AGO.match(after)) or _is_in_a_name(text, expression, before)
    return last.kind == "holiday" and not last.low and _is_feast(expression, before, after)


def _is_feast(expression: Expression, before: str, after: str) -> bool:
    """Whether 春节 names the feast (「春节晚会」, 「欢度春节」) rather than says when."""
    if len(expression.chain) > 1 or expression.until:
        return after.startswith("档")
    patterns = _patterns()
    return not (patterns.holiday_before.search(before) and patterns.holiday_after.match(after))


def _is_duration(text: str, expression: Expression, before: str, after: str) -> bool:
    """Whether 近三年 or 五年来 counts how long something took rather than tells when."""
    head, patterns = expression.head, _patterns()
    if head.anchor == "before":
        # 前两天 is told from the context, which rarely gives it.
        return (expression.start, expression.end) != (0, len(text))
    if patterns.worked.search(before) or patterns.counted_time.match(after):
        return True
    if head.kind == "elapsed":
        # 「建交37年来」 begins with an event that is not told.
        return not patterns.adverbial.search(before)
    if head.anchor == "recent":
        settled = text[expression.end - 1] in "来间" or abs(head.low) <= _LONGEST_RECENT
        return not settled and not patterns.adverbial.search(before)
    return False


def _is_in_a_name(text: str, expression: Expression, before: str) -> bool:
    """A year that an event, document or law number carries."""
    patterns = _patterns()
    if before.endswith(("》（", "》(")) or patterns.plan_title.search(before):
        return True
    if _NUMBERED.match(text, expression.end):
        return True
    return _runs_into(text, expression.end, patterns.event)


def _runs_into(text: str, end: int, heads: re.Pattern[str]) -> bool:
    """Whether a name's head follows in the same run of words, with no verb before it."""
    run = _NAME_RUN.match(text, end)
    name = heads.search(run.group()) if run else None
    if run is None or name is None:
        return False
    return _patterns().verb.search(run.group(), 0, name.start()) is None
