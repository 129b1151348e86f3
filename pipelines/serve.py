"""Serving the deployments on one machine, without a work pool: schedules and the UI's 「run」 start them here."""

from __future__ import annotations

from pathlib import Path

from prefect import serve as serve_deployments
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from pipelines.backfill import backfill
from pipelines.nightly import nightly
from pipelines.reprocess import reprocess

NIGHTLY_CRON = "30 2 * * *"
TIMEZONE = "Asia/Shanghai"


def serve(input: Path, out: Path, *, cron: str = NIGHTLY_CRON, timezone: str = TIMEZONE) -> None:
    """Serve ``nightly`` (on a schedule), ``backfill`` and ``reprocess`` until the process is ended.

    The Prefect server of ``PREFECT_API_URL`` must be running (``prefect server start``).

    Args:
        input: folder of source documents.
        out: folder of the published tables.
        cron: when the nightly flow runs.
        timezone: in which the cron is meant.
    """
    parameters = {"input": str(input.resolve()), "out": str(out.resolve())}
    serve_deployments(
        RunnerDeployment.from_flow(
            nightly, name="nightly", schedule=Cron(cron, timezone=timezone), parameters=parameters, tags=["extract"]
        ),
        RunnerDeployment.from_flow(backfill, name="backfill", parameters=parameters, tags=["extract"]),
        RunnerDeployment.from_flow(reprocess, name="reprocess", parameters=parameters, tags=["extract"]),
        limit=1,
    )
