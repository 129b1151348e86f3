"""Short names of a body within one document: declared by the text, or inferred from the full name.

Declared: 江西某某造船有限公司（以下简称“某某造船”）. Inferred: a stretch that begins as the full name does (its
place and its parent body set aside) and goes on with its characters in order (信维电子科技 → 信维电科).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.organisations.lexicon import Lexicon, read_words

MIN_HEAD = 2
MAX_DECLARED = 14
_DECLARATION = re.compile(
    r"\s?[（(](?:以?下(?:统|合)?简?称|简称|又称|原名|英文简称)(?:为|：|:)?[“\"「‘]?"
    rf"(?P<short>[^（）()“”\"「」‘’，。；、]{{2,{MAX_DECLARED}}})[”\"」’]?"
)
# 日本半导体制造装置协会（SEAJ）, 爱立信(Ericsson): the name in letters, or its initials.
_IN_LETTERS = re.compile(r"[（(](?P<short>[A-Z][A-Za-z&\-]{1,9})[）)]")
_BEFORE_BRAND = frozenset("与和及由向对给为让从被的司家商在是")
_AFTER_BRAND = frozenset("与和及的在将已也还为是对拟由并称表宣公发披收获持增减计")
_LEGAL = re.compile(r"(?:股份|控股)?(?:有限责任公司|有限公司)$|公司$")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A short name that the text declares right after a name that ends at ``name_end``."""

    name_end: int
    start: int
    end: int
    text: str


def find_declarations(text: str) -> Iterator[Declaration]:
    """Yield the short names that the text declares with 以下简称 and the like."""
    for match in _DECLARATION.finditer(text):
        short = match["short"].strip()
        if short not in _generic_shorts() and short == match["short"]:
            yield Declaration(match.start(), match.start("short"), match.end("short"), short)


def find_initials(text: str, end: int, *, company: bool) -> Declaration | None:
    """Return the name in letters that stands in brackets right after a name that ends at ``end``.

    After a ``company`` capitals alone may be its code at an exchange, and count for nothing.
    """
    match = _IN_LETTERS.match(text, end)
    if match is None or (company and match["short"].isupper()):
        return None
    return Declaration(end, match.start("short"), match.end("short"), match["short"])


def heads(full: str, place: str) -> list[str]:
    """Return what a short form of the company ``full`` could be read off: its name less place, form and brackets."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", _LEGAL.sub("", full))
    if place and bare.startswith(place) and len(bare) > len(place) + MIN_HEAD:
        return [bare[len(place) :].removeprefix("省").removeprefix("市")]
    return [] if place else [bare]


def infer_short_forms(
    text: str, full: str, core: str, lexicon: Lexicon, places: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the occurrences in ``text`` of what may be short forms of the company ``full``, read off ``core``.

    A form that is no common word and no place may be the core's beginning (佳时特); one that leaves characters out must
    end as companies' short names do (信维电科, 凯安集团).
    """
    head = core[:MIN_HEAD]
    if full.endswith(_branches()):
        return
    if len(head) < MIN_HEAD or not all("一" <= char <= "鿿" for char in head):
        return
    at = text.find(head)
    while at >= 0:
        end = _extend(text, at + len(head), core[len(head) :])
        form = text[at:end]
        alone = len(form) > MIN_HEAD or core == form + "集团" or _stands_alone(text, at, end)
        if form != full and text[end : end + 1] != "·" and alone and _is_telling(form, full, core, lexicon, places):
            yield at, end
        at = text.find(head, max(end, at + 1))


def _extend(text: str, at: int, rest: str) -> int:
    """Return how far ``text`` goes on from ``at`` with characters of ``rest`` in order, or with a tail word."""
    position = 0
    while at < len(text):
        step = rest.find(text[at], position)
        if step < 0:
            break
        position = step + 1
        at += 1
    for tail in _short_tails():
        if text.startswith(tail, at):
            return at + len(tail)
    return at


def _is_telling(form: str, full: str, core: str, lexicon: Lexicon, places: frozenset[str]) -> bool:
    """Whether ``form`` can only be short for ``full``: no word, no place, no other body, and no part left unsaid."""
    if form in places or form in lexicon.suffixes or form in _generic_shorts():
        return False
    if any(form[:size] in lexicon.common for size in (2, 3, len(form))) or (
        form[:2] in lexicon.suffixes or form[:2] in places
    ):
        return False
    tail = next((tail for tail in _short_tails() if form.endswith(tail)), "")
    known = lexicon.names.get(form)
    if known is not None and form != core and (not known.full or known.full != full):
        return False
    if tail and tail not in full:
        return False
    if core.startswith(form):
        return len(form) > MIN_HEAD or core == form + "集团" or _is_brand(form, core, lexicon)
    return len(form) >= 3 and (bool(tail) or (core[:3] == form[:3] and form[-1] in core[-1:] + "科"))


def _is_brand(form: str, core: str, lexicon: Lexicon) -> bool:
    """Whether two characters are the whole of a name but for the word for its trade (晗汉 of 晗汉科技)."""
    return core[len(form) :] in lexicon.suffixes and form not in lexicon.verbs


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether marks, or words that stand beside names, border the stretch on both sides."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not ("一" <= before <= "鿿" and before not in _BEFORE_BRAND) and not (
        after.isalnum() and after not in _AFTER_BRAND
    )


def infer_institute_forms(text: str, core: str, place: str) -> Iterator[tuple[int, int]]:
    """Yield the occurrences of a short form that keeps an institute's place and kind (青岛能源所).

    Args:
        text: the document.
        core: the full name without its parent body (中国科学院): 青岛生物能源与过程研究所.
        place: the place that ``core`` begins with.
    """
    if not place or core[-1] not in "所院室" or len(core) < len(place) + 4:
        return
    middle = core[len(place) : -1]
    at = text.find(place)
    while at >= 0:
        stop, position = at + len(place), 0
        while stop < len(text) and (step := middle.find(text[stop], position)) >= 0:
            position = step + 1
            stop += 1
        if text[stop : stop + 1] == core[-1] and stop - at - len(place) >= 2 and text[at : stop + 1] != core:
            yield at, stop + 1
        at = text.find(place, max(stop, at + 1))


@cache
def _generic_shorts() -> frozenset[str]:
    return frozenset(read_words("generic_shorts.csv"))


@cache
def _short_tails() -> tuple[str, ...]:
    return tuple(read_words("short_tails.csv"))


@cache
def _branches() -> tuple[str, ...]:
    return tuple(word for word, group in read_words("branches.csv").items() if group == "own_name")
