"""Recognises what looks like a quantity and is none, so that it can be dropped: dates, clock times, versions,
document and telephone numbers, formulas of slogans, ordinals."""

from __future__ import annotations

import re
from functools import cache

from extract.numbers.lexicon import read_words

_DASH = r"[-–~至到、和及]"
# Each alternative is something that stands in Chinese news and is dropped whole.
_ARABIC_LOOKALIKE = re.compile(
    r"(?P<date>"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"  # 2025-06-30
    rf"|(?:19|20)\d\d年?{_DASH}{{1,2}}\d{{2,4}}年(?!以上|多)"  # 2024—2026年
    r"|\d{4}/\d\d(?:年|财年|年度|学年|赛季|榨季)"
    r"|(?:1[5-9]|20)\d\d ?年(?:(?: ?\d{1,2} ?月)(?: ?\d{1,2} ?[日号])?)?"  # 2025年6月30日
    rf"|\d{{1,2}}(?:月份?)?{_DASH}{{1,2}}\d{{1,2}} ?月份?(?!个)(?:\d{{1,2}}[日号])?"  # 1—10月
    rf"|\d{{1,2}} ?月(?: ?\d{{1,2}}(?:{_DASH}\d{{1,2}})? ?[日号])?(?:{_DASH}\d{{1,2}}[日号])?"  # 8月22日至24日
    rf"|\d{{1,2}}日?{_DASH}\d{{1,2}}(?:日(?!(?:以|之)?内)|号|时(?!间))"
    r"|(?:[12]?\d|3[01]) ?日(?!(?:以|之)?内|游|无理由|龄)"
    r"|0\d年|\d\d后|[1-4][Qq]\d\d|[1-4]季度|\d{4}[QH][1-4]"
    r")"
    r"|(?P<clock>\d{1,3}[:]\d{1,3}(?::\d\d)?|\d{1,2}时\d{1,2}分(?:\d{1,2}秒)?|\d{1,2}点\d{1,2}分|\d{1,2}时(?!间|代|空|速))"
    r"|(?P<number>\d++(?:\.\d++){2,}|0\d{2,3}-\d{7,8}|1[3-9]\d{9}(?!\d)|\d{3,}-\d++(?:-\d++)+|\d{1,6}号)"
    r"|(?P<formula>\d{1,4}\+[\dA-Za-z]{1,4}(?:\+[\dA-Za-z]{1,4})*+|\d{1,4}×\d{1,4}(?![\d.]*[亿万千百]))"
)
_CHINESE_LOOKALIKE = re.compile(
    r"(?P<date>[一二][〇零一二三四五六七八九]{3}年|(?:十[一二]?|[一二三四五六七八九])月份?(?:[一二三]?十?[一二三四五六七八九]?[日号])?"
    r"|[一二三]?十?[一二三四五六七八九十]日(?!(?:以|之)?内|游)|[一二三四](?:季度|季报)|[一二三四五六七八九十]{1,3}(?:时|点)[一二三四五六七八九十]{1,3}分)"
    r"|(?P<plan>十[一二三四五]五|[七八九]五(?=[”\"计]))"
)
_BEFORE_PERIOD = re.compile(
    r"(?<!提)前(?:[一二两三四五六七八九十]{1,3}|\d{1,2})个?(?:多月|月|季度|年|天|周|日|星期|小时|分钟|交易日|工作日)"
)
_TITLE = re.compile(r"《[^《》\n]{1,80}》")


def lookalike_end(folded: str, start: int) -> int:
    """Where the look-alike that begins at ``start`` ends; -1 where there is none."""
    character = folded[start]
    end = slogan_end(folded, start)
    if end > 0:
        return end
    if character.isdigit():
        match = _ARABIC_LOOKALIKE.match(folded, start)
    elif character in "一二三四五六七八九十":
        match = _CHINESE_LOOKALIKE.match(folded, start)
    elif character == "前":
        match = _BEFORE_PERIOD.match(folded, start)
    elif character == "《":
        match = _TITLE.match(folded, start)
    else:
        return -1
    return match.end() if match else -1


@cache
def _slogans() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for slogan in read_words().lists["slogans"]:
        table.setdefault(slogan[0], []).append(slogan)
    return {first: tuple(slogans) for first, slogans in table.items()}


def slogan_end(folded: str, start: int) -> int:
    """Where the slogan or idiom of the lexicon that begins at ``start`` ends; -1 where there is none."""
    for slogan in _slogans().get(folded[start], ()):
        if folded.startswith(slogan, start):
            return start + len(slogan)
    return -1


@cache
def _period() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_words()
    return (
        re.compile(rf"(?:{words.alternation('period_prefixes')})$"),
        re.compile(rf"(?:{words.alternation('duration_verbs')}|[的了有出长共])(?:了|时间)?近$"),
    )


def is_period(folded: str, start: int, end: int) -> bool:
    """Whether 年, 月, 天 … after a number make a calendar period: 近三年, 过去5年, 三年来."""
    if folded.startswith(("来", "以来"), end):
        return True
    window = folded[max(0, start - 8) : start].rstrip()
    prefix, verb = _period()
    return prefix.search(window) is not None and verb.search(window) is None


def follows_code(folded: str, start: int) -> bool:
    """Whether the number at ``start`` goes on a name or code: the 919 of C919, the 2800 of BS-2800."""
    if not start:
        return False
    before = folded[start - 1]
    if before.isascii() and (before.isalnum() or before in "_#@&"):
        return True
    if before in "-/.–+×" and start > 1:
        earlier = folded[start - 2]
        return earlier.isascii() and earlier.isalnum()
    return False
