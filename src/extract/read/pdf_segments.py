"""The characters of a PDF's page as stretches of text on one line.

Coordinates are those of PDF: points from the bottom left corner of the page.
"""

from __future__ import annotations

import statistics
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# In units of the font size.
_SAME_LINE = 0.5
_WORD_GAP = 0.25
_SEGMENT_GAP = 1.1
# What was written later into a line is looked for among so many runs of nearly its height.
_NEIGHBOURS = 40
_HYPHENS = (0x02, 0xFFFE)

# left, bottom, right, top, font size, character
_Box = tuple[float, float, float, float, float, str]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of characters on one line with no wide gap inside; ``size`` is the font's."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str


def segments_of(document: PdfDocument, number: int) -> tuple[list[Segment], float]:
    """The segments of page ``number`` in the order of the file, and the page's height."""
    import ctypes

    from pypdfium2 import raw

    page = document[number]
    textpage = page.get_textpage()
    # The loose box is as wide as the character's place in the line; the tight one of a comma is a dot.
    place = raw.FS_RECTF()
    runs: list[list[_Box]] = []
    current: list[_Box] = []
    high = 0
    try:
        for index in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, index)
            # Beyond the first plane PDFium hands out two surrogates, one after the other.
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            # PDFium writes the hyphen at the end of a line as a mark of its own.
            character = "-" if code in _HYPHENS else chr(code) if 0 < code < 0x110000 else "\ufffd"
            if character in "\r\n":
                continue
            if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(place)):
                continue
            size = raw.FPDFText_GetFontSize(textpage, index) or 1.0
            box = (place.left, place.bottom, place.right, place.top, size, character)
            if character.isspace():
                if current and box[2] > box[0]:
                    current.append(box)
                continue
            if current and not _continues(current[-1], box):
                runs.append(current)
                current = []
            current.append(box)
        if current:
            runs.append(current)
        segments = [_segment(run) for run in _woven(runs)]
        return [segment for segment in segments if segment.text.strip()], page.get_height()
    finally:
        textpage.close()
        page.close()


def _continues(before: _Box, box: _Box) -> bool:
    size = max(before[4], box[4], 1.0)
    return _on_one_line(before, box) and -size <= box[0] - before[2] <= _SEGMENT_GAP * size


def _woven(runs: Sequence[list[_Box]]) -> list[list[_Box]]:
    """Runs in the order of the file; those that fill one another's gaps are put together.

    Quotation marks, letters and digits of a second font are often written before or after the rest of their line.
    """
    order = sorted(range(len(runs)), key=lambda number: runs[number][0][1] + runs[number][0][3])
    whole: dict[int, list[_Box]] = {}
    for place, number in enumerate(order):
        run, first = runs[number], number
        for other in order[max(0, place - _NEIGHBOURS) : place]:
            if other in whole and _fill_gaps(run, whole[other]):
                run, first = [*run, *whole.pop(other)], min(first, other)
        whole[first] = run
    return [sorted(whole[number], key=lambda box: box[0]) for number in sorted(whole)]


def _fill_gaps(one: Sequence[_Box], other: Sequence[_Box]) -> bool:
    """Whether two runs share a line and each character of the shorter falls between two of the longer."""
    if not _on_one_line(one[0], other[0]):
        return False
    shorter, longer = sorted((one, other), key=len)
    middles = sorted((box[0] + box[2]) / 2 for box in longer)
    places = [bisect(middles, box[0]) for box in shorter]
    within = any(0 < place < len(middles) for place in places)
    return within and places == [bisect(middles, box[2]) for box in shorter]


def _on_one_line(one: _Box, other: _Box) -> bool:
    middle = (one[1] + one[3]) / 2
    return abs(middle - (other[1] + other[3]) / 2) <= _SAME_LINE * max(one[4], other[4], 1.0)


def _segment(boxes: Sequence[_Box]) -> Segment:
    while boxes and boxes[-1][5].isspace():
        boxes = boxes[:-1]
    size = statistics.median_low([box[4] for box in boxes])
    height = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    # Fonts scaled by a matrix say 1 for their size; the height of the line does not lie.
    size = size if size > 2 else height
    text = ""
    for box, before in zip(boxes, [None, *boxes[:-1]], strict=True):
        if before and box[0] - before[2] > _WORD_GAP * size and not (box[5].isspace() or before[5].isspace()):
            text += " " if text[-1].isascii() and box[5].isascii() else ""
        text += box[5]
    return Segment(
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
        max(size, 1.0),
        text,
    )
