"""What a run has to do: which documents are new, changed, unchanged or gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from extract.tables.ids import digest
from extract.tables.parts import Entry

if TYPE_CHECKING:
    from extract.read import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which documents a run may touch; the rest stay as they are.

    Args:
        since: only documents whose manifest line (or last extraction) dates them on this day or later.
        until: only documents dated on this day or earlier.
        only: glob over the source path (``2026/*.txt``); empty for all.
        force: extract also what has not changed.
        retry_rejects: extract also what was rejected before.
        keep_version: leave documents alone of which only the extractor's version changed.
        at_version: only documents last extracted with this version; empty for any.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    only: str = ""
    force: bool = False
    retry_rejects: bool = False
    keep_version: bool = False
    at_version: str = ""

    def covers(self, source: str, published_on: dt.date | None, entry: Entry | None) -> bool:
        """Whether the run may touch the document."""
        if self.only and not fnmatchcase(source, self.only):
            return False
        if self.at_version and (entry is None or entry.version != self.at_version):
            return False
        if self.since is None and self.until is None:
            return True
        if published_on is None and entry is not None and entry.published_on:
            published_on = dt.date.fromisoformat(entry.published_on)
        if published_on is None:
            # A document that was never read may be of any day.
            return entry is None
        return (self.since is None or published_on >= self.since) and (self.until is None or published_on <= self.until)


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document to extract, and the key its extraction will be kept under."""

    source_file: SourceFile
    sha256: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run has to do.

    ``to_extract`` is sorted by source; ``kept`` are the documents of the folder that stay as they were extracted,
    because nothing about them changed or because the selection leaves them out.
    """

    to_extract: tuple[PlannedDocument, ...]
    kept: tuple[Entry, ...]
    n_seen: int


def document_key(source_file: SourceFile, sha256: str, version: str) -> str:
    """The key under which an extraction is kept: it changes when bytes, manifest line or version do."""
    row = source_file.manifest
    line = ("", "", "", "") if row is None else ("1", str(row.published_on or ""), row.publisher, row.title)
    return digest(sha256, source_file.problem, *line, version)


def plan_run(
    files: Sequence[SourceFile],
    known: Mapping[str, Sequence[Entry]],
    *,
    version: str,
    hash_file: Callable[[SourceFile], str],
    published: Mapping[str, str] | None = None,
    selection: Selection | None = None,
) -> Plan:
    """Compare the input folder with what has been extracted so far.

    Args:
        files: the documents of the input folder.
        known: the entries of each document, by source, oldest first.
        version: the extractor's version.
        hash_file: gives a document's SHA-256, or ``""`` if it cannot be read.
        published: the stamp of each published document, by source.
        selection: which documents the run may touch; all, if absent.
    """
    chosen = selection or Selection()
    to_extract: list[PlannedDocument] = []
    kept: list[Entry] = []
    for source_file in files:
        source = source_file.source
        entries = known.get(source, ())
        shown = _shown(entries, (published or {}).get(source))
        published_on = source_file.manifest.published_on if source_file.manifest else None
        if not chosen.covers(source, published_on, shown):
            kept += [shown] if shown else []
            continue
        sha256 = hash_file(source_file)
        planned = PlannedDocument(source_file, sha256, document_key(source_file, sha256, version))
        fitting = None if chosen.force else _fitting(planned, entries, shown, chosen)
        if fitting is None:
            to_extract.append(planned)
        else:
            kept.append(fitting)
    to_extract.sort(key=lambda planned: planned.source_file.source)
    return Plan(to_extract=tuple(to_extract), kept=tuple(kept), n_seen=len(files))


def _shown(entries: Sequence[Entry], stamp: str | None) -> Entry | None:
    """The entry that readers see; the newest if none is published."""
    for entry in entries:
        if entry.stamp == stamp:
            return entry
    return entries[-1] if entries else None


def _fitting(
    planned: PlannedDocument, entries: Sequence[Entry], shown: Entry | None, selection: Selection
) -> Entry | None:
    """An entry that was extracted from just what is there now, or ``None`` if there is none to be used."""
    if selection.keep_version and shown is not None:
        same = document_key(planned.source_file, planned.sha256, shown.version) == shown.key
        return shown if same and not (selection.retry_rejects and shown.rejected) else None
    for entry in [*([shown] if shown else []), *reversed(entries)]:
        if entry.key == planned.key:
            return None if selection.retry_rejects and entry.rejected else entry
    return None
