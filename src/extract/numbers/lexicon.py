"""Loads the word lists of this stage, and refuses a file that breaks its own format."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from extract.errors import LexiconError

FOLDER = Path(str(files("extract"))) / "lexicons" / "numbers"
UNIT_FLAGS = frozenset({"measure", "ge", "ge_only", "arabic", "points", "decimal", "reject", "word"})
_UNIT_COLUMNS = ["unit", "name", "dimension", "pint", "flags", "not_before", "only_before"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or count word as it may stand in a text.

    ``surface`` is what is matched, ``name`` what is reported. ``pint`` is its size, as an expression for pint or,
    for a dimension that pint does not know, as a factor and the base unit. ``measure`` units may follow a lone 一
    (一吨); ``arabic`` ones only Arabic numerals or multiplied ones (30方, 3亿方), ``points`` only decimals or large
    numbers, ``decimal`` only decimals (5.8级); ``reject`` ones mark a look-alike. ``not_before`` matches what makes
    another word of it, ``not_before_chinese`` only after a Chinese numeral (三元材料, but 3.5元材料费).
    """

    surface: str
    name: str
    dimension: str
    pint: str = ""
    measure: bool = False
    arabic: bool = False
    points: bool = False
    decimal: bool = False
    reject: bool = False
    more: bool = False
    not_before: re.Pattern[str] | None = None
    not_before_chinese: re.Pattern[str] | None = None
    only_before: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that turns a number into a limit; ``needs`` names a condition on the number, or is empty."""

    word: str
    bound: str
    needs: str
    not_after: str


@dataclass(frozen=True, slots=True)
class Words:
    """The other word lists, by name, as ``patterns.toml`` gives them."""

    lists: dict[str, tuple[str, ...]]

    def alternation(self, name: str) -> str:
        """The list as a regular expression's alternatives, longest first."""
        return "|".join(sorted(self.lists[name], key=len, reverse=True))


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != columns:
            raise LexiconError(f"{path}:1: columns must be {','.join(columns)}, not {reader.fieldnames}")
        for row in reader:
            if None in row or None in row.values():
                raise LexiconError(f"{path}:{reader.line_num}: {len(columns)} fields expected")
            yield reader.line_num, row


def _pattern(source: str, path: Path, line: int) -> re.Pattern[str] | None:
    if not source:
        return None
    try:
        return re.compile(source)
    except re.error as error:
        raise LexiconError(f"{path}:{line}: not a regular expression: {source!r} ({error})") from error


def read_units(path: Path) -> list[Unit]:
    """Units of measure, in the order of the file; one line gives 个月 beside 月 where flagged ``ge``."""
    dimensions = read_dimensions()
    units: list[Unit] = []
    for line, row in _rows(path, _UNIT_COLUMNS):
        flags = set(row["flags"].split())
        if not row["unit"] or not row["name"]:
            raise LexiconError(f"{path}:{line}: unit and name must not be empty")
        if unknown := flags - UNIT_FLAGS:
            raise LexiconError(f"{path}:{line}: unknown flag {sorted(unknown)[0]!r}; known: {sorted(UNIT_FLAGS)}")
        if row["dimension"] not in dimensions:
            raise LexiconError(f"{path}:{line}: dimension {row['dimension']!r} is not in dimensions.csv")
        prefixes = ["个", "个多"] if "ge_only" in flags else ["", "个", "个多"] if "ge" in flags else [""]
        units += [
            Unit(
                prefix + row["unit"],
                row["name"],
                row["dimension"],
                row["pint"],
                measure="measure" in flags,
                arabic="arabic" in flags,
                points="points" in flags,
                decimal="decimal" in flags,
                reject="reject" in flags,
                more=prefix == "个多",
                not_before=_pattern("" if "word" in flags else row["not_before"], path, line),
                not_before_chinese=_pattern(row["not_before"] if "word" in flags else "", path, line),
                only_before=_pattern(row["only_before"], path, line),
            )
            for prefix in prefixes
        ]
    return units


def read_classifiers(path: Path) -> list[Unit]:
    """Count words, with what makes another word of them after any numeral, or after a Chinese one (三家具)."""
    return [
        Unit(
            row["word"],
            row["word"],
            "count",
            not_before=_pattern(row["never_before"], path, line),
            not_before_chinese=_pattern(row["chinese_not_before"], path, line),
        )
        for line, row in _rows(path, ["word", "never_before", "chinese_not_before"])
    ]


@cache
def read_dimensions() -> dict[str, tuple[str, str]]:
    """Dimension → (base unit as reported, base unit for pint)."""
    path = FOLDER / "dimensions.csv"
    return {
        row["dimension"]: (row["base_unit"], row["pint"]) for _, row in _rows(path, ["dimension", "base_unit", "pint"])
    }


@cache
def read_bounds() -> tuple[dict[str, BoundWord], dict[str, BoundWord]]:
    """Bound words that stand before a number, and those that stand after its unit."""
    path = FOLDER / "bounds.csv"
    before: dict[str, BoundWord] = {}
    after: dict[str, BoundWord] = {}
    for line, row in _rows(path, ["word", "place", "bound", "needs", "not_next_to"]):
        if row["bound"] not in ("over", "under", "about", "upto"):
            raise LexiconError(f"{path}:{line}: bound must be over, under, about or upto, not {row['bound']!r}")
        if row["needs"] not in ("", "large", "lone", "arabic"):
            raise LexiconError(f"{path}:{line}: needs must be empty, large, lone or arabic, not {row['needs']!r}")
        if row["place"] not in ("before", "after"):
            raise LexiconError(f"{path}:{line}: place must be before or after, not {row['place']!r}")
        table = before if row["place"] == "before" else after
        table[row["word"]] = BoundWord(row["word"], row["bound"], row["needs"], row["not_next_to"])
    return before, after


@cache
def read_words() -> Words:
    """The lists of ``patterns.toml``."""
    path = FOLDER / "patterns.toml"
    with path.open("rb") as handle:
        try:
            data = tomllib.load(handle)
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"{path}: {error}") from error
    lists: dict[str, tuple[str, ...]] = {}
    for name, words in data.items():
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise LexiconError(f"{path}: {name} must be a list of non-empty strings")
        lists[name] = tuple(words)
    return Words(lists)


@cache
def read_all_units() -> tuple[Unit, ...]:
    """Units of measure and count words; units first, so that 方面 is a unit before 方 is one."""
    return (*read_units(FOLDER / "units.csv"), *read_classifiers(FOLDER / "classifiers.csv"))
