"""Word documents: paragraphs and tables in their order."""

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
    from docx.document import Document
    from docx.table import Table


def read_docx(data: bytes, limits: ReadLimits) -> Content:
    """The text of a document, a paragraph a line; a table's rows are lines with tabs between the cells.

    Headers, footers, comments and deleted text are left out.

    Raises:
        DocumentRejectedError: ``damaged``, ``zip_bomb`` or ``empty``.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_sizes(package.infolist(), limits)
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_lines(document))
        title = document.core_properties.title or ""
    except (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError) as error:
        raise DocumentRejectedError("damaged", f"the document cannot be opened ({error})") from error
    except (AttributeError, IndexError, TypeError, RuntimeError, EOFError, NotImplementedError) as error:
        raise DocumentRejectedError("damaged", f"the document's parts do not fit together ({error})") from error
    return Content(text=require_text(cleaned(text)), title=cleaned(title).strip())


def _lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield ""
            yield from _rows(block)
            yield ""
        else:
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells, seen = [], set()
        for cell in row.cells:
            # A merged cell comes once for every column it spans.
            first = cell._tc not in seen
            seen.add(cell._tc)
            cells.append(" ".join(cell.text.split()) if first else "")
        yield "\t".join(cells)
