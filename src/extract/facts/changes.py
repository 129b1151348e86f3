"""Changes told by both ends: 「从8.7万元提高到12万元」."""

from __future__ import annotations

import re

from extract.facts.clauses import Clause
from extract.facts.masking import NUMBER

_FROM = re.compile(rf"[从由][^，。；{NUMBER}]{{0,12}}\Z")
_TO = re.compile(rf"[^，。；{NUMBER}]{{0,12}}[到至为成][^，。；{NUMBER}]{{0,4}}{NUMBER}")
#: What joins both ends is a verb (稀释到, 变更为) and names no second thing.
_VERB = re.compile(
    r"(?:[^，。；、的和与及]{0,6})[到至为成](?:\ue001的?|约|近|最多|不|超|逾|人民币|了|目前的?|现在的?)*"
)


def is_outset(clause: Clause, index: int) -> bool:
    """Whether a value is where a change starts; what it is to come to is told right after it."""
    quantity = clause.quantities[index]
    if _TO.match(clause.masked, quantity.end, clause.end) is None:
        return False
    low = clause.quantities[index - 1].end if index else clause.start
    return _FROM.search(clause.masked, low, quantity.start) is not None


def is_outcome(clause: Clause, index: int) -> bool:
    """Whether a value is what the one before it, of its kind, comes to, with nothing but a verb between them."""
    if not index or not is_outset(clause, index - 1):
        return False
    before, after = clause.quantities[index - 1 : index + 1]
    return before.dimension == after.dimension and _VERB.fullmatch(clause.masked, before.end, after.start) is not None
