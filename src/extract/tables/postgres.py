"""The same tables in PostgreSQL, for BI that reads a database: loaded in one transaction, changed row by row.

Rows are compared with those that are there, and only the differences are written; so readers are never locked out,
views and grants on the tables stay, and a load that breaks off leaves the tables as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from extract.bi import create_views
from extract.errors import ExtractError
from extract.tables.columns import Column, Table, columns_of
from extract.tables.engine import literal
from extract.tables.errors import StorageError
from extract.tables.schemas import TABLES

if TYPE_CHECKING:
    import psycopg

SCHEMA = "industry_extract"
# Two loads at once would wait for each other's rows in the end; better one after the other from the start.
_LOAD_LOCK = 7_203_511
_ROWS_PER_BATCH = 20_000
_CONNECT_TIMEOUT = 10

_TYPES = {
    pa.string(): "text",
    pa.list_(pa.string()): "text[]",
    pa.int64(): "bigint",
    pa.float64(): "double precision",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamptz",
}

_EMPTY = {pa.string(): "", pa.list_(pa.string()): [], pa.int64(): 0, pa.float64(): 0.0, pa.bool_(): False}


def load_postgres(folder: Path, url: str) -> dict[str, int]:
    """Make the tables of schema ``industry_extract`` hold what the Parquet files of ``folder`` hold.

    The schema, its tables and columns are created where they are missing; columns that are there and not declared
    are left alone.

    Args:
        folder: one set of tables.
        url: of the database, as libpq takes it (``postgresql://user@host/name``; passwords may come from
            ``PGPASSWORD`` or ``~/.pgpass``).

    Returns:
        Rows written or removed, by table.

    Raises:
        StorageError: the database cannot be reached, went away, or refuses; its tables are as they were.
    """
    with _connected(url) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOAD_LOCK])
        migrate(connection)
        return {name: _load(connection, name, table, folder) for name, table in TABLES.items()}


def migrate(connection: psycopg.Connection) -> None:
    """Create the schema, tables, columns, keys, references, indexes and comments that are missing, and BI's views."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    connection.execute(f"SET LOCAL search_path TO {SCHEMA}")
    connection.execute("SET LOCAL client_min_messages TO warning")
    for name, table in TABLES.items():
        columns = ", ".join(_declaration(column) for column in columns_of(table))
        connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
        connection.execute(f"COMMENT ON TABLE {name} IS {literal(table.__doc__ or '')}")
        for column in columns_of(table):
            # A column added later is empty in old rows only until the load that follows.
            missing = f'ALTER TABLE {name} ADD COLUMN IF NOT EXISTS "{column.name}" {_TYPES[column.type]}'
            connection.execute(missing)
            connection.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {literal(column.description)}')
            if column.references or column.name in _INDEXED:
                connection.execute(f'CREATE INDEX IF NOT EXISTS {name}_{column.name} ON {name} ("{column.name}")')
    create_views(connection, "postgres")


# What BI filters by, beside keys and references.
_INDEXED = frozenset({"published_on", "code", "date_from", "period_from", "metric_key", "fact_key", "subject_id"})


# Columns that refer to a row in every row; in the others an empty text stands for "none".
_ALWAYS_SET = frozenset({"doc_id", "quantity_id"})


def _declaration(column: Column) -> str:
    declared = f'"{column.name}" {_TYPES[column.type]}'
    if column.key:
        declared += " PRIMARY KEY"
    elif not column.nullable:
        declared += " NOT NULL"
    if column.references and column.name in _ALWAYS_SET:
        table, key = column.references.split(".")
        # Deferred, as tables are loaded one after the other.
        declared += f" REFERENCES {table} ({key}) DEFERRABLE INITIALLY DEFERRED"
    return declared


def _load(connection: psycopg.Connection, name: str, table: type[Table], folder: Path) -> int:
    columns = columns_of(table)
    listed = ", ".join(f'"{column.name}"' for column in columns)
    key = next(column.name for column in columns if column.key)
    connection.execute(f"CREATE TEMP TABLE loading ON COMMIT DROP AS SELECT {listed} FROM {name} WITH NO DATA")
    with connection.cursor().copy(f"COPY loading ({listed}) FROM STDIN") as copy:
        for batch in pq.ParquetFile(folder / f"{name}.parquet").iter_batches(_ROWS_PER_BATCH):
            for row in zip(*(_values(batch, column) for column in columns), strict=True):
                copy.write_row(row)
    connection.execute(f'CREATE UNIQUE INDEX ON loading ("{key}")')
    connection.execute("ANALYZE loading")
    differs = " OR ".join(f't."{column.name}" IS DISTINCT FROM l."{column.name}"' for column in columns)
    removed = connection.execute(
        f'DELETE FROM {name} t WHERE NOT EXISTS (SELECT FROM loading l WHERE l."{key}" = t."{key}") '
        f'OR EXISTS (SELECT FROM loading l WHERE l."{key}" = t."{key}" AND ({differs}))'
    ).rowcount
    added = connection.execute(
        f"INSERT INTO {name} ({listed}) SELECT {listed} FROM loading l "
        f'WHERE NOT EXISTS (SELECT FROM {name} t WHERE t."{key}" = l."{key}")'
    ).rowcount
    connection.execute("DROP TABLE loading")
    return removed + added


def _values(batch: pa.RecordBatch, column: Column) -> Sequence[object]:
    """The column's values; a version that an older release published may lack it, which says nothing."""
    if column.name in batch.schema.names:
        values: list[object] = batch.column(column.name).to_pylist()
        return values
    return [None if column.nullable else _EMPTY[column.type]] * batch.num_rows


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    try:
        import psycopg
    except ImportError as error:
        raise ExtractError(
            "a PostgreSQL URL is given but psycopg is missing; install industry-extract[postgres]"
        ) from error
    try:
        with psycopg.connect(url, connect_timeout=_CONNECT_TIMEOUT, autocommit=True) as connection:
            yield connection
    except psycopg.Error as error:
        told = str(error).strip().splitlines()
        raise StorageError(
            f"PostgreSQL: {told[0] if told else type(error).__name__}; its tables are as they were. "
            "Check that the server runs and that this user may create a schema, then run again",
            # The connection, or a deadlock; not what the server refuses to do.
            is_transient=isinstance(error, psycopg.OperationalError),
        ) from error
