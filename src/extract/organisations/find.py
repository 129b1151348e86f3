"""Organisations of one text: candidates, selection, then what the document says of them elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.organisations.grammar import Candidate, is_whole, known_inside, propose, quoted_titles
from extract.organisations.lexicon import Lexicon, load_lexicon
from extract.organisations.scoring import Places, index_places, load_weights
from extract.organisations.selection import select, weigh_repetition
from extract.organisations.shortening import ShortForm, find_declarations, heads, infer_institute_forms, infer_short_forms
from extract.organisations.types import tell_type
from extract.records import EntityCandidate, OrganisationMention, RegionMention, Sentence

REPEATED_FROM = 0.7
INFERRED_CONFIDENCE = 0.7
MIN_REPEATED = 3
SHORTENED = frozenset({"grammar:fullcompany", "grammar:groupcompany", "grammar:tail", "grammar:fullfinance", "repeated"})


def find_organisations(
    text: str,
    *,
    sentences: Sequence[Sentence],
    regions: Sequence[RegionMention],
    candidates: Sequence[EntityCandidate] = (),
) -> list[OrganisationMention]:
    """Find the organisations that a text names.

    Args:
        text: the reading text.
        sentences: its sentences (a name never crosses a line end; more is not needed of them yet).
        regions: the places found in it, as parts that names may begin with; they may overlap what is returned.
        candidates: what a trained model proposes, if there is one.

    Returns:
        Mentions in order of appearance, none overlapping another; offsets are half-open in ``text``. ``rule`` is one
        of ``grammar:…``, ``lexicon``, ``declared``, ``inferred``, ``repeated``, ``model``; ``name`` is the fullest
        form that the text gives.

    Example:
        >>> [m.text for m in find_organisations("本公司与中国科学院签约。", sentences=(), regions=())]
        ['中国科学院']
    """
    lexicon = load_lexicon()
    places = index_places(regions)
    chosen = select(weigh_repetition(text, propose(text, lexicon, load_weights(), places)))
    mentions = [_mention(text, candidate, lexicon) for candidate in chosen]
    mentions = _with_document_knowledge(text, mentions, lexicon, regions)
    return _with_fullest_names(mentions, lexicon)


def _mention(text: str, candidate: Candidate, lexicon: Lexicon) -> OrganisationMention:
    name = text[candidate.start : candidate.end]
    rule = "lexicon" if candidate.known is not None else "grammar:" + candidate.kind
    return OrganisationMention(
        start=candidate.start,
        end=candidate.end,
        text=name,
        rule=rule,
        type=tell_type(name, candidate.suffix, candidate.known, lexicon),
        name=name,
        confidence=round(1 / (1 + math.exp(-candidate.score)), 3),
    )


def _with_document_knowledge(
    text: str, mentions: list[OrganisationMention], lexicon: Lexicon, regions: Sequence[RegionMention]
) -> list[OrganisationMention]:
    """Add what one place of a document tells about another: declared, inferred and repeated names."""
    titles = quoted_titles(text)
    taken = _Taken(mentions, titles)
    by_end = {mention.end: mention for mention in mentions}
    shorts: dict[str, OrganisationMention] = {}
    for declared in find_declarations(text):
        owner = by_end.get(declared.name_end)
        if owner is not None:
            shorts[declared.text] = replace(owner, rule="declared")
    place_names = frozenset(region.text for region in regions)
    starts = {region.start: region.text for region in regions}
    for mention in mentions:
        if mention.confidence >= REPEATED_FROM and len(mention.text) >= MIN_REPEATED:
            known = lexicon.names.get(mention.text)
            if known is None or known.trust != "context":
                shorts.setdefault(mention.text, replace(mention, rule="repeated"))
    for short, owner in sorted(shorts.items(), key=lambda item: (-len(item[0]), item[0])):
        _add_occurrences(text, short, owner, taken)
    for mention in sorted(mentions, key=lambda found: (-len(found.text), found.start)):
        for form in _short_forms(text, mention, starts, lexicon, place_names):
            short = text[form.start : form.end]
            taken.add(
                replace(
                    mention, start=form.start, end=form.end, text=short, rule="inferred", confidence=INFERRED_CONFIDENCE
                )
            )
    return taken.in_order()


def _short_forms(
    text: str, mention: OrganisationMention, starts: Mapping[int, str], lexicon: Lexicon, places: frozenset[str]
) -> Iterator[ShortForm]:
    """Yield short forms of one mention: brands of companies, place-and-kind forms of institutes."""
    if mention.type in {"company", "finance", "media"} and mention.rule in SHORTENED and mention.confidence >= 0.5:
        for core in heads(mention.text, starts.get(mention.start, "")):
            yield from infer_short_forms(text, mention.text, core, lexicon, places)
    if mention.type == "research":
        parent = _parent(mention.text, lexicon)
        place = starts.get(mention.start + len(parent), "")
        yield from infer_institute_forms(text, mention.text, mention.text[len(parent) :], place)


def _parent(name: str, lexicon: Lexicon) -> str:
    """Return the longest known body that a name begins with (中国科学院…), or an empty string."""
    parents = [name[:size] for size in range(3, len(name) - 2) if name[:size] in lexicon.names]
    return max(parents, key=len, default="")


def _add_occurrences(text: str, short: str, owner: OrganisationMention, taken: _Taken) -> None:
    at = text.find(short)
    while at >= 0:
        end = at + len(short)
        if is_whole(text, at, end):
            taken.add(replace(owner, start=at, end=end, text=short))
        at = text.find(short, end)


class _Taken:
    """The mentions so far; a new one is taken in only where it overlaps none and stands outside 《》."""

    def __init__(self, mentions: Sequence[OrganisationMention], closed: Sequence[tuple[int, int]]) -> None:
        self._mentions = list(mentions)
        self._covered = {offset for mention in mentions for offset in range(mention.start, mention.end)}
        self._covered.update(offset for start, end in closed for offset in range(start, end))

    def add(self, mention: OrganisationMention) -> None:
        span = range(mention.start, mention.end)
        if self._covered.isdisjoint(span):
            self._mentions.append(mention)
            self._covered.update(span)

    def in_order(self) -> list[OrganisationMention]:
        return sorted(self._mentions, key=lambda mention: mention.start)


def _with_fullest_names(mentions: Sequence[OrganisationMention], lexicon: Lexicon) -> list[OrganisationMention]:
    """Set every mention's ``name`` to the longest form that the document has of the same body."""
    fullest: dict[str, str] = {}
    for mention in mentions:
        key = _body(mention, lexicon)
        if len(mention.name) > len(fullest.get(key, "")):
            fullest[key] = mention.name
    return [replace(mention, name=fullest[_body(mention, lexicon)]) for mention in mentions]


def _body(mention: OrganisationMention, lexicon: Lexicon) -> str:
    known = lexicon.names.get(mention.name)
    return (known.full if known is not None else "") or mention.name
