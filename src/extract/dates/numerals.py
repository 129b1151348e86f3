"""Numbers as they stand in dates: at most four digits, Arabic (half or full width) or Chinese."""

from __future__ import annotations

_DIGITS = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip

#: Two-digit years from here on are of the last century (「98年」), those below of this one (「15年」).
_CENTURY_TURN = 50


def read_number(text: str) -> int | None:
    """Read a whole number below 1000: 「12」, 「１２」, 「十二」, 「二十」, 「一百二十」, 「廿三」.

    Returns ``None`` for anything else.
    """
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("元", "一")
    hundreds, mark, rest = text.rpartition("百")
    if mark:
        high = _DIGITS.get(hundreds)
        low = read_number(rest.lstrip("零〇")) if rest else 0
        return None if high is None or low is None else high * 100 + low
    tens, mark, ones = text.rpartition("十")
    if mark:
        high = _DIGITS.get(tens) if tens else 1
        low = _DIGITS.get(ones) if ones else 0
        return None if high is None or low is None else high * 10 + low
    if not text or any(character not in _DIGITS for character in text):
        return None
    return int("".join(str(_DIGITS[character]) for character in text))


def read_year(text: str) -> int | None:
    """Read a year as written: 「2025」, 「二〇二五」, 「两千零四」; two digits are completed (「07」 → 2007)."""
    if "千" in text:
        thousands, _, rest = text.partition("千")
        high = read_number(thousands)
        low = read_number(rest.lstrip("零〇")) if rest.lstrip("零〇") else 0
        return None if high is None or low is None else high * 1000 + low
    year = read_number(text)
    if year is not None and len(text) == 2:
        return year + (1900 if year >= _CENTURY_TURN else 2000)
    return year
