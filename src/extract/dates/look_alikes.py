"""What looks like a date and is none: durations, recurring times, years in names, parts of longer words."""

from __future__ import annotations

import functools
import re

from extract.dates.expressions import Expression
from extract.dates.lexicon import phrases

_DURATION_AFTER_DAY = re.compile(
    r"(?:内|均|元|本|间|游|龄|子|常|化|用|耗|程|产|年化|线|楼|机|馆|文|车|院|店|公告|令|以[内上下]|左右|之内)"
)
_EVERY = re.compile(r"(?:每年?|逢|每逢|历年|往年|常年|各年度?|[满足过超近长达用时]|连续|第|历时|为期)的?$")
_FUZZY = re.compile(r"(?:中[后前早晚]?[期叶段]|[前后早晚初][期段]|之交|[上下前后]半叶)")
_NAME_RUN = re.compile(r"[^，。；：、！？（）()《》“”\s]{0,24}")
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
    if head.anchor == "vague" or (head.kind in _NEVER_ALONE and len(expression.chain) == 1 and not expression.until):
        return True
    if _EVERY.search(before) and head.kind != "relative_year":
        return True
    if head.kind == "day" and (_DURATION_AFTER_DAY.match(after) or text[expression.end - 1] == "号"):
        return True
    if head.kind in ("decade", "century", "plan") and _FUZZY.match(after):
        return True
    if head.kind in ("season", "ten_days", "nth_week", "same_period", "first_years", "edge"):
        return True
    if before.endswith("公元前"):
        return True
    if head.kind == "year" and last.kind == "year":
        if head.low < 1840 and _AGO.match(after):
            return True
        return _is_in_a_name(text, expression, before)
    return head.kind == "plan" and _is_in_a_plan(text, expression)


_NEVER_ALONE = frozenset({"season", "ten_days", "nth_week", "same_period", "first_years"})


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
