"""Which times of a text govern its values, and which only name, compare or announce something."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from extract.facts.clauses import Clause
from extract.facts.events import (
    COMPARED_WITH,
    EVENT_AFTER,
    begins_something,
    first_since,
    is_dated_value,
    is_day,
    is_long,
)
from extract.facts.masking import DATE
from extract.facts.rules import load_rules
from extract.records import DateMention

_DATED_BY = re.compile(r"(?:时间|日期|时点)为$")
_SAME_PERIOD = re.compile(r"同期$|^(?:上年|去年|上一年)")
#: 「由2019年的12个增至…」: the time is that of the first value alone.
_CHANGED_FROM = re.compile(
    r"[从由]\ue001+(?:的约?|(?:同期)?的?(?:下降|增长|上涨|减少|负增长)|的?[居排位列名在\ue002世界全国省市区行业]{1,8})\ue004"
)
#: 「落实2030年碳达峰目标」: a time in a goal's name.
_AIMED_AT = re.compile(
    r"(?:落实|锚定|对标|围绕|聚焦|按照|面向|着眼)[^，。；]*(?:目标|愿景|规划|纲要|计划)$|(?:谋划|擘画|描绘|编制|起草)[^，。；]*$"
)
#: 「由过去的50种增至现在的80种」: times that cannot be placed.
_UNPLACED = re.compile(r"(?:过去|先前|之前|原来|原先|此前|最初|初期|以前|现在|目前|当前|如今|现有|\ue004前)的?约?$")
#: 「今年是“十五五”开局之年」: a plan that a year is a stage of.
_STAGE = re.compile(r"(?:规划|时期)?的?(?:开局|收官|起步|关键|谋划|决胜|第.年|承上启下)")
#: 「国家“十四五”重大工程——某电站」: a plan that a thing is of.
_OF_PLAN = re.compile(r"[^，。；\ue001-\ue005]{0,8}(?:工程|项目|规划|纲要|任务)(?=[—、，。；\ue001-\ue005]|$)")
#: 「于2020年3月采纳的计划」: a time that only tells which one is meant.
_ATTRIBUTE = re.compile(r"[\u4e00-\u9fff]{1,5}的(?![\ue004])")
#: 「完成全年计划的85%」: a year whose plan a value is measured by.
_BUDGET = re.compile(r"的?(?:[\u4e00-\u9fff]{0,4})(?:计划|任务|预算|指标|进度)的")
#: 「截至美国时间12月27日」: a day by another clock.
_AS_OF_THERE = re.compile(r"截[至止][^，。；]{0,6}时间$")
_AVERAGED = re.compile(r"年均|平均|复合")
#: 「自2014年以来首次突破」: how far back nothing like it was.
_FIRST = re.compile(r"(?:首次|首度|初次|第一次|首回|头一[次回]|首[现见]|最)")
_EDGES = ("底", "末", "初")
#: A paper's time, or when it falls due, is not a value's; nor is one on whose terms something was done then.
_PAPER = re.compile(r"^(?:[^，。；根按依]{0,8}\ue005|到期|届满|期满)")
#: 「比前年、去年各高」: the times named before one in its list.
_LISTED_BEFORE = re.compile(r"(?:\ue001+(?:同期|全年)?[、和与及])+\Z")
#: 「创2020年4月以来最大降幅」: how far back a record reaches.
_RECORD = re.compile(r"(?:以?来|同期)?的?(?:单月|单季|历史)?(?:之?最|新[高低]|峰值|次[高低])")
_YEAR = 360


def governs(clause: Clause, date: DateMention, until: int) -> bool:
    """Whether a time governs a value at offset ``until`` of its clause."""
    masked = clause.masked
    opens = date.start <= clause.start + 3
    if (
        opens
        and date.text.endswith("同期")
        and not COMPARED_WITH.search(masked[max(clause.start, date.start - 4) : date.start])
        and until < clause.end
        and not COMPARED_WITH.search(masked, clause.start, date.start)
        and not load_rules("compare").at_end(masked, clause.start, until)
    ):
        return masked[date.end : date.end + 1] not in "相的，"
    if date.role == "comparison" or (_SAME_PERIOD.search(date.text) and date.text.endswith("同期")):
        return False
    if masked[date.end : date.end + 1] == "的" and masked[date.start - 1] in "是为于达":
        return False
    listed = _LISTED_BEFORE.search(masked, clause.start, date.start)
    before = date.start if listed is None else listed.start()
    if COMPARED_WITH.search(masked[max(clause.start, before - 4) : before]):
        return False
    if masked.endswith(("面向", "着眼"), clause.start, date.start):
        return False
    after = masked[date.end : min(clause.end, date.end + 40)]
    if _RECORD.match(after) and masked[date.start - 1] in "创为是自下":
        return False
    if (date.role == "since" and _FIRST.match(after)) or first_since(clause, date):
        return False
    if _PAPER.match(after) or _STAGE.match(after) or (date.granularity == "year" and _BUDGET.match(after)):
        return False
    goal = load_rules("goal_named").search(masked, clause.start, clause.end)
    if goal is not None and goal.start < date.start < goal.end:
        return False
    if date.text.endswith("”") and _OF_PLAN.match(after):
        return False
    if _DATED_BY.search(masked[max(clause.start, date.start - 6) : date.start]):
        return True
    if is_as_of_there(clause, date):
        return True
    if is_day(date):
        return (
            not EVENT_AFTER.match(masked[date.end : until]) and until - date.end < 40 and date.text.endswith(_EDGES)
        ) or is_dated_value(masked, date, until)
    return True


def governs_on(clause: Clause, date: DateMention) -> bool:
    """Whether a time goes on to govern later clauses."""
    masked = clause.masked
    if not governs(clause, date, clause.end) or begins_something(clause, date):
        return False
    if date.text.startswith("近") and _AVERAGED.search(clause.masked, date.end, clause.end):
        return False
    if masked[date.start - 1] == "于" and _ATTRIBUTE.match(clause.masked, date.end, clause.end):
        return False
    if is_first_of_two(clause, date) or _AIMED_AT.search(
        clause.masked[clause.start : date.start] + clause.masked[date.end : clause.end]
    ):
        return False
    return not is_told_then(clause, date) or date.role in ("as_of", "since") or is_long(date)


def is_as_of_there(clause: Clause, date: DateMention) -> bool:
    """Whether a day is told by another clock: 「截至美国时间12月27日」."""
    return is_day(date) and _AS_OF_THERE.search(clause.masked, clause.start, date.start) is not None


def is_told_then(clause: Clause, date: DateMention) -> bool:
    """Whether something is told or happens at a time, which is no period of what later sentences tell."""
    return EVENT_AFTER.match(clause.masked[date.end : clause.end]) is not None


def is_first_of_two(clause: Clause, date: DateMention) -> bool:
    """Whether a time is that of the first of two values alone: 「由2014年的2个增至11个」."""
    return _CHANGED_FROM.match(clause.masked, date.start - 1) is not None


def is_unplaced(clause: Clause, until: int) -> bool:
    """Whether a value at offset ``until`` is of a time that cannot be placed: 「由过去的50种」."""
    return _UNPLACED.search(clause.masked, clause.start, until) is not None


def is_edge(date: DateMention) -> bool:
    """Whether a time is the first or last day of a longer one: 「年底」, 「6月末」."""
    return date.text.endswith(_EDGES)


def is_planned(clause: Clause, date: DateMention, day: dt.date | None) -> bool:
    """Whether the clause sets what is to be reached in a time that is not over: 「2026年将新制定…」."""
    if day is None or date.date_to <= day:
        return False
    told = {match.rule.tag for match in load_rules("status").find_all(clause.masked, date.end, clause.end)}
    return bool(told & {"target", "future"}) and not told & {"actual", "forecast"}


def among_goals(date: DateMention, first: dt.date | None) -> DateMention:
    """「年底」 among goals that hold from ``first`` on is that year's, not the one's before."""
    told = date.basis != "published_on" or date.text.startswith(("去", "上", "前", "近"))
    if first is None or told or date.date_to >= first or date.date_from.year != first.year - 1:
        return date
    return replace(date, date_from=_next_year(date.date_from), date_to=_next_year(date.date_to))


def _next_year(day: dt.date) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return dt.date(day.year + 1, day.month, 28 if leap else day.day)


def opens_line(text: str, clause: Clause, date: DateMention) -> bool:
    """Whether a time of a year or more heads a line: 「五年来，」 at the head of a report's paragraph."""
    heads = date.start <= clause.start + 3 and not text[text.rfind("\n", 0, clause.start) + 1 : clause.start].strip("—")
    joined = clause.masked[date.end : clause.end].count(DATE) > 0
    return heads and not joined and (date.date_to - date.date_from).days >= _YEAR


