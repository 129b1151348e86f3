"""All tables in one DuckDB file, with their descriptions as comments and the views for BI."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import duckdb
import pyarrow as pa

from extract.bi import create_views
from extract.tables.columns import columns_of
from extract.tables.engine import engine, literal, read_parquet
from extract.tables.publish import DATABASE
from extract.tables.schemas import TABLES


@dataclass(frozen=True, slots=True)
class Written:
    """A table whose Parquet file has been written.

    Args:
        name: of the table.
        carried: ids of the documents whose rows in it are those of the version before.
    """

    name: str
    carried: frozenset[str] = frozenset()


@contextmanager
def database_beside(folder: Path, base: Path | None = None) -> Iterator[Callable[[Written], None]]:
    """Write the database of ``folder`` in another thread; to be called with each table as soon as it is written.

    Args:
        folder: of the Parquet files.
        base: as for :func:`write_database`.
    """
    tables: SimpleQueue[Written | None] = SimpleQueue()
    with ThreadPoolExecutor(max_workers=1) as beside:
        writing = beside.submit(write_database, folder, iter(tables.get, None), base)
        try:
            yield tables.put
        finally:
            tables.put(None)
        writing.result()


def write_database(folder: Path, tables: Iterable[Written], base: Path | None = None) -> None:
    """Write ``extract.duckdb`` into ``folder``.

    Args:
        folder: of the Parquet files.
        tables: all of them, each as soon as it is written.
        base: folder of an earlier version with tables of the same columns, whose database is altered where rows differ
            instead of being written anew. The rows are the same either way, in another order.
    """
    path = folder / DATABASE
    path.unlink(missing_ok=True)
    if base is not None:
        shutil.copyfile(base / DATABASE, path)
    missing = set(TABLES)
    with engine(folder / ".database", path) as db:
        # One transaction: a hundred small ones would each wait for the disk.
        db.execute("BEGIN")
        for table in tables:
            file = folder / f"{table.name}.parquet"
            if base is not None and table.carried:
                _alter(db, table, file)
            elif base is None or not file.samefile(base / file.name):
                _create(db, table.name, file)
            missing.remove(table.name)
        # Where building failed there is nothing to finish.
        if not missing:
            create_views(db)
            db.execute("COMMIT")


def _create(db: duckdb.DuckDBPyConnection, name: str, file: Path) -> None:
    db.execute(f"CREATE OR REPLACE TABLE {name} AS FROM {read_parquet([file])}")
    db.execute(f"COMMENT ON TABLE {name} IS {literal(TABLES[name].__doc__ or '')}")
    for column in columns_of(TABLES[name]):
        db.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {literal(column.description)}')


def _alter(db: duckdb.DuckDBPyConnection, table: Written, file: Path) -> None:
    carried = pa.table({"doc_id": pa.array(sorted(table.carried), pa.string())})
    db.register("carried", carried)
    db.execute(f"DELETE FROM {table.name} WHERE doc_id NOT IN (FROM carried)")
    db.execute(f"INSERT INTO {table.name} FROM {read_parquet([file])} WHERE doc_id NOT IN (FROM carried)")
    db.unregister("carried")
