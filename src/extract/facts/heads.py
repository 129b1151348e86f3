"""Who stands at a clause's head: the owner among several names, or the firm that 该公司 means."""

from __future__ import annotations

import re

from extract.facts.clauses import Clause
from extract.facts.frames import LOOSE
from extract.facts.masking import GAP, ORG, PLACE
from extract.facts.mentions import Owner
from extract.facts.rules import load_rules
from extract.records import OrganisationMention, RegionMention

_WIDE = ("全球", "世界")
#: Marks of a dispatch, one of which stands near its head; most clauses hold none.
_SENT = re.compile(r"[讯电丨｜|]|消息|快报|\ue001\s")
_REACH = 48
_FIRM_WORD = re.compile(
    r"(?:该|本|这家|此|标的|目标)?(?:公司|企业|集团)|后者|该[\u4e00-\u9fff]{1,4}(?:公司|集团|企业|银行|基金)"
)
#: 「将全资子公司甲公司100%股权转让」, 「以所持甲公司70%股权增资」: 甲公司 is dealt with and does nothing.
_TAKEN = re.compile(
    r"[将把以](?:[^，。；\ue003\ue004]{0,12}\ue003+\ue000*的?\ue004+的?(?:股权|股份)[、和与及])*[^，。；\ue003\ue004]{0,12}\Z"
)
_STAKE = re.compile(r"\ue000*的?\ue004+的?(?:股权|股份|权益|股票|出资额|份额)")


def is_dealt(owner: Owner, masked: str, start: int) -> bool:
    """Whether a stake in the owner is what a clause from ``start`` takes up to do something with."""
    return _STAKE.match(masked, owner.end) is not None and _TAKEN.search(masked, start, owner.start) is not None


def is_backer(owner: Owner, clause: Clause) -> bool:
    """Whether the owner only puts money into a round that the sentence tells of: 「由甲资本领投」."""
    found = load_rules("holding").at_start(clause.masked, owner.end, clause.end)
    return found is not None and found.rule.tag == "backer"


def choose_owner(named: list[Owner], masked: str) -> Owner | None:
    """The one of several owners at a clause's head: 「位于R的O」 is O's, 「R在全国」 R's."""
    chosen: Owner | None = None
    for owner in named:
        if chosen is None or (isinstance(chosen, RegionMention) and chosen.text in _WIDE):
            chosen = owner
        elif isinstance(owner, RegionMention) and owner.text in (*_WIDE, "全国") and masked[owner.start - 1] != "的":
            continue
        elif isinstance(chosen, RegionMention):
            if isinstance(owner, OrganisationMention) or masked[owner.start - 1] not in "在于":
                chosen = owner
        elif isinstance(owner, OrganisationMention):
            between = load_rules("belongs").at_start(masked, chosen.end, owner.end)
            if owner.start == chosen.end or (between is not None and between.end == owner.start):
                chosen = owner
    return chosen


def after_dispatch(clause: Clause) -> int:
    """Where a clause begins past the wire that sends it: 「远山社1月7日电，」."""
    start = clause.start
    if _SENT.search(clause.masked, start, min(clause.end, start + _REACH)) is None:
        return start
    while start < clause.end and clause.masked[start] in "【“ \u3000" + GAP:
        start += 1
    found = load_rules("front").at_start(clause.masked, start, clause.end)
    return found.end if found is not None and found.rule.tag == "dispatch" else clause.start


def opens_with_firm(clause: Clause) -> str:
    """The word for a firm named before that the clause opens with (该公司, 公司, 企业), or ``""``."""
    front, start = load_rules("front"), clause.start
    while start < clause.end:
        found = front.at_start(clause.masked, start, clause.end)
        if found is None or found.rule.tag in ("place", "org"):
            return ""
        if found.rule.tag == "pronoun":
            word = _FIRM_WORD.match(clause.masked, found.start)
            return "" if word is None else word.group()
        start = found.end
    return ""


def front_owners(clause: Clause) -> set[int]:
    """Offsets at the clause's head, past connectives and times, where an owner's name may begin."""
    front, masked = load_rules("front"), clause.masked
    start, found_at = clause.start, set()
    while start < clause.end:
        if masked[start] == GAP:
            start += 1
            continue
        found = front.at_start(masked, start, clause.end)
        if found is None or (found.rule.tag in LOOSE and found.end in clause.cuts):
            break
        if found.rule.tag in ("place", "org"):
            found_at |= {i for i in range(found.start, found.end) if masked[i] in (PLACE, ORG)}
        start = found.end
    return found_at
