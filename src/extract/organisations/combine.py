"""Rules and a trained model, weighed on one scale: log-odds.

A stretch that both propose gets both scores; one that only the rules
propose, where the model has read the text and saw nothing there, loses :data:`UNSEEN`; one that only the model
proposes loses :data:`UNCONFIRMED`. Both were chosen by a sweep over documents of many kinds.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.organisations.ends import quoted_titles
from extract.organisations.grammar import ACCEPTED, Candidate
from extract.organisations.lexicon import TYPES, branch_words, organisation_type
from extract.records import EntityCandidate, OrganisationType

UNSEEN = 2.5
UNCONFIRMED = 2.5
# From here on the model is trusted with where a name begins and ends.
SURE_OF_EDGES = 0.9
LONG_NAME = 6
_CEILING = 0.995
_PREFIX = "ORG."
PERSON = "PERSON"
# The class of a firm's shares, written after its name: 「某某-S」.
_SHARE_CLASS = re.compile(r"-(?:SW|S|W|B)(?![A-Za-z])")
# 国航|四大航空公司: a count, and no branch.
_COUNTING = frozenset("一二三四五六七八九十两几各多等")
# Between two names of a list; the longest first, as one may end another.
CONNECTORS = ("以及", "、", "和", "与", "及")


def combine(text: str, candidates: Sequence[Candidate], proposed: Sequence[EntityCandidate]) -> list[Candidate]:
    """Return one list of candidates from rules and model; without a model, the rules' own.

    A candidate of the model alone has the kind ``model``. One of the rules is left out that runs over two names of the
    model (with a word for "and" between them, or from one's beginning to the other's end), that cuts through a name or
    place that the model is sure of, or that a cue word makes longer than such a name.
    """
    titles = quoted_titles(text)
    scores = {
        (entity.start, entity.end): _log_odds(entity.confidence)
        for entity in proposed
        if entity.label.startswith(_PREFIX) and not _lies_in(entity, titles)
    }
    if not scores:
        return list(candidates)
    seen = sorted(span for span, score in scores.items() if score > 0)
    sure = sorted((e.start, e.end) for e in proposed if e.label != PERSON and e.confidence >= SURE_OF_EDGES)
    begun = dict(seen)
    found: list[Candidate] = []
    for candidate in candidates:
        if (candidate.start, candidate.end) not in scores and (
            _runs_over_two(text, candidate, seen) or _cuts_through(candidate, sure, scores)
        ):
            continue
        score = scores.get((candidate.start, candidate.end))
        both = candidate.score + (_unseen(text, candidate, begun) if score is None else max(score, 0.0))
        if score is None or both > ACCEPTED:
            found.append(replace(candidate, score=both))
    believed = {(candidate.start, candidate.end) for candidate in found}
    for (start, end), score in sorted(scores.items()):
        if (start, end) not in believed and _is_balanced(text[start:end]):
            found.append(Candidate(start, end, "model", None, None, score - UNCONFIRMED))
    return found


def _lies_in(entity: EntityCandidate, titles: Sequence[tuple[int, int]]) -> bool:
    """Whether what is proposed lies inside 《》, where nothing is an organisation."""
    at = bisect_right(titles, (entity.start, entity.end)) - 1
    return at >= 0 and entity.end <= titles[at][1]


def _runs_over_two(text: str, candidate: Candidate, seen: Sequence[tuple[int, int]]) -> bool:
    """Whether the model sees two names in the stretch, the second to its end, where the rules see one."""
    first = bisect_left(seen, (candidate.start, 0))
    inside = [span for span in seen[first : first + 4] if span[1] <= candidate.end]
    if len(inside) > 1 and inside[0][0] == candidate.start and inside[-1][1] == candidate.end:
        return True
    return any(
        text[left[1] : right[0]] in CONNECTORS and right[1] == candidate.end
        for left, right in pairwise(inside)
        if left[1] < right[0]
    )


def _cuts_through(
    candidate: Candidate, sure: Sequence[tuple[int, int]], organisations: Mapping[tuple[int, int], float]
) -> bool:
    """Whether the stretch ends or begins inside what the model is sure of, or only a cue word lengthens that.

    京东 in 北京东城 cuts through two places; 中电联倡议 before a colon is 中电联 with what it does.
    """
    at = bisect_left(sure, (candidate.start, 0))
    for start, end in sure[max(0, at - 1) : at + 3]:
        if start < candidate.start < end < candidate.end or candidate.start < start < candidate.end < end:
            return True
        is_part = start == candidate.start and end < candidate.end and (start, end) in organisations
        if is_part and candidate.kind.startswith("cue"):
            return True
    return False


def _is_balanced(name: str) -> bool:
    """Whether every bracket and quotation mark of a name closes in it."""
    return all(name.count(opening) == name.count(closing) for opening, closing in ("（）", "()", "“”", "【】"))


def _unseen(text: str, candidate: Candidate, begun: Mapping[int, int]) -> float:
    """What a candidate loses that the model did not see; a name that always means its body loses nothing.

    Nor does a long one: many characters in a row that the lexicon knows are no chance. A body with its branch, of which
    the model saw a beginning, loses half.
    """
    known = candidate.known
    branch = text[begun.get(candidate.start, candidate.end) : candidate.end]
    if known is None and branch.endswith(branch_words()) and _COUNTING.isdisjoint(branch):
        return -UNSEEN / 2
    if known is not None and known.type == "company" and _SHARE_CLASS.match(text, candidate.end):
        return 0.0
    if known is None or known.trust == "context":
        return -UNSEEN
    return 0.0 if known.trust == "sure" or len(known.text) >= LONG_NAME else -UNSEEN


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
