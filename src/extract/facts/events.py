"""Days on which something happens: a day is the period of what was done on it, and of nothing else."""

from __future__ import annotations

from extract.facts.clauses import Clause
from extract.facts.frames import Frame
from extract.facts.masking import GAP, NUMBER
from extract.facts.rules import load_rules
from extract.records import DateMention

_REACH = 14


def is_spec(frame: Frame) -> bool:
    """Whether the value is a size or rating, which holds whatever the day: 「公路全长56公里」."""
    return "spec" in _tags(frame.clause.masked, frame.low, _reading_end(frame))


def is_done(frame: Frame, *, goes_on: bool) -> bool:
    """Whether the value counts what is done on a day: 「签约12个项目」, 「被处罚款30万元」.

    Args:
        frame: the value's frame.
        goes_on: whether its sentence goes on with what was done; only sizes and what lies ahead are then excepted.
    """
    told = _tags(frame.clause.masked, frame.clause.start, _reading_end(frame))
    return (goes_on or "done" in told) and not told & {"spec", "ahead"}


def begins_something(clause: Clause, date: DateMention) -> bool:
    """Whether the time only tells when something came into being: 「成立于2018年」, 「2028年投产」.

    It then says nothing of values in later clauses. A clause that holds a value of its own is about that value.
    """
    masked = clause.masked
    before = masked[max(clause.start, date.start - 6) : date.start]
    if before.endswith("于") and "begins" in _tags(before, 0, len(before)):
        return True
    if any(quantity.start > date.end for quantity in clause.quantities):
        return False
    after = masked[date.end : min(clause.end, date.end + _REACH)]
    return "begins" in _tags(after, 0, len(after)) and "以来" not in after


def since_event(clause: Clause, date: DateMention) -> int:
    """「自2015年8月开通以来」: where the phrase ends, or -1 if the time opens no such stretch."""
    masked = clause.masked
    if masked[date.start - 1 : date.start] not in ("自", "从"):
        return -1
    at = masked.find("以来", date.end, min(clause.end, date.end + 3 * _REACH))
    return -1 if at < 0 or NUMBER in masked[date.end : at] or GAP in masked[date.end : at] else at + 2


def _reading_end(frame: Frame) -> int:
    clause = frame.clause
    following = frame.index + 1 < len(clause.quantities)
    return clause.quantities[frame.index + 1].start if following else clause.end


def _tags(masked: str, start: int, end: int) -> set[str]:
    return {match.rule.tag for match in load_rules("event").find_all(masked, start, end)}
