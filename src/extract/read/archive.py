"""Zip archives: which members are documents, and how much they may hold."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from extract.errors import DocumentRejectedError
from extract.read.limits import ReadLimits

_ENCRYPTED = 0x1
_NAMED_IN_UTF8 = 0x800
# A small member that packs well is no bomb.
_HARMLESS_BYTES = 1_000_000
_SKIPPED_FOLDERS = ("__MACOSX/",)


def list_members(path: Path, limits: ReadLimits) -> list[tuple[str, str]]:
    """The files in an archive: name, and a reason code for one that cannot be read (else ``""``), by name.

    Raises:
        DocumentRejectedError: ``damaged``, ``zip_bomb`` or ``too_many_members``, for the archive as a whole.
    """
    members = []
    files = _open(path).files
    if len(files) > limits.max_members:
        message = f"{len(files):,} members are more than {limits.max_members:,}; split the archive"
        raise DocumentRejectedError("too_many_members", message)
    check_sizes(files.values(), limits)
    for name, info in files.items():
        steps = PurePosixPath(name.replace("\\", "/"))
        if name.startswith(_SKIPPED_FOLDERS) or any(step.startswith(".") and step != ".." for step in steps.parts):
            continue
        problem = ""
        if steps.is_absolute() or ".." in steps.parts or ":" in steps.parts[0]:
            problem = "escapes_archive"
        elif info.flag_bits & _ENCRYPTED:
            problem = "encrypted"
        members.append((name, problem))
    return sorted(members)


def read_member(path: Path, name: str, limits: ReadLimits) -> bytes:
    """The bytes of one member.

    Raises:
        DocumentRejectedError: ``missing``, ``too_large``, ``encrypted`` or ``damaged``.
    """
    archive = _open(path)
    info = archive.files.get(name)
    if info is None:
        raise DocumentRejectedError("missing", f"the archive holds no {name!r} any more")
    if info.file_size > limits.max_bytes:
        raise DocumentRejectedError(
            "too_large", f"{info.file_size:,} bytes are more than the {limits.max_bytes:,} allowed"
        )
    try:
        with archive.file.open(info) as member:
            data = member.read(limits.max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise DocumentRejectedError("damaged", f"the archive's member cannot be unpacked ({error})") from error
    except RuntimeError as error:
        raise DocumentRejectedError("encrypted", "the archive's member asks for a password") from error
    if len(data) > limits.max_bytes:
        raise DocumentRejectedError("too_large", "the member unpacks to more bytes than it says")
    return data


def check_sizes(infos: Iterable[zipfile.ZipInfo], limits: ReadLimits) -> None:
    """Refuse an archive that would unpack to far more than it is.

    Raises:
        DocumentRejectedError: ``zip_bomb``.
    """
    infos = list(infos)
    if sum(info.file_size for info in infos) > limits.max_archive_bytes:
        raise DocumentRejectedError("zip_bomb", f"the archive unpacks to more than {limits.max_archive_bytes:,} bytes")
    for info in infos:
        if info.file_size > _HARMLESS_BYTES and info.file_size > limits.max_member_ratio * max(1, info.compress_size):
            raise DocumentRejectedError(
                "zip_bomb",
                f"member {member_name(info)!r} unpacks to {info.file_size:,} bytes from {info.compress_size:,}",
            )


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; archives made on Chinese systems write GB18030 without saying so."""
    if info.flag_bits & _NAMED_IN_UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


@dataclass(frozen=True, slots=True)
class _Archive:
    """An open archive and its files by name; of two of one name the last counts, as for any other program."""

    file: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]


def _open(path: Path) -> _Archive:
    try:
        status = path.stat()
        return _open_once(path, status.st_mtime_ns, status.st_size)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise DocumentRejectedError("damaged", f"the archive cannot be opened ({error})") from error


@lru_cache(maxsize=2)
def _open_once(path: Path, _modified: int, _size: int) -> _Archive:
    # Opening reads the whole list of members; once for each member would be once too often.
    file = zipfile.ZipFile(path)
    return _Archive(file, {member_name(info): info for info in file.infolist() if not info.is_dir()})
