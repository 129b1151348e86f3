"""Finds the unit after a numeral, and converts values to the base unit of their dimension."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.numbers.lexicon import Unit, read_all_units, read_dimensions

if TYPE_CHECKING:
    import pint

    from extract.numbers.numerals import Numeral

_LATIN = re.compile(r"[A-Za-zµμÅ·]{1,8}+[²³23]?(?:/[A-Za-zµμ]{1,6}+[²³23]?)?(?![A-Za-z0-9])")
_LATIN_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZµμÅ")
_PER = re.compile(r"/\(?|每")
_LATIN_WORD = re.compile(r"[A-Za-zµμ]{1,6}+[²³23]?")

# Dimensions whose two-letter units are also written in other cases (168CM); 5MS is a name rather than a time.
_LOOSE = frozenset({"length", "mass", "volume"})


class UnitMatch(NamedTuple):
    """A unit found in the text: how it is reported and where it ends."""

    name: str
    dimension: str
    end: int
    unit: Unit
    per: Unit | None = None


@cache
def units_by_first() -> dict[str, tuple[Unit, ...]]:
    """Units by their first character, longest first; the lexicon's order decides between equals."""
    table: dict[str, list[Unit]] = {}
    for unit in read_all_units():
        table.setdefault(unit.surface[0], []).append(unit)
    return {first: tuple(sorted(units, key=lambda u: -len(u.surface))) for first, units in table.items()}


@cache
def _latin_units() -> tuple[dict[str, Unit], dict[str, Unit]]:
    exact = {u.surface: u for u in read_all_units() if u.surface[0] in _LATIN_START}
    loose = {
        u.surface.casefold(): u
        for u in exact.values()
        if len(u.surface) >= 3 or (len(u.surface) == 2 and u.dimension in _LOOSE)
    }
    return exact, loose


def match_unit(folded: str, start: int, numeral: Numeral | None) -> UnitMatch | None:
    """The unit at ``start``; ``None`` where there is none, or where what follows makes another word of it.

    Args:
        folded: the folded text.
        start: where the unit may begin.
        numeral: the numeral before it, whose form some units depend on; ``None`` after 每 or a slash.
    """
    if start >= len(folded):
        return None
    first = folded[start]
    unit = _latin_unit(folded, start) if first in _LATIN_START else _listed_unit(folded, start, first, numeral)
    if unit is None:
        return None
    if first in _LATIN_START:
        if unit.points and (numeral is None or numeral.value < 10):
            return None
        end = start + len(_LATIN.match(folded, start).group()) if _LATIN.match(folded, start) else start  # type: ignore[union-attr]
        name = folded[start:end]
    else:
        end, name = start + len(unit.surface), unit.name
    found = UnitMatch(name, unit.dimension, end, unit)
    if end < len(folded) and folded[end] in "/每" and numeral is not None:
        return _with_rate(folded, found)
    return found


def _latin_unit(folded: str, start: int) -> Unit | None:
    match = _LATIN.match(folded, start)
    if match is None:
        return None
    exact, loose = _latin_units()
    word = match.group()
    found = exact.get(word) or loose.get(word.casefold())
    if found is None and "/" in word:
        above, _, below = word.partition("/")
        base = exact.get(above) or loose.get(above.casefold())
        if base is not None and (below in exact or below.casefold() in loose):
            return Unit(word, word, "")
    return found


def _listed_unit(folded: str, start: int, first: str, numeral: Numeral | None) -> Unit | None:
    for unit in units_by_first().get(first, ()):
        if not folded.startswith(unit.surface, start):
            continue
        end = start + len(unit.surface)
        if unit.not_before is not None and unit.not_before.match(folded, end):
            continue
        chinese = numeral is None or not (numeral.arabic or numeral.magnitude)
        if chinese and unit.not_before_chinese is not None and unit.not_before_chinese.match(folded, end):
            continue
        if unit.only_before is not None and not unit.only_before.match(folded, end):
            continue
        if numeral is not None:
            if unit.arabic and not (numeral.arabic or numeral.magnitude):
                continue
            if unit.decimal and not (numeral.arabic and "." in numeral.run):
                continue
            if unit.points and isinstance(numeral.value, int) and numeral.value < 25:
                continue
        return unit
    return None


