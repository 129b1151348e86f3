"""What looks like a date and is none: durations, recurring times, years in names, parts of longer words."""

from __future__ import annotations

import functools
import re

from extract.dates.expressions import Expression
from extract.dates.lexicon import phrases

_DURATION_AFTER_DAY = re.compile(
    r"(?:内|均|元|本|间|游|龄|子|常|化|用|耗|程|产|年化|线|楼|机|馆|文|车|院|店|公告|令|以[内上下]|左右|之内)"
)
_EVERY = re.compile(r"(?:每[年月周日]?|每个|每到|逢|历年|往年|常年|各年度?)的?$")
_LASTING = re.compile(r"(?:历时|长达|超过?|连续|为期|持续|经过|历经|不到|(?<!附)近|[满足达用约前后多隔为])$")
_STOPS = "，。；、：！？“”‘’（）() \u3000\n"
_BOUNDARY = re.compile(rf"(?:^|[{_STOPS}在于比较与对和及这从自])$")
_WORKED = re.compile(r"(?:时隔|历时|长达|[了达已过用有满花经隔])$")
_OF_TIME = re.compile(r"的?(?:时间|历史|努力|历程|光阴|岁月)|[后内]|工龄|经验")
#: A longer one counts years of work or of life more often than it tells a time.
_LONGEST_RECENT = 5
#: 春节 says when only as an adverbial; else it names the feast (「春节晚会」, 「欢度春节」).
_HOLIDAY_FOLLOWS = re.compile(rf"(?:^|[{_STOPS}在从自于至到距离是]|[去今明前]年|确保|赶在)$")
_HOLIDAY_ENDS = re.compile(rf"$|[{_STOPS}前后至到以起]|当[天日晚]|来临|临近|将至|这[天一]|开始|上午|下午|晚|凌晨|里")
#: 「3号」 names a machine, a line, a notice; 「一日」 stands in idioms.
_NO_BARE_DAY = re.compile("号|^[一二三四五六七八九]日")
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
        surface = text[expression.start : expression.end]
        return bool(_DURATION_AFTER_DAY.match(after) or _LASTING.search(before) or _NO_BARE_DAY.search(surface))
    if last.kind in ("decade", "century", "plan") and _FUZZY.match(after):
        return True
    if head.kind == "century" and _NAMED_CENTURY.match(text, expression.end):
        return True
    if head.kind in ("rolling", "elapsed"):
        return _is_duration(text, expression, before, after)
    if head.kind == "holiday" and not head.low and len(expression.chain) == 1 and not expression.until:
        return not (_HOLIDAY_FOLLOWS.search(before) and _HOLIDAY_ENDS.match(after))
    if last.kind == "holiday" and not last.low and after.startswith("档"):
        return True
    if head.kind == "relative_month" and head.anchor == "context" and before.endswith(("月", "月份")):
        # 4月当月
        return True
    if head.kind == "weekday" and not head.anchor and _BEHIND_DAY.search(before):
        return True
    if head.kind == "numeric_month":
        return bool(_OPEN_PLAN.search(before))
    if head.kind == "year" and last.kind in ("year", "quarter", "half", "season"):
        if head.unit != "era" and head.low < _OLDEST_COUNTED and _AGO.match(after):
            return True
        return _is_in_a_name(text, expression, before)
    return head.kind == "plan" and _is_in_a_plan(text, expression)


def _is_duration(text: str, expression: Expression, before: str, after: str) -> bool:
    """Whether 近三年 or 五年来 counts how long something took rather than tells when."""
    head = expression.head
    if head.anchor == "before":
        # 前两天 is told from the context, which rarely gives it.
        return (expression.start, expression.end) != (0, len(text))
    if _WORKED.search(before) or _OF_TIME.match(after):
        return True
    if head.kind == "elapsed":
        # 「建交37年来」 begins with an event that is not told.
        return not _BOUNDARY.search(before)
    if head.anchor == "recent":
        settled = text[expression.end - 1] in "来间" or abs(head.low) <= _LONGEST_RECENT
        return not settled and not _BOUNDARY.search(before)
    return False


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
