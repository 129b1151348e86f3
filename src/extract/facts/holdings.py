"""Who holds a stake or deals in one, where neither the clause's head nor the firm that reports is the one."""

from __future__ import annotations

import re

from extract.facts.focus import Focus
from extract.facts.frames import Frame
from extract.facts.heads import opens_with_firm
from extract.facts.holders import person_told
from extract.facts.masking import GAP
from extract.facts.mentions import Mentions
from extract.facts.rules import Match, load_rules
from extract.records import OrganisationMention, Subject

#: How the share of a shareholder told of by it is called.
_HELD_BEFORE = re.compile(r"(?:持股(?:比例为?)?|持有?本?公司(?:股份)?)\Z")
_VERB = re.compile(r"(持股|持有|控股|控制|拥有|认缴|认购|出资)[约比例]*\Z")
_NOUN = re.compile(r"的?(控股|持股|权益|股权|股份|持有)")
#: What a bracket after a name says of the one named: 「甲公司（持股35%）」.
_SHARE_OF = re.compile(r"(?:合计|直接|间接|认缴)*(?:持股|占股|持有|出资|认缴|认购|占比|持份)")


def find_holding(focus: Focus, frame: Frame, name: str) -> tuple[Subject, str, str] | None:
    """The one who holds or deals, if the words around a value tell.

    Args:
        focus: what the text is about at the value's clause.
        frame: the value's frame.
        name: the metric's name so far.

    Returns:
        the subject, the metric's name and the id of the rule; ``None`` where no such words stand there.
    """
    quantity, clause = frame.quantity, frame.clause
    if quantity.dimension not in ("percent", "count", "money", "ratio"):
        return None
    if clause.depth:
        return _named_before_bracket(focus, frame, name)
    told = list(load_rules("holding").find_all(frame.masked, clause.start, quantity.start + 1))
    for found in reversed(told):
        agent = _last_owner(focus.mentions, found)
        if agent is not None and found.rule.tag == "passive" and found.end == quantity.start:
            return _passive(focus, frame, name, found, agent)
        if agent is not None and found.rule.tag == "vehicle" and found.start >= frame.low:
            return focus.mentions.subject(agent), name, "subject.vehicle"
        owner = focus.sentence.owner or focus.paragraph.owner
        if found.rule.tag == "indirect" and owner is not None:
            return focus.mentions.subject(owner), name, "subject.indirect"
    return _shareholder(focus, frame, name)


def _passive(
    focus: Focus, frame: Frame, name: str, found: Match, agent: OrganisationMention
) -> tuple[Subject, str, str]:
    """「该公司由甲公司100%控股」: 甲公司 holds, and what it holds belongs to the name."""
    masked = frame.masked
    verb = _VERB.search(masked, found.start, found.end)
    noun = _NOUN.match(masked, frame.quantity.end, frame.clause.end)
    words = [part.group(1) for part in (verb, noun) if part is not None]
    if not words:
        return focus.mentions.subject(agent), name, "subject.passive"
    before = [o for o in focus.mentions.between(frame.clause.start, found.start) if isinstance(o, OrganisationMention)]
    held = before[-1] if before else focus.firm_called(opens_with_firm(frame.clause)) or focus.sentence.held
    focus.sentence.held = held
    firm = "" if held is None else focus.mentions.subject(held).text
    tail = words[1] if len(words) > 1 else ""
    return focus.mentions.subject(agent), words[0] + firm + tail, "subject.passive"


def _named_before_bracket(focus: Focus, frame: Frame, name: str) -> tuple[Subject, str, str] | None:
    """「甲公司（持股35%）」: the bracket is said of the one before it."""
    if _SHARE_OF.match(name) is None or frame.owners:
        return None
    opened = max(focus.text.rfind(mark, 0, frame.clause.start) for mark in "（(")
    close = opened
    while close > 0 and focus.text[close - 1] in "”’）)" + GAP:
        close -= 1
    owners = focus.mentions.between(max(0, opened - 48), opened)
    if not owners or owners[-1].end not in (opened, close) or not isinstance(owners[-1], OrganisationMention):
        return None
    return focus.mentions.subject(owners[-1]), name, "subject.bracketed"


def _shareholder(focus: Focus, frame: Frame, name: str) -> tuple[Subject, str, str] | None:
    """「持股5.3%的股东甲公司拟减持」: the share is of the shareholder named after it."""
    end, masked = frame.quantity.end, frame.masked
    found = load_rules("holding").search(masked, end, min(frame.clause.end, end + 24))
    if found is None or found.start != end or found.rule.tag != "shareholder":
        return None
    if _HELD_BEFORE.search(masked, frame.clause.start, frame.quantity.start) is None:
        return None
    owner = next(iter(focus.mentions.between(found.end, found.end + 1)), None)
    if isinstance(owner, OrganisationMention):
        return focus.mentions.subject(owner), "持股", "subject.shareholder"
    person = next((p.text for p in focus.view.persons if p.start == found.end), "")
    person = person or person_told(focus.text, masked, found.start, frame.clause.end)
    return (Subject(text=person, kind="other"), "持股", "subject.shareholder") if person else None


def _last_owner(mentions: Mentions, found: Match) -> OrganisationMention | None:
    owners = [o for o in mentions.between(found.start, found.end) if isinstance(o, OrganisationMention)]
    return owners[-1] if owners else None
