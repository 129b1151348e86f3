"""The left-boundary decision: does a name end here, and where does it begin?

A name's end is easy to see (a suffix, a known name, a cue phrase after it); its beginning is not. Every place where
the name could begin gets a score: the sum of the weights of what stands before it, at its first characters, inside it
and after it. The weights are log-odds that ``scripts/train_organisation_cues.py`` learns from labelled sentences and
writes to ``boundary_cues.csv``; "no name" has the score 0.

A cue is a string: its template's letter, then its key. The templates:

====== ======================================================================================
``a``  the character before the name; ``b``, ``c``: the two, three characters before it
``d``  the name's first character; ``e``, ``f``: its first two, three characters
``g``  the last character before the name with its first one
``i``  two neighbouring characters inside the name, up to the suffix's first character
``s``  the suffix, or the kind of end where there is none
``t``  the kind of end with the character after the name; ``u``, ``v``: the two, three after it
``l``  the kind of end with the number of characters before the suffix
``p``  how places lie against the name
``k``  how names of the lexicon lie against it; ``n``: the known name itself
====== ======================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.errors import LexiconError
from extract.organisations.lexicon import KnownName, read_rows
from extract.records import RegionMention

MAX_COUNTED_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Places:
    """Where the places of a text begin, end and run on: what a boundary must not cut."""

    ends_of: Mapping[int, int]
    ends: frozenset[int]
    inner: frozenset[int]


def index_places(regions: Sequence[RegionMention]) -> Places:
    """Index place mentions by offset."""
    return Places(
        ends_of={region.start: region.end for region in regions},
        ends=frozenset(region.end for region in regions),
        inner=frozenset(offset for region in regions for offset in range(region.start + 1, region.end)),
    )


def start_cues(text: str, start: int, places: Places) -> list[str]:
    """Return the cues of a name that would begin at ``start``, whatever its end."""
    before = text[start - 3 : start] if start >= 3 else ("\n\n\n" + text[:start])[-3:]
    ahead = text[start : start + 3]
    cues = ["a" + before[2], "b" + before[1:], "c" + before, "d" + ahead[:1], "e" + ahead[:2], "f" + ahead]
    cues.append("g" + before[2] + ahead[:1])
    if start in places.ends:
        cues.append("p<")
    if start in places.inner:
        cues.append("p|")
    return cues


def end_cues(text: str, end: int, kind: str, suffix: str) -> list[str]:
    """Return the cues of a name that would end at ``end``, whatever its start."""
    after = (text[end : end + 3] + "\n\n\n")[:3]
    return ["s" + (suffix or kind), "s:" + kind, "t" + kind + after[0], "t" + after[0], "u" + after[:2],
            "v" + after, "u" + kind + after[:2], "u" + suffix + after[0]]  # fmt: skip


def span_cues(
    start: int, core_end: int, kind: str, places: Places, nested: KnownName | None, exact: KnownName | None
) -> list[str]:
    """Return the cues of start and end taken together.

    Args:
        start: where the name would begin.
        core_end: where its suffix begins.
        kind: the kind of its end.
        places: the text's places.
        nested: a known name that begins at ``start`` and ends before the end.
        exact: the known name that the span is.
    """
    cues = ["l" + kind + str(min(core_end - start, MAX_COUNTED_LENGTH))]
    place_end = places.ends_of.get(start)
    if place_end is not None:
        cues.append("p" + kind)
        cues.append("p=" + kind if place_end >= core_end else "p>" + str(place_end - start))
    if nested is not None:
        cues.append("k>" + nested.type + kind)
        cues.append("k>" + nested.trust)
    if exact is not None:
        cues.append("k=" + exact.trust)
        cues.append("k=" + exact.trust + str(min(len(exact.text), 5)))
        cues.append("k=" + exact.type)
        cues.append("n" + exact.text)
    return cues


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of every boundary cue (read once)."""
    weights: dict[str, float] = {}
    for line, (cue, weight) in read_rows("boundary_cues.csv", ("cue", "weight")):
        try:
            weights[cue] = float(weight)
        except ValueError as error:
            raise LexiconError(f"boundary_cues.csv:{line}: {weight!r} is no number") from error
    return weights
