"""Running flows in this process, for the command line: no server to start, and quiet unless asked."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, replace
from importlib import import_module
from inspect import signature

from extract.errors import ExtractError, ManifestError
from extract.read import hash_source, scan
from extract.tables.errors import ChecksFailedError, FolderBusyError, HeldError, StorageError
from extract.tables.parts import PartStore
from extract.tables.plan import plan_run
from extract.tables.publish import OutputFolder
from extract.tables.version import extraction_version
from pipelines.loading import uncollected
from pipelines.options import RunOptions, RunSummary
from pipelines.pools import close_pools, pool_options, shared_pool
from pipelines.progress import OnProgress, given_options
from pipelines.selections import backfill_selection

# The codes of sysexits.h, which schedulers know.
EXIT_OK = 0
EXIT_FAILED = 1
EXIT_BAD_DATA = 65
EXIT_STORAGE = 74
EXIT_TRY_LATER = 75
EXIT_HELD = 78


def exit_code(error: ExtractError) -> int:
    """What a process that ends with ``error`` should exit with.

    65: the tables failed their checks, or the manifest is wrong; 74: disk or database; 75: another run is at work,
    try later; 78: a restored version is held; 1: anything else.
    """
    for kind, code in (
        (FolderBusyError, EXIT_TRY_LATER),
        (HeldError, EXIT_HELD),
        (StorageError, EXIT_STORAGE),
        (ChecksFailedError, EXIT_BAD_DATA),
        (ManifestError, EXIT_BAD_DATA),
    ):
        if isinstance(error, kind):
            return code
    return EXIT_FAILED


def run_nightly(options: RunOptions, on_progress: OnProgress | None = None) -> RunSummary:
    """Run the flow :func:`pipelines.nightly.nightly` in this process.

    Args:
        options: the choices of the run.
        on_progress: called from several threads as documents are done.

    Raises:
        ExtractError: the run failed; what was published before is still in place.
    """
    return _run("nightly", options, on_progress)


def run_backfill(options: RunOptions, on_progress: OnProgress | None = None) -> RunSummary:
    """Run the flow :func:`pipelines.backfill.backfill` in this process; ``options.selection`` says what to extract.

    Raises:
        ExtractError: nothing is chosen, or the run failed; what was published before is still in place.
    """
    chosen = options.selection
    selection = backfill_selection(
        since=chosen.since, until=chosen.until, only=chosen.only, at_version=chosen.at_version
    )
    return _run("backfill", replace(options, selection=selection), on_progress)


def run_reprocess(options: RunOptions, on_progress: OnProgress | None = None) -> RunSummary:
    """Run the flow :func:`pipelines.reprocess.reprocess` in this process; ``options.dry_run`` only compares.

    Raises:
        ExtractError: the run failed; what was published before is still in place.
    """
    return _run("reprocess", options, on_progress)


def retry_rejects(options: RunOptions, on_progress: OnProgress | None = None) -> RunSummary:
    """Run the nightly flow with the documents that were rejected tried again.

    Raises:
        ExtractError: the run failed; what was published before is still in place.
    """
    return _run("nightly", replace(options, selection=replace(options.selection, retry_rejects=True)), on_progress)


def _run(name: str, options: RunOptions, on_progress: OnProgress | None) -> RunSummary:
    version = extraction_version(options.make_extractor(options.settings).version)
    _quiet_prefect()
    try:
        if not options.dask:
            # Models load in another process while this one looks what there is to do and imports Prefect.
            shared_pool(pool_options(options, version))
            if not _has_work(options, version):
                close_pools()
        with ExitStack() as running:
            with uncollected():
                from pipelines.local_api import prefect_api

                flow = getattr(import_module(f"pipelines.{name}"), name)
                running.enter_context(prefect_api())
            running.enter_context(given_options(options, on_progress))
            summary: RunSummary = flow(**_shown(options, flow.fn))
            return summary
    finally:
        close_pools()


def _shown(options: RunOptions, function: Callable[..., object]) -> dict[str, object]:
    """What Prefect shows as the flow's parameters; the run itself is given ``options``."""
    known = {
        "input": options.input,
        "out": options.out,
        "publish": not options.dry_run,
        "accept_drift": options.accept_drift,
        "release": options.release,
        **asdict(options.selection),
    }
    return {name: value for name, value in known.items() if name in signature(function).parameters}


def _has_work(options: RunOptions, version: str) -> bool:
    """Whether some document will have to be extracted, as far as can be told before the folder is locked."""
    output = OutputFolder(options.out)
    plan = plan_run(
        scan(options.input),
        PartStore(output.state / "parts").entries(),
        version=version,
        hash_file=hash_source,
        selection=options.selection,
    )
    return bool(plan.to_extract)


def _quiet_prefect() -> None:
    """Keep Prefect's own chatter off the terminal unless the environment asks for it; call it before its import."""
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    level = os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    # A collector of JSON lines wants every error as a line of its own.
    if level == "WARNING" and "PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER" not in os.environ:
        for name in ("prefect.flow_runs", "prefect.task_runs"):
            logging.getLogger(name).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """Whether nobody else tells it: whoever called the run is given its errors, and Prefect tells each four times."""
    if record.levelno < logging.ERROR:
        return True
    return record.exc_info is not None and not isinstance(record.exc_info[1], ExtractError)
