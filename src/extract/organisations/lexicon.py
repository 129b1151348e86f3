"""What the finder knows before it reads: suffixes, names, cue phrases and the weights of its boundary cues.

Everything is read from ``lexicons/organisations/*.csv`` once, on first use, into one Aho–Corasick automaton, so that a
text is searched for suffixes, names and cue phrases in a single pass.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast, get_args

import ahocorasick

from extract.errors import LexiconError
from extract.records import OrganisationType

TYPES: frozenset[str] = frozenset(get_args(OrganisationType))
SUFFIX_GROUPS = frozenset({"full", "group", "trade", "works", "unit"})
TRUSTS = frozenset({"sure", "likely", "context"})
_FOLDER = "lexicons/organisations"


@dataclass(frozen=True, slots=True)
class Suffix:
    """An ending of names (有限公司, 科技, 局). ``group`` says how much the ending alone proves.

    ``full``: only organisations end so (有限公司, 大学); ``group``: 集团; ``trade``: a line of business that ends a
    company's short name (科技); ``works``: a plant or a company's department; ``unit``: one character, weak (部, 会).
    """

    text: str
    type: OrganisationType
    group: str


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of the lexicon. ``full`` is the body's official name, or empty where it is not known.

    ``trust``: ``sure`` names are organisations wherever they stand, ``likely`` ones mostly, ``context`` ones
    (苹果, 平安) only where the words around them say so.
    """

    text: str
    type: OrganisationType
    full: str
    trust: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The finder's knowledge, ready for search; make one with :func:`load_lexicon` or :func:`build_lexicon`."""

    suffixes: Mapping[str, Suffix]
    names: Mapping[str, KnownName]
    cues: Mapping[str, str]
    common: frozenset[str]
    verbs: frozenset[str]
    generic: frozenset[str]
    forms: Mapping[str, tuple[str, ...]]
    automaton: Any


def read_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line number and cells of a lexicon file.

    Raises:
        LexiconError: the header or a row is not of the given columns.
    """
    source = resources.files("extract").joinpath(_FOLDER, name)
    with source.open(encoding="utf-8") as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        if tuple(header) != columns:
            raise LexiconError(f"{name}:1: the header is {header}, expected {list(columns)}")
        for row in reader:
            if len(row) != len(columns) or not row[0]:
                raise LexiconError(f"{name}:{reader.line_num}: expected {len(columns)} cells, the first filled: {row}")
            yield reader.line_num, tuple(row)


def organisation_type(value: str, *, where: str) -> OrganisationType:
    """Return ``value`` as a type of the guideline, or raise :class:`LexiconError` naming ``where``."""
    if value not in TYPES:
        raise LexiconError(f"{where}: {value!r} is no organisation type; use one of {sorted(TYPES)}")
    return cast(OrganisationType, value)


def read_suffixes() -> dict[str, Suffix]:
    """Return the endings of names, by their text."""
    found: dict[str, Suffix] = {}
    for line, (text, kind, group) in read_rows("suffixes.csv", ("suffix", "type", "group")):
        where = f"suffixes.csv:{line}"
        if group not in SUFFIX_GROUPS:
            raise LexiconError(f"{where}: {group!r} is no group; use one of {sorted(SUFFIX_GROUPS)}")
        if text in found:
            raise LexiconError(f"{where}: {text} stands twice; keep one row")
        found[text] = Suffix(text, organisation_type(kind, where=where), group)
    return found


def read_names() -> dict[str, KnownName]:
    """Return the names of known bodies, by their text (both full and short names are keys)."""
    found: dict[str, KnownName] = {}
    for line, (text, kind, full, trust) in read_rows("names.csv", ("name", "type", "full_name", "trust")):
        where = f"names.csv:{line}"
        if trust not in TRUSTS:
            raise LexiconError(f"{where}: {trust!r} is no trust; use one of {sorted(TRUSTS)}")
        found[text] = KnownName(text, organisation_type(kind, where=where), full, trust)
    return found


def read_words(name: str) -> dict[str, str]:
    """Return a two-column word list (word, group) as a mapping."""
    return {word: group for _, (word, group) in read_rows(name, ("word", "group"))}


@cache
def branch_words() -> tuple[str, ...]:
    """Words that end the names of branches and departments."""
    return tuple(read_words("branches.csv"))


def build_lexicon(
    suffixes: Mapping[str, Suffix],
    names: Mapping[str, KnownName],
    *,
    cues: Mapping[str, str],
    common: frozenset[str],
    verbs: frozenset[str],
    generic: frozenset[str],
) -> Lexicon:
    """Put suffixes, names and cue phrases into one automaton.

    Args:
        suffixes: endings of names.
        names: known names.
        cues: phrases that follow a name, with their group.
        common: words of the language that are no names.
        verbs: words of two characters that names do not hold.
        generic: what looks like a name and is none (产业基金).
    """
    payloads: dict[str, list[Suffix | KnownName | str | None]] = {}
    for slot, table in enumerate((suffixes, names, cues)):
        for text, entry in table.items():
            payloads.setdefault(text, [None, None, None])[slot] = cast("Suffix | KnownName | str", entry)
    automaton = ahocorasick.Automaton()
    for text, entries in payloads.items():
        automaton.add_word(text, (len(text), *entries))
    automaton.make_automaton()
    forms: dict[str, list[str]] = {}
    for name in names.values():
        if name.full and (name.trust != "context" or name.text not in common):
            forms.setdefault(name.full, []).append(name.text)
    return Lexicon(
        suffixes=suffixes,
        names=names,
        cues=cues,
        common=common,
        verbs=verbs,
        generic=generic,
        forms={full: tuple(found) for full, found in forms.items()},
        automaton=automaton,
    )


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package (read once)."""
    return lexicon_of(read_names())


def lexicon_of(names: Mapping[str, KnownName]) -> Lexicon:
    """Return a lexicon of the given names with the suffixes and word lists that ship with the package."""
    return build_lexicon(
        read_suffixes(),
        names,
        cues=read_words("cue_phrases.csv"),
        common=frozenset(read_words("common_words.csv")),
        verbs=frozenset(read_words("inner_verbs.csv")),
        generic=frozenset(read_words("generic_names.csv")),
    )
