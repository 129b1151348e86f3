"""Reads the tables of this folder: marked sentences and look-alikes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
_MARK = re.compile(r"【([^|】]*)\|([^|】]*)\|([^|】]*)\|([^|】]*)】")


class Expected(NamedTuple):
    """A quantity that a marked sentence holds."""

    start: int
    end: int
    text: str
    value: float
    value_high: float | None
    unit: str
    bound: str


def read_marked(line: str) -> tuple[str, list[Expected]]:
    """The sentence without its marks, and what they say."""
    text, at, expected = "", 0, []
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        low, _, high = mark[2].partition("~")
        start = len(text)
        text += mark[1]
        found = Expected(start, len(text), mark[1], float(low), float(high) if high else None, mark[3], mark[4])
        expected.append(found)
        at = mark.end()
    return text + line[at:], expected


def lines(name: str) -> list[str]:
    """Lines of a table, without comments."""
    content = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in content if line and not line.startswith("#")]
