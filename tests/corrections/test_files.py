"""Marks, the corrections file, aliases and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.corrections import add_corrections, new_aliases, read_corrections, read_marks
from extract.errors import ExtractError, LexiconError
from extract.settings import Settings
from tests.report.published import TEXTS, publish_sample

MARK: dict[str, Any] = {
    "table": "organisation_mentions", "id": "x-o0", "source": "甲.txt", "start": 0, "end": 2, "text": "云岭",
    "verdict": "mended", "mended": {"name": "云岭能源有限公司"}, "row": {"name": "云岭", "type": "company", "start": 0},
}  # fmt: skip


def write_marks(path: Path, *marks: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"format": 1, "run_id": "run-1", "marks": list(marks)}), encoding="utf-8")
    return path


def test_marks_become_corrections(tmp_path: Path) -> None:
    (found,) = read_marks(write_marks(tmp_path / "marks.json", MARK))
    assert (found.source, found.table, found.text, found.verdict) == (
        "甲.txt",
        "organisation_mentions",
        "云岭",
        "mended",
    )
    assert found.seen == {"name": "云岭", "type": "company"}
    assert found.changed == {"name": "云岭能源有限公司"}
    assert new_aliases([found]) == [("merge", "云岭", "云岭能源有限公司", "corrected in 甲.txt")]


_BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"verdict": "perhaps"}, "verdict must be one of"),
    ({"table": "dates"}, "table must be one of"),
    ({"mended": {"id": "1"}}, "cannot be mended"),
    ({"mended": {"type": "shop"}}, "type must be one of"),
    ({"mended": {}}, "changed must name columns"),
    ({"end": 9}, "end - start characters"),
    ({"start": "0"}, "whole numbers"),
    ({"table": "metrics", "mended": {"value": "many"}}, "value must be a number"),
    ({"table": "metrics", "mended": {"period_to": "2025"}}, "must be a day"),
    ({"table": "metrics", "mended": {"status": "hoped"}}, "status must be one of"),
]


@pytest.mark.parametrize(("broken", "told"), _BROKEN, ids=[told for _, told in _BROKEN])
def test_a_broken_mark_is_refused_with_its_number(tmp_path: Path, broken: dict[str, Any], told: str) -> None:
    path = write_marks(tmp_path / "marks.json", MARK, MARK | broken)
    with pytest.raises(LexiconError, match=f"marks.json: mark 2.*{told}"):
        read_marks(path)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": 2, "marks": []}', '{"format": 1, "marks": [{"table": "metrics"}]}']
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "marks.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"marks\.json"):
        read_marks(path)


def test_a_later_word_on_a_row_replaces_the_earlier(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    marks = read_marks(write_marks(tmp_path / "marks.json", MARK, MARK | {"start": 5, "end": 7}))
    assert add_corrections(path, marks) == 2
    wrong = read_marks(write_marks(tmp_path / "marks.json", MARK | {"verdict": "wrong", "mended": None}))
    assert add_corrections(path, wrong) == 2
    assert [(found.start, found.verdict) for found in read_corrections(path)] == [(0, "wrong"), (5, "mended")]
    before = path.read_bytes()
    add_corrections(path, wrong)
    assert path.read_bytes() == before


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text('\n{"source": "甲.txt"}\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"corrections\.jsonl:2"):
        read_corrections(path)


def test_the_command_keeps_corrections_and_aliases(tmp_path: Path) -> None:
    marks = write_marks(tmp_path / "marks.json", MARK)
    to, aliases = tmp_path / "corrections.jsonl", tmp_path / "aliases.csv"
    arguments = ["corrections", "apply", str(marks), "--to", str(to), "--aliases", str(aliases), "--json"]
    told = json.loads(CliRunner().invoke(app, arguments).stdout)
    assert told == {"marks": 1, "mended": 1, "corrections": 1, "new_aliases": 1}
    assert json.loads(CliRunner().invoke(app, arguments).stdout)["new_aliases"] == 0
    assert aliases.read_text(encoding="utf-8").splitlines() == [
        "action,form,organisation,note",
        "merge,云岭,云岭能源有限公司,corrected in 甲.txt",
    ]
    listed = json.loads(CliRunner().invoke(app, ["corrections", "show", "--to", str(to), "--json"]).stdout)
    assert [row["verdict"] for row in listed] == ["mended"]


def test_the_command_writes_gold(tmp_path: Path) -> None:
    out = publish_sample(tmp_path / "out")
    to = tmp_path / "corrections.jsonl"
    text = TEXTS["没有指标.txt"]
    start = text.index("南京大学")
    mark = MARK | {"source": "没有指标.txt", "start": start, "end": start + 4, "text": "南京大学", "verdict": "right"}
    add_corrections(to, read_marks(write_marks(tmp_path / "marks.json", mark | {"mended": None})))
    found = CliRunner().invoke(
        app, ["corrections", "gold", str(tmp_path), "--to", str(to), "--out", str(out), "--json"]
    )
    assert json.loads(found.stdout) == {"没有指标.txt": 1}
    assert (tmp_path / "没有指标.txt").read_text(encoding="utf-8") == text
    line = json.loads((tmp_path / "没有指标.gold.jsonl").read_text(encoding="utf-8"))
    assert line["orgs"] == [["南京大学", "university", [3, 7]]]


def test_a_corrections_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.jsonl")
    with pytest.raises(ExtractError, match="does not exist"):
        Settings.from_environment({"EXTRACT_CORRECTIONS": missing})
