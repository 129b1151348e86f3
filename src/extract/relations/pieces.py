"""What stands in a sentence: symbols for the kinds of mentions, and the pieces that folding replaces by them."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Mention, Span

ORG, REGION, PERSON, TITLE, DATE, QUANTITY = (chr(0xE000 + index) for index in range(6))
SYMBOLS = {"org": ORG, "region": REGION, "person": PERSON, "title": TITLE, "date": DATE, "quantity": QUANTITY}


@dataclass(frozen=True, slots=True)
class Participant:
    """One end of a relation as the sentence has it: what stands there, and the mention that it means."""

    kind: str
    text: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class Piece(Span):
    """A stretch of the document that folds to one symbol."""

    symbol: str
    participant: Participant


def make_piece(kind: str, start: int, end: int, text: str, mention: Mention | None) -> Piece:
    """The piece from ``start`` to ``end`` that stands for ``mention``, which may be named elsewhere."""
    return Piece(start=start, end=end, symbol=SYMBOLS[kind], participant=Participant(kind, text, mention))
