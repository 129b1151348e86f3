"""The same rows in Parquet, DuckDB, CSV and PostgreSQL."""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from extract.tables.csv_export import export_csv
from extract.tables.errors import StorageError
from extract.tables.postgres import SCHEMA, load_postgres
from extract.tables.schemas import TABLES
from tests.pipelines.corpus import document_text, make_corpus, options_for, run_plain

pgserver = pytest.importorskip("pgserver")
psycopg = pytest.importorskip("psycopg")

Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stores")
    run_plain(options_for(make_corpus(folder / "raw", 6), folder / "out"))
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL of its own, from the wheel that carries its programs."""
    running = pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
    yield running
    running.cleanup()


@pytest.fixture
def url(server: Any) -> Iterator[str]:
    """An empty database."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")
        connection.execute("CREATE DATABASE fresh")
    yield server.get_uri().replace("/postgres?", "/fresh?")


def from_parquet(out: Path, name: str) -> Rows:
    table = pq.read_table((out / "current").resolve() / f"{name}.parquet")
    return sorted(zip(*(column.to_pylist() for column in table.columns), strict=True), key=repr)


def from_postgres(url: str, name: str, columns: list[str]) -> Rows:
    listed = ", ".join(f'"{column}"' for column in columns)
    with psycopg.connect(url) as connection:
        rows = connection.execute(f"SELECT {listed} FROM {SCHEMA}.{name}").fetchall()
    return sorted([tuple(_utc(value) for value in row) for row in rows], key=repr)


def _utc(value: object) -> object:
    return value.astimezone(dt.UTC).replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def _columns(out: Path, name: str) -> list[str]:
    return pq.read_schema((out / "current").resolve() / f"{name}.parquet").names


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_holds_the_same_rows(published: Path, name: str) -> None:
    with duckdb.connect(str(published / "out" / "extract.duckdb"), read_only=True) as db:
        db.execute("SET TimeZone = 'UTC'")
        rows = sorted((tuple(_utc(value) for value in row) for row in db.table(name).fetchall()), key=repr)
    expected = [tuple(_utc(value) for value in row) for row in from_parquet(published / "out", name)]
    assert rows == sorted(expected, key=repr)


def test_duckdb_describes_its_columns(published: Path) -> None:
    with duckdb.connect(str(published / "out" / "extract.duckdb"), read_only=True) as db:
        told = db.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL").fetchone()
    assert told == (0,)


def test_csv_holds_the_same_rows(published: Path, tmp_path: Path) -> None:
    rows = export_csv(published / "out", tmp_path / "csv")
    for name in TABLES:
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as written:
            heading, *lines = csv.reader(written)
        assert heading == _columns(published / "out", name)
        assert len(lines) == rows[name] == len(from_parquet(published / "out", name))
    assert not (tmp_path / "csv" / ".unfinished").exists()


def test_postgres_holds_the_same_rows(published: Path, url: str) -> None:
    out = published / "out"
    first = load_postgres((out / "current").resolve(), url)
    assert first["documents"] == 6
    for name in TABLES:
        expected = sorted([tuple(_utc(value) for value in row) for row in from_parquet(out, name)], key=repr)
        assert from_postgres(url, name, _columns(out, name)) == expected
    assert sum(load_postgres((out / "current").resolve(), url).values()) == 0


