"""The rows of tables on a page, each cell in its column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from extract.read.pdf_segments import Segment

# In units of the font size: so far apart are the cells of a table …
_CELL_GAP = 2.0
# … and so far a cell may begin left of its column.
_RAGGED = 0.5


def table_rows(rows: Sequence[Sequence[Segment]]) -> dict[int, list[str]]:
    """The cells of the rows that belong to a table, by the row's number; a column in which a row has none is ``""``.

    Args:
        rows: the segments of each line, from the left.
    """
    found: dict[int, list[str]] = {}
    numbers = [number for number, row in enumerate(rows) if _is_table_row(row)]
    for _, group in groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0]):
        together = [number for _, number in group]
        columns = _columns([rows[number] for number in together])
        for number in together:
            found[number] = _placed(rows[number], columns)
    return found


def _is_table_row(row: Sequence[Segment]) -> bool:
    return any(after.left - before.right > _CELL_GAP * before.size for before, after in pairwise(row))


def _columns(rows: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """From where to where the columns reach, as the rows with the most cells have them."""
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    return [(min(row[place].left for row in full), max(row[place].right for row in full)) for place in range(most)]


def _placed(row: Sequence[Segment], columns: Sequence[tuple[float, float]]) -> list[str]:
    """The texts of a row by column; as they come where they do not fit the columns."""
    cells = [""] * len(columns)
    last = -1
    for segment in row:
        under = [
            number for number, (left, right) in enumerate(columns) if segment.left < right and left < segment.right
        ]
        begun = [number for number, (left, _) in enumerate(columns) if left - _RAGGED * segment.size <= segment.left]
        # A head that spans columns stands in the first of them.
        place = min(under) if under else max(begun, default=0)
        if place <= last:
            return [segment.text.strip() for segment in row]
        cells[place] = segment.text.strip()
        last = place
    while cells and not cells[-1]:
        cells.pop()
    return cells
