"""The steps of a run as Prefect tasks, shared by all flows of this package."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extract.errors import ExtractError
from extract.tables.errors import StorageError
from extract.tables.plan import Plan
from pipelines.artifacts import show_summary
from pipelines.batch import Batch, BatchResult
from pipelines.job import Extracted, Job, Staged, open_job
from pipelines.options import Progress, RunOptions, RunSummary
from pipelines.pools import PoolOptions, pool_options, shared_pool
from pipelines.stages import corpus_stages

OnProgress = Callable[[Progress], None]


class _Meter:
    """Counts documents from all threads, and tells them when the run has failed already."""

    def __init__(self, n_total: int, on_progress: OnProgress | None, *, is_remote: bool) -> None:
        self.stopped = False
        self._n_total = n_total
        self._n_done = 0
        self._on_progress = on_progress
        self._is_remote = is_remote
        self._lock = threading.Lock()

    def advance(self, n_documents: int) -> None:
        with self._lock:
            self._n_done += n_documents
            if self._on_progress is not None:
                self._on_progress(Progress(n_done=self._n_done, n_total=self._n_total))

    def batch_done(self, batch: Batch) -> None:
        # Tasks of this process have counted their documents one by one.
        if self._is_remote:
            self.advance(len(batch.documents))


class RunStoppedError(ExtractError):
    """A batch that was not begun because another one failed; that one's error says why."""


# Set in the process of the flow only: a task on a Dask worker finds none, and its batch is counted when it is done.
_meter: ContextVar[_Meter | None] = ContextVar("meter", default=None)
_given: ContextVar[tuple[RunOptions, OnProgress | None] | None] = ContextVar("given", default=None)


@contextmanager
def given_options(options: RunOptions, on_progress: OnProgress | None) -> Iterator[None]:
    """Have the flow called inside the block use ``options``, which may hold what flow parameters cannot."""
    token = _given.set((options, on_progress))
    try:
        yield
    finally:
        _given.reset(token)


def run_steps(options: RunOptions) -> RunSummary:
    """Run all steps; to be called inside a flow.

    Raises:
        ExtractError: the run cannot go on; what was published before is still in place.
    """
    on_progress = None
    given = _given.get()
    if given is not None:
        options, on_progress = given
    with open_job(options) as job:
        plan = find_changes(job)
        batches = job.batches(plan)
        meter = _Meter(len(plan.to_extract), on_progress, is_remote=bool(options.dask))
        began = time.monotonic()
        results = _extract_all(batches, options, pool_options(options, job.version), meter)
        extracted = job.gather(plan, results, seconds=time.monotonic() - began)
        staged = build_and_check(job, extracted)
        if options.dry_run:
            job.discard(staged)
        else:
            publish(job, staged, extracted)
        summary = summarise(job, staged, extracted)
        show_summary(summary)
    return summary


def summarise(job: Job, staged: Staged, extracted: Extracted) -> RunSummary:
    """What the run did."""
    counts = extracted.counts
    return RunSummary(
        run_id=job.run_id,
        n_new=counts.n_new,
        n_changed=counts.n_changed,
        n_unchanged=counts.n_unchanged,
        n_deleted=counts.n_deleted,
        n_rejected=counts.n_rejected,
        n_extracted=extracted.n_extracted,
        n_chars=counts.n_chars,
        rows=staged.record.rows,
        seconds=job.seconds,
        extraction_seconds=extracted.seconds,
        published=not job.options.dry_run,
        changes=staged.changes,
    )


@task(cache_policy=NO_CACHE, persist_result=False)
def find_changes(job: Job) -> Plan:
    """Compare the input folder with what has been extracted so far."""
    plan = job.plan()
    get_run_logger().info(
        "%s: %d documents, %d to extract, %d as they were",
        job.run_id, plan.n_seen, len(plan.to_extract), len(plan.kept),
    )  # fmt: skip
    return plan


def _extract_all(batches: Sequence[Batch], options: RunOptions, pool: PoolOptions, meter: _Meter) -> list[BatchResult]:
    if not batches:
        return []
    token = _meter.set(meter)
    try:
        return extract_batches.with_options(task_runner=_task_runner(options, pool))(batches, pool, meter)
    finally:
        _meter.reset(token)


def _task_runner(options: RunOptions, pool: PoolOptions) -> TaskRunner[Any]:
    if not options.dask:
        return ThreadPoolTaskRunner(max_workers=pool.size)
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise ExtractError("Dask is asked for but prefect-dask is missing; install industry-extract[dask]") from error
    if options.dask == "local":
        return DaskTaskRunner(
            cluster_kwargs={"n_workers": pool.size, "threads_per_worker": 1, "dashboard_address": None}
        )
    return DaskTaskRunner(address=options.dask)


@flow(name="extract-batches", validate_parameters=False, persist_result=False)
def extract_batches(batches: Sequence[Batch], pool: PoolOptions, meter: _Meter) -> list[BatchResult]:
    """Extract all batches, as many at a time as the task runner allows."""
    futures = {extract_batch.submit(batch, pool): batch for batch in batches}
    results = []
    try:
        for future in as_completed(list(futures)):
            results.append(future.result())
            meter.batch_done(futures[future])
    except BaseException:
        meter.stopped = True
        raise
    return results


def _is_transient(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether trying again may help: not where the disk is full, a document is bad or the run has failed."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, StorageError) and error.is_transient


@task(
    task_run_name="extract-{batch.part}",
    tags=["extract"],
    retries=2,
    retry_delay_seconds=[1, 10],
    retry_condition_fn=_is_transient,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def extract_batch(batch: Batch, pool: PoolOptions) -> BatchResult:
    """Extract one batch of documents and keep it as a part; what is kept is not lost if the run dies later."""
    meter = _meter.get()
    if meter is not None and meter.stopped:
        raise RunStoppedError("the run has failed; this batch was not begun")
    result = shared_pool(pool).extract(batch, meter.advance if meter else _ignore)
    for entry in result.entries:
        if entry.rejected:
            get_run_logger().warning("%s rejected: %s", entry.source, entry.rejected)
    return result


def _ignore(n_documents: int) -> None:
    """On a Dask worker nobody watches; the flow counts whole batches."""


@task(cache_policy=NO_CACHE, persist_result=False)
def build_and_check(job: Job, extracted: Extracted) -> Staged:
    """Build all tables beside the published ones and check them."""
    staged = job.build(extracted, corpus_stages(job.options.settings))
    get_run_logger().info("%s: tables pass their checks: %s", job.run_id, _listed(staged.record.rows))
    return staged


@task(cache_policy=NO_CACHE, persist_result=False)
def publish(job: Job, staged: Staged, extracted: Extracted) -> None:
    """Show the tables to readers, all at once."""
    job.publish(staged, extracted)
    get_run_logger().info("%s: published in %s", job.run_id, job.output.folder)


def _listed(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in rows.items())
