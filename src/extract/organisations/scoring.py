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
``i``  two neighbouring characters inside the name, up to the suffix's first character; ``j``: each but the first
``m``  a telling suffix inside the name; ``q``: a verb inside it; ``w``: how common words lie against it
``s``  the suffix, the kind of end; ``y``: the suffix's length; ``r``: 省, 市 … alone before the suffix
``t``  the kind of end with the character after the name; ``u``, ``v``: the two, three after it
``l``  the kind of end with the number of characters before the suffix
``p``  how places lie against the name
``k``  how names of the lexicon lie against it; ``n``: the known name itself
====== ======================================================================================
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.errors import LexiconError
from extract.organisations.lexicon import KnownName, Lexicon, Suffix, read_rows
from extract.records import RegionMention

MAX_COUNTED_LENGTH = 14
RELATIVE_PLACES = frozenset("省市区县州旗")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the places of a text begin, end and run on: what a boundary must not cut."""

    ends_of: Mapping[int, int]
    start_of: Mapping[int, int]
    starts: Sequence[int]
    inner: frozenset[int]


def index_places(regions: Sequence[RegionMention]) -> Places:
    """Index place mentions by offset."""
    return Places(
        ends_of={region.start: region.end for region in regions},
        starts=sorted(region.start for region in regions),
        start_of={region.end: region.start for region in regions},
        inner=frozenset(offset for region in regions for offset in range(region.start + 1, region.end)),
    )


@dataclass(frozen=True, slots=True)
class End:
    """An offset where a name could end, and the places where it could begin (nearest first).

    ``known_start`` is where the longest known name that ends here begins (``end`` if there is none); ``names`` are the
    known names among ``starts``.
    """

    end: int
    kind: str
    suffix: Suffix | None
    core_end: int
    starts: tuple[int, ...]
    known_start: int
    names: Mapping[int, KnownName]


def start_cues(text: str, start: int, places: Places, lexicon: Lexicon) -> list[str]:
    """Return the cues of a name that would begin at ``start``, whatever its end."""
    before = text[start - 3 : start] if start >= 3 else ("\n\n\n" + text[:start])[-3:]
    ahead = text[start : start + 3]
    cues = ["a" + before[2], "b" + before[1:], "c" + before, "d" + ahead[:1], "e" + ahead[:2], "f" + ahead]
    across = before[2] + ahead[:1]
    cues.append("g" + across)
    if across in lexicon.common:
        cues.append("w|")
    if before[1:] in lexicon.common or before in lexicon.common:
        cues.append("w<")
    if ahead[:2] in lexicon.common or ahead in lexicon.common:
        cues.append("w>")
    if start in places.start_of:
        cues.append("p<")
    if start in places.inner:
        cues.append("p|")
    return cues


def inner_cues(text: str, at: int, end: End, inner: Mapping[int, Suffix], lexicon: Lexicon) -> list[str]:
    """Return the cues of the character at ``at`` inside a name with the given end; ``inner``: telling suffixes."""
    pair = text[at : at + 2]
    cues = ["i" + pair]
    if at + 1 < end.core_end:
        cues.append("j" + pair[1:])
        if pair in lexicon.verbs:
            cues.append("q")
        suffix = inner.get(at + 1)
        if suffix is not None:
            cues.append("m" + suffix.type + end.kind)
    return cues


def end_cues(text: str, end: int, kind: str, suffix: Suffix | None, lexicon: Lexicon) -> list[str]:
    """Return the cues of a name that would end at ``end``, whatever its start."""
    after = (text[end : end + 3] + "\n\n\n")[:3]
    ending = suffix.text if suffix is not None and kind != "name" else ""
    cues = ["s:" + kind, "t" + kind + after[0], "t" + after[0], "u" + after[:2], "v" + after]
    if ending:
        cues += ["s" + ending, "u" + ending + after[0], "y" + str(min(len(ending), 4)) + kind]
    if text[end - 1] + after[0] in lexicon.common:
        cues.append("w/" + kind)
    if after[:2] in lexicon.common or after in lexicon.common:
        cues.append("w)")
    return cues


def span_cues(text: str, start: int, end: End, places: Places, nested: KnownName | None, lexicon: Lexicon) -> list[str]:
    """Return the cues of start and end taken together; ``nested`` is a known name that begins the span."""
    kind = end.kind
    core = text[start : end.core_end]
    cues = ["l" + kind + str(min(len(core), MAX_COUNTED_LENGTH))]
    place_end = places.ends_of.get(start)
    if place_end is not None:
        cues.append("p" + kind)
        cues.append("p=" + kind if place_end >= end.core_end else "p>" + str(place_end - start))
    following = places.ends_of.get(place_end) if place_end is not None else None
    if following is not None and following < end.core_end:
        cues.append("pp")
    else:
        begins = bisect_right(places.starts, start)
        if begins < len(places.starts) and places.starts[begins] == place_end:
            begins += 1
        if begins < len(places.starts) and places.starts[begins] < end.core_end:
            cues.append("pm" + kind)
    if core[:1] in RELATIVE_PLACES and core:
        cues.append("r" + kind + ("" if len(core) > 1 else "1"))
        if not ("一" <= text[start - 1 : start] <= "鿿"):
            cues.append("r|" + kind)
    if start < end.known_start < end.end:
        cues.append("k]" + kind)
    if nested is not None:
        cues.append("k>" + nested.type + kind)
        cues.append("k>" + nested.trust)
        after = start + len(nested.text)
        cues += ["k+" + text[after], "k+" + text[after : after + 2]]
        if text[after : after + 2] in lexicon.verbs:
            cues.append("k+verb")
    exact = end.names.get(start)
    if exact is None and kind == "name":
        cues.append("p+" + end.names[place_end or 0].type if place_end in end.names else "p+")
    if exact is not None:
        cues += [
            "k=" + exact.trust,
            "k=" + exact.trust + str(min(len(exact.text), 5)),
            "k=" + exact.type,
            "n" + exact.text,
        ]
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
