"""Faults that a run survives: old tables intact, a clear message, and the next run completes with nothing lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from extract.tables.engine import engine
from extract.tables.errors import FolderBusyError, StorageError
from extract.tables.files import explained
from extract.tables.plan import Selection
from extract.tables.postgres import SCHEMA, load_postgres
from extract.tables.publish import OutputFolder
from pipelines.operations import read_status
from pipelines.options import Progress, RunOptions
from pipelines.pools import close_pools
from pipelines.run import EXIT_STORAGE, EXIT_TRY_LATER, exit_code, run_nightly
from tests.pipelines.corpus import document_text, make_corpus, options_for, run_plain, table_bytes

# Prefect's queries make SQLAlchemy 2.1 warn; nothing of ours does.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning")

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten documents, published; then thirty more in the folder and one changed."""
    folder = tmp_path_factory.mktemp("published")
    raw = make_corpus(folder / "raw", 10)
    run_plain(options_for(raw, folder / "out"))
    make_corpus(raw, 40)
    (raw / "00004.txt").write_text(document_text(88), encoding="utf-8")
    run_plain(options_for(raw, folder / "expected"))
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(published, tmp_path / "job", symlinks=True)
    yield tmp_path / "job"
    close_pools()


def start(folder: Path, *more: str) -> subprocess.Popen[str]:
    """Start a run of its own process group on ``folder``."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.pipelines.run_once", str(folder / "raw"), str(folder / "out"), *more],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A test run started in the background ignores it, and so would all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def run(folder: Path, *more: str) -> tuple[int, str]:
    """Run to the end; exit code and what it wrote."""
    process = start(folder, *more)
    out, error = process.communicate(timeout=120)
    return process.returncode, out + error


def assert_complete(folder: Path) -> None:
    """The tables hold all forty documents, each once, as an undisturbed run gives them."""
    without = ("runs", "documents")
    assert table_bytes(folder / "out", without=without) == table_bytes(folder / "expected", without=without)
    documents = pd.read_parquet(folder / "out" / "documents.parquet")
    expected = pd.read_parquet(folder / "expected" / "documents.parquet")
    pd.testing.assert_frame_equal(documents.drop(columns="run_id"), expected.drop(columns="run_id"))
    assert not list((folder / "out" / "versions").glob(".*"))
    assert not list((folder / "out" / ".state" / "parts").glob(".*"))


def survivors(group: int) -> list[int]:
    """Processes of a process group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def test_kill_at_five_random_moments(folder: Path) -> None:
    moments = random.Random(20261120)
    before = table_bytes(folder / "out", without=())
    for _ in range(5):
        process = start(folder)
        # Half of the moments count from the first finished documents, as start-up takes most of so short a run.
        if moments.random() < 0.5 and process.stdout is not None:
            process.stdout.readline()
            time.sleep(moments.uniform(0, 1.5))
        else:
            time.sleep(moments.uniform(0.5, 6))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        after = table_bytes(folder / "out", without=())
        assert after == before or len(after) == len(before)
        pd.read_parquet(folder / "out" / "documents.parquet")
        # Workers notice at once that their run is gone.
        deadline = time.monotonic() + 10
        while survivors(process.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert survivors(process.pid) == []
    assert run(folder)[0] == 0
    assert_complete(folder)
    runs = read_status(folder / "out").runs
    assert runs[0].state == "published"
    assert {record.state for record in runs[1:]} <= {"interrupted", "published"}


def test_interrupted_run_keeps_its_finished_batches(folder: Path) -> None:
    process = start(folder, "--workers", "1", "--documents-per-batch", "2")
    assert process.stdout is not None
    for _ in range(6):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    n_parts = len(list((folder / "out" / ".state" / "parts").glob("00000002-*")))
    assert n_parts >= 4
    _, extracted = run_plain(options_for(folder / "raw", folder / "out"))
    assert extracted.n_extracted == 31 - 2 * n_parts
    assert (extracted.counts.n_new, extracted.counts.n_changed) == (30, 1)
    assert_complete(folder)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=["cancelled", "ctrl-c"])
