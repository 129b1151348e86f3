"""Choose, among overlapping candidates, the set of names that together score highest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log2

from extract.organisations.grammar import ACCEPTED, Candidate
from extract.organisations.lexicon import branch_words
from extract.records import RegionMention

# Weak cues need a score of their own: what stands in a list or before 市值 is often no organisation.
ACCEPTED_OF = {"cuelist": 0.0, "cuemarket": 0.0}
_MEETING = re.compile(
    r"(?:20\d\d年?度?)?年会|(?:20\d\d年(?:度)?)?第[一二三四五六七八九十百\d]{1,4}(?:届[^，。；：、！？\n]{0,14}?|次(?:全体|全国|会员|党员|党|人民|职工|理事|代表|工作)*)(?:大会|全会|会议|年会|论坛)"
)
_LEGAL_FORM = re.compile(r",? ?(?:Inc|LLC|Ltd|Corp|Corporation|Limited|Co\., ?Ltd|PLC|plc|GmbH|N\.V|S\.A)(?![A-Za-z])")
LENGTH_BONUS = 0.2
ELSEWHERE = 0.8
DOUBLING = 0.4
DOMINATES = 0.0
TRADE_REPEATS_FROM = 0.5


def weigh_repetition(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Let a document's occurrences of one string support one another.

    What is surely a name in one sentence is one in the next, whatever stands around it there: every occurrence gets
    the best occurrence's score less :data:`ELSEWHERE`, and each doubling of the count adds :data:`DOUBLING`. Names of
    the lexicon that need context get no such support.
    """
    by_name: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_name.setdefault(text[candidate.start : candidate.end], []).append(candidate)
    found: list[Candidate] = []
    for group in by_name.values():
        best = max(c.score for c in group)
        weak = group[0].kind == "tradecompany" and best < TRADE_REPEATS_FROM
        if len(group) > 1 and not weak and not any(c.known is not None and c.known.trust == "context" for c in group):
            shared = best - ELSEWHERE + DOUBLING * log2(len(group))
            group = [replace(c, score=max(c.score, shared)) for c in group]
        found += [candidate for candidate in group if candidate.score > ACCEPTED_OF.get(candidate.kind, ACCEPTED)]
    return found


def drop_dominated(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop what lies inside a longer candidate that is itself more likely a name than not.

    北京大学 inside 北京大学电子学院 scores high for itself, but is no name of its own where the longer one is.
    """
    kept: list[Candidate] = []
    reach = -1
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if candidate.end > reach or not any(
            longer.score > DOMINATES
            and longer.start <= candidate.start
            and candidate.end <= longer.end
            and (longer.start, longer.end) != (candidate.start, candidate.end)
            for longer in kept[-8:]
        ):
            kept.append(candidate)
        if candidate.score > DOMINATES:
            reach = max(reach, candidate.end)
    return kept


def select(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that do not overlap and whose scores sum highest, in order.

    Every character is worth :data:`LENGTH_BONUS`, so that of two readings that score alike the longer one wins.
    """
    ordered = sorted(drop_dominated(candidates), key=lambda c: (c.end, c.start, c.kind))
    ends = [candidate.end for candidate in ordered]
    totals = [0.0]
    taken: list[bool] = []
    for number, candidate in enumerate(ordered):
        before = bisect_right(ends, candidate.start, 0, number)
        gain = totals[before] + candidate.score - ACCEPTED + LENGTH_BONUS * (candidate.end - candidate.start)
        taken.append(gain > totals[-1])
        totals.append(max(gain, totals[-1]))
    chosen: list[Candidate] = []
    number = len(ordered)
    while number > 0:
        if taken[number - 1]:
            chosen.append(ordered[number - 1])
            number = bisect_right(ends, ordered[number - 1].start, 0, number - 1)
        else:
            number -= 1
    return chosen[::-1]


def join_branches(text: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Join a body and the branch that is written right after it (…股份有限公司 + 镇海炼化分公司) into one name."""
    branches = branch_words()
    joined: list[Candidate] = []
    for candidate in chosen:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.end == candidate.start
            and candidate.known is None
            and candidate.suffix is not None
            and text[candidate.start : candidate.end].endswith(branches)
        ):
            joined[-1] = replace(candidate, start=last.start, score=max(last.score, candidate.score))
        else:
            joined.append(candidate)
    return joined


def join_parents(text: str, chosen: Sequence[Candidate], forms: Mapping[str, Sequence[str]]) -> list[Candidate]:
    """Join a group and the firm of it that is written right after it (三峡集团长江电力).

    Args:
        text: the reading text.
        chosen: names in order.
        forms: every known name of a body, by its full name.
    """
    joined: list[Candidate] = []
    for candidate in chosen:
        last = joined[-1] if joined else None
        if last is not None and last.end == candidate.start and _is_parent(text, last, candidate, forms):
            joined[-1] = replace(candidate, start=last.start)
        else:
            joined.append(candidate)
    return joined


def _is_parent(text: str, last: Candidate, candidate: Candidate, forms: Mapping[str, Sequence[str]]) -> bool:
    """Whether the first of two firms is a group, or the second one's full name begins with a name of the first."""
    parent, child = last.known, candidate.known
    if parent is None or child is None or parent.type != "company" or child.type != "company":
        return False
    if text.endswith("集团", last.start, last.end):
        return True
    return any(child.full.startswith(form) and child.full != form for form in forms.get(parent.full, ()))


def begins_meeting(text: str, end: int) -> bool:
    """Whether the body whose name ends at ``end`` begins a meeting's name (某某学会第九届会员大会)."""
    return _MEETING.match(text, end) is not None


def extend_legal_forms(text: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Take in the legal form after a name in letters: 「Lumen Bioscience, Inc.」 (without the full stop)."""
    extended: list[Candidate] = []
    for candidate in chosen:
        form = _LEGAL_FORM.match(text, candidate.end) if text[candidate.end - 1].isascii() else None
        extended.append(replace(candidate, end=form.end()) if form is not None else candidate)
    return extended


def join_places(chosen: Sequence[Candidate], regions: Sequence[RegionMention]) -> list[Candidate]:
    """Join a city or province and the firm known by a short name that is written right after it (株洲中车).

    That names the firm's body there, not the firm itself.
    """
    places = {region.end: region for region in regions if len(region.code) == 6 and not region.is_reference}
    joined: list[Candidate] = []
    for candidate in chosen:
        place = places.get(candidate.start)
        free = place is not None and not (joined and joined[-1].end > place.start)
        if place is not None and free and candidate.known is not None and candidate.known.type == "company":
            joined.append(replace(candidate, start=place.start))
        else:
            joined.append(candidate)
    return joined
