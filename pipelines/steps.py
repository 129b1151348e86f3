"""The steps of a run as Prefect tasks, shared by all flows of this package."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import as_completed
from prefect.states import Completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from extract.errors import ExtractError
from extract.tables.errors import StorageError
from extract.tables.links import Stages
from extract.tables.plan import Plan
from pipelines.artifacts import show_summary
from pipelines.batch import Batch, BatchResult
from pipelines.job import Extracted, Job, Staged, open_job
from pipelines.options import RunOptions, RunSummary
from pipelines.pools import PoolOptions, close_pools, pool_options, shared_pool
from pipelines.progress import Meter, current_meter, current_options, extracting
from pipelines.stages import corpus_stages

ArgumentT = TypeVar("ArgumentT")


def run_steps(options: RunOptions) -> RunSummary:
    """Run all steps; to be called inside a flow.

    Raises:
        ExtractError: the run cannot go on; what was published before is still in place.
    """
    options, on_progress = current_options(options)
    with open_job(options) as job, ThreadPoolExecutor(max_workers=1) as beside:
        # Their lexicons load while Prefect talks to its API and workers extract.
        stages = beside.submit(corpus_stages, options.settings)
        plan = find_changes(job)
        batches = job.batches(plan)
        meter = Meter(len(plan.to_extract), on_progress, is_remote=bool(options.dask))
        began = time.monotonic()
        try:
            results = _extract_all(batches, options, pool_options(options, job.version), meter)
        finally:
            # Building tables takes memory too; the models need not wait beside it.
            close_pools()
        extracted = job.gather(plan, results, seconds=time.monotonic() - began)
        staged = build_and_check(job, _unsearched(extracted), stages.result())
        if options.dry_run:
            job.discard(staged)
        else:
            if options.postgres_url:
                load_database(job, staged)
            publish(job, staged, _unsearched(extracted))
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
    # Whole messages and no arguments apart: Prefect's JSON logs would not put them together.
    counts = f"{plan.n_seen} documents, {len(plan.to_extract)} to extract, {len(plan.kept)} as they were"
    get_run_logger().info(f"{job.run_id}: {counts}")
    return plan


def _extract_all(batches: Sequence[Batch], options: RunOptions, pool: PoolOptions, meter: Meter) -> list[BatchResult]:
    """Extract all batches, as many at a time as the task runner allows."""
    if not batches:
        return []
    results = []
    # The runner is used directly: a flow of its own only to have another runner would cost half a second.
    with extracting(meter), _task_runner(options, pool) as runner:
        try:
            futures = {runner.submit(extract_batch, {"batch": batch, "pool": pool}): batch for batch in batches}
            for future in as_completed(list(futures)):
                result = future.result()
                # Only a run that has ended has batches that were not begun, and nobody waits for these.
                if isinstance(result, BatchResult):
                    results.append(result)
                meter.batch_done(futures[future])
        except BaseException:
            meter.stopped = True
            raise
    return results


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
def extract_batch(batch: Batch, pool: PoolOptions) -> BatchResult | State[Any]:
    """Extract one batch of documents and keep it as a part; what is kept is not lost if the run dies later.

    Where the run has ended already the batch is not begun, which is no error of its own.
    """
    meter = current_meter()
    if meter is not None and meter.stopped:
        return Completed(name="NotBegun", message="the run has ended; this batch was not begun")
    result = shared_pool(pool).extract(batch, meter.advance if meter else _ignore)
    for entry in result.entries:
        if entry.rejected:
            get_run_logger().warning(f"{entry.source} rejected: {entry.rejected}")
    return result


def _unsearched(argument: ArgumentT) -> ArgumentT:
    """The argument of a task as it is: Prefect would look for futures in each of thousands of documents."""
    return cast(ArgumentT, quote(argument))


def _ignore(n_documents: int) -> None:
    """On a Dask worker nobody watches; the flow counts whole batches."""


@task(cache_policy=NO_CACHE, persist_result=False)
def build_and_check(job: Job, extracted: Extracted, stages: Stages) -> Staged:
    """Build all tables beside the published ones and check them."""
    staged = job.build(extracted, stages)
    get_run_logger().info(f"{job.run_id}: tables pass their checks: {_listed(staged.record.rows)}")
    return staged


@task(
    retries=2,
    retry_delay_seconds=[1, 10],
    retry_condition_fn=_is_transient,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def load_database(job: Job, staged: Staged) -> None:
    """Load the tables into PostgreSQL, all in one transaction."""
    job.load_database(staged)
    get_run_logger().info(f"{job.run_id}: loaded into PostgreSQL")


@task(cache_policy=NO_CACHE, persist_result=False)
def publish(job: Job, staged: Staged, extracted: Extracted) -> None:
    """Show the tables to readers, all at once."""
    job.publish(staged, extracted)
    get_run_logger().info(f"{job.run_id}: published in {job.output.folder}")


def _listed(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in rows.items())
