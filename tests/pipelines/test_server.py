"""The deployments of prefect.yaml on a real Prefect server and a real worker, both started here."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pandas as pd
import pytest

from tests.pipelines.corpus import make_corpus

_ROOT = Path(__file__).resolve().parents[2]
_PREFECT = [sys.executable, "-m", "prefect"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A running server; yields what a client of it needs in its environment."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    environment = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "extract",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "EXTRACT_HOME": str(_ROOT),
        "EXTRACT_RECOGNISER": "rules",
        "EXTRACT_WORKERS": "1",
        "PYTHONPATH": os.pathsep.join([str(_ROOT / "src"), str(_ROOT)]),
    }
    arguments = ["server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    server = subprocess.Popen([*_PREFECT, *arguments], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(lambda: httpx.get(f"{environment['PREFECT_API_URL']}/health").is_success, "the server")
        yield environment
    finally:
        server.terminate()
        server.wait()


def _wait_for(is_there: object, what: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if is_there():  # type: ignore[operator]
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"{what} did not come up")


def prefect(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [*_PREFECT, "--no-prompt", *arguments], cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def post(environment: dict[str, str], path: str, **body: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = httpx.post(f"{environment['PREFECT_API_URL']}/{path}", json=body).json()
    return found


def test_deployments_run_on_a_worker(environment: dict[str, str], tmp_path: Path) -> None:
    raw, out = make_corpus(tmp_path / "raw", 3), tmp_path / "out"
    prefect(environment, "work-pool", "create", "extract", "--type", "process")
    prefect(environment, "deploy", "--all")
    deployments = {row["name"]: row for row in post(environment, "deployments/filter")}
    assert {"nightly", "backfill", "reprocess", "train-segmentation", "train-ner"} <= deployments.keys()
    schedule = deployments["nightly"]["schedules"][0]["schedule"]  # type: ignore[index]
    assert (schedule["cron"], schedule["timezone"]) == ("30 2 * * *", "Asia/Shanghai")
    ours = {"id": {"any_": [deployments["nightly"]["id"]]}}
    _wait_for(lambda: post(environment, "flow_runs/filter", deployments=ours), "the first scheduled night")
    nights = post(environment, "flow_runs/filter", deployments=ours, sort="EXPECTED_START_TIME_ASC")
    assert [str(night["expected_start_time"])[11:16] for night in nights[:2]] == ["18:30", "18:30"]
    parameters = deployments["nightly"]["parameter_openapi_schema"]["properties"]  # type: ignore[index]
    assert all(parameter["description"] for parameter in parameters.values())

    worker = subprocess.Popen(
        [*_PREFECT, "worker", "start", "--pool", "extract", "--type", "process"],
        cwd=_ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        places = ("--param", f"input={raw}", "--param", f"out={out}")
        prefect(environment, "deployment", "run", "nightly/nightly", *places, "--watch", "--watch-timeout", "180")
    finally:
        worker.terminate()
        worker.wait()
    assert len(pd.read_parquet(out / "documents.parquet")) == 3
    (run,) = [run for run in post(environment, "flow_runs/filter") if run["name"] == "nightly"]
    assert run["state_type"] == "COMPLETED"
    artifacts = {artifact["key"]: artifact for artifact in post(environment, "artifacts/filter")}
    assert "3 new" in str(artifacts["run-report"]["data"])
    assert "documents" in str(artifacts["tables"]["data"])
    tasks = {str(task["name"]).split("-")[0] for task in post(environment, "task_runs/filter")}
    assert {"extract", "find_changes", "build_and_check", "publish"} <= tasks
    messages = " ".join(str(log["message"]) for log in post(environment, "logs/filter"))
    assert "3 documents, 3 to extract" in messages
