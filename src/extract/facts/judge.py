"""What a value says: its kind, basis and direction; and whether it is told as fact, target or forecast."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extract.facts.frames import Frame
from extract.facts.masking import DATE
from extract.facts.metric import Metric
from extract.facts.periods import Period
from extract.facts.rules import load_rules
from extract.facts.stances import told_of_status
from extract.records import Basis, Direction, FactKind, Status

_GRANTED = re.compile(r"支持|补助|奖励|资助|给予|补贴|授信|额度|贴息|遴选")
_NORM = re.compile(r"不宜|不得|应|须|原则上")
_GROWS_AFTER = re.compile(r"的?(?:增长|提升|增加|提高|增速|增幅|年?(?:涨幅|降幅|跌幅|增长率))")
#: The terms of a deal, and what follows from it.
_TERMS = re.compile(
    r"注册资本|交易|总金额|对价|总价|认缴|出资|总投资|投资(?:金额|总额)|完成后|项目|本次|持有|持股|基金规模"
)
#: 「项目投产后，可年产…」: what a work will do once it is there.
_ONCE_BUILT = re.compile(r"(?:投产|建成|达产|完工|投用|投运|通车|投入使用)后，\Z")
_BUILT_REACH = 8
_BEFORE_DEAL = re.compile(r"(?:交易|收购|转让|增资|认购|出售)(?:完成)?前，")
_DONE = re.compile(r"已|提前|目前|超额|如期|[完达]成了|如今")
_WILL = re.compile(r"(?:每年)?(?:可|将|能|预计)")
_YEARS = re.compile(r"[两二三四五六七八九十\d]年")
_LAST_MONTH = re.compile(r"上个?月|上(?:个)?季|上周")
_YEAR_BEFORE = re.compile(r"同期|上年(?!底|末)|去年(?!底|末)")


def judge_kind(frame: Frame, metric: Metric, previous: FactKind | None) -> tuple[FactKind, str]:
    """A fact's kind and the rule that says so; ``previous`` is the kind of the fact it inherits from, if any."""
    tags, dimension = frame.tags, frame.quantity.dimension
    if dimension == "rank":
        return "rank", "kind.rank"
    if "difference" in tags:
        if previous is not None and metric.rule.startswith("metric.inherited") and frame.operand:
            return previous, "kind.operand"
        if (
            dimension != "percentage_point"
            and frame.than
            and frame.masked[frame.than.start] == DATE
            and not frame.operand
        ):
            return "growth", "kind.since"  # 「比上年同期多3亿元」 is a change over time.
        if dimension in ("percentage_point", "percent") or frame.than:
            return "difference", "kind.difference"
    if dimension == "percentage_point":
        return "growth", "kind.points"
    changed = bool(tags & {"up", "down"})
    if dimension == "multiple":
        doubled = "翻" in frame.quantity.text or "番" in frame.quantity.text
        changed = changed or doubled or _grows(frame, metric)
        return ("growth", "kind.change") if changed else ("multiple", "kind.multiple")
    if dimension in ("percent", "ratio"):
        since = bool(tags & {"yoy", "mom"}) and "share_of" not in tags  # 「GDP同比5%」
        if changed or since or metric.growth or _grows(frame, metric) or _names_growth(metric):
            return "growth", "kind.change"
        bare = not (frame.left or frame.right or frame.whole) and "share_of" not in tags
        return ("growth", "kind.inherited") if bare and previous == "growth" else ("share", "kind.share")
    compared = bool(tags & {"yoy", "mom", "than", "against_date"})
    if changed and (not frame.right or (frame.left and compared)):
        return "growth", "kind.change"
    return "level", "kind.level"


def _names_growth(metric: Metric) -> bool:
    return load_rules("nouns_growth").at_end(metric.text, 0, len(metric.text)) is not None


def _grows(frame: Frame, metric: Metric) -> bool:
    """「带动十倍的算力需求增长」, 「6%的增长」: the change stands after the value."""
    masked, end = frame.masked, frame.clause.end
    # 「三成的受访者计划增加投资」 is a share of those who do.
    doing = metric.rule == "metric.share_of_noun" and (metric.end or 0) > frame.right.end
    starts = (frame.quantity.end, *(() if doing else (frame.right.end,))) if frame.right else ()
    return any(_GROWS_AFTER.match(masked, start, end) is not None for start in starts)


def judge_basis(frame: Frame, kind: FactKind, heading: Basis, words: str) -> Basis:
    """What a change is measured against.

    Args:
        frame: the value's frame.
        kind: the fact's kind; only growth has a basis.
        heading: the basis of the list that the clause goes on with.
        words: the text between the value before and the value, dates as written.
    """
    if kind != "growth":
        return ""
    tags = frame.tags
    if "average" in tags and _YEARS.search(words):
        return "other"
    if "yoy" in tags:
        return "yoy"
    if "mom" in tags:
        return "mom"
    if "against_date" in tags or ("difference" in tags and not frame.operand):
        if _LAST_MONTH.search(words):
            return "mom"
        return "yoy" if _YEAR_BEFORE.search(words) else "other"
    return "other" if "than" in tags else heading


