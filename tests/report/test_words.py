"""Every word of the page is there in both languages."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from extract.tables.columns import columns_of
from extract.tables.schemas import TABLES

ASSETS = files("extract.report") / "assets"
WORDS = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in ASSETS.iterdir() if path.name.endswith(("js", "html")))

_PREFIXES = {
    ("organisations", "type"): "type_",
    ("regions", "level"): "level_",
    ("relations", "predicate"): "predicate_",
    ("dates", "granularity"): "granularity_",
    ("metrics", "kind"): "kind_",
    ("metrics", "basis"): "basis_",
    ("metrics", "status"): "",
    ("metrics", "direction"): "",
}


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    assert not [key for words in WORDS.values() for key, word in words.items() if not word]


@pytest.mark.parametrize(("table", "column"), _PREFIXES)
def test_every_value_of_a_column_has_a_word(table: str, column: str) -> None:
    allowed = next(found.allowed for found in columns_of(TABLES[table]) if found.name == column)
    assert allowed
    assert not [value for value in allowed if value and _PREFIXES[table, column] + value not in WORDS["en"]]


def test_every_table_and_label_has_a_word() -> None:
    missing = [f"table_{name}" for name in TABLES if name != "runs"]
    missing += re.findall(r'(?:data-word="|\bword\("|\bcard\(")([a-z_]+)"', SCRIPTS)
    assert [key for key in missing if key not in WORDS["en"] and not key.endswith("_")] == []
