"""Posts and titles in a text (副部长, 总经理; 院士): shared by the finder of persons and by relations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import ahocorasick

from extract.organisations.lexicon import read_words
from extract.records import Span

PostKind = Literal["post", "title"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Span):
    """A post (副部长) or a title (院士, no post by the guideline), with half-open offsets."""

    text: str
    kind: PostKind


@cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for word in read_words("titles.csv"):
        automaton.add_word(word, (word, "title"))
    for word in read_words("posts.csv"):
        automaton.add_word(word, (word, "post"))
    automaton.make_automaton()
    return automaton


def find_posts(text: str) -> list[Post]:
    """Return the posts and titles in a text, longest first at each place, none overlapping, in order.

    Example:
        >>> [(p.text, p.kind) for p in find_posts("副总经理张三、院士李四")]
        [('副总经理', 'post'), ('院士', 'title')]
    """
    found: list[Post] = []
    for last, (word, kind) in _automaton().iter_long(text):
        found.append(Post(start=last + 1 - len(word), end=last + 1, text=word, kind=kind))
    return found
