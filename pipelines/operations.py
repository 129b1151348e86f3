"""What an operator asks and does between runs: status, rejects, restoring, exporting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from extract.errors import PublishError
from extract.tables.csv_export import export_csv
from extract.tables.postgres import load_postgres
from extract.tables.publish import CURRENT, OutputFolder, Version
from extract.tables.runs import RunLog, RunRecord

__all__ = ["Reject", "Status", "export_csv", "load_published", "read_status", "restore"]


@dataclass(frozen=True, slots=True)
class Reject:
    """One row of ``rejects``."""

    source: str
    reason: str
    message: str
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of an output folder.

    Args:
        current: the version that readers see; ``None`` if there is none.
        published_run: the run that published it; ``None`` if the log is lost.
        versions: numbers of all versions that can be restored, oldest first.
        runs: the last runs, newest first, the failed ones too.
        rejects: documents that are not in the tables, and why.
        held: whether the current version was restored and stays until a run is told to release it.
    """

    current: Version | None
    published_run: RunRecord | None
    versions: tuple[int, ...]
    runs: tuple[RunRecord, ...]
    rejects: tuple[Reject, ...]
    held: bool


def read_status(out: Path, *, n_runs: int = 10) -> Status:
    """The state of the output folder ``out``; reads only, and may be called while a run is at work.

    Raises:
        PublishError: there is no such folder.
    """
    output = OutputFolder(out)
    if not out.is_dir():
        raise PublishError(f"there is no output folder {out}; run `extract run --out {out}` first")
    records = RunLog(output.state / "runs.jsonl").records()
    current = output.current()
    published = next((run for run in records if current is not None and run.number == current.number), None)
    rejects: list[Reject] = []
    if current is not None:
        rows = pq.read_table(
            (out / CURRENT).resolve() / "rejects.parquet", columns=["source", "reason", "message", "run_id"]
        )
        rejects = [Reject(**row) for row in rows.to_pylist()]
    return Status(
        current=current,
        published_run=published,
        versions=tuple(output.versions()),
        runs=tuple(reversed(records[-n_runs:])),
        rejects=tuple(rejects),
        held=output.held(),
    )


def restore(out: Path, number: int | None = None, *, hold: bool = True, postgres_url: str = "") -> Version:
    """Show an earlier version again: ``number``, or the one before the current.

    Args:
        out: the output folder.
        number: of the version; the last earlier one, if absent.
        hold: have it stay until a run is told to release it; else the next run publishes anew.
        postgres_url: a database to bring to the same state.

    Raises:
        PublishError: there is no such version, it has been altered, or a run is at work.
    """
    output = OutputFolder(out)
    if not output.versions():
        # Before the lock, which would make the folder.
        raise PublishError(f"nothing is published under {out} that could be restored")
    with output.locked():
        version = output.restore(number, hold=hold)
        if postgres_url:
            load_postgres(output.path(version.number), postgres_url)
    return version


def load_published(out: Path, postgres_url: str) -> dict[str, int]:
    """Bring a PostgreSQL database to the state of the published tables; returns rows changed, by table.

    Raises:
        PublishError: nothing is published, a run is at work, or the database failed.
    """
    output = OutputFolder(out)
    output.about_current()
    with output.locked():
        return load_postgres(output.path(output.about_current().number), postgres_url)
