"""``extract report``, ``extract show`` and ``extract query``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from extract.bi import read_questions
from extract.cli.app import app
from extract.errors import ExtractError
from tests.report.published import TEXTS, sample_extractions


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_report_says_what_it_wrote(tables: Path, tmp_path: Path) -> None:
    page = tmp_path / "pages" / "report.html"
    found = run("report", "--out", str(tables), "--to", str(page), "--language", "en", "--json")
    assert json.loads(found.stdout) == {"path": str(page), "bytes": page.stat().st_size, "documents": 4, "facts": 6}
    assert '<html lang="en">' in page.read_text(encoding="utf-8")


def test_report_refuses_tables_of_an_older_release(tables: Path, tmp_path: Path) -> None:
    shutil.copytree((tables / "current").resolve(), tmp_path / "older")
    metrics = pq.read_table(tmp_path / "older" / "metrics.parquet")
    pq.write_table(metrics.drop_columns(["is_duplicate"]), tmp_path / "older" / "metrics.parquet")
    found = run("report", "--out", str(tmp_path / "older"))
    assert isinstance(found.exception, ExtractError)
    assert "lacks is_duplicate: an older release published it; run `extract run" in str(found.exception)


@pytest.mark.parametrize("name", ["云州区公报.txt", "公报", "云州"])
def test_show_finds_a_document_by_part_of_its_name(tables: Path, name: str) -> None:
    found = run("show", name, "--out", str(tables))
    assert found.exit_code == 0
    assert "8.9%" in found.stdout
    assert "\x1b[" not in found.stdout


def test_show_gives_what_was_extracted(tables: Path) -> None:
    found = json.loads(run("show", "江苏", "--out", str(tables), "--json").stdout)
    expected = sample_extractions()[TEXTS["江苏快讯.txt"]]
    assert found["text"] == expected.text
    assert [(fact["metric"], fact["quantity"]["value"], fact["period_to"]) for fact in found["metrics"]] == [
        (fact.metric, fact.quantity.value, str(fact.period_to)) for fact in expected.metrics
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "没有这篇"), "no document is called"),
        (("show", ".txt"), "4 documents are called"),
        (("query", "SELECT nothing"), "DuckDB refuses"),
        (("query", "DROP TABLE metrics"), "read-only"),
        (("query", "COPY metrics TO 'stolen.csv'"), "disabled"),
        (("query", "--example", "none"), "growth_by_province"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_errors_say_what_to_do(tables: Path, arguments: tuple[str, ...], told: str) -> None:
    found = run(*arguments, "--out", str(tables))
    assert isinstance(found.exception, ExtractError)
    assert told in str(found.exception)


@pytest.mark.parametrize("command", [("report",), ("show", "x"), ("query", "SELECT 1")], ids=lambda value: value[0])
def test_nothing_published_is_an_error(command: tuple[str, ...], tmp_path: Path) -> None:
    found = run(*command, "--out", str(tmp_path))
    assert isinstance(found.exception, ExtractError)
    assert "extract run" in str(found.exception)


def test_query_prints_a_table_or_json(tables: Path) -> None:
    sql = "SELECT metric, value FROM metrics ORDER BY value DESC"
    shown = run("query", sql, "--out", str(tables), "--limit", "1").stdout
    assert "4,000,000,000,000" in shown
    assert "5 more rows" in shown
    rows = json.loads(run("query", sql, "--out", str(tables), "--json").stdout)
    assert len(rows) == 6
    assert rows[0] == {"metric": "数字经济规模", "value": 4e12}


@pytest.mark.parametrize("name", [question.name for question in read_questions()])
def test_examples_run_on_the_published_file(tables: Path, name: str) -> None:
    assert run("query", "--example", name, "--out", str(tables), "--json").exit_code == 0


def test_query_without_sql_lists_the_examples() -> None:
    assert len(json.loads(run("query", "--json").stdout)) == 10


def test_the_shell_completes_documents(tables: Path) -> None:
    found = CliRunner().invoke(
        app,
        prog_name="extract",
        env={
            "_EXTRACT_COMPLETE": "complete_bash",
            "EXTRACT_OUT": str(tables),
            "COMP_WORDS": "extract show 江苏",
            "COMP_CWORD": "2",
        },
    )
    assert found.stdout.split() == ["江苏快讯.txt"]
