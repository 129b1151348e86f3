"""Clauses: what stands between two stops, with the quantities it holds.

A bracket that holds a quantity is a clause of its own inside its host. Full stops end a sentence; the sentences of
the view are used where they are given, and paragraphs are lines.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts.embedded import find_embedded
from extract.facts.masking import GAP, find_brackets, mask_text
from extract.records import Quantity, Sentence, Span
from extract.view import DocumentView

_STOPS = re.compile(r"[，；：。！？…—【】\n]|[,;:!?](?=[^0-9A-Za-z]|$)")
_HEADLINE_GAP = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")
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


def split_clauses(view: DocumentView) -> list[Clause]:
    """Every clause of the view, in order of start (a bracket's clause after its host)."""
    inner = mask_text(view)
    brackets = find_brackets(inner)
    outer = _hide(inner, brackets)
    sentences = list(view.sentences) or _split_sentences(view.text)
    starts = [quantity.start for quantity in view.quantities]
    cuts = _inside_words(view)
    clauses: list[Clause] = []
    paragraph, last_end, part = 0, 0, 0
    for number, sentence in enumerate(sentences):
        paragraph += view.text.count("\n", last_end, sentence.start)
        last_end = sentence.start
        for low, high, opener, mark in _cut(outer, sentence.start, sentence.end):
            clauses.append(
                _clause(view, starts, low, high, opener, mark, number, paragraph, 0, part, outer, cuts, brackets)
            )
            for left, right in brackets:
                if low <= left and right <= high:
                    for a, b, o, m in _cut(inner, left + 1, right - 1):
                        clauses.append(
                            _clause(view, starts, a, b, o or "（", m, number, paragraph, 1, part, inner, cuts, ())
                        )
            part += mark in "；;。！？"
        part += 1
    return clauses


def _clause(
    view: DocumentView, starts: Sequence[int], low: int, high: int, opener: str, mark: str, sentence: int,
    paragraph: int, depth: int, part: int, masked: str, cuts: frozenset[int], hidden: Sequence[tuple[int, int]],
) -> Clause:  # fmt: skip
    first = bisect.bisect_left(starts, low)
    quantities = []
    for quantity in view.quantities[first:]:
        if quantity.start >= high:
            break
        if not any(a < quantity.start < b for a, b in hidden):
            quantities.append(quantity)
    inside = find_embedded(quantities, masked, low, high)
    quantities = [quantity for quantity in quantities if quantity.start not in inside]
    return Clause(
        start=low, end=high, mark=mark, opener=opener, sentence=sentence, paragraph=paragraph, depth=depth,
        part=part, masked=masked, cuts=cuts, quantities=tuple(quantities),
    )  # fmt: skip


def _cut(masked: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    pieces: list[tuple[int, int, str, str]] = []
    low, opener = start, ""
    for found in _stops(masked, start, end):
        if found.start() > low:
            pieces.append((low, found.start(), opener, found.group()[0]))
        low, opener = found.end(), found.group()[0]
    if low < end:
        pieces.append((low, end, opener, ""))
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
    inside: set[int] = set()
    for token in view.doc:
        inside.update(range(token.idx + 1, token.idx + len(token)))
    return frozenset(inside)
