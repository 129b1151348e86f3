"""What looks like a date and is none: durations, recurring times, years in names, parts of longer words."""

from __future__ import annotations

import functools
import re

from extract.dates.expressions import Expression
from extract.dates.lexicon import phrases

_DURATION_AFTER_DAY = re.compile(
    r"(?:内|均|元|本|间|游|龄|子|常|化|用|耗|程|产|年化|线|楼|机|馆|文|车|院|店|公告|令|以[内上下]|左右|之内)"
)
_EVERY = re.compile(r"(?:每年?|每个|每到|逢|历年|往年|常年|各年度?)的?$")
_LASTING = re.compile(r"(?:历时|长达|超过?|连续|为期|持续|经过|历经|不到|[满足达用近约前后多隔])$")
_BEHIND_DAY = re.compile(r"[（(]$")
_FUZZY = re.compile(
    r"中[后前早晚]?[期叶段]|[前后早晚初末][期段]|之交|[上下前后]半叶|初|末|[头前][0-9０-９一二三四五六七八九十]"
)
_NAMED_CENTURY = re.compile("海上丝绸|经济报道|教育研究|马克思|不动产|中国|人才|社会主义|丝绸|传媒|财经")
_NAME_RUN = re.compile(
    r"[^，。；：、！？（）()《》“”\s]{0,24}(?:（[^（）\n]{1,6}）[^，。；：、！？（）()《》“”\s]{0,12})?"
)
_CLOSED_TITLE = re.compile(r"》[（(]$")
_OPEN_PLAN = re.compile(r"(?:规划|计划|纲要|方案|报告|办法)[（(]$")
_NUMBERED = re.compile(r"第[0-9０-９一二三四五六七八九十]+[号期辑卷批届次]")
_AGO = re.compile(r"前|的?历史|以前")


@functools.cache
def _event() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases("event"))))


@functools.cache
def _plan_name() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases("plan_name"))))


@functools.cache
def _verb() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases("verb"))))


def is_look_alike(text: str, expression: Expression) -> bool:
    """Whether an expression is no calendar time for what stands around it."""
    before = text[max(0, expression.start - 4) : expression.start]
    after = text[expression.end : expression.end + 4]
    head, last = expression.head, expression.last
    if head.anchor == "vague" or head.kind in _NEVER_ALONE:
        return True
    if before.endswith("公元前") or (head.kind in _RECURRING and _EVERY.search(before)):
        return True
    if head.kind == "day":
        return bool(_DURATION_AFTER_DAY.match(after) or _LASTING.search(before) or text[expression.end - 1] == "号")
    if head.kind in ("decade", "century", "plan") and _FUZZY.match(after):
        return True
    if head.kind == "century" and _NAMED_CENTURY.match(text, expression.end):
        return True
    if head.kind == "weekday" and not head.anchor and _BEHIND_DAY.search(before):
        return True
    if head.kind == "year" and last.kind in ("year", "quarter", "half"):
        if head.unit != "era" and head.low < _OLDEST_COUNTED and _AGO.match(after):
            return True
        return _is_in_a_name(text, expression, before)
    return head.kind == "plan" and _is_in_a_plan(text, expression)


#: Pieces that say nothing without a larger unit before them.
_NEVER_ALONE = frozenset({"season", "ten_days", "nth_week", "same_period", "first_years", "first_days", "edge"})
_RECURRING = frozenset({
    "month", "day", "quarter", "half", "holiday", "weekday", "edge_of_year", "edge_of_month", "lunar_day", "season",
})  # fmt: skip
#: 「1000年历史」, 「1800年前」: four digits before 年 may count years where they are this small.
_OLDEST_COUNTED = 1840


def _is_in_a_name(text: str, expression: Expression, before: str) -> bool:
    """A year that an event, document or law number carries."""
    if _CLOSED_TITLE.search(before) or _OPEN_PLAN.search(before):
        return True
    if _NUMBERED.match(text, expression.end):
        return True
    return _runs_into(text, expression.end, _event())


def _is_in_a_plan(text: str, expression: Expression) -> bool:
    return _runs_into(text, expression.end, _plan_name())


def _runs_into(text: str, end: int, heads: re.Pattern[str]) -> bool:
    """Whether a name's head follows in the same run of words, with no verb before it."""
    run = _NAME_RUN.match(text, end)
    name = heads.search(run.group()) if run else None
    if run is None or name is None:
        return False
    return _verb().search(run.group(), 0, name.start()) is None
