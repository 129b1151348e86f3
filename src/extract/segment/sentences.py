"""Sentences of a Chinese text, with their offsets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract.errors import LexiconError
from extract.records import Sentence

_RULES_FILE = "sentences.toml"
_LINE_BREAKS = "\n\r\u2028\u2029\x0b\x0c\x85"
# A Latin sentence ends at a full stop after a word of three letters or a bracket, before a capital.
_LATIN_STOP = re.compile(r"(?<=[a-z]{3}|.[a-z\d]\)|\d\d\d)\. (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks and words of ``sentences.toml``, arranged for looking up one character at a time."""

    ends: frozenset[str]
    closers: frozenset[str]
    bracket_close: dict[str, str]
    quote_close: dict[str, str]
    longest_bracket: int
    longest_quoted_phrase: int
    speech_lead: frozenset[str]
    continuation: tuple[str, ...]
    special: re.Pattern[str]


@cache
def _marks() -> _Marks:
    source = resources.files("extract").joinpath("lexicons", "segment", _RULES_FILE)
    try:
        rules = tomllib.loads(source.read_text(encoding="utf-8"))
        pairs = {pair[0]: pair[1] for pair in rules["brackets"]}
        quotes = {pair[0]: pair[1] for pair in rules["quotes"]}
        stops = rules["end_marks"] + "".join(pairs) + "".join(quotes) + _LINE_BREAKS + "."
        return _Marks(
            ends=frozenset(rules["end_marks"]),
            closers=frozenset(rules["closing_marks"]),
            bracket_close=pairs,
            quote_close=quotes,
            longest_bracket=int(rules["longest_bracket"]),
            longest_quoted_phrase=int(rules["longest_quoted_phrase"]),
            speech_lead=frozenset(rules["speech_lead_marks"]),
            continuation=tuple(rules["continuation"]),
            special=re.compile(f"[{re.escape(stops)}]"),
        )
    except (KeyError, IndexError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{source}: cannot be read as sentence rules: {error!r}") from error


def split_sentences(text: str) -> list[Sentence]:
    """Split a text into sentences.

    A sentence ends at 。！？!? with the closing quotes and brackets that follow, and at every line break. An
    end mark inside brackets or a title, or in a short quotation inside a clause, ends nothing.

    Args:
        text: any text; a line break always ends a sentence, so lines broken by layout are repaired before.

    Returns:
        Sentences in order, without overlap, with half-open offsets into ``text`` and ``text[start:end]`` as
        their text; white space around a sentence belongs to none, and only white space is left out.

    Example:
        >>> [s.text for s in split_sentences("产值增长8.1%。“好！”他说。")]
        ['产值增长8.1%。', '“好！”', '他说。']
    """
    marks = _marks()
    sentences: list[Sentence] = []
    start = position = 0
    while found := marks.special.search(text, position):
        position = found.start()
        char = text[position]
        if char in _LINE_BREAKS:
            _append(sentences, text, start, position)
            start = position = position + 1
        elif char in marks.bracket_close:
            position = _after_bracket(text, position, marks)
        elif char in marks.quote_close:
            position = _after_quoted_phrase(text, position, marks)
        elif char in marks.ends:
            end = _end_of_run(text, position, marks)
            if _goes_on(text, position, end, marks):
                position = end
            else:
                _append(sentences, text, start, end)
                start = position = end
        elif _LATIN_STOP.match(text, position):
            _append(sentences, text, start, position + 1)
            start = position = position + 1
        else:
            position += 1
    _append(sentences, text, start, len(text))
    return sentences


def _append(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        sentences.append(Sentence(start=first, end=first + len(stripped), text=stripped))


def _after_bracket(text: str, position: int, marks: _Marks) -> int:
    """The offset after the bracket that closes the one at ``position``, or after that one if none does."""
    opening, closing = text[position], marks.bracket_close[text[position]]
    depth = 0
    for index in range(position, min(len(text), position + marks.longest_bracket)):
        char = text[index]
        if char in _LINE_BREAKS:
            break
        if char == opening:
            depth += 1
        elif char == closing:
            depth -= 1
            if depth == 0:
                return index + 1
    return position + 1


def _after_quoted_phrase(text: str, position: int, marks: _Marks) -> int:
    """The offset after a short quotation inside a clause; just after the opening mark for any other."""
    opens_clause = position == 0 or text[position - 1] in marks.speech_lead or text[position - 1].isspace()
    limit = position + marks.longest_quoted_phrase + 2
    close = text.find(marks.quote_close[text[position]], position + 1, limit)
    if opens_clause or close < 0 or any(char in _LINE_BREAKS for char in text[position:close]):
        return position + 1
    return close + 1


def _end_of_run(text: str, position: int, marks: _Marks) -> int:
    """The offset after the run of end marks and closing marks that starts at ``position``."""
    end = position
    while end < len(text) and text[end] in marks.ends:
        end += 1
    while end < len(text) and text[end] in marks.closers:
        end += 1
    return end


def _goes_on(text: str, position: int, end: int, marks: _Marks) -> bool:
    following = text[end : end + 1]
    if text[position] in "!?" and following.isascii() and following.isalnum():
        return True  # a query string or a name such as Yahoo!
    closed_quote = end > position + 1 and text[end - 1] not in marks.ends
    return closed_quote and text.startswith(marks.continuation, end)
