"""What one run is asked to do, and what it reports back."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from extract.errors import ExtractError
from extract.records import Extraction
from extract.settings import Settings
from extract.tables.plan import Selection

if TYPE_CHECKING:
    # With pandera behind it, this would keep a run from starting its workers for half a second.
    from extract.tables.compare import TableChange


class DocumentExtractor(Protocol):
    """What extracts documents; :class:`extract.Extractor` is one."""

    @property
    def version(self) -> str:
        """Changes whenever the same document would give another extraction."""

    def extract_batch(self, documents: Sequence[Any]) -> list[Extraction]:
        """The extractions of documents, in order."""


NumberT = TypeVar("NumberT", int, float)
MakeExtractor = Callable[[Settings], DocumentExtractor]


def make_extractor(settings: Settings) -> DocumentExtractor:
    """The project's own extractor; imported late, as it brings spaCy along."""
    from extract.extractor import Extractor

    return Extractor(settings)


def utc_now() -> dt.datetime:
    """The time by the machine's clock."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """The choices of one run.

    Args:
        input: folder of source documents, with an optional ``manifest.csv``.
        out: folder of the published tables.
        selection: which documents the run may touch.
        settings: how documents are extracted.
        workers: worker processes; 0 for one per processor.
        documents_per_batch: documents that one task extracts.
        dask: ``local`` for a Dask cluster of this machine, a scheduler's address, or empty for no Dask.
        document_timeout: seconds after which a document is given up as ``timeout``.
        keep_versions: published versions to keep, the newest included.
        postgres_url: where to load the tables as well; empty for nowhere.
        accept_drift: publish even if a table lost most of its rows.
        release: publish although a restored version is held, and let go of it.
        dry_run: extract and compare, but do not publish.
        make_extractor: makes the extractor in each worker process.
        now: tells the time, in UTC; it only dates the run, and decides nothing.
    """

    input: Path
    out: Path
    selection: Selection = field(default_factory=Selection)
    settings: Settings = field(default_factory=Settings)
    workers: int = 0
    dask: str = ""
    documents_per_batch: int = 32
    document_timeout: float = 120.0
    keep_versions: int = 5
    postgres_url: str = field(default="", repr=False)
    accept_drift: bool = False
    release: bool = False
    dry_run: bool = False
    make_extractor: MakeExtractor = make_extractor
    now: Callable[[], dt.datetime] = utc_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is; given to whoever shows it."""

    n_done: int
    n_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What a run did.

    Args:
        run_id: as in ``runs``.
        n_new: documents not published before.
        n_changed: documents published before from other bytes, manifest line or version.
        n_unchanged: documents published as before.
        n_deleted: documents published before and gone from the input folder.
        n_rejected: documents that could not be read or extracted; they are in ``rejects``.
        n_extracted: documents extracted in this run (less than new and changed after an interrupted run).
        n_chars: characters extracted in this run.
        rows: rows of each table.
        seconds: from start to publication.
        extraction_seconds: of these, spent extracting.
        published: whether a new version is shown to readers.
        changes: what changed against the tables published before, by table.
    """

    run_id: str
    n_new: int
    n_changed: int
    n_unchanged: int
    n_deleted: int
    n_rejected: int
    n_extracted: int
    n_chars: int
    rows: dict[str, int]
    seconds: float
    extraction_seconds: float
    published: bool
    changes: tuple[TableChange, ...] = ()

    @property
    def characters_per_second(self) -> float:
        """Characters extracted per second of extraction; 0 if nothing was extracted."""
        return self.n_chars / self.extraction_seconds if self.extraction_seconds else 0.0


_OF_THE_MACHINE = ("settings", "workers", "keep_versions", "document_timeout", "dask", "postgres_url")


def options_from_environment(options: RunOptions, environment: Mapping[str, str] = os.environ) -> RunOptions:
    """``options`` with what a deployment sets by environment variables, for all its runs, where they leave the default.

    These are those of :class:`extract.Settings`, and ``EXTRACT_WORKERS``, ``EXTRACT_DASK``,
    ``EXTRACT_DOCUMENT_TIMEOUT``, ``EXTRACT_KEEP_VERSIONS`` and ``EXTRACT_POSTGRES_URL`` (a variable and not a flow
    parameter, so that no password shows in Prefect's UI).

    Raises:
        ExtractError: a variable that does not fit its setting.
    """
    plain = RunOptions(input=options.input, out=options.out)
    machine = replace(
        plain,
        settings=Settings.from_environment(environment),
        workers=_number(environment, "EXTRACT_WORKERS", plain.workers),
        keep_versions=_number(environment, "EXTRACT_KEEP_VERSIONS", plain.keep_versions),
        document_timeout=_number(environment, "EXTRACT_DOCUMENT_TIMEOUT", plain.document_timeout),
        dask=environment.get("EXTRACT_DASK", ""),
        postgres_url=environment.get("EXTRACT_POSTGRES_URL", ""),
    )
    # What a command line, a flow or a program asks for goes before the machine's default.
    asked = {name: getattr(options, name) for name in _OF_THE_MACHINE if getattr(options, name) != getattr(plain, name)}
    return replace(options, **{name: getattr(machine, name) for name in _OF_THE_MACHINE} | asked)


def _number(environment: Mapping[str, str], name: str, default: NumberT) -> NumberT:
    written = environment.get(name, "")
    if not written:
        return default
    if not written.isdecimal():
        raise ExtractError(f"{name} must be a whole number, not {written!r}")
    return type(default)(written)
