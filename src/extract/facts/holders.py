"""Who holds, buys or sells: persons and shareholding bodies that a figure is of."""

from __future__ import annotations

import re

from extract.facts.clauses import Clause
from extract.records import Subject
from extract.view import DocumentView

_DEALS = re.compile(r"卖出|出售|减持|增持|持有|买入|捐赠|捐出|套现|购买|抛售|转让|质押|获配")
_HOLDERS = re.compile(r"(?:股东|实际控制人|实控人)(\ue003+(?:[、和与及]\ue003+)*)")


def doer(view: DocumentView, clause: Clause, end: int) -> str:
    """The person who buys, sells or holds in a clause before ``end``, in the fullest form; ``""`` if none."""
    for person in view.persons:
        if clause.start <= person.start < end and _DEALS.search(clause.masked, person.end, end):
            names = [other.text for other in view.persons if other.text.endswith(person.text)]
            return max(names, key=len)
    return ""


def holders(view: DocumentView, clause: Clause, end: int) -> Subject | None:
    """The shareholding bodies that buy, sell or hold in a clause before ``end``, as written; ``None`` if none."""
    found = _HOLDERS.search(clause.masked, clause.start, end)
    if found is None or _DEALS.search(clause.masked, found.end(), end) is None:
        return None
    return Subject(text=view.text[found.start(1) : found.end(1)], kind="org", start=found.start(1), end=found.end(1))
