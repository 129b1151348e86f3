"""Clauses: what stands between two stops, with the quantities it holds.

A bracket that holds a quantity is a clause of its own inside its host. Full stops end a sentence; the sentences of
the view are used where they are given, and paragraphs are lines.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.facts.embedded import find_embedded
from extract.facts.masking import GAP, find_brackets, mask_text
from extract.records import Quantity, Sentence, Span
from extract.view import DocumentView

_STOPS = re.compile(r"[，；：。！？…—【】\n]|[,;:!?](?=[^0-9A-Za-z]|$)")
_HEADLINE_GAP = re.compile(r"(?<=[^\x00-\x24\x26-\x7f])[ \u3000]+(?=[^\x00-\x7f])")
_SENTENCE_STOPS = re.compile(r"[。！？\n】](?:[”」』）)]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Span):
    """A clause: ``mark`` is the stop that ends it, ``opener`` the one before it (``""`` at a text's edge).

    ``sentence`` and ``paragraph`` are running numbers; ``depth`` is 1 inside brackets; ``part`` counts the stretches
    closed by a semicolon or full stop; ``masked`` is the text its rules read (whole document, so that offsets hold);
    ``cuts`` are the offsets that lie inside a word of the view.
    """

    mark: str
    opener: str
    sentence: int
    paragraph: int
    depth: int
    part: int
    masked: str
    cuts: frozenset[int]
    quantities: tuple[Quantity, ...]

    @property
    def body(self) -> str:
        """The clause's masked text."""
        return self.masked[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch between two stops, with the stop before and the stop after."""

    start: int
    end: int
    opener: str
    mark: str


def split_clauses(view: DocumentView) -> list[Clause]:
    """Every clause of the view, in order of start (a bracket's clauses after their host)."""
    return _Splitter(view).split()


class _Splitter:
    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._inner = mask_text(view)
        self._brackets = find_brackets(self._inner)
        self._bracket_starts = [start for start, _ in self._brackets]
        self._outer = _hide(self._inner, self._brackets)
        self._cuts = _inside_words(view)
        self._quantity_starts = [quantity.start for quantity in view.quantities]

    def split(self) -> list[Clause]:
        clauses: list[Clause] = []
        paragraph, last_end, part = 0, 0, 0
        sentences = list(self._view.sentences) or _split_sentences(self._view.text)
        for number, sentence in enumerate(sentences):
            paragraph += self._view.text.count("\n", last_end, sentence.start)
            last_end = sentence.start
            for piece in _cut(self._outer, sentence.start, sentence.end):
                clauses.append(self._clause(piece, number, paragraph, 0, part))
                for left, right in self._brackets_in(piece.start, piece.end):
                    for held in _cut(self._inner, left + 1, right - 1):
                        opened = held if held.opener else replace(held, opener="（")
                        clauses.append(self._clause(opened, number, paragraph, 1, part))
                part += piece.mark in "；;。！？"
            part += 1
        return clauses

    def _brackets_in(self, start: int, end: int) -> list[tuple[int, int]]:
        low = bisect.bisect_left(self._bracket_starts, start)
        high = bisect.bisect_left(self._bracket_starts, end)
        return [bracket for bracket in self._brackets[low:high] if bracket[1] <= end]

    def _clause(self, piece: _Piece, sentence: int, paragraph: int, depth: int, part: int) -> Clause:
        masked = self._inner if depth else self._outer
        low = bisect.bisect_left(self._quantity_starts, piece.start)
        high = bisect.bisect_left(self._quantity_starts, piece.end)
        quantities = [q for q in self._view.quantities[low:high] if masked[q.start] != GAP]
        inside = find_embedded(quantities, masked, piece.start, piece.end)
        return Clause(
            start=piece.start, end=piece.end, mark=piece.mark, opener=piece.opener, sentence=sentence,
            paragraph=paragraph, depth=depth, part=part, masked=masked, cuts=self._cuts,
            quantities=tuple(quantity for quantity in quantities if quantity.start not in inside),
        )  # fmt: skip


def _cut(masked: str, start: int, end: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    low, opener = start, ""
    for found in _stops(masked, start, end):
        if found.start() > low:
            pieces.append(_Piece(low, found.start(), opener, found.group()[0]))
        low, opener = found.end(), found.group()[0]
    if low < end:
        pieces.append(_Piece(low, end, opener, ""))
    return pieces


def _stops(masked: str, start: int, end: int) -> list[re.Match[str]]:
    """The stops of a sentence; between the parts of a headline a space is one too."""
    stops = list(_STOPS.finditer(masked, start, end))
    body = any(mark in masked[start:end] for mark in "。，；")
    for found in _HEADLINE_GAP.finditer(masked, start, end):
        low = masked.rfind("【", start, found.start())
        if not body or (low >= 0 and masked.find("】", low, found.start()) < 0 <= masked.find("】", found.end(), end)):
            stops.append(found)
    return sorted(stops, key=lambda found: found.start())


def _hide(masked: str, brackets: Sequence[tuple[int, int]]) -> str:
    characters = list(masked)
    for start, end in brackets:
        characters[start:end] = GAP * (end - start)
    return "".join(characters)


def _split_sentences(text: str) -> list[Sentence]:
    sentences, low = [], 0
    for found in [*_SENTENCE_STOPS.finditer(text), None]:
        high = len(text) if found is None else found.end()
        if text[low:high].strip():
            sentences.append(Sentence(start=low, end=high, text=text[low:high]))
        low = high
    return sentences


def _inside_words(view: DocumentView) -> frozenset[int]:
    """Offsets at which no word of the view begins or ends."""
    # By columns: a token object for each word would cost as much as all other work on clauses.
    lengths, spaces = view.doc.to_array(["LENGTH", "SPACY"]).astype(np.int64).T
    ends = np.cumsum(lengths + spaces) - spaces
    is_inside = np.ones(len(view.text) + 1, bool)
    is_inside[ends] = is_inside[ends - lengths] = False
    return frozenset(np.flatnonzero(is_inside).tolist())
