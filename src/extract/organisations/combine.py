"""Rules and a trained model, weighed on one scale: log-odds.

A stretch that both propose gets both scores; one that only the rules
propose, where the model has read the text and saw nothing there, loses :data:`UNSEEN`; one that only the model
proposes loses :data:`UNCONFIRMED`. Both were chosen by a sweep over documents of many kinds.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.organisations.grammar import ACCEPTED, Candidate
from extract.organisations.lexicon import TYPES, organisation_type
from extract.records import EntityCandidate, OrganisationType

UNSEEN = 2.0
UNCONFIRMED = 2.25
_CEILING = 0.995
_PREFIX = "ORG."
# Between two names of a list; the longest first, as one may end another.
CONNECTORS = ("以及", "、", "和", "与", "及")


def combine(text: str, candidates: Sequence[Candidate], proposed: Sequence[EntityCandidate]) -> list[Candidate]:
    """Return one list of candidates from rules and model; without a model, the rules' own.

    A candidate of the model alone has the kind ``model``. One of the rules that runs over two names of the model, with
    a word for "and" between them, is left out.
    """
    scores = {
        (entity.start, entity.end): _log_odds(entity.confidence)
        for entity in proposed
        if entity.label.startswith(_PREFIX)
    }
    if not scores:
        return list(candidates)
    seen = sorted(span for span, score in scores.items() if score > 0)
    found: list[Candidate] = []
    for candidate in candidates:
        if (candidate.start, candidate.end) not in scores and _runs_over_two(text, candidate, seen):
            continue
        score = scores.get((candidate.start, candidate.end))
        both = candidate.score + (_unseen(candidate) if score is None else max(score, 0.0))
        if score is None or both > ACCEPTED:
            found.append(replace(candidate, score=both))
    believed = {(candidate.start, candidate.end) for candidate in found}
    for (start, end), score in sorted(scores.items()):
        if (start, end) not in believed and _is_balanced(text[start:end]):
            found.append(Candidate(start, end, "model", None, None, score - UNCONFIRMED))
    return found


def _runs_over_two(text: str, candidate: Candidate, seen: Sequence[tuple[int, int]]) -> bool:
    """Whether the model sees two names in the stretch, the second to its end, where the rules see one."""
    first = bisect_left(seen, (candidate.start, 0))
    inside = [span for span in seen[first : first + 4] if span[1] <= candidate.end]
    return any(
        text[left[1] : right[0]] in CONNECTORS and right[1] == candidate.end
        for left, right in pairwise(inside)
        if left[1] < right[0]
    )


def _is_balanced(name: str) -> bool:
    """Whether every bracket and quotation mark of a name closes in it."""
    return all(name.count(opening) == name.count(closing) for opening, closing in ("（）", "()", "“”", "【】"))


def _unseen(candidate: Candidate) -> float:
    """What a candidate loses that the model did not see; a name that always means its body loses nothing."""
    return 0.0 if candidate.known is not None and candidate.known.trust == "sure" else -UNSEEN


def proposed_types(proposed: Sequence[EntityCandidate]) -> Mapping[tuple[int, int], OrganisationType]:
    """Return the type that the model gives each stretch."""
    return {
        (entity.start, entity.end): organisation_type(entity.label.removeprefix(_PREFIX), where="recogniser")
        for entity in proposed
        if entity.label.startswith(_PREFIX) and entity.label.removeprefix(_PREFIX) in TYPES
    }


def _log_odds(confidence: float) -> float:
    bounded = min(max(confidence, 1 - _CEILING), _CEILING)
    return math.log(bounded / (1 - bounded))
