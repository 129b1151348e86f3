"""Words of time and their meaning, read from ``lexicons/dates``; checked on load, read once."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from extract.errors import LexiconError

WORD_KINDS = frozenset({
    "relative_year", "relative_month", "relative_day", "relative_quarter", "relative_season",
    "half", "whole_year", "ten_days", "edge_of_year", "edge_of_month", "quarter", "month", "season",
})  # fmt: skip
ANCHORS = frozenset({"", "published", "context", "governing", "vague"})


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of time.

    ``low`` and ``high`` are offsets (relative kinds: years, months, days, quarters from the anchor) or bounds
    inside the next larger unit. ``anchor`` tells what it is counted from: ``published`` the day of the text,
    ``context`` the time last named, ``governing`` the period last spoken of; a ``vague`` word is matched so that
    no shorter word is found inside it, and dropped.
    """

    word: str
    kind: str
    low: int
    high: int
    anchor: str
    not_after: str
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday: its day in the solar or lunar calendar."""

    name: str
    key: str
    calendar: str
    month: int
    day: int
    not_after: str
    not_before: tuple[str, ...]


def read_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a CSV of this stage with their place (``file:line``) for error messages.

    Raises:
        LexiconError: a column is missing or a row has too many or too few cells.
    """
    source = files("extract") / "lexicons" / "dates" / name
    with source.open("r", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != columns:
            raise LexiconError(f"{name}:1: columns are {reader.fieldnames}; make them {','.join(columns)}")
        for row in reader:
            place = f"{name}:{reader.line_num}"
            if None in row or None in row.values():
                raise LexiconError(f"{place}: wants {len(columns)} cells; add or remove commas")
            yield place, row


def whole_number(text: str, place: str, column: str) -> int:
    """Read a cell that must be a whole number, negative ones included."""
    if not re.fullmatch(r"-?\d+", text):
        raise LexiconError(f"{place}: {column} is {text!r}; write a whole number")
    return int(text)


@functools.cache
def time_words() -> dict[str, TimeWord]:
    """All words of ``words.csv`` by their text."""
    words: dict[str, TimeWord] = {}
    columns = ("word", "kind", "low", "high", "anchor", "not_after", "not_before")
    for place, row in read_rows("words.csv", columns):
        if row["kind"] not in WORD_KINDS:
            raise LexiconError(f"{place}: unknown kind {row['kind']!r}; one of {', '.join(sorted(WORD_KINDS))}")
        if row["anchor"] not in ANCHORS:
            raise LexiconError(f"{place}: unknown anchor {row['anchor']!r}; one of {', '.join(sorted(ANCHORS))}")
        if not row["word"] or row["word"] in words:
            raise LexiconError(f"{place}: {row['word']!r} is empty or stands twice; keep one row for it")
        words[row["word"]] = TimeWord(
            row["word"],
            row["kind"],
            whole_number(row["low"], place, "low"),
            whole_number(row["high"], place, "high"),
            row["anchor"],
            row["not_after"],
            tuple(row["not_before"].split()),
        )
    return words


@functools.cache
def holidays() -> dict[str, Holiday]:
    """All names of ``holidays.csv``."""
    named: dict[str, Holiday] = {}
    columns = ("name", "key", "calendar", "month", "day", "not_after", "not_before")
    for place, row in read_rows("holidays.csv", columns):
        if row["calendar"] not in {"solar", "lunar", "term"}:
            raise LexiconError(f"{place}: calendar is {row['calendar']!r}; write solar, lunar or term")
        named[row["name"]] = Holiday(
            row["name"],
            row["key"],
            row["calendar"],
            whole_number(row["month"], place, "month"),
            whole_number(row["day"], place, "day"),
            row["not_after"],
            tuple(row["not_before"].split()),
        )
    return named


@functools.cache
def eras() -> dict[str, tuple[int, int]]:
    """First and last year of the reign eras of ``eras.csv``."""
    return {
        row["name"]: (
            whole_number(row["first_year"], place, "first_year"),
            whole_number(row["last_year"], place, "last_year"),
        )
        for place, row in read_rows("eras.csv", ("name", "first_year", "last_year"))
    }


@functools.cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for place, row in read_rows("phrases.csv", ("kind", "phrase")):
        kind, phrase = row["kind"], row["phrase"]
        if not kind or not phrase or phrase in found.get(kind, ()):
            raise LexiconError(f"{place}: {kind!r} {phrase!r} is empty or stands twice; keep one row for it")
        found.setdefault(kind, set()).add(phrase)
    return {kind: tuple(sorted(all_of, key=lambda phrase: (-len(phrase), phrase))) for kind, all_of in found.items()}


def phrases(kind: str) -> tuple[str, ...]:
    """The phrases of one kind of ``phrases.csv`` (cues, event heads …), longest first.

    Raises:
        LexiconError: the file has no such kind.
    """
    found = _phrases().get(kind)
    if found is None:
        raise LexiconError(f"phrases.csv: holds no phrase of kind {kind!r}; add one")
    return found


def any_of(kind: str) -> str:
    """A pattern that matches any phrase of a kind, the longest first."""
    return "(?:" + "|".join(map(re.escape, phrases(kind))) + ")"
