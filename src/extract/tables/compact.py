"""Merging small parts, so that years of nights with a few new documents each do not leave thousands of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extract.tables.files import remove_folder
from extract.tables.part_schemas import PART_TABLES, part_schema
from extract.tables.parts import Entry, PartStore

# Below this many live documents a part is small; with this many small parts, reading them costs more than merging.
SMALL = 16
MAX_SMALL_PARTS = 64
# Rows of a merged part are in memory while it is written.
_DOCUMENTS_PER_PART = 256


def compact_parts(store: PartStore, live: Sequence[Entry], number: int) -> int:
    """Merge the small parts if there are too many; what they hold of live documents stays, the rest goes.

    Killed at any moment, the store holds every live document at least once, from the same extraction.

    Args:
        store: the parts.
        live: the entries in use.
        number: of the run, for the names of the merged parts.

    Returns:
        How many parts were merged.
    """
    by_part: dict[str, list[Entry]] = {}
    for entry in live:
        by_part.setdefault(entry.part, []).append(entry)
    small = sorted(part for part, entries in by_part.items() if len(entries) < SMALL)
    if len(small) <= MAX_SMALL_PARTS:
        return 0
    group: list[Entry] = []
    groups = [group]
    for part in small:
        if len(group) + len(by_part[part]) > _DOCUMENTS_PER_PART:
            group = []
            groups.append(group)
        group += by_part[part]
    for position, entries in enumerate(groups):
        name = f"{number:08d}-merged-{position:05d}"
        tables = {table: _rows(store, table, entries) for table in PART_TABLES}
        store.write(name, tables, [replace(entry, part=name) for entry in entries])
    for part in small:
        remove_folder(store.folder / part)
    return len(small)


def _rows(store: PartStore, table: str, entries: Sequence[Entry]) -> pa.Table:
    column = "source" if table == "rejects" else "doc_id"
    pieces = [part_schema(table).empty_table()]
    for part in sorted({entry.part for entry in entries}):
        wanted = [entry.source if table == "rejects" else entry.doc_id for entry in entries if entry.part == part]
        for path in store.files([part], table):
            rows = pq.read_table(path)
            pieces.append(rows.filter(pc.is_in(rows[column], pa.array(wanted, pa.string()))))
    return pa.concat_tables(pieces)
