"""Names of a project's values: 「年产5万吨电池箔项目」 is 电池箔年产能, 「拟3亿元投资…项目」 is …项目投资."""

from __future__ import annotations

import re

from extract.facts.frames import Frame
from extract.facts.masking import GAP, NUMBER
from extract.facts.rules import load_rules

_RATE = re.compile(r"(?P<rate>[年日月]产)(?:能|量)?(?:达到?|为|约|超)?$")
_MADE = ("mass", "volume", "energy", "power", "area", "length", "count", "", "angle", "mass_rate", "volume_rate")
_WORK = r"(?:项目|工程|生产线|产线|装置|基地|工厂|车间|厂区|园区)"
_AFTER_PRODUCT = re.compile(
    rf"(?:(?:及|和|与|、)[^，。；]*|(?:智能|先进|一体化|绿色|示范)*(?:生产|制造|建设|扩建|改造|技改|产业化|加工|深加工)*"
    rf"(?:{_WORK}|产能|能力|规模)[^，。；]*|的)$"
)
_BUILT = re.compile(
    rf"^(?:用于|用来|来)?(?P<verb>投资(?:建设|新建|扩建|设立)?|投建|新建|建设|扩建)(?P<work>[^，。；]{{2,40}}?{_WORK})(?![^，。；]{{0,3}}{_WORK})"
)
_PRODUCED = re.compile(f"[年日月](?:产|处理|加工|生产)(?:能力)?{NUMBER}+")
_NO_PRODUCT = re.compile(r"^(?:产能|能力|规模|以上|左右|的|$)")
_LEADING = re.compile(r"^.*(?:建成|投资|建设|规划|实施|新增|形成|拥有|[，、的])(?=[^，]{2,}$)")


def name_capacity(frame: Frame, text: str) -> str:
    """「年产5万吨电池箔项目」 as 电池箔年产能; empty where the value is no yearly (daily, monthly) output."""
    if frame.quantity.dimension not in _MADE or (frame.quantity.dimension == "count" and not frame.right):
        return ""
    masked, start = frame.masked, frame.quantity.start
    rate = _RATE.search(masked, frame.low, start)
    yearly = rate.group("rate") if rate is not None else _yearly(frame)
    if not yearly:
        return ""
    end = frame.quantity.end
    stop = min((i for i in (masked.find(mark, end, frame.clause.end) for mark in (GAP, NUMBER)) if i >= 0), default=-1)
    after = text[end : stop if stop >= 0 else frame.clause.end]
    product = _AFTER_PRODUCT.sub("", after) if not _NO_PRODUCT.match(after) else ""
    if 2 <= len(product) <= 24 and load_rules("right_head").at_start(masked, end, frame.clause.end) is None:
        return product.strip("“” ") + yearly + "能"
    if rate is not None and after.startswith(("产能", "能力")):
        base = _LEADING.sub("", text[frame.left.start : max(rate.start(), frame.left.start)])
        return base + rate.group("rate") + "能"
    return ""


def _yearly(frame: Frame) -> str:
    """「60万吨/年」 is a yearly output."""
    per_year = frame.quantity.unit.endswith("/年") and frame.quantity.dimension.endswith("_rate")
    return "年产" if per_year and frame.quantity.dimension != "money_rate" else ""


def name_investment(frame: Frame, text: str) -> str:
    """「拟3亿元投资年产2万吨铝箔项目」 as 铝箔项目投资; empty where the value pays for no work after it."""
    if frame.quantity.dimension != "money":
        return ""
    masked = frame.masked
    found = _BUILT.match(masked[frame.quantity.end : frame.clause.end])
    named = load_rules("nouns_head").at_end(masked, frame.left.start, frame.left.end) if frame.left else None
    if found is None or named is not None:
        return ""
    low, high = (frame.quantity.end + edge for edge in found.span("work"))
    produced = _PRODUCED.match(masked, low, high)
    work = text[produced.end() if produced else low : high]
    return work.strip("“” ") + "投资" if NUMBER not in masked[high - len(work) : high] else ""
