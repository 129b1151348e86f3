"""Reads the words beside a number that make it a limit: 超, 近, 不足, 最高 … 以上, 左右."""

from __future__ import annotations

import re
from functools import cache

from extract.numbers.lexicon import BoundWord, read_bounds, read_words
from extract.numbers.numerals import Numeral
from extract.records import Bound

_LONGEST_GAP = 16
# 250GHz(千兆赫兹)以上: the unit explained before the bound.
_GLOSS = re.compile(r"\((?!含)[^()\d\n]{1,12}\)(?=以上|以下|以内|左右)")


@cache
def _by_length() -> tuple[tuple[int, dict[str, BoundWord]], ...]:
    before, _ = read_bounds()
    lengths = sorted({len(word) for word in before}, reverse=True)
    return tuple((n, {w: b for w, b in before.items() if len(w) == n}) for n in lengths)


@cache
def _endings() -> frozenset[str]:
    return frozenset(word[-1] for word in read_bounds()[0])


@cache
def _suffixes() -> dict[str, tuple[BoundWord, ...]]:
    table: dict[str, list[BoundWord]] = {}
    for word in sorted(read_bounds()[1].values(), key=lambda w: -len(w.word)):
        table.setdefault(word.word[0], []).append(word)
    return {first: tuple(words) for first, words in table.items()}


def bound_before(folded: str, start: int, numeral: Numeral) -> tuple[int, Bound]:
    """Where the quantity begins once its bound word is counted in, and the bound; ``(start, "")`` for none."""
    start_of_word = start - 1 if start and folded[start - 1] == " " else start
    if not start_of_word or folded[start_of_word - 1] not in _endings():
        return start, ""
    for length, words in _by_length():
        begin = start_of_word - length
        if begin < 0:
            continue
        found = words.get(folded[begin:start_of_word])
        if found is None:
            continue
        if begin and found.not_after and folded[begin - 1] in found.not_after:
            continue
        if found.needs == "large" and not (numeral.magnitude or numeral.value >= 10**4 or numeral.lone):
            continue
        if found.needs == "lone" and not (numeral.lone and numeral.lone not in "一二"):
            continue
        if found.needs == "arabic" and not (numeral.arabic or numeral.magnitude or numeral.value >= 10):
            continue
        return begin, found.bound  # type: ignore[return-value]
    return start, ""


def bound_after(folded: str, end: int) -> tuple[int, Bound]:
    """Where the quantity ends once 以上, 左右, 多 … after its unit are counted in, and the bound."""
    if end >= len(folded):
        return end, ""
    if folded[end] == "(":
        gloss = _GLOSS.match(folded, end)
        if gloss:
            return _suffix(folded, gloss.end(), end)
    if folded[end] == " " and end + 1 < len(folded) and folded[end + 1] in "以左上之":
        return _suffix(folded, end + 1, end)
    return _suffix(folded, end, end)


def _suffix(folded: str, at: int, end: int) -> tuple[int, Bound]:
    for word in _suffixes().get(folded[at], ()):
        if folded.startswith(word.word, at):
            after = at + len(word.word)
            if after < len(folded) and word.not_after and folded[after] in word.not_after:
                continue
            return after, word.bound  # type: ignore[return-value]
    return end, ""


@cache
def _remote() -> tuple[tuple[re.Pattern[str], Bound], ...]:
    words = read_words()
    names: tuple[tuple[str, Bound], ...] = (
        ("remote_about", "about"),
        ("remote_under", "under"),
        ("remote_over", "over"),
    )
    gap = rf"[^，。；、！？\n\d]{{1,{_LONGEST_GAP}}}$"
    return tuple((re.compile(rf"(?:{words.alternation(name)}){gap}"), bound) for name, bound in names)


@cache
def _grants() -> re.Pattern[str]:
    words = read_words()
    return re.compile(rf"(?:{words.alternation('remote_upto')})(?:{words.alternation('grant_verbs')}){{1,3}}$")


def remote_bound(folded: str, start: int, dimension: str) -> Bound:
    """The bound whose word stands away from the number.

    A share's may stand before its whole (约占全国的17%), a grant's before its verb (最高补助100万元).
    """
    window = folded[max(0, start - _LONGEST_GAP - 6) : start]
    if "最" in window and _grants().search(window):
        return "upto"
    if dimension not in ("percent", "ratio"):
        return ""
    for pattern, bound in _remote():
        if pattern.search(window):
            return bound
    return ""
