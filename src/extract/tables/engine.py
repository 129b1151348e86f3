"""DuckDB as this package uses it: with bounded memory, spilling to a folder of the output."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

# Three of these work at a time, when no model is in memory any more; beyond it DuckDB spills to disk.
_MEMORY_LIMIT = "400MB"


@contextmanager
def engine(scratch: Path, database: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to ``database``, or to one in memory.

    Args:
        scratch: a folder for what does not fit into memory; it is removed in the end.
        database: a file of DuckDB's.

    Raises:
        OSError: the disk is full, or fails.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY_LIMIT,
        "temp_directory": str(scratch),
    }
    try:
        with duckdb.connect(":memory:" if database is None else str(database), config=config) as connection:
            yield connection
    except duckdb.OutOfMemoryException as error:
        # What does not fit into memory goes to the disk, as long as that has room.
        raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)} (to spill to): {error}") from error
    except duckdb.IOException as error:
        is_full = os.strerror(errno.ENOSPC) in str(error)
        raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def read_parquet(paths: Iterable[Path | str], *options: str) -> str:
    """DuckDB's expression for the rows of some Parquet files, one after the other."""
    files = ", ".join(literal(str(path)) for path in paths)
    return f"read_parquet({', '.join((f'[{files}]', *options))})"


def create_table(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make the table ``name``, which all cursors of ``db`` see; what is registered only the one connection does."""
    db.register("given", rows)
    db.execute(f"CREATE TABLE {name} AS FROM given")
    db.unregister("given")


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
