"""The record of runs: one row of ``runs`` for each that published, and a log of all that were started."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Literal

RunState = Literal["running", "published", "compared", "failed", "interrupted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What a run did, by documents."""

    n_seen: int = 0
    n_new: int = 0
    n_changed: int = 0
    n_unchanged: int = 0
    n_deleted: int = 0
    n_rejected: int = 0
    n_chars: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run, as it goes into ``runs`` and as ``extract status`` shows it.

    Args:
        number: counts the runs of one output folder; never the clock's affair.
        started_at: by the machine's clock, UTC.
        finished_at: ``started_at`` and the seconds the run took, by a clock that never steps back.
        version: the extractor's version.
        state: how it ended; ``interrupted`` if it never said.
        counts: what it did.
        rows: rows of each table.
        problem: why it failed, else empty.
    """

    number: int
    started_at: dt.datetime
    finished_at: dt.datetime | None
    version: str
    state: RunState
    counts: RunCounts
    rows: dict[str, int]
    problem: str = ""

    @property
    def run_id(self) -> str:
        """``run-`` and the number; ids sort as the runs did."""
        return run_id(self.number)

    @property
    def row(self) -> dict[str, object]:
        """The row of ``runs``."""
        return {
            "run_id": self.run_id,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "version": self.version,
            **asdict(self.counts),
            **{f"rows_{name}": count for name, count in self.rows.items() if name != "runs"},
        }


def run_id(number: int) -> str:
    """The id of the run of that number."""
    return f"run-{number:08d}"


class RunLog:
    """The log of all runs of one output folder: a line of JSON when a run starts, and one when it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, record: RunRecord) -> None:
        """Add a line; it is on disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        written = asdict(record)
        for name in ("started_at", "finished_at"):
            written[name] = written[name].isoformat() if written[name] else None
        # The line break goes first, so that a line cut short by a crash spoils none after it.
        with self._path.open("a", encoding="utf-8") as log:
            log.write("\n" + json.dumps(written, ensure_ascii=False))
            log.flush()
            os.fsync(log.fileno())

    def records(self) -> list[RunRecord]:
        """The last word on each run, oldest first; a line that a crash cut short is passed over.

        A run that never ended is ``interrupted`` once another has started after it.
        """
        if not self._path.is_file():
            return []
        found: dict[int, RunRecord] = {}
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            record = _record(line)
            if record is not None:
                found[record.number] = record
        ordered = [found[number] for number in sorted(found)]
        return [
            replace(record, state="interrupted") if record.state == "running" and record is not ordered[-1] else record
            for record in ordered
        ]


def _record(line: str) -> RunRecord | None:
    try:
        read = json.loads(line)
        known = {field.name for field in fields(RunRecord)}
        values = {name: value for name, value in read.items() if name in known}
        for name in ("started_at", "finished_at"):
            values[name] = dt.datetime.fromisoformat(values[name]) if values[name] else None
        values["counts"] = RunCounts(**values["counts"])
        return RunRecord(**values)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
