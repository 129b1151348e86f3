"""Days on which something happens: a day is the period of what was done on it, and of nothing else."""

from __future__ import annotations

import re

from extract.facts.clauses import Clause
from extract.facts.frames import Frame
from extract.facts.masking import GAP, NUMBER
from extract.facts.rules import load_rules
from extract.records import DateMention

_REACH = 14
#: What stands between a time and 以来 where nothing before the time opens the stretch.
_SHORT = 8
#: What opens a stretch, with whom it is of: 「自该国9日…以来」.
_SINCE = re.compile(r"[自从][^，。；、\ue001\ue004]{0,6}$")
#: 「…以来首次」.
_FIRST_SINCE = re.compile(r"的?(?:首|第一|最|新|头一)")
#: What a value is compared with stands behind these; its time is not the value's.
COMPARED_WITH = re.compile(
    r"(?:比|较|较之|与|同|相比|相较于?|相当于|高于|低于|快于|多于|少于|大于|小于|超过|优于|好于|领先|接近|逼近|追平|不及|[已首]超|占(?:公司|其|企业)?)$"
)
#: 「由上年下降2%转为增长8%」: the change that a time had.
_TURNED = re.compile(r"(?:同期)?的?(?:下降|增长|上涨|减少|负增长)")
#: Behind a time: something is told or happens then, which is no period of what is told.
EVENT_AFTER = re.compile(
    r"^[^，。；]{0,24}?(?:发布|公布|印发|出台|公告|披露|报道|宣布|召开|举行|举办|表示|介绍|消息|获悉|了解|透露|发表|签订|签署|确认|证实|通报|呼吁|强调|(?<![名职号简俗统])称|揭牌|走进|来到|看到|记者|指出|刊发|获批|下水|并网|海试|开幕|闭幕)"
)


def is_spec(frame: Frame) -> bool:
    """Whether the value is a size or rating, which holds whatever the day: 「公路全长56公里」."""
    return "spec" in _tags(frame.clause.masked, frame.low, _reading_end(frame))


def is_done(frame: Frame, *, goes_on: bool) -> bool:
    """Whether the value counts what is done on a day: 「签约12个项目」, 「被处罚款30万元」.

    Args:
        frame: the value's frame.
        goes_on: whether its sentence goes on with what was done; only sizes and what lies ahead are then excepted.
    """
    told = _tags(frame.clause.masked, frame.clause.start, _reading_end(frame))
    return (goes_on or "done" in told) and not told & {"spec", "ahead"}


def is_counted_daily(frame: Frame) -> bool:
    """Whether the value is one that is counted day by day, so that a day of its sentence is its period."""
    told = _tags(frame.clause.masked, frame.clause.start, _reading_end(frame))
    return "daily" in told and "累计" not in frame.masked[frame.clause.start : frame.quantity.start]


def is_quote(frame: Frame) -> bool:
    """Whether the value is what a share was last sold for: 「（收盘价：5.6元）」."""
    return "quote" in _tags(frame.clause.masked, max(frame.clause.start - _REACH, 0), frame.quantity.start)


def begins_together(clause: Clause) -> bool:
    """Whether a clause says that works are begun or deals made together: 「12个项目集中开工」."""
    return "launch" in _tags(clause.masked, clause.start, clause.end)


def begins_something(clause: Clause, date: DateMention) -> bool:
    """Whether the time only tells when something came into being: 「成立于2018年」, 「2028年投产」.

    It then says nothing of values in later clauses. A clause that holds a value of its own is about that value.
    """
    masked = clause.masked
    before = masked[max(clause.start, date.start - 6) : date.start]
    if before.endswith("于") and "begins" in _tags(before, 0, len(before)):
        return True
    if any(quantity.start > date.end for quantity in clause.quantities):
        return False
    after = masked[date.end : min(clause.end, date.end + _REACH)]
    return "begins" in _tags(after, 0, len(after)) and "以来" not in after


def since_event(clause: Clause, date: DateMention) -> int:
    """「自2015年8月开通以来」, 「11月采暖季以来」: where the phrase ends, or -1 if the time opens no such stretch."""
    end = _stretch_end(clause, date)
    return -1 if end < 0 or _FIRST_SINCE.match(clause.masked, end) else end


def first_since(clause: Clause, date: DateMention) -> bool:
    """「自2011年放开以来首次」: whether the time only tells how far back nothing like it was."""
    end = _stretch_end(clause, date)
    return end >= 0 and _FIRST_SINCE.match(clause.masked, end) is not None


def _stretch_end(clause: Clause, date: DateMention) -> int:
    """Where the phrase ends that tells of all that came since something at a time, or -1."""
    masked = clause.masked
    at = masked.find("以来", date.end, min(clause.end, date.end + 3 * _REACH))
    between = masked[date.end : at]
    if at < 0 or NUMBER in between or GAP in between:
        return -1
    opened = _SINCE.search(masked, clause.start, date.start) is not None
    return at + 2 if opened or (0 < len(between) <= _SHORT) else -1


def is_day(date: DateMention) -> bool:
    """Whether the time is a single day."""
    return date.granularity == "day" and date.role == "period" and date.date_from == date.date_to


def is_long(date: DateMention) -> bool:
    """Whether the time is a month or more."""
    return (date.date_to - date.date_from).days >= 27


def is_operand(clause: Clause, date: DateMention, frame: Frame) -> bool:
    """「高于2024年的3.5%」: the value is that of the time it is compared with."""
    between = clause.masked[date.end : frame.quantity.start]
    before = clause.masked[max(clause.start, date.start - 4) : date.start]
    if before.endswith(("由", "从")) and _TURNED.fullmatch(between):
        return True
    if not between and before.endswith(("比", "较")) and clause.masked.startswith("的", frame.quantity.end):
        return True
    return between in ("的", "的约") and bool(COMPARED_WITH.search(before) or before.endswith(("由", "从")))


def is_dated_value(masked: str, date: DateMention, until: int) -> bool:
    """Whether day and value stand in one run: 「12月31日共有6家」."""
    between = masked[date.end : until].replace(GAP, "")
    return len(between) <= 24 and not EVENT_AFTER.match(between + "，") and "，" not in between and len(between) > 0


def _reading_end(frame: Frame) -> int:
    clause = frame.clause
    following = frame.index + 1 < len(clause.quantities)
    return clause.quantities[frame.index + 1].start if following else clause.end


def _tags(masked: str, start: int, end: int) -> set[str]:
    return {match.rule.tag for match in load_rules("event").find_all(masked, start, end)}
