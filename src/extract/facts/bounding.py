"""Bounds that state nothing themselves: which of a group are meant, and what those counted have passed."""

from __future__ import annotations

import re

from extract.facts.counted import split_measured
from extract.facts.frames import Frame
from extract.facts.masking import NUMBER

_GROUP = "部分|企业|公司|项目|单位|地方|家庭|人群|人员|产业链|集群|拖欠|账款|群体|用户|客户|个人|机构|城市|订单|地区"
_GROUP_AFTER = re.compile(rf"(?:的)?[^，。；]{{0,24}}?(?:{_GROUP})")
_OF_GROUP = re.compile(r"的(?:地方|企业|项目|单位|地区|部分)")
_JOINTS = ("、", "和", "与", "及", "以及")
_GIVEN_TO = re.compile(r"对|给予|支持|鼓励")
#: 「企业增幅超过10%」: how a bound that some have passed is told.
_PASSED = ("超", "逾", "突破", "高于", "大于", "不低于", "不少于", "低于", "小于", "不足")
#: 「营收超过千亿元的有32家」: what follows is how many.
_HOW_MANY = re.compile(rf"的[^，。；的{NUMBER}]{{0,4}}?(?:已?有|达到?|共){NUMBER}")


def bounds_group(frame: Frame) -> bool:
    """「产值超过80亿元的县只有3个」, 「10亿元以上重大项目47个」: a bound inside a counted thing's name."""
    quantity, clause, masked = frame.quantity, frame.clause, frame.masked
    if quantity.bound not in ("over", "under", "upto"):
        return False
    passed = quantity.text.startswith(_PASSED)
    if _HOW_MANY.match(masked, quantity.end, clause.end):
        return True
    before = clause.quantities[frame.index - 1] if frame.index else None
    if (
        passed
        and before is not None
        and before.dimension == "count"
        and split_measured(masked[before.end : quantity.start])[0]
    ):
        return True  # 「48家企业效益增幅超过10%」: what those counted have passed.
    after = masked[quantity.end : clause.end]
    if quantity.dimension == "count" and after.startswith(_JOINTS):
        return False  # 「高新企业3000家以上、重点企业100家以上」
    later = next((other for other in clause.quantities if other.start > quantity.end), None)
    if quantity.dimension in ("count", "percent") and later is None:
        return quantity.dimension == "percent" and _OF_GROUP.match(after) is not None
    at_edge = quantity.text.endswith(("以上", "以下"))
    if later is not None and later.dimension in ("count", "percent"):
        between = masked[quantity.end : later.start]
        if (
            _GROUP_AFTER.match(between)
            and not {"，", "；"} & set(between)
            and not (quantity.dimension == "count" and between.endswith("、"))
            and (at_edge or not frame.left or "的" in between)
        ):
            return True
    given = after.startswith("的") and _GIVEN_TO.search(masked, clause.start, quantity.start) is not None
    return (at_edge or given) and _GROUP_AFTER.match(after) is not None
