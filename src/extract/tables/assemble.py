"""The live rows of all parts as output tables, read through DuckDB so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from extract.tables.carry import Base, Order, choose_rebuilt, splice
from extract.tables.columns import arrow_schema
from extract.tables.corpus import link_corpus, link_rows, place_corpus, sum_up_corpus
from extract.tables.engine import create_table, read_parquet
from extract.tables.links import DescribeRegions, LinkOrganisations
from extract.tables.part_schemas import PART_TABLES, SIGNATURES, part_schema
from extract.tables.parts import Entry, PartStore
from extract.tables.reprints import mark_reprints, tell_reprints
from extract.tables.schemas import CORPUS_TABLES, DOCUMENT_TABLES, TABLES

ROWS_PER_BATCH = 65_536

# What linking and the search for reprints need of every document.
_OF_ALL = ("documents", "organisation_mentions", "rejects", SIGNATURES)
_ORDER = {
    "documents": "position",
    "texts": "position",
    "rejects": "position",
    "relations": 'position, start, "end", relation_id',
    "organisations": "organisation_id",
    "organisation_merges": "organisation_id, form, merge_id",
    "contradictions": 'fact_key, position, start, "end", metric_id',
    "review": 'confidence, position, start, "end", metric_id',
    "regions": "region_id",
}
_DEFAULT_ORDER = 'position, start, "end", 1'
_POSITION = pa.field("position", pa.int64())

Check = Callable[[str, pa.Table], None]


class Assembly:
    """All tables but ``runs``, linked over the corpus: first those of the documents, then those made from them.

    Args:
        db: an empty database.
        store: where the parts are.
        live: the documents to publish.
        link_organisations: tells which mentions mean one organisation.
        base: an earlier version to take unchanged rows from; the tables are the same without it.
    """

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        store: PartStore,
        live: Sequence[Entry],
        *,
        link_organisations: LinkOrganisations,
        base: Base | None = None,
    ) -> None:
        self._db = db
        self._store = store
        self._base = base
        ordered = sorted(live, key=lambda entry: entry.source)
        self._list_live(ordered)
        for table in _OF_ALL:
            self._view_part(table, "live")
        with ThreadPoolExecutor(1) as beside:
            # One is Python's work, the other DuckDB's.
            telling = beside.submit(tell_reprints, db.cursor())
            link_corpus(db, link_organisations)
        telling.result()
        rebuilt = choose_rebuilt(db, base)
        self._order = Order(live=pa.array([entry.doc_id for entry in ordered], pa.string()), rebuilt=rebuilt)
        for table in PART_TABLES:
            if table not in _OF_ALL:
                self._view_part(table, "needed")
        link_rows(db)
        mark_reprints(db)

    @cached_property
    def carried(self) -> frozenset[str]:
        """Ids of the documents whose rows are taken over from the base."""
        is_carried = np.ones(len(self._order.live), bool)
        is_carried[self._order.rebuilt] = False
        return frozenset(self._order.live.filter(pa.array(is_carried)).to_pylist())

    def carried_in(self, table: str) -> frozenset[str]:
        """Ids of the documents whose rows in ``table`` (of :data:`DOCUMENT_TABLES`) are taken over from the base."""
        return self.carried if self._base is not None and table != "rejects" else frozenset()

    def document_rows(self, table: str, check: Check) -> Iterator[pa.Table]:
        """The rows of one of :data:`DOCUMENT_TABLES` in their final order, in pieces of :data:`ROWS_PER_BATCH`.

        Several tables may be read at a time, each in a thread of its own.

        Args:
            table: its name.
            check: given the name and, piece by piece, those of the rows that were made anew.
        """
        new = self._new_rows(table, check)
        if self._base is None or table == "rejects":
            return (piece.drop_columns(["position"]) for piece in new)
        return _in_batches(splice(self._base, table, new, self._order))

    def corpus_rows(
        self, staging: Path, describe_regions: DescribeRegions, check: Check
    ) -> Iterator[tuple[str, Iterator[pa.Table]]]:
        """The rows of each of :data:`CORPUS_TABLES`, as :meth:`document_rows` gives those of the others.

        Args:
            staging: the folder that all of :data:`DOCUMENT_TABLES` have been written into.
            describe_regions: gives the regions mentioned with all they lie in.
            check: given the table's name and its rows, piece by piece.
        """
        for table in DOCUMENT_TABLES:
            if table != "rejects":
                rows = f"{read_parquet([staging / f'{table}.parquet'])} AS t JOIN live ON live_id = doc_id"
                self._db.execute(f"CREATE VIEW {table} AS SELECT t.*, position FROM {rows}")
        sum_up_corpus(self._db)
        place_corpus(self._db, describe_regions)
        for table in CORPUS_TABLES:
            yield table, _checked(table, self._select(table, table, arrow_schema(TABLES[table])), check)

    def _new_rows(self, table: str, check: Check) -> Iterator[pa.Table]:
        """The rows of the documents that are made anew, in order, with their position."""
        schema = arrow_schema(TABLES[table]).append(_POSITION)
        for piece in self._select(table, f"new_{table}", schema):
            check(table, piece.drop_columns(["position"]))
            yield piece

    def _select(self, table: str, rows: str, schema: pa.Schema) -> Iterator[pa.Table]:
        columns = ", ".join(f'"{name}"' for name in schema.names)
        query = f"SELECT {columns} FROM {rows} ORDER BY {_ORDER.get(table, _DEFAULT_ORDER)}"
        with self._db.cursor() as cursor:
            found = cursor.sql(query).to_arrow_reader(ROWS_PER_BATCH)
            yield from _in_batches(pa.Table.from_batches([batch]).cast(schema) for batch in found)

    def _list_live(self, ordered: Sequence[Entry]) -> None:
        columns = {
            "live_id": pa.array([entry.doc_id for entry in ordered], pa.string()),
            "live_source": pa.array([entry.source for entry in ordered], pa.string()),
            "part": pa.array([entry.part for entry in ordered], pa.string()),
            "position": pa.array(range(len(ordered)), pa.int64()),
        }
        create_table(self._db, "live", pa.table(columns))

    def _view_part(self, table: str, documents: str) -> None:
        """Make the view ``part_TABLE``: the rows of the documents that the table ``documents`` lists."""
        parts = [row[0] for row in self._db.execute(f"SELECT DISTINCT part FROM {documents} ORDER BY part").fetchall()]
        files = self._store.files(parts, table)
        if not files:
            create_table(self._db, f"part_{table}", part_schema(table).append(_POSITION).empty_table())
            return
        is_same = "live_source = source" if table == "rejects" else "live_id = doc_id"
        # A part may hold rows of documents that were extracted anew since; only the live part's count.
        self._db.execute(
            f"CREATE VIEW part_{table} AS SELECT r.* EXCLUDE (filename), position "
            f"FROM {read_parquet(files, 'filename = true')} r "
            f"JOIN {documents} ON {is_same} AND split_part(filename, '/', -2) = part"
        )


def _checked(table: str, rows: Iterable[pa.Table], check: Check) -> Iterator[pa.Table]:
    for piece in rows:
        check(table, piece)
        yield piece


def _in_batches(rows: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in pieces of one size, or the bytes of the Parquet files would vary with what DuckDB hands over."""
    pending: list[pa.Table] = []
    waiting = 0
    for piece in rows:
        pending.append(piece)
        waiting += piece.num_rows
        if waiting >= ROWS_PER_BATCH:
            joined = pa.concat_tables(pending).combine_chunks()
            whole = waiting - waiting % ROWS_PER_BATCH
            for start in range(0, whole, ROWS_PER_BATCH):
                yield joined.slice(start, ROWS_PER_BATCH)
            pending, waiting = [joined.slice(whole)], waiting - whole
    if waiting:
        yield pa.concat_tables(pending).combine_chunks()
