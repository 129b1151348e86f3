"""Sentences as the numbers the network reads: characters, n-grams, gazetteer flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extract.errors import ModelError

Ids = npt.NDArray[np.int64]

PAD, UNKNOWN = 0, 1
_FIRST_CHARACTER = 2
GRAM_LENGTHS = (2, 3, 4)
_BITS = 13  # of a character's number: 8,192 are more than any vocabulary here holds
_LONGEST_NAME = 12
_HASH_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_HASH_BITS = 22

# Characters that mean the same to a recogniser; all digits are one.
_SAME = {
    "，": ",",
    "：": ":",
    "；": ";",
    "（": "(",
    "）": ")",
    "？": "?",
    "！": "!",
    "%": "％",
    ".": "．",
    "-": "—－–",
    "“": "「『\"‘'",
    "”": "」』’",
    "·": "•・",
    " ": "\u3000\xa0",
    "0": "123456789０１２３４５６７８９",
}


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of one batch, as arrays padded with zeros to a common length."""

    chars: Ids  # (batch, length)
    grams: Ids  # (batch, 3, length): n-grams of 2, 3 and 4 characters that start at each character
    flags: npt.NDArray[np.float32]  # (batch, length, n_flags)


@dataclass(frozen=True, slots=True, eq=False)
class KeySet:
    """Sorted keys, and a bit for each of many hashes that says whether any key has it.

    Most n-grams of a text are in no table; the bits tell that at once, where a search would take twenty steps.
    """

    keys: npt.NDArray[np.int64] | npt.NDArray[np.uint64]
    _taken: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        """Mark the hashes of all keys."""
        taken = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
        taken[_hashes(self.keys)] = True
        object.__setattr__(self, "_taken", taken)

    def places(self, wanted: npt.NDArray[np.int64] | npt.NDArray[np.uint64]) -> Ids:
        """Where each of ``wanted`` (of any shape) stands among the keys; -1 for one that is none."""
        found = np.full(wanted.shape, -1, dtype=np.int64)
        likely = np.nonzero(self._taken[_hashes(wanted)])
        keys = wanted[likely]
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        found[likely] = np.where(self.keys[places] == keys, places, -1)
        return found


