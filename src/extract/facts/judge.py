"""What a value says: kind, basis, direction, comparator; whether it is a fact at all; actual, target or forecast."""

from __future__ import annotations

import re

from extract.facts.frames import Frame
from extract.facts.metric import Metric
from extract.facts.period import Period
from extract.facts.rules import load_rules
from extract.records import Basis, Direction, FactKind, Status
from extract.view import DocumentView

_ELIGIBLE = re.compile(r"申报(?:企业|单位|主体|项目|条件|对象)|符合(?:以下|下列)条件|(?:应|须)(?:满足|具备|成立)")
_CONDITION_END = re.compile(r"(?:[、和或至]*\ue004+)*(?:以上|以下|之间)?的(?:$|(?:企业|单位|机构|项目|个人)$)")
_ALIAS = re.compile(r"(?:以下|下文)?(?:统)?(?:简称|称为|称)")
_LIKENED = re.compile(r"头发丝|发丝|足球场|(?:相当于|大约为|约为)(?![^，]{0,20}(?:比例|比重))[^，]{1,16}的?$")
_GRANTED = re.compile(r"支持|补助|奖励|资助|给予|补贴|授信|额度|贴息|遴选")
_NORM = re.compile(r"不宜|不得|应|须|原则上")
_ABSTRACT = re.compile(
    r"^(?:方面|趋势|阶段|环节|层次|维度|层面|特点|问题|要求|原则|转变|角度|类(?!型)|大类|步骤|部分|因素|必须|坚持|重点|关键|统一|有|不|行业|分行业|小时|地方|城区|新城)"
)
_CHINESE_NUMBER = re.compile(r"^[一二两三四五六七八九十]{1,2}")
_THRESHOLD_NOUN = re.compile(
    r"^(?:的)?[^，。；]{0,24}?(?:企业|公司|项目|单位|地方|家庭|人群|人员|产业链|集群|拖欠|群体|用户|客户|个人|机构|城市|订单)"
)
_SCALE = re.compile(r"^[\u4e00-\u9fff]*级")
_MULTIPLE_OF = re.compile(r"^\s*(?:的|$)")
_PLAIN = (
    "count", "percent", "money", "money_rate", "rank", "multiple", "percentage_point", "points", "index", "duration", "ratio", "",
)  # fmt: skip


def decline(frame: Frame, metric: Metric, text: str) -> str:
    """Why a value is no fact, as a stable reason; ``""`` if it is one."""
    quantity, clause, masked = frame.quantity, frame.clause, frame.masked
    before = load_rules("selection").at_end(masked, frame.low, quantity.start)
    after = masked[quantity.end : clause.end]
    left_words = text[frame.low : quantity.start]
    if "equal" in frame.tags and not left_words.rstrip().endswith(("折合", "折合成")):
        return "equivalence"
    if _ALIAS.match(masked, clause.start, clause.end):
        return "alias"
    if before is not None and before.rule.tag == "duration" and quantity.dimension == "duration":
        return "duration"
    if _LIKENED.search(masked, clause.start, quantity.start) and quantity.dimension in (
        "ratio",
        "multiple",
        "percent",
        "length",
        "",
    ):
        return "equivalence"
    if before is not None and before.rule.tag == "condition":
        return "condition"
    if quantity.dimension == "duration" and not _is_measured_time(frame, metric):
        return "duration"
    if quantity.dimension == "count" and _CHINESE_NUMBER.match(quantity.text) and _ABSTRACT.match(
        quantity.text[-2:] if quantity.text.endswith("方面") else after
    ):  # fmt: skip
        return "listing"
    if quantity.unit == "条" and re.search(r"共\d+章", left_words):
        return "listing"
    if quantity.unit == "章" or quantity.unit == "条" and clause.quantities[0].unit == "章":
        return "listing"
    if (
        quantity.dimension == "count"
        and _CHINESE_NUMBER.match(quantity.text)
        and re.match("(?:主要)?(?:指标|数据)(?:均|都)", after)
    ):
        return "listing"
    if quantity.text.endswith(("方面", "大类")) or (after[:2] in ("方面",)):
        return "listing"
    low = masked.rfind("。", 0, clause.start) + 1
    if _ELIGIBLE.search(masked, max(low, clause.start - 120), quantity.start) and quantity.bound in ("over", "under"):
        return "condition"
    if clause.mark == "，" and _CONDITION_END.match(after):
        return "condition"
    if _is_threshold(frame, after):
        return "condition"
    if _is_rating(frame, metric, text, after):
        return "rating"
    if (
        re.search(r"在[^，]{0,16}$", masked[frame.low : quantity.start])
        and re.match(r"[^，]{0,16}?中(?![心国央])", after)
        and quantity.dimension == "count"
        and not re.search(r"已|发布", masked[frame.low : quantity.start])
    ):
        return "scope"
    if re.match(r"[^，]{0,4}?(?:范围|半径|距离)?内(?=[^，])", after) and quantity.dimension in ("length", "duration"):
        return "scope"
    return ""


