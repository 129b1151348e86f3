"""The ``manifest.csv`` beside the documents: what their publisher says of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extract.errors import DocumentRejectedError, ManifestError
from extract.read.encodings import decode

MANIFEST_NAME = "manifest.csv"
_COLUMNS = ("source", "published_on", "publisher", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRow:
    """What a manifest says of one document; an empty cell is ``None`` or ``""``."""

    source: str
    line: int
    published_on: dt.date | None = None
    publisher: str = ""
    title: str = ""


def source_key(source: str) -> str:
    """The form in which sources are compared: some systems write file names decomposed, others composed."""
    return unicodedata.normalize("NFC", source)


def read_manifest(folder: Path) -> dict[str, ManifestRow]:
    """The rows of ``folder/manifest.csv`` by source (as :func:`source_key` writes it); empty without a manifest.

    Columns are ``source,published_on,publisher,title`` in any order; all but ``source`` may be left out.

    Raises:
        ManifestError: an unknown column, a bad date, a source twice or outside the folder, a row of the wrong
            length, or a file that is not text. The message names the file and the line.
    """
    path = folder / MANIFEST_NAME
    if not path.is_file():
        return {}
    try:
        text = decode(path.read_bytes()).text
    except DocumentRejectedError as error:
        if error.reason == "empty":
            return {}
        raise ManifestError(f"{path}: {error.message}; save it as UTF-8 text") from error
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read ({error.strerror})") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: dict[str, ManifestRow] = {}
    columns: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"{path}:{reader.line_num}"
            if columns is None:
                columns = _checked_columns(cells, where)
                continue
            row = _checked_row(columns, cells, where, reader.line_num)
            key = source_key(row.source)
            if key in rows:
                raise ManifestError(f"{where}: {row.source!r} is named on line {rows[key].line} already")
            rows[key] = row
    except csv.Error as error:
        raise ManifestError(f"{path}:{reader.line_num}: not well-formed CSV ({error})") from error
    return rows


def _checked_columns(cells: list[str], where: str) -> list[str]:
    columns = [cell.strip() for cell in cells]
    unknown = [column for column in columns if column not in _COLUMNS]
    if unknown:
        raise ManifestError(f"{where}: unknown column {unknown[0]!r}; the columns are {', '.join(_COLUMNS)}")
    if len(set(columns)) < len(columns):
        raise ManifestError(f"{where}: a column is named twice")
    if "source" not in columns:
        raise ManifestError(f"{where}: there is no column 'source'; the columns are {', '.join(_COLUMNS)}")
    return columns


def _checked_row(columns: list[str], cells: list[str], where: str, line: int) -> ManifestRow:
    if len(cells) != len(columns):
        raise ManifestError(f"{where}: {len(cells)} cells where the header has {len(columns)}; quote cells with commas")
    row: Mapping[str, str] = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    source = row["source"]
    steps = PurePosixPath(source)
    if not source or steps.is_absolute() or ".." in steps.parts or "\\" in source or "\0" in source:
        raise ManifestError(f"{where}: source {source!r} must be a path below the folder, written with /")
    return ManifestRow(
        source=steps.as_posix(),
        line=line,
        published_on=_checked_date(row.get("published_on", ""), where),
        publisher=row.get("publisher", ""),
        title=row.get("title", ""),
    )


def _checked_date(written: str, where: str) -> dt.date | None:
    if not written:
        return None
    try:
        return dt.datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError as error:
        raise ManifestError(f"{where}: published_on {written!r} is no date of the form 2025-08-29") from error
