"""A correction, and which columns of which tables it may change."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from extract.records import Basis, Direction, FactKind, OrganisationType, Predicate, Span, Status

CorrectedTable = Literal["metrics", "relations", "organisation_mentions", "region_mentions"]
Verdict = Literal["right", "wrong", "mended"]
Cell = str | float | None

CONFIRMED, CORRECTED = "+confirmed", "+corrected"
"""Added to a row's rule, so that whoever reads it sees that a person has."""

# What a column may hold: one of these values, or text, a number, or a day (all three written as JSON has them).
_TEXT, _NUMBER, _DAY = "text", "a number or null", "a day such as 2025-12-31 or null"
MENDABLE: Mapping[str, Mapping[str, str | tuple[str, ...]]] = MappingProxyType(
    {
        "metrics": {
            "metric": _TEXT, "subject": _TEXT, "value": "a number", "value_high": _NUMBER, "unit": _TEXT,
            "kind": get_args(FactKind), "basis": get_args(Basis), "direction": get_args(Direction),
            "status": get_args(Status), "comparator": _TEXT, "period_from": _DAY, "period_to": _DAY,
        },
        "relations": {"subject": _TEXT, "predicate": get_args(Predicate), "object": _TEXT, "detail": _TEXT},
        "organisation_mentions": {"name": _TEXT, "type": get_args(OrganisationType)},
        "region_mentions": {"code": _TEXT},
    }
)  # fmt: skip
"""Columns that a reader can mend, by table, and what each may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Span):
    """A reader's word on one row.

    Args:
        source: the document, as its path below the input folder.
        table: the table of the row.
        text: ``text[start:end]`` of the document: the mention, the quantity, or the evidence of a relation. Where the
            document no longer has it there, the correction says nothing.
        verdict: what the reader thinks of the row.
        seen: the mendable columns as the reader saw them; they tell rows of the same place apart.
        changed: for ``mended``, the columns that should be otherwise.
    """

    source: str
    table: CorrectedTable
    text: str
    verdict: Verdict
    seen: Mapping[str, Cell] = field(default_factory=dict)
    changed: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int, int, str, tuple[tuple[str, str], ...]]:
        """The row it speaks of; of two corrections with one key, the later counts."""
        told_apart = self.seen.items() if self.table == "relations" else ()
        return (
            self.source, self.start, self.end, self.table,
            tuple(sorted((name, str(value)) for name, value in told_apart)),
        )  # fmt: skip


def problem_of(correction: Correction) -> str:
    """What breaks the format of ``correction``; empty if nothing does."""
    if correction.table not in MENDABLE:
        return f"table must be one of {', '.join(MENDABLE)}, not {correction.table!r}"
    if correction.verdict not in get_args(Verdict):
        return f"verdict must be one of {', '.join(get_args(Verdict))}, not {correction.verdict!r}"
    if not 0 <= correction.start <= correction.end or correction.end - correction.start != len(correction.text):
        return f"text must have end - start characters, {correction.end - correction.start}"
    if (correction.verdict == "mended") != bool(correction.changed):
        return "changed must name columns for a mended row, and for no other"
    columns = MENDABLE[correction.table]
    for name, value in correction.changed.items():
        if name not in columns:
            return f"column {name!r} of {correction.table} cannot be mended; there are {', '.join(columns)}"
        if not _fits(columns[name], value):
            wanted = columns[name]
            listed = wanted if isinstance(wanted, str) else f"one of {', '.join(map(repr, wanted))}"
            return f"{name} must be {listed}, not {value!r}"
    return ""


def _fits(wanted: str | tuple[str, ...], value: Cell) -> bool:
    if isinstance(wanted, tuple):
        return value in wanted
    if wanted == _TEXT:
        return isinstance(value, str)
    if value is None:
        return wanted in (_NUMBER, _DAY)
    if wanted == _DAY:
        return isinstance(value, str) and _is_day(value)
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_day(written: str) -> bool:
    try:
        return dt.date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
