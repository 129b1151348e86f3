"""Logistic regression for the scripts that fit confidences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

BIAS = "bias"
_STEPS = 30


def fit_logistic(
    examples: Sequence[Mapping[str, float]], labels: Sequence[bool], *, penalty: float = 1.0, least: int = 3
) -> dict[str, float]:
    """Weights by feature under an L2 penalty (none on the bias), by Newton's method.

    Args:
        examples: the features of each example and their values; ``bias`` is added.
        labels: whether each is right.
        penalty: of the squared weights.
        least: features seen in fewer examples are left out.
    """
    seen = Counter(feature for example in examples for feature in example)
    names = [BIAS, *sorted(name for name, count in seen.items() if count >= least and name != BIAS)]
    matrix = np.array([[example.get(name, 1.0 if name == BIAS else 0.0) for name in names] for example in examples])
    target = np.array(labels, dtype=float)
    ridge = penalty * np.eye(len(names))
    ridge[0, 0] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (target - chance) - ridge @ weights
        hessian = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + ridge
        weights += np.linalg.solve(hessian, gradient)
    return dict(zip(names, weights.tolist(), strict=True))
