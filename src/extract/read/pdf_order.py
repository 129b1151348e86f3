"""The order in which the segments of a page are read: columns, then lines, then paragraphs."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.read.pdf_segments import Segment
from extract.read.pdf_tables import table_rows

# In units of the font size.
_SAME_LINE = 0.5
_GUTTER = 0.9
_FULL_LINE = 1.6
_INDENT = 1.2
_PARAGRAPH_GAP = 0.65
_MIN_COLUMN_LINES = 3
# A column of text fills its width; the cells of a table do not.
_FILLED = 0.6


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
    cells = table_rows(rows)
    lines: list[str] = []
    open_line = False
    for number, (row, gap) in enumerate(zip(rows, [0.0, *gaps], strict=True)):
        size = row[0].size
        is_table = number in cells
        text = "\t".join(cells[number]) if is_table else "".join(segment.text.strip() for segment in row)
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
