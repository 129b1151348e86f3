"""The numbers of the report, each a SQL query over the published tables, so that any of them can be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from extract.errors import ExtractError
from extract.tables.engine import read_parquet

TABLES = (
    "documents", "texts", "articles", "sentences", "organisations", "organisation_mentions", "regions",
    "region_mentions", "dates", "quantities", "metrics", "contradictions", "relations", "runs", "rejects",
)  # fmt: skip

# One row, one column each. What a reprint repeats stands in the tables and counts nowhere.
TOTALS = {
    "documents": "SELECT count(*) FROM documents WHERE duplicate_of = ''",
    **{name: f"SELECT count(*) FROM {name} WHERE NOT is_duplicate" for name in (
        "sentences", "dates", "quantities", "metrics", "relations",
    )},
    **{name: f"SELECT count(*) FROM {name}" for name in ("organisations", "regions", "rejects")},
}  # fmt: skip

# Rows of each table now and at the run before; a large drop is the first sign that a feed or a rule broke.
DRIFT = """
    WITH last AS (
        SELECT row_number() OVER (ORDER BY run_id DESC) AS age, COLUMNS('^rows_') FROM runs QUALIFY age <= 2
    )
    SELECT substr(name, 6) AS name, max(n) FILTER (age = 1) AS n_rows, max(n) FILTER (age = 2) AS n_before
    FROM (UNPIVOT last ON COLUMNS('^rows_') INTO NAME name VALUE n)
    GROUP BY name ORDER BY name
"""

TOP_ORGANISATIONS = """
    SELECT o.name, o.type, count(*) AS n_mentions, count(DISTINCT m.doc_id) AS n_documents
    FROM organisation_mentions AS m JOIN organisations AS o USING (organisation_id)
    WHERE NOT m.is_duplicate
    GROUP BY o.organisation_id, o.name, o.type
    ORDER BY n_mentions DESC, o.name LIMIT 15
"""

TOP_REGIONS = """
    SELECT r.full_name AS name, r.level, count(*) AS n_mentions, count(DISTINCT m.doc_id) AS n_documents
    FROM region_mentions AS m JOIN regions AS r USING (region_id)
    WHERE NOT m.is_duplicate
    GROUP BY r.region_id, r.full_name, r.level
    ORDER BY n_mentions DESC, name LIMIT 15
"""

# A fact belongs to the province that its region lies in, however deep.
_PROVINCES = """
    RECURSIVE above AS (
        SELECT region_id AS place, region_id, parent_id, level, name FROM regions
        UNION
        SELECT a.place, r.region_id, r.parent_id, r.level, r.name
        FROM above AS a JOIN regions AS r ON r.region_id = a.parent_id
    ),
    provinces AS (SELECT place, region_id, name FROM above WHERE level = 'province')
"""

FACTS_BY_PROVINCE = f"""
    WITH {_PROVINCES}
    SELECT p.name, count(*) AS n_facts
    FROM metrics AS f JOIN provinces AS p ON p.place = f.region_id
    WHERE NOT f.is_duplicate
    GROUP BY p.region_id, p.name ORDER BY n_facts DESC, p.name
"""

FACTS_BY_MONTH = """
    SELECT strftime(d.published_on, '%Y-%m') AS time, f.status, count(*) AS n_facts
    FROM metrics AS f JOIN documents AS d USING (doc_id)
    WHERE d.published_on IS NOT NULL AND NOT f.is_duplicate
    GROUP BY time, f.status ORDER BY time, f.status
"""

# By the year a fact holds for, the last one of a longer period; targets and forecasts lie ahead.
FACTS_BY_YEAR = """
    SELECT CAST(year(period_to) AS VARCHAR) AS time, status, count(*) AS n_facts
    FROM metrics WHERE period_to IS NOT NULL AND NOT is_duplicate
    GROUP BY time, status ORDER BY time, status
"""

# Statements of what should be one fact, side by side. Two values in one sentence are a change (from 71% to 86%).
CONTRADICTIONS = """
    WITH apart AS (
        SELECT c.fact_key FROM contradictions AS c JOIN metrics AS m USING (metric_id)
        GROUP BY c.fact_key HAVING min(m.sentence_id) < max(m.sentence_id)
    )
    SELECT c.metric_id, c.doc_id, c.subject, c.metric, q.text AS as_written, d.title, d.source
    FROM contradictions AS c
    JOIN apart ON apart.fact_key = c.fact_key
    JOIN metrics AS m USING (metric_id)
    JOIN quantities AS q USING (quantity_id)
    JOIN documents AS d ON d.doc_id = c.doc_id
    ORDER BY c.subject, c.metric, c.fact_key, c.metric_id LIMIT 40
