"""The region lexicon: what places there are, and by which words they are written.

:mod:`extract.regions.load` reads it from ``lexicons/regions``. Nothing here looks at a text beyond matching words;
which match counts is decided in :mod:`extract.regions.scan` and the modules after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import ahocorasick

from extract.records import Region

FormKind = Literal[
    "full",
    "short",
    "retired",
    "country",
    "cluster",
    "place",
    "town",
    "zone",
    "zone_word",
    "reference",
    "named",
    "joined",
]
FormMode = Literal["", "guarded", "never"]

ZONE_PREFIX = "zone:"


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing one or more places.

    ``region_ids`` are in order of preference (province before city before county); ``mode`` is ``guarded`` where
    the word needs company (its parent before it, or a list of places) to count as a place. The words of
    ``not_before`` and ``not_after`` are neighbours beside which it is none, but for those of ``but_after``.
    """

    text: str
    kind: FormKind
    region_ids: tuple[str, ...]
    mode: FormMode = ""
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    but_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneWord:
    """A word that ends a zone's name.

    ``alone``: ``reference`` words also stand for a zone known from the context, ``always`` words name one wherever
    they stand.
    """

    word: str
    alone: str
    canonical: str


@dataclass(frozen=True, slots=True)
class JoinedName:
    """Several places written as one word (中美, 港澳台)."""

    text: str
    kind: str
    needs: str


@dataclass(frozen=True, slots=True, eq=False)
class RegionLexicon:
    """All regions by id, all forms by text, and the automaton that finds the forms.

    ``words`` are the word lists of ``words.csv`` by role (``word_lists`` the same as sorted tuples); ``abbreviations``
    give the place of a single character, a province before a country; ``towns`` give a township's codes by its name.
    """

    regions: dict[str, Region]
    forms: dict[str, Form]
    towns: dict[str, tuple[str, ...]]
    town_names: dict[str, str]
    zone_words: dict[str, ZoneWord]
    references: dict[str, str]
    abbreviations: dict[str, str]
    joined: dict[str, JoinedName]
    joined_pattern: re.Pattern[str]
    words: dict[str, frozenset[str]]
    word_lists: dict[str, tuple[str, ...]]
    automaton: ahocorasick.Automaton

    def ancestors(self, region_id: str) -> Iterator[Region]:
        """The region's parents, nearest first."""
        region = self.region(region_id)
        while region is not None and region.parent_id:
            region = self.region(region.parent_id)
            if region is not None:
                yield region

    def region(self, region_id: str) -> Region | None:
        """The region of an id, or ``None`` for an id that the lexicon does not know."""
        known = self.regions.get(region_id)
        if known is None and len(region_id) == 9 and region_id.isdigit():
            return self._town(region_id)
        return known

    def _town(self, code: str) -> Region | None:
        county, name = self.regions.get(code[:6]), self.town_names.get(code)
        if county is None or name is None:
            return None
        return Region(
            region_id=code,
            code="",
            name=name,
            full_name=county.full_name + name,
            level="town",
            parent_id=county.region_id,
        )

    def is_within(self, region_id: str, ancestor_id: str) -> bool:
        """Whether ``ancestor_id`` is the region itself or one of its parents."""
        while region_id and region_id != ancestor_id:
            region = self.regions.get(region_id)
            region_id = region.parent_id if region else region_id[:6] if len(region_id) == 9 else ""
        return bool(region_id)
