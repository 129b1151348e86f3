"""The pages on BI: what is generated is up to date, and what they show runs."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from extract.bi.dictionary import write

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (f"{page.stem}-{number}", code)
        for page in sorted((DOCS / "bi").glob("*.md"))
        for number, code in enumerate(
            re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        )
    ]


@pytest.mark.parametrize(("path", "text"), write(DOCS).items(), ids=lambda value: getattr(value, "name", ""))
def test_generated_pages_are_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run `python -m extract.bi.dictionary docs`"


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in blocks("python")])
def test_python_runs(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "out").symlink_to(published)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "docs/bi", "exec"), {})


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in blocks("sql") if "SELECT f" in code])
def test_sql_runs(star: duckdb.DuckDBPyConnection, code: str) -> None:
    star.execute(code).fetchall()


def test_pages_link_to_what_is_there() -> None:
    for page in (DOCS / "bi").glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
