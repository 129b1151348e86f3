"""What has been extracted so far, kept in immutable parts so that no document is extracted twice.

A part is a folder with the rows of one batch of documents, one Parquet file per table, and an index
(``part.json``) that says which documents it holds and what they were extracted from. A part appears by one
rename when all of it is on disk; so a run killed at any moment loses at most the batches it was working on. A
document may stand in several parts, extracted from other bytes or by another version; a run picks the one that fits.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extract.tables.files import explained, remove_folder, sync_folder, sync_tree

_INDEX = "part.json"
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of a part.

    Args:
        source: posix path below the input folder.
        doc_id: its id.
        sha256: of its bytes; empty if they could not be read.
        key: tells what it was extracted from: bytes, manifest line and extractor version.
        version: the extractor's version.
        published_on: ISO day, or empty.
        rejected: the reason if it was rejected, else empty.
        n_chars: characters of its text.
        run_id: the run that extracted it.
        part: name of the part that holds it.
    """

    source: str
    doc_id: str
    sha256: str
    key: str
    version: str
    published_on: str
    rejected: str
    n_chars: int
    run_id: str
    part: str

    @property
    def stamp(self) -> str:
        """Tells this extraction of the document from any other."""
        return f"{self.key}@{self.run_id}"


class PartStore:
    """The parts below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, tables: Mapping[str, pa.Table], entries: Sequence[Entry]) -> None:
        """Add the part ``name``; a part of that name that is there already is replaced.

        Raises:
            StorageError: the disk is full or cannot be written; the store is as before.
        """
        unfinished = self.folder / f"{_UNFINISHED}{name}"
        with explained("keep extracted documents", self.folder):
            try:
                self._write(unfinished, tables, entries)
                final = self.folder / name
                if final.exists():
                    remove_folder(final)
                unfinished.rename(final)
                sync_folder(self.folder)
            except OSError:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise

    def _write(self, unfinished: Path, tables: Mapping[str, pa.Table], entries: Sequence[Entry]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        for table, rows in tables.items():
            pq.write_table(rows, unfinished / f"{table}.parquet", compression="zstd")
        sizes = {path.name: path.stat().st_size for path in sorted(unfinished.iterdir())}
        index = {"files": sizes, "documents": [asdict(entry) for entry in entries]}
        (unfinished / _INDEX).write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
        sync_tree(unfinished)

    def entries(self) -> dict[str, list[Entry]]:
        """All entries of each document, by source, oldest first. Parts that are damaged count as not there."""
        found: dict[str, list[Entry]] = {}
        for part in self.parts():
            for entry in self.index(part):
                found.setdefault(entry.source, []).append(entry)
        return found

    def parts(self) -> list[str]:
        """Names of the whole parts, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if not path.name.startswith(".") and is_whole(path))

    def damaged(self) -> list[str]:
        """Names of the parts that lack a file or hold one of another size than when they were written."""
        if not self.folder.is_dir():
            return []
        return sorted(
            path.name for path in self.folder.iterdir() if not path.name.startswith(".") and not is_whole(path)
        )

    def files(self, parts: Iterable[str], table: str) -> list[str]:
        """Paths of ``table``'s files in ``parts``, in order; a part of an older release may lack a table."""
        paths = (self.folder / part / f"{table}.parquet" for part in parts)
        return [str(path) for path in paths if path.is_file()]

    def clean(self) -> list[str]:
        """Remove what an interrupted run left behind; returns the names of damaged parts that went with it."""
        if not self.folder.is_dir():
            return []
        for leftover in self.folder.glob(".*"):
            shutil.rmtree(leftover, ignore_errors=True)
        damaged = self.damaged()
        for name in damaged:
            remove_folder(self.folder / name)
        return damaged

    def prune(self, live: Iterable[Entry]) -> None:
        """Remove the parts that hold no live document any more."""
        used = {entry.part for entry in live}
        for name in self.parts():
            if name not in used:
                remove_folder(self.folder / name)

    def index(self, part: str) -> list[Entry]:
        """The documents of a part."""
        index = json.loads((self.folder / part / _INDEX).read_text(encoding="utf-8"))
        return [Entry(**{**document, "part": part}) for document in index["documents"]]


def is_whole(part: Path) -> bool:
    """Whether all files of a part are there in the size they were written in."""
    try:
        index = json.loads((part / _INDEX).read_text(encoding="utf-8"))
        return all((part / name).stat().st_size == size for name, size in index["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
