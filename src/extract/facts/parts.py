"""Parts of a thing: 「它由直径40米的网壳、3万只倍增管组成」 tells the 网壳直径 and the 倍增管 of what it is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.facts.frames import Frame
from extract.facts.metric import Metric
from extract.facts.rules import load_rules
from extract.facts.things import whole_told
from extract.records import Subject

if TYPE_CHECKING:
    from extract.facts.focus import Focus

_BY = re.compile(r"^.*?由")
_END = re.compile(r"(?:等)?(?:关键|主要|核心)?(?:部件|部分|零部件)?(?:组成|构成)?$")


def find_part(focus: Focus, frame: Frame, metric: Metric) -> tuple[Subject, str, str] | None:
    """The whole that a value's part belongs to, and the part with its measure; ``None`` where no whole is told of.

    Args:
        focus: what the text is about at the value's clause.
        frame: the value's frame.
        metric: its metric's name so far.
    """
    clause = frame.clause
    made = load_rules("made_of").search(clause.masked, clause.start, clause.end)
    if made is None or made.end > frame.quantity.start or clause.depth or focus.is_report:
        return None
    whole = whole_told(focus, clause, made.start)
    if whole is None:
        return None
    if metric.rule == "metric.attribute" and metric.owner:
        name = metric.owner + _BY.sub("", metric.text)
    elif frame.quantity.dimension == "count":
        name = _END.sub("", metric.text) or metric.text
    else:
        return None
    return whole, name, "subject.whole"
