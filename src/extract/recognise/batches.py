"""Sentences in batches: of like length for training, of set lengths for running."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from extract.recognise.features import UNKNOWN, FeatureTable
from extract.recognise.labels import LabelledSentence, LabelledSpan

# The length of the array a sentence stands in depends on the sentence alone: sums over its length then come out
# the same whatever stands beside it.
LENGTHS = (*range(16, 144, 16), 160, 192, 256)
_CHARACTERS_AT_ONCE = 2048
_CUT_AFTER = "，；、：,;: "
_LENGTH_NOISE = 12  # characters by which lengths in a training batch may differ beyond their own order


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a part of one that is too long to run whole."""

    sentence: int
    offset: int
    text: str


def cut_pieces(sentences: Sequence[str]) -> list[Piece]:
    """Sentences as pieces that fit the longest array, cut after a comma where there is one."""
    longest = LENGTHS[-1]
    pieces = []
    for number, text in enumerate(sentences):
        start = 0
        while start < len(text):
            end = min(start + longest, len(text))
            if end < len(text):
                marks = (text.rfind(mark, start + longest // 2, end) for mark in _CUT_AFTER)
                end = max(*marks, -1) + 1 or end
            pieces.append(Piece(number, start, text[start:end]))
            start = end
    return pieces


def shaped_batches(pieces: Sequence[Piece]) -> Iterator[tuple[int, list[Piece]]]:
    """Pieces by array length: (length, pieces)."""
    by_length: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_length[next(length for length in LENGTHS if len(piece.text) <= length)].append(piece)
    for length, group in sorted(by_length.items()):
        rows = _CHARACTERS_AT_ONCE // length
        for start in range(0, len(group), rows):
            yield length, group[start : start + rows]


@dataclass(frozen=True, slots=True)
class LabelledBatch:
    """Sentences with their features and, per character, ids of tags and types."""

    sentences: Sequence[LabelledSentence]
    chars: Tensor
    grams: Tensor
    flags: Tensor
    tags: Tensor
    types: Tensor

    @property
    def mask(self) -> Tensor:
        """True where there is a character (batch, length)."""
        return self.chars > 0


class TrainingBatches:
    """Labelled sentences in batches of like length; for training in a new order and shape at each pass.

    Args:
        data: the sentences.
        table: what turns them into numbers.
        batch_size: sentences per batch.
        training: whether to shuffle, to swap names and to leave out inputs.
        swap: share of the names that another name of the same label takes the place of, so that the model learns
            from what stands around a name.
        leave_out: share of characters, n-grams and gazetteer flags that are left out.
        seed: of all that is random here.
    """

    def __init__(self, data: Sequence[LabelledSentence], table: FeatureTable, batch_size: int, *,
                 training: bool = False, swap: float = 0.0, leave_out: float = 0.0, seed: int = 0) -> None:  # fmt: skip
        self.dataset = data
        self._table = table
        self._size = batch_size
        self._training = training
        self._swap = swap
        self._leave_out = leave_out
        self._random = np.random.default_rng(seed)
        self._names: dict[str, list[str]] = defaultdict(list)
        for sentence in data:
            for span in sentence.spans:
                self._names[span.label].append(sentence.text[span.start : span.end])

    def __len__(self) -> int:
        """Batches per pass."""
        return -(-len(self.dataset) // self._size)

    def __iter__(self) -> Iterator[LabelledBatch]:
        """The batches of one pass."""
        noise = self._random.uniform(0, _LENGTH_NOISE if self._training else 0, len(self.dataset))
        order = sorted(range(len(self.dataset)), key=lambda index: len(self.dataset[index].text) + noise[index])
        groups = [order[start : start + self._size] for start in range(0, len(order), self._size)]
        if self._training:
            self._random.shuffle(groups)
        for group in groups:
            yield self._batch([self._varied(self.dataset[index]) for index in group])

    def _varied(self, sentence: LabelledSentence) -> LabelledSentence:
        """The sentence with some of its names swapped; itself outside training."""
        if not self._training or self._random.random() < 0.5:
            return sentence
        parts, spans = [], []
        position = size = 0
        for span in sentence.spans:
            name = sentence.text[span.start : span.end]
            if self._random.random() < self._swap:
                others = self._names[span.label]
                name = others[self._random.integers(len(others))]
            gap = sentence.text[position : span.start]
            parts += [gap, name]
            spans.append(LabelledSpan(size + len(gap), size + len(gap) + len(name), span.label))
            size += len(gap) + len(name)
            position = span.end
        return LabelledSentence("".join([*parts, sentence.text[position:]]), tuple(spans))

    def _batch(self, sentences: Sequence[LabelledSentence]) -> LabelledBatch:
        longest = min(max(len(sentence.text) for sentence in sentences), LENGTHS[-1])
        batch = self._table.encode([sentence.text for sentence in sentences], longest)
        tags = np.zeros((len(sentences), longest), dtype=np.int64)
        types = np.full((len(sentences), longest), -1, dtype=np.int64)
        for row, sentence in enumerate(sentences):
            size = min(len(sentence.text), longest)
            tags[row, :size] = sentence.tag_ids()[:size]
            types[row, :size] = sentence.type_ids()[:size]
        chars, grams, flags = batch.chars, batch.grams, batch.flags
        if self._training and self._leave_out:
            chars = np.where((chars > 0) & self._chosen(chars.shape, 0.2), UNKNOWN, chars)
            grams = np.where(self._chosen(grams.shape), 0, grams)
            flags = np.where(self._chosen((*flags.shape[:2], 1)), np.float32(0), flags)
        arrays = (chars, grams, flags, tags, types)
        return LabelledBatch(sentences, *(torch.from_numpy(array) for array in arrays))

    def _chosen(self, shape: tuple[int, ...], part: float = 1.0) -> np.ndarray:
        return self._random.random(shape) < self._leave_out * part
