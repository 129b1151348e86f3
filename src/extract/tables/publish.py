"""Publishing: all tables appear together or not at all, and readers keep what they have open.

Under the output folder, ``versions/NUMBER`` holds one whole set of tables, ``current`` is a symbolic link to one of
them, and ``NAME.parquet`` is a link through ``current``. A new set is written beside the others, put on disk, and
shown by replacing the one link ``current``, which the file system does in one step. A reader who wants several
tables of one moment resolves ``current`` once and reads below it. Old sets stay for a while, so that open files
stay valid and an earlier set can be restored.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from extract.errors import PublishError
from extract.tables.errors import FolderBusyError
from extract.tables.files import explained, remove_folder, sync_folder, sync_tree, write_text_whole

VERSIONS = "versions"
CURRENT = "current"
DATABASE = "extract.duckdb"
STATE = ".state"
_STAGING = ".staging-"
_ABOUT = "version.json"
_INDEX = "documents.json"
_HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One published set of tables.

    Args:
        number: of the run that published it.
        build: tells the code and rules that the tables were built with.
        rows: rows of each table.
        files: SHA-256 of each file.
        null_rates: share of empty or null cells, by ``table.column``.
        accepted: whether a person accepted its losses, so that what stood in earlier versions is usual no more.
    """

    number: int
    build: str
    rows: dict[str, int]
    files: dict[str, str]
    null_rates: dict[str, float]
    accepted: bool = False


