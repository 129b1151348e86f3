"""Choose, among overlapping candidates, the set of names that together score highest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extract.organisations.grammar import ACCEPTED, Candidate

LENGTH_BONUS = 0.1


def select(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that do not overlap and whose scores sum highest, in order.

    Every character is worth :data:`LENGTH_BONUS`, so that of two readings that score alike the longer one wins.
    """
    ordered = sorted(candidates, key=lambda c: (c.end, c.start, c.kind))
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
