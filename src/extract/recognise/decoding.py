"""From tag scores to spans: the best allowed path, and how sure the field is of each span on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Field:
    """The scores of a conditional random field over tags O, B-x, I-x, E-x, S-x."""

    tags: tuple[str, ...]
    start: _Scores
    transitions: _Scores  # (before, after)
    end: _Scores


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span of characters, its kind, and the probability that exactly this span is tagged so."""

    start: int
    end: int
    kind: str
    probability: float


def decode(
    scores: _Scores, lengths: npt.NDArray[np.int64], field: Field, temperature: float = 1.0
) -> list[list[TaggedSpan]]:
    """The spans of each sentence on its best path.

    Args:
        scores: of each tag at each character (batch, length, n_tags); padding may hold anything.
        lengths: the number of characters of each sentence, at least one.
        field: the random field's other scores.
        temperature: what all scores are divided by before probabilities are taken; above 1 for a field that is
            surer than it is right. It changes no span.
    """
    found: list[list[TaggedSpan]] = [[] for _ in lengths]
    paths = _best_paths(scores, lengths, field)
    # Most sentences hold no name, and need no probabilities.
    named = np.flatnonzero((paths != field.tags.index("O")).any(axis=1))
    if not len(named):
        return found
    cooled = Field(field.tags, *(part / temperature for part in (field.start, field.transitions, field.end)))
    marginals = _Marginals(scores[named] / temperature, lengths[named], cooled)
    for row, number in enumerate(named.tolist()):
        path = paths[number]
        start = 0
        for index in range(lengths[number]):
            tag = field.tags[path[index]]
            if tag[0] in "BS":
                start = index
            if tag[0] in "ES":
                probability = marginals.of(row, start, index + 1, path[start : index + 1])
                found[number].append(TaggedSpan(start, index + 1, tag[2:], probability))
    return found


def _best_paths(scores: _Scores, lengths: npt.NDArray[np.int64], field: Field) -> npt.NDArray[np.int64]:
    """Viterbi over the whole batch; a finished sentence keeps its state."""
    size, longest, n_tags = scores.shape
    best = field.start + scores[:, 0]
    back = np.zeros((longest, size, n_tags), dtype=np.int64)
    for index in range(1, longest):
        options = best[:, :, None] + field.transitions
        back[index] = options.argmax(axis=1)
        step = np.take_along_axis(options, back[index][:, None, :], axis=1)[:, 0] + scores[:, index]
        best = np.where((index < lengths)[:, None], step, best)
    paths = np.zeros((size, longest), dtype=np.int64)
    rows = np.arange(size)
    tag = (best + field.end).argmax(axis=1)
    for index in range(longest - 1, -1, -1):
        paths[:, index] = tag
        if index:
            tag = np.where(index < lengths, back[index][rows, tag], tag)
    return paths


class _Marginals:
    """Forward and backward sums of the field, scaled to one at each character so that nothing overflows."""

    def __init__(self, scores: _Scores, lengths: npt.NDArray[np.int64], field: Field) -> None:
        size, longest, n_tags = scores.shape
        self._emit = np.exp(scores - scores.max(axis=2, keepdims=True))
        self._move = np.exp(field.transitions - field.transitions.max())
        self._lengths = lengths
        move, last = self._move, np.exp(field.end - field.end.max())
        self._forward = np.zeros((longest, size, n_tags))
        self._scale = np.ones((longest, size))
        current = _scaled(np.exp(field.start - field.start.max()) * self._emit[:, 0])
        self._forward[0] = current
        for index in range(1, longest):
            current = (current @ move) * self._emit[:, index]
            self._scale[index] = current.sum(axis=1)
            current /= self._scale[index][:, None]
            self._forward[index] = current
        self._backward = np.zeros((longest, size, n_tags))
        current = np.tile(last, (size, 1))
        for index in range(longest - 1, -1, -1):
            if index < longest - 1:
                step = _scaled((current * self._emit[:, index + 1]) @ move.T)
                current = np.where((index < lengths - 1)[:, None], step, last)
            self._backward[index] = current

    def of(self, row: int, start: int, end: int, tags: npt.NDArray[np.int64]) -> float:
        """The probability that characters ``start`` to ``end`` of sentence ``row`` are tagged exactly so."""
        inner = np.arange(start + 1, end)
        steps = self._move[tags[:-1], tags[1:]] * self._emit[row, inner, tags[1:]] / self._scale[inner, row]
        last, backward = self._forward[end - 1, row], self._backward[end - 1, row]
        path = self._forward[start, row, tags[0]] * steps.prod() * backward[tags[-1]]
        return float(path / (last @ backward))


def _scaled(values: _Scores) -> _Scores:
    scaled: _Scores = values / values.sum(axis=1, keepdims=True)
    return scaled
