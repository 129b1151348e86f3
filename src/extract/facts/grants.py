"""Names of granted money: 「一次性给予最高50万元奖励」, 「每家补助10万元」, 「给予一等奖30万元、二等奖20万元奖励」.

What is granted is the metric; whom it is granted to is the subject's business.
"""

from __future__ import annotations

import re

from extract.facts.frames import Frame
from extract.facts.rules import load_rules

_GIVEN = re.compile(r"给予|予以|每(?=[家个人户项名件单])|分别|单[个家户]|一次性|^对|对[^，]{2,40}$")
_GIVING = re.compile(
    r"(?:给予|提供|予以|奖励|补助|资助|补贴|发放)(?:建设单位|申报单位|申报主体|项目单位|每[家个人户项名])?"
)
_EACH = re.compile(r"(?:单[个家]|每[个家])[^，的]{1,10}$")
_PER = re.compile(r"^(?:单[个家户]|每[家个人户项名件])[^的，]{0,5}$")
_RATE_OF = re.compile(r"按照?(?:不超过)?(?P<base>[^，。；\ue004]{2,24}?)的?$")
_PRIZE = re.compile(r"[特一二三四]等奖$|[金银铜]奖$")
_RATE_REACH = 24
_TO_GIVING = re.compile(r"(?:的(?:比例|标准|额度))?，?")
_STOP = re.compile(r"[，。；（(]")
#: 「第一年给予30万元」: the year, and what the sentence grants.
_YEARLY = re.compile(r"(第[一二三四五]年)(?:给予|奖励|补助|补贴)$")
#: 「前两年100%、后三年50%」: shares of what is granted, year by year.
_SPAN = re.compile(r"[前后第首][一二两三四五六七八九十\d]{0,2}年")
_LONGEST = 14


def name_grant(frame: Frame, text: str) -> tuple[str, str]:
    """What is granted, and whom to as far as the words before the verb say.

    Args:
        frame: the value's frame.
        text: the document's text.

    Returns:
        the metric's name and the receiver's, both empty where the value is no grant.
    """
    if frame.quantity.dimension not in ("money", "percent"):
        return "", ""
    masked, low, start = frame.masked, frame.low, frame.quantity.start
    before = masked[low:start]
    right = _grant_at(frame, frame.right.start, frame.right.end) if frame.right else ""
    left = text[frame.left.start : frame.left.end]
    if frame.quantity.dimension == "percent":
        span = _SPAN.fullmatch(left)
        granted = _granted_before(frame) if span is not None else ""
        return (left + granted if granted else _name_rate(frame, text)), ""
    receiver = _receiver(left)
    once = "一次性" if "一次性" in masked[frame.clause.start : start] else ""
    once = "" if "一次性" in right else once
    if frame.left:
        noun = load_rules("nouns_grant").at_end(masked, frame.left.start, frame.left.end)
        if noun is not None and noun.start > frame.left.start and _GIVEN.search(masked, low, noun.start):
            each = _EACH.search(masked, frame.left.start, noun.start)
            noun_text = text[each.start() if each else noun.start : noun.end]
            return ("" if each or "一次性" in noun_text else once) + noun_text, ""
    if right:
        prize = _PRIZE.search(left)
        listed = bool(frame.index) and before.startswith("、")
        given = listed or not left or _GIVEN.search(before) is not None
        return ((prize.group() if prize else once) + right, receiver) if given else ("", "")
    shared = _granted_by_list(frame)
    if shared and (_GIVEN.search(before) or frame.index):
        prize = _PRIZE.search(left)
        return (prize.group() if prize else once) + shared, receiver
    yearly = _YEARLY.search(left) if not frame.right else None
    if yearly is not None:
        granted = _granted_before(frame)
        return (yearly.group(1) + granted if granted else ""), ""
    if not frame.right and frame.quantity.bound == "upto" and _PER.match(left.rstrip("最高可")):
        return _granted_before(frame), ""
    return "", ""


def _grant_at(frame: Frame, start: int, end: int) -> str:
    """The granted thing that a stretch names, where it names nothing else."""
    found = load_rules("nouns_grant").at_end(frame.masked, start, end)
    return frame.masked[start:end] if found is not None and end - start <= _LONGEST else ""


def _granted_by_list(frame: Frame) -> str:
    """「…500万元、省级100万元、市级50万元的奖励」: the list's last value says what all are."""
    later = [quantity for quantity in frame.clause.quantities if quantity.start > frame.quantity.start]
    if not later or any(quantity.dimension != "money" for quantity in later):
        return ""
    if "、" not in frame.masked[frame.quantity.end : later[0].start]:
        return ""
    tail = frame.masked[later[-1].end : frame.clause.end].removeprefix("的")
    found = load_rules("nouns_grant").at_end(tail, 0, len(tail))
    return tail if found is not None and len(tail) <= _LONGEST else ""


def _granted_before(frame: Frame) -> str:
    """The last grant that the sentence has named: 「给予财政补贴，每家最高100万元」."""
    low = frame.masked.rfind("。", 0, frame.clause.start) + 1
    for edge in range(frame.clause.start, low, -1):
        found = load_rules("nouns_grant").at_end(frame.masked, low, edge)
        if found is not None:
            return frame.masked[found.start : found.end]
    return ""


def _name_rate(frame: Frame, text: str) -> str:
    """「按照设备投资的20%给予补助」 as 补助占设备投资的比例."""
    base = _RATE_OF.search(frame.masked, frame.low, frame.quantity.start)
    if base is None:
        return ""
    masked = frame.masked
    giving = _GIVING.search(masked, frame.quantity.end, frame.quantity.end + _RATE_REACH)
    if giving is None or not _TO_GIVING.fullmatch(masked, frame.quantity.end, giving.start()):
        return ""
    stop = _STOP.search(masked, giving.start())
    noun = load_rules("nouns_grant").at_end(masked, giving.start(), stop.start() if stop else len(masked))
    if noun is None:
        return ""
    granted = masked[noun.start : noun.end]
    return f"{granted}占{text[base.start('base') : base.end('base')]}的比例"


def _receiver(left: str) -> str:
    found = _GIVING.search(left)
    words = left[: found.start()] if found is not None else ""
    return words.removesuffix("分别").removeprefix("对").rpartition("的")[2]
