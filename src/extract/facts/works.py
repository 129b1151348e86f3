"""Works that a text is about: a railway, a power station, a ship, a project, a fair, each with a name of its own.

A figure beside them (length, capacity, investment) is theirs and not the region's that their name begins with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.facts.masking import DATE, GAP, NUMBER, ORG, PLACE
from extract.facts.rules import load_rules
from extract.records import Span

_REACH = 28
# Where a name cannot begin further left.
_STOP = re.compile(
    rf"[，。；：、！？…—\s{GAP}{DATE}]|[的是在由将把被对了和与及或从比自]|获悉|了解|看到|位于|作为|随着|围绕|推动|推进|加快|开展|实施"
    r"|建设(?!路)|开工|启动|举行|举办|召开|参加|出席|走进|来到|承建|投资|打造|建成|完成|设立|新建|列入|纳入|支持|鼓励|引进|签约"
)
# What may stand before a name without being part of it.
_PRAISE = re.compile(
    r"(?:一座|一条|一艘|一个|这座|这条|这艘|该|本|此|其|各|某|多个?|全部|所有|部分|其他|我国|国内|全国|全球|世界|亚洲|国家|省级|市级|重点|重大"
    r"|首个|首条|首座|首艘|首台|最大|最长|最高|规模|单体|在建|新|大型|现代化|上述|有关|相关|这一|两大|第一|第二|个)+"
)
# Kinds of works: a name made of nothing else is no name.
_KIND = re.compile(
    r"(?:抽水蓄能|光伏|风电|海上|陆上|漂浮式|防沙治沙|光热|储能|清洁能源|新能源|水利|交通|能源|基础设施|高速|国际|城际|城市|农村|跨境|货运|中欧|一体化|产业"
    r"|工业|农业|科技|示范|试点|民生|建设|招商|外资|投资|技术|改造|研发|数字化|智能|绿色|生态|环保|扶贫|惠民|系统|重大|合作|签约|储备|各类|年度|文化|旅游)*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Span):
    """A named work: offsets in the document, its name and its class (the tag of its rule)."""

    name: str
    kind: str


def find_works(text: str, masked: str, start: int, end: int) -> list[Work]:
    """The named works in ``text[start:end]``, in order.

    Args:
        text: the document.
        masked: its masked text, same offsets.
        start: where to begin.
        end: where to stop.
    """
    works: list[Work] = []
    for found in load_rules("nouns_work").find_all(masked, start, end):
        if masked[found.end : found.end + 1] in ("建", "产", "业", "法", "网", "部", "局", "化", "类", "制", "级"):
            continue
        low = max(start, found.start - _REACH, works[-1].end if works else start)
        stops = list(_STOP.finditer(masked, low, found.start))
        head = stops[-1].end() if stops else low
        praise = _PRAISE.match(text, head, found.start)
        if praise is not None:
            head = praise.end()
        own = masked[head : found.start]
        if own.startswith(NUMBER):
            continue
        if any(mark in own for mark in (PLACE, ORG, "“", "号")) or len(_KIND.sub("", own)) >= 2:
            works.append(Work(start=head, end=found.end, name=text[head : found.end], kind=found.rule.tag))
    return works


def work_meant(masked: str, start: int, end: int, work: Work) -> int | None:
    """Where a clause goes on after a bare noun at its head that means ``work``; ``None`` if it has none."""
    found = load_rules("nouns_work_head").at_start(masked, start, end)
    if found is None:
        return None
    same = found.rule.tag == work.kind or _same_noun(masked[start : found.end], work.name)
    return found.end if same else None


def _same_noun(noun: str, name: str) -> bool:
    return name.endswith(noun.lstrip("该本此这座条艘台个届次"))
