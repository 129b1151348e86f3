"""Reads numerals: Arabic, Chinese, formal, mixed, fractions, signed, scientific.

:func:`parse_number` reads a whole string; :func:`match_numeral` reads the numeral that begins at an offset of a
text folded by :func:`fold`. Both run in linear time: every repetition in the patterns is possessive or bounded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.records import Bound

DIGITS = "〇零一二两三四五六七八九"
SMALL_UNITS = "十百千"
BIG_UNITS = "万亿兆"
FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
FORMAL = FORMAL_DIGITS + "拾佰仟"
NUMERAL_CHARS = DIGITS + SMALL_UNITS + "万亿"
#: Longer runs are adversarial or garbage: no number is written so, and big integers cost quadratic time.
MAX_RUN = 64

_FOLD_FROM = (
    "０１２３４５６７８９％．＋－‐‑−～〜∼—―／（）：＄￥\u3000\u00a0萬億兩點個餘幾貳參陸圓噸來約數後點倆條項佔計劃"
)
_FOLD_TO = "0123456789%.+----~~~––/():$¥  万亿两点个余几贰叁陆圆吨来约数后点俩条项占计划"
_FOLD = str.maketrans(_FOLD_FROM, _FOLD_TO)
# A full-width comma between exactly three digits and no unit: older reports and tables print 34，250万吨.
_WIDE_SEPARATOR = re.compile(r"(?<![\d.第$¥￥＄])\d{1,3}(?:，\d{3})++(?![\d.]*年)(?!\d)")

_DIGIT_VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_DIGIT_VALUE |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_UNIT_VALUE = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
_BIG_VALUE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
MAGNITUDE_VALUE = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000} | _BIG_VALUE

# 1,234,567.8 or 1234.5; the separators must stand every three digits.
ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?"
# 千瓦, 百帕, 兆赫 are units and 百分点 is a word: their first character is no multiplier.
_MAGNITUDE = (
    r"(?:十|拾|佰|仟|百(?!分[点位比制]|帕)|千(?!瓦|米|克(?!拉)|卡|伏|焦|帕|赫|兆|字节|升|乏|牛)|万(?!分点)|亿"
    r"|兆(?=[〇零一二三四五六七八九十百千万亿]|元|日元|日圆|圆|美元|韩元))"
)
_ONE_DIGIT = rf"[{DIGITS}{FORMAL_DIGITS}]"
_RUN = (
    rf"(?:{ARABIC}|[{DIGITS}]|{_MAGNITUDE}|[{FORMAL}](?=[{FORMAL}{NUMERAL_CHARS}点元圆折成]))"
    rf"(?:{_MAGNITUDE}|(?<![\d.]){_ONE_DIGIT}|(?<=[十百千万亿拾佰仟零]){ARABIC}"
    rf"|[余多几来](?={_MAGNITUDE})|(?<=\d) (?=[万亿]))*+"
)
NUMERAL = re.compile(rf"{_RUN}(?:点{_ONE_DIGIT}++(?![十刻分半])[十百千万亿]*+)?")
_SCIENTIFIC = re.compile(r"[×xX*]10(?:\^([+-]?\d{1,3})|([⁻⁰¹²³⁴-⁹]{1,4}))|[eE]([+-]?\d{1,3})(?![\dA-Za-z])")
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_SHORT_SCALE = re.compile(r"[kK](?=[个元块人以上下左美欧日港~\-–至])|[wW](?=[个元块人以上下左美欧日港])")
_SCALE = {"k": 10**3, "w": 10**4}
_PLAIN = re.compile(rf"({ARABIC})([十百千万亿兆]*)")
_CHINESE_TOKEN = re.compile(rf"{ARABIC}|.")
_ADJACENT = re.compile(r"([一两二三四五六七八])([两二三四五六七八九])([十百千万亿兆]*)$")
# 两 that ends a numeral is the weight: 二两, 两万两.
_TAEL = re.compile(r"$|[，。；、！？,.;!?\s）)以左上多余的半]")
_POSITIONAL = re.compile(rf"[{DIGITS}{FORMAL_DIGITS}]{{2}}|〇")


class Numeral(NamedTuple):
    """A numeral in a folded text.

    ``high`` is set where one numeral names two values (五六百). ``opening`` is ``over`` for 余, 多 and 几,
    ``about`` for 来, inside or after the numeral. ``lone`` is the numeral itself where it is one character
    that many words begin with (一, 二) or nothing but multipliers (百, 千亿).
    """

    start: int
    end: int
    value: int | float
    high: int | float | None
    arabic: bool
    magnitude: bool
    opening: Bound
    lone: str
    run: str


def fold(text: str) -> str:
    """Fold full-width and traditional forms, character by character, so that offsets stay.

    >>> fold("１２．５％、三萬億")
    '12.5%、三万亿'
    """
    if "，" in text:
        text = _WIDE_SEPARATOR.sub(lambda number: number.group().replace("，", ","), text)
    return text.translate(_FOLD)


def read_numeral(run: str) -> int | float | None:
    """Value of a folded numeral without sign or fraction bar; ``None`` where it is no well-formed numeral."""
    if len(run) > MAX_RUN:
        return None
    plain = _PLAIN.fullmatch(run)
    if plain:
        return _scaled(plain[1], _product(plain[2]))
    whole, point, decimals = run.partition("点")
    if not point:
        return _read_chinese(run)
    tail = decimals.rstrip("十百千万亿兆")
    if any(c not in _DIGIT_VALUE for c in tail):
        return None
    head = _read_chinese(whole) if whole else 0
    if head is None or isinstance(head, float):
        return None
    digits = "".join(str(_DIGIT_VALUE[c]) for c in tail)
    return _scaled(f"{head}.{digits}" if digits else str(head), _product(decimals[len(tail) :]))


def _product(magnitudes: str) -> int:
    product = 1
    for character in magnitudes:
        product *= MAGNITUDE_VALUE[character]
    return product


def _scaled(literal: str, factor: int) -> int | float:
    """Exact product of a decimal literal and a factor: 5.95 × 10**12 must not become 5949999999999.999."""
    whole, _, decimals = literal.replace(",", "").partition(".")
    if not decimals:
        return int(whole) * factor
    product = int(whole + decimals) * factor
    scale: int = 10 ** len(decimals)
    quotient, rest = divmod(product, scale)
    return quotient if not rest else product / scale


def _read_chinese(run: str) -> int | float | None:
    """Sections of 千/百/十 gathered under 万/亿/兆; a digit left after a multiplier counts its tenths (四百五)."""
    parts: list[tuple[int, int | float]] = []  # (multiplier the part was closed by, value)
    section: int | float = 0
    pending: int | float | None = None
    positional = False  # 一七二零: digits read one by one
    last_unit = 0
    after_zero = False
    for token in _CHINESE_TOKEN.findall(run):
        if token in _DIGIT_VALUE:
            digit = _DIGIT_VALUE[token]
            if pending is None:
                pending, after_zero = digit, after_zero or digit == 0
            else:
                positional = positional or pending != 0 or digit == 0
                pending = pending * 10 + digit
        elif token in _UNIT_VALUE:
            unit = _UNIT_VALUE[token]
            if positional:
                return None
            if token in "廿卅":
                section += unit
                last_unit = 10
            else:
                section += (pending or 1) * unit
                last_unit = unit
            pending, after_zero = None, False
        elif token in _BIG_VALUE:
            unit = _BIG_VALUE[token]
            total = section + (pending or 0)
            while parts and (parts[-1][0] < unit or (not total and parts[-1][0] == unit)):
                total += parts.pop()[1]
            parts.append((unit, (total or 1) * unit))
            section, pending, last_unit, after_zero, positional = 0, None, unit, False, False
        elif token[0].isdigit():
            if pending:
                return None
            pending = _scaled(token, 1)
            after_zero = True
        elif token not in "余多几来 ":
            return None
    if pending is not None:
        if last_unit >= 10 and not after_zero and not positional and isinstance(pending, int) and pending < 10:
            pending = pending * last_unit // 10
        section += pending
    return section + sum(value for _, value in parts)


def match_numeral(folded: str, start: int) -> Numeral | None:
    """The numeral that begins at ``start`` of a folded text, with 余/多/几/来 after it, or ``None``."""
    match = NUMERAL.match(folded, start)
    if match is None:
        return None
    run, end = match.group(), match.end()
    if len(run) > MAX_RUN:
        return None
    arabic = run[0].isdigit()
    if run[-1] == "两" and len(run) > 1 and _TAEL.match(folded, end):
        run, end = run[:-1], end - 1
    lone = ""
    high: int | float | None = None
    if not arabic:
        pair = _ADJACENT.search(run)
        if pair and _is_pair(pair):
            low = read_numeral(run[: pair.start(2)] + pair[3])
            high = read_numeral(run[: pair.start(1)] + pair[2] + pair[3])
            if low is None or high is None:
                return None
            return Numeral(start, end, low, high, False, bool(pair[3]), "", "", run)
        if _POSITIONAL.search(run.replace("零", "").partition("点")[0]):
            return None
        if run in ("一", "二") or not run.strip("百千万亿"):
            lone = run
    value = read_numeral(run)
    if value is None:
        return None
    magnitude = run[-1] in "百千万亿兆佰仟" and run != run[-1:]
    if arabic and end < len(folded):
        following = folded[end]
        if following in "×xX*eE":
            power = _SCIENTIFIC.match(folded, end)
            if power:
                exponent = int(power[1] or (power[2] or "").translate(_SUPERSCRIPT) or power[3])
                value, end = value * float(f"1e{exponent}"), power.end()
        elif following in "kKwW" and _SHORT_SCALE.match(folded, end):
            value, end, magnitude = value * _SCALE[following.lower()], end + 1, True
    opening: Bound = "over" if not arabic and any(c in run for c in "余多几") else ""
    if arabic and len(run) > 1 and any(c in run for c in "余多"):
        opening = "over"
    if not opening and end < len(folded) and value >= 10:
        following = folded[end]
        if following in "余多" or (following == "几" and run[-1] in "十百千万"):
            opening, end = "over", end + 1
        elif following == "来" and run[-1] in "十百千":
            opening, end = "about", end + 1
    return Numeral(start, end, value, high, arabic, magnitude, opening, lone, run)


def _is_pair(pair: re.Match[str]) -> bool:
    low, high = _DIGIT_VALUE[pair[1]], _DIGIT_VALUE[pair[2]]
    return high == low + 1 or (low, high) == (3, 5)


def trailing_magnitude(run: str) -> str:
    """The multipliers that end a numeral: 千万 of 两千万."""
    return run[len(run.rstrip("十百千万亿兆")) :]


_SIGN = re.compile(r"[+-]|负|正")
_NOISE = re.compile(r"零?[余多几来]")
_WESTERN = re.compile(r"(\d[\d,]*)?(\.\d*)?(?:[eE]([+-]?\d{1,3}))?([kKMwW])?")
_POWER = re.compile(r"(\d*\.?\d+)\^\+?(-?\d{1,3})")
_FRACTION = re.compile(r"(?:([^又]{1,40})又)?([^又分]{1,40})分之([^分又]{1,40})")
_WESTERN_SCALE = {"k": 10**3, "m": 10**6, "w": 10**4}


def parse_number(text: str) -> float | int | None:
    """Read a string that is one number and nothing else.

    Args:
        text: a numeral in any of the usual forms: ``1,234.5``, ``三萬四千``, ``壹佰零贰``, ``2.3万``, ``三又五分之一``,
            ``-12e-1``. Spaces do not matter.

    Returns:
        An ``int`` where the value is integral, a ``float`` otherwise; ``None`` where the text is not a number.

    >>> parse_number("一百二十三万五千"), parse_number("5.95万亿"), parse_number("五分之一")
    (1235000, 5950000000000, 0.2)
    >>> parse_number("第三")
    """
    compact = "".join(fold(text).split()).replace("，", ",")
    if not compact or len(compact) > 4 * MAX_RUN:
        return None
    sign = 1
    match = _SIGN.match(compact)
    if match:
        sign = -1 if match.group() in "-负" else 1
        compact = compact[match.end() :]
    value = _parse_unsigned(compact)
    if value is None:
        return None
    value *= sign
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _parse_unsigned(compact: str) -> int | float | None:
    if not compact:
        return None
    western = _WESTERN.fullmatch(compact)
    if western and (western[1] or len(western[2] or "") > 1):
        whole = (western[1] or "0").replace(",", "")
        scale = _WESTERN_SCALE.get((western[4] or "").lower(), 1)
        if western[3]:
            return float(f"{whole}{western[2] or ''}e{western[3]}") * scale
        return _scaled(whole + (western[2] or ""), scale)
    power = _POWER.fullmatch(compact)
    if power:
        exponent = int(power[2])
        return float(pow(float(power[1]), exponent)) if abs(exponent) <= 300 and len(power[1]) <= 20 else None
    fraction = _FRACTION.fullmatch(compact)
    if fraction:
        whole_part = _parse_unsigned(fraction[1]) if fraction[1] else 0
        below, above = _parse_unsigned(fraction[2]), _parse_unsigned(fraction[3])
        return whole_part + above / below if whole_part is not None and below and above is not None else None
    if compact.endswith("打") and len(compact) > 1:
        dozens = _parse_unsigned(compact[:-1])
        return None if dozens is None else dozens * 12
    cleaned = _NOISE.sub("", compact)
    if cleaned in ("点", "") or any(c not in _PARSABLE for c in cleaned):
        return None
    return read_numeral(cleaned)


_PARSABLE = frozenset(NUMERAL_CHARS + FORMAL + "兆廿卅俩点.,0123456789")
