"""The backfill flow: extract a part of the corpus again, by date, by path or by extractor version."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prefect import flow

from pipelines.options import RunOptions, RunSummary, options_from_environment
from pipelines.selections import backfill_selection
from pipelines.steps import run_steps


@flow(name="backfill", flow_run_name="backfill", persist_result=False)
def backfill(
    input: Path = Path("data/raw"),
    out: Path = Path("data/out"),
    since: dt.date | None = None,
    until: dt.date | None = None,
    only: str = "",
    at_version: str = "",
) -> RunSummary:
    """Extract the chosen documents again, even if nothing about them changed, and publish.

    Args:
        input: Folder of source documents, with an optional manifest.csv.
        out: Folder of the published tables.
        since: Only documents published on this day or later.
        until: Only documents published on this day or earlier.
        only: Only documents whose path below the input folder matches this glob.
        at_version: Only documents last extracted with this extractor version (documents.extractor_version).
    """
    selection = backfill_selection(since=since, until=until, only=only, at_version=at_version)
    return run_steps(options_from_environment(RunOptions(input=input, out=out, selection=selection)))