def _hashes(keys: npt.NDArray[np.int64] | npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    hashes: npt.NDArray[np.uint64] = keys.astype(np.uint64) * _HASH_FACTOR >> np.uint64(64 - _HASH_BITS)
    return hashes


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTable:
    """What turns characters into numbers; it is part of a model and saved beside its weights.

    Args:
        characters: the known characters, in the order of their ids, which start at 2.
        grams: for n-grams of 2, 3 and 4 characters, their sorted keys; an n-gram's id is one plus its place.
        names: sorted keys of the gazetteer's names.
        name_kinds: for each name, a bit mask of the lists that hold it.
        kinds: the names of these lists, from the lowest bit on.
    """

    characters: str
    grams: tuple[Ids, Ids, Ids]
    names: npt.NDArray[np.uint64]
    name_kinds: npt.NDArray[np.uint16]
    kinds: tuple[str, ...]
    code_points: npt.NDArray[np.uint16]
    _gram_sets: tuple[KeySet, ...] = field(init=False)
    _name_set: KeySet = field(init=False)

    def __post_init__(self) -> None:
        """Prepare n-grams and names to be looked up."""
        object.__setattr__(self, "_gram_sets", tuple(KeySet(keys) for keys in self.grams))
        object.__setattr__(self, "_name_set", KeySet(self.names))

    @classmethod
    def build(
        cls, characters: str, grams: Iterable[Iterable[str]], gazetteer: Mapping[str, Iterable[str]]
    ) -> FeatureTable:
        """A table over ``characters``, lists of n-grams (of 2, 3, 4 characters) and lists of names by kind."""
        code_points = _number_code_points(characters)
        keys = [sorted({_gram_key(code_points[_points(gram)]) for gram in of_length}) for of_length in grams]
        two, three, four = (np.array(of_length, dtype=np.int64) for of_length in keys)
        kinds: dict[int, int] = {}
        for bit, (_, names) in enumerate(gazetteer.items()):
            for name in names:
                ids = code_points[_points(name)]
                if 0 < len(ids) <= _LONGEST_NAME and (ids != UNKNOWN).all():
                    key = _name_key(ids)
                    kinds[key] = kinds.get(key, 0) | 1 << bit
        ordered = sorted(kinds)
        return cls(
            characters=characters,
            grams=(two, three, four),
            names=np.array(ordered, dtype=np.uint64),
            name_kinds=np.array([kinds[key] for key in ordered], dtype=np.uint16),
            kinds=tuple(gazetteer),
            code_points=code_points,
        )

    @property
    def n_chars(self) -> int:
        """Numbers in use: the characters, padding, unknown and, last, the mask of pretraining."""
        return len(self.characters) + _FIRST_CHARACTER + 1

    @property
    def n_grams(self) -> tuple[int, int, int]:
        """Rows of each n-gram table, with row 0 for no known n-gram."""
        two, three, four = self.grams
        return len(two) + 1, len(three) + 1, len(four) + 1

    def spell_grams(self, length: int) -> list[str]:
        """The known n-grams of this length, in the order of their ids."""
        keys = self.grams[GRAM_LENGTHS.index(length)]
        shifts = range(_BITS * (length - 1), -1, -_BITS)
        mask = (1 << _BITS) - 1
        return ["".join(self.characters[(key >> shift & mask) - 2] for shift in shifts) for key in keys.tolist()]

    @property
    def n_flags(self) -> int:
        """Flags per character: begins, goes on, ends a name of each kind."""
        return 3 * len(self.kinds)

    def encode(self, sentences: Sequence[str], length: int) -> Batch:
        """The batch of ``sentences``, each cut or padded to ``length`` characters."""
        chars = np.zeros((len(sentences), length), dtype=np.int64)
        for row, sentence in enumerate(sentences):
            ids = self.code_points[_points(sentence[:length])]
            chars[row, : len(ids)] = ids
        return self.batch_of(chars)

    def batch_of(self, chars: Ids) -> Batch:
        """The batch of character ids (batch, length) that are at hand already."""
        return Batch(chars=chars, grams=self.gram_ids(chars), flags=self._name_flags(chars))

    def gram_ids(self, chars: Ids) -> Ids:
        """Ids (batch, 3, length) of the n-grams that start at each character; 0 for an unknown one."""
        found = np.zeros((chars.shape[0], len(GRAM_LENGTHS), chars.shape[1]), dtype=np.int64)
        key = chars
        for row, (length, known) in enumerate(zip(GRAM_LENGTHS, self._gram_sets, strict=True)):
            key = key[:, :-1] << _BITS | chars[:, length - 1 :]
            found[:, row, : key.shape[1]] = known.places(key) + 1
        return found

    def _name_flags(self, chars: Ids) -> npt.NDArray[np.float32]:
        size, length = chars.shape
        begins, inside, ends = (np.zeros((size, length), dtype=np.uint16) for _ in range(3))
        key = np.zeros((size, length), dtype=np.uint64)
        ids = chars.astype(np.uint64)
        for n in range(1, min(_LONGEST_NAME, length) + 1 if len(self.names) else 0):
            key = key[:, : length - n + 1] * _HASH_FACTOR + ids[:, n - 1 :] + np.uint64(n)
            place = self._name_set.places(key)
            kinds = np.where(place >= 0, self.name_kinds[place], 0).astype(np.uint16)
            begins[:, : length - n + 1] |= kinds
            ends[:, n - 1 :] |= kinds
            rows, starts = np.nonzero(kinds)
            for offset in range(1, n - 1):
                inside[rows, starts + offset] |= kinds[rows, starts]
        bits = np.arange(len(self.kinds), dtype=np.uint16)
        flags = [(mask[:, :, None] >> bits & 1).astype(np.float32) for mask in (begins, inside, ends)]
        return np.concatenate(flags, axis=-1)

    def save(self, path: Path) -> None:
        """Write the table to an ``.npz`` file."""
        np.savez_compressed(
            path,
            characters=np.array(self.characters),
            grams2=_differences(self.grams[0]),
            grams3=_differences(self.grams[1]),
            grams4=_differences(self.grams[2]),
            names=self.names,
            name_kinds=self.name_kinds,
            kinds=np.array(self.kinds),
        )

    @classmethod
    def load(cls, path: Path) -> FeatureTable:
        """Read a table that :meth:`save` wrote.

        Raises:
            ModelError: the file is missing or holds something else.
        """
        try:
            with np.load(path, allow_pickle=False) as saved:
                characters = str(saved["characters"])
                two, three, four = (np.cumsum(saved[f"grams{length}"]) for length in GRAM_LENGTHS)
                return cls(
                    characters=characters,
                    grams=(two, three, four),
                    names=saved["names"],
                    name_kinds=saved["name_kinds"],
                    kinds=tuple(str(kind) for kind in saved["kinds"]),
                    code_points=_number_code_points(characters),
                )
        except (OSError, KeyError, ValueError) as error:
            message = f"{path} is no feature table ({error}); make it with `python -m pipelines.train_ner`"
            raise ModelError(message) from error


def fold(text: str) -> str:
    """``text`` with every character replaced by the one that stands for it in the vocabulary; same length."""
    return text.translate(_FOLDED)


_FOLDED = {ord(char): standard for standard, group in _SAME.items() for char in group} | {
    wide: chr(wide - 0xFEE0) for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


def _number_code_points(characters: str) -> npt.NDArray[np.uint16]:
    """The id of every code point, folded first."""
    numbers = np.full(0x110000, UNKNOWN, dtype=np.uint16)
    for number, char in enumerate(characters, start=_FIRST_CHARACTER):
        numbers[ord(char)] = number
    for variant, standard in _FOLDED.items():
        numbers[variant] = numbers[ord(standard)]
    return numbers


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _gram_key(ids: npt.NDArray[np.uint16]) -> int:
    key = 0
    for number in ids.tolist():
        key = key << _BITS | number
    return key


def _name_key(ids: npt.NDArray[np.uint16]) -> int:
    """A 64-bit hash, as :meth:`FeatureTable._name_flags` computes it for all places at once."""
    key = 0
    for length, number in enumerate(ids.tolist(), start=1):
        key = (key * int(_HASH_FACTOR) + number + length) & 0xFFFFFFFFFFFFFFFF
    return key


def _differences(keys: Ids) -> Ids:
    """Sorted keys as steps from one to the next, which pack better."""
    return np.diff(keys, prepend=0)
