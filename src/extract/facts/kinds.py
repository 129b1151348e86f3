"""Kinds of bodies and trades that a figure can be of where no one of them is named."""

from __future__ import annotations

import re

from extract.facts.metric import Metric
from extract.facts.rules import load_rules

_KIND_HEAD = re.compile(
    r"^(?:对(?:于)?(?:(?:新)?(?:认定|获批|获评|入选|引进|评定)(?:为)?的?|符合条件的)?)?"
    r"(?:[^，。；、的]{0,8}(?:认定|获批|获评|入选|评定|备案|入库|获准建设)的)?"
)
_BARE_COUNTS = ("数量", "总数", "总量", "数", "户数", "总户数")
# A kind of bodies that holds or issues something, at a clause's head.
_ACTOR = re.compile(
    r"([\u4e00-\u9fff]{2,8}(?:机构|企业|银行|基金|个人|投资者))(?:共?(?:持有|备案|发行|增持|减持|买入|卖出|净买入)|在[^，]{2,12}的)"
)
_MARKET = re.compile(r"(.{2,14}?)的?(市场规模|市场销售额|市场渗透率|市场容量|出货量|行业规模)(?:预计在?)?$")


def trim_kind(words: str) -> str:
    """「对新认定的省级瞪羚企业」 as 「省级瞪羚企业」."""
    words = _KIND_HEAD.sub("", words)
    return words.rpartition("的")[2] if len(words) > 24 and len(words.rpartition("的")[2]) > 6 else words


def is_class(words: str) -> bool:
    """Whether words name a kind of bodies: 「商业银行」."""
    return load_rules("nouns_class").at_end(words, 0, len(words)) is not None


def own_kind(metric: Metric) -> tuple[str, str]:
    """「国有企业利润总额」 as a kind of bodies and its metric."""
    classes, name = load_rules("nouns_class"), metric.text
    if name.startswith("归属"):
        return "", name  # 「归属于上市公司股东的净利润」
    owner = metric.owner
    if owner and 2 < len(owner) <= 20 and classes.at_end(owner, 0, len(owner)) is not None:
        return owner, name
    heads = load_rules("nouns_head")
    for width in range(min(len(name) - 2, 20), 2, -1):
        rest = name[width:].lstrip("的").removeprefix("实现").removeprefix("完成")
        if rest in _BARE_COUNTS:
            continue
        if classes.at_end(name, 0, width) is None:
            continue
        head = heads.at_end(rest, 0, len(rest))
        if head is not None and head.start <= 10:
            return name[:width], rest
    return "", name


def actor_at_head(masked: str, text: str, start: int, end: int) -> str:
    """「境外机构持有…」: the kind of bodies that acts at a clause's head, or ``""``."""
    found = _ACTOR.match(masked, start, end)
    return "" if found is None else text[found.start(1) : found.end(1)]


def market_of(name: str) -> tuple[str, str]:
    """「钠电池市场规模」 as the trade and what is told of its market; two empty strings where it is none."""
    found = _MARKET.match(name)
    return ("", "") if found is None else (found.group(1), found.group(2))
