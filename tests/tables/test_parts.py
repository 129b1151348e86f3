"""Parts appear whole, damaged ones count as not there, and a document may stand in several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from extract.tables.ids import document_id
from extract.tables.parts import Entry, PartStore
from extract.tables.rows import concatenate, reject_row


def entry(source: str, part: str, *, key: str = "k", run: str = "run-1") -> Entry:
    return Entry(
        source=source,
        doc_id=document_id(source),
        sha256="",
        key=key,
        version="v",
        published_on="",
        rejected="empty",
        n_chars=0,
        run_id=run,
        part=part,
    )


def tables(*sources: str) -> dict[str, pa.Table]:
    return concatenate(
        [
            {"rejects": reject_row(source=source, sha256="", run_id="run-1", reason="empty", message="m")}
            for source in sources
        ]
    )


@pytest.fixture
def store(tmp_path: Path) -> PartStore:
    made = PartStore(tmp_path / "parts")
    made.write("00000001-00000", tables("a", "b"), [entry("a", "00000001-00000"), entry("b", "00000001-00000")])
    made.write("00000002-00000", tables("b"), [entry("b", "00000002-00000", key="k2")])
    return made


def test_all_entries_oldest_first(store: PartStore) -> None:
    found = {source: [entry.part for entry in entries] for source, entries in store.entries().items()}
    assert found == {"a": ["00000001-00000"], "b": ["00000001-00000", "00000002-00000"]}


def _truncate(part: Path) -> None:
    (part / "rejects.parquet").write_bytes(b"PAR1")


def _lose_index(part: Path) -> None:
    (part / "part.json").unlink()


def _cut_index(part: Path) -> None:
    (part / "part.json").write_text('{"files": {', encoding="utf-8")


def _lose_table(part: Path) -> None:
    (part / "dates.parquet").unlink()


def _strange_index(part: Path) -> None:
    (part / "part.json").write_text("[1]", encoding="utf-8")


@pytest.mark.parametrize("damage", [_truncate, _lose_index, _cut_index, _lose_table, _strange_index])
def test_damaged_parts_count_as_not_there(store: PartStore, damage: Callable[[Path], None]) -> None:
    damage(store.folder / "00000002-00000")
    assert [found.part for found in store.entries()["b"]] == ["00000001-00000"]
    assert store.clean() == ["00000002-00000"]
    assert store.parts() == ["00000001-00000"]


def test_unfinished_parts_are_cleared_away(store: PartStore) -> None:
    (store.folder / ".unfinished-00000003-00000").mkdir()
    assert store.clean() == []
    assert sorted(path.name for path in store.folder.iterdir()) == ["00000001-00000", "00000002-00000"]


def test_writing_a_part_again_replaces_it(store: PartStore) -> None:
    store.write("00000002-00000", tables("c"), [entry("c", "00000002-00000")])
    assert sorted(store.entries()) == ["a", "b", "c"]


def test_prune_keeps_the_parts_of_live_documents(store: PartStore) -> None:
    store.prune([entry("b", "00000002-00000")])
    assert store.parts() == ["00000002-00000"]


def test_empty_store(tmp_path: Path) -> None:
    empty = PartStore(tmp_path / "none")
    assert (empty.entries(), empty.parts(), empty.clean()) == ({}, [], [])
