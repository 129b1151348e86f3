"""Files of flashes: items of one paragraph each, with a headline or without, each about something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.layout.cohesion import shared
from extract.layout.lexicon import layout_words
from extract.layout.lines import Line
from extract.records import PassageKind

# Items in a row from which a file is judged, and what counts as one.
_MIN_ITEMS = 4
_MIN_CHARS = 40
# Of the items, so many open as news does, and two in a row share so little. Measured on annotated flashes, newsletters,
# bulletins, reports and policy papers: of those that are told in articles, none has both.
_OPENING_AS_NEWS = 0.55
_SHARED = 0.11
_HEAD_CHARS = 30
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|【")
# 【云溪财经讯】 in front of an item names its source and is no headline.
_SOURCE = re.compile(r"[\u3400-\u9fffA-Za-z0-9]{2,12}[讯电]$")


def holds_flashes(lines: Sequence[Line], kinds: Sequence[PassageKind]) -> bool:
    """Whether the text is a file of flashes."""
    items = [
        line.text for line, kind in zip(lines, kinds, strict=True) if kind == "body" and len(line.text) >= _MIN_CHARS
    ]
    if len(items) < _MIN_ITEMS:
        return False
    openings = sum(opens_as_news(item) for item in items)
    return (
        openings >= _OPENING_AS_NEWS * len(items)
        and median(shared(first, second) for first, second in pairwise(items)) <= _SHARED
    )


def opens_as_news(text: str) -> bool:
    """Whether a paragraph opens with a day, a headline in brackets, or who announced something."""
    return _DAY.match(text) is not None or layout_words().announcing.search(text[:_HEAD_CHARS]) is not None


def is_source_note(bracketed: str) -> bool:
    """Whether what stands in brackets in front of a flash is its source rather than its headline."""
    return _SOURCE.fullmatch(bracketed) is not None
