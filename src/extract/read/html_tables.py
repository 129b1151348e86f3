"""Tables of a web page: those that set the page are laid open, those of figures become lines of cells.

trafilatura keeps tables in some pages and breaks them into words in others; paragraphs it keeps as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A table with more in one cell than this sets a page; no table of figures does.
_MAX_CELL_CHARS = 200
# No table of figures is wider, nor do cells of one reach further down.
_MAX_SPAN = 64
_PARTS = ("thead", "tbody", "tfoot")


def replace_tables(tree: HtmlElement) -> None:
    """Change the tables of ``tree``: cells of layout tables to blocks, other tables to lines of ``| cell | cell |``."""
    # Whether a table holds others is asked before any is changed.
    tables = [(table, table.find(".//table") is not None) for table in tree.iter("table")]
    for table, holds_tables in reversed(tables):
        rows = [row for part in (table, *table.iterchildren(*_PARTS)) for row in part.iterchildren("tr")]
        cells = [list(row.iterchildren("td", "th")) for row in rows]
        if holds_tables or any(len(cell.text_content()) > _MAX_CELL_CHARS for row in cells for cell in row):
            for element in (table, *table.iterchildren(*_PARTS), *rows, *(cell for row in cells for cell in row)):
                element.tag = "div"
        else:
            _write_lines(table, [line for line in _lines(cells) if line])


def _lines(rows: list[list[HtmlElement]]) -> list[str]:
    """A line for each row; a cell that reaches over others leaves them empty."""
    lines = []
    below: dict[int, int] = {}
    for row in rows:
        written: list[str] = []
        for cell in row:
            while below.get(len(written), 0):
                below[len(written)] -= 1
                written.append("")
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(written), len(written) + across):
                below[column] = down - 1
            text = " ".join(cell.text_content().split()).replace("|", "｜")
            written += [text, *[""] * (across - 1)]
        for column in [column for column in below if column >= len(written)]:
            below[column] = max(0, below[column] - 1)
        lines.append(f"| {' | '.join(written)} |" if any(written) else "")
    return lines


def _span(cell: HtmlElement, name: str) -> int:
    written = cell.get(name, "1").strip()
    return max(1, min(int(written), _MAX_SPAN)) if written.isascii() and written.isdecimal() else 1


def _write_lines(table: HtmlElement, lines: list[str]) -> None:
    """Make ``table`` a paragraph of these lines."""
    caption = table.find("./caption")
    if caption is not None:
        lines.insert(0, " ".join(caption.text_content().split()))
    tail = table.tail
    table.clear()
    table.tag, table.tail = "p", tail
    table.text = lines[0] if lines else ""
    for line in lines[1:]:
        end = table.makeelement("br")
        end.tail = line
        table.append(end)