def test_ended_from_outside(folder: Path, sent: signal.Signals) -> None:
    """As Prefect cancels a flow run, and as a person ends a command."""
    before = table_bytes(folder / "out", without=())
    process = start(folder, "--workers", "1", "--documents-per-batch", "1")
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, sent) if sent == signal.SIGINT else os.kill(process.pid, sent)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert survivors(process.pid) == []
    assert table_bytes(folder / "out", without=()) == before
    last = read_status(folder / "out").runs[0]
    assert (last.state, last.problem.partition(" (")[0]) == ("interrupted", "ended from outside")
    run_plain(options_for(folder / "raw", folder / "out"))
    assert_complete(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 40 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("needs the right to mount a tmpfs")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for ``leave`` bytes; returns the file that fills it."""
    filler = disk / "filler"
    free = shutil.disk_usage(disk).free
    filler.write_bytes(bytes(max(0, free - leave)))
    return filler


@pytest.mark.parametrize("leave", [20_000, 200_000, 2_000_000], ids=["parts", "tables", "database"])
def test_full_disk(tmp_path: Path, small_disk: Path, leave: int) -> None:
    raw = make_corpus(tmp_path / "raw", 2)
    options = options_for(raw, small_disk / "out", documents_per_batch=50)
    run_plain(options)
    before = table_bytes(options.out, without=())
    make_corpus(raw, 200)
    filler = fill(small_disk, leave)
    with pytest.raises(StorageError, match="the disk is full"):
        run_plain(options)
    assert table_bytes(options.out, without=()) == before
    filler.unlink()
    _, extracted = run_plain(options)
    assert (extracted.counts.n_new, extracted.counts.n_unchanged) == (198, 2)


def test_full_disk_under_duckdb(small_disk: Path) -> None:
    """DuckDB has errors of its own for it, also where it spills what does not fit into memory."""
    rows = "CREATE TABLE t AS SELECT range AS n, md5(range::varchar) AS hash FROM range(4_000_000)"
    for database in (small_disk / "tables.duckdb", None):
        with (
            pytest.raises(StorageError, match="the disk is full"),
            explained("build tables", small_disk),
            engine(small_disk / "scratch", database) as db,
        ):
            db.execute("SET memory_limit = '60MB'")
            db.execute(rows)
        assert not (small_disk / "scratch").exists()


def test_full_disk_ends_a_flow_at_once(tmp_path: Path, small_disk: Path) -> None:
    options = options_for(make_corpus(tmp_path / "raw", 60), small_disk / "out", documents_per_batch=1)
    filler = fill(small_disk, 50_000)
    with pytest.raises(StorageError, match="the disk is full") as caught:
        run_nightly(options)
    assert exit_code(caught.value) == EXIT_STORAGE
    filler.unlink()
    run_plain(options)
    assert len(pd.read_parquet(options.out / "documents.parquet")) == 60


def test_read_only_output(folder: Path, small_disk: Path) -> None:
    shutil.copytree(folder / "out", small_disk / "out", symlinks=True)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageError, match="read-only; choose another --out") as caught:
        run_plain(options_for(folder / "raw", small_disk / "out"))
    assert exit_code(caught.value) == EXIT_STORAGE
    assert len(pd.read_parquet(small_disk / "out" / "documents.parquet")) == 10
    run_plain(options_for(folder / "raw", folder / "out"))
    assert_complete(folder)


def test_two_runs_at_once(folder: Path) -> None:
    with OutputFolder(folder / "out").locked():
        code, told = run(folder)
    # Once, and not as a bug.
    assert (code, told.count("another run"), "Traceback" in told) == (EXIT_TRY_LATER, 1, False)
    with OutputFolder(folder / "out").locked(), pytest.raises(FolderBusyError):
        run_plain(options_for(folder / "raw", folder / "out"))
    assert run(folder)[0] == 0
    assert_complete(folder)


BAD = {"raises.txt": "出错", "hangs.txt": "卡住", "dies.txt": "崩溃"}


def test_documents_that_raise_hang_or_end_the_process(folder: Path) -> None:
    for name, word in BAD.items():
        (folder / "raw" / name).write_text(word + document_text(5), encoding="utf-8")
    done: list[int] = []
    options = options_for(folder / "raw", folder / "out", documents_per_batch=8, workers=2, document_timeout=8.0)
    summary = run_nightly(options, lambda progress: done.append(progress.n_done))
    assert (summary.n_new, summary.n_changed, summary.n_rejected) == (33, 1, 3)
    assert done[-1] == 34
    rejects = pd.read_parquet(folder / "out" / "rejects.parquet").set_index("source")["reason"].to_dict()
    assert rejects == {"raises.txt": "extraction_failed", "hangs.txt": "timeout", "dies.txt": "worker_died"}
    assert len(pd.read_parquet(folder / "out" / "documents.parquet")) == 40
    for name in BAD:
        (folder / "raw" / name).unlink()
    run_plain(options_for(folder / "raw", folder / "out"))
    assert_complete(folder)


def test_a_worker_is_killed_from_outside(folder: Path) -> None:
    process = start(folder, "--workers", "1", "--documents-per-batch", "1")
    assert process.stdout is not None
    process.stdout.readline()
    workers = [pid for pid in survivors(process.pid) if pid != process.pid]
    os.kill(max(workers), signal.SIGKILL)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    # The document that the worker had in hand may have been given up; trying it again mends that.
    run_plain(_retrying(options_for(folder / "raw", folder / "out")))
    assert_complete(folder)


def _retrying(options: RunOptions) -> RunOptions:
    return replace(options, selection=Selection(retry_rejects=True))


@pytest.mark.parametrize("damage", ["half a table", "missing table", "dangling link", "garbage beside"])
def test_half_written_previous_output(folder: Path, damage: str) -> None:
    out = folder / "out"
    version = (out / "current").resolve()
    if damage == "half a table":
        whole = (version / "metrics.parquet").read_bytes()
        (version / "metrics.parquet").write_bytes(whole[: len(whole) // 2])
    elif damage == "missing table":
        (version / "metrics.parquet").unlink()
    elif damage == "dangling link":
        shutil.rmtree(version)
    else:
        (out / "versions" / ".staging-00000002").mkdir()
        (out / "versions" / "00000007").mkdir()
        (out / ".current.new").symlink_to("versions/00000007")
    run_plain(options_for(folder / "raw", out))
    assert_complete(folder)


def test_a_fault_that_passes_is_tried_again(folder: Path) -> None:
    """Something is in the way of a part, and is gone a moment later."""
    told: list[int] = []
    in_the_way = folder / "out" / ".state" / "parts" / ".unfinished-00000002-00000"

    def on_progress(progress: Progress) -> None:
        if progress.n_done == progress.n_total and progress.n_total not in told:
            threading.Timer(0.5, in_the_way.unlink).start()
        told.append(progress.n_done)

    in_the_way.touch()
    summary = run_nightly(options_for(folder / "raw", folder / "out", workers=1, documents_per_batch=50), on_progress)
    assert summary.n_extracted == 31
    # What was lost was taken back and counted again.
    assert [n_done for n_done in told if n_done in (0, 31)] == [31, 0, 31]
    assert_complete(folder)


def test_postgres_that_comes_back_is_loaded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pgserver = pytest.importorskip("pgserver")
    psycopg = pytest.importorskip("psycopg")
    server = pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
    try:
        url, out = server.get_uri(), folder / "out"
        load_postgres((out / "current").resolve(), url)
        with psycopg.connect(url, autocommit=True) as connection:
            # A sequence is not rolled back: only the first load loses its connection.
            connection.execute("CREATE SEQUENCE loads")
            connection.execute(
                "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "IF nextval('public.loads') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; "
                "RETURN NULL; END $$"
            )
            connection.execute(
                f"CREATE TRIGGER cut BEFORE INSERT ON {SCHEMA}.quantities FOR EACH STATEMENT EXECUTE FUNCTION cut()"
            )
            assert run_nightly(options_for(folder / "raw", out, postgres_url=url)).published
            assert connection.execute("SELECT last_value FROM loads").fetchone() == (2,)
            assert connection.execute(f"SELECT count(*) FROM {SCHEMA}.documents").fetchone() == (40,)
    finally:
        server.cleanup()
    assert_complete(folder)


def test_postgres_goes_away_mid_load(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pgserver = pytest.importorskip("pgserver")
    psycopg = pytest.importorskip("psycopg")
    server = pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
    try:
        url = server.get_uri()
        out = folder / "out"
        load_postgres((out / "current").resolve(), url)
        before = table_bytes(out, without=())
        with psycopg.connect(url, autocommit=True) as connection:
            # As soon as the load reaches the quantities, the server ends its connection.
            connection.execute(
                "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"
            )
            connection.execute(
                f"CREATE TRIGGER cut BEFORE INSERT ON {SCHEMA}.quantities FOR EACH STATEMENT EXECUTE FUNCTION cut()"
            )
            with pytest.raises(StorageError, match="its tables are as they were"):
                run_plain(options_for(folder / "raw", out, postgres_url=url))
            counted = connection.execute(f"SELECT count(*) FROM {SCHEMA}.documents").fetchone()
            assert counted == (10,)
            assert table_bytes(out, without=()) == before
            connection.execute(f"DROP TRIGGER cut ON {SCHEMA}.quantities")
            _, extracted = run_plain(options_for(folder / "raw", out, postgres_url=url))
            assert extracted.n_extracted == 0
            counted = connection.execute(f"SELECT count(*) FROM {SCHEMA}.documents").fetchone()
            assert counted == (40,)
    finally:
        server.cleanup()
    assert_complete(folder)
