"""Halves of sentences that columns cut into one another have put apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from extract.layout.seams import Seams
from extract.records import PassageKind

# The other half of a sentence is looked for among so many lines above and below.
_FAR = 24
# A longer paragraph is not followed to its end to see whether it comes back to its beginning.
_MAX_CHAIN = 1_000


class ColumnMatcher:
    """Matches lines that break off and do not go on below with lines elsewhere that begin in mid-sentence.

    Args:
        seams: tells how well lines fit together.
        kinds: what each line is; ``flows`` tells the lines that the margin broke.
        fixed: the lines that nothing may be joined to.
        near: what each line goes on with as it stands. A link across other matter that nothing proves gives way.
    """

    def __init__(
        self,
        seams: Seams,
        kinds: Sequence[PassageKind],
        flows: Sequence[bool],
        fixed: frozenset[int],
        near: Mapping[int, int],
    ) -> None:
        self._seams = seams
        self._near = near
        self._doubtful = {tail: head for tail, head in near.items() if not flows[tail] and not seams.proves(tail, head)}
        self._is_text = [kind == "body" and number not in fixed for number, kind in enumerate(kinds)]
        self._article = list(accumulate(kind == "title" for kind in kinds))
        sure = set(near.values()) - set(self._doubtful.values())
        numbers = [number for number, is_text in enumerate(self._is_text) if is_text]
        self._tails = {
            number
            for number in numbers
            if not flows[number] and seams.is_open(number) and (number in self._doubtful or number not in near)
        }
        self._heads = {
            number
            for number in numbers
            if number not in sure and not (number and flows[number - 1]) and not seams.begins_plainly(number)
        }
        self._links: dict[int, int] = {}
        self._taken: set[int] = set()

    def links(self) -> dict[int, int]:
        """For each line that goes on elsewhere, the line it goes on with."""
        pairs = [
            (abs(head - tail), tail, head)
            for tail in self._tails
            for head in self._around(tail)
            if head in self._heads and self._fit(tail, head)
        ]
        for _, tail, head in sorted(pairs):
            self._link(tail, head)
        # A line whose first half goes on elsewhere belongs to the nearest sentence that is still open.
        for head in [head for tail, head in self._doubtful.items() if tail in self._links and head > tail + 1]:
            for tail in sorted(self._around(head), key=lambda tail: abs(tail - head)):
                is_open = tail in self._tails and tail not in self._doubtful
                if is_open and self._article[tail] == self._article[head] and self._link(tail, head):
                    break
        return self._links

    def _around(self, number: int) -> Iterator[int]:
        yield from range(max(0, number - _FAR), number)
        yield from range(number + 1, min(len(self._is_text), number + 1 + _FAR))

    def _fit(self, tail: int, head: int) -> bool:
        """Whether ``head`` goes on with ``tail``; where a line nearer by may, it takes more than a word."""
        if self._doubtful.get(tail) == head:
            return False
        if self._seams.stand_elsewhere(tail, head):
            return True
        # A paragraph below another one begins as it looks; only one that stands astray may be half a sentence.
        is_astray = head == 0 or not self._is_text[head - 1]
        if tail in self._doubtful:
            alike = self._article[tail] == self._article[head] and self._seams.enumerate_alike(tail, head)
            return alike or (is_astray and self._seams.cuts_word(tail, head))
        return is_astray and (self._seams.binds(tail, head) or self._seams.cuts_word(tail, head))

    def _link(self, tail: int, head: int) -> bool:
        """Add a link, unless either end is taken or the lines would go round in a circle."""
        if tail in self._links or head in self._taken:
            return False
        end = head
        for _ in range(_MAX_CHAIN):
            if end == tail:
                return False
            if end not in self._links and end not in self._near:
                self._links[tail] = head
                self._taken.add(head)
                return True
            end = self._links[end] if end in self._links else self._near[end]
        return False
