"""How much the text above a line and the text below it speak of the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.layout.lines import Line
from extract.records import PassageKind

_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
# So many characters on either side tell the topic; more would reach into other articles.
_WINDOW = 600
_WINDOW_LINES = 80
# Fewer pairs of characters than this tell nothing.
_MIN_PAIRS = 150


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Shares of character pairs that are common to two texts, 0 to 1.

    Args:
        overlap: of the text above and the text below; ``None`` where either is too short to tell.
        above: of the line itself, found in the text above it.
        below: of the line itself, found in the text below it.
    """

    overlap: float | None
    above: float
    below: float


def cohesion_at(number: int, lines: Sequence[Line], kinds: Sequence[PassageKind]) -> Cohesion:
    """The cohesion of body text around line ``number``."""
    above = _pairs(_window(range(number - 1, max(-1, number - _WINDOW_LINES), -1), lines, kinds))
    below = _pairs(_window(range(number + 1, min(len(lines), number + _WINDOW_LINES)), lines, kinds))
    own = _pairs([lines[number].text])
    smaller = min(len(above), len(below))
    return Cohesion(
        len(above & below) / smaller if smaller >= _MIN_PAIRS else None,
        len(own & above) / max(1, len(own)),
        len(own & below) / max(1, len(own)),
    )


def restated(title: str, text: str) -> float:
    """The share of a line's character pairs that the beginning of the text below says again, 0 to 1."""
    own = _pairs([title])
    return len(own & _pairs([text[: max(80, 4 * len(title))]])) / max(1, len(own))


def shared(first: str, second: str) -> float:
    """The share of character pairs that two paragraphs have in common, of the one that has fewer, 0 to 1."""
    left, right = _pairs([first]), _pairs([second])
    return len(left & right) / max(1, min(len(left), len(right)))


def _window(numbers: Iterable[int], lines: Sequence[Line], kinds: Sequence[PassageKind]) -> list[str]:
    taken: list[str] = []
    left = _WINDOW
    for number in numbers:
        if kinds[number] == "body":
            taken.append(lines[number].text[:left])
            left -= len(taken[-1])
            if left <= 0:
                break
    return taken


def _pairs(texts: Iterable[str]) -> set[str]:
    pairs: set[str] = set()
    for text in texts:
        for run in _HAN_RUN.findall(text):
            pairs.update(first + second for first, second in pairwise(run))
    return pairs