def _is_measured_time(frame: Frame, metric: Metric) -> bool:
    words = metric.text
    if "reach" in frame.tags and not frame.left and frame.index:
        return frame.clause.quantities[frame.index - 1].dimension == "duration"
    if frame.tags & {"up", "down"} and frame.left:
        return not frame.tags & {"adverb"} or bool(load_rules("nouns_duration").at_end(words, 0, len(words)))
    found = load_rules("nouns_duration").at_end(words, 0, len(words))
    if found is not None and (frame.left or frame.right):
        return True
    return False


def _is_threshold(frame: Frame, after: str) -> bool:
    """「市值超过500亿元的公司只有7家」, 「10亿元以上重大项目47个」: a bound inside a counted thing's name."""
    quantity, clause = frame.quantity, frame.clause
    later = [other for other in clause.quantities if other.start > quantity.end]
    bounded = quantity.bound in ("over", "under", "upto")
    if not bounded or (quantity.dimension in ("count", "percent") and not later):
        return bool(bounded and quantity.dimension == "percent" and re.match(r"的(?:地方|企业|项目|单位|地区)", after))
    if (
        later
        and later[0].dimension in ("count", "percent")
        and not re.search(r"[，；]", frame.masked[quantity.end : later[0].start])
    ):
        between = frame.masked[quantity.end : later[0].start]
        if _THRESHOLD_NOUN.match(between) and (
            between.startswith("的") or not frame.left or quantity.text.endswith(("以上", "以下")) or "的" in between
        ):
            return True
    return bool(re.match(r"(?:的)?[^，。；]{0,20}?(?:企业|拖欠|账款|公司|项目|单位|用户)", after)) and (
        quantity.text.endswith(("以上", "以下"))
        or (
            after.startswith("的")
            and re.search(r"对|给予|支持|鼓励", frame.masked[clause.start : quantity.start]) is not None
        )
    )


def _is_rating(frame: Frame, metric: Metric, text: str, after: str) -> bool:
    """「20兆瓦机组」: a size that only names a product."""
    quantity = frame.quantity
    if quantity.dimension in _PLAIN:
        return False
    if not metric.text:
        return bool(re.match(r"[\u4e00-\u9fffA-Za-z]", after)) or not frame.rules
    if metric.rule not in ("metric.right", "metric.counted") or quantity.bound or "right_of" in frame.tags:
        return False
    return bool(re.match(r"[\u4e00-\u9fffA-Za-z]", after))


def _names_growth(metric: Metric) -> bool:
    found = load_rules("nouns_growth").at_end(metric.text, 0, len(metric.text))
    return found is not None