def judge_direction(frame: Frame, kind: FactKind) -> Direction:
    """``down`` for a fall, else empty."""
    lower = "down" in frame.tags or ("lower" in frame.tags and not frame.operand)
    return "down" if kind == "growth" and lower else ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a value that tells of its status.

    Args:
        published_on: the document's day; a period beyond it is not told as fact.
        carried: the status that an earlier clause of the sentence set, if any.
        planned: whether the text around it orders things to be done (a policy, a plan).
        pending: whether an earlier sentence of the paragraph plans a deal, whose terms are then planned too.
        reviewed: whether it stands where a report looks back.
        foreseen: whether its paragraph forecasts; how things will then go is foreseen too.
        awaited: the first day that the sentence's carried forecast or plan is for, if it says.
    """

    published_on: dt.date | None
    carried: Status | None = None
    planned: bool = False
    pending: bool = False
    reviewed: bool = False
    foreseen: bool = False
    awaited: dt.date | None = None


def judge_status(frame: Frame, period: Period, setting: Setting) -> tuple[Status, str]:
    """Whether the value is stated as fact, target or forecast, and the rule that says so."""
    published_on, carried = setting.published_on, setting.carried
    if "forecast" in frame.tags:
        return "forecast", "status.peeled"
    if period.role == "comparison":
        return "actual", "status.comparison"
    if period.rule == "period.operand" and period.date_to and published_on and period.date_to < published_on:
        return "actual", "status.operand"
    told = _told(frame)
    if setting.reviewed and published_on and period.date_to and period.date_to < published_on:
        # What a report looks back on was given and done, whatever the verb: 「及时给予救助600万人」.
        return ("forecast", "status.clause") if "forecast" in told else ("actual", "status.reviewed")
    if "cause" in told:
        return "actual", "status.cause"
    if "future" in told or "target" in frame.tags:
        goes = bool(frame.tags & {"up", "down", "reach"}) or frame.quantity.bound in ("over", "about")
        foreseen = carried == "forecast" or (setting.foreseen and goes)
        told.add("forecast" if foreseen and "target" not in told else "target")
    if "actual" in told and "target" not in told and not _lies_ahead(frame, period, published_on):
        return "actual", "status.actual"
    if "forecast" in told:
        return "forecast", "status.clause"
    if "target" in told:
        return "target", "status.clause"
    if carried is not None and setting.awaited and period.date_from and period.rule == "period.clause":
        over = published_on is not None and period.date_to is not None and period.date_to < published_on
        if over and period.date_from < setting.awaited:
            return "actual", "status.earlier"  # 「预计亏损…，而2019年则录得…」
    if carried is not None and not (_qualifies(frame) and _tells_after(frame)):
        return carried, "status.sentence"
    if (
        setting.pending
        and not _BEFORE_DEAL.search(frame.masked[max(0, frame.clause.start - _BUILT_REACH) : frame.quantity.start])
        and period.date_from is None
        and _TERMS.search(frame.masked, frame.clause.start - 8, frame.quantity.start)
    ):
        return "target", "status.pending"
    if published_on is not None and period.date_from is not None and period.date_to is not None:
        if period.role == "deadline" and period.date_to > published_on:
            return "target", "status.deadline"
        if period.role == "planned" and period.rule == "period.paragraph":
            return "target", "status.planned_before"
        if period.date_from > published_on and not frame.clause.depth:
            return "target", "status.future"
    return ("target", "status.plan") if setting.planned else ("actual", "status.default")


def _lies_ahead(frame: Frame, period: Period, day: dt.date | None) -> bool:
    """Whether what is summed up is so by a day to come: 「到2030年，累计建成30座」."""
    ahead = day is not None and period.role == "deadline" and period.date_to is not None and period.date_to > day
    return ahead and not _DONE.search(frame.masked, frame.clause.start, frame.quantity.start)


def _qualifies(frame: Frame) -> bool:
    """Whether a value only qualifies what is spoken of: what 「持股18%的基金」 will do says nothing of the 18 %."""
    return "right_of" in frame.tags and frame.masked[frame.quantity.end] == "的"


def _tells_after(frame: Frame) -> bool:
    """Whether the clause goes on to a plan or forecast after the value."""
    after = load_rules("status").find_all(frame.masked, frame.quantity.end, frame.clause.end)
    return any(match.rule.tag in ("target", "future", "forecast") for match in after)


def _told(frame: Frame) -> set[str]:
    """What the clause up to the next value tells of status."""
    clause = frame.clause
    following = frame.index + 1 < len(clause.quantities)
    end = clause.quantities[frame.index + 1].start if following else clause.end
    if _qualifies(frame):
        end = frame.quantity.end
    told = told_of_status(clause, end, frame.quantity.start)
    if "expected" in told:
        told.add("forecast")
    bounded = frame.quantity.text.startswith(("不超过", "最高"))
    granted = bounded and _GRANTED.search(clause.masked, clause.start, end) is not None
    if (
        "from" not in frame.tags
        and _ONCE_BUILT.search(clause.masked, max(0, clause.start - _BUILT_REACH), clause.start)
        and _WILL.match(clause.masked, clause.start)
    ):
        told.add("forecast")
    if granted or _NORM.match(frame.quantity.text):
        told.add("target")
    return told
