"""The flows as the command line runs them, one after the other on one output folder, with no server."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from extract.errors import ExtractError, PublishError
from extract.settings import Settings
from extract.tables.errors import ChecksFailedError, FolderBusyError, HeldError, StorageError
from extract.tables.plan import Selection
from pipelines.artifacts import report_markdown
from pipelines.operations import export_csv, read_status, restore
from pipelines.options import RunOptions, options_from_environment
from pipelines.run import exit_code, retry_rejects, run_backfill, run_nightly, run_reprocess
from tests.pipelines.corpus import make_corpus, options_for, table_bytes

# Prefect's queries make SQLAlchemy 2.1 warn; nothing of ours does.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning")


def test_a_week_of_operation(tmp_path: Path) -> None:
    raw, out = make_corpus(tmp_path / "raw", 24), tmp_path / "out"
    (raw / "bad.txt").write_text("出错", encoding="utf-8")
    options = options_for(raw, out, workers=1)

    summary = run_nightly(options)
    assert (summary.n_new, summary.n_rejected, summary.published) == (25, 1, True)
    assert summary.characters_per_second > 0
    assert "25 new" in report_markdown(summary)

    newer = replace(options, settings=Settings(recogniser="newer"))
    compared = run_reprocess(replace(newer, dry_run=True))
    assert (compared.n_changed, compared.n_extracted, compared.published) == (25, 25, False)
    assert read_status(out).current is not None and read_status(out).current.number == 1  # type: ignore[union-attr]
    published = run_reprocess(newer)
    assert (published.n_changed, published.n_extracted, published.published) == (25, 0, True)

    january = Selection(since=dt.date(2024, 1, 1), until=dt.date(2024, 1, 31))
    assert run_backfill(replace(newer, selection=january)).n_extracted == 2
    assert retry_rejects(newer).n_extracted == 1

    status = read_status(out)
    assert [record.state for record in status.runs] == ["published"] * 3 + ["compared", "published"]
    assert [(reject.source, reject.reason) for reject in status.rejects] == [("bad.txt", "extraction_failed")]
    assert status.published_run is not None and status.published_run.rows["documents"] == 24
    assert status.versions == (1, 3, 4, 5)

    before = table_bytes(out)
    for path in sorted(raw.glob("0000*.txt"))[:10] + sorted(raw.glob("0001*.txt")):
        path.unlink()
    (raw / "manifest.csv").unlink()
    with pytest.raises(ChecksFailedError, match="documents: 4 rows where there were 24"):
        run_nightly(newer)
    assert table_bytes(out) == before
    assert read_status(out).runs[0].state == "failed"
    assert run_nightly(replace(newer, accept_drift=True)).n_deleted == 20
    assert len(pd.read_parquet(out / "documents.parquet")) == 4
    restore(out)
    assert table_bytes(out) == before
    # What was taken back does not come back by itself, and says so.
    taken_back = "nothing was published; what this run would change: documents \\+0 -20"
    for run in (run_nightly, run_reprocess, retry_rejects):
        with pytest.raises(HeldError, match=taken_back):
            run(replace(newer, accept_drift=True))
        assert table_bytes(out) == before
    assert read_status(out).held
    assert export_csv(out, tmp_path / "csv")["documents"] == 24
    assert run_nightly(replace(newer, accept_drift=True, release=True)).published
    assert not read_status(out).held
    assert run_nightly(newer).n_unchanged == 5


def test_backfill_must_be_told_what(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="say what to backfill"):
        run_backfill(options_for(tmp_path, tmp_path / "out"))


def test_missing_input_folder(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="does not exist"):
        run_nightly(options_for(tmp_path / "none", tmp_path / "out"))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FolderBusyError(""), 75),
        (StorageError(""), 74),
        (ChecksFailedError(""), 65),
        (HeldError(""), 78),
        (ExtractError(""), 1),
    ],
)
def test_exit_codes(error: ExtractError, code: int) -> None:
    assert exit_code(error) == code


@pytest.mark.parametrize(
    ("environment", "field", "value"),
    [
        ({}, "workers", 0),
        ({"EXTRACT_WORKERS": "3"}, "workers", 3),
        ({"EXTRACT_DASK": "local"}, "dask", "local"),
        ({"EXTRACT_DOCUMENT_TIMEOUT": "7"}, "document_timeout", 7.0),
        ({"EXTRACT_KEEP_VERSIONS": "2"}, "keep_versions", 2),
        ({"EXTRACT_POSTGRES_URL": "postgresql://x"}, "postgres_url", "postgresql://x"),
        ({"EXTRACT_RECOGNISER": "rules"}, "settings", Settings(recogniser="rules")),
    ],
)
def test_environment(environment: dict[str, str], field: str, value: object) -> None:
    options = options_from_environment(RunOptions(input=Path("a"), out=Path("b")), environment)
    assert getattr(options, field) == value


_ENVIRONMENT = {
    "EXTRACT_WORKERS": "3", "EXTRACT_DASK": "tcp://a", "EXTRACT_DOCUMENT_TIMEOUT": "7", "EXTRACT_KEEP_VERSIONS": "2",
    "EXTRACT_POSTGRES_URL": "postgresql://x", "EXTRACT_RECOGNISER": "rules",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("workers", 2),
        ("dask", "local"),
        ("document_timeout", 9.0),
        ("keep_versions", 3),
        ("postgres_url", "postgresql://y"),
        ("settings", Settings(recogniser="spacy:x")),
    ],
)
def test_what_is_asked_for_goes_before_the_environment(field: str, value: object) -> None:
    asked = replace(RunOptions(input=Path("a"), out=Path("b")), **{field: value})
    assert getattr(options_from_environment(asked, _ENVIRONMENT), field) == value


def test_status_and_restore_of_no_output_folder_make_none(tmp_path: Path) -> None:
    for ask in (read_status, restore):
        with pytest.raises(PublishError, match=r"no output folder|nothing is published"):
            ask(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_bad_environment() -> None:
    with pytest.raises(ExtractError, match="EXTRACT_WORKERS must be a whole number"):
        options_from_environment(RunOptions(input=Path("a"), out=Path("b")), {"EXTRACT_WORKERS": "many"})


def test_password_is_not_shown() -> None:
    assert "secret" not in repr(RunOptions(input=Path("a"), out=Path("b"), postgres_url="postgresql://u:secret@h/d"))


def test_served_deployments(tmp_path: Path) -> None:
    from pipelines.serve import deployments

    made = {deployment.name: deployment for deployment in deployments(tmp_path, tmp_path / "out")}
    assert list(made) == ["nightly", "backfill", "reprocess"]
    schedule = made["nightly"].schedules[0].schedule  # type: ignore[index]
    assert (schedule.cron, schedule.timezone) == ("30 2 * * *", "Asia/Shanghai")  # type: ignore[union-attr]
    assert all(deployment.parameters["input"] == str(tmp_path) for deployment in made.values())
