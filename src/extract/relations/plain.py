"""Reads a folded sentence as its bare clause: who does what with whom, without what is only said in passing.

「◆公告，为布局回收业务，拟以12亿元收购新能源企业◇（600001）60%股权」 reads as 「◆拟收购◇60%股权」 (◆ and ◇ for the
organisations): the announcing verb, the purpose, the price, the class of what is named and the bracket are left out.
What may be left out is data in ``lexicons/relations/plain.toml``; only whole stretches are dropped, so every character
that stays keeps its offset.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from extract.errors import LexiconError
from extract.relations.fold import FoldedSentence
from extract.relations.macros import expand

_KEYS = {"id", "pattern", "examples", "owner"}


@dataclass(frozen=True, slots=True)
class Omission:
    """What a bare clause leaves out: the group ``drop`` of each match of ``pattern`` in a folded sentence.

    ``owner`` says that the organisations in it only tell whose the next one is.
    """

    id: str
    pattern: re.Pattern[str]
    examples: tuple[tuple[str, str], ...]
    owner: bool


@cache
def omissions() -> tuple[Omission, ...]:
    """The omissions, in the order in which they are made.

    Raises:
        LexiconError: an omission that is not well formed; the message names it.
    """
    return tuple(_omission(entry) for entry in _lexicon()["omission"])  # type: ignore[attr-defined]


@cache
def plain_confidence() -> float:
    """What the confidence of a link is multiplied by where only the bare reading states it."""
    return float(str(_lexicon()["confidence"]))


@cache
def _lexicon() -> dict[str, object]:
    return tomllib.loads(files("extract").joinpath("lexicons/relations/plain.toml").read_text(encoding="utf-8"))


def _omission(entry: dict[str, object]) -> Omission:
    name = f"lexicons/relations/plain.toml: omission {entry.get('id')!r}"
    if set(entry) | {"owner"} != _KEYS:
        raise LexiconError(f"{name}: the keys must be {sorted(_KEYS)}, not {sorted(entry)}")
    try:
        pattern = re.compile(expand(str(entry["pattern"])))
    except re.error as error:
        raise LexiconError(f"{name}: pattern does not compile: {error}") from error
    if "drop" not in pattern.groupindex:
        raise LexiconError(f"{name}: the pattern needs a group `drop`")
    examples = tuple((full, plain) for full, plain in entry["examples"])  # type: ignore[attr-defined]
    return Omission(str(entry["id"]), pattern, examples, bool(entry.get("owner")))


def plain_reading(sentence: FoldedSentence) -> tuple[FoldedSentence, frozenset[int]] | None:
    """The sentence without what it says in passing, in the same offsets; None if it says nothing in passing.

    The second part holds the indices, in ``sentence``, of the organisations that only tell whose another one is.
    """
    kept = list(range(len(sentence.text)))
    text = sentence.text
    owners: set[int] = set()
    for omission in omissions():
        dropped = {index for match in omission.pattern.finditer(text) for index in range(*match.span("drop"))}
        if dropped:
            owners |= {kept[index] for index in dropped if omission.owner}
            kept = [place for index, place in enumerate(kept) if index not in dropped]
            text = "".join(sentence.text[place] for place in kept)
    if len(text) == len(sentence.text):
        return None
    plain = replace(
        sentence,
        text=text,
        offsets=[*(sentence.offsets[place] for place in kept), sentence.offsets[-1]],
        participants={
            index: sentence.participants[place] for index, place in enumerate(kept) if place in sentence.participants
        },
    )
    return plain, frozenset(owners & sentence.participants.keys())
