"""What kind of file some bytes are."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from extract.errors import DocumentRejectedError, LexiconError

_PATH = Path(__file__).parent.parent / "lexicons" / "read" / "formats.toml"

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
CSV = "text/csv"
JSONL = "application/jsonl"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
FEEDS = frozenset((CSV, JSONL))

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HTML_HEAD = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b", re.I | re.S)
_SNIFFED = 4_096


@dataclass(frozen=True, slots=True)
class _Formats:
    by_extension: dict[str, str]
    unsupported: tuple[tuple[bytes, str], ...]


def media_type_of_name(name: str) -> str:
    """The media type that a file's extension promises; ``""`` for one that is not read.

    >>> media_type_of_name("周报/第3期.PDF")
    'application/pdf'
    """
    return _formats().by_extension.get(PurePosixPath(name).suffix.lower().lstrip("."), "")


def media_type(data: bytes, name: str) -> str:
    """The media type of a file, by its first bytes, then by its name.

    Raises:
        DocumentRejectedError: ``unsupported_format`` for a format that is not read here, ``encrypted`` for an
            encrypted Office document, ``damaged`` for an archive that cannot be opened.
    """
    head = data[:_SNIFFED]
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_type(data)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data[:65_536]:
            raise DocumentRejectedError("encrypted", "the document asks for a password; save it without one")
        if "WordDocument".encode("utf-16-le") not in data:
            raise DocumentRejectedError("damaged", "the file begins like an Office document and is no Word document")
        return DOC
    if head.startswith(b"{\\rtf"):
        return RTF
    for magic, what in _formats().unsupported:
        if head.startswith(magic):
            raise DocumentRejectedError("unsupported_format", f"the file is {what}, which holds no text to read")
    promised = media_type_of_name(name)
    if promised in (PDF, DOCX, ZIP, ODT):
        raise DocumentRejectedError(
            "damaged", f"the file is named {PurePosixPath(name).suffix} but does not begin like one"
        )
    if promised in (HTML, *FEEDS):
        return promised
    if _HTML_HEAD.match(head) and promised != MARKDOWN:
        return HTML
    if promised in (DOC, RTF):
        return PLAIN if b"\0" not in head else DOC
    if not promised and PurePosixPath(name).suffix:
        known = ", ".join(sorted(_formats().by_extension))
        raise DocumentRejectedError("unsupported_format", f"files of this name are not read; those read are {known}")
    return promised or PLAIN


def _zip_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise DocumentRejectedError(
            "damaged", f"the file begins like a zip archive but cannot be opened ({error})"
        ) from error
    except (zlib.error, EOFError, KeyError, IndexError, OverflowError, MemoryError) as error:
        raise DocumentRejectedError("damaged", "the archive's list of files is broken") from error
    if "word/document.xml" in names:
        return DOCX
    if kind == ODT:
        return ODT
    if names & {"xl/workbook.xml", "ppt/presentation.xml"} or kind.startswith("application/"):
        raise DocumentRejectedError(
            "unsupported_format", "spreadsheets, slides and books are not read; save it as .docx or .pdf"
        )
    return ZIP


@cache
def _formats() -> _Formats:
    written = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    if written.keys() != {"by_extension", "unsupported"}:
        raise LexiconError(f"{_PATH.name}: the tables are by_extension and unsupported, not {sorted(written)}")
    try:
        magics = tuple((bytes.fromhex(magic), str(what)) for magic, what in written["unsupported"].items())
    except ValueError as error:
        raise LexiconError(f"{_PATH.name}: unsupported: {error}") from error
    return _Formats({str(key): str(value) for key, value in written["by_extension"].items()}, magics)
