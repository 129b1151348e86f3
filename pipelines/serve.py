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


def deployments(
    input: Path, out: Path, *, cron: str = NIGHTLY_CRON, timezone: str = TIMEZONE
) -> tuple[RunnerDeployment, ...]:
    """The deployments that :func:`serve` offers: ``nightly`` on a schedule, ``backfill`` and ``reprocess``.

    Args:
        input: folder of source documents.
        out: folder of the published tables.
        cron: when the nightly flow runs.
        timezone: in which the cron is meant.
    """
    parameters = {"input": str(input.resolve()), "out": str(out.resolve())}
    schedule = Cron(cron, timezone=timezone)
    return (
        RunnerDeployment.from_flow(nightly, name="nightly", schedule=schedule, parameters=parameters, tags=["extract"]),
        RunnerDeployment.from_flow(backfill, name="backfill", parameters=parameters, tags=["extract"]),
        RunnerDeployment.from_flow(reprocess, name="reprocess", parameters=parameters, tags=["extract"]),
    )


def serve(input: Path, out: Path, *, cron: str = NIGHTLY_CRON, timezone: str = TIMEZONE) -> None:
    """Serve the deployments until the process is ended, one run at a time.

    The Prefect server of ``PREFECT_API_URL`` must be running (``prefect server start``).

    Args:
        input: folder of source documents.
        out: folder of the published tables.
        cron: when the nightly flow runs.
        timezone: in which the cron is meant.
    """
    serve_deployments(*deployments(input, out, cron=cron, timezone=timezone), limit=1)
