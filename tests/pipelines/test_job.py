"""What a run does with documents that are new, changed, unchanged, gone or bad."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from extract.errors import ManifestError
from extract.settings import Settings
from extract.tables.plan import Selection
from extract.tables.schemas import TABLES
from tests.pipelines.corpus import document_text, make_corpus, options_for, run_plain, table_bytes


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of twelve documents and its tables; tests copy it."""
    folder = tmp_path_factory.mktemp("published")
    run_plain(options_for(make_corpus(folder / "raw", 12), folder / "out"))
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "job", symlinks=True)
    return tmp_path / "job"


def counts(folder: Path, **more: object) -> tuple[int, int, int, int, int, int]:
    """New, changed, unchanged, deleted, rejected, extracted."""
    _, extracted = run_plain(options_for(folder / "raw", folder / "out", **more))
    found = extracted.counts
    return (
        found.n_new,
        found.n_changed,
        found.n_unchanged,
        found.n_deleted,
        found.n_rejected,
        extracted.n_extracted,
    )


def test_all_tables_are_there(folder: Path) -> None:
    for name in TABLES:
        assert (folder / "out" / f"{name}.parquet").is_file()
    assert len(pd.read_parquet(folder / "out" / "documents.parquet")) == 12
    assert (folder / "out" / "extract.duckdb").is_file()


def test_mentions_quote_the_text(folder: Path) -> None:
    texts = pd.read_parquet(folder / "out" / "texts.parquet").set_index("doc_id")["text"]
    for name in ("sentences", "organisation_mentions", "region_mentions", "dates", "quantities"):
        rows = pd.read_parquet(folder / "out" / f"{name}.parquet")
        assert len(rows)
        for row in rows.itertuples():
            assert texts[row.doc_id][row.start : row.end] == row.text


def test_subjects_get_the_organisation_of_their_mention(folder: Path) -> None:
    metrics = pd.read_parquet(folder / "out" / "metrics.parquet")
    organisations = pd.read_parquet(folder / "out" / "organisations.parquet").set_index("organisation_id")["name"]
    assert set(metrics["subject_kind"]) == {"org"}
    assert (metrics["organisation_id"].map(organisations) == metrics["subject"]).all()
    assert (metrics["subject_id"] == metrics["organisation_id"]).all()


def test_nothing_changed(folder: Path) -> None:
    before = table_bytes(folder / "out")
    assert counts(folder) == (0, 0, 12, 0, 0, 0)
    assert table_bytes(folder / "out") == before
    assert len(pd.read_parquet(folder / "out" / "runs.parquet")) == 2


def _edit(raw: Path) -> None:
    (raw / "00003.txt").write_text(document_text(77), encoding="utf-8")


def _touch(raw: Path) -> None:
    (raw / "00003.txt").write_text(document_text(3), encoding="utf-8")


def _add(raw: Path) -> None:
    (raw / "new.txt").write_text(document_text(50), encoding="utf-8")


def _delete(raw: Path) -> None:
    (raw / "00003.txt").unlink()
    _replace_in_manifest(raw, "00003.txt,2024-04-15,,第3篇\n", "")


def _redate(raw: Path) -> None:
    _replace_in_manifest(raw, "00003.txt,2024-04-15", "00003.txt,2024-04-16")


def _reorder(raw: Path) -> None:
    heading, *lines = (raw / "manifest.csv").read_text(encoding="utf-8").splitlines()
    (raw / "manifest.csv").write_text("\n".join([heading, *reversed(lines)]), encoding="utf-8")


def _empty(raw: Path) -> None:
    (raw / "00003.txt").write_text("", encoding="utf-8")


def _zeros(raw: Path) -> None:
    (raw / "zeros.txt").write_bytes(bytes(1000))


def _raise(raw: Path) -> None:
    (raw / "bad.txt").write_text("出错" + document_text(1), encoding="utf-8")


def _missing(raw: Path) -> None:
    (raw / "00003.txt").unlink()


def _folder(raw: Path) -> None:
    (raw / "deep").mkdir()
    (raw / "deep" / "new.txt").write_text(document_text(51), encoding="utf-8")


