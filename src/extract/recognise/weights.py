"""Weights on disk: tables of embeddings in eight bits, everything else in sixteen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from extract.errors import ModelError

# Below this many rows a table is not worth a rounding error.
_SMALLEST_TABLE = 1000
_SCALE, _ROWS = ":scale", ":rows"


def save_weights(weights: Mapping[str, Tensor], path: Path) -> None:
    """Write weights to an ``.npz`` file; a table is kept as one byte per number and one scale per row."""
    packed: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        values = weight.detach().float().cpu().numpy()
        if values.ndim == 2 and len(values) >= _SMALLEST_TABLE:
            scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8) / 127
            packed[name + _ROWS] = np.round(values / scale).astype(np.int8)
            packed[name + _SCALE] = scale.astype(np.float16)
        else:
            packed[name] = values.astype(np.float16)
    np.savez_compressed(path, **packed)  # type: ignore[arg-type]  # its keywords are array names


def load_weights(path: Path) -> dict[str, Tensor]:
    """The weights of a file that :func:`save_weights` wrote, in full precision.

    Raises:
        ModelError: the file is missing or is no such file.
    """
    try:
        with np.load(path, allow_pickle=False) as saved:
            arrays = {name: saved[name] for name in saved.files}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} holds no weights ({error}); make it with `python -m pipelines.train_ner`") from error
    weights = {}
    for name, values in arrays.items():
        if name.endswith(_ROWS):
            plain = name.removesuffix(_ROWS)
            weights[plain] = torch.from_numpy(values.astype(np.float32) * arrays[plain + _SCALE].astype(np.float32))
        elif not name.endswith(_SCALE):
            weights[name] = torch.from_numpy(values.astype(np.float32))
    return weights
