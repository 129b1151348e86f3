"""The data dictionary, written from the declarations of the tables: ``python -m extract.tables.dictionary``."""

from __future__ import annotations

import sys

import pyarrow as pa

from extract.tables.columns import Column, columns_of
from extract.tables.schemas import TABLES

_HEADING = """# Data dictionary

Written from `src/extract/tables/schemas.py` by `python -m extract.tables.dictionary > docs/data-dictionary.md`; a test
keeps the two in step. A column named here keeps its name, type and meaning; columns and tables may be added.

- `data/out/NAME.parquet` holds each table, `data/out/extract.duckdb` all of them. To read several tables of one
  moment, resolve the link `data/out/current` once and read below it.
- `start` and `end` are half-open character offsets (Python `str` indices) into the document's text as decoded or
  extracted from its source file, which is in `texts`: `text[start:end]` is the mention.
- A text that was printed before, with small changes at most, is a reprint: `duplicate_of` of its article or document
  names the one kept, which was published first. Its rows stay; `is_duplicate` marks those that the text kept has too.
  `organisations`, `contradictions` and `review` leave them out; so should every count.
- Ids are stable: the same bytes and the same rules give the same ids. An empty text in a column that refers to
  another table stands for none.
"""
_TYPES = {
    pa.string(): "text",
    pa.list_(pa.string()): "list of text",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "true/false",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "time (UTC)",
}


def write_dictionary() -> str:
    """The data dictionary as Markdown."""
    parts = [_HEADING]
    for name, table in TABLES.items():
        lines = [f"## {name}", "", table.__doc__ or "", "", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{column.name}` | {_TYPES[column.type]} | {_meaning(column)} |" for column in columns_of(table)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _meaning(column: Column) -> str:
    told = [column.description]
    if column.key:
        told.append("**key**")
    if column.references:
        told.append("refers to " + " or ".join(f"`{place}`" for place in column.references.split(" or ")))
    if column.nullable:
        told.append("may be null")
    if column.allowed:
        told.append("one of " + ", ".join(f"`{value}`" if value else "empty" for value in column.allowed))
    return "; ".join(told)


if __name__ == "__main__":
    sys.stdout.write(write_dictionary())
