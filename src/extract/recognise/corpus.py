"""Unlabelled text as numbers, and the table of characters, n-grams and names that is drawn from it."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extract.errors import ModelError
from extract.recognise.features import GRAM_LENGTHS, FeatureTable, Ids, fold

_BITS = 13
_FIRST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLimits:
    """How often something must stand in the corpus to be worth a number."""

    max_chars: int = 6000
    min_char_count: int = 15
    min_bigram_count: int = 50
    min_gram_count: int = 40
    max_grams: tuple[int, int] = (60_000, 40_000)
    min_cohesion: float = 2.5  # nats of pointwise mutual information at the weakest cut of an n-gram


def read_text(paths: Iterable[Path]) -> str:
    """The folded text of ``.txt`` and ``.txt.xz`` files, a paragraph a line.

    Raises:
        ModelError: there are no files.
    """
    parts = [fold(line) for path in sorted(paths) for line in _lines(path)]
    if not parts:
        raise ModelError("no text to learn from; name a folder with .txt or .txt.xz files")
    return "\n".join(parts)


def _lines(path: Path) -> Iterator[str]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if stripped := line.strip():
                yield stripped


def build_table(text: str, gazetteer: Mapping[str, Iterable[str]], limits: TableLimits) -> FeatureTable:
    """The characters and n-grams of ``text`` that are worth a number, with the names of ``gazetteer``."""
    counts = Counter(text)
    common = (char for char, count in counts.most_common() if count >= limits.min_char_count and char.strip())
    characters = "".join(list(common)[: limits.max_chars])
    bare = FeatureTable.build(characters, ([], [], []), {})
    ids = number_text(text, bare)
    plain = np.zeros(1 << _BITS, dtype=bool)
    for number, char in enumerate(characters, start=_FIRST):
        plain[number] = "\u4e00" <= char <= "\u9fff" or (char.isascii() and char.isalnum())
    counted = {length: _count_grams(ids, length, plain) for length in GRAM_LENGTHS}
    any_two, two_counts = _count_grams(ids, 2, np.arange(1 << _BITS) >= _FIRST)
    grams = [_spell(any_two[two_counts >= limits.min_bigram_count], 2, characters)]
    single = np.bincount(ids, minlength=1 << _BITS).astype(float)
    for length, most in zip(GRAM_LENGTHS[1:], limits.max_grams, strict=True):
        keys, times = counted[length]
        worth = (times >= limits.min_gram_count) & (
            _cohesion(keys, times, length, counted, single) > limits.min_cohesion
        )
        best = np.argsort(-np.where(worth, times, 0), kind="stable")[: min(most, int(worth.sum()))]
        grams.append(_spell(keys[best], length, characters))
    return FeatureTable.build(characters, grams, gazetteer)


def number_text(text: str, table: FeatureTable) -> Ids:
    """Character ids of a text; line breaks are 0, like padding."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    ids = table.code_points[points].astype(np.int64)
    ids[points == ord("\n")] = 0
    return ids


def _count_grams(ids: Ids, length: int, allowed: npt.NDArray[np.bool_]) -> tuple[Ids, Ids]:
    size = max(len(ids) - length + 1, 0)
    keys = np.zeros(size, dtype=np.int64)
    good = np.ones(size, dtype=bool)
    for offset in range(length):
        part = ids[offset : offset + size]
        keys = keys << _BITS | part
        good &= allowed[part]
    found, times = np.unique(keys[good], return_counts=True)
    return found, times


def _cohesion(
    keys: Ids, times: Ids, length: int, counted: Mapping[int, tuple[Ids, Ids]], single: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The least pointwise mutual information between the two parts of each n-gram, over all its cuts."""

    def count(of_length: int, parts: Ids) -> npt.NDArray[np.float64]:
        if of_length == 1:
            return single[parts]
        known, known_times = counted[of_length]
        return known_times[np.searchsorted(known, parts)].astype(float)

    weakest = np.full(len(keys), np.inf)
    for cut in range(1, length):
        left, right = keys >> _BITS * (length - cut), keys & (1 << _BITS * (length - cut)) - 1
        expected = count(cut, left) * count(length - cut, right) / single.sum()
        weakest = np.minimum(weakest, np.log(times / expected))
    return weakest


def _spell(keys: Ids, length: int, characters: str) -> list[str]:
    mask = (1 << _BITS) - 1
    return [
        "".join(characters[(key >> _BITS * (length - 1 - place) & mask) - _FIRST] for place in range(length))
        for key in keys.tolist()
    ]
