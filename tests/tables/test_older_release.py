"""Tables that an older release published can be built on."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from extract.tables.build import write_runs


def test_runs_of_a_release_with_fewer_tables(tmp_path: Path) -> None:
    current, staging = tmp_path / "current", tmp_path / "staging"
    current.mkdir()
    staging.mkdir()
    assert write_runs([], None, current) == 0
    written = pq.read_table(current / "runs.parquet")
    row = {field.name: 1 if field.name.startswith(("n_", "rows_")) else None for field in written.schema}
    row |= {"run_id": "run-00000001", "version": "1"}
    row |= {name: 0 for name in ("started_at", "finished_at") if name in row}
    older = written.schema.remove(written.schema.get_field_index("rows_contradictions"))
    row.pop("rows_contradictions")
    pq.write_table(type(written).from_pylist([row], schema=older), current / "runs.parquet")
    assert write_runs([], current, staging) == 1
    (kept,) = pq.read_table(staging / "runs.parquet").to_pylist()
    assert kept["rows_contradictions"] == 0
    assert kept["rows_documents"] == 1
