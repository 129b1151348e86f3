"""What stops publication: broken rows, keys, references, and sudden losses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.errors import PublishError
from extract.tables.build import check_tables, write_table
from extract.tables.checks import check_drift, check_rows
from extract.tables.columns import arrow_schema, columns_of
from extract.tables.publish import Version
from extract.tables.schemas import TABLES

DOCUMENT = {
    "doc_id": "d1", "source": "a.txt", "sha256": "0" * 64, "title": "", "publisher": "", "published_on": None,
    "published_on_basis": "", "media_type": "text/plain", "encoding": "utf-8", "n_chars": 9, "run_id": "run-1",
    "extractor_version": "v", "duplicate_of": "",
}  # fmt: skip
SENTENCE = {
    "sentence_id": "d1-s0", "doc_id": "d1", "article_id": "", "start": 0, "end": 2, "text": "好。",
    "is_duplicate": False,
}  # fmt: skip
ARTICLE = {
    "article_id": "d1-a0", "doc_id": "d1", "title": "", "start": 0, "end": 2, "published_on": None, "byline": "",
    "duplicate_of": "",
}  # fmt: skip
QUANTITY = {
    "quantity_id": "d1-q0", "doc_id": "d1", "sentence_id": "d1-s0", "start": 0, "end": 2, "text": "3家", "value": 3.0,
    "value_high": None, "unit": "家", "bound": "", "dimension": "count", "base_value": 3.0, "base_unit": "",
    "rule": "r", "is_duplicate": False,
}  # fmt: skip


def table(name: str, *rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(TABLES[name]))


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("quantities", QUANTITY, None),
        ("quantities", QUANTITY | {"bound": "nearly"}, "bound: isin"),
        ("quantities", QUANTITY | {"start": -1}, "start: greater_than_or_equal_to"),
        ("quantities", QUANTITY | {"end": 5}, "text must have end - start characters"),
        ("sentences", SENTENCE | {"start": 4}, "end must not be before start"),
        ("documents", DOCUMENT, None),
        ("documents", DOCUMENT | {"sha256": "xyz"}, "sha256: str_matches"),
        ("documents", DOCUMENT | {"published_on_basis": "guess"}, "published_on_basis: isin"),
        ("documents", DOCUMENT | {"n_chars": -1}, "n_chars"),
    ],
)
def test_rows_that_break_their_schema(name: str, row: dict[str, Any], told: str | None) -> None:
    good = {"quantities": QUANTITY, "sentences": SENTENCE, "documents": DOCUMENT}[name]
    key = next(column.name for column in columns_of(TABLES[name]) if column.key)
    rows = table(name, good | {key: "other"}, row)
    broken = check_rows(TABLES[name], rows)
    if told is None:
        assert broken is None
    else:
        assert broken is not None
        assert broken[0].to_pylist() == rows.slice(1).to_pylist()
        assert told in broken[1]


def staged(folder: Path, **rows: list[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name in TABLES:
        write_table(name, [table(name, *rows.get(name, []))], folder)
    return folder


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"documents": [DOCUMENT], "sentences": [SENTENCE], "quantities": [QUANTITY]}, None),
        ({"documents": [DOCUMENT, DOCUMENT]}, "documents: doc_id must be unique: 2 rows"),
        ({"sentences": [SENTENCE]}, "sentences: doc_id must stand in documents.doc_id: 1 rows"),
        (
            {"documents": [DOCUMENT], "quantities": [QUANTITY]},
            "quantities: sentence_id must stand in sentences.sentence_id: 1 rows",
        ),
        ({"documents": [DOCUMENT], "quantities": [QUANTITY | {"sentence_id": ""}]}, None),
        ({"documents": [DOCUMENT], "articles": [ARTICLE | {"duplicate_of": "d1"}]}, None),
        (
            {"documents": [DOCUMENT], "articles": [ARTICLE | {"duplicate_of": "d2"}]},
            "articles: duplicate_of must stand in articles.article_id or documents.doc_id: 1 rows",
        ),
    ],
)
def test_keys_and_references(tmp_path: Path, rows: dict[str, list[dict[str, Any]]], told: str | None) -> None:
    folder = staged(tmp_path / "staged", **rows)
    kept = tmp_path / "kept"
    if told is None:
        check_tables(folder, kept)
        return
    with pytest.raises(PublishError, match=told) as caught:
        check_tables(folder, kept)
    files = list(kept.glob("*.parquet"))
    assert sum(pq.read_metadata(file).num_rows for file in files)
    assert all(str(file) in str(caught.value) for file in files)


def version(number: int, documents: int, metrics: int, empty: float, *, accepted: bool = False) -> Version:
    return Version(
        number=number,
        build="",
        rows={"documents": documents, "metrics": metrics},
        files={},
        null_rates={"metrics.period_from": empty},
        accepted=accepted,
    )


@pytest.mark.parametrize(
    ("documents", "metrics", "empty", "told"),
    [
        (100, 1000, 0.1, []),
        (104, 1100, 0.2, []),
        (60, 600, 0.1, []),
        (40, 1000, 0.1, ["documents"]),
        (100, 400, 0.1, ["metrics"]),
        (100, 1000, 0.5, ["metrics"]),
        (40, 100, 0.9, ["documents", "metrics", "metrics"]),
    ],
)
def test_drift(documents: int, metrics: int, empty: float, told: list[str]) -> None:
    earlier = [version(1, 90, 900, 0.1), version(2, 100, 1000, 0.1), version(3, 101, 1010, 0.12)]
    failures = check_drift({"documents": documents, "metrics": metrics}, {"metrics.period_from": empty}, earlier)
    assert [failure.table for failure in failures] == told


@pytest.mark.parametrize(("accepted", "told"), [(False, ["documents", "metrics"]), (True, [])])
def test_losses_accepted_once_are_usual_from_then_on(accepted: bool, told: list[str]) -> None:
    earlier = [version(1, 90, 900, 0.1), version(2, 91, 910, 0.1), version(3, 40, 400, 0.1, accepted=accepted)]
    failures = check_drift({"documents": 40, "metrics": 400}, {}, earlier)
    assert [failure.table for failure in failures] == told


def test_small_corpora_are_not_judged() -> None:
    assert check_drift({"documents": 1}, {}, [version(1, 5, 50, 0.1)]) == []
