"""Relation rules: data in ``lexicons/relations/rules.toml``, checked and compiled when first used."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from extract.errors import LexiconError
from extract.records import Predicate
from extract.relations.macros import expand

_KEYS = {"id", "predicate", "pattern", "confidence", "examples", "counter_examples"}


@dataclass(frozen=True, slots=True)
class RelationRule:
    """One way in which a sentence states a relation.

    ``pattern`` matches folded sentences. Its groups ``subject`` and ``object`` each hold one symbol or a list of
    them, every pair of which is related; ``members`` holds a list of equals, the first of which is related to each
    of the others. A post without a subject is held by the person whom the sentence opens with; who invests without an
    object pays into the round of funding that is told of, and a child or a new firm without an object is that of
    the firm whose notice the line is.
    ``detail`` is the written post, ``short`` a short name that is written but no mention.
    """

    id: str
    predicate: Predicate
    pattern: re.Pattern[str]
    confidence: float
    examples: tuple[tuple[str, tuple[str, ...]], ...]
    counter_examples: tuple[str, ...]


@cache
def relation_rules() -> tuple[RelationRule, ...]:
    """The rules, in the order in which they are tried.

    Raises:
        LexiconError: a rule that is not well formed; the message names it.
    """
    source = files("extract").joinpath("lexicons/relations/rules.toml")
    entries = tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: dict[str, object]) -> RelationRule:
    name = f"lexicons/relations/rules.toml: rule {entry.get('id')!r}"
    unknown = set(entry) - _KEYS
    missing = _KEYS - {"counter_examples"} - set(entry)
    if unknown or missing:
        raise LexiconError(f"{name}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    if entry["predicate"] not in get_args(Predicate):
        raise LexiconError(f"{name}: predicate {entry['predicate']!r} is none of {get_args(Predicate)}")
    try:
        pattern = re.compile(expand(str(entry["pattern"])))
    except re.error as error:
        raise LexiconError(f"{name}: pattern does not compile: {error}") from error
    if not {"members", "subject"} & set(pattern.groupindex) and entry["predicate"] != "holds_post":
        raise LexiconError(f"{name}: the pattern needs a group `subject` or `members`")
    return RelationRule(
        id=str(entry["id"]),
        predicate=entry["predicate"],  # type: ignore[arg-type]  # checked against Predicate above
        pattern=pattern,
        confidence=float(str(entry["confidence"])),
        examples=tuple((e[0], tuple(e[1:])) for e in entry["examples"]),  # type: ignore[attr-defined]
        counter_examples=tuple(entry.get("counter_examples", ())),  # type: ignore[arg-type]
    )
