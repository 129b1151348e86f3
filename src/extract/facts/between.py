"""Changes between two times that a sentence names: 「从2013年的5万亿元增加到2023年的9万亿元，占比从12%提高到18%」."""

from __future__ import annotations

import re

from extract.facts.changes import is_outset
from extract.facts.frames import Frame
from extract.facts.periods import UNKNOWN, Period, runs

_RATE = re.compile(r"[增涨降跌]幅|增速|增长率")


def between(frame: Frame, outset: Period, now: Period) -> Period | None:
    """The period of a value that has to do with both times, or nothing.

    Args:
        frame: the value's frame.
        outset: the time that a change of the sentence starts from, or ``UNKNOWN``.
        now: the time of the sentence.
    """
    if outset is UNKNOWN or not runs(outset.date_from, now.date_from):
        return None
    if is_outset(frame.clause, frame.index):
        return outset.under("period.operand")
    if outset.date_from != now.date_from and runs(outset.date_from, now.date_to) and _spans(frame):
        return Period(outset.date_from, now.date_to, "period.between")
    return None


def _spans(frame: Frame) -> bool:
    """「从2019年的A升至2022年的B，增幅23%」: whether a rate is that of the change between the two times."""
    rate = frame.quantity.dimension in ("percent", "multiple") and not frame.tags & {"yoy", "mom"}
    named = _RATE.search(frame.masked, frame.low, frame.quantity.start) is not None
    return rate and (named or bool(frame.tags & {"up", "down"}))
