"""Reads the region lexicon from ``lexicons/regions`` on first use, and checks it as it is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import ahocorasick

from extract.errors import LexiconError
from extract.records import Region, RegionLevel
from extract.regions.lexicon import ZONE_PREFIX, Form, FormKind, FormMode, JoinedName, RegionLexicon, ZoneWord

_FOLDER = "lexicons/regions"
_MODES: Mapping[str, FormMode] = {"": "", "guarded": "guarded", "never": "never"}


def _table(name: str, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a lexicon file with where each stands, for error messages."""
    path: Traversable = files("extract").joinpath(_FOLDER, name)
    with path.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if list(reader.fieldnames or ()) != list(columns):
            raise LexiconError(f"{_FOLDER}/{name}:1: columns are {reader.fieldnames}, expected {list(columns)}")
        for row in reader:
            where = f"{_FOLDER}/{name}:{reader.line_num}"
            if None in row or None in row.values() or not row[columns[0]]:
                raise LexiconError(f"{where}: {row} has not the {len(columns)} values {', '.join(columns)}")
            yield where, row


def _level(where: str, value: str) -> RegionLevel:
    for level in ("world", "continent", "country", "province", "city", "county", "town", "zone", "cluster"):
        if value == level:
            return level
    raise LexiconError(f"{where}: no region level {value!r}")


class _Builder:
    def __init__(self) -> None:
        self.regions: dict[str, Region] = {}
        self.entries: dict[str, tuple[FormKind, list[str]]] = {}
        self.towns: dict[str, list[str]] = {}

    def region(self, region_id: str, name: str, level: RegionLevel, parent: str, where: str, full: str = "") -> None:
        if region_id in self.regions:
            raise LexiconError(f"{where}: region {region_id} is defined twice")
        code = "" if region_id.startswith(ZONE_PREFIX) else region_id
        self.regions[region_id] = Region(
            region_id=region_id, code=code, name=name, full_name=full or name, level=level, parent_id=parent
        )

    def form(self, text: str, kind: FormKind, region_id: str) -> None:
        known = self.entries.setdefault(text, (kind, []))
        if region_id not in known[1]:
            known[1].append(region_id)

    def known(self, region_id: str, where: str) -> str:
        if region_id not in self.regions:
            raise LexiconError(f"{where}: no region {region_id!r}")
        return region_id

    def divisions(self) -> None:
        rows = list(_table("divisions.csv", ("code", "level", "name", "forms", "parent")))
        rank = {"province": 0, "city": 1, "county": 2}
        self.region("CN", "中国", "country", "zone:亚洲", "divisions.csv", "中华人民共和国")
        for where, row in sorted(rows, key=lambda item: (rank.get(item[1]["level"], 9), item[1]["code"])):
            parent = self.regions[self.known(row["parent"], where)]
            full = row["name"] if parent.level == "country" else parent.full_name + row["name"]
            self.region(row["code"], row["name"], _level(where, row["level"]), row["parent"], where, full)
            self.form(row["name"], "full", row["code"])
            for form in row["forms"].split():
                self.form(form, "full" if form.endswith(("县", "州")) and len(form) > 2 else "short", row["code"])
        for where, row in _table("retired.csv", ("name", "code", "until")):
            if row["name"] not in self.entries:
                self.form(row["name"], "retired", self.known(row["code"], where))

    def townships(self) -> None:
        for where, row in _table("townships.csv", ("county", "townships")):
            county = self.known(row["county"], where)
            for item in row["townships"].split():
                name = item.lstrip("0123456789")
                self.towns.setdefault(name, []).append(county + item[:3] if name != item else county)
        for name in self.towns:
            if name not in self.entries:
                self.entries[name] = ("town", [])

    def others(self) -> None:
        for where, row in _table("countries.csv", ("code", "name")):
            if row["code"] not in self.regions:
                self.region(row["code"], row["name"], "country", "zone:全球", where)
            self.form(row["name"], "country", row["code"])
        for where, row in _table("clusters.csv", ("name", "level", "parent", "forms")):
            region_id = ZONE_PREFIX + row["name"]
            self.region(region_id, row["name"], _level(where, row["level"]), row["parent"], where)
            for form in (row["name"], *row["forms"].split()):
                self.form(form, "cluster", region_id)
        for where, row in _table("places.csv", ("name", "parent")):
            if row["name"] in self.entries:
                raise LexiconError(f"{where}: {row['name']} is already written elsewhere")
            region_id = ZONE_PREFIX + row["name"]
            level: RegionLevel = "zone" if row["parent"].isdigit() else "city"
            self.region(region_id, row["name"], level, self.known(row["parent"], where), where)
            self.form(row["name"], "place", region_id)
        for where, row in _table("forms.csv", ("form", "region_id")):
            written = "full" if row["region_id"].isdigit() and len(row["form"]) > 2 else "country"
            self.entries[row["form"]] = (written, [self.known(row["region_id"], where)])  # type: ignore[assignment]
        for where, row in _table("zones.csv", ("name", "official", "parent")):
            region_id = ZONE_PREFIX + row["name"]
            if row["name"] in self.entries:
                continue
            self.region(region_id, row["name"], "zone", self.known(row["parent"], where), where, row["official"])
            self.form(row["name"], "zone", region_id)
            self.form(row["official"], "zone", region_id)