class OutputFolder:
    """An output folder: its versions, which of them is current, and its state folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / STATE
        self.versions_folder = folder / VERSIONS

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one run; the operating system lets go of it even if the process is killed.

        Raises:
            FolderBusyError: another run holds it.
            StorageError: it cannot be written.
        """
        with explained("write", self.folder):
            self.state.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.state / "lock", timeout=0)
            try:
                lock.acquire()
            except Timeout:
                raise FolderBusyError(
                    f"another run ({self._owner()}) is writing to {self.folder}; wait for it to end, "
                    "or choose another --out"
                ) from None
        try:
            with explained("write", self.folder):
                (self.state / "lock.owner").write_text(f"process {os.getpid()}", encoding="utf-8")
            yield
        finally:
            lock.release()

    def _owner(self) -> str:
        try:
            return (self.state / "lock.owner").read_text(encoding="utf-8")
        except OSError:
            return "owner unknown"

    def versions(self) -> list[int]:
        """Numbers of the whole versions, oldest first."""
        if not self.versions_folder.is_dir():
            return []
        return sorted(
            int(path.name) for path in self.versions_folder.iterdir() if path.name.isdecimal() and self._about(path)
        )

    def path(self, number: int) -> Path:
        """The folder of a version."""
        return self.versions_folder / f"{number:08d}"

    def current(self) -> Version | None:
        """The version that readers see, or ``None`` if there is none or it is damaged."""
        link = self.folder / CURRENT
        if not link.is_symlink():
            return None
        return self._about(link.resolve())

    def about_current(self) -> Version:
        """The version that readers see.

        Raises:
            PublishError: nothing is published yet.
        """
        current = self.current()
        if current is None:
            raise PublishError(f"nothing is published under {self.folder}; run `extract run` first")
        return current

    def about(self, number: int) -> Version:
        """What is known of a version.

        Raises:
            PublishError: there is no such version; the message lists those there are.
        """
        version = self._about(self.path(number))
        if version is None:
            known = ", ".join(str(known) for known in self.versions()) or "none"
            raise PublishError(f"there is no whole version {number} under {self.folder}; there are: {known}")
        return version

    def _about(self, folder: Path) -> Version | None:
        try:
            version = Version(**json.loads((folder / _ABOUT).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return version if all((folder / name).is_file() for name in version.files) else None

    def is_intact(self, number: int) -> bool:
        """Whether every file of a version still has the bytes it was published with."""
        version = self._about(self.path(number))
        return version is not None and all(
            _sha256(self.path(number) / name) == digest for name, digest in version.files.items()
        )

    def index(self, number: int) -> dict[str, str]:
        """Which extraction each document of a version came from (:attr:`Entry.stamp`), by source."""
        read: dict[str, str] = json.loads((self.path(number) / _INDEX).read_text(encoding="utf-8"))
        return read

    def clean(self) -> None:
        """Remove what an interrupted run left half-written."""
        if self.versions_folder.is_dir():
            for leftover in self.versions_folder.glob(".*"):
                shutil.rmtree(leftover, ignore_errors=True)
        for leftover in self.folder.glob(".*.new"):
            leftover.unlink()

    def stage(self, number: int) -> Path:
        """An empty folder to write version ``number`` into."""
        staging = self.versions_folder / f"{_STAGING}{number:08d}"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        return staging

    def publish(
        self,
        number: int,
        *,
        build: str,
        rows: Mapping[str, int],
        null_rates: Mapping[str, float],
        index: Mapping[str, str],
        keep: int,
        accepted: bool = False,
    ) -> Version:
        """Show the staged files as version ``number``; until the last step readers see what they saw before.

        Args:
            number: of the staged version.
            build: tells the code and rules that the tables were built with.
            rows: rows of each table.
            null_rates: share of empty or null cells, by ``table.column``.
            index: which extraction each document came from (:attr:`Entry.stamp`), by source.
            keep: how many versions to keep, this one included; at least one earlier stays if there is any.
            accepted: whether a person accepted its losses.

        Raises:
            StorageError: the disk is full or cannot be written.
        """
        staging = self.versions_folder / f"{_STAGING}{number:08d}"
        with explained("publish", self.folder):
            (staging / _INDEX).write_text(json.dumps(dict(index), ensure_ascii=False), encoding="utf-8")
            files = {path.name: _sha256(path) for path in sorted(staging.iterdir())}
            version = Version(
                number=number,
                build=build,
                rows=dict(rows),
                files=files,
                null_rates=dict(null_rates),
                accepted=accepted,
            )
            (staging / _ABOUT).write_text(json.dumps(asdict(version), ensure_ascii=False), encoding="utf-8")
            sync_tree(staging)
            if self.path(number).exists():
                remove_folder(self.path(number))
            staging.rename(self.path(number))
            sync_folder(self.versions_folder)
            self._link_files(version)
            self._switch(number)
            self._forget_old(number, keep)
        return version

    def restore(self, number: int | None = None, *, hold: bool = True) -> Version:
        """Show an earlier version again: ``number``, or the one before the current.

        Args:
            number: of the version; the newest of all gives up what is held.
            hold: whether it stays until :meth:`let_go`, so that the next run does not bring back what was taken back.

        Raises:
            PublishError: there is no such version, or its files have been altered.
        """
        current = self.current()
        if number is None:
            earlier = [known for known in self.versions() if current is None or known < current.number]
            if not earlier:
                raise PublishError(f"there is no earlier version under {self.folder} to restore")
            number = earlier[-1]
        version = self.about(number)
        if not self.is_intact(number):
            raise PublishError(f"version {number} has been altered since it was published; choose another")
        with explained("restore", self.folder):
            # First, so that no run that starts in between undoes what follows.
            if hold and number != self.versions()[-1]:
                self.state.mkdir(parents=True, exist_ok=True)
                write_text_whole(self.state / _HELD, str(number))
            else:
                self.let_go()
            self._link_files(version)
            self._switch(number)
        return version

    def held(self) -> bool:
        """Whether a restored version is to stay."""
        return (self.state / _HELD).is_file()

    def let_go(self) -> None:
        """Let the next run publish again."""
        (self.state / _HELD).unlink(missing_ok=True)

    def _link_files(self, version: Version) -> None:
        for name in version.files:
            if name != _INDEX:
                self._link(self.folder / name, f"{CURRENT}/{name}")

    def _switch(self, number: int) -> None:
        self._link(self.folder / CURRENT, f"{VERSIONS}/{number:08d}")
        sync_folder(self.folder)

    def _link(self, link: Path, target: str) -> None:
        if link.is_symlink() and str(link.readlink()) == target:
            return
        new = link.with_name(f".{link.name}.new")
        new.unlink(missing_ok=True)
        new.symlink_to(target)
        new.replace(link)

    def _forget_old(self, number: int, keep: int) -> None:
        others = [known for known in self.versions() if known != number]
        for known in others[: -max(keep - 1, 1)]:
            remove_folder(self.path(known))
        for path in self.versions_folder.iterdir():
            if path.name.isdecimal() and self._about(path) is None:
                remove_folder(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