"""

REJECTS = "SELECT source, reason, message FROM rejects ORDER BY source"

RUNS = """
    SELECT run_id, strftime(started_at, '%Y-%m-%d %H:%M') AS started_at, n_new, n_changed, n_unchanged, n_deleted,
           n_rejected
    FROM runs ORDER BY run_id DESC LIMIT 10
"""

DOCUMENTS = """
    SELECT d.doc_id, d.source, d.title, d.publisher, CAST(d.published_on AS VARCHAR) AS published_on, d.n_chars,
           d.duplicate_of,
           coalesce(f.n, 0) AS n_facts, coalesce(m.n, 0) AS n_organisations
    FROM documents AS d
    LEFT JOIN (SELECT doc_id, count(*) AS n FROM metrics GROUP BY doc_id) AS f USING (doc_id)
    LEFT JOIN (SELECT doc_id, count(*) AS n FROM organisation_mentions GROUP BY doc_id) AS m USING (doc_id)
    ORDER BY d.published_on DESC NULLS LAST, d.source
"""

# Newest documents first, as in the list of documents.
FACTS = f"""
    WITH {_PROVINCES}
    SELECT f.metric_id, f.doc_id, f.start, f."end", f.subject, f.metric, f.metric_key, q.text AS as_written,
           f.value, f.value_high, f.unit, f.base_value, f.base_unit, f.bound, f.kind, f.basis, f.direction, f.status,
           f.comparator, CAST(f.period_from AS VARCHAR) AS period_from, CAST(f.period_to AS VARCHAR) AS period_to,
           coalesce(p.name, '') AS province, f.confidence, f.is_duplicate
    FROM metrics AS f
    JOIN documents AS d USING (doc_id)
    JOIN quantities AS q USING (quantity_id)
    LEFT JOIN provinces AS p ON p.place = f.region_id
    ORDER BY d.published_on DESC NULLS LAST, d.source, f.start, f.metric_id
"""

TEXTS = "SELECT doc_id, text FROM texts"

SENTENCES = 'SELECT doc_id, start, "end" FROM sentences ORDER BY doc_id, start, "end"'

RELATIONS = """
    SELECT relation_id AS id, doc_id, start, "end", subject, predicate, object, detail, confidence
    FROM relations ORDER BY doc_id, start, relation_id
"""

# What a mention means: an organisation's or region's full name, the days of a date, a quantity in its base unit.
MENTIONS = """
    SELECT 'organisation' AS kind, m.mention_id AS id, m.doc_id, m.start, m."end", o.name AS meaning, m.type AS detail,
           m.confidence
    FROM organisation_mentions AS m LEFT JOIN organisations AS o USING (organisation_id)
    UNION ALL
    SELECT 'region', m.mention_id, m.doc_id, m.start, m."end", coalesce(r.full_name, ''), m.code, m.confidence
    FROM region_mentions AS m LEFT JOIN regions AS r USING (region_id)
    UNION ALL
    SELECT 'date', t.date_id, t.doc_id, t.start, t."end",
           CAST(t.date_from AS VARCHAR) || ' … ' || CAST(t.date_to AS VARCHAR), t.granularity, NULL
    FROM dates AS t
    UNION ALL
    SELECT 'quantity', q.quantity_id, q.doc_id, q.start, q."end", '', q.unit, NULL FROM quantities AS q
    ORDER BY doc_id, start, "end" DESC
"""


def open_tables(out: Path) -> duckdb.DuckDBPyConnection:
    """An in-memory database with a view per published table of ``out``, all of one published version.

    Raises:
        ExtractError: ``out`` holds no published tables.
    """
    # Resolved once: a run that publishes meanwhile cannot mix its tables with these.
    folder = (out / "current").resolve() if (out / "current").exists() else out
    missing = [name for name in TABLES if not (folder / f"{name}.parquet").exists()]
    if missing:
        raise ExtractError(f"no published tables under {out} ({missing[0]} is missing); run `extract run --out {out}`")
    connection = duckdb.connect()
    for name in TABLES:
        connection.execute(f"CREATE VIEW {name} AS FROM {read_parquet([folder / f'{name}.parquet'])}")
    return connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of ``query``, each a mapping from column to value."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def scalar(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one number that ``query`` gives."""
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0
