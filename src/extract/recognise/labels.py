"""What the project's model tells apart, and labelled sentences to train and score it on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import ModelError

ORGANISATION_TYPES = (
    "company", "government", "university", "research", "association",
    "hospital", "media", "finance", "international", "other",
)  # fmt: skip
# NAMED is learned to be told from names, and never proposed: projects, plans, documents, events.
_SPAN_KINDS = ("ORG", "REGION", "PERSON", "NAMED")
TAGS = ("O", *(f"{place}-{kind}" for kind in _SPAN_KINDS for place in "BIES"))
OUTSIDE = 0


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A span of a sentence; ``label`` is ``ORG.<type>``, ``REGION``, ``PERSON`` or ``NAMED``."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with all its names, in order of appearance and without overlap."""

    text: str
    spans: tuple[LabelledSpan, ...]

    def tag_ids(self) -> list[int]:
        """A tag of :data:`TAGS` for each character."""
        tags = [OUTSIDE] * len(self.text)
        for span in self.spans:
            first = 1 + 4 * _SPAN_KINDS.index(span.label.partition(".")[0])
            begin, inside, end, single = range(first, first + 4)
            if span.end - span.start == 1:
                tags[span.start] = single
            else:
                tags[span.start : span.end] = [begin, *[inside] * (span.end - span.start - 2), end]
        return tags

    def type_ids(self) -> list[int]:
        """The organisation type of each character inside an organisation, -1 elsewhere."""
        types = [-1] * len(self.text)
        for span in self.spans:
            kind, _, type_name = span.label.partition(".")
            if kind == "ORG" and type_name:
                number = ORGANISATION_TYPES.index(type_name)
                types[span.start : span.end] = [number] * (span.end - span.start)
        return types


def read_labelled(path: Path) -> list[LabelledSentence]:
    """Sentences of a JSON Lines file: ``{"text": "…", "entities": [[start, end, label], …]}``.

    Raises:
        ModelError: a line that is not of that form; the message names the file and the line.
    """
    return list(_parse(path))


def _parse(path: Path) -> Iterator[LabelledSentence]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
                yield check_spans(record["text"], [LabelledSpan(*entity) for entity in record["entities"]])
            except (ValueError, TypeError, KeyError) as error:
                raise ModelError(f"{path}, line {number}: no labelled sentence ({error})") from error


def check_spans(text: str, spans: Sequence[LabelledSpan]) -> LabelledSentence:
    """The labelled sentence over ``text``.

    Raises:
        ValueError: a span out of the sentence or over another one, or a label that is not known.
    """
    end = 0
    for span in spans:
        kind, _, type_name = span.label.partition(".")
        if not end <= span.start < span.end <= len(text):
            raise ValueError(f"span {span.start}–{span.end} is empty, out of the sentence or over another")
        if kind not in _SPAN_KINDS or (type_name and type_name not in ORGANISATION_TYPES):
            raise ValueError(f"unknown label {span.label!r}")
        end = span.end
    return LabelledSentence(text, tuple(spans))


def is_candidate_label(label: str) -> bool:
    """Whether a recogniser may propose this label: ``REGION``, ``PERSON`` or ``ORG.<type>``."""
    return label in ("REGION", "PERSON") or label in {f"ORG.{name}" for name in ORGANISATION_TYPES}
