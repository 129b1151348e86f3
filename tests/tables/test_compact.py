"""Many small parts become few, and nothing that is in use is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.tables import compact
from extract.tables.publish import OutputFolder
from tests.pipelines.corpus import make_corpus, options_for, run_plain, table_bytes


def test_small_parts_are_merged_and_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = make_corpus(tmp_path / "raw", 9), tmp_path / "out"
    (raw / "bad.txt").write_text("出错", encoding="utf-8")
    run_plain(options_for(raw, out, documents_per_batch=2))
    before = table_bytes(out)
    parts = OutputFolder(out).state / "parts"
    assert len(list(parts.iterdir())) == 5
    monkeypatch.setattr(compact, "MAX_SMALL_PARTS", 3)
    monkeypatch.setattr(compact, "_DOCUMENTS_PER_PART", 6)
    run_plain(options_for(raw, out))
    assert [path.name for path in sorted(parts.iterdir())] == ["00000002-merged-00000", "00000002-merged-00001"]
    # What was merged counts as extracted, and rebuilding from it gives the same bytes.
    _, extracted = run_plain(options_for(raw, out))
    assert (extracted.n_extracted, extracted.counts.n_unchanged) == (0, 10)
    (OutputFolder(out).path(3) / "metrics.parquet").unlink()
    run_plain(options_for(raw, out))
    assert table_bytes(out) == before
