"""The order in which the segments of a page are read: columns, then lines, then paragraphs."""

from __future__ import annotations

import re
import statistics
from bisect import bisect
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
_MIN_COLUMNS = 2
# A head stands in the middle of the page, by this share of its width, so many lines from the next with columns.
_CENTRED = 0.05
_WIDE = 0.9
_NEAR_HEAD = 3
_MAX_DEPTH = 60
_WORD = re.compile(r"[A-Za-z0-9.,%％+-]+")
_LETTER = 0.6
# A column of text fills its width; the cells of a table do not.
_FILLED = 0.6


def find_gutters(pages: Iterable[Sequence[Segment]]) -> tuple[float, ...]:
    """Where columns of running text part on these pages, from the left, in whole points."""
    found: set[float] = set()
    for segments in pages:
        cutter = _Cutter(segments, ())
        cutter.blocks(list(segments))
        found |= cutter.gutters
    return tuple(sorted(found))


def page_lines(segments: Sequence[Segment], gutters: Sequence[float] = ()) -> list[str]:
    """The page's paragraphs in reading order; ``""`` between blocks, tabs between the cells of a table.

    ``gutters`` of other pages tell columns of a line or two from the cells of a table.
    """
    lines: list[str] = []
    for block in _Cutter(segments, gutters).blocks(list(segments)):
        if lines:
            lines.append("")
        lines += _paragraphs(block)
    return lines


class _Cutter:
    """Cuts a page into blocks in reading order.

    Args:
        page: the segments of the whole page.
        known: gutters that other pages have.
    """

    def __init__(self, page: Sequence[Segment], known: Sequence[float]) -> None:
        self._known = known
        left = min((segment.left for segment in page), default=0.0)
        right = max((segment.right for segment in page), default=0.0)
        self._middle = (left + right) / 2
        self._width = right - left
        self.gutters: set[float] = set()

    def blocks(self, segments: list[Segment], depth: int = 0) -> list[list[Segment]]:
        """``segments`` cut above heads, along gutters and at the widest gaps, in reading order."""
        if len(segments) < 2 or depth > _MAX_DEPTH:
            return [segments] if segments else []
        parts = self._cut_at_head(segments)
        if parts is None:
            gutters = _gutters(segments, self._known)
            if gutters:
                self.gutters.update(map(round, gutters))
                strips = _strips(segments, gutters)
                return [block for strip in strips for block in self.blocks(strip, depth + 1)]
            parts = _cut_at_gap(segments)
        if parts is None:
            return [segments]
        above, below = (self.blocks(part, depth + 1) for part in parts)
        # A cut that freed no columns separates nothing.
        return [segments] if len(above) == len(below) == 1 else above + below

    def _cut_at_head(self, segments: Sequence[Segment]) -> tuple[list[Segment], list[Segment]] | None:
        """The segments above a head in the middle of the page and the rest; where none is above, the head and the rest.

        A short title or byline does not reach across the gutters of its article, which would be followed up into the
        article above.
        """
        rows = _rows(segments)
        for number, row in enumerate(rows[:-1]):
            head = row[0]
            above, below = rows[number - 1] if number else [], rows[number + 1]
            if (
                len(row) == 1
                and self._is_centred(head)
                and any(len(other) > 1 for other in rows[max(0, number - _NEAR_HEAD) : number + 1 + _NEAR_HEAD])
                and all(_middle(other) < head.bottom for other in below)
                and all(_middle(other) > head.top for other in above)
            ):
                cut = number or 1
                return [other for line in rows[:cut] for other in line], [
                    other for line in rows[cut:] for other in line
                ]
        return None

    def _is_centred(self, segment: Segment) -> bool:
        """Whether a segment stands across the middle of the page, with room on both sides."""
        apart = abs((segment.left + segment.right) / 2 - self._middle)
        is_across = segment.left < self._middle < segment.right
        return is_across and apart <= _CENTRED * self._width and segment.right - segment.left < _WIDE * self._width


def _cut_at_gap(segments: Sequence[Segment]) -> tuple[list[Segment], list[Segment]] | None:
    """The segments above and below the widest empty band right across them."""
    best, height = 0.0, None
    floor = float("inf")
    for segment in sorted(segments, key=lambda segment: -segment.top):
        gap = floor - segment.top
        if floor < float("inf") and gap > max(best, 0.15 * segment.size):
            best, height = gap, segment.top + gap / 2
        floor = min(floor, segment.bottom)
    if height is None:
        return None
    return (
        [segment for segment in segments if segment.bottom >= height],
        [segment for segment in segments if segment.bottom < height],
    )


def _middle(segment: Segment) -> float:
    return (segment.top + segment.bottom) / 2


def _gutters(segments: Sequence[Segment], known: Sequence[float]) -> list[float]:
    """The middles of the upright gaps between columns of text, and of those known from elsewhere."""
    size = statistics.median_low([segment.size for segment in segments])
    gaps: list[tuple[float, float]] = []
    reach = float("-inf")
    for segment in sorted(segments, key=lambda segment: segment.left):
        if reach > float("-inf") and segment.left - reach >= _GUTTER * size:
            gaps.append((reach, segment.left))
        reach = max(reach, segment.right)
    middles = [(left + right) / 2 for left, right in gaps]
    if sum(map(_is_column, _strips(segments, middles))) >= _MIN_COLUMNS:
        return middles
    return [gutter for left, right in gaps for gutter in known if left <= gutter <= right][:1]


def _strips(segments: Sequence[Segment], gutters: Sequence[float]) -> list[list[Segment]]:
    """The segments between gutters, from the left."""
    strips: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
    for segment in segments:
        strips[bisect(gutters, segment.left)].append(segment)
    return strips


def _is_column(segments: Sequence[Segment]) -> bool:
    """Whether segments are lines of running text: several, and mostly as wide as the column."""
    rows = _rows(segments)
    if len(rows) < _MIN_COLUMN_LINES:
        return False
    width = max(segment.right for segment in segments) - min(segment.left for segment in segments)
    filled = sum(sum(segment.right - segment.left for segment in row) for row in rows) / (len(rows) * max(width, 1.0))
    return filled >= _FILLED and statistics.fmean(len(segment.text) for segment in segments) >= 6


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
        if is_table and not cells[number]:
            continue
        text = "\t".join(cells[number]) if is_table else "".join(segment.text.strip() for segment in row)
        indented = row[0].left - left > _INDENT * size
        apart = gap > usual_gap + _PARAGRAPH_GAP * size
        if apart and lines:
            lines.append("")
        if open_line and not indented and not apart and not is_table:
            lines[-1] = _joined(lines[-1], text)
        else:
            lines.append(text)
        # A word of letters or digits that did not fit leaves its place empty.
        word = _WORD.match(rows[number + 1][0].text) if number + 1 < len(rows) else None
        full = right - row[-1].right <= (_FULL_LINE + _LETTER * (word.end() if word else 0)) * size
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
