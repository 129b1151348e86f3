"""Who holds, buys or sells: persons and shareholding bodies that a figure is of."""

from __future__ import annotations

import re

from extract.facts.clauses import Clause
from extract.facts.mentions import Mentions
from extract.facts.rules import load_rules
from extract.records import OrganisationMention, Subject
from extract.view import DocumentView

_DEALS = re.compile(r"卖出|出售|减持|增持|持有|买入|捐赠|捐出|套现|购买|抛售|转让|质押|获配")
#: 「何平将其所持股份的600万股质押」: the verb stands behind the value.
_GIVES = re.compile(r"(?:先生|女士)?(?:将|把)其?")
_GOES_ON = re.compile(
    r"(?:合共|合计|共计|累计|占其)|(?:买入|卖出|增持|减持|质押)\Z|(?:买入|卖出|增持|减持|质押)[^，。；]{0,4}\Z"
)
_HOLDERS = re.compile(r"(?:股东|实际控制人|实控人)(\ue003+(?:[、和与及]\ue003+)*)")

#: A person named by a role and found by no one else, before what is done with shares.
_PERSON = re.compile(
    r"(?:股东|实际控制人|实控人|董事长|总经理|总裁)(?!大会|权益|合计|累计|减持|增持|名册|拟|将|计划|人数)"
    r"([\u4e00-\u9fff]{2,3}?)(?:先生|女士)?(?=[拟将于]|计划|通过|累计质押|直接持有|持有|所持|办理|质押|减持|增持)"
)


def doer(view: DocumentView, clause: Clause, end: int) -> str:
    """The person who buys, sells or holds in a clause before ``end``, in the fullest form; ``""`` if none."""
    for person in view.persons:
        if not clause.start <= person.start < end:
            continue
        reach = clause.end if _GIVES.match(clause.masked, person.end) else end
        if _DEALS.search(clause.masked, person.end, reach):
            names = [other.text for other in view.persons if other.text.endswith(person.text)]
            return max(names, key=len)
    return ""


def goes_on_dealing(clause: Clause, end: int) -> bool:
    """Whether a clause before ``end`` goes on with a deal told before: 「合共买入…」, 「占其所持股份…」."""
    return _GOES_ON.search(clause.masked, clause.start, end) is not None


def holders(view: DocumentView, clause: Clause, end: int) -> Subject | None:
    """The shareholding bodies that buy, sell or hold in a clause before ``end``, as written; ``None`` if none."""
    found = _HOLDERS.search(clause.masked, clause.start, end)
    if found is None or _DEALS.search(clause.masked, found.end(), end) is None:
        return None
    return Subject(text=view.text[found.start(1) : found.end(1)], kind="org", start=found.start(1), end=found.end(1))


def holder_told(mentions: Mentions, clause: Clause) -> Subject | None:
    """The shareholder that a clause has a notice from or tells of dealing, for the clauses after it."""
    told = load_rules("holding").find_all(clause.masked, clause.start, clause.end)
    found = next((match for match in told if match.rule.tag in ("notice", "shareholder")), None)
    if found is None:
        return None
    owner = next(iter(mentions.between(found.end, found.end + 1)), None)
    return mentions.subject(owner) if isinstance(owner, OrganisationMention) else None


def person_told(text: str, masked: str, start: int, end: int) -> str:
    """A person in ``[start, end)`` whom a role names and who holds or deals; empty where none does."""
    found = _PERSON.search(masked, start, end)
    return "" if found is None else text[found.start(1) : found.end(1)]


def deals(clause: Clause, end: int) -> bool:
    """Whether a clause before ``end`` tells of what a shareholder does with shares: 「此次解除质押」, 「占其所持」."""
    return any(found.rule.tag == "deal" for found in load_rules("holding").find_all(clause.masked, clause.start, end))
