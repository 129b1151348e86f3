"""What the members of a list share: the end of the last one's name, told from what is its own."""

from __future__ import annotations

from extract.facts.rules import load_rules

_MEASURES = ("nouns_head", "nouns_shared")
_SHORTEST = 2


def shared_ending(last: str, first: str) -> str:
    """The words at the end of a list's last name that its other members share; ``""`` where there are none.

    A rate goes with what it is the rate of (投资增速), and what follows 的 with the measure it is told by
    (「…二手住宅价格上涨的城市」).

    Args:
        last: the last member.
        first: the first one; it has a measure of its own if it ends in one.

    >>> shared_ending("成品油销售量", "煤炭")
    '销售量'
    """
    end = _before_rate(last)
    of = last.rfind("的", 0, end)
    if of > 0:
        return last[_told_by(last, of) :]
    start = own_measure(last, end)
    if start is None or own_measure(first) is not None:
        return last[end:] if end < len(last) and start is None else ""
    return last[start:]


def _before_rate(words: str) -> int:
    rate = load_rules("nouns_growth").at_end(words, 0, len(words))
    return len(words) if rate is None or rate.start < _SHORTEST else rate.start


def own_measure(words: str, end: int | None = None) -> int | None:
    """Where the longest measure that ends at ``end`` (the words' end) begins; ``None`` for none."""
    found = (load_rules(table).at_end(words, 0, len(words) if end is None else end) for table in _MEASURES)
    return min((measure.start for measure in found if measure is not None), default=None)


def _told_by(words: str, of: int) -> int:
    """Where the measure begins that what stands before 的 says something of; the 的 itself where it says of none."""
    for end in range(_SHORTEST, of - 1):
        if own_measure(words, end) is not None:
            whole = max(e for e in range(end, min(end + 3, of)) if own_measure(words, e) is not None)
            start = own_measure(words, whole)
            return start if start is not None and start >= _SHORTEST and whole < of - 1 else of
    return of
