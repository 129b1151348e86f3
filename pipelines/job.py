"""The steps of one run, without Prefect: plan, batches, build, check, publish.

A flow decides where the batches are extracted and shows each step as a task; see :mod:`pipelines.nightly`.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from extract.read import hash_source, scan
from extract.tables.build import Built, build_tables, check_tables, stop_on, write_runs
from extract.tables.checks import check_drift, null_rates
from extract.tables.compact import compact_parts
from extract.tables.compare import TableChange, compare_tables
from extract.tables.database import Written, database_beside
from extract.tables.errors import HeldError
from extract.tables.files import explained
from extract.tables.links import Stages
from extract.tables.parts import Entry, PartStore
from extract.tables.plan import Plan, PlannedDocument, plan_run
from extract.tables.postgres import load_postgres
from extract.tables.publish import OutputFolder
from extract.tables.runs import RunCounts, RunLog, RunRecord, RunState, run_id
from extract.tables.version import build_version, extraction_version
from pipelines.batch import Batch, BatchResult
from pipelines.options import RunOptions
from pipelines.published import Published
from pipelines.stages import linking_version

_log = logging.getLogger("extract.run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The documents to publish and what the run did for them."""

    live: tuple[Entry, ...]
    counts: RunCounts
    n_extracted: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Tables that are written and checked, but not shown to readers."""

    folder: Path
    record: RunRecord
    null_rates: Mapping[str, float]
    changes: tuple[TableChange, ...]


@contextmanager
def open_job(options: RunOptions) -> Iterator[Job]:
    """A run over ``options.out``, which no other run may touch meanwhile; its end, good or bad, is logged.

    Raises:
        PublishError: another run holds the folder, or it cannot be written.
    """
    output = OutputFolder(options.out)
    with output.locked():
        job = Job(options, output)
        job.begin()
        try:
            yield job
        except BaseException as error:
            # Ctrl-C, a cancellation or the end of a service is no failure of the run's own.
            if isinstance(error, Exception):
                record = job.record("failed", problem=str(error) or type(error).__name__)
            else:
                record = job.record("interrupted", problem=f"ended from outside ({type(error).__name__})")
            # The disk may be what failed; the error itself matters more than its record.
            with suppress(OSError):
                job.log.append(record)
            raise


class Job:
    """One run over one output folder. Made by :func:`open_job`."""

    def __init__(self, options: RunOptions, output: OutputFolder) -> None:
        self.options = options
        self.output = output
        self.store = PartStore(output.state / "parts")
        self.log = RunLog(output.state / "runs.jsonl")
        self._started_at = options.now()
        self._began = time.monotonic()
        extractor_version = options.make_extractor(options.settings).version
        self.version = extraction_version(extractor_version)
        self._build_version = build_version(linking_version(options.settings))
        self._published = Published.of(output)
        if self._published is None and output.current() is not None:
            _log.warning("the published version has been altered or cut short; it is built anew")
        self.number = self._next_number()

    @property
    def run_id(self) -> str:
        """The run's id."""
        return run_id(self.number)

    @property
    def seconds(self) -> float:
        """Since the run began, by a clock that never steps back."""
        return time.monotonic() - self._began

    def begin(self) -> None:
        """Clear away what an interrupted run left, and note that this one started."""
        with explained("write", self.output.folder):
            self.output.clean()
            for name in self.store.clean():
                _log.warning(f"part {name} is damaged; its documents are extracted again")
            self.log.append(self.record("running"))

    def plan(self) -> Plan:
        """Compare the input folder with what has been extracted so far.

        Raises:
            ManifestError: the manifest cannot be used; the message names file and line.
        """
        return plan_run(
            scan(self.options.input),
            self.store.entries(),
            version=self.version,
            hash_file=hash_source,
            published=self._published.index if self._published else {},
            selection=self.options.selection,
        )

    def batches(self, plan: Plan) -> list[Batch]:
        """The planned documents in batches; each becomes one part. A few documents are shared out to all workers."""
        shared = -(-len(plan.to_extract) // (self.options.workers or os.cpu_count() or 1))
        size = max(1, min(self.options.documents_per_batch, shared))
        chunks = [plan.to_extract[start : start + size] for start in range(0, len(plan.to_extract), size)]
        return [self._batch(position, documents) for position, documents in enumerate(chunks)]

    def _batch(self, position: int, documents: tuple[PlannedDocument, ...]) -> Batch:
        return Batch(
            part=f"{self.number:08d}-{position:05d}",
            parts_folder=self.store.folder.resolve(),
            run_id=self.run_id,
            version=self.version,
            documents=documents,
            given_up={},
        )

    def gather(self, plan: Plan, results: Iterable[BatchResult], *, seconds: float) -> Extracted:
        """What there is to publish once all batches are extracted.

        Args:
            plan: what was to be done.
            results: of the batches.
            seconds: that extraction took.
        """
        extracted = [entry for result in results for entry in result.entries]
        live = sorted((*plan.kept, *extracted), key=lambda entry: entry.source)
        stamps = {entry.source: entry.stamp for entry in live}
        known = self._published.index if self._published else {}
        counts = RunCounts(
            n_seen=plan.n_seen,
            n_new=sum(source not in known for source in stamps),
            n_changed=sum(source in known and known[source] != stamp for source, stamp in stamps.items()),
            n_unchanged=sum(known.get(source) == stamp for source, stamp in stamps.items()),
            n_deleted=len(known.keys() - stamps.keys()),
            n_rejected=sum(bool(entry.rejected) for entry in live),
            n_chars=sum(entry.n_chars for entry in extracted),
        )
        return Extracted(live=tuple(live), counts=counts, n_extracted=len(extracted), seconds=seconds)

    def build(self, extracted: Extracted, stages: Stages) -> Staged:
        """Write and check all tables in a staging folder.

        Raises:
            PublishError: a check failed, or the disk is full or cannot be written.
        """
        failed_rows = self.output.state / "failed" / self.run_id
        published = self._published
        base = published.base_for(extracted.live, self._build_version) if published else None
        with explained("build tables", self.output.folder):
            staging = self.output.stage(self.number)
            with database_beside(staging, base.folder if base else None) as add_to_database:
                if published is not None and published.says_all_of(extracted.live, self._build_version):
                    built = published.link_tables(staging)
                    for name in built.rows:
                        add_to_database(Written(name))
                else:
                    built = build_tables(
                        self.store,
                        extracted.live,
                        staging,
                        stages=stages,
                        keep_failed_in=failed_rows,
                        base=base,
                        on_written=add_to_database,
                    )
                record = self.record("published", counts=extracted.counts, rows=built.rows)
                earlier = [run for run in self.log.records() if run.state == "published"]
                n_runs = write_runs([*earlier, record], published.folder if published else None, staging)
                add_to_database(Written("runs"))
                with ThreadPoolExecutor(max_workers=1) as beside:
                    comparing = beside.submit(self._changes, staging, built)
                    record = replace(record, rows={**built.rows, "runs": n_runs})
                    rates = self._check(staging, record.rows, failed_rows)
                changes = comparing.result()
        return Staged(folder=staging, record=record, null_rates=rates, changes=changes)

    def _check(self, staging: Path, rows: Mapping[str, int], failed_rows: Path) -> dict[str, float]:
        """Stop if the tables must not be published; returns their null rates."""
        check_tables(staging, failed_rows)
        rates = null_rates(staging)
        if not self.options.accept_drift:
            stop_on(check_drift(rows, rates, [self.output.about(number) for number in self.output.versions()]))
        return rates

    def _changes(self, staging: Path, built: Built) -> tuple[TableChange, ...]:
        return compare_tables(self._published.folder, staging, built.carried) if self._published else ()

    def load_database(self, staged: Staged) -> None:
        """Load the staged tables into PostgreSQL, if that is asked for; may be tried again.

        This comes before publication, as it is the likelier to fail, and then nothing has been shown anywhere.

        Raises:
            HeldError: a restored version is to stay; what was extracted is kept.
            PublishError: the database failed; its tables are as they were.
        """
        self._stop_if_held(staged)
        if self.options.postgres_url:
            load_postgres(staged.folder, self.options.postgres_url)

    def publish(self, staged: Staged, extracted: Extracted) -> None:
        """Show the staged tables to readers, and forget what no reader and no run needs any more.

        Raises:
            HeldError: a restored version is to stay; what was extracted is kept.
            PublishError: the disk is full or cannot be written.
        """
        self._stop_if_held(staged)
        self.output.publish(
            self.number,
            build=self._build_version,
            rows=staged.record.rows,
            null_rates=staged.null_rates,
            index={entry.source: entry.stamp for entry in extracted.live},
            keep=self.options.keep_versions,
            accepted=self.options.accept_drift,
        )
        with explained("write", self.output.folder):
            self.output.let_go()
            self.log.append(staged.record)
            self.store.prune(extracted.live)
            merged = compact_parts(self.store, extracted.live, self.number)
            if merged:
                _log.info(f"{merged} small parts merged")

    def _stop_if_held(self, staged: Staged) -> None:
        if self.output.held() and not self.options.release:
            shutil.rmtree(staged.folder)
            shown = self._published.number if self._published else "none"
            raise HeldError(
                f"version {shown} was restored and stays, so nothing was published; what this run would change: "
                f"{_listed(staged.changes)}. `extract run --release` publishes it and lets go of version {shown}"
            )

    def discard(self, staged: Staged) -> None:
        """Remove the staged tables; readers never saw them, and what was extracted is kept."""
        shutil.rmtree(staged.folder)
        self.log.append(replace(staged.record, state="compared"))

    def record(
        self,
        state: RunState,
        *,
        counts: RunCounts | None = None,
        rows: dict[str, int] | None = None,
        problem: str = "",
    ) -> RunRecord:
        """What is known of this run now."""
        return RunRecord(
            number=self.number,
            started_at=self._started_at,
            finished_at=None if state == "running" else self._started_at + dt.timedelta(seconds=self.seconds),
            version=self.version,
            state=state,
            counts=counts or RunCounts(),
            rows=rows or {},
            problem=problem,
        )

    def _next_number(self) -> int:
        """One more than any number seen anywhere: the clock has no say, and a lost log does no harm."""
        known = [record.number for record in self.log.records()]
        known += self.output.versions()
        known += [int(part.split("-")[0]) for part in self.store.parts()]
        return max(known, default=0) + 1


def _listed(changes: Iterable[TableChange]) -> str:
    told = [
        f"{found.table} +{found.added} -{found.dropped} ~{found.altered}" for found in changes if not found.is_empty
    ]
    return ", ".join(told) or "nothing"
