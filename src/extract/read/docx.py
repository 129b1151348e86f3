"""Word documents: paragraphs, text boxes and tables in their order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.errors import DocumentRejectedError
from extract.read.archive import check_sizes
from extract.read.content import Content, cleaned, require_text
from extract.read.limits import ReadLimits

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What was deleted or moved away, and what stands for a reader that knows less, is not part of the text.
_NOT_TEXT = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_COMPATIBILITY}Fallback"))
_BOX = f"{_W}txbxContent"
# A table with more in one cell than this sets a page; it is read as text. No table of figures is wider than the other.
_MAX_CELL_CHARS = 200
_MAX_SPAN = 64


def read_docx(data: bytes, limits: ReadLimits) -> Content:
    """The text of a document, a paragraph a line; a table's rows are lines with tabs between the cells.

    Headers, footers, comments and deleted text are left out.

    Raises:
        DocumentRejectedError: ``damaged``, ``zip_bomb``, ``too_large`` or ``empty``.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_sizes(package.infolist(), limits)
            _check_parts(package.infolist(), limits)
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_blocks(document.element.body))
        title = document.core_properties.title or ""
    except (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError) as error:
        raise DocumentRejectedError("damaged", f"the document cannot be opened ({error})") from error
    except (AttributeError, IndexError, TypeError, RuntimeError, EOFError, NotImplementedError) as error:
        raise DocumentRejectedError("damaged", f"the document's parts do not fit together ({error})") from error
    return Content(text=require_text(cleaned(text)), title=cleaned(title).strip())


def _check_parts(parts: list[zipfile.ZipInfo], limits: ReadLimits) -> None:
    for part in parts:
        if part.filename.endswith(".xml") and part.file_size > limits.max_bytes:
            raise DocumentRejectedError(
                "too_large", f"its part {part.filename} is larger than {limits.max_bytes:,} bytes"
            )


def _blocks(parent: _Element) -> Iterator[str]:
    """The lines of a body, a cell or a text box; what wraps paragraphs (content controls, insertions) is opened."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield _text(element)
            for box in _boxes(element):
                yield from _blocks(box)
        elif element.tag == f"{_W}tbl":
            yield ""
            yield from _rows(element)
            yield ""
        elif element.tag not in _NOT_TEXT:
            yield from _blocks(element)


def _text(element: _Element) -> str:
    """The text of a paragraph or a part of one, without that of its text boxes."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _WRITTEN:
        return _WRITTEN[element.tag]
    return "".join(
        _text(child) for child in element if child.tag not in _NOT_TEXT and child.tag not in (_BOX, f"{_W}pPr")
    )


def _boxes(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _NOT_TEXT:
            yield from _boxes(child)


def _rows(table: _Element) -> Iterator[str]:
    """The rows of a table, tabs between the cells; the text of a table that only sets the page."""
    rows = [[(cell, list(_blocks(cell))) for cell in row.iterchildren(f"{_W}tc")] for row in table.iter(f"{_W}tr")]
    if any(sum(map(len, lines)) > _MAX_CELL_CHARS for row in rows for _, lines in row):
        for row in rows:
            for _, lines in row:
                yield from lines
        return
    for row in rows:
        written: list[str] = []
        for cell, lines in row:
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            # A cell merged with the one above holds nothing of its own.
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
            written.append("" if goes_on else " ".join(" ".join(lines).split()))
            written += [""] * (_span(cell) - 1)
        yield "\t".join(written)


def _span(cell: _Element) -> int:
    """How many columns a cell covers."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return max(1, min(int(span.get(f"{_W}val", "1")), _MAX_SPAN)) if span is not None else 1
