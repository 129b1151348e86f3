"""A text as lines, with what the eye sees of each: width, indent, the gap above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# What may end a line; a lone \r as old systems wrote it, form feeds as page breaks.
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|\Z)")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60“”‘’—…·]")
# White space and marks that are not seen: zero-width, direction marks, the byte-order mark.
UNSEEN = " \t\u3000\u00a0\u2000-\u200f\u202a-\u202f\u205f\u2060\u2066-\u2069\ufeff\x00"
_LEADING = re.compile(f"[{UNSEEN}]*")
_TRAILING = re.compile(f"[{UNSEEN}]*$")
# A margin is ragged by so many half-width columns.
_RAGGED = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something.

    ``start`` and ``end`` are source offsets of ``text``, the line without white space at its ends; ``indent`` is in
    half-width columns, ``gap`` the number of blank lines above, and ``stop`` the offset where the next line begins.
    """

    start: int
    end: int
    stop: int
    text: str
    indent: int
    gap: int

    @property
    def width(self) -> int:
        """Half-width columns from the margin to the end of the line."""
        return self.indent + display_width(self.text)


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank."""
    lines = []
    gap = 0
    for match in _LINE.finditer(text):
        whole = match.group()
        stripped = whole.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        leading = _LEADING.match(stripped)
        lead = leading.end() if leading else 0
        content = stripped[lead:]
        if content and (content[-1].isspace() or not content[-1].isprintable()):
            content = _TRAILING.sub("", content)
        if not content:
            gap += 1
            continue
        start = match.start() + lead
        lines.append(Line(start, start + len(content), match.end(), content, display_width(stripped[:lead]), gap))
        gap = 0
    return lines


def display_width(text: str) -> int:
    """Half-width columns that ``text`` takes; a Chinese character takes two."""
    return len(text) + len(_WIDE.findall(text)) if not text.isascii() else len(text)


def usual_width(lines: Sequence[Line]) -> int:
    """The width at which lines were broken by a page's margin; 0 where they were not.

    Lines that a margin broke end in mid-sentence and stand below one another with one width.
    """
    widths: dict[int, int] = {}
    pairs = 0
    for line, following in pairwise(lines):
        if following.gap or line.text[-1] in "。！？!?；;：:" or not 20 <= line.width <= 130:
            continue
        pairs += 1
        if abs(line.width - following.width) <= _RAGGED:
            widths[line.width // 2] = widths.get(line.width // 2, 0) + 1
    if not widths:
        return 0
    # Punctuation that must not begin a line, and words that are not cut, move the margin by a character or two.
    shares = {width: sum(widths.get(width - step, 0) for step in (0, 1, 2)) for width in widths}
    best = max(shares, key=lambda width: (shares[width], width))
    return best * 2 if shares[best] >= max(3, 0.4 * pairs) else 0
