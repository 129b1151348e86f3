"""How much of one file is read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from extract.errors import LexiconError

_PATH = Path(__file__).parent.parent / "lexicons" / "read" / "limits.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Bounds on what reading one file may cost; each is explained in ``lexicons/read/limits.toml``."""

    max_bytes: int
    max_members: int
    max_member_ratio: int
    max_archive_bytes: int
    max_pages: int
    pdf_seconds: int
    pdf_megabytes: int
    office_seconds: int


@cache
def default_limits() -> ReadLimits:
    """The limits that ship with the package.

    Raises:
        LexiconError: a limit is missing, unknown or not a positive whole number.
    """
    written = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    known = {field.name for field in fields(ReadLimits)}
    if written.keys() != known:
        odd = ", ".join(sorted(written.keys() ^ known))
        raise LexiconError(f"{_PATH.name}: missing or unknown limits: {odd}")
    for name, value in written.items():
        if not isinstance(value, int) or value <= 0:
            raise LexiconError(f"{_PATH.name}: {name} must be a positive whole number, not {value!r}")
    return ReadLimits(**written)
