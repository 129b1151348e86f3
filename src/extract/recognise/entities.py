"""Entities as the component gives them: text, label, start, end, confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from extract.recognise.decoding import TaggedSpan
from extract.recognise.labels import ORGANISATION_TYPES, LabelledSentence

Entity = tuple[str, str, int, int, float]
_DIGITS = 3  # of a confidence


def entity_of(text: str, span: TaggedSpan, types: np.ndarray, offset: int) -> Entity:
    """The entity of a span of ``text``, typed by the sum of its characters' scores, moved by ``offset``."""
    label = span.kind
    if label == "ORG":
        label = f"ORG.{ORGANISATION_TYPES[int(types[span.start : span.end].sum(axis=0).argmax())]}"
    confidence = round(min(span.probability, 1.0), _DIGITS)
    return text[span.start : span.end], label, span.start + offset, span.end + offset, confidence


def surprise(sentence: LabelledSentence, found: Sequence[Entity]) -> float:
    """Negative log likelihood of the entities being right or wrong, as their confidences have it."""
    gold = {(span.start, span.end, span.label.partition(".")[0]) for span in sentence.spans}
    total = 0.0
    for _, label, start, end, confidence in found:
        sure = min(max(confidence, 1e-3), 1 - 1e-3)
        is_right = (start, end, label.partition(".")[0]) in gold
        total -= math.log(sure if is_right else 1 - sure)
    return total
