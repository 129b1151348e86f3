"""Which documents a folder holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from extract.errors import DocumentRejectedError, ExtractError
from extract.read.archive import list_members
from extract.read.feeds import read_feed
from extract.read.formats import FEEDS, ZIP, media_type_of_name
from extract.read.limits import ReadLimits, default_limits
from extract.read.manifest import MANIFEST_NAME, ManifestRow, read_manifest, source_key

_IGNORED_PATH = Path(__file__).parent.parent / "lexicons" / "read" / "ignored_names.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One document to read, and what the manifest says of it.

    Args:
        path: the file on disk, which may hold several documents.
        source: the document's name in all tables: the posix path below the scanned folder, with ``!/MEMBER`` for a
            document inside an archive and ``#LINE`` for an article of a feed.
        member: the name inside an archive, or the line of a feed; empty for a file that is one document.
        manifest: the manifest's row, if there is one.
        problem: why it cannot be read, known already when scanning: a reason code, or empty.
    """

    path: Path
    source: str
    member: str = ""
    manifest: ManifestRow | None = None
    problem: str = ""


def scan(folder: Path, limits: ReadLimits | None = None) -> list[SourceFile]:
    """The documents below ``folder``, sorted by source.

    A zip archive and a feed are opened and each document in them listed; one that cannot be opened is listed itself.

    Hidden files and folders, the manifest itself and names that are never documents
    (``lexicons/read/ignored_names.txt``) are left out. A file that the manifest names and the folder does
    not hold is listed too; reading it is what rejects it. Nothing outside ``folder`` is followed.

    Raises:
        ExtractError: ``folder`` is no folder.
        ManifestError: ``folder/manifest.csv`` cannot be used.
    """
    if not folder.is_dir():
        raise ExtractError(f"input folder {str(folder)!r} does not exist; name a folder of documents")
    manifest = read_manifest(folder)
    root = folder.resolve()
    found: dict[str, SourceFile] = {}
    for path in _files(folder):
        source = _source_name(path.relative_to(folder))
        # Folders behind links are not walked, so that only a link itself can lead out.
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            listed = [SourceFile(path=path, source=source, problem="outside_folder")]
        else:
            listed = list(_documents_in(path, source, limits or default_limits()))
        for document in listed:
            found[document.source] = replace(document, manifest=manifest.get(source_key(document.source)))
    known = {source_key(source) for source in found}
    for key, row in manifest.items():
        if key not in known:
            missing = folder / row.source
            found[row.source] = SourceFile(path=missing, source=row.source, manifest=row, problem="missing")
    return [found[source] for source in sorted(found)]


def _documents_in(path: Path, source: str, limits: ReadLimits) -> Iterator[SourceFile]:
    """The documents of one file: itself, or those inside it."""
    media_type = media_type_of_name(path.name)
    try:
        if media_type == ZIP and path.is_file():
            for name, problem in list_members(path, limits):
                if not _is_ignored(name.rsplit("/", 1)[-1]) and name != MANIFEST_NAME:
                    yield SourceFile(path=path, source=f"{source}!/{_tabled(name)}", member=name, problem=problem)
            return
        if media_type in FEEDS and path.is_file():
            for line in read_feed(path, limits):
                yield SourceFile(path=path, source=f"{source}#{line}", member=str(line))
            return
    except DocumentRejectedError as error:
        yield SourceFile(path=path, source=source, problem=error.reason)
        return
    yield SourceFile(path=path, source=source)


def _files(folder: Path) -> list[Path]:
    paths = []
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        at_top = Path(parent) == folder
        paths += [
            Path(parent) / name for name in names if not (_is_ignored(name) or (at_top and name == MANIFEST_NAME))
        ]
    return paths


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or any(fnmatchcase(name, pattern) for pattern in _ignored_patterns())


@cache
def _ignored_patterns() -> tuple[str, ...]:
    lines = _IGNORED_PATH.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _source_name(relative: Path) -> str:
    """The posix path; bytes of a name that are not UTF-8 become U+FFFD, as no table could hold them."""
    return os.fsencode(relative.as_posix()).decode("utf-8", errors="replace")


def _tabled(name: str) -> str:
    """A member's name as tables can hold it."""
    return name.encode("utf-8", "replace").decode("utf-8")
