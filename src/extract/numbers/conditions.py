"""Decides whether a numeral with a unit is a quantity, or part of a name, a grade, a period or an idiom."""

from __future__ import annotations

import re
from functools import cache

from extract.numbers.lexicon import read_words
from extract.numbers.lookalikes import follows_code, is_period
from extract.numbers.numerals import Numeral
from extract.numbers.units import UnitMatch

_OPEN_QUOTES = '“‘「『"'
_CLOSE_QUOTES = "”’」』"
_POLICY_WORDS = frozenset("条策招句项点件个步")
_BIG = re.compile(r"[万亿]")
_STOP = re.compile(
    r"[，。；、！？,;）)\s”…]|$|以上|以下|左右|以内|之间|的|上下|,|和|及|与|大关|关口|人民币|(?:提高|提升|上升|增加|[增升降]|下降|降低|优化|压缩|缩小|收窄|回落|改善)[到至]"
)
#: A word that a bare amount counts.
_COUNTED = re.compile(r"(?![级元大强卡余多年]|水平|规模|门槛|市值|体量|量级)[\u4e00-\u9fff]{2}")
# Nothing is counted in so many digits without separators; telephone numbers run into words are.
_LONGEST_COUNT = 11
# 目前, 日前, 提前, 此前: words that end with 前.
_BEFORE_NOW = frozenset("目日提此之以当年月周天时午事从生面空会赛节")
_YEAR_LOW, _YEAR_HIGH = 1500, 2100


def refuse(folded: str, numeral: Numeral, unit: UnitMatch, is_range: bool) -> bool:
    """Whether a number with a unit is still no quantity."""
    start, end = numeral.start, unit.end
    before = folded[start - 1] if start else ""
    if before in ("数", "几") and numeral.run[0] in "十百千万亿":
        return True
    if before == "前" and folded[start - 2 : start - 1] not in _BEFORE_NOW:
        return True  # 前两个目的: the first two
    if before in ("N", "届") or (before == "好" and numeral.lone):
        return True
    if folded.startswith("级", end) and unit.dimension not in ("points",):
        return True
    strong = unit.dimension in ("percent", "percentage_point", "money") or (numeral.magnitude and numeral.arabic)
    if follows_code(folded, start) and not strong:
        return True
    if numeral.run[0] == "0" and numeral.run[1:2].isdigit():
        return True
    if len(numeral.run) >= _LONGEST_COUNT and numeral.run.isdigit() and unit.dimension != "money":
        return True
    if unit.dimension == "duration":
        return _is_calendar(folded, numeral, unit)
    return numeral.lone == "二" and not unit.unit.measure


def is_vague_money(folded: str, numeral: Numeral, unit: UnitMatch) -> bool:
    """人民币数十亿元 states an amount, if a loose one; 数百家, 几十件 and 数亿元 have no number that can be read."""
    start = numeral.start
    if not start or folded[start - 1] not in "数几" or unit.dimension != "money" or not _BIG.search(numeral.run):
        return False
    if not unit.unit.surface.startswith("元"):
        return False
    return folded.startswith("人民币", unit.end - 3) or folded.startswith("人民币", start - 4)


def _is_calendar(folded: str, numeral: Numeral, unit: UnitMatch) -> bool:
    exact_arabic = numeral.arabic and not numeral.opening and not numeral.magnitude
    if unit.name == "年" and exact_arabic and "." not in numeral.run:
        return (
            _YEAR_LOW <= numeral.value <= _YEAR_HIGH
            or numeral.run[0] == "0"
            or is_period(folded, numeral.start, unit.end)
        )
    if numeral.opening or unit.unit.more or unit.name in ("小时", "分钟", "秒"):
        return False
    return is_period(folded, numeral.start, unit.end)


def lone_allowed(folded: str, numeral: Numeral, unit: UnitMatch, bound: str, is_range: bool) -> bool:
    """Whether 一, 二 or a bare multiplier (百, 千亿) before a unit counts.

    一 and 二 do before a measure (一吨) but not before a count word (一家, 二次); a multiplier does with a bound word
    (上千次, 近百项), in money of 百亿 and more, after 每 (每百平方公里) and at the end of a range.
    """
    if numeral.lone in ("一", "二"):
        if not unit.unit.measure or unit.name == "元":
            return False
        return not (numeral.start and folded[numeral.start - 1] in "第后每这那同统唯同进单专")
    if bound or is_range or numeral.opening:
        return not folded[max(0, numeral.start - 3) : numeral.start].startswith("成千")
    if unit.dimension == "money" and len(numeral.run) > 1 and _BIG.search(numeral.run):
        return True
    return unit.unit.measure and numeral.start > 0 and folded[numeral.start - 1] == "每"


def is_quoted_name(folded: str, start: int, end: int, numeral: Numeral, unit: UnitMatch) -> bool:
    """Whether the number stands in a quoted slogan or policy name: “三个代表”, “人才新政25条”."""
    if unit.dimension != "count":
        return False
    before = folded[start - 1] if start else ""
    after = folded[end] if end < len(folded) else ""
    if before and before in _OPEN_QUOTES and not numeral.arabic:
        return True
    return bool(after) and after in _CLOSE_QUOTES and unit.name in _POLICY_WORDS


@cache
def _value_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_words()
    verbs = words.alternation("value_verbs")
    return (
        re.compile(rf"(?:{verbs})了? ?$"),
        re.compile(rf"(?:{words.alternation('metric_words')})(?:[^，。；、！？\d]{{0,8}}(?:{verbs})了?)?[:]? ?$"),
    )


def _counts(folded: str, start: int, end: int) -> bool:
    """Whether a bound and a bare 亿 or 万 count what follows: 「上亿市场主体」, but not 「上万亿」 or 「过万元」."""
    return folded[start - 1 : start] in ("上", "近", "超", "逾", "过") and _COUNTED.match(folded, end) is not None


@cache
def _graded() -> re.Pattern[str]:
    return re.compile(rf"(?:{read_words().alternation('grade_units')})级")


def bare_value(folded: str, numeral: Numeral, last: Numeral, bound: str) -> str:
    """The rule by which a number without a unit counts; empty where it does not.

    An amount in 万 or 亿 counts (8.5亿, 突破万亿); so does a metric's bare value (PUE降至1.42).
    """
    start, end = numeral.start, last.end
    before = folded[start - 1] if start else ""
    after = folded[end] if end < len(folded) else ""
    if (
        (before in ("数", "几") and numeral.run[0] in "十百千万亿")
        or after in ("级", "强", "卡")
        or _graded().match(folded, end)
        or (after == "大" and folded[end + 1 : end + 2] != "关")
    ):
        return ""
    if (last.run[-1:] in ("万", "亿") or (last.arabic and last.magnitude)) and not follows_code(folded, start):
        if numeral.lone:
            return "magnitude" if bound and (_STOP.match(folded, end) or _counts(folded, start, end)) else ""
        if not numeral.arabic and len(numeral.run) == 2 and not bound and not _STOP.match(folded, end):
            return ""
        return "magnitude"
    if not numeral.arabic or (after and after.isascii() and (after.isalnum() or after in "+-/.:_%")):
        return ""
    if not _STOP.match(folded, end) or follows_code(folded, start):
        return ""
    decimal, integer = _value_patterns()
    window = folded[max(0, start - 16) : start]
    stated = integer.search(window) or ("." in numeral.run and decimal.search(window))
    return "bare_value" if stated else ""
