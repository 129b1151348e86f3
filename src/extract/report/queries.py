"""The numbers of the report, each a SQL query over the published tables, so that any of them can be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from extract.errors import ExtractError

TABLES = (
    "documents", "articles", "sentences", "organisations", "organisation_mentions", "regions", "region_mentions",
    "dates", "quantities", "metrics", "relations", "runs", "rejects",
)  # fmt: skip

# One row, one column each.
TOTALS = {
    "documents": "SELECT count(*) FROM documents",
    "sentences": "SELECT count(*) FROM sentences",
    "organisations": "SELECT count(*) FROM organisations",
    "regions": "SELECT count(*) FROM regions",
    "dates": "SELECT count(*) FROM dates",
    "quantities": "SELECT count(*) FROM quantities",
    "metrics": "SELECT count(*) FROM metrics",
    "relations": "SELECT count(*) FROM relations",
    "rejects": "SELECT count(*) FROM rejects",
}

TOP_ORGANISATIONS = """
    SELECT o.name, o.type, count(*) AS n_mentions, count(DISTINCT m.doc_id) AS n_documents
    FROM organisation_mentions AS m JOIN organisations AS o USING (organisation_id)
    GROUP BY o.organisation_id, o.name, o.type
    ORDER BY n_mentions DESC, o.name LIMIT 20
"""

TOP_REGIONS = """
    SELECT r.full_name AS name, r.level, count(*) AS n_mentions, count(DISTINCT m.doc_id) AS n_documents
    FROM region_mentions AS m JOIN regions AS r USING (region_id)
    GROUP BY r.region_id, r.full_name, r.level
    ORDER BY n_mentions DESC, name LIMIT 20
"""

# A fact belongs to the province that its region lies in, however deep.
FACTS_BY_PROVINCE = """
    WITH RECURSIVE above AS (
        SELECT region_id, region_id AS place FROM regions
        UNION
        SELECT r.parent_id, a.place FROM above AS a JOIN regions AS r ON r.region_id = a.region_id
        WHERE r.parent_id <> ''
    )
    SELECT p.name, count(*) AS n_facts
    FROM metrics AS f JOIN above AS a ON a.place = f.region_id JOIN regions AS p ON p.region_id = a.region_id
    WHERE p.level = 'province'
    GROUP BY p.region_id, p.name ORDER BY n_facts DESC, p.name
"""

FACTS_BY_MONTH = """
    SELECT strftime(d.published_on, '%Y-%m') AS month, f.status, count(*) AS n_facts
    FROM metrics AS f JOIN documents AS d USING (doc_id)
    WHERE d.published_on IS NOT NULL
    GROUP BY month, f.status ORDER BY month, f.status
"""

REJECTS = "SELECT source, reason, message FROM rejects ORDER BY source"

# Rows of the last two runs side by side; a large drop is the first sign that a feed or a rule broke.
RUNS = "SELECT * FROM runs ORDER BY started_at DESC LIMIT 10"

DOCUMENTS = """
    SELECT d.doc_id, d.source, d.title, d.publisher, CAST(d.published_on AS VARCHAR) AS published_on, d.n_chars,
           (SELECT count(*) FROM metrics AS f WHERE f.doc_id = d.doc_id) AS n_facts,
           (SELECT count(*) FROM organisation_mentions AS m WHERE m.doc_id = d.doc_id) AS n_organisations
    FROM documents AS d ORDER BY d.published_on DESC NULLS LAST, d.source
"""

FACTS = """
    SELECT f.metric_id, f.doc_id, f.sentence_id, f.start, f."end", f.subject, f.subject_kind, f.metric, f.metric_start,
           f.metric_end, f.value, f.value_high, f.unit, f.bound, f.kind, f.basis, f.direction, f.status, f.comparator,
           CAST(f.period_from AS VARCHAR) AS period_from, CAST(f.period_to AS VARCHAR) AS period_to, f.confidence
    FROM metrics AS f ORDER BY f.doc_id, f.start, f.metric_id
"""

RELATIONS = """
    SELECT relation_id, doc_id, start, "end", subject, predicate, object, detail, confidence
    FROM relations ORDER BY doc_id, start, relation_id
"""

# kind, start, end, what the mention means
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
    ORDER BY doc_id, start, "end"
"""


def open_tables(out: Path) -> duckdb.DuckDBPyConnection:
    """An in-memory database with a view per published table of ``out``.

    Raises:
        ExtractError: ``out`` holds no published tables.
    """
    if not (out / "documents.parquet").exists():
        raise ExtractError(f"no tables under {out}; run `extract run --out {out}` first")
    connection = duckdb.connect()
    for name in TABLES:
        path = str(out / f"{name}.parquet").replace("'", "''")
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
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
