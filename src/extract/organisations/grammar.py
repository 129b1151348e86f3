"""Candidates for names: each end of a text with the best place for its name to begin.

The grammar reads no words of its own: :mod:`extract.organisations.ends` finds the ends, and
:mod:`extract.organisations.scoring` weighs the beginnings. What stands here are the few refusals that no weight should
overrule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat

from extract.organisations.ends import Ends, find_ends, is_whole
from extract.organisations.lexicon import KnownName, Lexicon, Suffix
from extract.organisations.scoring import (
    RELATIVE_PLACES,
    End,
    Places,
    end_cues,
    inner_cues,
    span_cues,
    start_cues,
)

# Log-odds: what counts as a name, and what is kept for the rest of the document to confirm.
ACCEPTED = -1.0
PROPOSED = -2.5
# A known name is worth this much wherever it stands; one that needs context has no floor.
KNOWN_FLOOR = {"sure": -0.5, "likely": -2.0}
RELATIVE_FLOOR = -0.5
# Bounds that save time: ends below the first, and starts that no further cue could lift, are passed over. Measured on
# the labelled sentences, they lose one name in a thousand.
MIN_END = -4.0
MIN_INSIDE = -8.0
MAX_JOINT = 3.4
MAX_JOINT_NESTED = 6.0
MIN_BUREAU = 3
SHORT_NAME = 2
_COUNTED = re.compile(r"[\d０-９一二三四五六七八九十百千万两几多数]+(?:余|多)?[家个间名座所批支项]")
_COUNT_BEFORE = re.compile(r"[\d０-９一二三四五六七八九十百两几多数]+余?[家个所]$")
_COUNT_AFTER = re.compile(r"(?:总数|数量)?(?:达到?|共|超过?)?[\d０-９]+(?:余|多)?[家个所]")
_AND = re.compile("[和与及]")
_ZEROS = repeat(0.0)
_BOUND_PLACES = frozenset("全各我该本两城都超门闹县区")
_CONNECTORS = frozenset("与和及同")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name. ``kind`` is the kind of its end, ``score`` its log-odds against "no name"."""

    start: int
    end: int
    kind: str
    suffix: Suffix | None
    known: KnownName | None
    score: float


def propose(text: str, lexicon: Lexicon, weights: Mapping[str, float], places: Places) -> list[Candidate]:
    """Return, for each end that looks like a name's, its best-scoring beginning (score above :data:`PROPOSED`)."""
    reader = _Reader(text, lexicon, weights, places)
    found = (reader.best(end) for end in reader.ends.found)
    return [candidate for candidate in found if candidate is not None]


