"""Times the ten example questions over the tables of many documents (default 2,000), made by repeating published ones.

Run it as ``python -m bench.bi_questions PUBLISHED [N_DOCUMENTS]``, where PUBLISHED is a folder that ``extract run``
wrote. Each question runs five times on one warm connection; shown are the median and the slowest by the clock, and the
processor time of all threads, in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.multiply import multiply
from extract.bi import create_views, read_questions

LIMIT_MS = 100


def main(published: Path, n_documents: int) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        tables = multiply(published, Path(scratch) / "tables", n_documents)
        with duckdb.connect(str(Path(scratch) / "bench.duckdb")) as db:
            for path in sorted(tables.glob("*.parquet")):
                db.execute(f"CREATE TABLE {path.stem} AS FROM '{path}'")
            create_views(db)
            counts = db.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM metrics)").fetchone()
            print(f"{counts} documents and facts")
            slowest = max(_time(db, question.name, question.sql) for question in read_questions())
    return 0 if slowest < LIMIT_MS else 1


def _time(db: duckdb.DuckDBPyConnection, name: str, sql: str) -> float:
    took, worked = [], []
    for _ in range(5):
        began, began_work = time.perf_counter(), time.process_time()
        n_rows = len(db.execute(sql).fetchall())
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - began_work))
    print(
        f"{name:26} median {statistics.median(took):6.1f}  slowest {max(took):6.1f}  "
        f"processor {statistics.median(worked):6.1f}  rows {n_rows}"
    )
    return statistics.median(took)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000))
