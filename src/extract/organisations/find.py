"""Organisations of one text: candidates, selection, then what the document says of them elsewhere."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.organisations.combine import combine, proposed_types
from extract.organisations.confidence import calibrated
from extract.organisations.document import add_document_knowledge
from extract.organisations.grammar import Candidate, propose
from extract.organisations.lexicon import Lexicon, load_lexicon
from extract.organisations.placing import place_organisations
from extract.organisations.refusals import is_refused
from extract.organisations.scoring import index_places, load_weights
from extract.organisations.selection import (
    begins_meeting,
    extend_legal_forms,
    join_branches,
    join_parents,
    join_places,
    select,
    weigh_repetition,
)
from extract.organisations.surroundings import confirm, extend_parts, introduced, marked
from extract.organisations.types import tell_type, type_of_proposal
from extract.records import EntityCandidate, OrganisationMention, OrganisationType, RegionMention, Sentence

# Places whose names are whole as they stand; a zone's may begin with a firm's (紫光产业园).
_AREA = "region.cluster"
_DIVISIONS = frozenset({"region.full", "region.abroad", "region.transcribed", "region.place", "region.town"})


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
    found = combine(text, propose(text, lexicon, load_weights(), places), candidates)
    found += [*introduced(text, lexicon), *marked(text, lexicon)]
    found = confirm(text, found, candidates, regions, lexicon)
    seen = {(entity.start, entity.end) for entity in candidates}
    found = [
        candidate
        for candidate in found
        if not is_refused(text, candidate, lexicon, unseen=bool(seen) and (candidate.start, candidate.end) not in seen)
    ]
    kinds = proposed_types(candidates)
    chosen = join_places(join_branches(text, select(weigh_repetition(text, found))), regions)
    chosen = extend_legal_forms(text, join_parents(text, chosen, lexicon.forms))
    mentions = [_mention(text, candidate, lexicon, kinds) for candidate in chosen]
    mentions = add_document_knowledge(text, mentions, lexicon, regions)
    mentions = [
        mention for mention in mentions if not begins_meeting(text, mention.end) and not _is_in_place(mention, regions)
    ]
    mentions = extend_parts(text, mentions, lexicon)
    mentions = [replace(mention, confidence=calibrated(mention)) for mention in mentions]
    return place_organisations(mentions, regions)


def _is_in_place(mention: OrganisationMention, regions: Sequence[RegionMention]) -> bool:
    """Whether a name only begins a place's (丰田 in 丰田市), or lies in a listed area's (东盟 in 中国—东盟自贸区)."""
    at = bisect_right(regions, mention.start, key=lambda region: region.start) - 1
    if at < 0:
        return False
    region = regions[at]
    if region.start == mention.start:
        return region.rule in _DIVISIONS and mention.end < region.end
    return region.rule == _AREA and mention.end <= region.end


def _mention(
    text: str, candidate: Candidate, lexicon: Lexicon, kinds: Mapping[tuple[int, int], OrganisationType]
) -> OrganisationMention:
    name = text[candidate.start : candidate.end]
    kind = kinds.get((candidate.start, candidate.end)) if candidate.kind == "model" else None
    return OrganisationMention(
        start=candidate.start,
        end=candidate.end,
        text=name,
        rule=_rule(candidate),
        type=(
            type_of_proposal(name, kind, lexicon)
            if kind
            else tell_type(name, candidate.suffix, candidate.known, lexicon)
        ),
        name=name,
        confidence=round(1 / (1 + math.exp(-candidate.score)), 3),
    )


def _rule(candidate: Candidate) -> str:
    if candidate.known is not None:
        return "lexicon"
    return "model" if candidate.kind == "model" else "grammar:" + candidate.kind
