"""The reprocess flow: see what a new extractor version changes, and publish it if that is wanted."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from pipelines.options import RunOptions, RunSummary, options_from_environment
from pipelines.steps import run_steps


@flow(name="reprocess", flow_run_name="reprocess", persist_result=False)
def reprocess(
    input: Path = Path("data/raw"),
    out: Path = Path("data/out"),
    publish: bool = False,
    accept_drift: bool = False,
) -> RunSummary:
    """Extract all documents with the extractor as it is now, and report which rows that changes.

    What is extracted is kept: publishing later, by this flow or by the nightly one, extracts nothing twice.

    Args:
        input: Folder of source documents, with an optional manifest.csv.
        out: Folder of the published tables.
        publish: Publish the new tables too; otherwise they are only compared with the published ones.
        accept_drift: Publish even if a table lost most of its rows or a column most of its values.
    """
    options = RunOptions(input=input, out=out, dry_run=not publish, accept_drift=accept_drift or not publish)
    return run_steps(options_from_environment(options))
