"""pkuseg's decoding with its features looked up for all characters at once.

spacy-pkuseg builds some sixty feature strings per character and looks each up in a dictionary, which takes longer
than all the rest of this package together. Here the same features are looked up as numbers, a whole array of
characters at a time; scores and words are those of pkuseg itself, at several times its speed (a test compares
the two). Words of the user dictionary are cut out first, as pkuseg does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from spacy_pkuseg import inference, pkuseg

_Ids = npt.NDArray[np.int64]
_Scores = npt.NDArray[np.float64]

_BITS = 21  # of a character's or a word's number: both stay far below two million
_PREFIX = {"c.": 0, "c-1.": -1, "c1.": 1, "c-2.": -2, "c2.": 2}
_PAIR_PREFIX = {"c-1c.": -1, "cc1.": 0, "c-2c-1.": -2}
_NO_WORD = "**noWord"
_LONGEST, _SHORTEST = 6, 2  # pkuseg's wordMax and wordMin
_GAP = "\0\0"
_LENGTHS = range(_SHORTEST, _LONGEST + 1)


@dataclass(frozen=True, slots=True)
class _Table:
    """Weights of one family of features, by sorted key; row 0 of ``weights`` is for an unknown key."""

    keys: _Ids
    weights: _Scores

    @classmethod
    def build(cls, entries: Mapping[int, int], weights: _Scores) -> _Table:
        keys = np.array(sorted(entries), dtype=np.int64)
        rows = weights[[entries[int(key)] for key in keys]] if len(keys) else weights[:0]
        return cls(keys, np.vstack([np.zeros((1, weights.shape[1])), rows]))

    def score(self, keys: _Ids) -> _Scores:
        if not len(self.keys):
            return np.zeros((len(keys), self.weights.shape[1]))
        return self.weights[_find(self.keys, keys)]


def _find(table: _Ids, keys: _Ids) -> _Ids:
    """One plus the place of each key in the sorted table, 0 where it is not in it."""
    place = np.searchsorted(table, keys)
    place[place == len(table)] = 0
    return np.where(table[place] == keys, place + 1, 0)


class VectorisedPkuseg(pkuseg):  # type: ignore[misc]
    """A pkuseg segmenter that scores whole arrays; made from a loaded one, whose model it shares."""

    def __init__(self, loaded: pkuseg) -> None:
        self.__dict__.update(loaded.__dict__)
        model, names = loaded.model, loaded.feature_extractor.feature_to_idx
        weights = np.asarray(model.w[: model.n_feature * model.n_tag]).reshape(model.n_feature, model.n_tag)
        edges = np.asarray(model.w[model.n_feature * model.n_tag :]).reshape(model.n_tag, model.n_tag)
        self._edge_scores = np.ascontiguousarray(edges.T)
        self._starts_word = np.array(["B" in self.idx_to_tag[tag] for tag in range(model.n_tag)])
        self._bias = weights[0]
        self._number: dict[str, int] = {}
        self._tables(names, weights)
        self._code_points = self._number_code_points()

    def _tables(self, names: Mapping[str, int], weights: _Scores) -> None:
        single: dict[int, dict[int, int]] = {offset: {} for offset in _PREFIX.values()}
        pairs: dict[int, dict[int, int]] = {offset: {} for offset in _PAIR_PREFIX.values()}
        words = self._number_words()
        ends: dict[int, int] = {}
        begins: dict[int, int] = {}
        left: dict[int, int] = {}
        right: dict[int, int] = {}
        for name, row in names.items():
            family, _, rest = name.partition(".")
            family += "."
            if family in _PREFIX:
                single[_PREFIX[family]][self._id(rest)] = row
            elif family in _PAIR_PREFIX:
                first, _, second = rest.partition(".")
                pairs[_PAIR_PREFIX[family]][self._id(first) << _BITS | self._id(second)] = row
            elif family in ("w-1.", "w1."):
                (ends if family == "w-1." else begins)[words[rest]] = row
            elif family == "ww.":
                side, _, both = rest.partition(".")
                before, after = _split_pair(both)
                key = words.get(before, 0) << _BITS | words.get(after, 0)
                (left if side == "l" else right)[key] = row
        self._single = {offset: _Table.build(entries, weights) for offset, entries in single.items()}
        self._pair = {offset: _Table.build(entries, weights) for offset, entries in pairs.items()}
        self._ends, self._begins = _Table.build(ends, weights), _Table.build(begins, weights)
        self._left, self._right = _Table.build(left, weights), _Table.build(right, weights)

    def _number_words(self) -> dict[str, int]:
        """Numbers of the known words; their prefixes are numbered too, so that a word is found step by step."""
        prefixes: dict[tuple[int, int], int] = {}
        words: dict[str, int] = {}
        for word in sorted(self.feature_extractor.unigram):
            if not _SHORTEST <= len(word) <= _LONGEST:
                continue
            state = self._id(word[0])
            for length, char in enumerate(word[1:], start=2):
                state = prefixes.setdefault((length, state << _BITS | self._id(char)), len(prefixes) + 1)
            words[word] = state
        known = np.array(sorted(words.values()), dtype=np.int64)
        self._steps: dict[int, tuple[_Ids, _Ids, npt.NDArray[np.bool_]]] = {}
        for length in _LENGTHS:
            keys = np.array(sorted(key for size, key in prefixes if size == length), dtype=np.int64)
            states = np.array([0] + [prefixes[length, int(key)] for key in keys], dtype=np.int64)
            self._steps[length] = (keys, states, np.isin(states, known))
        return words

    def _id(self, char: str) -> int:
        return self._number.setdefault(char, len(self._number) + 1)

    def _number_code_points(self) -> _Ids:
        numbers = np.zeros(0x110000, dtype=np.int64)
        for char, number in self._number.items():
            if len(char) == 1:
                numbers[ord(char)] = number
        extractor = self.feature_extractor
        for char in (*extractor.num, *extractor.letter, *extractor.keywords):
            numbers[ord(char)] = self._number.get(next(iter(extractor.normalize_text(char))), 0)
        return numbers

    def cut(self, txt: str) -> list[str]:
        """The words of a text, without its white space; runs between white space are cut apart from each other."""
        pieces: list[str] = []
        is_word: list[bool] = []
        for run in txt.split():
            parts, known, _ = self.preprocesser.solve(run)
            pieces += parts
            is_word += known
        found = iter(self._cut_pieces([piece for piece, known in zip(pieces, is_word, strict=True) if not known]))
        words: list[str] = []
        for piece, known in zip(pieces, is_word, strict=True):
            words += [piece] if known else next(found)
        return words

    def _cut_pieces(self, pieces: list[str]) -> Iterator[list[str]]:
        # Two unknown characters keep every feature, which look two characters back, from seeing the piece before.
        joined = _GAP.join(pieces)
        ids = self._code_points[np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)]
        scores = self._node_scores(ids)
        offset = 0
        for piece in pieces:
            _, tags = inference.run_viterbi(scores[offset : offset + len(piece)], self._edge_scores)
            starts = [0, *(np.flatnonzero(self._starts_word[tags[1:]]) + 1).tolist(), len(piece)]
            yield [piece[start:end] for start, end in pairwise(starts)]
            offset += len(piece) + len(_GAP)

    def _node_scores(self, ids: _Ids) -> _Scores:
        """The score of each tag at each character: the sum of the weights of its features."""
        size = len(ids)
        scores = np.tile(self._bias, (size, 1))
        for offset, table in self._single.items():
            scores += table.score(_at(ids, offset))
        for offset, table in self._pair.items():
            scores += table.score(_at(ids, offset) << _BITS | _at(ids, offset + 1))
        starting = self._words_starting(ids)
        ending = {length: _at(word, 1 - length) for length, word in starting.items()}
        for length in _LENGTHS:
            _add_known(scores, self._begins, starting[length])
            _add_known(scores, self._ends, ending[length])
        before = [_at(ending[length], -1) for length in _LENGTHS]
        after = [_at(starting[length], 1) for length in _LENGTHS]
        _add_pairs(scores, self._left, before, list(starting.values()))
        _add_pairs(scores, self._right, list(ending.values()), after)
        return scores

    def _words_starting(self, ids: _Ids) -> dict[int, _Ids]:
        """For each length, the number of the known word that starts at each character, 0 for none."""
        found = {}
        state = ids
        for length in _LENGTHS:
            keys, states, is_word = self._steps[length]
            step = _find(keys, state << _BITS | _at(ids, length - 1)) if len(keys) else np.zeros_like(ids)
            state = states[step] if len(keys) else step
            found[length] = np.where(is_word[step], state, 0)
        return found


def _split_pair(both: str) -> tuple[str, str]:
    if both.startswith(_NO_WORD):
        return _NO_WORD, both[len(_NO_WORD) + 1 :]
    before, _, after = both.partition("*")
    return before, after


def _at(values: _Ids, offset: int) -> _Ids:
    """Element ``i`` of the result is element ``i + offset`` of ``values``, 0 beyond its ends."""
    moved = np.zeros_like(values)
    if offset >= len(values) or -offset >= len(values):
        return moved
    if offset > 0:
        moved[:-offset] = values[offset:]
    elif offset < 0:
        moved[-offset:] = values[:offset]
    else:
        return values
    return moved


def _add_known(scores: _Scores, table: _Table, words: _Ids) -> None:
    places = np.flatnonzero(words)
    if len(places):
        scores[places] += table.score(words[places])


def _add_pairs(scores: _Scores, table: _Table, before: list[_Ids], after: list[_Ids]) -> None:
    """Add the weight of each pair (word before, word after), where "no word" is a word too, numbered 0."""
    none_before = sum((words == 0).astype(np.int64) for words in before)
    none_after = sum((words == 0).astype(np.int64) for words in after)
    scores += table.score(np.zeros(1, dtype=np.int64)) * (none_before * none_after)[:, None]
    for words, others_missing, shift in _sides(before, after, none_before, none_after):
        places = np.flatnonzero(words)
        if len(places):
            scores[places] += table.score(words[places] << shift) * others_missing[places, None]
    for first in before:
        places = np.flatnonzero(first)
        for second in after:
            both = places[second[places] > 0]
            if len(both):
                scores[both] += table.score(first[both] << _BITS | second[both])


def _sides(
    before: list[_Ids], after: list[_Ids], none_before: _Ids, none_after: _Ids
) -> Iterable[tuple[_Ids, _Ids, int]]:
    yield from ((words, none_after, _BITS) for words in before)
    yield from ((words, none_before, 0) for words in after)
