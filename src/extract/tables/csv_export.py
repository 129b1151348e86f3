"""The published tables as CSV, for spreadsheets and tools that read nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa

from extract.tables.columns import columns_of
from extract.tables.engine import literal, read_parquet
from extract.tables.files import explained
from extract.tables.publish import OutputFolder
from extract.tables.schemas import TABLES

LIST_SEPARATOR = "|"


def export_csv(out: Path, folder: Path) -> dict[str, int]:
    """Write ``NAME.csv`` for every published table (UTF-8, a heading, null as empty, lists joined by ``|``).

    Args:
        out: the output folder whose current version is exported.
        folder: where to write; files of these names are replaced, all others stay.

    Returns:
        Rows of each table.

    Raises:
        PublishError: nothing is published there, or ``folder`` cannot be written.
    """
    output = OutputFolder(out)
    version = output.path(output.about_current().number)
    with explained("export", folder):
        unfinished = folder / ".unfinished"
        unfinished.mkdir(parents=True, exist_ok=True)
        try:
            rows = _export(version, unfinished)
            for path in unfinished.iterdir():
                path.replace(folder / path.name)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return rows


def _export(version: Path, folder: Path) -> dict[str, int]:
    rows = {}
    with duckdb.connect() as db:
        for name, table in TABLES.items():
            columns = ", ".join(
                f'array_to_string("{column.name}", \'{LIST_SEPARATOR}\') AS "{column.name}"'
                if pa.types.is_list(column.type)
                else f'"{column.name}"'
                for column in columns_of(table)
            )
            source, target = read_parquet([version / f"{name}.parquet"]), literal(str(folder / f"{name}.csv"))
            written = db.execute(
                f"COPY (SELECT {columns} FROM {source}) TO {target} (HEADER, DELIMITER ',')"
            ).fetchone()
            rows[name] = int(written[0]) if written else 0
    return rows
