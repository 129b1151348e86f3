"""The words by which lines of a page are recognised."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from extract.errors import LexiconError

_FOLDER = Path(__file__).parent.parent / "lexicons" / "layout"
_PAIRS = _FOLDER / "pairs.csv"
_PATH = _FOLDER / "words.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutWords:
    """The lists of ``lexicons/layout/words.toml``, which says what each is for."""

    byline_heads: tuple[str, ...]
    byline_lines: frozenset[str]
    caption_heads: tuple[str, ...]
    caption_tails: tuple[str, ...]
    furniture: re.Pattern[str]
    contents_heads: frozenset[str]
    abstract_heads: tuple[str, ...]
    column_marks: str
    columns: frozenset[str]
    paragraph_starts: tuple[str, ...]
    open_ends: tuple[str, ...]
    never_starts: tuple[str, ...]
    connectives: tuple[str, ...]
    opening_ends: tuple[str, ...]
    document_kinds: tuple[str, ...]
    posts: tuple[str, ...]
    surnames: str
    dateline: re.Pattern[str]
    byline: re.Pattern[str]
    announcing: re.Pattern[str]


@cache
def layout_words() -> LayoutWords:
    """The lexicon that ships with the package.

    Raises:
        LexiconError: a list is missing, unknown, or holds something that is no word.
    """
    written = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    known = {field.name for field in fields(LayoutWords)} - {"byline", "dateline"} | {"datelines"}
    if written.keys() != known:
        odd = ", ".join(sorted(written.keys() ^ known))
        raise LexiconError(f"{_PATH.name}: missing or unknown lists: {odd}")
    lists: dict[str, tuple[str, ...]] = {}
    for name, words in written.items():
        if not words or not all(isinstance(word, str) and word for word in words):
            raise LexiconError(f"{_PATH.name}: {name} must be a list of words, none of them empty")
        lists[name] = tuple(words)
    return LayoutWords(
        byline_heads=lists["byline_heads"],
        byline_lines=frozenset(lists["byline_lines"]),
        caption_heads=lists["caption_heads"],
        caption_tails=lists["caption_tails"],
        furniture=_any_of(lists["furniture"]),
        announcing=_any_of(lists["announcing"]),
        contents_heads=frozenset(lists["contents_heads"]),
        abstract_heads=lists["abstract_heads"],
        column_marks=written["column_marks"],
        columns=frozenset(lists["columns"]),
        paragraph_starts=lists["paragraph_starts"],
        open_ends=lists["open_ends"],
        never_starts=lists["never_starts"],
        connectives=lists["connectives"],
        opening_ends=lists["opening_ends"],
        document_kinds=lists["document_kinds"],
        posts=lists["posts"],
        surnames=written["surnames"],
        # 「本报讯 」, 「新华社北京3月5日电」, 「本报武汉3月5日讯（记者王一）」
        dateline=re.compile(
            "(?:"
            + "|".join(map(re.escape, lists["datelines"]))
            + r")[\u3400-\u9fff\d]{0,16}(?:讯|电|消息|[\s\u3000:：（(])"
        ),
        # 「文 / 王一 李二」, 「本报记者 王一」; a mark or space keeps 「图们江」 and 「文山州」 out.
        byline=re.compile(
            "(?:"
            + "|".join(map(re.escape, sorted(lists["byline_heads"], key=len, reverse=True)))
            + r")(?:\s*[/／|｜:：]\s*|[\s\u3000]+)\S.{0,60}$|本[报刊网](?:特约)?(?:记者|通讯员)[\u3400-\u9fff]{2,12}$"
        ),
    )


@cache
def cohesive_pairs() -> frozenset[str]:
    """Pairs of Chinese characters that keep together: a line that ends in the midst of one was broken there.

    Raises:
        LexiconError: a line of ``pairs.csv`` is not one character, a comma, and those that follow it.
    """
    pairs: set[str] = set()
    for number, line in enumerate(_PAIRS.read_text(encoding="utf-8").splitlines()[1:], start=2):
        first, comma, seconds = line.partition(",")
        if len(first) != 1 or not comma or not seconds:
            raise LexiconError(f"{_PAIRS.name}:{number}: expected a character and those that follow it: {line!r}")
        pairs.update(first + second for second in seconds)
    return frozenset(pairs)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
