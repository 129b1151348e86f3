"""The star schema: its rows, keys, roll-up and comments, in DuckDB and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extract.bi import VIEWS, read_questions
from extract.tables.postgres import SCHEMA, load_postgres

# Every row of the table on the left is a row of the view on the right, and none stands twice.
_COUNTED = [
    ("regions", "dim_region", "region_id"),
    ("organisations", "dim_organisation", "organisation_id"),
    ("documents", "dim_document", "doc_id"),
    ("metrics", "fact_metric", "metric_id"),
    ("relations", "fact_relation", "relation_id"),
]
_REFERENCES = [
    ("fact_metric", "doc_id", "dim_document", "doc_id"),
    ("fact_metric", "metric_key", "dim_metric", "metric_key"),
    ("fact_metric", "region_id", "dim_region", "region_id"),
    ("fact_metric", "organisation_id", "dim_organisation", "organisation_id"),
    ("fact_metric", "period_to", "dim_date", "day"),
    ("fact_metric", "published_on", "dim_date", "day"),
    ("fact_relation", "object_region_id", "dim_region", "region_id"),
    ("fact_relation", "subject_organisation_id", "dim_organisation", "organisation_id"),
    ("first_statement", "metric_id", "fact_metric", "metric_id"),
]


def one(star: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = star.execute(query).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(("table", "view", "key"), _COUNTED)
def test_views_hold_each_row_once(star: duckdb.DuckDBPyConnection, table: str, view: str, key: str) -> None:
    expected = one(star, f"SELECT count(*) FROM {table}")[0]
    assert one(star, f"SELECT count(*), count(DISTINCT {key}) FROM {view}") == (expected, expected)


@pytest.mark.parametrize(("view", "column", "dimension", "key"), _REFERENCES)
def test_facts_meet_their_dimensions(
    star: duckdb.DuckDBPyConnection, view: str, column: str, dimension: str, key: str
) -> None:
    lost = f"SELECT count(*) FROM {view} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {dimension})"
    assert one(star, lost) == (0,)


def test_a_district_rolls_up_to_its_country(star: duckdb.DuckDBPyConnection) -> None:
    found = one(star, "SELECT path, country, province, city, county FROM dim_region WHERE region_id = '140215'")
    assert found[0].endswith("/CN/140000/140200/140215")
    assert found[1:] == ("中国", "山西省", "大同市", "云州区")


def test_a_fall_is_a_negative_value_and_empty_is_null(star: duckdb.DuckDBPyConnection) -> None:
    found = one(star, "SELECT value, base_value, organisation_id, comparator FROM fact_metric WHERE metric = '出口额'")
    assert found == (-1.5, -1.5, None, None)


def test_days_have_no_gaps(star: duckdb.DuckDBPyConnection) -> None:
    assert one(star, "SELECT count(*) = max(day) - min(day) + 1 FROM dim_date") == (True,)
    day = one(star, "SELECT quarter, half, weekday, year_month, five_year_plan FROM dim_date WHERE day = '2026-03-31'")
    assert day == (1, 1, 2, "2026-03", 15)


def test_each_fact_is_first_stated_once(star: duckdb.DuckDBPyConnection) -> None:
    ranked = (
        "SELECT metric_id FROM fact_metric QUALIFY row_number() OVER "
        "(PARTITION BY fact_key, value, unit ORDER BY published_on, metric_id) = 1"
    )
    assert star.execute(f"({ranked}) EXCEPT FROM first_statement").fetchall() == []
    assert one(star, "SELECT count(*) FROM first_statement") == one(star, f"SELECT count(*) FROM ({ranked})")


@pytest.mark.parametrize("view", VIEWS)
def test_every_column_has_a_comment(star: duckdb.DuckDBPyConnection, view: str) -> None:
    columns = star.execute("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?", [view]).fetchall()
    assert columns
    assert [name for name, comment in columns if not comment] == []
    kind = "table" if view == "first_statement" else "view"
    assert one(star, f"SELECT comment IS NOT NULL FROM duckdb_{kind}s() WHERE {kind}_name = '{view}'") == (True,)


_SOME_ROWS = {
    "growth_by_province", "contradictions", "busiest_organisations", "investment_by_province", "plans",
    "publishers_by_month", "largest_forecasts",
}  # fmt: skip
_QUESTIONS = read_questions()


def test_there_are_ten_questions_in_both_languages() -> None:
    assert len({question.name for question in _QUESTIONS}) == 10
    assert all(question.english.endswith("?") and question.chinese.endswith("？") for question in _QUESTIONS)


@pytest.mark.parametrize("question", _QUESTIONS, ids=lambda question: question.name)
def test_questions_are_answered(star: duckdb.DuckDBPyConnection, question: Any) -> None:
    rows = star.execute(question.sql).fetchall()
    assert bool(rows) or question.name not in _SOME_ROWS


@pytest.fixture(scope="session")
def postgres(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL of its own with the same tables."""
    pgserver = pytest.importorskip("pgserver", reason="pgserver is not installed (extra dev)")
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    server = pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
    url = server.get_uri()
    load_postgres((published / "current").resolve(), url)
    # Loading again must find the views in place and leave them so.
    load_postgres((published / "current").resolve(), url)
    with psycopg.connect(url) as connection:
        connection.execute(f"SET search_path TO {SCHEMA}")
        yield connection
    server.cleanup()


@pytest.mark.parametrize("view", VIEWS)
def test_postgres_has_the_same_rows(star: duckdb.DuckDBPyConnection, postgres: Any, view: str) -> None:
    columns = [row[0] for row in star.execute(f"DESCRIBE {view}").fetchall()]
    listed = ", ".join(columns)
    assert sorted(postgres.execute(f"SELECT {listed} FROM {view}").fetchall(), key=repr) == sorted(
        star.execute(f"SELECT {listed} FROM {view}").fetchall(), key=repr
    )
    uncommented = postgres.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND col_description(attrelid, attnum) IS NULL",
        [view],
    ).fetchall()
    assert uncommented == []


@pytest.mark.parametrize("question", _QUESTIONS, ids=lambda question: question.name)
def test_postgres_gives_the_same_answers(star: duckdb.DuckDBPyConnection, postgres: Any, question: Any) -> None:
    found = [tuple(map(_plain, row)) for row in postgres.execute(question.sql).fetchall()]
    assert found == [tuple(map(_plain, row)) for row in star.execute(question.sql).fetchall()]


def _plain(value: Any) -> Any:
    """Numbers of either database's kinds compare as numbers."""
    return float(value) if isinstance(value, int | float) or type(value).__name__ == "Decimal" else value
