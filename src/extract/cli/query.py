"""``extract query``: SQL over the published DuckDB file, which it can only read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from rich.table import Table

from extract.bi import Question, read_questions
from extract.cli.console import plain_number, wide_console
from extract.errors import ExtractError
from extract.tables.publish import DATABASE


def query(out: Path, sql: str, *, limit: int, as_json: bool) -> None:
    """Run ``sql`` and print its rows.

    Args:
        out: folder of the published tables.
        sql: one query; several statements give the rows of the last.
        limit: rows to print as a table; JSON holds all.
        as_json: print a list of objects.

    Raises:
        ExtractError: nothing is published there, or DuckDB refuses the query.
    """
    names, rows = run(out, sql)
    if as_json:
        found = [dict(zip(names, row, strict=True)) for row in rows]
        print(json.dumps(found, ensure_ascii=False, indent=2, default=str))
        return
    console = wide_console()
    table = Table(header_style="bold")
    for position, name in enumerate(names):
        is_number = any(isinstance(row[position], int | float) for row in rows[:limit])
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(_cell(value) for value in row))
    console.print(table)
    if len(rows) > limit:
        console.print(f"… {len(rows) - limit:,} more rows; --limit {len(rows)} shows them")


def run(out: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The column names and rows of ``sql`` over the database under ``out``."""
    path = out / DATABASE
    if not path.exists():
        raise ExtractError(f"no {DATABASE} under {out}; run `extract run --out {out}` first")
    try:
        # Without external access no query can write a file or read one that is not the database.
        with duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"}) as connection:
            connection.execute(sql)
            return [column[0] for column in connection.description or ()], connection.fetchall()
    except duckdb.Error as error:
        raise ExtractError(f"DuckDB refuses the query: {error}") from error


def example(name: str) -> Question:
    """The example question called ``name``.

    Raises:
        ExtractError: there is none; the message lists those there are.
    """
    questions = {question.name: question for question in read_questions()}
    if name not in questions:
        raise ExtractError(f"no example question is called {name!r}; there are {', '.join(questions)}")
    return questions[name]


def list_examples(*, as_json: bool) -> None:
    """Print the example questions."""
    questions = read_questions()
    if as_json:
        listed = [{"name": q.name, "english": q.english, "chinese": q.chinese, "sql": q.sql} for q in questions]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    table = Table(title="extract query --example NAME", title_justify="left", header_style="bold")
    table.add_column("name")
    table.add_column("question", overflow="fold")
    for question in questions:
        table.add_row(question.name, f"{question.english}\n{question.chinese}")
    wide_console().print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return plain_number(value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
