"""Builds the report: data from SQL, charts from Altair, one HTML file that needs no network."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

import duckdb

from extract.errors import ExtractError
from extract.report import queries
from extract.report.charts import chart_library, chart_specifications
from extract.tables.columns import columns_of
from extract.tables.schemas import TABLES

# One script, in this order: each file uses what those before it define.
_SCRIPTS = ("base.js", "overview.js", "marks.js", "document.js", "metrics.js", "main.js")


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was written: the page, its size in bytes, and what it shows, reprints left out."""

    path: Path
    size: int
    documents: int
    facts: int


def write_report(out: Path, page: Path, *, language: str = "zh") -> ReportSummary:
    """Write one self-contained HTML page over the tables published under ``out``.

    Args:
        out: folder of the published tables.
        page: the HTML file to write; it appears whole or not at all.
        language: the language the page opens in, ``zh`` or ``en``; a reader can switch.

    Raises:
        ExtractError: ``out`` holds no published tables, or those of an older release.
    """
    with queries.open_tables(out) as connection:
        _require_columns(connection, out)
        documents = queries.rows(connection, queries.DOCUMENTS)
        facts = queries.rows(connection, queries.FACTS)
        overview = _overview(connection)
        blocks = list(_document_blocks(connection, documents))
    html = Template(_asset("page.html")).substitute(
        language=language,
        style=_asset("style.css"),
        library=chart_library(),
        script="\n".join(_asset(name) for name in _SCRIPTS),
        words=_json(json.loads(_asset("words.json"))),
        choices=_json(_choices()),
        charts=_json(chart_specifications()),
        overview=_json(overview),
        documents=_json(documents),
        facts=_packed(_columns(facts)),
        blocks="\n".join(blocks),
    )
    page.parent.mkdir(parents=True, exist_ok=True)
    half_written = page.with_name(page.name + ".part")
    half_written.write_text(html, encoding="utf-8")
    half_written.replace(page)
    totals = overview["totals"]
    return ReportSummary(page, page.stat().st_size, totals["documents"], totals["metrics"])


def _require_columns(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Refuse tables that an older release published, which lack what the queries ask for."""
    for name in queries.TABLES:
        there = {row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()}
        missing = [column.name for column in columns_of(TABLES[name]) if column.name not in there]
        if missing:
            raise ExtractError(
                f"{name} under {out} lacks {missing[0]}: an older release published it; run `extract run --out {out}`"
            )


def _overview(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    return {
        "totals": {name: queries.scalar(connection, query) for name, query in queries.TOTALS.items()},
        "drift": queries.rows(connection, queries.DRIFT),
        "organisations": queries.rows(connection, queries.TOP_ORGANISATIONS),
        "regions": queries.rows(connection, queries.TOP_REGIONS),
        "provinces": queries.rows(connection, queries.FACTS_BY_PROVINCE),
        "months": queries.rows(connection, queries.FACTS_BY_MONTH),
        "years": queries.rows(connection, queries.FACTS_BY_YEAR),
        "contradictions": queries.rows(connection, queries.CONTRADICTIONS),
        "rejects": queries.rows(connection, queries.REJECTS),
        "runs": queries.rows(connection, queries.RUNS),
    }


def _choices() -> dict[str, dict[str, tuple[str, ...]]]:
    """The values that a column may take, by table and column, where a reader can mend it."""
    return {
        name: {column.name: column.allowed for column in columns_of(TABLES[name]) if column.allowed}
        for name in ("metrics", "relations", "organisation_mentions", "region_mentions")
    }


def _document_blocks(connection: duckdb.DuckDBPyConnection, documents: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """One block per document, which the page unpacks only when the document is opened."""
    texts = {row["doc_id"]: row["text"] for row in queries.rows(connection, queries.TEXTS)}
    tables: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, query in (
        ("sentences", queries.SENTENCES),
        ("mentions", queries.MENTIONS),
        ("relations", queries.RELATIONS),
    ):
        for doc_id, group in groupby(queries.rows(connection, query), key=lambda row: row["doc_id"]):
            tables[doc_id][name] = _columns([{k: v for k, v in row.items() if k != "doc_id"} for row in group])
    for document in documents:
        doc_id = document["doc_id"]
        block = {"text": texts[doc_id], **tables[doc_id]}
        yield f'<script type="application/octet-stream" id="block-{doc_id}">{_packed(block)}</script>'


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows turned to columns: the names stand once, which halves what the page carries."""
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def _asset(name: str) -> str:
    return files("extract.report").joinpath("assets", name).read_text(encoding="utf-8")


def _json(value: object) -> str:
    """JSON that can stand inside a ``<script>`` element: no text can close the element or open a comment."""
    return _dumped(value).replace("<", "\\u003c")


def _packed(value: object) -> str:
    """JSON as base64 of gzip, a seventh of its size; the same value gives the same characters."""
    return base64.b64encode(gzip.compress(_dumped(value).encode(), mtime=0)).decode("ascii")


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")
