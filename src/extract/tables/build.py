"""From parts to a checked set of Parquet tables, in a staging folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extract.tables.assemble import Assembly
from extract.tables.carry import Base
from extract.tables.checks import Failure, check_keys, check_rows, keep_failed
from extract.tables.columns import arrow_schema
from extract.tables.database import Written
from extract.tables.engine import engine
from extract.tables.errors import ChecksFailedError
from extract.tables.links import Stages
from extract.tables.parts import Entry, PartStore
from extract.tables.runs import RunRecord
from extract.tables.schemas import DOCUMENT_TABLES, TABLES

# Compression takes most of the time, and a processor each.
_TABLES_AT_A_TIME = 2


@dataclass(frozen=True, slots=True)
class Built:
    """What was built.

    Args:
        rows: rows of each table.
        carried: ids of the documents whose rows were taken over as they were.
    """

    rows: dict[str, int]
    carried: frozenset[str] = frozenset()


def build_tables(
    store: PartStore,
    live: Sequence[Entry],
    staging: Path,
    *,
    stages: Stages,
    keep_failed_in: Path,
    base: Base | None = None,
    on_written: Callable[[Written], None] = lambda _: None,
) -> Built:
    """Write all tables but ``runs`` and check every row that is made anew.

    Args:
        store: where the parts are.
        live: the documents to publish.
        staging: the folder to write into; nothing in it is seen by readers.
        stages: what links organisations and describes regions.
        keep_failed_in: where rows that fail a check are kept.
        base: an earlier version to take unchanged rows from; the tables are the same without it.
        on_written: called with each table that is written.

    Raises:
        ChecksFailedError: rows that break their table's schema; the message says which and where they are kept.
    """
    count: dict[str, int] = {}
    failures: dict[str, list[Failure]] = {name: [] for name in TABLES}

    def check(name: str, rows: pa.Table) -> None:
        broken = check_rows(TABLES[name], rows)
        if broken is not None:
            failures[name].append(keep_failed(name, broken[1], broken[0], keep_failed_in))

    def write(name: str, rows: Iterable[pa.Table], carried: frozenset[str]) -> None:
        count[name] = write_table(name, rows, staging)
        on_written(Written(name, carried))

    with engine(staging / ".scratch") as db:
        assembly = Assembly(db, store, live, link_organisations=stages.link_organisations, base=base)
        with ThreadPoolExecutor(_TABLES_AT_A_TIME) as beside:
            # The largest are the last in the contract's order; here they come first, or all would wait for them.
            writing = [
                beside.submit(write, name, assembly.document_rows(name, check), assembly.carried_in(name))
                for name in reversed(DOCUMENT_TABLES)
            ]
        for written in writing:
            written.result()
        for name, rows in assembly.corpus_rows(staging, stages.describe_regions, check):
            write(name, rows, frozenset())
    stop_on([failure for found in failures.values() for failure in found])
    return Built(rows={name: count[name] for name in TABLES if name in count}, carried=assembly.carried)


def write_runs(records: Sequence[RunRecord], current: Path | None, staging: Path) -> int:
    """Write ``runs``; returns its rows.

    Args:
        records: the runs to list.
        current: folder of the tables published so far, whose runs are listed too.
        staging: the folder to write into.
    """
    schema = arrow_schema(TABLES["runs"])
    rows = {record.run_id: record.row for record in records}
    if current is not None:
        # A run killed just after it published stands in its own table only.
        published = pq.read_table(current / "runs.parquet").to_pylist()
        rows = {row["run_id"]: row for row in published} | rows
    # A run of an older release knew fewer tables, and wrote no row into the others.
    none_written = {name: 0 for name in schema.names if name.startswith("rows_")}
    ordered = [none_written | {k: v for k, v in rows[run_id].items() if v is not None} for run_id in sorted(rows)]
    return write_table("runs", [pa.Table.from_pylist(ordered, schema=schema)], staging)


def write_table(name: str, batches: Iterable[pa.Table], folder: Path) -> int:
    """Write ``folder/NAME.parquet``; the same rows give the same bytes. Returns the number of rows."""
    count = 0
    with pq.ParquetWriter(folder / f"{name}.parquet", arrow_schema(TABLES[name]), compression="zstd") as writer:
        for batch in batches:
            writer.write_table(batch)
            count += batch.num_rows
    return count


def check_tables(staging: Path, keep_failed_in: Path) -> None:
    """Check keys and references over all staged tables.

    Raises:
        ChecksFailedError: a key that stands twice or a reference to nothing; the message says where the rows are kept.
    """
    stop_on(check_keys(staging, keep_failed_in))


def stop_on(failures: Sequence[Failure]) -> None:
    """Stop publication if there are failures."""
    if failures:
        listed = "\n  ".join(failure.describe() for failure in failures)
        raise ChecksFailedError(f"the tables failed their checks and were not published:\n  {listed}")
