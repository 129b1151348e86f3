"""The neural network behind the project's recogniser: n-gram embeddings, convolutions and attention.

What a character means is mostly in the characters next to it, and a table of n-grams knows that for the price of
a look-up; four cheap convolutions and two attention layers then carry it across the sentence. That keeps the
whole network near a million multiplications per character, so that it runs on a CPU.

Padding carries the character id 0. Every layer sets padded positions to zero and attention leaves them out, so
what a sentence gives does not depend on the sentences beside it in the batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from hanlp.layers.crf.crf import CRF
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSize:
    """The sizes of an encoder; ``layers`` names its blocks: ``c1`` is a convolution of dilation 1, ``a`` attention."""

    n_chars: int
    n_grams: tuple[int, int, int]
    char_dim: int = 64
    gram_dim: int = 48
    width: int = 192
    heads: int = 3
    layers: tuple[str, ...] = ("c1", "c2", "a", "c1", "c3", "a")
    n_gazetteer: int = 0

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> EncoderSize:
        """The sizes that :meth:`as_config` gave."""
        sizes: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in config.items()
        }
        return cls(**sizes)

    def as_config(self) -> dict[str, object]:
        """The sizes as plain values that JSON can hold."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


class Convolution(nn.Module):
    """A residual block that looks ``dilation`` characters to either side."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(3 * width, width)

    def forward(self, x: Tensor, keep: Tensor) -> Tensor:
        """``x`` is (batch, length, width), ``keep`` (batch, length, 1), one where there is a character."""
        y = self.norm(x) * keep
        mixed: Tensor = self.mix(torch.cat([_shift(y, self.dilation), y, _shift(y, -self.dilation)], -1))
        return x + functional.gelu(mixed)


class Attention(nn.Module):
    """A residual block of self-attention over the sentence; order comes from the convolutions around it."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, keep: Tensor) -> Tensor:
        """``x`` is (batch, length, width), ``keep`` (batch, length, 1), one where there is a character."""
        batch, length, width = x.shape
        parts = self.query_key_value(self.norm(x)).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: the fused kernel is several times slower in bfloat16 on a CPU at these sizes.
        scores = torch.matmul(query, key.transpose(-1, -2)) * (query.shape[-1] ** -0.5)
        scores = scores.masked_fill((keep.squeeze(-1) == 0)[:, None, None, :], -1e4)
        mixed = torch.matmul(scores.softmax(-1).to(value.dtype), value)
        merged: Tensor = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        return x + merged


class Encoder(nn.Module):
    """Characters and their n-grams to one vector per character."""

    def __init__(self, size: EncoderSize, dropout: float = 0.0, *, sparse: bool = False) -> None:
        super().__init__()
        self.size = size
        self.char = nn.Embedding(size.n_chars, size.char_dim, padding_idx=0)
        self.grams = nn.ModuleList(
            nn.Embedding(count, size.gram_dim, padding_idx=0, sparse=sparse) for count in size.n_grams
        )
        for table in (self.char, *self.grams):
            nn.init.normal_(table.weight, std=0.1)
            with torch.no_grad():
                table.weight[0] = 0.0
        self.project = nn.Linear(size.char_dim + 5 * size.gram_dim, size.width)
        self.gazetteer = nn.Linear(size.n_gazetteer, size.width, bias=False) if size.n_gazetteer else None
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(
            Attention(size.width, size.heads) if name == "a" else Convolution(size.width, int(name[1:]))
            for name in size.layers
        )
        self.norm = nn.LayerNorm(size.width)

    def forward(self, chars: Tensor, grams: Tensor, flags: Tensor | None = None) -> Tensor:
        """Encode a batch.

        Args:
            chars: character ids (batch, length), 0 for padding.
            grams: ids of the n-grams of 2, 3 and 4 characters that start at each character (batch, 3, length).
            flags: gazetteer flags (batch, length, n_gazetteer), where the encoder was built with them.

        Returns:
            (batch, length, width); rows of padding hold nothing of meaning.
        """
        keep = (chars > 0).unsqueeze(-1).to(self.project.weight.dtype)
        two, three, four = (table(grams[:, row]) for row, table in enumerate(self.grams))
        parts = [
            self.char(chars),
            two,
            _shift(two, 1),
            three + four,
            _shift(three, 1) + _shift(four, 1) + _shift(four, 2),
            _shift(three, 2) + _shift(four, 3),
        ]
        x = self.project(self.dropout(torch.cat(parts, -1)))
        if self.gazetteer is not None and flags is not None:
            x = x + self.gazetteer(flags.to(self.gazetteer.weight.dtype))
        x = x * keep
        for block in self.blocks:
            x = block(x, keep)
        encoded: Tensor = self.dropout(self.norm(x))
        return encoded


def _shift(x: Tensor, by: int) -> Tensor:
    """Row ``i`` of the result is row ``i - by`` of ``x`` along the length; zero beyond the edge."""
    if by >= x.shape[1] or -by >= x.shape[1]:
        return torch.zeros_like(x)
    if by > 0:
        return functional.pad(x[:, :-by], (0, 0, by, 0))
    return functional.pad(x[:, -by:], (0, 0, 0, -by))


class MaskedCharacterModel(nn.Module):
    """An encoder with a head that guesses the masked characters, for pretraining."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.narrow = nn.Linear(encoder.size.width, encoder.size.char_dim)
        self.norm = nn.LayerNorm(encoder.size.char_dim)
        self.bias = nn.Parameter(torch.zeros(encoder.size.n_chars))

    def forward(self, chars: Tensor, grams: Tensor, masked: Tensor) -> Tensor:
        """Scores of every character (n_masked, n_chars) at the positions where ``masked`` is true."""
        hidden = self.encoder(chars, grams)[masked]
        narrow = self.norm(functional.gelu(self.narrow(hidden)))
        return functional.linear(narrow, self.encoder.char.weight, self.bias)


class EntityNetwork(nn.Module):
    """An encoder with HanLP's conditional random field over tags, and a head for the types of organisations."""

    def __init__(self, encoder: Encoder, tags: tuple[str, ...], n_types: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.out = nn.Linear(encoder.size.width, len(tags))
        self.crf = CRF(len(tags))
        self.types = nn.Linear(encoder.size.width, n_types)
        with torch.no_grad():
            self.crf.transitions[torch.from_numpy(~allowed_transitions(tags))] = FORBIDDEN

    def forward(self, chars: Tensor, grams: Tensor, flags: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the tags (batch, length, n_tags) and of the types (batch, length, n_types)."""
        hidden = self.encoder(chars, grams, flags)
        return self.out(hidden).float(), self.types(hidden).float()


FORBIDDEN = -100.0


def allowed_transitions(tags: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Which tag may follow which (before, after), for tags O, B-x, I-x, E-x, S-x."""
    allowed = np.zeros((len(tags), len(tags)), dtype=np.bool_)
    for row, before in enumerate(tags):
        for column, after in enumerate(tags):
            if before[0] in "BI":
                allowed[row, column] = after[0] in "IE" and after[1:] == before[1:]
            else:
                allowed[row, column] = after[0] in "OBS"
    return allowed
