"""Taking over the rows of an earlier version, so that a night with few changes does not make all rows anew.

What a document's rows say depends on its extraction, on the organisations that its mentions are linked to, and on the
text that it reprints; where all three are as they were, so are the rows.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from extract.tables.columns import arrow_schema
from extract.tables.engine import create_table, read_parquet
from extract.tables.schemas import TABLES

ROWS_AT_A_TIME = 65_536

_CHANGED = """
    CREATE TABLE changed AS
        SELECT live_id AS doc_id FROM live WHERE live_id NOT IN (SELECT doc_id FROM unchanged)
        UNION
        SELECT doc_id FROM {organisation_mentions} AS m JOIN linked USING (doc_id, name, type)
        WHERE m.organisation_id <> linked_id
        UNION
        SELECT d.doc_id FROM {documents} AS d LEFT JOIN reprints AS r ON r.text_id = d.doc_id
        WHERE duplicate_of <> coalesce(kept_doc, '')
        UNION
        SELECT a.doc_id FROM {articles} AS a LEFT JOIN reprints AS r ON r.text_id = a.article_id
        WHERE duplicate_of <> coalesce(kept_id, '')
"""
# A reprint's rows are compared with those of the text kept.
_REBUILT = """
    CREATE TABLE rebuilt AS
        SELECT live.* FROM live
        WHERE live_id IN (
            FROM changed
            UNION SELECT r.doc_id FROM reprints AS r JOIN changed AS c ON kept_doc = c.doc_id)
"""
_NEEDED = """
    CREATE TABLE needed AS
        SELECT live.* FROM live
        WHERE live_id IN (
            SELECT live_id FROM rebuilt
            UNION SELECT kept_doc FROM reprints JOIN rebuilt ON doc_id = live_id)
"""


@dataclass(frozen=True, slots=True)
class Base:
    """An earlier version made by the same code and rules.

    Args:
        folder: of its tables.
        unchanged: ids of the documents whose extraction it was made from.
    """

    folder: Path
    unchanged: frozenset[str]


@dataclass(frozen=True, slots=True)
class Order:
    """The order of the documents.

    Args:
        live: ids of all of them; a document's place in it is its position.
        rebuilt: positions of those that are made anew, ascending.
    """

    live: pa.Array
    rebuilt: NDArray[np.int64]


def choose_rebuilt(db: duckdb.DuckDBPyConnection, base: Base | None) -> NDArray[np.int64]:
    """Choose the documents whose rows are made anew; returns their positions, ascending.

    Args:
        db: with ``live``, ``linked`` and ``reprints``. Added are ``rebuilt``, the chosen, and ``needed``, those and the
            ones that they reprint.
        base: the version that has the rows of the others; ``None`` if there is none.
    """
    if base is None:
        db.execute("CREATE TABLE rebuilt AS FROM live; CREATE TABLE needed AS FROM live")
    else:
        create_table(db, "unchanged", pa.table({"doc_id": pa.array(sorted(base.unchanged), pa.string())}))
        tables = {name: read_parquet([str(base.folder / f"{name}.parquet")]) for name in TABLES}
        for statement in (_CHANGED.format(**tables), _REBUILT, _NEEDED):
            db.execute(statement)
    found = db.execute("SELECT position FROM rebuilt ORDER BY position").fetchnumpy()
    return np.asarray(found["position"], np.int64)


def splice(base: Base, table: str, new: Iterable[pa.Table], order: Order) -> Iterator[pa.Table]:
    """The rows of ``table`` in order: those of the documents made anew, and of all others as ``base`` has them.

    Args:
        base: the earlier version.
        table: its name.
        new: the rows made anew, in order, with their document's ``position``.
        order: of the documents.
    """
    carried = _carried(base.folder / f"{table}.parquet", order)
    made = (part for rows in new for part in _split(rows, np.searchsorted(order.rebuilt, rows["position"].to_numpy())))
    schema = arrow_schema(TABLES[table])
    # Of the documents carried, those between two that are made anew share a group with the later of these.
    groups = heapq.merge(
        ((group, 0, rows) for group, rows in carried),
        ((group, 1, rows) for group, rows in made),
        key=itemgetter(0, 1),
    )
    for _, _, rows in groups:
        yield rows.select(schema.names).cast(schema)


def _carried(path: Path, order: Order) -> Iterator[tuple[int, pa.Table]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS_AT_A_TIME):
            rows = pa.Table.from_batches([batch])
            positions = pc.index_in(rows["doc_id"], value_set=order.live).fill_null(-1).to_numpy()
            is_carried = (positions >= 0) & ~np.isin(positions, order.rebuilt)
            yield from _split(rows, np.where(is_carried, np.searchsorted(order.rebuilt, positions), -1))


def _split(rows: pa.Table, groups: NDArray[np.int64]) -> Iterator[tuple[int, pa.Table]]:
    """The rows in runs of one group, without those of the group -1; a group counts the documents made anew before."""
    starts = [0, *(np.flatnonzero(np.diff(groups)) + 1).tolist(), len(groups)]
    for start, end in pairwise(starts):
        if end > start and groups[start] >= 0:
            yield int(groups[start]), rows.slice(start, end - start)