def opening_tags(clause: Clause) -> set[str]:
    """What a clause opens with, by the tags of its rules.

    Among them ``vague`` (「目前」, 「近年来」), a time that cannot be placed, which bars a carried one, and ``then``
    (「届时」), the time that an aim before has set.
    """
    front, masked, start = load_rules("front"), clause.masked, clause.start
    tags: set[str] = set()
    while start < clause.end:
        found = front.at_start(masked, start, clause.end)
        if found is None:
            break
        tags.add(found.rule.tag)
        start = found.end
    return tags


def goes_on(clause: Clause) -> bool:
    """Whether a clause that opens a paragraph goes on with the one before: 「分区域来看，…」."""
    found = load_rules("continuing").at_start(clause.masked, clause.start, clause.end + 1)
    return found is not None and found.rule.tag != "anaphor"


def goes_on_with(clause: Clause) -> bool:
    """Whether a clause that opens a line speaks of a firm or a work that the line before has named."""
    found = load_rules("continuing").at_start(clause.masked, clause.start, clause.end + 1)
    return found is not None and found.rule.tag == "anaphor"


def is_told_of_paper(clause: Clause, date: DateMention) -> bool:
    """Whether a time only says of when a paper is that tells the figures: 「三季度金融数据显示」."""
    found = load_rules("source").search(clause.masked, clause.start, clause.end)
    return found is not None and date.end <= found.end and not clause.quantities
