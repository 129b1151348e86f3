"""Running flows in this process, for the command line: no server to start, and quiet unless asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extract.errors import ExtractError, ManifestError
from extract.read import hash_source, scan
from extract.tables.errors import ChecksFailedError, FolderBusyError, StorageError
from extract.tables.parts import PartStore
from extract.tables.plan import plan_run
from extract.tables.publish import OutputFolder
from extract.tables.version import extraction_version
from pipelines.options import Progress, RunOptions, RunSummary
from pipelines.pools import close_pools, pool_options, shared_pool

# The codes of sysexits.h, which schedulers know.
EXIT_OK = 0
EXIT_FAILED = 1
EXIT_BAD_DATA = 65
EXIT_SOFTWARE = 70
EXIT_STORAGE = 74
EXIT_TRY_LATER = 75


def exit_code(error: ExtractError) -> int:
    """What a process that ends with ``error`` should exit with.

    65: the tables failed their checks, or the manifest is wrong; 74: disk or database; 75: another run is at work,
    try later; 1: anything else.
    """
    for kind, code in (
        (FolderBusyError, EXIT_TRY_LATER),
        (StorageError, EXIT_STORAGE),
        (ChecksFailedError, EXIT_BAD_DATA),
        (ManifestError, EXIT_BAD_DATA),
    ):
        if isinstance(error, kind):
            return code
    return EXIT_FAILED


def run_nightly(options: RunOptions, on_progress: Callable[[Progress], None] | None = None) -> RunSummary:
    """Run the flow :func:`pipelines.nightly.nightly` in this process.

    Args:
        options: the choices of the run.
        on_progress: called from several threads as documents are done.

    Raises:
        ExtractError: the run failed; what was published before is still in place.
    """
    version = extraction_version(options.make_extractor(options.settings).version)
    if not options.dask and _has_work(options, version):
        # Models load in another process while this one imports Prefect.
        shared_pool(pool_options(options, version))
    try:
        with _quiet_prefect():
            from pipelines.local_api import prefect_api
            from pipelines.nightly import nightly
            from pipelines.steps import given_options

            selection = options.selection
            with prefect_api(), given_options(options, on_progress):
                return nightly(
                    input=options.input,
                    out=options.out,
                    since=selection.since,
                    only=selection.only,
                    force=selection.force,
                    retry_rejects=selection.retry_rejects,
                    accept_drift=options.accept_drift,
                )
    finally:
        close_pools()


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


@contextmanager
def _quiet_prefect() -> Iterator[None]:
    """Keep Prefect's own chatter off the terminal, unless the environment asks for it."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    yield
