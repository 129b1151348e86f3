"""The corrections file: one JSON object per line, sorted, so that it can be kept under version control."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from extract.corrections.records import Correction, problem_of
from extract.errors import LexiconError

_FIELDS = tuple(field.name for field in fields(Correction))


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in its order; a file that is not there holds none.

    Raises:
        LexiconError: a line that is no correction; the message names the file, the line and what is wrong.
    """
    if not path.exists():
        return ()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(to_correction(json.loads(line)))
            except ValueError as error:
                raise LexiconError(f"{path}:{number}: {error}") from error
    return tuple(found)


def add_corrections(path: Path, corrections: Iterable[Correction]) -> int:
    """Add ``corrections`` to the file, each in place of an earlier one of the same row; returns how many it holds.

    Raises:
        LexiconError: as :func:`read_corrections`.
    """
    kept = {correction.key: correction for correction in (*read_corrections(path), *corrections)}
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(path.name + ".part")
    lines = [json.dumps(asdict(kept[key]), ensure_ascii=False, sort_keys=True) + "\n" for key in sorted(kept)]
    half_written.write_text("".join(lines), encoding="utf-8")
    half_written.replace(path)
    return len(kept)


def to_correction(read: Any) -> Correction:
    """A correction from an object of JSON; keys that are no field of it are refused.

    Raises:
        ValueError: it is no correction; the message says why.
    """
    if not isinstance(read, dict):
        raise ValueError("must be an object")
    unknown = read.keys() - set(_FIELDS)
    missing = {"source", "table", "start", "end", "text", "verdict"} - read.keys()
    if unknown or missing:
        raise ValueError(f"keys must be {', '.join(_FIELDS)}; {', '.join(sorted(unknown or missing))} is not right")
    if not all(isinstance(read[name], int) for name in ("start", "end")):
        raise ValueError("start and end must be whole numbers")
    if not all(isinstance(read[name], str) for name in ("source", "table", "text", "verdict")):
        raise ValueError("source, table, text and verdict must be text")
    if not all(isinstance(read.get(name, {}), dict) for name in ("seen", "changed")):
        raise ValueError("seen and changed must be objects")
    correction = Correction(**read)
    problem = problem_of(correction)
    if problem:
        raise ValueError(problem)
    return correction