def test_postgres_writes_only_what_changed(published: Path, url: str, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "job", symlinks=True)
    out, raw = tmp_path / "job" / "out", tmp_path / "job" / "raw"
    load_postgres((out / "current").resolve(), url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE VIEW report AS SELECT count(*) AS n FROM {SCHEMA}.documents")
        (raw / "00003.txt").write_text(document_text(60), encoding="utf-8")
        (raw / "new.txt").write_text(document_text(61), encoding="utf-8")
        run_plain(options_for(raw, out, postgres_url=url))
        changed = connection.execute(f"SELECT count(*) FROM {SCHEMA}.documents WHERE run_id = 'run-00000002'")
        assert changed.fetchone() == (2,)
        assert connection.execute("SELECT n FROM report").fetchone() == (7,)
    for name in TABLES:
        assert len(from_postgres(url, name, _columns(out, name))) == len(from_parquet(out, name))


def test_postgres_has_keys_comments_indexes_and_gains_columns(published: Path, url: str) -> None:
    folder = (published / "out" / "current").resolve()
    load_postgres(folder, url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER TABLE {SCHEMA}.texts DROP COLUMN text, ADD COLUMN ours text")
        load_postgres(folder, url)
        kinds = connection.execute(
            "SELECT contype::text, count(*)::int FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace "
            "WHERE nspname = %s AND contype IN ('p', 'f') GROUP BY 1",
            [SCHEMA],
        ).fetchall()
        assert dict(kinds)["p"] == len(TABLES)
        assert dict(kinds)["f"] >= 9
        comment = connection.execute(f"SELECT col_description('{SCHEMA}.metrics'::regclass, 1)").fetchone()
        assert comment is not None and "stable id" in comment[0]
        keys = connection.execute(f"SELECT count(*) FROM {SCHEMA}.texts WHERE text IS NULL").fetchone()
        assert keys == (0,)


def test_postgres_of_an_older_release_gains_columns_under_its_views(published: Path, url: str) -> None:
    folder = (published / "out" / "current").resolve()
    load_postgres(folder, url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"SET search_path TO {SCHEMA}")
        connection.execute("ALTER TABLE metrics DROP COLUMN is_duplicate CASCADE")
        connection.execute("ALTER TABLE documents DROP COLUMN duplicate_of CASCADE")
        older = "doc_id, source, title, publisher, published_on, published_on_basis, media_type, n_chars, run_id"
        connection.execute(f"CREATE VIEW dim_document AS SELECT {older} FROM documents")
        connection.execute("CREATE VIEW ours AS SELECT count(*) AS n FROM dim_document")
        load_postgres(folder, url)
        assert connection.execute("SELECT n FROM ours").fetchone() == (6,)
        marked = "SELECT count(*) FROM fact_metric JOIN dim_document USING (doc_id) WHERE NOT is_duplicate"
        assert connection.execute(marked).fetchone() == (18,)


def test_postgres_takes_a_version_of_an_older_release(published: Path, url: str, tmp_path: Path) -> None:
    shutil.copytree((published / "out" / "current").resolve(), tmp_path / "older")
    for name, added in (("metrics", "is_duplicate"), ("documents", "duplicate_of")):
        path = tmp_path / "older" / f"{name}.parquet"
        pq.write_table(pq.read_table(path).drop_columns([added]), path)
    load_postgres(tmp_path / "older", url)
    with psycopg.connect(url) as connection:
        once = connection.execute(f"SELECT count(*) FROM {SCHEMA}.first_statement").fetchone()
    assert once == (18,)


def test_the_read_only_role_of_the_docs_reads_and_nothing_else(published: Path, url: str) -> None:
    """The statements of docs/operations.md, run by the role that loads, as a user would."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    (statements,) = re.findall(r"```sql\n(CREATE ROLE bi .*?)```", page, re.DOTALL)
    folder = (published / "out" / "current").resolve()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS bi")
        connection.execute("DROP ROLE IF EXISTS loader")
        connection.execute("CREATE ROLE loader LOGIN")
        connection.execute("GRANT CREATE ON DATABASE fresh TO loader")
        loader, bi = (url.replace("//postgres:@", f"//{role}:@") for role in ("loader", "bi"))
        load_postgres(folder, loader)
        connection.execute(statements)
        with psycopg.connect(loader, autocommit=True) as added:
            added.execute(f"CREATE TABLE {SCHEMA}.later AS SELECT 1 AS n")
        with psycopg.connect(bi, autocommit=True) as reading:
            for name in ("documents", "fact_metric", "later"):
                assert reading.execute(f"SELECT count(*) FROM {SCHEMA}.{name}").fetchone() != (0,)
            for statement in ("DELETE FROM {}.documents", "CREATE TABLE {}.mine (n int)", "DROP VIEW {}.fact_metric"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    reading.execute(statement.format(SCHEMA))
        for role in ("bi", "loader"):
            connection.execute(f"DROP OWNED BY {role}")


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "not a url"], ids=["unreachable", "nonsense"])
def test_unreachable_postgres_publishes_nothing(published: Path, tmp_path: Path, url: str) -> None:
    shutil.copytree(published, tmp_path / "job", symlinks=True)
    out, raw = tmp_path / "job" / "out", tmp_path / "job" / "raw"
    before = (out / "current").resolve()
    (raw / "new.txt").write_text(document_text(61), encoding="utf-8")
    with pytest.raises(StorageError, match="PostgreSQL"):
        run_plain(options_for(raw, out, postgres_url=url))
    assert (out / "current").resolve() == before
    run_plain(options_for(raw, out))
    assert len(from_parquet(out, "documents")) == 7