def _replace_in_manifest(raw: Path, old: str, new: str) -> None:
    manifest = raw / "manifest.csv"
    written = manifest.read_text(encoding="utf-8")
    assert old in written
    manifest.write_text(written.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # new, changed, unchanged, deleted, rejected, extracted
        (_edit, (0, 1, 11, 0, 0, 1)),
        (_touch, (0, 0, 12, 0, 0, 0)),
        (_add, (1, 0, 12, 0, 0, 1)),
        (_delete, (0, 0, 11, 1, 0, 0)),
        (_redate, (0, 1, 11, 0, 0, 1)),
        (_reorder, (0, 0, 12, 0, 0, 0)),
        (_empty, (0, 1, 11, 0, 1, 1)),
        (_zeros, (1, 0, 12, 0, 1, 1)),
        (_raise, (1, 0, 12, 0, 1, 1)),
        (_missing, (0, 1, 11, 0, 1, 1)),
        (_folder, (1, 0, 12, 0, 0, 1)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_extracted_again(folder: Path, change: object, expected: tuple[int, ...]) -> None:
    change(folder / "raw")  # type: ignore[operator]
    assert counts(folder) == expected
    again = table_bytes(folder / "out")
    # A second run finds nothing more to do, whatever the first one found.
    n_live = expected[0] + expected[1] + expected[2]
    assert counts(folder) == (0, 0, n_live, 0, expected[4], 0)
    assert table_bytes(folder / "out") == again


@pytest.mark.parametrize(
    ("selection", "n_extracted"),
    [
        (Selection(force=True), 12),
        (Selection(force=True, only="0000[12].txt"), 2),
        (Selection(force=True, since=dt.date(2024, 11, 1)), 2),
        (Selection(force=True, until=dt.date(2024, 2, 20)), 2),
        (Selection(force=True, since=dt.date(2024, 3, 1), until=dt.date(2024, 3, 31)), 1),
        (Selection(since=dt.date(2030, 1, 1)), 0),
        (Selection(force=True, at_version="no such version"), 0),
        (Selection(retry_rejects=True), 0),
    ],
)
def test_selection(folder: Path, selection: Selection, n_extracted: int) -> None:
    before = table_bytes(folder / "out", without=("runs", "documents"))
    assert counts(folder, selection=selection)[-1] == n_extracted
    # Extracting again gives the same rows, and what was left out stays.
    assert table_bytes(folder / "out", without=("runs", "documents")) == before


def test_only_never_drops_the_rest(folder: Path) -> None:
    _edit(folder / "raw")
    _add(folder / "raw")
    assert counts(folder, selection=Selection(only="new.txt")) == (1, 0, 12, 0, 0, 1)
    assert counts(folder) == (0, 1, 12, 0, 0, 1)


def test_rejects_tell_why_and_can_be_retried(folder: Path) -> None:
    _raise(folder / "raw")
    counts(folder)
    reject = pd.read_parquet(folder / "out" / "rejects.parquet").iloc[0]
    assert (reject["source"], reject["reason"]) == ("bad.txt", "extraction_failed")
    assert "ValueError in small_extractor.py" in reject["message"]
    assert counts(folder, selection=Selection(retry_rejects=True))[-2:] == (1, 1)


def test_new_version_extracts_all_and_an_old_one_comes_back_for_free(folder: Path) -> None:
    before = table_bytes(folder / "out")
    newer = Settings(recogniser="other")
    staged, _ = run_plain(options_for(folder / "raw", folder / "out", settings=newer, dry_run=True))
    assert {change.altered + change.added + change.dropped for change in staged.changes} == {0}
    assert table_bytes(folder / "out") == before
    assert counts(folder) == (0, 0, 12, 0, 0, 0)
    assert counts(folder, settings=newer) == (0, 12, 0, 0, 0, 12)


def test_dry_run_reports_and_publishes_nothing(folder: Path) -> None:
    _edit(folder / "raw")
    before = table_bytes(folder / "out")
    staged, _ = run_plain(options_for(folder / "raw", folder / "out", dry_run=True))
    changes = {change.table: change for change in staged.changes}
    assert changes["documents"].altered == 1
    assert changes["quantities"].added == changes["quantities"].dropped == 3
    assert table_bytes(folder / "out") == before
    # The comparing run has extracted the document already.
    assert counts(folder) == (0, 1, 11, 0, 0, 0)


@pytest.mark.parametrize("documents_per_batch", [1, 5, 100])
def test_same_tables_in_one_run_or_many(folder: Path, tmp_path: Path, documents_per_batch: int) -> None:
    raw = folder / "raw"
    again = tmp_path / "again"
    for names in (["0000[0-4].txt"], ["0001*.txt"], ["*"]):
        options = options_for(raw, again, documents_per_batch=documents_per_batch)
        run_plain(replace(options, selection=Selection(only=names[0])))
    assert table_bytes(again, without=("runs", "documents")) == table_bytes(
        folder / "out", without=("runs", "documents")
    )
    documents = [pq.read_table(out / "documents.parquet").drop_columns(["run_id"]) for out in (again, folder / "out")]
    assert documents[0].equals(documents[1])


def test_bad_manifest_names_file_and_line_and_leaves_all_as_it_was(folder: Path) -> None:
    before = table_bytes(folder / "out", without=())
    _replace_in_manifest(folder / "raw", "00003.txt,2024-04-15", "00003.txt,2024-04-99")
    with pytest.raises(ManifestError, match=r"manifest\.csv:5"):
        counts(folder)
    assert table_bytes(folder / "out", without=()) == before


def test_clock_moved_back(folder: Path) -> None:
    _add(folder / "raw")
    assert counts(folder, now=lambda: dt.datetime(2001, 1, 1, tzinfo=dt.UTC)) == (1, 0, 12, 0, 0, 1)
    runs = pd.read_parquet(folder / "out" / "runs.parquet")
    assert list(runs["run_id"]) == ["run-00000001", "run-00000002"]
    assert runs["started_at"].iloc[1].year == 2001
    assert (runs["finished_at"] >= runs["started_at"]).all()


def test_no_documents_at_all(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    run_plain(options_for(tmp_path / "raw", tmp_path / "out"))
    assert len(pd.read_parquet(tmp_path / "out" / "metrics.parquet")) == 0
