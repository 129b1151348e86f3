"""What changes from one set of tables to the next: rows added, dropped and altered, by key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from extract.tables.columns import Table, columns_of
from extract.tables.engine import engine, read_parquet
from extract.tables.schemas import DOCUMENT_TABLES, TABLES

# Columns that say which run or version made a row, not what the row says.
_BOOKKEEPING = frozenset({"run_id", "extractor_version"})
_N_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """How one table changes.

    Args:
        table: its name.
        added: rows whose key is new.
        dropped: rows whose key is gone.
        altered: rows whose key stays and whose content changes.
        examples: keys of some rows of each kind, as ``+key``, ``-key`` and ``~key``.
    """

    table: str
    added: int
    dropped: int
    altered: int
    examples: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.added or self.dropped or self.altered)


def compare_tables(before: Path, after: Path, carried: frozenset[str] = frozenset()) -> tuple[TableChange, ...]:
    """The changes of every table that has a key, but ``runs``, which changes with every run.

    Args:
        before: folder with the Parquet files of the earlier tables; one that is missing counts as empty.
        after: folder with those of the later tables.
        carried: ids of documents whose rows are known to be the same in both.
    """
    changes = []
    with engine(after / ".compare") as db:
        db.register("carried", pa.table({"doc_id": pa.array(sorted(carried), pa.string())}))
        for name, table in TABLES.items():
            if name != "runs" and (before / f"{name}.parquet").is_file():
                changes.append(_compare(db, name, table, before, after))
    return tuple(changes)


def _compare(db: duckdb.DuckDBPyConnection, name: str, table: type[Table], before: Path, after: Path) -> TableChange:
    if (before / f"{name}.parquet").samefile(after / f"{name}.parquet"):
        return TableChange(table=name, added=0, dropped=0, altered=0, examples=())
    key = next(column.name for column in columns_of(table) if column.key)
    old, new = (read_parquet([folder / f"{name}.parquet"]) for folder in (before, after))
    known = {row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {old}").fetchall()}
    if name in DOCUMENT_TABLES and "doc_id" in known:
        old, new = (f"(FROM {rows} WHERE doc_id NOT IN (FROM carried))" for rows in (old, new))
    compared = [column.name for column in columns_of(table) if column.name in known - _BOOKKEEPING - {key}]
    differs = " OR ".join(f'o."{column}" IS DISTINCT FROM n."{column}"' for column in compared)
    db.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE change AS
        SELECT coalesce(o.{key}, n.{key}) AS key,
            CASE WHEN o.{key} IS NULL THEN '+' WHEN n.{key} IS NULL THEN '-' ELSE '~' END AS sign
        FROM {old} o FULL JOIN {new} n ON o.{key} = n.{key}
        WHERE o.{key} IS NULL OR n.{key} IS NULL OR {differs}
        """
    )
    counts: dict[str, int] = dict(db.execute("SELECT sign, count(*) FROM change GROUP BY sign").fetchall())
    examples = db.execute(
        "SELECT sign || key FROM change "
        "QUALIFY row_number() OVER (PARTITION BY sign ORDER BY key) <= ? ORDER BY sign, key",
        [_N_EXAMPLES],
    ).fetchall()
    return TableChange(
        table=name,
        added=counts.get("+", 0),
        dropped=counts.get("-", 0),
        altered=counts.get("~", 0),
        examples=tuple(row[0] for row in examples),
    )
