"""Marks as the report exports them, turned into corrections and aliases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extract.corrections.files import to_correction
from extract.corrections.records import MENDABLE, Correction
from extract.errors import LexiconError

_FORMAT = 1


def read_marks(path: Path) -> tuple[Correction, ...]:
    """The corrections that a file exported from the report holds.

    Raises:
        LexiconError: the file is not one of these; the message names it, and the mark.
    """
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: {error}; export the marks from the report again") from error
    if not isinstance(read, dict) or read.get("format") != _FORMAT or not isinstance(read.get("marks"), list):
        raise LexiconError(f"{path}: no marks of format {_FORMAT}; export them from the report of this version")
    found = []
    for number, mark in enumerate(read["marks"], start=1):
        try:
            found.append(_correction(mark))
        except (KeyError, TypeError, AttributeError) as error:
            raise LexiconError(f"{path}: mark {number} lacks {error}") from error
        except ValueError as error:
            raise LexiconError(f"{path}: mark {number}: {error}") from error
    return tuple(found)


def _correction(mark: dict[str, Any]) -> Correction:
    columns = MENDABLE.get(mark["table"], {})
    return to_correction(
        {
            **{name: mark[name] for name in ("source", "table", "start", "end", "text", "verdict")},
            "seen": {name: mark["row"][name] for name in columns if name in mark["row"]},
            "changed": mark.get("mended") or {},
        }
    )


def new_aliases(corrections: Iterable[Correction]) -> list[tuple[str, str, str, str]]:
    """Lines for ``aliases.csv`` (action, form, organisation, note): a name mended once holds in every document.

    Only a mended name says so; a mended type or a wrong mention may be this document's alone.
    """
    lines = {
        ("merge", correction.text, str(correction.changed["name"]), f"corrected in {correction.source}")
        for correction in corrections
        if correction.table == "organisation_mentions" and "name" in correction.changed
        if correction.text != correction.changed["name"]
    }
    return sorted(lines)
