"""The order in which the pieces of a page are read: columns, then lines, then paragraphs.

Coordinates are those of PDF: points from the bottom left corner of the page.
"""

from __future__ import annotations

import statistics
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# In units of the font size.
_SAME_LINE = 0.5
_WORD_GAP = 0.25
_SEGMENT_GAP = 1.1
_GUTTER = 0.9
_CELL_GAP = 2.0
_FULL_LINE = 1.6
_INDENT = 1.2
_PARAGRAPH_GAP = 0.65
_MIN_COLUMN_LINES = 3
# A column of text fills its width; the cells of a table do not.
_FILLED = 0.6
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


def find_gutters(pages: Iterable[Sequence[Segment]]) -> tuple[float, ...]:
    """Where columns of running text part on these pages, from the left, in whole points."""
    found: set[float] = set()
    for segments in pages:
        _blocks(list(segments), (), found)
    return tuple(sorted(found))


def page_lines(segments: Sequence[Segment], gutters: Sequence[float] = ()) -> list[str]:
    """The page's paragraphs in reading order; ``""`` between blocks, tabs between the cells of a table.

    ``gutters`` of other pages tell columns of a line or two from the cells of a table.
    """
    lines: list[str] = []
    for block in _blocks(list(segments), gutters, set()):
        if lines:
            lines.append("")
        lines += _paragraphs(block)
    return lines


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


def _blocks(segments: list[Segment], known: Sequence[float], found: set[float], depth: int = 0) -> list[list[Segment]]:
    """Cut a page along its gutters and its widest gaps, columns first, and put the parts in reading order."""
    if len(segments) < 2 or depth > 40:
        return [segments] if segments else []
    gutter = _gutter(segments, known)
    if gutter is not None:
        found.add(round(gutter))
        left = [segment for segment in segments if segment.right <= gutter]
        right = [segment for segment in segments if segment.right > gutter]
        return _blocks(left, known, found, depth + 1) + _blocks(right, known, found, depth + 1)
    height = _widest_gap(segments)
    if height is None:
        return [segments]
    above = [segment for segment in segments if segment.bottom >= height]
    below = [segment for segment in segments if segment.bottom < height]
    parts = _blocks(above, known, found, depth + 1), _blocks(below, known, found, depth + 1)
    # A cut that freed no columns separates nothing.
    if len(parts[0]) == 1 and len(parts[1]) == 1:
        return [segments]
    return parts[0] + parts[1]


def _gutter(segments: Sequence[Segment], known: Sequence[float]) -> float | None:
    """The middle of the widest upright gap with a column of text on either side, or one known from elsewhere."""
    size = statistics.median_low([segment.size for segment in segments])
    best: tuple[float, float] | None = None
    reach = float("-inf")
    for segment in sorted(segments, key=lambda segment: segment.left):
        gap = segment.left - reach
        if reach > float("-inf") and gap >= _GUTTER * size and (best is None or gap > best[0]):
            middle = reach + gap / 2
            here = [gutter for gutter in known if reach <= gutter <= segment.left]
            if here:
                return here[0]
            if _is_column([other for other in segments if other.right <= middle]) and _is_column(
                [other for other in segments if other.left >= middle]
            ):
                best = (gap, middle)
        reach = max(reach, segment.right)
    return best[1] if best else None


def _is_column(segments: Sequence[Segment]) -> bool:
    """Whether segments are lines of running text: several, and mostly as wide as the column."""
    rows = _rows(segments)
    if len(rows) < _MIN_COLUMN_LINES:
        return False
    width = max(segment.right for segment in segments) - min(segment.left for segment in segments)
    filled = sum(sum(segment.right - segment.left for segment in row) for row in rows) / (len(rows) * max(width, 1.0))
    return filled >= _FILLED and statistics.fmean(len(segment.text) for segment in segments) >= 6


def _widest_gap(segments: Sequence[Segment]) -> float | None:
    """The height of the widest empty band right across the segments."""
    best, height = 0.0, None
    floor = float("inf")
    for segment in sorted(segments, key=lambda segment: -segment.top):
        gap = floor - segment.top
        if floor < float("inf") and gap > max(best, 0.15 * segment.size):
            best, height = gap, segment.top + gap / 2
        floor = min(floor, segment.bottom)
    return height


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments on one line together, top down, each line from the left."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (-(segment.top + segment.bottom), segment.left)):
        middle = (segment.top + segment.bottom) / 2
        if rows:
            first = rows[-1][0]
            if abs((first.top + first.bottom) / 2 - middle) <= _SAME_LINE * max(first.size, segment.size):
                rows[-1].append(segment)
                continue
        rows.append([segment])
    return [sorted(row, key=lambda segment: segment.left) for row in rows]


def _paragraphs(segments: Sequence[Segment]) -> list[str]:
    """The lines of one block, put together where the margin broke them."""
    rows = _rows(segments)
    left, right = _usual_left(rows), _usual_right(rows)
    gaps = [upper[0].bottom - lower[0].top for upper, lower in pairwise(rows)]
    usual_gap = statistics.median_low(gaps) if gaps else 0.0
    lines: list[str] = []
    open_line = False
    for row, gap in zip(rows, [0.0, *gaps], strict=True):
        size = row[0].size
        is_table = any(after.left - before.right > _CELL_GAP * size for before, after in pairwise(row))
        text = ("\t" if is_table else "").join(segment.text.strip() for segment in row)
        indented = row[0].left - left > _INDENT * size
        apart = gap > usual_gap + _PARAGRAPH_GAP * size
        if apart and lines:
            lines.append("")
        if open_line and not indented and not apart and not is_table:
            lines[-1] = _joined(lines[-1], text)
        else:
            lines.append(text)
        full = right - row[-1].right <= _FULL_LINE * size
        open_line = not is_table and full and not text.endswith(tuple("。！？!?"))
    return lines


def _usual_left(rows: Sequence[Sequence[Segment]]) -> float:
    """The left margin: where most lines begin, rounded to a point."""
    begins = [round(row[0].left) for row in rows]
    return float(min(begins, key=lambda begin: (-begins.count(begin), begin)))


def _usual_right(rows: Sequence[Sequence[Segment]]) -> float:
    """The right margin: the outermost place where more than one line ends, else where the longest does."""
    ends = [round(row[-1].right) for row in rows]
    return float(max((end for end in ends if ends.count(end) > 1), default=max(ends)))


def _joined(before: str, after: str) -> str:
    space = (
        " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha() and after[:1].isalpha() else ""
    )
    return before + space + after
