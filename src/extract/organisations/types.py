"""The type of an organisation, from its name."""

from __future__ import annotations

import re
from functools import cache

from extract.organisations.lexicon import KnownName, Lexicon, Suffix, read_words
from extract.records import OrganisationType

_CORPORATE = frozenset({"有限公司", "有限责任公司", "股份有限公司", "公司", "集团", "传媒", "总公司"})


def tell_type(name: str, suffix: Suffix | None, known: KnownName | None, lexicon: Lexicon) -> OrganisationType:
    """Return the type of ``name``: what the lexicon says, else what its suffix and its words say.

    A name without a suffix that only a cue showed (市值, 股价) is a company.
    """
    known = known or lexicon.names.get(name)
    if known is not None:
        return known.type
    if suffix is None:
        return "company"
    if suffix.type == "company":
        if _has("finance", name) and not _has("not_finance", name):
            return "finance"
        if suffix.text in _CORPORATE and _has("media", name):
            return "media"
    if suffix.type == "association" and suffix.text == "委员会" and _has("state", name):
        return "government"
    if suffix.type == "government" and suffix.text == "中心" and _has("laboratory", name):
        return "research"
    return suffix.type


def _has(group: str, name: str) -> bool:
    return _patterns()[group].search(name) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    for word, group in read_words("type_words.csv").items():
        words.setdefault(group, []).append(word)
    return {group: re.compile("|".join(map(re.escape, found))) for group, found in words.items()}
