"""One document's published rows as the records they were made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from extract.errors import ExtractError
from extract.records import (
    Article,
    DateMention,
    Extraction,
    MetricFact,
    OrganisationMention,
    Quantity,
    RegionMention,
    Relation,
    Sentence,
    Subject,
)
from extract.report.queries import open_tables, rows

RecordT = TypeVar("RecordT")
_MOST_NAMED = 10


def read_extraction(out: Path, wanted: str) -> tuple[str, Extraction]:
    """The source path and the extraction of one published document.

    Persons are left out, as no table holds them.

    Args:
        out: folder of the published tables.
        wanted: a document's id, its path below the input folder, or part of its path or title that no other has.

    Raises:
        ExtractError: nothing is published there, or no document or several fit.
    """
    with open_tables(out) as connection:
        doc_id, source = _find(connection, wanted)
        return source, _extraction(connection, doc_id)


def document_names(out: Path) -> list[str]:
    """The paths of all published documents, sorted."""
    with open_tables(out) as connection:
        return [row["source"] for row in rows(connection, "SELECT source FROM documents ORDER BY source")]


def _find(connection: duckdb.DuckDBPyConnection, wanted: str) -> tuple[str, str]:
    found = connection.execute(
        "SELECT doc_id, source, doc_id = $1 OR source = $1 AS is_exact FROM documents "
        "WHERE is_exact OR contains(source, $1) OR contains(title, $1) ORDER BY is_exact DESC, source",
        [wanted],
    ).fetchall()
    if not found:
        raise ExtractError(
            f"no document is called {wanted!r}; `extract query 'SELECT source FROM documents'` lists them"
        )
    if len(found) > 1 and not found[0][2]:
        named = ", ".join(source for _, source, _ in found[:_MOST_NAMED])
        raise ExtractError(f"{len(found)} documents are called {wanted!r}: {named}; write more of the name")
    return found[0][0], found[0][1]


def _extraction(connection: duckdb.DuckDBPyConnection, doc_id: str) -> Extraction:
    def of(table: str, order: str = 'start, "end"') -> list[dict[str, Any]]:
        condition = f"WHERE doc_id = '{doc_id}'"
        return rows(connection, f"SELECT * FROM {table} {condition} ORDER BY {order}")

    document = of("documents", "doc_id")[0]
    quantities = {row["quantity_id"]: _record(Quantity, row) for row in of("quantities")}
    return Extraction(
        text=of("texts", "doc_id")[0]["text"],
        published_on=document["published_on"],
        articles=tuple(_record(Article, row) for row in of("articles")),
        sentences=tuple(_record(Sentence, row) for row in of("sentences")),
        organisations=tuple(_record(OrganisationMention, row) for row in of("organisation_mentions")),
        regions=tuple(_record(RegionMention, row) for row in of("region_mentions")),
        persons=(),
        dates=tuple(_record(DateMention, row) for row in of("dates")),
        quantities=tuple(quantities.values()),
        metrics=tuple(_fact(row, quantities[row["quantity_id"]]) for row in of("metrics")),
        relations=tuple(_record(Relation, row) for row in of("relations")),
    )


def _fact(row: Mapping[str, Any], quantity: Quantity) -> MetricFact:
    subject = Subject(
        text=row["subject"],
        kind=row["subject_kind"],
        region_id=row["region_id"] if row["subject_kind"] == "region" else "",
        organisation_id=row["organisation_id"],
    )
    return _record(MetricFact, {**row, "quantity": quantity, "subject": subject})


def _record(made: type[RecordT], row: Mapping[str, Any]) -> RecordT:
    names = {field.name for field in fields(made)}  # type: ignore[arg-type]  # every record is a dataclass
    return made(**{name: value for name, value in row.items() if name in names})
