"""Rules as data: tables of patterns with the examples that hold them to their word.

A table is a TOML file below ``lexicons/facts``. Its ``anchor`` says how its patterns are used: ``end`` (the pattern
must end where the stretch ends), ``start`` (must begin where it begins) or ``search`` (anywhere). Patterns run
over *masked* text (see :mod:`extract.facts.masking`), and name the masks as ``<date>``, ``<place>``, ``<org>``,
``<number>``, ``<title>`` and ``<gap>`` (a bracket, or none); ``<.date>`` is one character of a mask, for look-behinds.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from extract.errors import LexiconError
from extract.facts.masking import MASKS

Anchor = Literal["start", "end", "search"]
_RULE_KEYS = {"id", "tag", "pattern", "examples", "counter_examples"}
_WINDOW = 32


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, what it tells (``tag``), and the stretches it must and must not match."""

    rule_id: str
    tag: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched: half-open offsets into the masked text."""

    rule: Rule
    start: int
    end: int


class RuleTable:
    """An ordered list of rules, run as one expression; the longest match at the anchor wins, then the first.

    Args:
        name: the table's file name, for errors.
        anchor: where patterns are held.
        rules: the rules in order.
    """

    def __init__(self, name: str, anchor: Anchor, rules: tuple[Rule, ...]) -> None:
        self.name = name
        self.anchor = anchor
        self.rules = rules
        joined = "|".join(f"(?P<r{i}>{unmask_names(rule.pattern)})" for i, rule in enumerate(rules))
        self._expression = re.compile(rf"(?:{joined})\Z" if anchor == "end" else joined)

    def at_end(self, text: str, start: int, end: int) -> Match | None:
        """The rule whose match ends at ``end`` and begins furthest left, no further left than ``start``."""
        low = max(start, end - _WINDOW)
        found = self._expression.search(text[low:end])
        return None if found is None else self._match(found, low)

    def at_start(self, text: str, start: int, end: int) -> Match | None:
        """The first rule that matches at ``start``."""
        found = self._expression.match(text, start, end)
        return None if found is None else self._match(found, 0)

    def search(self, text: str, start: int, end: int) -> Match | None:
        """The leftmost match in ``text[start:end]``."""
        found = self._expression.search(text, start, end)
        return None if found is None else self._match(found, 0)

    def find_all(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Every match in ``text[start:end]``, left to right."""
        for found in self._expression.finditer(text, start, end):
            yield self._match(found, 0)

    def fits(self, sample: str) -> str | None:
        """The id of the rule that a sample (with mask names) triggers, for tests of examples."""
        text = sample_text(sample)
        match = {
            "end": lambda: self.at_end(text, 0, len(text)),
            "start": lambda: self.at_start(text, 0, len(text)),
            "search": lambda: self.search(text, 0, len(text)),
        }[self.anchor]()
        return None if match is None else match.rule.rule_id

    def _match(self, found: re.Match[str], shift: int) -> Match:
        index = int(str(found.lastgroup)[1:])
        return Match(self.rules[index], found.start() + shift, found.end() + shift)


def unmask_names(pattern: str) -> str:
    """A pattern with each mask name replaced by a run of its mask character."""
    for name, mask in MASKS.items():
        pattern = pattern.replace(f"<{name}>", f"{mask}*+" if name == "gap" else f"{mask}++")
        pattern = pattern.replace(f"<.{name}>", mask)
    return pattern


def sample_text(sample: str) -> str:
    """An example as masked text: each mask name becomes two mask characters."""
    for name, mask in MASKS.items():
        sample = sample.replace(f"<{name}>", mask * 2)
    return sample


@functools.cache
def load_rules(name: str) -> RuleTable:
    """The table ``lexicons/facts/NAME.toml`` that ships with the package.

    Raises:
        LexiconError: the file breaks the format; the message names the file and the rule.
    """
    path = resources.files("extract") / "lexicons" / "facts" / f"{name}.toml"
    return parse_rules(path.read_text(encoding="utf-8"), f"lexicons/facts/{name}.toml")


def read_rules(path: Path) -> RuleTable:
    """A table from a file of the user's own, in the same format.

    Raises:
        LexiconError: the file breaks the format.
    """
    return parse_rules(path.read_text(encoding="utf-8"), str(path))


def parse_rules(source: str, name: str) -> RuleTable:
    """A table from TOML text; ``name`` stands in errors."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not TOML ({error}); mend the line it names") from error
    anchor = data.get("anchor")
    if anchor not in ("start", "end", "search"):
        raise LexiconError(f'{name}: anchor is {anchor!r}; write anchor = "start", "end" or "search"')
    rules = tuple(_rule(entry, name) for entry in data.get("rule", []))
    seen: set[str] = set()
    for rule in rules:
        if rule.rule_id in seen:
            raise LexiconError(f"{name}: rule id {rule.rule_id!r} stands twice; give each rule its own")
        seen.add(rule.rule_id)
    return RuleTable(name, anchor, rules)


def _rule(entry: dict[str, object], name: str) -> Rule:
    label = f"{name}, rule {entry.get('id')!r}"
    unknown = set(entry) - _RULE_KEYS
    missing = {"id", "tag", "pattern", "examples"} - set(entry)
    if unknown or missing:
        raise LexiconError(f"{label}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    pattern = "".join(str(entry["pattern"]).split())
    try:
        compiled = re.compile(unmask_names(pattern))
    except re.error as error:
        raise LexiconError(f"{label}: the pattern does not compile ({error})") from error
    if compiled.groups:
        raise LexiconError(f"{label}: the pattern holds a capturing group; write (?:…)")
    return Rule(
        str(entry["id"]), str(entry["tag"]), pattern,
        _texts(entry["examples"], label), _texts(entry.get("counter_examples", []), label),
    )  # fmt: skip


def _texts(value: object, label: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LexiconError(f"{label}: examples and counter_examples are lists of strings")
    return tuple(value)
