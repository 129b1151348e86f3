"""Tables appear together or not at all, and readers keep what they have open."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import extract.tables.publish as publish_module
from extract.errors import PublishError
from extract.tables.errors import FolderBusyError, StorageError
from extract.tables.publish import OutputFolder


def publish(out: OutputFolder, number: int, *, keep: int = 5) -> None:
    """Publish two files that both say which version they belong to."""
    staging = out.stage(number)
    for name in ("a.parquet", "b.parquet"):
        (staging / name).write_text(f"version {number}", encoding="utf-8")
    out.publish(number, build="b", rows={"a": number}, null_rates={}, index={"s": str(number)}, keep=keep)


def shown(out: OutputFolder) -> tuple[str, str]:
    return (
        (out.folder / "a.parquet").read_text(encoding="utf-8"),
        (out.folder / "b.parquet").read_text(encoding="utf-8"),
    )


@pytest.fixture
def out(tmp_path: Path) -> OutputFolder:
    return OutputFolder(tmp_path / "out")


def test_nothing_is_shown_before_the_first_version_is_whole(out: OutputFolder) -> None:
    (out.stage(1) / "a.parquet").write_text("half", encoding="utf-8")
    assert out.current() is None
    assert not (out.folder / "a.parquet").exists()


def test_readers_keep_open_files_and_see_the_new_ones(out: OutputFolder) -> None:
    publish(out, 1)
    with (out.folder / "a.parquet").open(encoding="utf-8") as reading:
        for number in range(2, 9):
            publish(out, number, keep=2)
        assert reading.read() == "version 1"
    assert shown(out) == ("version 8", "version 8")
    assert out.versions() == [7, 8]


@pytest.mark.parametrize("step", range(12))
def test_interrupted_at_any_step(out: OutputFolder, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Whatever call to the file system is the last one, readers see one whole version; the next run goes through."""
    publish(out, 1)
    calls = 0

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls > step:
                raise KeyboardInterrupt
            return real(*args, **named)

        return call

    with monkeypatch.context() as patch:
        for name in ("rename", "replace", "symlink_to"):
            patch.setattr(Path, name, dying(getattr(Path, name)))
        patch.setattr(os, "fsync", dying(os.fsync))
        try:
            publish(out, 2, keep=2)
            finished = True
        except KeyboardInterrupt:
            finished = False
    assert shown(out) in [("version 1",) * 2, ("version 2",) * 2]
    assert finished <= (shown(out)[0] == "version 2")
    out.clean()
    publish(out, 3, keep=2)
    assert shown(out) == ("version 3", "version 3")
    assert not list(out.versions_folder.glob(".*"))


@pytest.mark.parametrize(
    ("number", "expected"), [(None, "version 2"), (1, "version 1"), (2, "version 2"), (3, "version 3")]
)
def test_restore(out: OutputFolder, number: int | None, expected: str) -> None:
    for known in (1, 2, 3):
        publish(out, known)
    out.restore(number)
    assert shown(out) == (expected, expected)
    publish(out, 4)
    assert shown(out) == ("version 4", "version 4")


@pytest.mark.parametrize(
    ("number", "hold", "held"), [(None, True, True), (1, True, True), (3, True, False), (2, False, False)]
)
def test_a_restored_version_is_held_unless_it_is_the_newest(
    out: OutputFolder, number: int | None, hold: bool, held: bool
) -> None:
    for known in (1, 2, 3):
        publish(out, known)
    with out.locked():
        out.restore(1)
        out.restore(number, hold=hold) if number else None
    assert out.held() == held
    out.let_go()
    assert not out.held()


@pytest.mark.parametrize("number", [None, 9])
def test_nothing_to_restore(out: OutputFolder, number: int | None) -> None:
    publish(out, 1)
    with pytest.raises(PublishError, match="version"):
        out.restore(number)
    assert shown(out) == ("version 1", "version 1")


def test_altered_version_is_not_restored(out: OutputFolder) -> None:
    publish(out, 1)
    publish(out, 2)
    (out.path(1) / "a.parquet").write_text("tampered", encoding="utf-8")
    with pytest.raises(PublishError, match="altered"):
        out.restore(1)
    assert not out.is_intact(1)
    assert out.is_intact(2)


def test_missing_file_makes_a_version_not_whole(out: OutputFolder) -> None:
    publish(out, 1)
    (out.path(1) / "a.parquet").unlink()
    assert out.current() is None
    assert out.versions() == []


def test_two_runs_at_once(out: OutputFolder) -> None:
    with (
        out.locked(),
        pytest.raises(FolderBusyError, match=f"process {os.getpid()}"),
        OutputFolder(out.folder).locked(),
    ):
        pass
    with out.locked():
        pass


def test_full_disk_is_explained(out: OutputFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, 1)

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish_module, "sync_tree", full)
    with pytest.raises(StorageError, match="the disk is full"):
        publish(out, 2)
    assert shown(out) == ("version 1", "version 1")
