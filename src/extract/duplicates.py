"""Articles that were printed before: the same text, or a reprint with small changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Characters of a shingle: long enough that two texts on one subject share few.
_SHINGLE = 7
# Hashes kept of each text; the error of the similarity is some 1 / sqrt of it.
_SKETCH = 160
# A hash that many texts share is a phrase that everybody prints, and finds no reprint.
_MAX_SHARED = 200
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_BASE = np.uint64(1_000_003)


def find_duplicates(texts: Sequence[str], *, least: float = 0.6) -> list[int | None]:
    """For each text the index of the earlier text it repeats, or ``None``.

    Texts are compared without spaces and punctuation, by their seven-character pieces; the result points to the first
    of all that are alike, and depends on the texts and their order alone.

    Args:
        texts: articles, in the order in which they should be kept.
        least: the share of pieces two texts must have in common, of all that either has; 1.0 for equal texts only.

    >>> find_duplicates(["全市新增专利320件，增长6.5%。", "天气晴。", "全市新增专利 320 件，增长6.5%。"])
    [None, None, 0]
    """
    sketches = [sketch(text) for text in texts]
    first_of: dict[bytes, int] = {}
    holders: defaultdict[int, list[int]] = defaultdict(list)
    found: list[int | None] = []
    for number, own in enumerate(sketches):
        original = first_of.get(own.tobytes()) if own.size else None
        if original is None and own.size:
            shared = Counter(other for value in own.tolist() for other in holders.get(value, ()))
            alike = (other for other, _ in sorted(shared.items()) if similarity(own, sketches[other]) >= least)
            original = next(alike, None)
        found.append(original)
        if original is None and own.size:
            first_of[own.tobytes()] = number
            for value in own.tolist():
                if len(holders[value]) < _MAX_SHARED:
                    holders[value].append(number)
    return found


def sketch(text: str) -> NDArray[np.uint64]:
    """The smallest hashes of a text's pieces, ascending: equal texts have equal sketches, in any run."""
    letters = "".join(character for character in text if character.isalnum())
    codes = np.frombuffer(letters.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    if not codes.size:
        return np.empty(0, dtype=np.uint64)
    width = min(_SHINGLE, codes.size)
    hashes = np.zeros(codes.size - width + 1, dtype=np.uint64)
    for step in range(width):
        hashes = hashes * _BASE + codes[step : step + hashes.size]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _MULTIPLIER
    hashes ^= hashes >> np.uint64(32)
    return np.unique(hashes)[:_SKETCH]


def similarity(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> float:
    """The share of pieces that two texts have in common, from their sketches; 0 to 1."""
    both = np.union1d(first, second)
    if max(first.size, second.size) >= _SKETCH:
        # Of a longer text the sketch is a sample; so is the union of two.
        both = both[:_SKETCH]
    if not both.size:
        return 0.0
    return float((np.isin(both, first) & np.isin(both, second)).sum() / both.size)