@cache
def load_lexicon() -> RegionLexicon:
    """The region lexicon, read once.

    Raises:
        LexiconError: a lexicon file breaks its format; the message names the file and the line.

    Example:
        >>> load_lexicon().regions["411200"].full_name
        '河南省三门峡市'
    """
    builder = _Builder()
    builder.divisions()
    builder.others()
    builder.townships()
    for region in builder.regions.values():
        if region.parent_id and region.parent_id not in builder.regions:
            raise LexiconError(f"{_FOLDER}: region {region.region_id} has the unknown parent {region.parent_id}")
    guards = {row["form"]: row for _, row in _table("guards.csv", ("form", "mode", "not_before", "not_after"))}
    forms: dict[str, Form] = {}
    for text, (kind, ids) in builder.entries.items():
        form = _guarded(text, kind, tuple(ids) or tuple(builder.towns.get(text, ())), guards)
        if form.mode != "never" and len(text) > 1:
            forms[text] = form
    zone_words = {
        row["word"]: ZoneWord(row["word"], row["alone"], row["canonical"] or row["word"])
        for _, row in _table("zone_words.csv", ("word", "alone", "canonical"))
    }
    references = {row["form"]: row["level"] for _, row in _table("references.csv", ("form", "level"))}
    words: dict[str, set[str]] = {}
    for _, row in _table("words.csv", ("word", "role")):
        words.setdefault(row["role"], set()).add(row["word"])
    joined = {
        row["name"]: JoinedName(row["name"], row["kind"], row["needs"])
        for _, row in _table("joined.csv", ("name", "kind", "needs"))
    }
    abbreviations: dict[str, str] = {}
    for where, row in _table("abbreviations.csv", ("char", "region_id", "kind")):
        abbreviations.setdefault(row["char"], builder.known(row["region_id"], where))
    automaton = ahocorasick.Automaton()
    for text, form in forms.items():
        automaton.add_word(text, form)
    for text in zone_words:
        automaton.add_word(text, forms.get(text) or Form(text, "zone_word", ()))
    for text in references:
        automaton.add_word(text, _guarded(text, "reference", (), guards))
    for text in words["event"]:
        if text not in forms:
            automaton.add_word(text, _guarded(text, "named", (), guards))
    automaton.make_automaton()
    return RegionLexicon(
        regions=builder.regions,
        forms=forms,
        towns={name: tuple(codes) for name, codes in builder.towns.items()},
        town_names={code: name for name, codes in builder.towns.items() for code in codes},
        zone_words=zone_words,
        references=references,
        abbreviations=abbreviations,
        joined=joined,
        joined_pattern=re.compile("|".join(sorted(joined, key=lambda name: (-len(name), name)))),
        words={role: frozenset(items) for role, items in words.items()},
        word_lists={role: tuple(sorted(items)) for role, items in words.items()},
        automaton=automaton,
    )


def _guarded(text: str, kind: FormKind, region_ids: tuple[str, ...], guards: Mapping[str, Mapping[str, str]]) -> Form:
    guard = guards.get(text)
    if guard is None:
        return Form(text, kind, region_ids)
    after = guard["not_after"].split()
    return Form(
        text,
        kind,
        region_ids,
        _MODES[guard["mode"]],
        tuple(guard["not_before"].split()),
        tuple(word for word in after if word[0] != "!"),
        tuple(word[1:] for word in after if word[0] == "!"),
    )
