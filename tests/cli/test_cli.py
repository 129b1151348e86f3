"""The commands as a user calls them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SENTENCE = "前10月四川规上工业增加值同比增长6.7%，比全国高0.9个百分点。"


def _extract(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from extract.cli import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_text_as_json() -> None:
    done = _extract("text", "--json", "--recogniser", "rules", "--published-on", "2024-12-03", SENTENCE)
    assert done.returncode == 0, done.stderr
    growth, difference = json.loads(done.stdout)["metrics"]
    assert (growth["subject"]["text"], growth["metric"], growth["kind"], growth["basis"]) == (
        "四川", "规上工业增加值", "growth", "yoy",
    )  # fmt: skip
    assert (growth["period_from"], growth["period_to"]) == ("2024-01-01", "2024-10-31")
    assert (difference["quantity"]["value"], difference["quantity"]["unit"]) == (0.9, "百分点")
    assert (difference["kind"], difference["comparator"]) == ("difference", "全国")


def test_text_from_standard_input() -> None:
    done = _extract("text", "--recogniser", "rules", stdin=SENTENCE)
    assert done.returncode == 0, done.stderr
    assert "规上工业增加值" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("text", "--published-on", "2024年", SENTENCE), "2024-12-03"),
        (("text", "--recogniser", "nobody", SENTENCE), "nobody"),
        (("run", "--input", "no/such/folder"), "no/such/folder"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], message: str) -> None:
    done = _extract(*arguments)
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("heavy", ["torch", "hanlp", "prefect", "spacy", "pandas"])
def test_help_imports_nothing_heavy(heavy: str) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from extract.cli.app import app"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert f"| {heavy}\n" not in done.stderr.replace(" ", "").replace("|", "| ")


@pytest.mark.parametrize("heavy", ["torch", "hanlp", "prefect"])
def test_rules_need_no_model_library(heavy: str) -> None:
    script = f"""
import sys
from extract import Settings, extract_text
assert extract_text({SENTENCE!r}, settings=Settings(recogniser="rules")).quantities
sys.exit({heavy!r} in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], timeout=120, check=False).returncode == 0
