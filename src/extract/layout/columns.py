"""Halves of sentences that columns cut into one another have put apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from extract.layout.seams import Seams
from extract.records import PassageKind

# The other half of a sentence is looked for among so many lines above and below.
_FAR = 24


def match_far(
    seams: Seams,
    kinds: Sequence[PassageKind],
    flows: Sequence[bool],
    fixed: frozenset[int],
    near: Mapping[int, int],
) -> dict[int, int]:
    """For lines that break off and do not go on below, the lines elsewhere that they go on with.

    Args:
        seams: tells how well lines fit together.
        kinds: what each line is; ``flows`` tells the lines that the margin broke.
        fixed: the lines that nothing may be joined to.
        near: what each line goes on with as it stands. A link across other matter that nothing proves gives way.
    """
    text = [kind == "body" and number not in fixed for number, kind in enumerate(kinds)]
    doubtful = {tail: head for tail, head in near.items() if head > tail + 1 and not seams.proves(tail, head)}
    sure = set(near.values()) - set(doubtful.values())
    article = list(accumulate(kind == "title" for kind in kinds))
    tails = [
        number
        for number, is_text in enumerate(text)
        if is_text and not flows[number] and seams.is_open(number) and (number in doubtful or number not in near)
    ]
    heads = {
        number
        for number, is_text in enumerate(text)
        if is_text and number not in sure and not (number and flows[number - 1]) and not seams.begins_plainly(number)
    }
    pairs = [
        (abs(head - tail), tail, head)
        for tail in tails
        for head in _around(tail, len(text))
        if head in heads
        and head != doubtful.get(tail)
        and _fits(
            seams,
            tail,
            head,
            doubted=tail in doubtful,
            same_article=article[head] == article[tail],
            stray=not (head and text[head - 1]),
        )
    ]
    links: dict[int, int] = {}
    for _, tail, head in sorted(pairs):
        _link(links, near, tail, head)
    # A line whose first half goes on elsewhere belongs to the nearest sentence that is still open.
    freed = [head for tail, head in doubtful.items() if tail in links and head not in links.values()]
    for head in freed:
        dangling = (tail for tail in _around(head, len(text)) if tail in tails and tail not in doubtful)
        for tail in sorted(dangling, key=lambda tail: abs(tail - head)):
            if article[tail] == article[head] and _link(links, near, tail, head):
                break
    return links


def _around(number: int, count: int) -> range:
    return range(max(0, number - _FAR), min(count, number + 1 + _FAR))


def _fits(seams: Seams, tail: int, head: int, *, doubted: bool, same_article: bool, stray: bool) -> bool:
    """Whether ``head`` goes on with ``tail``; where a line nearer by may (``doubted``), it takes more.

    A paragraph that stands where one is expected begins as it looks; only a ``stray`` one may be half a sentence.
    """
    if seams.stand_elsewhere(tail, head):
        return True
    if doubted:
        return same_article and seams.enumerate_alike(tail, head)
    return stray and seams.binds(tail, head)


def _link(links: dict[int, int], near: Mapping[int, int], tail: int, head: int) -> bool:
    """Add a link, unless either end is taken or the lines would go round in a circle."""
    if tail in links or head in links.values():
        return False
    end: int | None = head
    while end is not None and end != tail:
        end = links.get(end, near.get(end))
    if end == tail:
        return False
    links[tail] = head
    return True
