"""Quantities inside a name: the bound of 「10亿元以上重大项目47个」, the rating of 「两艘740TEU集装箱船」.

They state nothing themselves; the name that holds them is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Quantity

_PLAIN = (
    "count",
    "percent",
    "percentage_point",
    "rank",
    "multiple",
    "ratio",
    "duration",
    "money",
    "money_rate",
    "points",
    "index",
    "",
)
_BOUNDED_NOUN = re.compile(
    r"的?[^，。；：、\ue004]{0,20}?(?:企业|公司|项目|单位|地方|家庭|人群|产业链|产业|集群|用户|客户|机构|城市|订单|工程|平台|园区)"
)
_COUNTED_NOUN = re.compile(r"(?!.*(?:[增减提]|下降|占|比|[和与及、，]$))[\u4e00-\u9fff“”]{2,14}")
_NOUN_START = re.compile(r"[\u4e00-\u9fffA-Za-z“]")
_NOT_NOUN = re.compile(r"[的，。；、]|(?:左右|以上|以下|以内|增长|增加|下降|降至|升至|提升|提高|和|与|及|至|到)")
_SHORT_NAME = 10
_BARE_SCALE = re.compile(r"^[十百千万亿]+元?$")
_ROUND_THE_CLOCK = re.compile(r"^(?:24|二十四)小时$")
_FIRST = re.compile(r"(?:首台|首艘|首款|首座|首套|首个|最大|新型|承接|相比|较|采用)$")


def find_embedded(quantities: Sequence[Quantity], masked: str, start: int, end: int) -> set[int]:
    """Offsets of the quantities of ``masked[start:end]`` that only belong to a name."""
    found: set[int] = set()
    for index, quantity in enumerate(quantities):
        after = masked[quantity.end : end]
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if (
            (quantity.dimension == "duration" and _is_adverbial(masked, quantity, start, after))
            or (_ROUND_THE_CLOCK.match(quantity.text) and _NOUN_START.match(after) and not _NOT_NOUN.match(after))
            or (_BARE_SCALE.match(quantity.text) and _NOUN_START.match(after) and not _NOT_NOUN.match(after))
            or (
                (following is not None and _is_bound(quantity, after, masked[quantity.end : following.start], counted=following.dimension == "count"))
                or _is_rating(quantities, index, masked, start, after)
            )
        ):
            found.add(quantity.start)
    return found


def _is_adverbial(masked: str, quantity: Quantity, start: int, after: str) -> bool:
    """「连续20年居首位」, 「两年平均增长」, 「7天期逆回购」: a duration that says how, not what."""
    before = masked[start : quantity.start]
    return before.endswith("连续") or (
        after.startswith(("平均", "年均", "期", "复合", "增长", "累计", "共", "来", "间", "前的"))
        and not after.startswith("期限")
    )


def _is_bound(quantity: Quantity, after: str, between: str, *, counted: bool) -> bool:
    if quantity.bound not in ("over", "under", "upto") or quantity.dimension in ("percent", "percentage_point"):
        return False
    # 「万吨以上泊位2100个」: the sum or size that those counted have at least.
    apart = counted and quantity.dimension != "count" and quantity.text.endswith(("以上", "以下"))
    if not (_BOUNDED_NOUN.match(after) or (apart and _COUNTED_NOUN.fullmatch(between))) or any(mark in between for mark in "，；"):
        return False
    return between.startswith("的") or quantity.text.endswith(("以上", "以下", "以内"))


def _is_rating(quantities: Sequence[Quantity], index: int, masked: str, start: int, after: str) -> bool:
    quantity = quantities[index]
    if index and _bounds_counted(
        quantities[index - 1], quantity, masked[quantities[index - 1].end : quantity.start], after
    ):
        return True
    if quantity.dimension in _PLAIN or not _NOUN_START.match(after) or _NOT_NOUN.match(after):
        return False
    low = quantities[index - 1].end if index else start
    before = masked[low : quantity.start]
    counted = index > 0 and quantities[index - 1].dimension == "count" and len(before) <= 2 and "，" not in before
    heads = not before.strip("“\n ") and index + 1 < len(quantities) and index == 0
    return counted or heads or before.endswith("的") or bool(_FIRST.search(before))


def _bounds_counted(counted: Quantity, quantity: Quantity, between: str, after: str) -> bool:
    """「7座10公里以上的隧道」, 「5家年产值过亿元的企业」: a bound between a count and what is counted."""
    named = quantity.bound in ("over", "under") and after.startswith("的") and counted.dimension == "count"
    apart = between.endswith(("和", "与", "及")) or quantity.dimension in ("percent", "percentage_point")
    if named and not apart and len(between) <= _SHORT_NAME and not any(mark in between for mark in "，；、"):
        return True
    adjoins = counted.dimension == "count" and counted.end == quantity.start
    bounded = quantity.text.endswith(("以上", "以下", "以内"))
    return adjoins and bounded and _NOUN_START.match(after.removeprefix("的")) is not None
