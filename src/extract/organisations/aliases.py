"""The user's word on names: ``aliases.csv``, which wins over every rule of linking.

Columns ``action,form,organisation,note``. ``merge``: mentions of ``form`` mean ``organisation``, whose name is written
so from then on. ``separate``: ``form`` and ``organisation`` are two bodies, whatever else speaks for one. ``name``:
the body that ``form`` belongs to is called ``organisation``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from extract.errors import LexiconError

AliasAction = Literal["merge", "separate", "name"]
_ACTIONS = frozenset({"merge", "separate", "name"})
_COLUMNS = ["action", "form", "organisation", "note"]


@dataclass(frozen=True, slots=True)
class Alias:
    """One line of ``aliases.csv``."""

    action: AliasAction
    form: str
    organisation: str


def read_aliases(path: Path) -> tuple[Alias, ...]:
    """Read a user's ``aliases.csv`` (UTF-8; a file that is not there holds nothing).

    Raises:
        LexiconError: a line is not ``action,form,organisation,note``; the message names file and line.
    """
    if not path.exists():
        return ()
    found: list[Alias] = []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        if next(reader, []) != _COLUMNS:
            raise LexiconError(f"{path}:1: the header must be {','.join(_COLUMNS)}")
        for row in reader:
            if not any(row):
                continue
            if len(row) != len(_COLUMNS) or row[0] not in _ACTIONS or not row[1] or not row[2]:
                raise LexiconError(
                    f"{path}:{reader.line_num}: expected {sorted(_ACTIONS)}, a form, an organisation, a note: {row}"
                )
            found.append(Alias(cast(AliasAction, row[0]), row[1].strip(), row[2].strip()))
    return tuple(found)
