"""The project's own extractor over the sample documents: every table filled, and the same however it is done."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from extract.settings import Settings
from extract.tables.plan import Selection
from extract.tables.schemas import TABLES
from pipelines.options import RunOptions
from tests.pipelines.corpus import run_plain, table_bytes

_RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
_WITHOUT = ("runs", "documents")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "out"
    run_plain(RunOptions(input=_RAW, out=folder, settings=Settings(recogniser="rules")))
    return folder


@pytest.mark.parametrize("name", [name for name in TABLES if name not in ("rejects", "contradictions")])
def test_every_table_has_rows(out: Path, name: str) -> None:
    assert len(pd.read_parquet(out / f"{name}.parquet")) > 0


def test_no_sample_is_rejected(out: Path) -> None:
    assert pd.read_parquet(out / "rejects.parquet")["source"].tolist() == []


def test_same_tables_in_two_runs_and_single_batches(out: Path, tmp_path: Path) -> None:
    again = RunOptions(
        input=_RAW, out=tmp_path / "out", settings=Settings(recogniser="rules"), documents_per_batch=1,
        selection=Selection(only="*-*.txt"),
    )  # fmt: skip
    run_plain(again)
    run_plain(RunOptions(input=_RAW, out=again.out, settings=again.settings, documents_per_batch=3))
    assert table_bytes(again.out, without=_WITHOUT) == table_bytes(out, without=_WITHOUT)