def _with_rate(folded: str, found: UnitMatch) -> UnitMatch:
    """Extends 元 to 元/吨 (元/吨, 元每吨); only a measure takes 每 (三家每年 is no rate)."""
    bar = _PER.match(folded, found.end)
    if bar is None or (bar.group() == "每" and not found.unit.measure):
        return found
    start = bar.end()
    below = match_unit(folded, start, None) or _day(folded, start)
    if below is None:
        word = _LATIN_WORD.match(folded, start)
        if word is None:
            return found
        return found._replace(name=f"{found.name}/{word.group()}", dimension="", end=word.end())
    end = below.end
    name = f"{found.name}/{folded[start:end]}"
    if folded.startswith("·", end):
        further = match_unit(folded, end + 1, None)
        if further:
            name, end = f"{name}·{folded[end + 1 : further.end]}", further.end
    if bar.group() == "/(" and end < len(folded) and folded[end] == ")":
        end += 1
    return UnitMatch(name, "", end, found.unit, below.unit)


def _day(folded: str, start: int) -> UnitMatch | None:
    """日 below a slash is a day; elsewhere it is so only in 30日内."""
    if not folded.startswith("日", start):
        return None
    unit = next(u for u in units_by_first()["日"] if u.surface == "日")
    return UnitMatch("日", unit.dimension, start + 1, unit)


def rate(above: UnitMatch, below: Unit) -> UnitMatch:
    """The unit of 每秒10米: 米/秒."""
    return UnitMatch(f"{above.name}/{below.name}", "", above.end, above.unit, below)


@cache
def _registry() -> pint.UnitRegistry[float]:
    import pint  # a second to import, and needed only once a text holds a unit that needs converting

    return pint.UnitRegistry()


@cache
def _factor(unit: Unit) -> tuple[float, float, str] | None:
    """(factor, offset, base unit) for a unit: ``base = value * factor + offset``; ``None`` where unknown."""
    base, base_pint = read_dimensions()[unit.dimension] if unit.dimension else ("", "")
    if not unit.dimension:
        return None
    if not base_pint:
        return _own_factor(unit, base)
    if not unit.pint:
        return None
    registry = _registry()
    zero, one = (_to_base(registry, x, unit.pint, base_pint) for x in (0.0, 1.0))
    return one - zero, zero, base


def _own_factor(unit: Unit, base: str) -> tuple[float, float, str]:
    """For money, counts and percentages, which pint does not know: a factor and the base unit's name."""
    number, _, name = unit.pint.partition(" ")
    if not number:
        return 1.0, 0.0, base or unit.name
    try:
        return float(number), 0.0, name or base or unit.name
    except ValueError:
        return 1.0, 0.0, unit.pint


def _to_base(registry: pint.UnitRegistry[float], value: float, expression: str, base: str) -> float:
    if expression in ("degC", "degF", "kelvin"):
        return float(registry.Quantity(value, expression).to(base).magnitude)
    return float((value * registry.parse_expression(expression)).to(base).magnitude)


@cache
def conversion(unit: Unit, per: Unit | None) -> tuple[str, float, float, str] | None:
    """How values in ``unit`` (per ``per``) become base values.

    Returns:
        (dimension, factor, offset, base unit), or ``None`` where the unit is not known well enough. pint is asked
        once for each unit; after that a conversion is a multiplication.
    """
    above = _factor(unit)
    if above is None:
        return None
    if per is None:
        return unit.dimension, *above
    below = _factor(per)
    if below is None or above[1] or below[1]:
        return None
    if unit.dimension == "length" and per.dimension == "duration":
        # Metres a second is how speed is told; days are the base of durations only.
        seconds = below[0] * 86400
        return "speed", above[0] / seconds, 0.0, "米/秒"
    return f"{unit.dimension}_rate", above[0] / below[0], 0.0, f"{above[2]}/{below[2] or per.name}"
