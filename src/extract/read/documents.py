"""One source file to one document: its text, and what is known of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

from extract.errors import DocumentRejectedError
from extract.read.archive import list_members, read_member
from extract.read.content import Content
from extract.read.docx import read_docx
from extract.read.encodings import decode
from extract.read.feeds import FeedRow, read_feed
from extract.read.files import SourceFile
from extract.read.formats import (
    DOC,
    DOCX,
    FEEDS,
    HTML,
    MARKDOWN,
    ODT,
    PDF,
    PLAIN,
    RTF,
    ZIP,
    media_type_of_name,
)
from extract.read.formats import media_type as media_type_of
from extract.read.html import read_html
from extract.read.limits import ReadLimits, default_limits
from extract.read.office import read_office
from extract.read.pdf_apart import read_pdf_apart
from extract.read.published import (
    date_in_name,
    dateline_date,
    latest_past_date,
    month_in_name,
    printed_date,
)

_PROBLEMS = {
    "outside_folder": "a link that leads out of the input folder is not followed",
    "escapes_archive": "a member whose name leads out of its archive is not read",
    "encrypted": "the archive's member asks for a password; pack it without one",
}
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
    bounds = limits or default_limits()
    if _is_feed_row(source_file):
        row = _feed_row(source_file, bounds)
        data, content, media_type = row.to_bytes(), row.content(), media_type_of_name(source_file.path.name)
    else:
        data = read_bytes(source_file, bounds)
        content, media_type = read_content(data, source_file.member or source_file.path.name, bounds)
    line = source_file.manifest
    published_on, basis = _published_on(source_file, content)
    return SourceDocument(
        source=source_file.source,
        sha256=hashlib.sha256(data).hexdigest(),
        text=content.text,
        title=(line.title if line else "") or content.title,
        publisher=(line.publisher if line else "") or content.publisher,
        published_on=published_on,
        published_on_basis=basis,
        media_type=media_type,
        encoding=content.encoding,
    )


def hash_source(source_file: SourceFile, limits: ReadLimits | None = None) -> str:
    """The SHA-256 of the document's bytes (hexadecimal), without decoding them; ``""`` if they cannot be read."""
    bounds = limits or default_limits()
    try:
        if _is_feed_row(source_file):
            data = _feed_row(source_file, bounds).to_bytes()
        else:
            data = read_bytes(source_file, bounds)
        return hashlib.sha256(data).hexdigest()
    except DocumentRejectedError:
        return ""


def read_bytes(source_file: SourceFile, limits: ReadLimits) -> bytes:
    """The bytes of a document.

    Raises:
        DocumentRejectedError: the document's ``problem``, or ``missing``, ``unreadable``, ``too_large``, ``empty``,
            or as :func:`extract.read.archive.read_member` says.
    """
    if source_file.problem == "missing":
        raise DocumentRejectedError("missing", _missing_message(source_file))
    if source_file.problem in _PROBLEMS:
        raise DocumentRejectedError(source_file.problem, _PROBLEMS[source_file.problem])
    try:
        if not source_file.path.exists():
            raise DocumentRejectedError("missing", _missing_message(source_file))
        if not source_file.path.is_file():
            raise DocumentRejectedError("unreadable", "it is no regular file")
        if source_file.problem:
            _explain(source_file, limits)
        size = source_file.path.stat().st_size
        if source_file.member:
            return _not_empty(read_member(source_file.path, source_file.member, limits))
        if size > limits.max_bytes:
            raise DocumentRejectedError(
                "too_large", f"{size:,} bytes are more than the {limits.max_bytes:,} allowed; split the file"
            )
        data = source_file.path.read_bytes()
    except OSError as error:
        raise DocumentRejectedError("unreadable", f"the file cannot be opened ({error.strerror})") from error
    return _not_empty(data)


def read_content(data: bytes, name: str, limits: ReadLimits) -> tuple[Content, str]:
    """The text in ``data`` and the media type it was read as; ``name`` tells the formats apart that bytes do not.

    Raises:
        DocumentRejectedError: the bytes are of no format that is read, or do not keep to it.
    """
    kind = media_type_of(data, name)
    if kind in (PLAIN, MARKDOWN):
        decoded = decode(data)
        return Content(text=decoded.text, encoding=decoded.encoding), kind
    if kind == HTML:
        return read_html(data), kind
    if kind == DOCX:
        return read_docx(data, limits), kind
    if kind == PDF:
        return read_pdf_apart(data, limits), kind
    if kind in (DOC, RTF, ODT):
        return read_office(data, kind, limits), kind
    what = "an archive" if kind == ZIP else "a feed"
    raise DocumentRejectedError(
        "nested_archive", f"{what} inside an archive or under another name is not opened; unpack it"
    )


def _is_feed_row(source_file: SourceFile) -> bool:
    return bool(source_file.member) and media_type_of_name(source_file.path.name) in FEEDS


def _feed_row(source_file: SourceFile, limits: ReadLimits) -> FeedRow:
    line = int(source_file.member)
    row = read_feed(source_file.path, limits).get(line)
    if row is None:
        raise DocumentRejectedError("missing", f"the feed has no article on line {line} any more")
    return row


def _explain(source_file: SourceFile, limits: ReadLimits) -> None:
    """Raise what scanning an archive or a feed found wrong with it as a whole.

    Raises:
        DocumentRejectedError: with the reason that scanning found.
    """
    if media_type_of_name(source_file.path.name) in FEEDS:
        read_feed(source_file.path, limits)
    else:
        list_members(source_file.path, limits)
    raise DocumentRejectedError(
        source_file.problem, "the file could not be opened when the folder was scanned; run again"
    )


def _not_empty(data: bytes) -> bytes:
    if not data:
        raise DocumentRejectedError("empty", "the file has no bytes")
    return data


def _missing_message(source_file: SourceFile) -> str:
    if source_file.manifest is None:
        return "the file is gone"
    return f"manifest.csv names it on line {source_file.manifest.line}, but there is no such file"


def _published_on(source_file: SourceFile, content: Content) -> tuple[dt.date | None, PublishedOnBasis]:
    row = source_file.manifest
    if row is not None and row.published_on is not None:
        return row.published_on, "manifest"
    if content.published_on is not None:
        # What a page or a feed says of itself is part of what it says.
        return content.published_on, "text"
    named = date_in_name(source_file.source)
    if named is not None:
        return named, "filename"
    printed = printed_date(content.text) or dateline_date(content.text, source_file.source)
    if printed is not None:
        return printed, "text"
    month = month_in_name(source_file.source)
    if month is not None:
        return month, "filename"
    past = latest_past_date(content.text)
    return (past, "text") if past is not None else (None, "")
