"""Writing files so that a reader, or a run after a crash, never sees half of one."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.tables.errors import StorageError

# Errors that stay until a person does something.
_PERMANENT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})


def sync_folder(folder: Path) -> None:
    """Have the folder's entries on disk before going on; without it a rename may be lost with the power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Have every file below ``folder``, and the folders themselves, on disk before going on."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with (Path(parent) / name).open("rb") as written:
                os.fsync(written.fileno())
        sync_folder(Path(parent))


def write_text_whole(path: Path, text: str) -> None:
    """Write ``text`` (UTF-8) so that ``path`` holds either what it held before or all of it."""
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    part.replace(path)
    sync_folder(path.parent)


def remove_folder(folder: Path) -> None:
    """Remove ``folder`` and all below it, in a way that never leaves half of it under its own name."""
    doomed = folder.with_name(f".{folder.name}.removed")
    shutil.rmtree(doomed, ignore_errors=True)
    folder.rename(doomed)
    shutil.rmtree(doomed)


@contextmanager
def explained(what: str, folder: Path) -> Iterator[None]:
    """Turn errors of the file system into a :class:`StorageError` that says what to do.

    Args:
        what: what was being done, to follow 「cannot」 in the message.
        folder: where.
    """
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"cannot {what} under {folder}: {_reason(error)}; what was published before stays",
            is_transient=error.errno not in _PERMANENT,
        ) from error


def _reason(error: OSError) -> str:
    hints = {
        errno.ENOSPC: "the disk is full; free some space or choose another --out, then run again",
        errno.EDQUOT: "the disk quota is used up; free some space or choose another --out, then run again",
        errno.EROFS: "the file system is read-only; choose another --out",
        errno.EACCES: "permission denied; let this user write there or choose another --out",
        errno.EPERM: "permission denied; let this user write there or choose another --out",
    }
    return hints.get(error.errno or 0, error.strerror or str(error))
