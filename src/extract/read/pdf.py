"""PDF: text in reading order over columns, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.errors import DocumentRejectedError
from extract.read.content import Content, cleaned, require_text
from extract.read.pdf_order import find_gutters, page_lines
from extract.read.pdf_segments import Segment, segments_of

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-—–·•\s]*(?:第\s?)?\d{1,4}(?:\s?/\s?\d{1,4})?(?:\s?页)?[-—–·•\s]*")
# The share of a page's height, above and below, in which running heads and feet stand.
_MARGIN = 0.09
_MIN_TEXT = 10
# PDFium's error codes.
_WRONG_PASSWORD = 4
_UNKNOWN_SECURITY = 5


def read_pdf(data: bytes, max_pages: int) -> Content:
    """The text of a PDF: a paragraph a line where the page shows where paragraphs end, a blank line between blocks.

    Raises:
        DocumentRejectedError: ``damaged``, ``encrypted``, ``too_large`` or ``no_text_layer`` (a scan).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_WRONG_PASSWORD, _UNKNOWN_SECURITY):
            raise DocumentRejectedError("encrypted", "the document asks for a password; save it without one") from error
        raise DocumentRejectedError("damaged", f"the document cannot be opened ({error})") from error
    try:
        if len(document) > max_pages:
            raise DocumentRejectedError(
                "too_large", f"{len(document):,} pages are more than {max_pages:,}; split the document"
            )
        pages = [segments_of(document, number) for number in range(len(document))]
        title = str(document.get_metadata_value("Title") or "")
    except pypdfium2.PdfiumError as error:
        raise DocumentRejectedError("damaged", f"a page cannot be read ({error})") from error
    finally:
        document.close()
    kept = _without_running_heads([page for page, _ in pages], [height for _, height in pages])
    gutters = find_gutters(kept)
    text = "\n\n".join("\n".join(page_lines(segments, gutters)) for segments in kept)
    if sum(character.isalnum() for character in text) < _MIN_TEXT:
        message = "the pages hold pictures and no text; run the document through OCR first"
        raise DocumentRejectedError("no_text_layer", message)
    return Content(text=require_text(cleaned(text)), title=cleaned(title).strip())


def _without_running_heads(pages: Sequence[Sequence[Segment]], heights: Sequence[float]) -> list[list[Segment]]:
    """Pages less what comes back in the margins of page after page, numbers aside, and less page numbers."""
    seen: Counter[str] = Counter()
    for segments, height in zip(pages, heights, strict=True):
        seen.update({_folded(segment) for segment in segments if _in_margin(segment, height)})
    least = max(2, len(pages) // 3)
    return [
        [
            segment
            for segment in segments
            if not _in_margin(segment, height)
            or (seen[_folded(segment)] < least and not _PAGE_NUMBER.fullmatch(segment.text.strip()))
        ]
        for segments, height in zip(pages, heights, strict=True)
    ]


def _in_margin(segment: Segment, height: float) -> bool:
    return segment.bottom > height * (1 - _MARGIN) or segment.top < height * _MARGIN


def _folded(segment: Segment) -> str:
    return _DIGITS.sub("#", segment.text.strip())
