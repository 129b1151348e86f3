"""Gathers quantities: the words on both sides of a number with its unit, lists that share a unit, signs and rates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from extract.numbers.assembly import COINS, MINUTES, add_coins, add_minutes, joined_losses, make_quantity
from extract.numbers.bounds import bound_after, bound_before, remote_bound
from extract.numbers.conditions import bare_value, is_quoted_name, lone_allowed
from extract.numbers.lexicon import read_words
from extract.numbers.numerals import Numeral
from extract.numbers.ranges import share_magnitude
from extract.numbers.ranks import Special
from extract.numbers.units import UnitMatch, match_unit, rate
from extract.records import Bound, Quantity

#: What joins the numbers of a list whose unit stands at its end.
LIST_JOIN = re.compile(r" ?(?:、|和|及|与|以及) ?(?=\d)")
#: 「2000万台（套）」: another unit beside the one.
_OTHER_UNIT = re.compile(r"[（(][套间个辆台架艘人次份件组家户]{1,2}[）)]")
_HALF_STOPS = frozenset("导径决岛程成封官挂价夏数")
# 减负200亿元 is relief of 200亿元, not minus 200亿元.
_BURDENS = frozenset("减担欠自胜抱正背辜肩增重抵")


@dataclass(slots=True)
class _Waiting:
    """A number of a list whose unit stands after a later number: the 1.6 of 1.6和1.4个百分点."""

    numeral: Numeral
    start: int
    bound: Bound
    next_at: int


@dataclass(slots=True)
class Collector:
    """The quantities found so far in one text, in order.

    ``text`` is the text as given, ``folded`` the same in folded characters; offsets hold for both. Every method that
    reads on from a place returns where reading goes on.
    """

    text: str
    folded: str
    found: list[Quantity] = field(default_factory=list)
    waiting: list[_Waiting] = field(default_factory=list)
    last_end: int = -1

    def wait(self, numeral: Numeral) -> int:
        """Puts a number of a list aside until the unit at the list's end is read."""
        if self.waiting and self.waiting[-1].next_at != numeral.start:
            self.settle(None)
        start, bound = bound_before(self.folded, numeral.start, numeral)
        join = LIST_JOIN.match(self.folded, numeral.end)
        after = join.end() if join else numeral.end
        self.waiting.append(_Waiting(numeral, start, bound, after))
        return after

    def keep_bare(
        self, numeral: Numeral, end: int, start: int, bound: Bound, low: float, high: float | None, rule: str
    ) -> None:
        """Adds a number that has no unit."""
        end, after = bound_after(self.folded, end)
        sign_start, negative = self.sign_before(start, "")
        if negative:
            start, low = sign_start, -low
        self.add((start, end), (low, high), "", bound or after or numeral.opening, "", rule, None)

    def finish(
        self,
        numeral: Numeral,
        low: int | float,
        high: int | float | None,
        unit: UnitMatch,
        rule: str,
        last: Numeral | None = None,
    ) -> int:
        """Adds a quantity with its unit, once the words on both sides of it are read."""
        folded = self.folded
        last = last or numeral
        end = unit.end
        opening = numeral.opening or last.opening
        if unit.unit.more:
            opening = "over"
        if unit.name == "元" and rule != "money_symbol":
            coins = COINS.match(folded, end)
            if coins:
                low, end = add_coins(low, coins), coins.end()
        minutes = MINUTES.match(folded, end) if unit.name == "小时" and high is None else None
        if minutes:
            low, end = add_minutes(low, minutes), minutes.end()
        if folded.startswith("半", end) and folded[end + 1 : end + 2] not in _HALF_STOPS and unit.dimension != "count":
            low, end = low + 0.5, end + 1
        if folded.startswith("人民币", end) and unit.dimension == "money":
            end += 3
        other = _OTHER_UNIT.match(folded, end) if unit.dimension == "count" and end == unit.end else None
        if other:
            unit, end = unit._replace(name=unit.name + self.text[end : other.end()]), other.end()
        start, bound = bound_before(folded, numeral.start, numeral)
        end, after = bound_after(folded, end)
        if numeral.lone and not lone_allowed(folded, numeral, unit, bound or after, high is not None):
            self.settle(None)
            return unit.end
        if is_quoted_name(folded, start, end, numeral, unit):
            self.settle(None)
            return end
        rate_start, unit = self.rate_before(start, unit, bound)
        if rate_start < start:
            start, bound = bound_before(folded, rate_start, numeral)
        sign_start, negative = self.sign_before(start, unit.dimension)
        if negative:
            start, low, high = sign_start, *self._negated(sign_start, low, high)
        if folded.startswith("±", start - 1) and start:
            start -= 1
        if not bound and folded.startswith("人民币", start - 3) and start >= 3:
            bound = bound_before(folded, start - 3, numeral)[1]
        if not bound and not after and not opening:
            bound = remote_bound(folded, start, unit.dimension)
        self.settle((numeral, unit, last))
        self.add((start, end), (low, high), unit.name, bound or after or opening, unit.dimension, rule, unit)
        return end

    def take(self, special: Special, high: float | None = None) -> int:
        """Adds a quantity that carries its own unit."""
        self.settle(None)
        folded = self.folded
        numeral = Numeral(special.start, special.end, special.value, None, False, True, "", "", "")
        start, bound = bound_before(folded, special.start, numeral)
        if special.dimension == "rank":
            start, bound = special.start, ""
        end, after = bound_after(folded, special.end) if special.dimension != "rank" else (special.end, "")
        found = bound or special.bound or after
        found = found or remote_bound(folded, start, special.dimension)
        value = special.value
        if start and folded[start - 1] == "负" and special.dimension == "percent":
            start, value = start - 1, -value
        high = special.high if high is None else high
        self.add((start, end), (value, high), special.unit, found, special.dimension, special.rule, None)
        return end

    def rate_before(self, start: int, unit: UnitMatch, bound: str) -> tuple[int, UnitMatch]:
        """Turns 每秒10米 into 米/秒, text and all."""
        if bound or unit.per is not None or unit.dimension in ("duration", "percent", "multiple"):
            return start, unit
        window = self.folded[max(0, start - 5) : start]
        at = window.rfind("每")
        if at < 0 or window[at + 1 :] not in _rate_words():
            return start, unit
        below = match_unit(self.folded, start - len(window) + at + 1, None)
        if below is None or below.end != start:
            return start, unit
        return start - len(window) + at, rate(unit, below.unit)

    def sign_before(self, start: int, dimension: str) -> tuple[int, bool]:
        """Whether 负, a minus sign or 零下 stands before ``start``, and where it begins."""
        folded = self.folded
        if not start:
            return start, False
        before = folded[start - 1]
        if before == "负" and folded[start].isdigit() and folded[start - 2 : start - 1] not in _BURDENS:
            return start - 1, True
        if before == "-" and start - 1 != self.last_end:
            earlier = folded[start - 2] if start > 1 else " "
            if not (earlier.isascii() and (earlier.isalnum() or earlier in "%)-")):
                return start - 1, True
        if dimension == "temperature" and folded.startswith("零下", start - 2):
            return start - 2, True
        return start, False

    def _negated(self, start: int, low: float, high: float | None) -> tuple[float, float | None]:
        """零下5至10度 is below zero at both ends, -55℃~250℃ at one."""
        if high is None or not self.folded.startswith("零下", start):
            return -low, high
        return -high, -low

    def settle(self, holder: tuple[Numeral, UnitMatch, Numeral] | None) -> None:
        """Gives waiting numbers of a list the unit of the number that ends it, or judges them alone."""
        if not self.waiting:
            return
        waiting, self.waiting = self.waiting, []
        if holder is not None and holder[0].arabic and waiting[-1].next_at == holder[0].start:
            _, unit, last = holder
            for one in waiting:
                value = one.numeral.value if one.numeral.magnitude else share_magnitude(one.numeral, last)
                bound = one.bound or one.numeral.opening
                span = (one.start, one.numeral.end)
                self.add(span, (value, None), unit.name, bound, unit.dimension, "listed", unit)
            return
        for one in waiting:
            rule = bare_value(self.folded, one.numeral, one.numeral, one.bound)
            if rule:
                self.keep_bare(one.numeral, one.numeral.end, one.start, one.bound, one.numeral.value, None, rule)

    def add(
        self,
        span: tuple[int, int],
        values: tuple[float, float | None],
        unit: str,
        bound: Bound,
        dimension: str,
        rule: str,
        match: UnitMatch | None,
    ) -> None:
        """Adds one quantity, or joins it to a loss before it (-3.2亿元至-2.1亿元)."""
        start = max(span[0], self.found[-1].end) if self.found else span[0]
        quantity = make_quantity(self.text, (start, span[1]), values, unit, bound, dimension, rule, match)
        joined = joined_losses(self.folded, self.found[-1], quantity) if self.found else None
        if joined:
            self.found[-1] = replace(joined, text=self.text[joined.start : joined.end])
        else:
            self.found.append(quantity)
        self.last_end = span[1]


@cache
def _rate_words() -> frozenset[str]:
    return frozenset(read_words().lists["rate_denominators"])
