"""Changes told by both ends: 「从8.7万元提高到12万元」."""

from __future__ import annotations

import re

from extract.facts.frames import Frame
from extract.facts.masking import NUMBER

_FROM = re.compile(rf"[从由][^，。；{NUMBER}]{{0,12}}\Z")
_TO = re.compile(rf"[^，。；{NUMBER}]{{0,12}}[到至为成][^，。；{NUMBER}]{{0,4}}{NUMBER}")


def is_outset(frame: Frame) -> bool:
    """Whether the value is where a change starts; what it is to come to is told right after it."""
    masked, quantity = frame.masked, frame.quantity
    if _TO.match(masked, quantity.end, frame.clause.end) is None:
        return False
    return _FROM.search(masked, frame.low, quantity.start) is not None
