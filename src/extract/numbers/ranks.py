"""Ranks (第11位, 居全国第9, 前十强, 首位), 翻番, and shares told in tenths (七成, 九折, 百分之五, 一半)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extract.numbers.lexicon import read_words
from extract.numbers.numerals import ARABIC, DIGITS, FORMAL, NUMERAL, Numeral, parse_number, read_numeral
from extract.records import Bound

_NUM = rf"(?:{ARABIC}|[零〇一二两三四五六七八九十百千万]{{1,9}})"
_ORDINAL = re.compile(rf"第 ?({_NUM})(?:[、和至到\-–~及]第? ?{_NUM}(?![个家项年])){{0,8}}+ ?(位(?!于|列|居)|名(?!单))?")
_TOP = re.compile(rf"前({_NUM})(强|名(?!单|股东|无限售)|位(?!于)|(?=[，。；、！？,)\s”]|$|行列|之列|的))")
_AFTER_RANK = re.compile(r"[，。；、！？,;）)\s”的和及]|$|行列|之列|席位")
_CLAUSE_END = "，。；！？\n,;"
_TIMES = re.compile(rf"翻(?:了|上)?(?:(近|约|超|超过|将近))?({_NUM})?(?:多)?(番|倍(?!增))")
_TENTHS_NOT_BEFORE = re.compile(
    r"成(?:行(?!业|使)|[员立为功长果本交人品套型都绩因就熟色渝语千效年天片群事昆风像名败形家吉田双材活药衣骨见])|折[合旧算叠磨腾射线页桥返回断戟中子股纸扇]"
)
_SPACED = re.compile(
    rf"百 *分 *之 *(?P<share>[\d{DIGITS}十百千.点,]+(?: {{1,3}}[\d{DIGITS}十百千.点]+){{0,3}} *[kK]?)"
    rf"|(?P<tenths>[\d{DIGITS}十.点{FORMAL}](?: {{1,3}}[\d{DIGITS}十.点{FORMAL}]){{0,3}} *)(?P<word>成|折)"
    rf"|(?P<points>[\d{DIGITS}十百千.点,]{{1,9}}(?: {{1,3}}[\d{DIGITS}十百千.点]+){{0,2}}) {{0,3}}个? {{0,3}}百 ?分 ?点"
)

# 百分之八至九: the second numeral of a spoken percentage, if nothing is counted by it.
_UPPER_SHARE = re.compile(
    r"(?:至|到|[-–])([一二三四五六七八九十]{1,3}(?:点[一二三四五六七八九零]{1,3})?)(?=[，。；、！？,;）)\s的左以不之]|$)"
)
# 三成五: 35 %.
_TENTHS_TAIL = re.compile(r"([一二三四五六七八九])(?=[，。；、！？,;）)\s的左]|以[上下]|$)")
_SLASH = re.compile(r"(\d{1,3})/(\d{1,5})(?![\d/年月.万亿])")
_BEFORE_SHARE = frozenset("的约近为到达至足超仅占了过有")


class Special(NamedTuple):
    """A quantity whose words need no unit lexicon."""

    start: int
    end: int
    value: int | float
    unit: str
    dimension: str
    rule: str
    bound: Bound = ""
    high: int | float | None = None


@cache
def _context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_words()
    return re.compile(words.alternation("rank_context")), re.compile(words.alternation("no_rank_context"))


def _is_standing(folded: str, start: int) -> bool:
    window = folded[max(0, start - 14) : start]
    for mark in _CLAUSE_END:
        window = window.rpartition(mark)[2]
    positive, negative = _context()
    return positive.search(window) is not None and negative.search(window) is None


def match_ordinal(folded: str, start: int) -> tuple[int, Special | None]:
    """Reads 第N at ``start``: where it ends, and the rank if it is a standing rather than an ordinal."""
    match = _ORDINAL.match(folded, start)
    if match is None:
        return start + 1, None
    value = read_numeral(match[1])
    if value is None or "." in match[1]:
        return match.end(), None
    if match[2] is None:
        end = match.end(1)
        if match.end() != end or not _AFTER_RANK.match(folded, end) or not _is_standing(folded, start):
            return match.end(), None
        return end, Special(start, end, value, "位", "rank", "rank")
    if match.end(1) != match.start(2):
        return match.end(), None
    if not _AFTER_RANK.match(folded, match.end()) and not _is_standing(folded, start):
        return match.end(), None  # 第二位发言者 is an ordinal
    return match.end(), Special(start, match.end(), value, "位", "rank", "rank")


def match_top(folded: str, start: int) -> Special | None:
    """Reads 前十强, 前3位, 前十 at ``start``."""
    match = _TOP.match(folded, start)
    if match is None or not _is_standing(folded, start):
        return None
    value = read_numeral(match[1])
    return None if value is None else Special(start, match.end(), value, "位", "rank", "top_rank")


def match_first_place(folded: str, start: int) -> Special | None:
    """Reads 首位 at ``start`` as a standing (居全球首位)."""
    if not folded.startswith("首位", start) or folded.startswith("度", start + 2):
        return None
    return Special(start, start + 2, 1, "位", "rank", "first_place") if _is_standing(folded, start) else None


def match_doubling(folded: str, start: int) -> Special | None:
    """Reads 翻番, 翻一番, 翻了两番 (×4), 翻倍 at ``start``."""
    match = _TIMES.match(folded, start)
    if match is None:
        return None
    count = read_numeral(match[2]) if match[2] else 1
    if count is None or count > 20:
        return None
    bound: Bound = "" if not match[1] else "about" if match[1] in ("近", "约", "将近") else "over"
    value = 2**count if match[3] == "番" or not match[2] else count
    return Special(start, match.end(), value, "倍", "multiple", "doubling", bound)


def match_tenths(folded: str, numeral: Numeral) -> Special | None:
    """Reads 七成, 9.5成, 八折, 九九折 after a numeral."""
    at = numeral.end
    if at < len(folded) and folded[at] == " ":
        at += 1
    if at >= len(folded) or folded[at] not in "成折" or _TENTHS_NOT_BEFORE.match(folded, at):
        return None
    value, end = numeral.value, at + 1
    if numeral.lone == "二" or value <= 0:
        return None
    tail = _TENTHS_TAIL.match(folded, end)
    if tail and value < 10 and folded[at] == "成":
        value, end = value + (read_numeral(tail[1]) or 0) / 10, tail.end()
    elif folded.startswith("半", end) and value < 10 and not folded.startswith("半导", end):
        value, end = value + 0.5, end + 1
    if value > 10 and not (folded[at] == "折" and value < 100):
        return None
    return Special(
        numeral.start, end, _tidy(value * 10 if value <= 10 else value), "%", "percent", "tenths", numeral.opening
    )


def match_spaced(folded: str, start: int) -> Special | None:
    """Reads shares printed with spaces between the characters: 百 分 之 52.5, 9 9 折, 四点 五个百分点."""
    match = _SPACED.match(folded, start)
    if match is None or " " not in match.group():
        return None
    if match["share"]:
        value, unit = parse_number(match["share"]), "%"
    elif match["points"]:
        value, unit = parse_number(match["points"]), "百分点"
    else:
        if _TENTHS_NOT_BEFORE.match(folded, match.start("word")):
            return None
        value, unit = parse_number(match["tenths"]), "%"
        if value is not None and value <= 10:
            value = _tidy(value * 10)
        elif match["word"] == "成" or (value is not None and value >= 100):
            return None
    if value is None:
        return None
    dimension = "percentage_point" if unit == "百分点" else "percent"
    return Special(start, match.end(), value, unit, dimension, "spaced_share")


def match_fraction(folded: str, numeral: Numeral) -> Special | None:
    """Reads 三分之二, 百分之五 (in %), 千分之三 (in %), 万分之五 after the numeral below the bar."""
    if not folded.startswith("分之", numeral.end):
        return None
    match = NUMERAL.match(folded, numeral.end + 2)
    if match is None or numeral.value <= 0:
        return None
    value = read_numeral(match.group())
    if value is None:
        return None
    if folded.startswith("决赛", match.end()):
        return None
    if numeral.run in ("百", "千", "一百", "一千"):
        upper = _UPPER_SHARE.match(folded, match.end())
        high = read_numeral(upper[1]) if upper else None
        if upper and high is not None and high > value:
            scale = 100 / numeral.value
            return Special(
                numeral.start,
                upper.end(),
                _tidy(value * scale),
                "%",
                "percent",
                "spoken_percent",
                high=_tidy(high * scale),
            )
        return Special(numeral.start, match.end(), _tidy(value * 100 / numeral.value), "%", "percent", "spoken_percent")
    return Special(numeral.start, match.end(), value / numeral.value, "", "ratio", "fraction")


def match_slash(folded: str, numeral: Numeral) -> Special | None:
    """Reads 1/20 where a share is told (直径的1/20); 24/7 and page marks are none."""
    match = _SLASH.match(folded, numeral.start)
    if match is None or not numeral.start or folded[numeral.start - 1] not in _BEFORE_SHARE:
        return None
    above, below = int(match[1]), int(match[2])
    if not 0 < above < below:
        return None
    return Special(numeral.start, match.end(), above / below, "", "ratio", "fraction")


def _tidy(value: float) -> int | float:
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded
