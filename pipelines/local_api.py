"""A Prefect API inside this process, so that a run needs no server to be started.

Prefect's own temporary server is a second process: it takes 8 s to start with its history in place and 17 s
without, outlives a run that is killed, and keeps its history in the user's home. This one starts in the time it
takes to import it, ends with the process, and keeps its history in a folder that goes with it; the history that
counts is in the table ``runs``. Where ``PREFECT_API_URL`` names a server, that server is used instead.
"""

from __future__ import annotations

import atexit
import contextvars
import shutil
import socket
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import prefect
import uvicorn
from prefect import settings
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.server.api.server import create_app
from prefect.settings import temporary_settings
from prefect.settings.legacy import Setting

from extract.errors import ExtractError

# What Prefect's migrations make of an empty database, so that they need not run; see scripts/dump_prefect_schema.py.
_SCHEMA = Path(__file__).parent / "prefect_schema.sql"
_START_TIMEOUT = 60.0
_SERVICES = (
    "CANCELLATION_CLEANUP", "EVENT_PERSISTER", "FOREMAN", "LATE_RUNS", "PAUSE_EXPIRATIONS", "SCHEDULER",
    "TASK_RUN_RECORDER", "TRIGGERS",
)  # fmt: skip
# Its database is thrown away with it, so that nothing is lost where it does not end in time.
_STOP_TIMEOUT = 1.0


@contextmanager
def prefect_api() -> Iterator[None]:
    """Have a Prefect API while the block runs: the one that ``PREFECT_API_URL`` names, or one in this process."""
    if settings.PREFECT_API_URL.value():
        yield
        return
    with temporary_settings(_local_settings()):
        try:
            yield
        finally:
            # Events and logs still on their way need the server.
            EventsWorker.drain_all()
            APILogWorker.drain_all()


@cache
def _local_settings() -> dict[Setting, Any]:
    """The settings that lead to this process's API. It starts once: Prefect keeps its database for the process."""
    folder = tempfile.mkdtemp(prefix="industry-extract-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Path(folder) / "prefect.db"
    # With its protocol named, or asyncio leaves Nagle's algorithm on and each answer waits 40 ms.
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    chosen: dict[Setting, Any] = {
        settings.PREFECT_API_URL: f"http://127.0.0.1:{listening.getsockname()[1]}/api",
        settings.PREFECT_SERVER_DATABASE_CONNECTION_URL: f"sqlite+aiosqlite:///{database}",
        settings.PREFECT_API_DATABASE_MIGRATE_ON_START: not _make_schema(database),
        settings.PREFECT_API_BLOCKS_REGISTER_ON_START: False,
        settings.PREFECT_SERVER_ANALYTICS_ENABLED: False,
        settings.PREFECT_UI_ENABLED: False,
        # Nobody waits for a sign of life, and the thread that gives it holds up the end of a flow by up to a second.
        settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        # Nobody reads this history, schedules by it or waits for its events; keeping it doubles what a task costs.
        settings.PREFECT_LOGGING_TO_API_ENABLED: False,
        **{getattr(settings, f"PREFECT_SERVER_SERVICES_{name}_ENABLED"): False for name in _SERVICES},
    }
    with temporary_settings(chosen):
        _start(listening)
    return chosen


def _make_schema(database: Path) -> bool:
    """Make the database's tables, unless the schema kept here is another Prefect's."""
    written = _SCHEMA.read_text(encoding="utf-8")
    if not written.startswith(f"-- Prefect {prefect.__version__}\n"):
        return False
    with closing(sqlite3.connect(database)) as db:
        db.executescript(written)
    return True


def _start(listening: socket.socket) -> None:
    application = create_app(ephemeral=True)
    server = uvicorn.Server(uvicorn.Config(application, log_level="error", lifespan="on"))
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(server.run, [listening]), daemon=True, name="prefect-api")
    atexit.register(_stop, server, thread)
    thread.start()
    deadline = time.monotonic() + _START_TIMEOUT
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise ExtractError("Prefect's API did not start; set PREFECT_API_URL to use a server of your own")
        time.sleep(0.01)


def _stop(server: uvicorn.Server, thread: threading.Thread) -> None:
    server.should_exit = True
    thread.join(_STOP_TIMEOUT)
