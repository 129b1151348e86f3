"""Recognisers of others: any HanLP entity recogniser and any spaCy pipeline, with their labels mapped to ours."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from extract.errors import LexiconError, ModelError
from extract.recognise.labels import is_candidate_label
from extract.records import EntityCandidate

if TYPE_CHECKING:
    from spacy.language import Language

_LABELS_FILE = "foreign_labels.csv"
# Such models tell no probability; a rule that weighs candidates needs some number below certainty.
_UNKNOWN_CONFIDENCE = 0.8
_SENTENCES_AT_ONCE = 64


class HanlpRecogniser:
    """Runs an entity recogniser that ``hanlp.load`` knows, by the name of a pretrained one or by path.

    Args:
        model: a name of ``hanlp.pretrained`` (downloaded by HanLP on first use, under its licence) or a folder.

    Raises:
        ModelError: on first use, if it cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        self._model = model

    def recognise(self, sentences: Sequence[str]) -> list[list[EntityCandidate]]:
        """Candidates of each sentence; entities with a label that means nothing to us are left out."""
        component = _load_hanlp(self._model)
        filled = [number for number, text in enumerate(sentences) if text.strip()]
        found: list[list[EntityCandidate]] = [[] for _ in sentences]
        for start in range(0, len(filled), _SENTENCES_AT_ONCE):
            numbers = filled[start : start + _SENTENCES_AT_ONCE]
            outputs = component([list(sentences[number]) for number in numbers])
            for number, entities in zip(numbers, outputs, strict=True):
                spans = ((entity[2], entity[3], entity[1], *entity[4:5]) for entity in entities)
                found[number] = _candidates(sentences[number], spans, f"hanlp:{self._model}")
        return found


class SpacyRecogniser:
    """Runs a spaCy pipeline that sets ``doc.ents``.

    Args:
        model: the name of an installed pipeline or the path of a saved one.

    Raises:
        ModelError: on first use, if it cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        self._model = model

    def recognise(self, sentences: Sequence[str]) -> list[list[EntityCandidate]]:
        """Candidates of each sentence; entities with a label that means nothing to us are left out."""
        nlp = _load_spacy(self._model)
        return [
            _candidates(
                text,
                ((entity.start_char, entity.end_char, entity.label_) for entity in doc.ents),
                f"spacy:{self._model}",
            )
            for text, doc in zip(sentences, nlp.pipe(sentences, batch_size=_SENTENCES_AT_ONCE), strict=True)
        ]


def _candidates(text: str, spans: Iterable[Sequence[Any]], rule: str) -> list[EntityCandidate]:
    """Candidates in order and without overlaps; of two that overlap the one that starts first stays."""
    found: list[EntityCandidate] = []
    labels = _known_labels()
    for start, end, label, *confidence in sorted(spans, key=lambda span: (span[0], -span[1])):
        known = label if is_candidate_label(label) else labels.get(label.upper(), "")
        if known and start < end and (not found or found[-1].end <= start):
            certainty = float(confidence[0]) if confidence else _UNKNOWN_CONFIDENCE
            found.append(
                EntityCandidate(
                    start=start, end=end, text=text[start:end], rule=rule, label=known, confidence=certainty
                )
            )
    return found


@cache
def _known_labels() -> dict[str, str]:
    """Labels of common schemes (MSRA, PKU, OntoNotes, CoNLL), and what they mean here."""
    source = resources.files("extract").joinpath("recognise", _LABELS_FILE)
    labels = {}
    for number, row in enumerate(csv.DictReader(source.read_text(encoding="utf-8").splitlines()), start=2):
        if not row["label"] or not is_candidate_label(row["means"]):
            raise LexiconError(f"{source}, line {number}: {row['means']!r} is no label of a candidate")
        labels[row["label"]] = row["means"]
    return labels


@cache
def _load_hanlp(model: str) -> Any:
    import hanlp

    try:
        return hanlp.load(model, devices=-1, verbose=False)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"HanLP cannot load {model!r} ({error}); give a folder with a saved component, or a name of "
            "hanlp.pretrained on a machine with a network"
        ) from error


@cache
def _load_spacy(model: str) -> Language:
    import spacy

    try:
        return spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"spaCy cannot load {model!r} ({error}); install the pipeline or give the path of a saved one"
        ) from error
