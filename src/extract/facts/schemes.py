"""Schemes: funds, platforms, routes and services that a clause names in quotes and gives figures of."""

from __future__ import annotations

import re

from extract.facts.frames import Frame
from extract.facts.masking import DATE, GAP, NUMBER, ORG, PLACE
from extract.facts.rules import load_rules
from extract.facts.works import clause_head
from extract.records import Subject

#: The name in quotes, and what may stand before it as a part of the name; with a place there, it is the place's.
_NAMED = re.compile(rf"[^，。；：、的“”\s{GAP}{DATE}{NUMBER}{ORG}{PLACE}]{{0,10}}“[^“”，。；]{{2,12}}”")
#: What is done to a scheme, or by whom with it, makes it no one of whom the clause tells.
_ACTED_ON = re.compile(
    r"推动|实施|依托|通过|利用|借助|开展|围绕|打造|作为|发布|推出|上线|该|其|以|在|对|把|将|用|由|从|给"
)


def scheme_told(text: str, frame: Frame) -> Subject | None:
    """The scheme that a value's clause opens with, as written; ``None`` if it opens with none.

    Args:
        text: the document.
        frame: the value's frame.
    """
    clause = frame.clause
    head = clause_head(clause)
    head -= clause.masked[head - 1 : head] == "“"
    found = _NAMED.match(clause.masked, head, frame.quantity.start)
    if found is None or clause.depth:
        return None
    if _ACTED_ON.search(text[head : text.index("“", head)]):
        return None
    told = load_rules("scheme").at_start(clause.masked, found.end(), frame.quantity.start)
    if told is None:
        return None
    name = text[head : told.end]
    return Subject(text=name, kind="other", start=head, end=told.end)
