"""Firms that report on themselves under names that no one knows as a firm's: 「远山合金 近日发布业绩预告」."""

from __future__ import annotations

import re

from extract.facts.clauses import Clause
from extract.facts.rules import load_rules
from extract.records import OrganisationMention

_NAME = re.compile(r"[*A-Za-z\u4e00-\u9fff]{2,10}(?: [A-Za-z]{1,10})?")
_NO_NAME = re.compile(r"公司|记者|股东|消息|[我该本其]|上市|证监|交易所|部分|多家|公告|显示")
#: The code that a share is known by: (300001.SZ), （证券代码：300001）, (00001).
_CODE = re.compile(r"[（(](?:[^（）()]{0,6}[:：]?\s*)?(?:[A-Z]{2}\s?)?\d{4,6}(?:\.[A-Z]{2})?[^（）()]{0,20}[）)]")
_BLANK = " \u3000“”【，：、"


def unknown_announcer(text: str, clause: Clause, start: int) -> OrganisationMention | None:
    """The firm whose own report a clause tells of, from ``start`` past any wire; ``None`` where none stands there."""
    found = load_rules("announcer").search(clause.masked, start, clause.end)
    if found is None or (found.rule.tag == "coded" and _CODE.match(text, found.start) is None):
        return None
    low, high = start, found.start
    while low < high and text[low] in _BLANK:
        low += 1
    name = text[low:high].rstrip(_BLANK)
    if _NAME.fullmatch(name) is None or _NO_NAME.search(name) is not None:
        return None
    return OrganisationMention(
        start=low, end=low + len(name), text=name, rule="facts.announcer", type="company", name=name, confidence=0.5
    )
