"""What a part holds of its documents: the tables of the contract without what only the whole corpus tells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pyarrow as pa

from extract.tables.columns import arrow_schema
from extract.tables.schemas import TABLES

# Columns that only the parts hold: what linking needs, and which mention's organisation a row speaks of.
_LINK_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "organisation_mentions": ("region_id",),
        "metrics": ("subject_mention_id", "subject_key", "comparator_key"),
        "relations": ("subject_mention_id", "object_mention_id"),
    }
)
# Tables, and columns of the others, made at build time.
_DERIVED = ("organisations", "organisation_merges", "regions", "contradictions", "review", "runs")
_TOLD_BY_CORPUS = frozenset({"duplicate_of", "is_duplicate"})

SIGNATURES = "signatures"
"""The table that only parts hold: what tells the reprints of each article, or of a document without articles."""

PART_TABLES = (*(name for name in TABLES if name not in _DERIVED), SIGNATURES)
"""The tables that a part holds."""

_SIGNATURES = pa.schema(
    [
        ("text_id", pa.string()),
        ("doc_id", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("published_on", pa.date32()),
        ("sketch", pa.binary()),
        ("keys", pa.list_(pa.int64())),
        ("values", pa.list_(pa.int64())),
        ("days", pa.list_(pa.int64())),
        ("names", pa.list_(pa.int64())),
    ]
)


@cache
def part_schema(name: str) -> pa.Schema:
    """The Arrow schema of table ``name`` inside a part."""
    if name == SIGNATURES:
        return _SIGNATURES
    schema = pa.schema([field for field in arrow_schema(TABLES[name]) if field.name not in _TOLD_BY_CORPUS])
    for column in _LINK_COLUMNS.get(name, ()):
        schema = schema.append(pa.field(column, pa.string(), nullable=False))
    return schema