def judge_kind(frame: Frame, metric: Metric, previous: FactKind | None) -> tuple[FactKind, str]:
    """A fact's kind and the rule that says so; ``previous`` is the kind of the fact it inherits from, if any."""
    tags, dimension = frame.tags, frame.quantity.dimension
    if dimension == "rank":
        return "rank", "kind.rank"
    if "difference" in tags and previous is not None and metric.rule.startswith("metric.inherited") and frame.operand:
        return previous, "kind.operand"
    if "difference" in tags and (dimension in ("percentage_point", "percent") or frame.than):
        return "difference", "kind.difference"
    changed = bool(tags & {"up", "down"})
    if dimension == "percentage_point":
        return "growth", "kind.points"
    if dimension == "multiple":
        grows = frame.right and re.match(r"(?:增长|提升|增加|提高)", frame.masked[frame.right.end : frame.clause.end])
        if grows or changed or "翻" in frame.quantity.text or "番" in frame.quantity.text or "growth_after" in tags:
            return "growth", "kind.change"
        return "multiple", "kind.multiple"
    if dimension in ("percent", "ratio"):
        if (
            changed
            or metric.growth
            or _names_growth(metric)
            or (frame.right and re.match(r"的?(?:增长|增速|增幅)", frame.masked[frame.quantity.end : frame.clause.end]))
        ):
            return "growth", "kind.change"
        if (
            not frame.left
            and not frame.right
            and not frame.whole
            and previous == "growth"
            and not (tags & {"share_of"})
        ):
            return "growth", "kind.inherited"
        return "share", "kind.share"
    if changed and not frame.right:
        return "growth", "kind.change"
    if changed and frame.left and tags & {"yoy", "mom", "than", "against_date"}:
        return "growth", "kind.change"
    return "level", "kind.level"


def judge_basis(frame: Frame, kind: FactKind, heading: Basis, dates_text: str) -> Basis:
    """What a change is measured against; ``heading`` is the basis of the list that the clause goes on with."""
    if kind != "growth":
        return ""
    tags = frame.tags
    if "average" in tags and re.search(r"[两二三四五六七八九十\d]年", dates_text):
        return "other"
    if "yoy" in tags:
        return "yoy"
    if "mom" in tags:
        return "mom"
    if "against_date" in tags and re.search(r"上个?月|上(?:个)?季|上周", dates_text):
        return "mom"
    if "against_date" in tags:
        return "yoy" if re.search(r"同期|上年(?!底|末)|去年(?!底|末)", dates_text) else "other"
    if "than" in tags:
        return "other"
    return heading


def judge_direction(frame: Frame, kind: FactKind) -> Direction:
    """``down`` for a fall, else empty."""
    return "down" if kind == "growth" and "down" in frame.tags else ""


def judge_status(
    view: DocumentView, frame: Frame, period: Period, carried: Status | None, *, planned: bool
) -> tuple[Status, str]:
    """Whether the value is stated as fact, target or forecast.

    Args:
        view: the document, for its date.
        frame: the value's frame.
        period: its period.
        carried: the status that an earlier clause of the sentence set, if any.
        planned: whether the paragraph orders things to be done (a policy, a plan).
    """
    if "forecast" in frame.tags:
        return "forecast", "status.peeled"
    clause = frame.clause
    table = load_rules("status")
    end = frame.clause.end
    if frame.index + 1 < len(clause.quantities):
        end = clause.quantities[frame.index + 1].start
    if period.role == "comparison":
        return "actual", "status.comparison"
    if (
        period.rule == "period.operand"
        and view.published_on is not None
        and (period.date_to or view.published_on) < view.published_on
    ):
        return "actual", "status.operand"
    found = [match.rule.tag for match in table.find_all(clause.masked, clause.start, end)]
    if "cause" in found:
        return "actual", "status.cause"
    granted = frame.quantity.text.startswith(("不超过", "最高")) and _GRANTED.search(clause.masked, clause.start, end)
    if granted or _NORM.match(frame.quantity.text):
        found.append("target")
    if "future" in found or "target" in frame.tags:
        found.append("forecast" if carried == "forecast" else "target")
    if "actual" in found and "target" not in found:
        return "actual", "status.actual"
    if "forecast" in found:
        return "forecast", "status.clause"
    if "target" in found:
        return "target", "status.clause"
    if carried is not None:
        return carried, "status.sentence"
    future = view.published_on is not None and period.date_to is not None and period.date_from is not None
    if future and period.role == "deadline" and period.date_to > view.published_on:  # type: ignore[operator]
        return "target", "status.deadline"
    if future and period.date_from > view.published_on and not clause.depth:  # type: ignore[operator]
        return "target", "status.future"
    if planned:
        return "target", "status.plan"
    return "actual", "status.default"
