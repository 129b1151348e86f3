"""What tells a text's reprints: how much two texts share, and whether they state the same figures.

A notice that is filled in anew every month shares nearly all of its words with last month's and is news all the same:
its figures and days differ. So a reprint has to share the words, the values, the days and the names.

A signature is small and made from one text alone. Two texts that are alike most likely share one of its keys, so that
reprints are found among any number of texts without comparing each with each.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extract.records import DateMention, Mention, OrganisationMention, Quantity

LEAST_SIMILARITY = 0.6
"""Pieces that a reprint shares with the text it repeats, of all that either has."""
LEAST_AGREEMENT = 0.8
"""Values, days and names that a reprint shares with the text it repeats, of those that the shorter list has."""

# Characters of a piece: long enough that two texts on one subject share few.
_PIECE = 7
# Least hashes kept of a text; the error of the similarity is some 1 / (2 sqrt) of it.
_HASHES = 128
# Least hashes in one key: of texts that share 0.6 of their pieces 98 in 100 share a key, of those that share 0.2 five.
_PER_KEY = 4
# Pieces hashed at a time, so that a long text takes no more memory than a short one.
_AT_A_TIME = 4096
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_BASE = np.uint64(1_000_003)
_DIGITS = re.compile(r"[0-9]+")


@cache
def _stream(name: str, count: int) -> NDArray[np.uint64]:
    """Odd numbers that differ from one another as random ones do, the same in any release of any library."""
    drawn = b"".join(hashlib.blake2b(f"{name}{number}".encode(), digest_size=8).digest() for number in range(count))
    return np.frombuffer(drawn, dtype="<u8") | np.uint64(1)


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to tell its reprints.

    Args:
        sketch: least hashes of its pieces, four bytes each; two texts have as many in common as they share pieces.
        keys: texts that are alike most likely have one of these in common.
        values: hashes of its quantities as plain numbers, sorted, each once.
        days: hashes of its dates and of all other numbers (of a decree, a share), without punctuation, likewise.
        names: hashes of its organisations as written, likewise.
    """

    sketch: bytes
    keys: tuple[int, ...]
    values: tuple[int, ...]
    days: tuple[int, ...]
    names: tuple[int, ...]


def sign(
    text: str,
    *,
    start: int = 0,
    quantities: Sequence[Quantity] = (),
    dates: Sequence[DateMention] = (),
    organisations: Sequence[OrganisationMention] = (),
) -> Signature | None:
    """The signature of ``text``, or ``None`` if it holds neither letter nor digit.

    Args:
        text: an article; spaces and punctuation do not count.
        start: where the text begins, in the offsets of what was found in it.
        quantities: those it states.
        dates: those it names.
        organisations: those it names.
    """
    pieces = _pieces(text)
    if not pieces.size:
        return None
    values = {f"{value:.12g}" for quantity in quantities for value in _ends(quantity)}
    found = [*quantities, *dates]
    days = {_letters(date.text) for date in dates if any(map(_is_numeral, date.text))} | _loose(text, start, found)
    sketch = (_least_hashes(pieces, _HASHES, "piece") >> np.uint64(32)).astype("<u4")
    bands = sketch.reshape(-1, _PER_KEY)
    # A key holds a value or day too, or all notices of one form would share their keys.
    stated = _least_hashes(_hashed(values | days), len(bands), "stated")
    keys = [
        _hash(number.to_bytes(2) + band.tobytes() + told.tobytes())
        for number, (band, told) in enumerate(zip(bands, stated, strict=True))
    ]
    # As written here: the fullest form may stand in another article of the document.
    names = {organisation.text for organisation in organisations}
    agreeing = (tuple(sorted(_hash(told.encode()) for told in told_of)) for told_of in (values, days, names))
    return Signature(sketch.tobytes(), tuple(keys), *agreeing)


def similarities(first: Sequence[bytes], second: Sequence[bytes]) -> NDArray[np.float64]:
    """The share of pieces that each text of ``first`` has in common with that of ``second``, from their sketches."""
    shape = (-1, _HASHES)
    left, right = (np.frombuffer(b"".join(sketches), dtype="<u4").reshape(shape) for sketches in (first, second))
    return np.asarray((left == right).mean(axis=1), dtype=np.float64)


def _ends(quantity: Quantity) -> tuple[float, ...]:
    return (quantity.value,) if quantity.value_high is None else (quantity.value, quantity.value_high)


def _loose(text: str, start: int, found: Sequence[Mention]) -> set[str]:
    """The numbers outside ``found``: a month whose year nobody tells, the number of a decree or of a share."""
    position, between = 0, []
    for mention in sorted(found, key=lambda mention: mention.start):
        between.append(text[position : max(mention.start - start, position)])
        position = max(mention.end - start, position)
    return set(_DIGITS.findall(unicodedata.normalize("NFKC", " ".join([*between, text[position:]]))))


def _is_numeral(character: str) -> bool:
    return unicodedata.numeric(character, None) is not None


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def _pieces(text: str) -> NDArray[np.uint64]:
    """The hash of every piece of the text, each once; of a text shorter than a piece, that of all of it."""
    codes = np.frombuffer(_letters(text).encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    if not codes.size:
        return codes
    width = min(_PIECE, codes.size)
    hashes = np.zeros(codes.size - width + 1, dtype=np.uint64)
    for step in range(width):
        hashes = hashes * _BASE + codes[step : step + hashes.size]
    return np.unique(_mixed(hashes))


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _MULTIPLIER
    return hashes ^ (hashes >> np.uint64(32))


def _least_hashes(hashes: NDArray[np.uint64], count: int, name: str) -> NDArray[np.uint64]:
    """The least value of each of ``count`` hash functions over ``hashes``; of nothing the same everywhere."""
    factors = _stream(name, count)[:, np.newaxis]
    least = np.full(count, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, hashes.size, _AT_A_TIME):
        np.minimum(least, (hashes[start : start + _AT_A_TIME] * factors).min(axis=1), out=least)
    return least


def _hash(content: bytes) -> int:
    """A number of eight bytes, the same in any run."""
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little", signed=True)


def _hashed(words: Iterable[str]) -> NDArray[np.uint64]:
    return np.array([_hash(word.encode()) for word in words], dtype=np.int64).astype(np.uint64)
