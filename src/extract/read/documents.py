"""One source file to one document: its text, and what is known of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

from extract.errors import DocumentRejectedError
from extract.read.encodings import decode
from extract.read.files import SourceFile
from extract.read.limits import ReadLimits, default_limits
from extract.read.published import date_in_name, latest_past_date, month_in_name, printed_date

PublishedOnBasis = Literal["manifest", "filename", "text", "file_time", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A document as read.

    Args:
        source: posix path below the input folder.
        sha256: of the file's bytes.
        text: exactly as decoded; all offsets of the tables index it.
        title: from the manifest or the file's own metadata; ``""`` if unknown.
        publisher: likewise.
        published_on: the day relative times are resolved against; ``None`` if nothing tells it.
        published_on_basis: what told it; ``""`` for nothing. The clock is never asked.
        media_type: ``text/plain`` and the like.
        encoding: the Python codec for formats that are text; ``""`` for others.
    """

    source: str
    sha256: str
    text: str
    title: str
    publisher: str
    published_on: dt.date | None
    published_on_basis: PublishedOnBasis
    media_type: str
    encoding: str


def read_document(source_file: SourceFile, limits: ReadLimits | None = None) -> SourceDocument:
    """The document that ``source_file`` names.

    Raises:
        DocumentRejectedError: it cannot be read; ``reason`` is one of ``docs/reading.md``.
    """
    data = read_bytes(source_file, limits or default_limits())
    decoded = decode(data)
    row = source_file.manifest
    published_on, basis = _published_on(source_file, decoded.text)
    return SourceDocument(
        source=source_file.source,
        sha256=hashlib.sha256(data).hexdigest(),
        text=decoded.text,
        title=row.title if row else "",
        publisher=row.publisher if row else "",
        published_on=published_on,
        published_on_basis=basis,
        media_type="text/plain",
        encoding=decoded.encoding,
    )


def hash_source(source_file: SourceFile, limits: ReadLimits | None = None) -> str:
    """The SHA-256 of the document's bytes (hexadecimal), without decoding them; ``""`` if they cannot be read."""
    try:
        return hashlib.sha256(read_bytes(source_file, limits or default_limits())).hexdigest()
    except DocumentRejectedError:
        return ""


def read_bytes(source_file: SourceFile, limits: ReadLimits) -> bytes:
    """The bytes of a document.

    Raises:
        DocumentRejectedError: ``missing``, ``outside_folder``, ``unreadable``, ``too_large`` or ``empty``.
    """
    if source_file.problem == "outside_folder":
        raise DocumentRejectedError("outside_folder", "a link that leads out of the input folder is not followed")
    try:
        if not source_file.path.exists():
            raise DocumentRejectedError("missing", _missing_message(source_file))
        if not source_file.path.is_file():
            raise DocumentRejectedError("unreadable", "it is no regular file")
        size = source_file.path.stat().st_size
        if size > limits.max_bytes:
            raise DocumentRejectedError(
                "too_large", f"{size:,} bytes are more than the {limits.max_bytes:,} allowed; split the file"
            )
        data = source_file.path.read_bytes()
    except OSError as error:
        raise DocumentRejectedError("unreadable", f"the file cannot be opened ({error.strerror})") from error
    if not data:
        raise DocumentRejectedError("empty", "the file has no bytes")
    return data


def _missing_message(source_file: SourceFile) -> str:
    if source_file.manifest is None:
        return "the file is gone"
    return f"manifest.csv names it on line {source_file.manifest.line}, but there is no such file"


def _published_on(source_file: SourceFile, text: str) -> tuple[dt.date | None, PublishedOnBasis]:
    row = source_file.manifest
    if row is not None and row.published_on is not None:
        return row.published_on, "manifest"
    named = date_in_name(source_file.source)
    if named is not None:
        return named, "filename"
    printed = printed_date(text)
    if printed is not None:
        return printed, "text"
    month = month_in_name(source_file.source)
    if month is not None:
        return month, "filename"
    past = latest_past_date(text)
    return (past, "text") if past is not None else (None, "")
