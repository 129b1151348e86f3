"""What those counted do: 「88个城市启动试点」 counts 启动试点城市, and of 「5个领域40个事项实现网办」 both do so."""

from __future__ import annotations

import re

from extract.facts.frames import Frame
from extract.facts.masking import DATE, GAP, NUMBER
from extract.facts.metric import read_text
from extract.facts.phrases import NOWHERE, Phrase
from extract.facts.rules import load_rules
from extract.records import Quantity

_LONGEST_NOUN = 18
_SHORTEST, _LONGEST = 2, 20
#: 「在认证过程中存在…」: what ends the place or time that 在 opens.
_CLOSES = "中上下里内间"
#: What joins counts that do the same.
_JOINED = re.compile(r"(?:[、和与及]|以及)?")
_LEADS_ON = re.compile(rf"(?:[、和与及]|以及)?{NUMBER}")
#: 「进行了集中签约」 is 集中签约; 「实施了改造」 is 实施改造.
_EMPTY = re.compile(r"进行了?(?=..)|(?<=..)了(?!解)|(?<=[\u4e00-\u9fff])[着过](?=..)|(?:进行)?(?:了|当中|其中)$")


def read_doing(frame: Frame, text: str) -> tuple[Phrase, str]:
    """The noun of those counted, and what they do, as a name has it.

    Args:
        frame: the frame of a count.
        text: the document's text.

    Returns:
        the noun (empty where none is told apart from a verb), and the words for what they do, ``""`` where the clause
        tells nothing that says which are meant, or goes on to a value.
    """
    if frame.quantity.dimension != "count":
        return NOWHERE, ""
    noun = _noun(frame, frame.quantity)
    if not noun or load_rules("doing_caused").search(frame.masked, frame.clause.start, frame.quantity.start):
        return NOWHERE, ""
    later, end = frame.clause.quantities[frame.index + 1 :], noun.end
    for other in later:
        if not _JOINED.fullmatch(frame.masked, end, other.start) or other.dimension != "count":
            break
        joined = _noun(frame, other)
        if not joined:
            return NOWHERE, ""
        end = joined.end
    return noun, _doing(frame, text, end)


def _noun(frame: Frame, count: Quantity) -> Phrase:
    """The noun after a count that what they do, another count or the clause's end follows."""
    masked, clause, start = frame.masked, frame.clause, count.end
    while start < clause.end and masked[start] in GAP:
        start += 1
    table, openers = load_rules("nouns_doer"), load_rules("doing_opener")
    for end in range(start + _SHORTEST - 1, min(start + _LONGEST_NOUN, clause.end) + 1):
        if masked[end - 1] in (NUMBER, DATE):
            break
        found = table.at_end(masked, start, end)
        if found is None or end in clause.cuts:
            continue
        if end == clause.end or _LEADS_ON.match(masked, end):
            return Phrase(start, end)
        opener = openers.at_start(masked, end, clause.end)
        if opener is not None and opener.rule.tag != "none" and opener.end not in clause.cuts:
            return Phrase(start, end)
    return NOWHERE


def _doing(frame: Frame, text: str, start: int) -> str:
    """The words from a verb at ``start`` on, without what only tells when and with whom."""
    masked, end, openers = frame.masked, frame.clause.end, load_rules("doing_opener")
    while start < end:
        opener = openers.at_start(masked, start, end)
        if opener is None:
            return ""
        if opener.rule.tag == "skip":
            start = opener.end
        elif opener.rule.tag == "with":
            start = _verb_after(frame, opener.end)
        else:
            break
    if start >= end or opener is None or opener.rule.tag == "none" or NUMBER in masked[start:end]:
        return ""
    words = _EMPTY.sub("", read_text(frame, text, Phrase(start, end)))
    reported = load_rules("doing_reported").at_end(words, 0, len(words)) is not None
    return words if _SHORTEST <= len(words) <= _LONGEST and not reported else ""


def _verb_after(frame: Frame, start: int) -> int:
    """Where the verb begins that a preposition before ``start`` leads to; the clause's end if none is known."""
    openers, end = load_rules("doing_opener"), frame.clause.end
    verbs = []
    for at in range(start + 1, end):
        found = openers.at_start(frame.masked, at, end) if at not in frame.clause.cuts else None
        if found is not None and found.rule.tag in ("verb", "past"):
            verbs.append(at)
    closed = (at for at in verbs if frame.masked[at - 1] in _CLOSES)
    return next(closed, verbs[0] if verbs else end)
