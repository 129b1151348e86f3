"""What looks like a name and is none, whatever the scores say: parts of words, posts, events, kinds of bodies."""

from __future__ import annotations

import re
from functools import cache

from extract.organisations.grammar import Candidate, is_counted, is_generic
from extract.organisations.lexicon import Lexicon, read_words

_NO_NAME = re.compile(r"[两二三四五]级|\d号\Z")
_TRADES = frozenset({"tradecompany", "groupcompany", "cuelist"})
# Between a body and the word for its event: 「上合组织国家电影节」, 「东盟商务与投资峰会」.
_EVENT_PART = "[\u4e00-\u9fff]{0,6}?"


def is_refused(text: str, candidate: Candidate, lexicon: Lexicon, *, unseen: bool) -> bool:
    """Whether a stretch is no organisation although its scores say so.

    Args:
        text: the reading text.
        candidate: the stretch.
        lexicon: known names and words.
        unseen: whether a trained model has read the text and sees no name in exactly this stretch.
    """
    start, end = candidate.start, candidate.end
    name = text[start:end]
    if _NO_NAME.search(name) is not None:
        return True  # 省、市、县三级监察委员会, 某某资产晓峰1号
    if is_part(text, start, end) or (unseen and _event().match(text, end)):
        return True
    if candidate.known is not None:
        return False
    suffix = candidate.suffix
    return (
        is_generic(name, lexicon)
        or name in lexicon.suffixes
        or name.endswith(_words("kind_end"))
        or any(word in name[2:-2] for word in _words("people"))
        or (suffix is not None and is_counted(text, start, end, suffix))
        or (unseen and candidate.kind in _TRADES and suffix is not None and _is_common(name, suffix.text, lexicon))
    )


def is_part(text: str, start: int, end: int) -> bool:
    """Whether a stretch is cut out of words or of a post, whatever it is elsewhere."""
    return _runs_in(text, start) or _runs_on(text, end) or _is_post(text, end)


def _runs_on(text: str, end: int) -> bool:
    """Whether the end cuts a word: 教育部|门 is a kind of bodies, 政治局|面 none."""
    return any(text.startswith(word, end - size) for word in _words("run_on") for size in range(1, len(word)))


def _runs_in(text: str, start: int) -> bool:
    """Whether the beginning cuts a word: 深发展 in 纵|深发展, 区服务中心 in 社|区服务中心."""
    return any(text.startswith(word, start - size) for word in _words("run_in") for size in range(1, len(word)))


def _is_post(text: str, end: int) -> bool:
    """Whether the stretch is the beginning of a post: 「美国国防部长」 names a country and a post."""
    return text.startswith(_words("post"), end - 1) and not text.startswith(_words("after_post"), end)


def _is_common(name: str, suffix: str, lexicon: Lexicon) -> bool:
    """Whether a trade's name is left of a common word and the trade: 合成|橡胶, 历史|建筑."""
    return name.removesuffix(suffix) in lexicon.common


@cache
def _event() -> re.Pattern[str]:
    return re.compile(_EVENT_PART + "(?:" + "|".join(map(re.escape, _words("event"))) + ")")


@cache
def _words(group: str) -> tuple[str, ...]:
    return tuple(word for word, kind in read_words("not_names.csv").items() if kind == group)
