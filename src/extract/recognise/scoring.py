"""How good a recogniser is on labelled sentences, and how far its confidence can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extract.errors import ModelError
from extract.recognise.labels import LabelledSentence, read_labelled
from extract.recognise.recogniser import Recogniser
from extract.records import EntityCandidate

_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
_RESAMPLES = 1000
_SEED = 1

_Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScore:
    """Precision, recall and F1 over spans, with the middle 95 % of F1 over resampled sentences."""

    name: str
    n_gold: int
    n_found: int
    precision: float
    recall: float
    f1: float
    f1_low: float
    f1_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityRow:
    """Of the ``n`` candidates with a confidence from ``low`` to below ``high``, the share that is right."""

    low: float
    high: float
    n: int
    mean_confidence: float
    share_right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that was measured of one recogniser on one file."""

    n_sentences: int
    scores: tuple[SpanScore, ...]
    reliability: tuple[ReliabilityRow, ...]


# What is scored: spans of organisations, the same with their type, places, persons.
_VIEWS: dict[str, Callable[[str], str | None]] = {
    "organisation span": lambda label: "ORG" if label.startswith("ORG") else None,
    "organisation typed": lambda label: label if label.startswith("ORG") else None,
    "region": lambda label: label if label == "REGION" else None,
    "person": lambda label: label if label == "PERSON" else None,
}


def evaluate(model: Recogniser, labelled_file: Path) -> Evaluation:
    """Score a recogniser on a labelled file.

    Args:
        model: what :func:`extract.recognise.load_recogniser` gives.
        labelled_file: JSON Lines, as :func:`extract.recognise.labels.read_labelled` reads them.

    Raises:
        ModelError: the file cannot be read or holds no sentence; the message names the line.
    """
    if not labelled_file.is_file():
        raise ModelError(f"{labelled_file} does not exist; give a file of labelled sentences, one JSON object a line")
    sentences = read_labelled(labelled_file)
    if not sentences:
        raise ModelError(f"{labelled_file} holds no sentence")
    found = model.recognise([sentence.text for sentence in sentences])
    return Evaluation(
        n_sentences=len(sentences),
        scores=tuple(_score(name, view, sentences, found) for name, view in _VIEWS.items()),
        reliability=tuple(_reliability(sentences, found)),
    )


def _score(
    name: str,
    view: Callable[[str], str | None],
    sentences: Sequence[LabelledSentence],
    found: Sequence[Sequence[EntityCandidate]],
) -> SpanScore:
    counts = np.array(
        [
            _counts(_seen(sentence.spans, view), _seen(candidates, view))
            for sentence, candidates in zip(sentences, found, strict=True)
        ]
    )
    random = np.random.default_rng(_SEED)
    resampled = [counts[random.integers(0, len(counts), len(counts))].sum(axis=0) for _ in range(_RESAMPLES)]
    low, high = np.quantile([_prf(*sample)[2] for sample in resampled], [0.025, 0.975])
    right, n_found, n_gold = (int(value) for value in counts.sum(axis=0))
    precision, recall, f1 = _prf(right, n_found, n_gold)
    return SpanScore(
        name=name, n_gold=n_gold, n_found=n_found, precision=precision, recall=recall,
        f1=f1, f1_low=float(low), f1_high=float(high),
    )  # fmt: skip


def _seen(spans: Iterable[object], view: Callable[[str], str | None]) -> set[_Key]:
    keys = set()
    for span in spans:
        start, end, label = (getattr(span, name) for name in ("start", "end", "label"))
        if (shown := view(label)) is not None:
            keys.add((start, end, shown))
    return keys


def _counts(gold: set[_Key], ours: set[_Key]) -> tuple[int, int, int]:
    return len(gold & ours), len(ours), len(gold)


def _prf(right: int, found: int, gold: int) -> tuple[float, float, float]:
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * right / (found + gold) if found + gold else 0.0


def _reliability(
    sentences: Sequence[LabelledSentence], found: Sequence[Sequence[EntityCandidate]]
) -> Iterable[ReliabilityRow]:
    """Candidates by confidence; one is right if exactly its span is an organisation, a place or a person."""
    judged = [
        (candidate.confidence, (candidate.start, candidate.end, _kind(candidate.label)) in gold)
        for sentence, candidates in zip(sentences, found, strict=True)
        for gold in [{(span.start, span.end, _kind(span.label)) for span in sentence.spans}]
        for candidate in candidates
    ]
    for low, high in zip(_BINS, (*_BINS[1:-1], 1.001), strict=False):
        inside = [(confidence, right) for confidence, right in judged if low <= confidence < high]
        if inside:
            confidences, rights = zip(*inside, strict=True)
            yield ReliabilityRow(
                low=low, high=min(high, 1.0), n=len(inside),
                mean_confidence=float(np.mean(confidences)), share_right=float(np.mean(rights)),
            )  # fmt: skip


def _kind(label: str) -> str:
    return label.partition(".")[0]
