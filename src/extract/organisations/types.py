"""The type of an organisation, from its name."""

from __future__ import annotations

import re
from functools import cache

from extract.organisations.lexicon import KnownName, Lexicon, Suffix, read_rows
from extract.records import OrganisationType

_CORPORATE = frozenset({"有限公司", "有限责任公司", "股份有限公司", "公司", "集团", "传媒", "总公司"})
# Departments and boards are of the type of the body that their name begins with.
_LENDING = frozenset({"association", "international", "university", "research", "company", "finance", "hospital"})
# 中国化工学会 is no body of 中国化工, but 联合国经社理事会 one of 联合国.
_WIDE = frozenset({"association", "international"})
_PARTY = ("党委", "纪委", "党组", "团委", "工委", "党支部")
_COMMITTEES = ("委员会", "工作委员会")


def tell_type(name: str, suffix: Suffix | None, known: KnownName | None, lexicon: Lexicon) -> OrganisationType:
    """Return the type of ``name``: what the lexicon says, else what its suffix and its words say.

    What a known body has in a place has its type (珠海高瓴), and so has a department of one (欧盟统计局). A name
    without a suffix that only a cue showed (市值, 股价) is a company.
    """
    known = known or lexicon.names.get(name) or (_known_end(name, lexicon) if suffix is None else None)
    if known is not None:
        return "finance" if known.type == "company" and _ends_as_finance(name) else known.type
    if suffix is None:
        return "finance" if _ends_as_finance(name) else "company"
    if suffix.type == "company":
        if _has("finance", name) and not _has("not_finance", name):
            return "finance"
        return "media" if suffix.text in _CORPORATE and _has("media", name) else "company"
    if suffix.type in ("government", "association") and not name.endswith(_PARTY):
        parent = _known_beginning(name, lexicon)
        if parent is not None and parent.type in (_LENDING if suffix.type == "government" else _WIDE):
            return parent.type
    if suffix.text in _COMMITTEES:
        return "government" if _has("state", name.replace("国际", "")) else "association"
    if suffix.text == "中心" and suffix.type == "government" and _has("laboratory", name):
        return "research"
    if suffix.text == "平台" and not _has("laboratory", name):
        return "other"
    return suffix.type


def type_of_proposal(name: str, proposed: OrganisationType, lexicon: Lexicon) -> OrganisationType:
    """The type of a name that only a model proposes: an ending that tells is believed before the model."""
    suffix = next((found for at in range(1, len(name) - 3) if (found := lexicon.suffixes.get(name[at:]))), None)
    if suffix is not None and suffix.group == "full":
        return tell_type(name, suffix, None, lexicon)
    return proposed


def _known_end(name: str, lexicon: Lexicon) -> KnownName | None:
    """The longest known body that the name ends with, after a place (珠海高瓴)."""
    found = (lexicon.names.get(name[at:]) for at in range(1, len(name) - 1))
    return next((known for known in found if known is not None and known.trust != "context"), None)


def _known_beginning(name: str, lexicon: Lexicon) -> KnownName | None:
    """The longest known body that the name begins with."""
    found = (lexicon.names.get(name[:end]) for end in range(len(name) - 1, 1, -1))
    return next((known for known in found if known is not None and known.trust != "context"), None)


def _ends_as_finance(name: str) -> bool:
    return _has("finance_end", name[-2:])


def _has(group: str, name: str) -> bool:
    return _patterns()[group].search(name) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    for _, (word, group) in read_rows("type_words.csv", ("word", "group")):
        words.setdefault(group, []).append(word)
    return {group: re.compile("|".join(map(re.escape, found))) for group, found in words.items()}
