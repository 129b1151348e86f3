"""What the project's model tells apart, and labelled sentences to train and score it on."""

from __future__ import annotations

import json
import re
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
_MARK = re.compile(r"\[(?P<name>[^\[\]|]+)\|(?P<kind>[a-z]+)\]")


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


def read_marked(path: Path) -> list[LabelledSentence]:
    """Sentences of a text file, one a line, their names marked where they stand: ``[华为|company]在[深圳|region]…``.

    A mark is a type of organisation, ``region``, ``person`` or ``named``.

    Raises:
        ModelError: a line that is not of that form; the message names the file and the line.
    """
    sentences = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            sentences.append(_marked_sentence(line))
        except ValueError as error:
            raise ModelError(f"{path}, line {number}: no sentence with its names marked ({error})") from error
    return sentences


def _marked_sentence(line: str) -> LabelledSentence:
    text = ""
    spans = []
    position = 0
    for mark in _MARK.finditer(line):
        text += line[position : mark.start()]
        kind = mark["kind"]
        label = f"ORG.{kind}" if kind in ORGANISATION_TYPES else kind.upper()
        spans.append(LabelledSpan(len(text), len(text) + len(mark["name"]), label))
        text += mark["name"]
        position = mark.end()
    text += line[position:]
    if set(text) & set("[|]"):
        raise ValueError("a bracket or bar that marks nothing")
    return check_spans(text, spans)


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