class _Reader:
    """One text being read; keeps the scores of beginnings, which many ends share."""

    def __init__(self, text: str, lexicon: Lexicon, weights: Mapping[str, float], places: Places) -> None:
        self.ends: Ends = find_ends(text, lexicon, places)
        self._text = text
        self._lexicon = lexicon
        self._weight = weights.get
        self._places = places
        self._beginnings: dict[int, float] = {}

    def best(self, end: End) -> Candidate | None:
        """Return the best beginning of a name that ends at ``end``, or ``None`` where there is none."""
        text, lexicon, weight, telling = self._text, self._lexicon, self._weight, self.ends.telling
        base = sum(map(weight, end_cues(text, end.end, end.kind, end.suffix, lexicon), _ZEROS))
        if base < MIN_END and end.kind != "name" and not is_relative_bureau(text, end.core_end - 1, end, self._places):
            return None
        if end.kind != "name" and end.suffix is not None and len(end.suffix.text) == 1 and self._ends_word(end.end):
            return None
        best: Candidate | None = None
        bar = PROPOSED
        inside, at, action = 0.0, end.core_end, False
        for start in end.starts:
            while at > start:
                at -= 1
                inside += sum(map(weight, inner_cues(text, at, end, telling, lexicon), _ZEROS))
                if action and at + 1 in telling and end.kind != "name":
                    return best
                action = action or (at + 1 < end.core_end and self._begins_action(at))
            if base + inside < MIN_INSIDE:
                break
            score = base + inside + self._beginning(start)
            exact = end.names.get(start)
            nested = self.ends.known_inside(start, end.end) if start in self.ends.known else None
            if exact is None:
                if start + 1 != end.core_end and score + (MAX_JOINT if nested is None else MAX_JOINT_NESTED) <= bar:
                    continue
                if nested is not None and self._goes_on(start + len(nested.text)):
                    continue
            score += sum(map(weight, span_cues(text, start, end, self._places, nested, lexicon), _ZEROS))
            if exact is not None and exact.trust != "context":
                score = max(score, KNOWN_FLOOR[exact.trust])
            elif is_relative_bureau(text, start, end, self._places):
                score = max(score, RELATIVE_FLOOR)
            if score > bar and not self._cuts(start, end.end, exact):
                best, bar = Candidate(start, end.end, end.kind, end.suffix, exact, score), score
        return None if best is None or is_generic(text[best.start : best.end], lexicon) else best

    def _ends_word(self, end: int) -> bool:
        """Whether a suffix of one character is only part of a word (大局, 不会; 总司 in 总司令)."""
        common = self._lexicon.common
        return self._text[end - 2 : end] in common or self._text[end - 1 : end + 1] in common

    def _beginning(self, start: int) -> float:
        score = self._beginnings.get(start)
        if score is None:
            cues = start_cues(self._text, start, self._places, self._lexicon)
            score = self._beginnings[start] = sum(map(self._weight, cues, _ZEROS))
        return score

    def _begins_action(self, at: int) -> bool:
        """Whether one party's action begins at ``at``: a verb that names do not hold, with another party after it."""
        pair = self._text[at : at + 2]
        return pair in self._lexicon.verbs and (at + 2 in self._places.ends_of or at + 2 in self.ends.known)

    def _goes_on(self, at: int) -> bool:
        """Whether, after a known name that ends at ``at``, the clause goes on with another party or a verb."""
        return self._text[at] in _CONNECTORS or self._text[at : at + 2] in self._lexicon.verbs

    def _cuts(self, start: int, end: int, exact: KnownName | None) -> bool:
        """Whether the stretch cuts a Latin word in two, or is a short known name that only runs over two words."""
        if exact is not None and len(exact.text) <= SHORT_NAME:
            return cuts_word(self._text, start, end, self._lexicon)
        # 其中|石油: the name's first character goes with the word before it, and what is left of it is a word too.
        if exact is not None and self._text[start - 1 : start + 1] in self._lexicon.common:
            rest = self._text[start + 1 : end]
            if rest in self._lexicon.common or rest in self._lexicon.suffixes:
                return True
        return not is_whole(self._text, start, end)


def cuts_word(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether an edge of the stretch lies inside a common word (新思 in 新思路)."""
    return text[start - 1 : start + 1] in lexicon.common or text[end - 1 : end + 1] in lexicon.common


def is_generic(name: str, lexicon: Lexicon) -> bool:
    """Whether a stretch only looks like a name: common nouns (产业基金, 全国法院), or a count of bodies (38家证券)."""
    if name in lexicon.generic or _COUNTED.match(name) is not None:
        return True
    return all(part in lexicon.generic for part in _AND.split(name.removeprefix("全国")))


def is_counted(text: str, start: int, end: int, suffix: Suffix) -> bool:
    """Whether what ends with a suffix is counted: 「省重点实验室6家」 and 「…等三家公司」 name a kind, not one body."""
    return _COUNT_AFTER.match(text, end) is not None or (
        _COUNT_BEFORE.search(text, start, end - len(suffix.text)) is not None
    )


def is_relative_bureau(text: str, start: int, end: End, places: Places) -> bool:
    """Whether the stretch is a bureau named by 省, 市 … alone (市税务局, but not 全市税务局)."""
    return (
        start >= 0
        and start + 1 == end.core_end
        and end.suffix is not None
        and end.suffix.type == "government"
        and end.suffix.group == "full"
        and len(end.suffix.text) >= MIN_BUREAU
        and text[start] in RELATIVE_PLACES
        and start not in places.inner
        and text[start - 1 : start] not in _BOUND_PLACES
    )
