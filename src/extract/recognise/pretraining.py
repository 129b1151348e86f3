"""Pretraining of the encoder: guess the characters that are masked, from what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from extract.recognise.features import FeatureTable, Ids
from extract.recognise.network import Encoder, EncoderSize, MaskedCharacterModel
from extract.recognise.weights import save_weights

_RUN_LENGTHS = np.array([1, 2, 3, 4])
_RUN_SHARES = np.array([0.35, 0.4, 0.15, 0.1])
_KEPT, _RANDOM = 0.05, 0.05  # of the masked characters; the rest become the mask
_SAVE_EVERY = 500
_REPORT_EVERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrainingSettings:
    """How long and how fast to pretrain. About 14,000 characters per second on one core at the CPU's sizes."""

    steps: int = 8000
    rows: int = 64
    length: int = 64
    rate: float = 2e-3
    warm_up: int = 200
    masked: float = 0.085  # share of characters at which a run of masked ones starts
    seed: int = 1
    device: str = "cpu"
    bfloat16: bool = True


def pretrain(
    ids: Ids,
    table: FeatureTable,
    size: EncoderSize,
    settings: PretrainingSettings,
    *,
    out: Path,
    checkpoint: Path,
    bigram_vectors: npt.NDArray[np.float32] | None = None,
    report: Callable[[str], None] = print,
) -> None:
    """Pretrain an encoder and write its weights to ``out``.

    Args:
        ids: the corpus, as :func:`extract.recognise.corpus.number_text` gives it.
        table: what turns characters into numbers.
        size: sizes of the encoder; it is built without gazetteer flags.
        settings: length, speed and place of the training.
        out: where the encoder's weights go.
        checkpoint: the state of an unfinished training; taken up again where it exists.
        bigram_vectors: vectors to begin with, one row per bigram of the table.
        report: called with a line on progress from time to time.
    """
    torch.manual_seed(settings.seed)
    random = np.random.default_rng(settings.seed)
    model = MaskedCharacterModel(Encoder(size, sparse=True))
    if bigram_vectors is not None:
        with torch.no_grad():
            next(model.encoder.grams[0].parameters())[1:] = torch.from_numpy(bigram_vectors)
    model.to(settings.device)
    sparse = [weight for name, weight in model.named_parameters() if ".grams." in name]
    dense = [weight for name, weight in model.named_parameters() if ".grams." not in name]
    optimisers: Sequence[torch.optim.Optimizer] = (
        torch.optim.AdamW(dense, lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.01),
        torch.optim.SparseAdam(sparse, lr=settings.rate),
    )
    first = _take_up(checkpoint, model, optimisers, random)
    total = 0.0
    for step in range(first, settings.steps):
        _set_rate(optimisers, settings, step)
        chars, wanted, masked = _masked_batch(ids, table, settings, random)
        arrays = (chars, table.gram_ids(chars), masked)
        with torch.autocast(torch.device(settings.device).type, torch.bfloat16, enabled=settings.bfloat16):
            scores: Tensor = model(*(torch.from_numpy(array).to(settings.device) for array in arrays))
        loss = functional.cross_entropy(scores.float(), torch.from_numpy(wanted).to(settings.device))
        for optimiser in optimisers:
            optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(dense, 1.0)
        for optimiser in optimisers:
            optimiser.step()
        total += float(loss.detach())
        if (step + 1) % _REPORT_EVERY == 0:
            report(f"pretraining step {step + 1}/{settings.steps} loss {total / _REPORT_EVERY:.3f}")
            total = 0.0
        if (step + 1) % _SAVE_EVERY == 0 or step + 1 == settings.steps:
            _keep(checkpoint, step + 1, model, optimisers, random)
    save_weights(model.encoder.state_dict(), out)


def _set_rate(optimisers: Sequence[torch.optim.Optimizer], settings: PretrainingSettings, step: int) -> None:
    """Up over the first steps, then evenly down to a fiftieth."""
    share = min(1.0, (step + 1) / settings.warm_up) * max(0.02, 1 - step / settings.steps)
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * share


def _masked_batch(
    ids: Ids, table: FeatureTable, settings: PretrainingSettings, random: np.random.Generator
) -> tuple[Ids, Ids, npt.NDArray[np.bool_]]:
    """Characters with some masked, the characters that stood there, and where."""
    shape = (settings.rows, settings.length)
    starts = random.integers(0, max(1, len(ids) - settings.length), settings.rows)
    chars = np.stack([ids[start : start + settings.length] for start in starts])
    begins = random.random(shape) < settings.masked
    lengths = random.choice(_RUN_LENGTHS, shape, p=_RUN_SHARES)
    masked = np.zeros(shape, dtype=bool)
    for offset in range(_RUN_LENGTHS[-1]):
        reached = begins & (lengths > offset)
        masked[:, offset:] |= reached[:, : settings.length - offset]
    masked &= chars > 1
    masked[0, 0] |= not masked.any()
    mask = table.n_chars - 1
    chance = random.random(shape)
    hidden = np.where(masked & (chance >= _KEPT), mask, chars)
    replaced = masked & (chance > 1 - _RANDOM)
    hidden = np.where(replaced, random.integers(2, mask, shape), hidden)
    return hidden, chars[masked], masked


def _keep(
    checkpoint: Path,
    step: int,
    model: torch.nn.Module,
    optimisers: Sequence[torch.optim.Optimizer],
    random: np.random.Generator,
) -> None:
    """Write the state whole or not at all, so that a killed training can go on."""
    state: dict[str, Any] = {
        "step": step,
        "model": model.state_dict(),
        "optimisers": [optimiser.state_dict() for optimiser in optimisers],
        "random": random.bit_generator.state,
    }
    unfinished = checkpoint.with_suffix(".part")
    torch.save(state, unfinished)
    unfinished.replace(checkpoint)


def _take_up(
    checkpoint: Path,
    model: torch.nn.Module,
    optimisers: Sequence[torch.optim.Optimizer],
    random: np.random.Generator,
) -> int:
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    model.load_state_dict(state["model"])
    for optimiser, kept in zip(optimisers, state["optimisers"], strict=True):
        optimiser.load_state_dict(kept)
    random.bit_generator.state = state["random"]
    return int(state["step"])
