"""Feeds: one file with an article a row, as CSV or JSON lines."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.errors import DocumentRejectedError
from extract.read.content import Content, cleaned, require_text
from extract.read.encodings import decode
from extract.read.formats import CSV, media_type_of_name
from extract.read.limits import ReadLimits

COLUMNS = ("title", "text", "published_on", "url", "publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One article of a feed; ``line`` is where it begins in the file, ``problem`` says why it cannot be used."""

    line: int
    title: str = ""
    text: str = ""
    published_on: str = ""
    publisher: str = ""
    problem: str = ""

    def content(self) -> Content:
        """The article; its title stands above its text unless the text begins with it.

        Raises:
            DocumentRejectedError: ``bad_row`` or ``empty``.
        """
        if self.problem:
            raise DocumentRejectedError("bad_row", f"line {self.line}: {self.problem}")
        published_on = None
        if self.published_on:
            try:
                published_on = dt.date.fromisoformat(self.published_on[:10].replace("/", "-"))
            except ValueError as error:
                message = f"line {self.line}: published_on {self.published_on!r} is no date of the form 2025-08-29"
                raise DocumentRejectedError("bad_row", message) from error
        title, text = cleaned(self.title).strip(), cleaned(self.text)
        if title and not text.lstrip().startswith(title):
            text = f"{title}\n{text}"
        return Content(
            text=require_text(text, message=f"line {self.line}: the article holds no text"),
            title=title,
            publisher=cleaned(self.publisher).strip(),
            published_on=published_on,
        )

    def to_bytes(self) -> bytes:
        """The row in one fixed form, to take the hash of."""
        fields = [self.title, self.text, self.published_on, self.publisher, self.problem]
        return json.dumps(fields, ensure_ascii=True).encode("ascii")


def read_feed(path: Path, limits: ReadLimits) -> Mapping[int, FeedRow]:
    """The rows of a feed, by line.

    Raises:
        DocumentRejectedError: ``not_a_feed``, ``too_large``, ``too_many_members``, or as :func:`decode` says.
    """
    try:
        status = path.stat()
        if status.st_size > limits.max_bytes:
            raise DocumentRejectedError(
                "too_large", f"{status.st_size:,} bytes are more than the {limits.max_bytes:,} allowed; split the feed"
            )
        return _read_once(path, status.st_mtime_ns, status.st_size, limits.max_members)
    except OSError as error:
        raise DocumentRejectedError("unreadable", f"the file cannot be opened ({error.strerror})") from error


@lru_cache(maxsize=2)
def _read_once(path: Path, _modified: int, _size: int, most: int) -> Mapping[int, FeedRow]:
    # Parsed once for all its articles.
    return {row.line: row for row in parse_feed(path.read_bytes(), path.name, most)}


def parse_feed(data: bytes, name: str, most: int) -> list[FeedRow]:
    """The rows in the bytes of a feed of that name; more than ``most`` are refused.

    Raises:
        DocumentRejectedError: ``not_a_feed``, ``too_many_members``, ``empty``, or as :func:`decode` says.
    """
    text = decode(data).text
    rows: list[FeedRow] = []
    for row in _csv_rows(text) if media_type_of_name(name) == CSV else _json_rows(text):
        rows.append(row)
        if len(rows) > most:
            raise DocumentRejectedError("too_many_members", f"the feed has more than {most:,} articles; split it")
    if not rows:
        raise DocumentRejectedError("empty", "the feed has no articles")
    return rows


def _csv_rows(text: str) -> Iterator[FeedRow]:
    reader = csv.reader(io.StringIO(text, newline=""))
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = [cell.strip() for cell in cells]
                if "text" not in columns or len(set(columns)) < len(columns):
                    raise DocumentRejectedError(
                        "not_a_feed", f"a feed's header names {', '.join(COLUMNS)}; at least text"
                    )
                continue
            if len(cells) != len(columns):
                problem = f"{len(cells)} cells where the header has {len(columns)}"
                yield FeedRow(line=reader.line_num, problem=problem)
                continue
            yield _row(reader.line_num, dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        raise DocumentRejectedError("not_a_feed", f"line {reader.line_num}: no well-formed CSV ({error})") from error


def _json_rows(text: str) -> Iterator[FeedRow]:
    recognised = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            yield FeedRow(line=number, problem="no JSON object")
            continue
        if not isinstance(fields, dict):
            yield FeedRow(line=number, problem="no JSON object")
            continue
        if not recognised and "text" not in fields:
            raise DocumentRejectedError("not_a_feed", f"a feed's articles have {', '.join(COLUMNS)}; at least text")
        recognised = True
        yield _row(number, fields)


def _row(line: int, fields: Mapping[str, object]) -> FeedRow:
    values = {name: fields.get(name) for name in COLUMNS}
    if not isinstance(values["text"], str):
        return FeedRow(line=line, problem="text is missing")
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            return FeedRow(line=line, problem=f"{name} is no text")
    return FeedRow(
        line=line,
        title=str(values["title"] or ""),
        text=values["text"],
        published_on=str(values["published_on"] or "").strip(),
        publisher=str(values["publisher"] or ""),
    )
