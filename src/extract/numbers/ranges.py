"""Ranges: 4%到5%, 1至2个百分点, 20-35亿元, 1270万元到1750万元, 十倍甚至百倍."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.numbers.lookalikes import lookalike_end
from extract.numbers.numerals import MAGNITUDE_VALUE, Numeral, match_numeral, read_numeral, trailing_magnitude

_JOIN = re.compile(r" ?(?:\(含\))? ?(?:-{1,2}|–{1,2}|~|至(?!少)|到|甚至|乃至) ?")
_PLAIN_JOIN = re.compile(r" ?(?:\(含\))? ?(?:-{1,2}|–{1,2}|~|至(?!少)|到|、(?=[二三四五六七八九])) ?")


class Upper(NamedTuple):
    """The numeral at the upper end of a range, and the lower value once 万 or 亿 are shared with it."""

    numeral: Numeral
    low: int | float


def match_upper(folded: str, end: int, lower: Numeral, has_unit: bool) -> Upper | None:
    """The second numeral of a range whose first part ends at ``end``.

    Args:
        folded: the folded text.
        end: where the first numeral ends, or its unit where it has one.
        lower: the first numeral.
        has_unit: whether a unit stands after the first numeral; then nothing is shared.
    """
    if end >= len(folded) or lower.opening:
        return None
    join = (_JOIN if has_unit else _PLAIN_JOIN).match(folded, end)
    if join is None:
        return None
    at = join.end()
    if at >= len(folded) or ("、" in join.group() and lower.arabic):
        return None
    upper = match_numeral(folded, at)
    if upper is None or upper.high is not None or lookalike_end(folded, at) > upper.end:
        return None
    if has_unit or (lower.magnitude and lower.run[-1] in "万亿"):
        return Upper(upper, lower.value)
    return Upper(upper, share_magnitude(lower, upper))


def share_magnitude(lower: Numeral, upper: Numeral) -> int | float:
    """The lower value with the multipliers of the upper: 20-35亿 is 20亿 to 35亿, but 5000到1万 is not 5000万."""
    magnitudes = trailing_magnitude(upper.run)
    if lower.magnitude and lower.run[-1] in "万亿兆":
        return lower.value
    if upper.arabic and upper.magnitude and not magnitudes:
        written = read_numeral(upper.run)  # 10~15k: the k is no part of the run
        return lower.value * (upper.value / written) if written else lower.value
    for shared in (magnitudes, magnitudes.lstrip("十百千")):
        factor = 1
        for character in shared:
            factor *= MAGNITUDE_VALUE[character]
        if lower.value * factor <= upper.value:
            return lower.value * factor
    return lower.value
