"""The rows of tables on a page, each cell in its column."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.read.pdf_segments import Segment

# In units of the font size: so far apart are the cells of a table …
_CELL_GAP = 2.0
# … so far a cell may begin left of its column, and so close to one edge end the lines that a cell's width broke.
_RAGGED = 0.5
_EDGE = 0.35
# A cell breaks into at most so many lines more than its row's other cells; they stand no further apart than this.
_MAX_LINES = 4
_LINE_GAP = 0.9
_VALUE = re.compile(r"[-—–+]?[\d.,，]*[%％]?|[-—–…/]{1,3}")


class _Edge(NamedTuple):
    """Where the lines of a column end at the latest, and whether several do, as only lines that were broken do."""

    place: float
    is_shared: bool


def table_rows(rows: Sequence[Sequence[Segment]]) -> dict[int, tuple[str, ...]]:
    """The cells of the lines that belong to a table, by the line's number; a column in which a row has none is ``""``.

    The lines of one cell are put together on the first line of its row; the lines below it are then ``()``.

    Args:
        rows: the segments of each line, from the left.
    """
    found: dict[int, tuple[str, ...]] = {}
    for numbers in _groups(rows):
        columns = _columns([rows[number] for number in numbers if _is_table_row(rows[number])])
        edges = _edges([rows[number] for number in numbers], columns)
        first, row = -1, dict[int, Segment]()
        for number in numbers:
            placed = _placed(rows[number], columns)
            if placed is None:
                found[number] = tuple(segment.text.strip() for segment in rows[number])
                row = {}
                continue
            if row and _goes_on(row, placed, edges):
                row = row | {column: _below(row.get(column), segment) for column, segment in placed.items()}
                found[number] = ()
            else:
                first, row = number, placed
            cells = [row[column].text.strip() if column in row else "" for column in range(max(row) + 1)]
            found[first] = tuple(cells)
    return found


def _groups(rows: Sequence[Sequence[Segment]]) -> Iterator[list[int]]:
    """The lines of each table: its rows, and single lines of a broken cell between and below them."""
    numbers: list[int] = []
    pending: list[int] = []
    for number, row in enumerate(rows):
        close = number > 0 and rows[number - 1][0].bottom - row[0].top <= _LINE_GAP * row[0].size
        if _is_table_row(row):
            numbers += [*pending, number]
            pending = []
        elif numbers and close and len(pending) < _MAX_LINES and _fits(row, [rows[at] for at in numbers]):
            pending.append(number)
        elif numbers:
            yield numbers + pending
            numbers, pending = [], []
    if numbers:
        yield numbers + pending


def _is_table_row(row: Sequence[Segment]) -> bool:
    return any(after.left - before.right > _CELL_GAP * before.size for before, after in pairwise(row))


def _fits(row: Sequence[Segment], rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether each segment of a line ends before the next cell of the rows above would begin."""
    lefts = [segment.left for segment in max(rows, key=len)]
    widest = max(after - before for before, after in pairwise(lefts))
    for segment in row:
        column = max(bisect(lefts, segment.left + _RAGGED * segment.size) - 1, 0)
        end = lefts[column + 1] if column + 1 < len(lefts) else lefts[column] + widest
        if segment.right > end:
            return False
    return True


def _columns(rows: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """From where to where the columns reach, as the rows with the most cells have them."""
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    return [(min(row[place].left for row in full), max(row[place].right for row in full)) for place in range(most)]


def _edges(rows: Sequence[Sequence[Segment]], columns: Sequence[tuple[float, float]]) -> dict[int, _Edge]:
    """By column, the edge at which a cell's width breaks its lines: the outermost place where a line of text ends."""
    ends: dict[int, list[float]] = {}
    for row in rows:
        for column, segment in (_placed(row, columns) or {}).items():
            if not _VALUE.fullmatch(segment.text.strip()):
                ends.setdefault(column, []).append(segment.right)
    reach = _EDGE * rows[0][0].size
    return {
        column: _Edge(max(places) - reach, sum(place >= max(places) - reach for place in places) > 1)
        for column, places in ends.items()
    }


def _placed(row: Sequence[Segment], columns: Sequence[tuple[float, float]]) -> dict[int, Segment] | None:
    """The segments of a row by column; ``None`` where they do not fit the columns."""
    placed: dict[int, Segment] = {}
    for segment in row:
        under = [
            number for number, (left, right) in enumerate(columns) if segment.left < right and left < segment.right
        ]
        begun = [number for number, (left, _) in enumerate(columns) if left - _RAGGED * segment.size <= segment.left]
        # A head that spans columns stands in the first of them.
        column = min(under) if under else max(begun, default=0)
        if placed and column <= max(placed):
            return None
        placed[column] = segment
    return placed


def _goes_on(row: Mapping[int, Segment], line: Mapping[int, Segment], edges: Mapping[int, _Edge]) -> bool:
    """Whether a line holds the rest of cells of the row above, whose lines reach the edge of their column.

    What else it holds must be cells that the row does not have yet: values stand in the middle of their row.
    """
    is_sure = False
    for column, segment in line.items():
        above = row.get(column)
        if above is None:
            if len(row) > 1:
                return False
        elif (
            _VALUE.fullmatch(segment.text.strip())
            or _VALUE.fullmatch(above.text.strip())
            or above.right < edges[column].place
        ):
            return False
        else:
            is_sure = is_sure or edges[column].is_shared
    return is_sure


def _below(above: Segment | None, segment: Segment) -> Segment:
    """A cell with one more line."""
    if above is None:
        return segment
    text = above.text.strip() + segment.text.strip()
    return Segment(above.left, segment.bottom, segment.right, above.top, above.size, text)
