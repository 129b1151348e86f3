"""Makes quantity records: base values, negative ranges, coins."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.numbers.lexicon import read_dimensions
from extract.numbers.numerals import match_numeral
from extract.numbers.units import UnitMatch, conversion
from extract.records import Bound, Quantity

#: 五元三毛, 一百二十三元1角1分: what follows the 元.
COINS = re.compile(r"([\d一二两三四五六七八九])[毛角](?:([\d一二两三四五六七八九])分)?")
#: 33小时34分钟: what goes on after the hours.
MINUTES = re.compile(r"零?(\d{1,2}|[一二三四五]?十?[一二三四五六七八九十])分(?:钟|(?=[，。；、！？,;）)\s的]|$))")
_TO = re.compile(r" ?(?:至|到|-|–|~) ?")


def make_quantity(
    text: str,
    span: tuple[int, int],
    values: tuple[float, float | None],
    unit: str,
    bound: Bound,
    dimension: str,
    rule: str,
    match: UnitMatch | None,
) -> Quantity:
    """A quantity with its base value.

    Args:
        text: the text as given.
        span: half-open offsets into ``text``.
        values: the value and, for a range, its upper end.
        unit: the unit as reported.
        bound: the bound.
        dimension: the dimension, where ``match`` is ``None``.
        rule: the id of the rule that made it, without its prefix.
        match: the unit found in the lexicon, if it was one of those.
    """
    low, high = values
    base_value: float | None = float(low)
    base_unit = read_dimensions()[dimension][0] if dimension else unit
    if match is not None:
        known = conversion(match.unit, match.per)
        if known is None:
            base_value, base_unit = None, ""
        else:
            dimension, factor, offset, base_unit = known
            base_value = low * factor + offset
    return Quantity(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        rule=f"quantity.{rule}",
        value=float(low),
        value_high=None if high is None else float(high),
        unit=unit,
        bound=bound,
        dimension=dimension,
        base_value=base_value,
        base_unit=base_unit,
    )


def joined_losses(text: str, before: Quantity, after: Quantity) -> Quantity | None:
    """One range of two negative amounts (-3.2亿元至-2.1亿元), where only 至 or a dash stands between them."""
    if before.value >= 0 or after.value >= 0 or before.value_high is not None or after.value_high is not None:
        return None
    if before.unit != after.unit or not _TO.fullmatch(text, before.end, after.start):
        return None
    low, high = (before, after) if before.value <= after.value else (after, before)
    return replace(
        low,
        start=before.start,
        end=after.end,
        text=text[before.start : after.end],
        value_high=high.value,
        rule="quantity.range",
    )


def add_minutes(value: float, minutes: re.Match[str]) -> float:
    """The hours with the minutes after them."""
    numeral = match_numeral(minutes[1], 0)
    return value + numeral.value / 60 if numeral else value


def add_coins(value: float, coins: re.Match[str]) -> float:
    """The amount in 元 with its 角 and 分."""
    tenths = match_numeral(coins[1], 0)
    hundredths = match_numeral(coins[2], 0) if coins[2] else None
    total = value * 100 + (tenths.value * 10 if tenths else 0) + (hundredths.value if hundredths else 0)
    return total / 100
