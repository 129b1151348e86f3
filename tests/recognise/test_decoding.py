"""The best path and its probabilities, against counting over all paths."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from extract.recognise.decoding import Field, decode
from extract.recognise.network import allowed_transitions

TAGS = ("O", "B-X", "I-X", "E-X", "S-X")


def _field(seed: int) -> Field:
    random = np.random.default_rng(seed)
    transitions = np.where(allowed_transitions(TAGS), random.normal(size=(5, 5)), -100.0)
    edge = np.array([0.0, 0.0, -100.0, -100.0, 0.0])
    return Field(TAGS, edge, transitions, edge[[0, 2, 2, 1, 4]])


def _all_paths(scores: np.ndarray, field: Field) -> dict[tuple[int, ...], float]:
    paths = {}
    for path in product(range(len(TAGS)), repeat=len(scores)):
        total = field.start[path[0]] + field.end[path[-1]] + sum(scores[i, tag] for i, tag in enumerate(path))
        total += sum(field.transitions[a, b] for a, b in pairwise(path))
        paths[path] = float(np.exp(total))
    return paths


@pytest.mark.parametrize("seed", range(6))
def test_spans_and_probabilities_equal_counting(seed: int) -> None:
    field = _field(seed)
    scores = np.random.default_rng(seed + 100).normal(scale=2, size=(2, 5, 5))
    lengths = np.array([5, 3])
    for row, spans in enumerate(decode(scores, lengths, field)):
        paths = _all_paths(scores[row, : lengths[row]], field)
        best = max(paths, key=paths.__getitem__)
        starts = [i for i, tag in enumerate(best) if TAGS[tag][0] in "BS"]
        assert [span.start for span in spans] == starts
        for span in spans:
            same = sum(
                weight for path, weight in paths.items() if path[span.start : span.end] == best[span.start : span.end]
            )
            assert span.probability == pytest.approx(same / sum(paths.values()), rel=1e-6)
