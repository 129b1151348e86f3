"""Finds what a text goes on about: 「公司」, 「该公司」, 「基金」 and the like, each the organisation that it means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.errors import LexiconError
from extract.records import OrganisationMention, Sentence
from extract.relations.macros import expand
from extract.relations.pieces import ORG, Participant, Piece, make_piece

_SELF = "公司"
_THE_FIRM = (_SELF, "该公司", "该企业")
_FIRMS = ("company", "finance", "other", "research")
#: How many organisations back a reference reaches.
_REACH = 8


@dataclass(frozen=True, slots=True)
class References:
    """The words and patterns of ``lexicons/relations/references.toml``, where each is explained."""

    types: Mapping[str, tuple[str, ...]]
    any_word: re.Pattern[str]
    in_notice: tuple[re.Pattern[str], ...]
    headed: re.Pattern[str]
    tells: re.Pattern[str]
    announces: re.Pattern[str]
    watches: re.Pattern[str]
    capital: re.Pattern[str]


@cache
def load_references() -> References:
    """The references, compiled.

    Raises:
        LexiconError: a key that is missing, or a pattern that does not compile.
    """
    name = "lexicons/relations/references.toml"
    read = tomllib.loads(files("extract").joinpath(name).read_text(encoding="utf-8"))
    try:
        types = {word: tuple(kinds) for word, kinds in read["types"].items()}
        return References(
            types=types,
            any_word=re.compile("|".join([*(word for word in types if word != _SELF), read["self"]])),
            in_notice=tuple(re.compile(pattern) for pattern in (*read["self_in_notice"], read["own_shares"])),
            headed=re.compile(read["headed"]),
            tells=re.compile(read["tells"]),
            announces=re.compile(read["announces"]),
            watches=re.compile(read["watches"]),
            capital=re.compile(expand("|".join(read["capital"]))),
        )
    except (KeyError, re.error) as error:
        raise LexiconError(f"{name}: missing key or pattern that does not compile: {error}") from error


def find_announcer(sentence: Sentence, inside: Sequence[Piece]) -> OrganisationMention | None:
    """The firm that gives the notice which a line is: 「启明新材公告，公司…」."""
    references = load_references()
    for piece in inside:
        mention = piece.participant.mention
        if isinstance(mention, OrganisationMention) and mention.type in references.types[_SELF]:
            return mention if references.announces.match(sentence.text, piece.end - sentence.start) else None
    return None


def find_funded(text: str, participants: Mapping[int, Participant]) -> Participant | None:
    """The firm whose capital or round of funding a folded sentence tells of."""
    for index, participant in participants.items():
        mention = participant.mention
        firm = isinstance(mention, OrganisationMention) and mention.type in _FIRMS
        if firm and load_references().capital.match(text, index + 1):
            return participant
    return None


def find_references(
    sentence: Sentence,
    inside: Sequence[Piece],
    recent: Sequence[OrganisationMention],
    announcer: OrganisationMention | None,
    funded: Participant | None,
) -> Iterator[Piece]:
    """Pieces for 「该公司」 and the like, each standing for the nearest organisation before it that fits.

    A bare 「公司」 is the firm that gives the notice, if one does; a sentence that names no other before the word goes
    on about the firm whose capital was told of.
    """
    yield from _headed(sentence, inside, recent)
    references = load_references()
    own = () if announcer is None else references.in_notice
    found = {m.start(): m for pattern in (references.any_word, *own) for m in pattern.finditer(sentence.text)}
    for match in found.values():
        start, end = sentence.start + match.start(), sentence.start + match.end()
        opens = not any(piece.end <= start and piece.symbol == ORG for piece in inside)
        if match.group() == _SELF and announcer is not None and announcer.end <= start:
            yield make_piece("org", start, end, announcer.text, announcer)
        elif opens and match.group() in _THE_FIRM and funded is not None:
            yield make_piece("org", start, end, funded.text, funded.mention)
        else:
            for mention in reversed([*recent[-_REACH:], *_named_before(sentence, inside, start)]):
                if mention.type in references.types[match.group()] and not references.watches.search(mention.text):
                    yield make_piece("org", start, end, mention.text, mention)
                    break


def _headed(sentence: Sentence, inside: Sequence[Piece], recent: Sequence[OrganisationMention]) -> Iterator[Piece]:
    for match in load_references().headed.finditer(sentence.text):
        start = sentence.start + match.start()
        named = [*recent[-_REACH:], *(p.participant.mention for p in inside if p.end <= start)]
        for mention in reversed(named):
            if isinstance(mention, OrganisationMention) and match[1] in mention.text:
                yield make_piece("org", start, sentence.start + match.end(), mention.text, mention)
                break


def _named_before(sentence: Sentence, inside: Sequence[Piece], start: int) -> Iterator[OrganisationMention]:
    """The organisations of the sentence that a word at ``start`` may mean.

    「甲公司披露，乙公司已获得该公司5%股权」: who acts in the clause is another one, if any is named before it.
    """
    at = start - sentence.start
    clause = sentence.start + max(sentence.text.rfind(mark, 0, at) for mark in "，；：。")
    tells = load_references().tells
    told = [p for p in inside if p.end <= start and not tells.match(sentence.text, p.end - sentence.start)]
    for piece in [piece for piece in told if piece.end <= clause] or told:
        if isinstance(piece.participant.mention, OrganisationMention):
            yield piece.participant.mention
