"""Tables inside a text: rows of cells set apart by tabs, by wide gaps or by upright strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.kinds import is_caption
from extract.layout.lines import Line
from extract.records import Cell, Table

# 「 | 甲 | 乙 | 」 as in Markdown; 「甲\t乙」; 「甲    乙」
_PIPES = re.compile(r"\|(?:[^|\n]*\|){2,}")
_RULE = re.compile(r"[\s|:+-]*-{2,}[\s|:+-]*")
_WIDE_GAP = re.compile(r"[ \u3000]{2,}")
_CELL_OF_PIPES = re.compile(r"[^|]+")
_CELL_OF_TABS = re.compile(r"[^\t]+")
_CELL_OF_GAPS = re.compile(r"(?:(?![ \u3000]{2})[^\t])+")
_NUMBER_CELL = re.compile(r"[-—–+]?[\d,，.]+\s?[%％]?|[-—–…/]{1,3}")
_UNIT = re.compile(r"单位\s?[:：]\s?(?P<unit>[^\s，。；)）】]{1,12})")
_MIN_ROWS = 2
_MAX_CELL_CHARS = 60
_MAX_MERGED_CHARS = 30
_MAX_LEAD = 64


def find_tables(lines: Sequence[Line], text: str) -> list[tuple[range, Table]]:
    """The tables among the ``lines`` of ``text``, each with the numbers of its lines, in source offsets."""
    tables = []
    number = 0
    while number < len(lines):
        rows = _rows_from(lines, number, text)
        if len(rows) < _MIN_ROWS:
            number += 1
            continue
        stop = number
        while stop < len(lines) and (stop < number + len(rows) or _RULE.fullmatch(lines[stop].text)):
            stop += 1
        filled = tuple(row for row in rows if row)
        if len(filled) >= _MIN_ROWS:
            tables.append((range(number, number + len(rows)), _table(lines, number, len(rows), filled)))
        number += len(rows)
    return tables


def _rows_from(lines: Sequence[Line], first: int, source: str) -> list[tuple[Cell, ...]]:
    """The rows of cells from line ``first`` on; the rule below a Markdown head is a row without cells."""
    rows: list[tuple[Cell, ...]] = []
    split = _splitter(lines, first)
    if split is None:
        return rows
    for number in range(first, len(lines)):
        line = lines[number]
        if rows and line.gap > 1:
            break
        if split is _CELL_OF_PIPES and rows and _RULE.fullmatch(line.text):
            rows.append(())
            continue
        cells = _cells(line, split, source)
        if any(len(cell.text) > _MAX_CELL_CHARS for cell in cells):
            break
        if len(cells) < 2 and not _is_merged_row(lines, number, split, source):
            break
        rows.append(cells)
    return rows


def _is_merged_row(lines: Sequence[Line], number: int, split: re.Pattern[str], source: str) -> bool:
    """Whether a line with one cell heads the rows below it: 「一、工业」 right across the table."""
    line = lines[number]
    if split is _CELL_OF_PIPES:
        return _PIPES.match(line.text) is not None
    if split is not _CELL_OF_TABS or number + 1 >= len(lines) or line.gap or lines[number + 1].gap:
        return False
    is_note = len(line.text) > _MAX_MERGED_CHARS or line.text.endswith(("。", "：")) or _UNIT.search(line.text)
    return not is_note and not is_caption(line.text) and len(_cells(lines[number + 1], split, source)) > 1


def _splitter(lines: Sequence[Line], first: int) -> re.Pattern[str] | None:
    text = lines[first].text
    if len(text) > 400:
        return None
    if text[0] == "|" and _PIPES.match(text):
        return _CELL_OF_PIPES
    if "\t" in text:
        return _CELL_OF_TABS
    if _WIDE_GAP.search(text) is None:
        return None
    # Wide gaps also stand in mastheads and signatures: only a block with numbers under one another is a table.
    following = [line.text for line in lines[first + 1 : first + 3]]
    with_numbers = sum(
        any(_NUMBER_CELL.fullmatch(match.group().strip()) for match in _CELL_OF_GAPS.finditer(text))
        for text in following
        if _WIDE_GAP.search(text)
    )
    return _CELL_OF_GAPS if with_numbers == 2 else None


def _cells(line: Line, split: re.Pattern[str], source: str) -> tuple[Cell, ...]:
    cells = []
    # Cells that are empty at the beginning of a row are white space before its line.
    before = source[max(0, line.start - _MAX_LEAD) : line.start]
    column = before[len(before.rstrip(" \t\u3000")) :].count("\t") if split is _CELL_OF_TABS else 0
    position = 0
    for match in split.finditer(line.text):
        if split is not _CELL_OF_GAPS:
            column += line.text.count("\t" if split is _CELL_OF_TABS else "|", position, match.start())
        position = match.start()
        text = match.group().strip(" \u3000\t*")
        if text:
            start = line.start + match.start() + match.group().index(text)
            place = column - (1 if split is _CELL_OF_PIPES else 0)
            cells.append(Cell(start=start, end=start + len(text), text=text, column=max(place, 0)))
            if split is _CELL_OF_GAPS:
                column += 1
    return tuple(cells)


def _table(lines: Sequence[Line], first: int, count: int, rows: Sequence[tuple[Cell, ...]]) -> Table:
    above = [lines[number].text for number in range(max(0, first - 2), first)]
    # A table's title and unit may be its own first rows.
    while len(rows) > _MIN_ROWS and len(rows[0]) == 1:
        above.append(rows[0][0].text)
        rows = rows[1:]
    unit = next((match["unit"] for text in reversed(above) if (match := _UNIT.search(text))), "")
    caption = next((text for text in reversed(above) if len(text) <= 60 and not _UNIT.match(text.lstrip("(（"))), "")
    return Table(
        start=lines[first].start,
        end=lines[first + count - 1].end,
        caption="" if caption.endswith(("。", "；")) else caption,
        unit=unit,
        rows=tuple(rows),
    )
