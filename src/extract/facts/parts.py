"""Parts of a thing: 「它由直径40米的网壳、3万只倍增管组成」 tells the 网壳直径 and the 倍增管 of what it is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.facts.frames import Frame
from extract.facts.metric import Metric
from extract.facts.things import whole_told
from extract.records import Subject

if TYPE_CHECKING:
    from extract.facts.focus import Focus

_MADE_OF = re.compile(r"(?<![经来])由(?=[^，。；]*(?:组成|构成|组合而成|拼[装接]而成|搭建而成))|(?:配备|配有|搭载)(?=[^，。；]*\ue004)")
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
    made = _MADE_OF.search(clause.masked, clause.start, clause.end)
    if made is None or made.end() > frame.quantity.start or clause.depth or focus.is_report:
        return None
    whole = whole_told(focus, clause, made.start())
    if whole is None:
        return None
    if metric.rule == "metric.attribute" and metric.owner:
        name = metric.owner + _BY.sub("", metric.text)
    elif frame.quantity.dimension == "count":
        name = _END.sub("", metric.text) or metric.text
    else:
        return None
    return whole, name, "subject.whole"
