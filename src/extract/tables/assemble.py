"""The live rows of all parts as output tables, read through DuckDB so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from extract.tables.columns import arrow_schema
from extract.tables.corpus import link_corpus, place_corpus, sum_up_corpus
from extract.tables.links import DescribeRegions, LinkOrganisations
from extract.tables.parts import Entry, PartStore
from extract.tables.reprints import mark_reprints
from extract.tables.rows import PART_TABLES, part_schema
from extract.tables.schemas import TABLES

ROWS_PER_BATCH = 65_536

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


class Assembly:
    """All tables but ``runs``, linked over the corpus.

    Args:
        db: an empty database.
        store: where the parts are.
        live: the documents to publish.
        link_organisations: tells which mentions mean one organisation.
        describe_regions: gives the regions mentioned with all they lie in.
    """

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        store: PartStore,
        live: Sequence[Entry],
        *,
        link_organisations: LinkOrganisations,
        describe_regions: DescribeRegions,
    ) -> None:
        self._db = db
        self._load(store, live)
        link_corpus(self._db, link_organisations)
        mark_reprints(self._db)
        sum_up_corpus(self._db)
        place_corpus(self._db, describe_regions)

    def batches(self, table: str) -> Iterator[pa.Table]:
        """The rows of an output table, in their final order, in pieces of :data:`ROWS_PER_BATCH`."""
        schema = arrow_schema(TABLES[table])
        columns = ", ".join(f'"{name}"' for name in schema.names)
        query = f"SELECT {columns} FROM {table} ORDER BY {_ORDER.get(table, _DEFAULT_ORDER)}"
        pending: list[pa.Table] = []
        waiting = 0
        # DuckDB's own batches vary in size; the pieces must not, or the bytes of the Parquet files would.
        for batch in self._db.sql(query).to_arrow_reader(ROWS_PER_BATCH):
            pending.append(pa.Table.from_batches([batch]).cast(schema))
            waiting += batch.num_rows
            if waiting >= ROWS_PER_BATCH:
                joined = pa.concat_tables(pending).combine_chunks()
                whole = waiting - waiting % ROWS_PER_BATCH
                for start in range(0, whole, ROWS_PER_BATCH):
                    yield joined.slice(start, ROWS_PER_BATCH)
                pending, waiting = [joined.slice(whole)], waiting - whole
        if waiting:
            yield pa.concat_tables(pending).combine_chunks()

    def _load(self, store: PartStore, live: Sequence[Entry]) -> None:
        ordered = sorted(live, key=lambda entry: entry.source)
        self._db.register(
            "live",
            pa.table(
                {
                    "live_id": pa.array([entry.doc_id for entry in ordered], pa.string()),
                    "live_source": pa.array([entry.source for entry in ordered], pa.string()),
                    "part": pa.array([entry.part for entry in ordered], pa.string()),
                    "position": pa.array(range(len(ordered)), pa.int64()),
                }
            ),
        )
        parts = sorted({entry.part for entry in live})
        for table in PART_TABLES:
            rows = f"part_{table}"
            files = ", ".join(_quoted(path) for path in store.files(parts, table))
            if not files:
                empty = part_schema(table).empty_table().append_column("position", pa.array([], pa.int64()))
                self._db.register(rows, empty)
                continue
            document = "live_source = source" if table == "rejects" else "live_id = doc_id"
            # A part may hold rows of documents that were extracted anew since; only the live part's count.
            self._db.execute(
                f"CREATE VIEW {rows} AS SELECT r.* EXCLUDE (filename), position "
                f"FROM read_parquet([{files}], filename = true) r "
                f"JOIN live ON {document} AND split_part(filename, '/', -2) = part"
            )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
