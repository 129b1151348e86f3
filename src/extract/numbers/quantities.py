"""Finds quantities: numbers with what they count or measure.

One pass over the text: a pattern jumps from one possible start to the next; at each, look-alikes are stepped over,
and the numeral, its unit and the words beside it are read from left to right. Nothing is read twice, so time grows
with the length of the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.numbers import ranks
from extract.numbers.bounds import bound_before
from extract.numbers.collecting import LIST_JOIN, Collector
from extract.numbers.conditions import bare_value, is_vague_money, refuse
from extract.numbers.lexicon import Unit, read_words
from extract.numbers.lookalikes import follows_code, lookalike_end
from extract.numbers.numerals import FORMAL, NUMERAL, NUMERAL_CHARS, Numeral, fold, match_numeral
from extract.numbers.ranges import match_upper
from extract.numbers.units import UnitMatch, match_unit, units_by_first
from extract.records import Bound, Quantity

# What may follow a Chinese numeral besides a unit: bounds, ranks, ranges, marks that end a bare amount.
_GOES_ON = "个几余多来点半分成折又强名位 、至到甚乃-–~%,.，。"
_CURRENCY = {"$": "美元", "¥": "元", "€": "欧元", "£": "英镑"}
_ENGLISH_SCALE = re.compile(r" ?(million|billion|trillion)\b", re.IGNORECASE)
_ENGLISH_POWER = {"million": 2, "billion": 3, "trillion": 4}
# 3.2个、2.1个百分点: the first 个 is one of percentage points too.
_POINTS_AT_END = re.compile(r"(?:[、和与及]\d{1,4}(?:\.\d{1,4})?个){1,6}百分点")
_HALF = re.compile(r"半(?:个(?:多)?(小时|月|百分点|世纪|钟头)|(小时|年(?!报|度|线|来)|吨|公里))")
#: 过半, 近半, 半数以上: half of what is spoken of.
_HALF_SHARE = re.compile(r"半(?:数(?!组|据|字|码|值|学|控)|(?=[，。；、！？,;）)\s的]|$))")
_HALF_BOUNDS: dict[str, Bound] = {"过": "over", "超过": "over", "超": "over", "逾": "over", "近": "about"}
_HALF_BEFORE = re.compile(r"(?:超过|(?<![通经超度走做去越透渡跨错难不])过|超|逾|(?<![附最远邻亲靠新逼])近)\Z")
_CHANGES = re.compile(r"(?:增加|增长|上升|上涨|上调|回升|增|涨|减少|下降|下跌|下滑|下调|回落|降低|跌|降)了?\Z")
_FAR = 5
_NOT_HALF_YEAR = frozenset("上下这前后大每")


@cache
def _start() -> re.Pattern[str]:
    """Where reading may begin; a Chinese numeral only before what may go on a numeral or be a unit."""
    units = [unit for group in units_by_first().values() for unit in group]
    numeral = NUMERAL_CHARS + FORMAL
    after = {unit.surface[0] for unit in units if not unit.surface[0].isascii()}
    after |= {slogan[1] for slogan in read_words().lists["slogans"]} | set(numeral + _GOES_ON)
    after_one = {unit.surface[0] for unit in units if unit.measure} | set(numeral + "个点半分成折至到甚")
    following, following_one = (re.escape("".join(sorted(chars))) for chars in (after, after_one))
    return re.compile(
        rf"[\d{numeral}第前首翻半对《$¥€£]"
        rf"(?:(?<=[\d《$¥€£首翻])|(?<=[第前])(?= ?[\d{NUMERAL_CHARS}])|(?<=对)(?=折)"
        rf"|(?<=半)(?=[个小年吨公成数，。；、！？,;）)\s的]|$)"
        rf"|(?<=[上近超逾过][万亿])|(?<=一)(?=[{following_one}])|(?<=[{numeral}])(?<!一)(?=[{following}]|$))"
    )


@dataclass(slots=True)
class _Reader:
    """Reads one folded text from left to right."""

    folded: str
    out: Collector

    def read(self) -> list[Quantity]:
        search = _start().search
        folded = self.folded
        position = 0
        while True:
            match = search(folded, position)
            if match is None:
                break
            position = max(self.read_at(match.start()), match.start() + 1)
        self.out.settle(None)
        return self.out.found

    def read_at(self, start: int) -> int:
        """Reads what begins at ``start``; where reading goes on."""
        folded, character = self.folded, self.folded[start]
        if character == "第":
            end, special = ranks.match_ordinal(folded, start)
            return self.out.take(special) if special else end
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
                return self.out.take(special)
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
        elif character == "对" and start and folded[start - 1] in "打按":
            special = ranks.Special(start, start + 2, 50, "%", "percent", "half_price")
        elif character == "对":
            return start + 1
        elif character == "半":
            return self.read_half(start)
        else:
            end = lookalike_end(folded, start)
            if end > 0:
                return end
            if character == "前":
                special = ranks.match_top(folded, start)
        return self.out.take(special) if special else start + 1

    def read_half(self, start: int) -> int:
        """半年, 半小时, 半个百分点; 上半年 is a date."""
        if self.folded.startswith("半成", start) and self.folded[start + 2 : start + 3] not in ("品", "熟", "型"):
            return self.out.take(ranks.Special(start, start + 2, 5, "%", "percent", "tenths"))
        share = self.half_share(start)
        if share is not None:
            return self.out.take(share)
        match = _HALF.match(self.folded, start)
        before = self.folded[start - 1] if start else ""
        if match is None or before in _NOT_HALF_YEAR or (before and before in NUMERAL_CHARS):
            return start + 1
        at = match.start(1) if match[1] else match.start(2)
        unit = match_unit(self.folded, at, None) or match_unit(self.folded, start + 1, None)
        if unit is None:
            return start + 1
        numeral = Numeral(start, start + 1, 0.5, None, False, False, "", "", "半")
        return self.out.finish(numeral, 0.5, None, unit._replace(end=max(unit.end, match.end())), "half")

    def half_share(self, start: int) -> ranks.Special | None:
        """过半, 近半, 半数以上; a bare 半 is none."""
        match = _HALF_SHARE.match(self.folded, start)
        before = _HALF_BEFORE.search(self.folded[max(0, start - 3) : start])
        if match is None or (before is None and match.group() == "半"):
            return None
        bound: Bound = _HALF_BOUNDS[before.group()] if before else ""
        low = start - (len(before.group()) if before else 0)
        return ranks.Special(low, match.end(), 0.5, "", "ratio", "one_half", bound)

    def read_symbol(self, start: int, symbol: str) -> int:
        at = start + 1 + (self.folded[start + 1 : start + 2] == " ")
        numeral = match_numeral(self.folded, at) if at < len(self.folded) else None
        if numeral is None or not numeral.arabic:
            return start + 1
        english = _ENGLISH_SCALE.match(self.folded, numeral.end)
        if english:
            value = numeral.value * 1000 ** _ENGLISH_POWER[english[1].lower()]
            numeral = numeral._replace(value=value, end=english.end())
        unit = match_unit(self.folded, numeral.end, numeral)
        if unit is None or unit.dimension != "money":
            money = Unit(_CURRENCY[symbol], _CURRENCY[symbol], "money", _CURRENCY[symbol])
            unit = UnitMatch(money.name, "money", numeral.end, money)
        return self.out.finish(numeral._replace(start=start), numeral.value, numeral.high, unit, "money_symbol")

    def read_number(self, numeral: Numeral) -> int:
        folded = self.folded
        if numeral.run[0] in "零〇" and "点" not in numeral.run:
            # 两年零三个月 goes on after 零; 零八年 is a year.
            return numeral.start + 1 if folded.startswith("个", numeral.start + 2) else numeral.end
        special = ranks.match_fraction(folded, numeral) or ranks.match_slash(folded, numeral)
        if special:
            return self.out.take(special)
        if numeral.run == "一" and folded.startswith("半", numeral.end):
            if folded[numeral.end + 1 : numeral.end + 2] in ("是", "导"):
                return numeral.end + 1
            return self.out.take(ranks.Special(numeral.start, numeral.end + 1, 0.5, "", "ratio", "one_half"))
        special = ranks.match_tenths(folded, numeral)
        if special:
            return self.out.take(special, None if numeral.high is None else numeral.high * 10)
        return self.read_measured(numeral)

    def read_measured(self, numeral: Numeral) -> int:
        folded = self.folded
        upper = match_upper(folded, numeral.end, numeral, has_unit=False)
        last, low, high = (
            (upper.numeral, upper.low, upper.numeral.value) if upper else (numeral, numeral.value, numeral.high)
        )
        share = ranks.match_tenths(folded, last) if upper else None
        if share:  # 两到三成
            return self.out.take(share._replace(start=numeral.start, value=low * 10), share.value)
        unit = self.unit_after(last)
        if folded.startswith("个半", numeral.end) and upper is None:
            whole = match_unit(folded, numeral.end + 2, None) or match_unit(
                folded[numeral.end] + folded[numeral.end + 2 : numeral.end + 6], 0, None
            )
            if whole and whole.dimension != "count":
                end = numeral.end + 2 + len(whole.unit.surface.removeprefix("个"))
                return self.out.finish(numeral, low + 0.5, None, whole._replace(end=end), "and_half")
        if unit is None and upper is not None and not upper.numeral.magnitude:
            upper, last, low, high = None, numeral, numeral.value, numeral.high
            if numeral.arabic and not numeral.magnitude:
                self.out.settle(None)
                return numeral.end
        if unit is None:
            return self.read_unmeasured(numeral, last, low, high)
        if unit.unit.reject:
            self.out.settle(None)
            return unit.end
        if upper is None:
            second = match_upper(folded, unit.end, numeral, has_unit=True)
            if second:
                other = self.unit_after(second.numeral)
                if other is not None and other.name == unit.name and not self.rises_to(numeral, second.numeral):
                    last, high, unit, upper = second.numeral, second.numeral.value, other, second
        if is_vague_money(folded, numeral, unit):
            vague = numeral._replace(start=numeral.start - 1, lone="")
            return self.out.finish(vague, low, low * 10, unit, "vague_money", last)
        if unit.name == "个" and _POINTS_AT_END.match(folded, unit.end):
            return self.out.wait(numeral._replace(end=unit.end))
        if refuse(folded, numeral, unit, upper is not None):
            self.out.settle(None)
            return unit.end
        if high is not None and high < low:
            low, high = high, low
        return self.out.finish(numeral, low, high, unit, "range" if upper else "number_unit", last)

    def rises_to(self, change: Numeral, level: Numeral) -> bool:
        """「增加2亿元至380亿元」: a change and the level it leads to, and no range."""
        return change.value * _FAR < level.value and _CHANGES.search(self.folded, 0, change.start) is not None

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
        listed = LIST_JOIN.match(folded, last.end) is not None and numeral.arabic and last is numeral
        if listed and not follows_code(folded, numeral.start):
            return self.out.wait(numeral)
        self.out.settle(None)
        start, bound = bound_before(folded, numeral.start, numeral)
        rule = bare_value(folded, numeral, last, bound)
        if rule:
            self.out.keep_bare(numeral, last.end, start, bound, low, high, rule)
        return last.end


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
    folded = fold(text)
    return _Reader(folded, Collector(text, folded)).read()
