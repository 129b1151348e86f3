"""The nightly flow: extract what is new or changed, build all tables, check them, publish them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prefect import flow

from extract.tables.plan import Selection
from pipelines.options import RunOptions, RunSummary, options_from_environment
from pipelines.steps import run_steps


@flow(name="nightly", flow_run_name="nightly", persist_result=False)
def nightly(
    input: Path = Path("data/raw"),
    out: Path = Path("data/out"),
    since: dt.date | None = None,
    only: str = "",
    force: bool = False,
    retry_rejects: bool = False,
    accept_drift: bool = False,
    release: bool = False,
) -> RunSummary:
    """Extract what is new or changed, build all tables, check them, and publish them all at once.

    Args:
        input: Folder of source documents, with an optional manifest.csv.
        out: Folder of the published tables.
        since: Touch only documents published on this day or later.
        only: Touch only documents whose path below the input folder matches this glob.
        force: Extract also documents that have not changed.
        retry_rejects: Extract also documents that were rejected before.
        accept_drift: Publish even if a table lost most of its rows or a column most of its values.
        release: Publish although an earlier version was restored and is held, and let go of it.
    """
    selection = Selection(since=since, only=only, force=force, retry_rejects=retry_rejects)
    options = RunOptions(input=input, out=out, selection=selection, accept_drift=accept_drift, release=release)
    return run_steps(options_from_environment(options))
