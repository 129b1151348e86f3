"""The same flow on a Dask cluster gives the same rows, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.pools import close_pools
from pipelines.run import run_nightly
from tests.pipelines.corpus import make_corpus, options_for, run_plain, table_bytes

pytest.importorskip("prefect_dask")
pytestmark = pytest.mark.filterwarnings("ignore")


def test_two_dask_workers_give_the_rows_of_one_process(tmp_path: Path) -> None:
    raw = make_corpus(tmp_path / "raw", 40)
    (raw / "bad.txt").write_text("出错", encoding="utf-8")
    done: list[int] = []
    options = options_for(raw, tmp_path / "dask", dask="local", workers=2, documents_per_batch=5)
    try:
        summary = run_nightly(options, lambda progress: done.append(progress.n_done))
    finally:
        close_pools()
    assert (summary.n_new, summary.n_rejected) == (41, 1)
    assert done[-1] == 41
    run_plain(options_for(raw, tmp_path / "plain"))
    assert table_bytes(tmp_path / "dask") == table_bytes(tmp_path / "plain")
