"""Persons, as far as posts need them: a Chinese or transliterated name beside a post, a title or a verb of speech.

A name is a surname of the list with one or two characters of given name, or a transliterated name (塔赫, 乔治·布什).
How long it is, is decided by what follows it: a verb (说, 出席), a mark of punctuation, the end of the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.organisations.lexicon import load_lexicon, read_words
from extract.organisations.posts import find_posts
from extract.records import EntityCandidate, OrganisationMention, PersonMention

BESIDE_POST = 0.9
BEFORE_SPEECH = 0.75
MIN_REPEATED = 3
_MARKS = frozenset('0123456789，。、；：！？）)（(》】」”’,;:!?\n\r \t|丨·—…“"')
_HAN = re.compile(r"[一-鿿]+")


def find_persons(
    text: str, *, organisations: Sequence[OrganisationMention], candidates: Sequence[EntityCandidate] = ()
) -> list[PersonMention]:
    """Find the persons whom a text names beside a post, a title, an organisation or a verb of speech.

    Args:
        text: the reading text.
        organisations: what was found in it; no person overlaps one.
        candidates: what a trained model proposes; its ``PERSON`` spans are taken in where no rule found a person.

    Returns:
        Mentions in order of appearance, none overlapping; ``rule`` is ``post``, ``title``, ``speech``, ``repeated``
        or ``model``.

    Example:
        >>> [p.text for p in find_persons("副总经理孙国志说，订单已满。", organisations=())]
        ['孙国志']
    """
    taken = bytearray(len(text) + 1)
    for organisation in organisations:
        taken[organisation.start : organisation.end] = b"\1" * (organisation.end - organisation.start)
    found: list[PersonMention] = []

    def add(start: int, end: int, rule: str, confidence: float) -> None:
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(PersonMention(start=start, end=end, text=text[start:end], rule=rule, confidence=confidence))

    posts = find_posts(text)
    for post in posts:
        end = name_end(text, post.end)
        if end:
            add(post.end, end, post.kind, BESIDE_POST)
    for post in posts:
        if post.kind == "title":
            start = name_start(text, post.start)
            if start >= 0:
                add(start, post.start, "title", BESIDE_POST)
    for start in _line_starts(text):
        end = name_end(text, start, speech_only=True)
        if end:
            add(start, end, "speech", BEFORE_SPEECH)
    for name in sorted({person.text for person in found if len(person.text) >= MIN_REPEATED}):
        at = text.find(name)
        while at >= 0:
            add(at, at + len(name), "repeated", BEFORE_SPEECH)
            at = text.find(name, at + len(name))
    for candidate in candidates:
        if candidate.label == "PERSON":
            add(candidate.start, candidate.end, "model", candidate.confidence)
    return sorted(found, key=lambda person: person.start)


def name_end(text: str, start: int, *, speech_only: bool = False) -> int:
    """Return where a person's name that begins at ``start`` ends, or 0 if none begins there.

    Args:
        text: the text.
        start: where the name would begin.
        speech_only: accept it only before a verb of speech.
    """
    surname = _surname(text, start)
    best = 0
    if surname:
        best = _chinese_end(text, start, surname, speech_only=speech_only)
    return best or _foreign_end(text, start, speech_only=speech_only)


def name_start(text: str, end: int) -> int:
    """Return where a Chinese name that ends at ``end`` begins, or -1 (for 张三院士)."""
    for size in (3, 2, 4):
        start = end - size
        if start < 0 or not _HAN.fullmatch(text, start, end):
            continue
        surname = _surname(text, start)
        left = text[start - 1 : start]
        if (
            surname
            and len(surname) < size <= len(surname) + 2
            and (not left or (left in _MARKS and not left.isdigit()) or left in "由与和的")
        ):
            return start if _may_be_name(text[start:end], surname) else -1
    return -1


def _surname(text: str, start: int) -> str:
    singles, doubles = _surnames()
    if text[start : start + 2] in doubles:
        return text[start : start + 2]
    return text[start : start + 1] if text[start : start + 1] in singles else ""


def _chinese_end(text: str, start: int, surname: str, *, speech_only: bool) -> int:
    """Choose between one and two characters of given name by what follows; a verb tells more than a mark.

    A given name that is a word of the language (李建国) needs a post before it and a verb of speech after it.
    """
    speech, acts = _followers()
    never_last = _characters("never_last.csv")
    short, long = start + len(surname) + 1, start + len(surname) + 2
    ends = [end for end in (long, short) if end <= len(text) and _HAN.fullmatch(text, start, end)]
    ends = [end for end in ends if text[end - 1] not in never_last]
    if any(text[end : end + 1] == "·" for end in ends):
        return 0
    strict = [end for end in ends if _may_be_name(text[start:end], surname)]
    loose = [end for end in ends if not speech_only and _may_be_name(text[start:end], surname, any_given=True)]
    for found, followers in ((strict, speech), (loose, speech), ([] if speech_only else strict, acts)):
        for end in found:
            if text.startswith(followers, end):
                return end
    if speech_only:
        return 0
    return next((end for end in strict if end == len(text) or text[end] in _MARKS or text[end] in never_last), 0)


def _may_be_name(name: str, surname: str, *, any_given: bool = False) -> bool:
    """Whether surname and given name together are no word of the language, nor begin with one (高度, 方面)."""
    common = _words_no_person_begins_with()
    return name not in common and name[:2] not in common and (any_given or name[len(surname) :] not in common)


def _foreign_end(text: str, start: int, *, speech_only: bool) -> int:
    transliterated = _characters("transliteration.csv")
    end = start
    while end < len(text) and (text[end] in transliterated or (text[end] == "·" and end > start)):
        end += 1
    if not 2 <= end - start <= 16 or text[end - 1] == "·":
        return 0
    speech, acts = _followers()
    followed = text.startswith(speech if speech_only else speech + acts, end)
    marked = not speech_only and "·" in text[start:end] and (end == len(text) or text[end] in _MARKS)
    return end if (followed or marked) and text[start:end] not in load_lexicon().common else 0


def _line_starts(text: str) -> list[int]:
    """Return where a clause begins: 张三指出 is looked for there alone."""
    starts = [0] if text else []
    starts += [at + 1 for at, char in enumerate(text[:-1]) if char in "。；！？\n”，："]
    return starts


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    groups = read_words("surnames.csv")
    return (
        frozenset(word for word, group in groups.items() if group == "single"),
        frozenset(word for word, group in groups.items() if group == "double"),
    )


@cache
def _words_no_person_begins_with() -> frozenset[str]:
    return load_lexicon().common | frozenset(read_words("not_persons.csv"))


@cache
def _characters(name: str) -> frozenset[str]:
    return frozenset(read_words(name))


@cache
def _followers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    groups = read_words("speech_verbs.csv")
    return (
        tuple(word for word, group in groups.items() if group == "speech"),
        tuple(word for word, group in groups.items() if group != "speech"),
    )
