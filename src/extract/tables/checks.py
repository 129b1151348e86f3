"""What must hold before tables are published: types, ranges, keys, references, and no sudden loss.

A check that fails stops publication. The rows that failed are kept in a folder that the error names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.parquet as pq
from pandera.errors import SchemaErrors

from extract.tables.columns import Table, columns_of
from extract.tables.engine import engine, read_parquet
from extract.tables.publish import Version
from extract.tables.schemas import TABLES

# A table that loses more than this share of its rows, or a column whose share of empty cells grows by more than
# this, is taken for a fault and not for news. Small corpora swing widely, so they are not judged.
MAX_LOSS = 0.5
MAX_NULL_GROWTH = 0.25
MIN_DOCUMENTS = 20
# How much is reprinted is news of its own, and no fault.
_NOT_JUDGED = frozenset({"duplicate_of"})


@dataclass(frozen=True, slots=True)
class Failure:
    """One check that failed, on how many rows, and where these are kept (``None`` if the check is not about rows)."""

    table: str
    check: str
    n_rows: int
    kept: Path | None

    def describe(self) -> str:
        """One line for a person."""
        where = f" (kept in {self.kept})" if self.kept else ""
        rows = f": {self.n_rows} rows" if self.n_rows else ""
        return f"{self.table}: {self.check}{rows}{where}"


@cache
def pandera_schema(table: type[Table]) -> pandera.DataFrameSchema:
    """What pandera checks the rows of ``table`` by: strict, and without coercion, as a wrong type is a bug to be seen.

    It is made here and not by a pandera class, whose first use imports every dataframe library that is installed.
    """
    schema: pandera.DataFrameSchema = pandera.DataFrameSchema(
        {
            column.name: pandera.Column(
                pd.ArrowDtype(column.type),
                [getattr(pandera.Check, name)(value) for name, value in column.checks.items()],
                nullable=column.nullable,
                unique=column.key,
            )
            for column in columns_of(table)
        },
        checks=[pandera.Check(check.holds, error=check.error) for check in table.row_checks],
        strict=True,
        ordered=True,
    )
    return schema


def check_rows(table: type[Table], rows: pa.Table) -> tuple[pa.Table, str] | None:
    """The rows of ``rows`` that break the table's schema, and a summary of what they break; ``None`` if none does."""
    frame = rows.to_pandas(types_mapper=pd.ArrowDtype)
    try:
        pandera_schema(table).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        failed = sorted({int(index) for index in cases["index"].dropna()})
        # A check over several columns is reported once for each column of the table.
        broken = sorted(
            {
                f"{case.column}: {case.check}" if case.schema_context == "Column" else str(case.check)
                for case in cases.itertuples()
            }
        )
        return rows.take(pa.array(failed, pa.int64())), "; ".join(broken[:5])
    return None


def check_keys(folder: Path, keep_in: Path) -> list[Failure]:
    """Keys that stand twice and references to nothing, over all tables of a folder."""
    failures = []
    with engine(folder / ".check") as db:
        for name in TABLES:
            db.execute(f"CREATE VIEW {name} AS FROM {read_parquet([folder / f'{name}.parquet'])}")
        for name, table in TABLES.items():
            for column in columns_of(table):
                if column.key:
                    is_twice = f"{column.name} IN (SELECT {column.name} FROM {name} GROUP BY ALL HAVING count(*) > 1)"
                    failures += _failed(db, name, f"{column.name} must be unique", is_twice, keep_in)
                if column.references:
                    known = (place.split(".") for place in column.references.split(" or "))
                    is_missing = " AND ".join(
                        (
                            f"{column.name} <> ''",
                            *(f"{column.name} NOT IN (SELECT {key} FROM {other})" for other, key in known),
                        )
                    )
                    check = f"{column.name} must stand in {column.references}"
                    failures += _failed(db, name, check, is_missing, keep_in)
    return failures


def _failed(db: duckdb.DuckDBPyConnection, table: str, check: str, is_broken: str, keep_in: Path) -> list[Failure]:
    # Counting first reads one column, and there is seldom anything to keep.
    if db.execute(f"SELECT count(*) FROM {table} WHERE {is_broken}").fetchall() == [(0,)]:
        return []
    return [keep_failed(table, check, db.sql(f"FROM {table} WHERE {is_broken}").to_arrow_table(), keep_in)]


def keep_failed(table: str, check: str, rows: pa.Table, keep_in: Path) -> Failure:
    """Keep the rows that failed a check, for a person to look at."""
    keep_in.mkdir(parents=True, exist_ok=True)
    number = sum(1 for _ in keep_in.glob(f"{table}-*.parquet"))
    path = keep_in / f"{table}-{number}.parquet"
    pq.write_table(rows, path)
    return Failure(table, check, rows.num_rows, path)


def null_rates(folder: Path) -> dict[str, float]:
    """The share of null or empty cells by ``table.column``, for columns that may be either."""
    rates: dict[str, float] = {}
    with engine(folder / ".rates") as db:
        for name, table in TABLES.items():
            wanted = [
                column
                for column in columns_of(table)
                if not column.key and column.name not in _NOT_JUDGED and (column.nullable or column.type == pa.string())
            ]
            if not wanted:
                continue
            empty = [
                f"avg((coalesce({column.name}, '') = '')::int)"
                if column.type == pa.string()
                else f"avg(({column.name} IS NULL)::int)"
                for column in wanted
            ]
            path = folder / f"{name}.parquet"
            found = db.execute(f"SELECT {', '.join(empty)} FROM {read_parquet([path])}").fetchone()
            for column, rate in zip(wanted, found or (), strict=True):
                if rate is not None:
                    rates[f"{name}.{column.name}"] = round(float(rate), 4)
    return rates


def check_drift(rows: Mapping[str, int], rates: Mapping[str, float], earlier: Sequence[Version]) -> list[Failure]:
    """Tables that lost most of their rows, and columns that lost most of their values, against earlier versions.

    Args:
        rows: rows of each table, as about to be published.
        rates: share of empty cells, as about to be published.
        earlier: the versions to compare with, oldest first; the median of each figure counts. Those before one whose
            losses were accepted do not.
    """
    accepted = [position for position, version in enumerate(earlier) if version.accepted]
    usual_versions = earlier[accepted[-1] :] if accepted else earlier
    judged = [version for version in usual_versions if version.rows.get("documents", 0) >= MIN_DOCUMENTS]
    if not judged:
        return []
    failures = []
    for name in TABLES:
        usual = _median([version.rows.get(name, 0) for version in judged])
        if name not in ("runs", "rejects") and rows.get(name, 0) < usual * (1 - MAX_LOSS):
            failures.append(Failure(name, f"{rows.get(name, 0):,} rows where there were {usual:,.0f}", 0, None))
    for place, rate in rates.items():
        known = [version.null_rates[place] for version in judged if place in version.null_rates]
        if known and rate > _median(known) + MAX_NULL_GROWTH:
            table, column = place.split(".")
            message = f"{column} is empty in {rate:.0%} of rows, before in {_median(known):.0%}"
            failures.append(Failure(table, message, 0, None))
    return failures


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
