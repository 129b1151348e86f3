"""Finds quantities: numbers with what they count or measure.

One pass over the text: a pattern jumps from one possible start to the next; at each, look-alikes are stepped over,
and the numeral, its unit and the words beside it are read from left to right. Nothing is read twice, so time grows
with the length of the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from extract.numbers import ranks
from extract.numbers.assembly import COINS, add_coins, joined_losses, make_quantity
from extract.numbers.bounds import bound_after, bound_before, remote_bound
from extract.numbers.conditions import bare_value, is_quoted_name, is_vague_money, lone_allowed, refuse
from extract.numbers.lexicon import Unit, read_words
from extract.numbers.lookalikes import follows_code, lookalike_end
from extract.numbers.numerals import FORMAL, NUMERAL, NUMERAL_CHARS, Numeral, fold, match_numeral
from extract.numbers.ranges import match_upper, share_magnitude
from extract.numbers.units import UnitMatch, match_unit, rate, units_by_first
from extract.records import Bound, Quantity

_CURRENCY = {"$": "美元", "¥": "元", "€": "欧元", "£": "英镑"}
_LIST_JOIN = re.compile(r" ?(?:、|和|及|与|以及) ?(?=\d)")
_HALF_STOPS = frozenset("导径决岛程成封官挂价夏数")
_HALF = re.compile(r"半(?:个(?:多)?(小时|月|百分点|世纪|钟头)|(小时|年(?!报|度|线|来)|吨|公里))")
# 减负200亿元 is relief of 200亿元, not minus 200亿元.
_BURDENS = frozenset("减担欠自胜抱正背辜肩增重抵")
_NOT_HALF_YEAR = frozenset("上下这前后大每")


@cache
def _start() -> re.Pattern[str]:
    """Where reading may begin; a Chinese numeral only before what may go on a numeral or be a unit."""
    firsts = {c for c in units_by_first() if not c.isascii()}
    firsts |= {slogan[1] for slogan in read_words().lists["slogans"]}
    after = "".join(
        sorted(firsts | set(NUMERAL_CHARS + FORMAL + "个几余多来点半分成折又强名位 、至到甚乃-–~%,.，。") | set("%"))
    )
    after_one = "".join(sorted({u.surface[0] for us in units_by_first().values() for u in us if u.measure}))
    following = re.escape(after)
    following_one = re.escape(after_one + NUMERAL_CHARS + FORMAL + "个点半分成折至到甚")
    return re.compile(
        rf"[\d{NUMERAL_CHARS}{FORMAL}第前首翻半对《$¥€£]"
        rf"(?:(?<=[\d《$¥€£首翻])|(?<=[第前])(?= ?[\d{NUMERAL_CHARS}])|(?<=半)(?=[个小年吨公成])|(?<=对)(?=折)"
        rf"|(?<=一)(?=[{following_one}])|(?<=[{NUMERAL_CHARS[0]}二两三四五六七八九零十百千万亿{FORMAL}])(?=[{following}]|$))"
    )


@dataclass(slots=True)
class _Waiting:
    """A number of a list whose unit stands after a later number: the 1.6 of 1.6和1.4个百分点."""

    numeral: Numeral
    start: int
    bound: Bound
    next_at: int


@dataclass(slots=True)
class _Reader:
    text: str
    folded: str
    found: list[Quantity] = field(default_factory=list)
    waiting: list[_Waiting] = field(default_factory=list)
    last_end: int = -1

    def read(self) -> list[Quantity]:
        search = _start().search
        folded = self.folded
        position = 0
        while True:
            match = search(folded, position)
            if match is None:
                break
            position = max(self.read_at(match.start()), match.start() + 1)
        self.settle(None)
        return self.found

    def read_at(self, start: int) -> int:
        """Reads what begins at ``start``; where reading goes on."""
        folded, character = self.folded, self.folded[start]
        if character == "第":
            end, special = ranks.match_ordinal(folded, start)
            return self.take(special) if special else end
        if character in "《前首翻半对":
            return self.read_word(start, character)
        if character in _CURRENCY:
            return self.read_symbol(start, character)
        end = lookalike_end(folded, start)
        if end > 0:
            return end
        if folded.find(" ", start, start + 12) > 0:
            special = ranks.match_spaced(folded, start)
            if special:
                return self.take(special)
        numeral = match_numeral(folded, start)
        if numeral is None:
            run = NUMERAL.match(folded, start)
            return run.end() if run else start + 1
        return self.read_number(numeral)

    def read_word(self, start: int, character: str) -> int:
        folded = self.folded
        special: ranks.Special | None = None
        if character == "首":
            special = ranks.match_first_place(folded, start)
        elif character == "翻":
            special = ranks.match_doubling(folded, start)
        elif character == "对":
            special = ranks.Special(start, start + 2, 50, "%", "percent", "half_price")
        elif character == "半":
            return self.read_half(start)
        else:
            end = lookalike_end(folded, start)
            if end > 0:
                return end
            if character == "前":
                special = ranks.match_top(folded, start)
        return self.take(special) if special else start + 1

    def read_half(self, start: int) -> int:
        """半年, 半小时, 半个百分点; 上半年 is a date."""
        if self.folded.startswith("半成", start) and self.folded[start + 2 : start + 3] not in ("品", "熟", "型"):
            return self.take(ranks.Special(start, start + 2, 5, "%", "percent", "tenths"))
        match = _HALF.match(self.folded, start)
        before = self.folded[start - 1] if start else ""
        if match is None or before in _NOT_HALF_YEAR or (before and before in NUMERAL_CHARS):
            return start + 1
        at = match.start(1) if match[1] else match.start(2)
        unit = match_unit(self.folded, at, None) or match_unit(self.folded, start + 1, None)
        if unit is None:
            return start + 1
        numeral = Numeral(start, start + 1, 0.5, None, False, False, "", "", "半")
        return self.finish(numeral, 0.5, None, unit._replace(end=max(unit.end, match.end())), "half")

    def read_symbol(self, start: int, symbol: str) -> int:
        at = start + 1 + (self.folded[start + 1 : start + 2] == " ")
        numeral = match_numeral(self.folded, at) if at < len(self.folded) else None
        if numeral is None or not numeral.arabic:
            return start + 1
        unit = match_unit(self.folded, numeral.end, numeral)
        if unit is None or unit.dimension != "money":
            money = Unit(_CURRENCY[symbol], _CURRENCY[symbol], "money", _CURRENCY[symbol])
            unit = UnitMatch(money.name, "money", numeral.end, money)
        return self.finish(numeral._replace(start=start), numeral.value, numeral.high, unit, "money_symbol")

    def read_number(self, numeral: Numeral) -> int:
        folded = self.folded
        if numeral.run[0] in "零〇" and "点" not in numeral.run:
            # 两年零三个月 goes on after 零; 零八年 is a year.
            return numeral.start + 1 if folded.startswith("个", numeral.start + 2) else numeral.end
        special = ranks.match_fraction(folded, numeral) or ranks.match_slash(folded, numeral)
        if special:
            return self.take(special)
        if numeral.run == "一" and folded.startswith("半", numeral.end):
            if folded[numeral.end + 1 : numeral.end + 2] in ("是", "导"):
                return numeral.end + 1
            return self.take(ranks.Special(numeral.start, numeral.end + 1, 0.5, "", "ratio", "one_half"))
        special = ranks.match_tenths(folded, numeral)
        if special:
            return self.read_tenths_range(special, numeral)
        return self.read_measured(numeral)

    def read_tenths_range(self, special: ranks.Special, numeral: Numeral) -> int:
        high = None if numeral.high is None else numeral.high * 10
        return self.take(special, high)

    def read_measured(self, numeral: Numeral) -> int:
        folded = self.folded
        upper = match_upper(folded, numeral.end, numeral, has_unit=False)
        last, low, high = (
            (upper.numeral, upper.low, upper.numeral.value) if upper else (numeral, numeral.value, numeral.high)
        )
        unit = self.unit_after(last)
        if folded.startswith("个半", numeral.end) and upper is None:
            whole = match_unit(folded, numeral.end + 2, None) or match_unit(
                folded[numeral.end] + folded[numeral.end + 2 : numeral.end + 6], 0, None
            )
            if whole and whole.dimension != "count":
                end = numeral.end + 2 + len(whole.unit.surface.removeprefix("个"))
                return self.finish(numeral, low + 0.5, None, whole._replace(end=end), "and_half")
        if unit is None and upper is not None and not upper.numeral.magnitude:
            upper, last, low, high = None, numeral, numeral.value, numeral.high
            if numeral.arabic and not numeral.magnitude:
                self.settle(None)
                return numeral.end
        if unit is None:
            return self.read_unmeasured(numeral, last, low, high)
        if unit.unit.reject:
            self.settle(None)
            return unit.end
        if upper is None:
            second = match_upper(folded, unit.end, numeral, has_unit=True)
            if second:
                other = self.unit_after(second.numeral)
                if other is not None and other.name == unit.name:
                    last, high, unit, upper = second.numeral, second.numeral.value, other, second
        if is_vague_money(folded, numeral, unit):
            vague = numeral._replace(start=numeral.start - 1, lone="")
            return self.finish(vague, low, low * 10, unit, "vague_money", last)
        if unit.name == "个" and "." in numeral.run and _LIST_JOIN.match(folded, unit.end):
            return self.wait(numeral._replace(end=unit.end))  # 3.2个、2.1个百分点
        if refuse(folded, numeral, unit, upper is not None):
            self.settle(None)
            return unit.end
        if high is not None and high < low:
            low, high = high, low
        return self.finish(numeral, low, high, unit, "range" if upper else "number_unit", last)

    def unit_after(self, numeral: Numeral) -> UnitMatch | None:
        end = numeral.end
        if self.folded.startswith(" ", end):
            end += 1
            if self.folded.startswith(" ", end):
                end += 1
        return match_unit(self.folded, end, numeral)

    def read_unmeasured(self, numeral: Numeral, last: Numeral, low: float, high: float | None) -> int:
        """A number without a unit: one of a list, an amount in 万 or 亿, or a metric's bare value."""
        folded = self.folded
        listed = _LIST_JOIN.match(folded, last.end) is not None and numeral.arabic and last is numeral
        if listed and not follows_code(folded, numeral.start):
            return self.wait(numeral)
        self.settle(None)
        start, bound = bound_before(folded, numeral.start, numeral)
        rule = bare_value(folded, numeral, last, bound)
        if rule:
            self.keep_bare(numeral, last.end, start, bound, low, high, rule)
        return last.end

    def wait(self, numeral: Numeral) -> int:
        """Puts a number of a list aside until the unit at the list's end is read."""
        if self.waiting and self.waiting[-1].next_at != numeral.start:
            self.settle(None)
        start, bound = bound_before(self.folded, numeral.start, numeral)
        join = _LIST_JOIN.match(self.folded, numeral.end)
        after = join.end() if join else numeral.end
        self.waiting.append(_Waiting(numeral, start, bound, after))
        return after

    def keep_bare(
        self, numeral: Numeral, end: int, start: int, bound: Bound, low: float, high: float | None, rule: str
    ) -> None:
        end, after = bound_after(self.folded, end)
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
        if folded.startswith("半", end) and folded[end + 1 : end + 2] not in _HALF_STOPS and unit.dimension != "count":
            low, end = low + 0.5, end + 1
        if folded.startswith("人民币", end) and unit.dimension == "money":
            end += 3
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
        sign_start, negative = self.sign_before(start, unit)
        if negative:
            start, low, high = sign_start, -low, (None if high is None else -high)
        if folded.startswith("±", start - 1) and start:
            start -= 1
        if not bound and folded.startswith("人民币", start - 3) and start >= 3:
            bound = bound_before(folded, start - 3, numeral)[1]
        if not bound and not after and not opening:
            bound = remote_bound(folded, start, unit.dimension)
        self.settle((numeral, unit, last))
        self.add((start, end), (low, high), unit.name, bound or after or opening, unit.dimension, rule, unit)
        return end

    def take(self, special: ranks.Special, high: float | None = None) -> int:
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

    def sign_before(self, start: int, unit: UnitMatch) -> tuple[int, bool]:
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
        if unit.dimension == "temperature" and folded.startswith("零下", start - 2):
            return start - 2, True
        return start, False

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


def find_quantities(text: str) -> list[Quantity]:
    """Find the quantities of a text: amounts, counts, percentages, ranks, multiples, durations, measures.

    Args:
        text: any text; Chinese, full-width and traditional forms are understood.

    Returns:
        Quantities in order, without overlaps. ``start`` and ``end`` are half-open character offsets into ``text``,
        and ``text[start:end]`` is the quantity's text, bound words included. ``value`` is in ``unit``.

    >>> [(q.text, q.value, q.unit, q.bound) for q in find_quantities("新增专利超4.8万件，增长8.1%")]
    [('超4.8万件', 48000.0, '件', 'over'), ('8.1%', 8.1, '%', '')]
    """
    return _Reader(text, fold(text)).read()
