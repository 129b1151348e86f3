"""A table's cells in their places: which are heads, and which heads each value stands under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.records import Cell, Table

# A value as far as its form tells: 「1,234.5」, 「-2.5%」, 「320件」, 「↑6.1%」, 「下降5.2%」, 「约300亿元」, 「12.3①」
NUMBER = re.compile(
    r"(?P<change>增长|上升|提高|上涨|下降|减少|降低|下跌|[↑↓])?\s?(?P<bound>约|近|超过?)?(?P<sign>[-—–−+＋])?\s?"
    r"(?P<number>\d{1,3}(?:[ ,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
    r"(?P<unit>[%％‰]|(?!年.|[月日])[^\d\s—–~～①-⑳*＊-]\S{0,7}?)?"
    r"\s?[①-⑳*＊]?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_MAX_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the heads.

    Args:
        heads: what stands left of the values, the widest group first; the head of a group is given for all its rows,
            as is a line right across the table for those below it.
        cells: the other cells.
    """

    heads: tuple[Cell, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with heads.

    Args:
        corner: the heads above the heads of the rows.
        columns: by column, the heads above its values from the top down; a head that spans columns is given for each.
        rows: the rows below.
    """

    corner: tuple[Cell, ...]
    columns: Mapping[int, tuple[Cell, ...]]
    rows: tuple[Row, ...]


def grid_of(table: Table, *, is_period: Callable[[str], bool], is_label: Callable[[Cell], bool]) -> Grid | None:
    """The table as heads and values; ``None`` where no head stands above the values.

    Args:
        table: the table.
        is_period: tells whether a text is a time, which heads a row or column though it is written in digits.
        is_label: tells the heads of columns that hold neither heads nor values: units, serial numbers.
    """
    rows = [{cell.column: cell for cell in row} for row in table.rows]

    def is_value(cell: Cell) -> bool:
        return NUMBER.fullmatch(cell.text) is not None and not is_period(cell.text)

    n_heads = _count_heads(rows, is_value)
    if not 0 < n_heads < len(rows):
        return None
    body = rows[n_heads:]
    columns = {column: _heads_above(rows[:n_heads], column) for column in sorted({c for row in rows for c in row})}
    labels = {column for column, heads in columns.items() if any(is_label(head) for head in heads)}
    row_heads = _row_head_columns([column for column in columns if column not in labels], body, is_value)
    return Grid(
        tuple(head for column in row_heads for head in columns[column]),
        {column: heads for column, heads in columns.items() if column not in row_heads},
        tuple(_rows(body, row_heads)),
    )


def _count_heads(rows: Sequence[Mapping[int, Cell]], is_value: Callable[[Cell], bool]) -> int:
    """How many rows at the top hold heads: the first, and those below that fill the gaps it leaves."""
    count = 0
    for row in rows[:_MAX_HEAD_ROWS]:
        if any(is_value(cell) and not _YEAR.fullmatch(cell.text) for cell in row.values()):
            break
        if count and not (min(row) > min(rows[0]) or min(rows[0]) > 0):
            break
        count += 1
    return count


def _heads_above(heads: Sequence[Mapping[int, Cell]], column: int) -> tuple[Cell, ...]:
    found = []
    for number, row in enumerate(heads):
        cell = row.get(column)
        if cell is None and any(column in below for below in heads[number + 1 :]):
            # It lies under a head that spans several columns, and begins at the nearest one to the left.
            left = max((other for other in row if other < column), default=None)
            cell = None if left is None or left == 0 else row[left]
        if cell is not None:
            found.append(cell)
    return tuple(found)


def _row_head_columns(
    columns: Sequence[int], body: Sequence[Mapping[int, Cell]], is_value: Callable[[Cell], bool]
) -> list[int]:
    """The columns left of the first that holds values; the first of all is one of them in any case."""
    found: list[int] = []
    for column in columns:
        if found and any(is_value(row[column]) for row in body if column in row):
            break
        found.append(column)
    return found


def _rows(body: Sequence[Mapping[int, Cell]], head_columns: Sequence[int]) -> Iterator[Row]:
    section: tuple[Cell, ...] = ()
    current: dict[int, Cell] = {}
    for row in body:
        cells = tuple(cell for column, cell in sorted(row.items()) if column not in head_columns)
        own = {column: row[column] for column in head_columns if column in row}
        if not cells:
            # 「一、工业」 right across the table, over the rows below
            section, current = tuple(own.values()), {}
            continue
        if own:
            # A head ends the groups to its right, and goes on with those to its left.
            current = {column: cell for column, cell in current.items() if column < min(own)} | own
        if current:
            yield Row((*section, *(current[column] for column in sorted(current))), cells)
