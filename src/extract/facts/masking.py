"""The masked text: mentions and brackets replaced by mask characters, offsets kept.

Rules then see 「比<date>增长」 and 「<place>规上工业增加值达」 whatever date or place is written, no trigger word is
found inside a name (「华为」 holds no 「为」), and every offset still holds in the original text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.records import Span
from extract.view import DocumentView

GAP, DATE, PLACE, ORG, NUMBER, TITLE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
MASKS = {"gap": GAP, "date": DATE, "place": PLACE, "org": ORG, "number": NUMBER, "title": TITLE}
_BRACKETS = re.compile(r"（[^（）\n]{0,120}）|\([^()\n]{0,120}\)")
_TITLES = re.compile(r"《[^《》\n]{1,80}》")


def mask_text(view: DocumentView) -> str:
    """``view.text`` with mentions masked; as long as the text, character for character.

    Brackets are masked by :func:`mask_brackets` only where a clause is read around them, since they hold
    clauses of their own.
    """
    characters = list(view.text)
    for found in _TITLES.finditer(view.text):
        _paint(characters, found.start(), found.end(), TITLE)
    layers: tuple[tuple[Iterable[Span], str], ...] = (
        (view.dates, DATE), (view.regions, PLACE), (view.organisations, ORG), (view.quantities, NUMBER),
    )  # fmt: skip
    for spans, mask in layers:
        for span in spans:
            _paint(characters, span.start, span.end, mask)
    return "".join(characters)


def find_brackets(text: str) -> list[tuple[int, int]]:
    """Round brackets (outermost only of those that hold none), as half-open offsets with the marks."""
    return [found.span() for found in _BRACKETS.finditer(text)]


def _paint(characters: list[str], start: int, end: int, mask: str) -> None:
    for index in range(start, end):
        characters[index] = mask
