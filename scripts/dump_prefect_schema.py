"""Write pipelines/prefect_schema.sql: the database schema of the installed Prefect, as its migrations make it.

Run it again whenever the pinned version of Prefect changes; until then a run with the new Prefect is slower by the
ten seconds that the migrations take, and otherwise the same.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import prefect
from prefect import settings
from prefect.server.database import provide_database_interface
from prefect.settings import temporary_settings

TARGET = Path(__file__).parent.parent / "pipelines" / "prefect_schema.sql"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "prefect.db"
        with temporary_settings({settings.PREFECT_SERVER_DATABASE_CONNECTION_URL: f"sqlite+aiosqlite:///{database}"}):
            asyncio.run(provide_database_interface().create_db())
        with closing(sqlite3.connect(database)) as db:
            lines = "\n".join(db.iterdump())
    heading = (
        f"-- Prefect {prefect.__version__}\n-- Written by scripts/dump_prefect_schema.py; Apache-2.0, as Prefect is.\n"
    )
    TARGET.write_text(heading + lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
