"""The last cleaning of a metric's name: a noun phrase that begins with neither doer, means nor verb."""

from __future__ import annotations

import re

from extract.facts.rules import load_rules

_SHORTEST = 2
_NEAR = 14
#: 「两份样本均为」, 「价格或突破」: what belongs to the verb.
_TRAILING = re.compile(
    r"(?<=..)(?:(?<![平人户年月日])均|皆|或|(?<![许认])可|预计|有望|基本|陆续|相继|(?<=[率比重量额值价数度速幅])在"
    r"|(?:现在|目前|现|已|共|仍|还)?(?<![拥所持国公私含享没占具])有|(?<![规细原法准总附守通])则|一直)+$"
)
#: 「重卡市场预计销售各类车型」: how sure the verb is, inside a name.
_INFIX = re.compile(r"(?<=..)(?:预计|有望)(?=..)")
_COUNTRY = ("我国", "全国", "中国")


def trim_name(words: str) -> str:
    """A name without verbs, prepositional phrases and pronouns at its head; empty where nothing else is left.

    Example: ``trim_name("以货币方式出资")`` is ``"出资"``; ``trim_name("仍")`` is ``""``.
    """
    table = load_rules("name_head")
    while words:
        found = table.at_start(words, 0, len(words))
        if found is None:
            break
        if found.rule.tag == "empty":
            return ""
        if found.end == len(words) and found.rule.tag == "aside":
            return ""
        if len(words) - found.end < _SHORTEST:
            break
        words = words[found.end :]
    return _TRAILING.sub("", _INFIX.sub("", words))


def without_owner(words: str, owner: str) -> str:
    """A name without the subject it begins with, or that stands behind a word for it (「全资子公司甲公司出资」)."""
    if len(owner) < _SHORTEST:
        return words
    at = words.find(owner)
    if at < 0:
        return words
    if owner in _COUNTRY and at > _SHORTEST and load_rules("heading_end").at_end(words, 0, at) is not None:
        return words[at + len(owner) :].lstrip("的")
    end = at + len(owner)
    rest = words[end:].lstrip("的“”")
    appositive = not at or (at <= _NEAR and load_rules("owner_head").at_end(words, 0, at) is not None)
    starts_word = not rest.startswith(("和", "与", "及", "、", "等"))
    return rest if appositive and starts_word and len(rest) >= _SHORTEST else words
