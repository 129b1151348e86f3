"""Builds the report: data from SQL, charts from Altair, one HTML file that needs no network."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

import duckdb

from extract.report import queries
from extract.report.charts import chart_library, chart_specifications


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was written: the page, its size in bytes, and what it shows."""

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
        ExtractError: ``out`` holds no published tables.
    """
    with queries.open_tables(out) as connection:
        documents = queries.rows(connection, queries.DOCUMENTS)
        facts = queries.rows(connection, queries.FACTS)
        overview = _overview(connection)
        blocks = list(_document_blocks(connection, documents))
    html = _asset("page.html").substitute(
        language=language,
        style=_asset("style.css").template,
        library=chart_library(),
        script=_asset("app.js").template,
        words=_json(json.loads(_asset("words.json").template)),
        charts=_json(chart_specifications()),
        overview=_json(overview),
        documents=_json(documents),
        facts=_json(_columns(facts)),
        blocks="\n".join(blocks),
    )
    page.parent.mkdir(parents=True, exist_ok=True)
    half_written = page.with_name(page.name + ".part")
    half_written.write_text(html, encoding="utf-8")
    half_written.replace(page)
    return ReportSummary(page, page.stat().st_size, len(documents), len(facts))


def _overview(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    return {
        "totals": {name: queries.scalar(connection, query) for name, query in queries.TOTALS.items()},
        "organisations": queries.rows(connection, queries.TOP_ORGANISATIONS),
        "regions": queries.rows(connection, queries.TOP_REGIONS),
        "provinces": queries.rows(connection, queries.FACTS_BY_PROVINCE),
        "months": queries.rows(connection, queries.FACTS_BY_MONTH),
        "rejects": queries.rows(connection, queries.REJECTS),
        "runs": queries.rows(connection, queries.RUNS),
    }


def _document_blocks(connection: duckdb.DuckDBPyConnection, documents: list[dict[str, Any]]) -> Iterable[str]:
    """One JSON block per document, which the page parses only when the document is opened."""
    sentences = queries.rows(
        connection, 'SELECT doc_id, start, "end", text FROM sentences ORDER BY doc_id, start, "end"'
    )
    by_document: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    named = (
        ("sentences", sentences),
        ("mentions", queries.rows(connection, queries.MENTIONS)),
        ("relations", queries.rows(connection, queries.RELATIONS)),
    )
    for name, found in named:
        for doc_id, group in groupby(found, key=lambda row: row["doc_id"]):
            by_document[doc_id][name] = [{k: v for k, v in row.items() if k != "doc_id"} for row in group]
    for document in documents:
        yield (
            f'<script type="application/json" id="block-{document["doc_id"]}">'
            f"{_json(by_document[document['doc_id']])}</script>"
        )


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows turned to columns: the names stand once, which halves what the page carries."""
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def _asset(name: str) -> Template:
    return Template(files("extract.report").joinpath("assets", name).read_text(encoding="utf-8"))


def _json(value: object) -> str:
    """JSON that can stand inside a ``<script>`` element: no text can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


def _plain(value: object) -> object:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")
