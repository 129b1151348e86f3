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
from extract.relations.fold import ORG, PERSON, REGION, SYMBOLS, TITLE

_KEYS = {"id", "predicate", "pattern", "confidence", "examples", "counter_examples"}

# 「A、B和C」: what may stand between the members of a list, and what may close it.
_SEPARATOR = "(?:、|，|和|与|及|以及)"
_ENUMERATING = "(?:、|和|及|以及)"
_MACROS = {
    "{ANY}": "".join(SYMBOLS.values()),
    "{NAMED}": ORG + REGION + PERSON + TITLE,
    **{"{" + kind[0].upper() + "}": symbol for kind, symbol in SYMBOLS.items()},
    "{gap}": f"[^。；！？：{ORG}{TITLE}]{{0,24}}",
    "{b}": "(?:[（(][^（）()]{1,30}[）)])?",
    "{near}": f"[^。；！？：，{ORG}{TITLE}]{{0,10}}",
    "{team}": f"(?:[^，。；、：{ORG}{TITLE}]{{0,10}}(?:团队|课题组|科研人员))?",
    "{found}": "(?:组建|设立|成立|创办|创立|创建|共建|建设|筹建|建立|新设|搭建|兴办|合办|筹办)",
    "{jointly}": "(?:联合|共同|携手|联手|合作|合资|协同|联袂)",
    "{joining}": "(?:联合|携手|会同|联手|协同)",
    "{held}": "(?:全资|控股|旗下|下属|所属|直属|权属|境外|海外|间接|直接)",
    "{title:object}": f"(?P<object>{TITLE})",
    "{titles:object}": f"(?P<object>{TITLE}(?:(?:、|和|及|以及|与)[^，。；！？{ORG}{TITLE}]{{0,16}}{TITLE})*)",
    "{E}": _ENUMERATING,
    "{person:subject}": f"(?P<subject>{PERSON})",
}
_ROLE = re.compile(r"\{(orgs|org|enumerated|bracketed|regions|region|bodies):(\w+)\}")


@dataclass(frozen=True, slots=True)
class RelationRule:
    """One way in which a sentence states a relation.

    ``pattern`` matches folded sentences. Its groups ``subject`` and ``object`` each hold one symbol or a list of
    them, every pair of which is related; ``members`` holds a list of equals, the first of which is related to each
    of the others. A post without a subject is held by the person whom the sentence opens with; who invests without an
    object pays into the round of funding that is told of, and a child without an object is that of the firm whose
    notice the line is.
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
        pattern = re.compile(_expand(str(entry["pattern"])))
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


def _expand(pattern: str) -> str:
    for macro, expansion in _MACROS.items():
        pattern = pattern.replace(macro, expansion)
    return _ROLE.sub(_role, pattern)


def _role(match: re.Match[str]) -> str:
    kind, role = match.groups()
    if kind == "enumerated":
        return f"(?P<{role}>{ORG}(?:{_ENUMERATING}{ORG})*)"
    if kind == "bracketed":
        one = f"{ORG}{_MACROS['{b}']}"
        return f"(?P<{role}>{one}(?:{_ENUMERATING}{one})*)"
    symbol = f"[{ORG}{REGION}]" if kind == "bodies" else SYMBOLS[kind.removesuffix("s")]
    if kind in ("orgs", "regions", "bodies"):
        return f"(?P<{role}>{symbol}(?:{_SEPARATOR}{symbol})*)"
    return f"(?P<{role}>{symbol})"
