"""Whom a clause names as the one that its value is of."""

from __future__ import annotations

import re

from extract.facts.focus import Focus
from extract.facts.frames import Frame
from extract.facts.heads import choose_owner, front_owners, is_dealt
from extract.facts.masking import GAP, ORG, PLACE
from extract.facts.mentions import Owner
from extract.facts.rules import load_rules
from extract.records import OrganisationMention, RegionMention

_ACTED_ON = re.compile(
    r"(?:[对向为给与同]|转让|收购|出售|购买|投资|设立|增资|受让|剥离)(?:其)?(?:全资|控股|参股|旗下|下属)*(?:子公司|孙公司|公司|企业)$"
)
#: 「某国政府公布了5万亿元的预算」: who tells is who has it.
_TOLD_BY_DOER = re.compile(r"(?:公布|发布|推出|宣布|提出)了$")
OWNERS = (ORG, PLACE)
_PLACED = re.compile(r"(?:位于|落户(?:于|在)?|来自|分布在|分布于|坐落于|坐落在)(?=\ue002)")
#: 「准备在R注册的企业」: those who settle in a place are counted as its own.
_SETTLED = re.compile(r"[^，。；\ue001-\ue004]{0,6}的(?:[^，。；\ue001-\ue004]{0,6})?(?:企业|机构|公司|项目|主体|商户)")
_NOT_OWNER_BEFORE = ("占", "居", "对", "比", "为", "向", "与", "和", "在", "超", "于")


def placed_after(focus: Focus, frame: Frame) -> Owner | None:
    """「其中7个位于R」 is said of R."""
    found = _PLACED.match(frame.masked, frame.quantity.end, frame.clause.end)
    if found is None:
        return None
    return next(iter(focus.mentions.between(found.end(), found.end() + 1)), None)


def explicit_owner(focus: Focus, frame: Frame) -> Owner | None:
    """The owner named in the value's own clause, before its metric or at the metric's head."""
    owner = _named_owner(focus, frame)
    return None if owner is None else focus.meant(owner)


def _named_owner(focus: Focus, frame: Frame) -> Owner | None:
    clause, masked = frame.clause, frame.masked
    edge = frame.left.end if frame.left else frame.quantity.start
    for hidden in (frame.whole, frame.than, frame.scope):
        if hidden:
            edge = min(edge, hidden.start)
    if frame.index and frame.left and masked[frame.low : frame.low + 1] == "、" and frame.quantity.dimension == "count":
        return None
    owners = [o for o in focus.mentions.between(clause.start, max(edge, clause.start)) if masked[o.start] != GAP]
    owners = [o for o in owners if not is_dealt(o, masked, clause.start)]
    if frame.quantity.dimension == "rank" and owners and owners[-1].end == frame.quantity.start:
        # 「全国第二」 tells among whom.
        owners = owners[:-1]
    if not owners or masked[: frame.quantity.start].rstrip()[-1:] == "等":
        return None
    source = load_rules("source").search(masked, clause.start, edge)
    if source is not None and not _TOLD_BY_DOER.search(masked, clause.start, frame.quantity.start):
        owners = [owner for owner in owners if owner.start >= source.end]
    front = front_owners(clause)
    for start, tag in frame.owners:
        if tag in ("place", "org"):
            front |= set(_run(masked, start, edge))
    chosen = choose_owner([owner for owner in owners if owner.start in front], masked)
    announcer = focus.paragraph.announcer
    if (
        announcer is not None
        and getattr(chosen, "type", "") == "government"
        and "公司" in masked[clause.start : clause.end]
    ):
        # 「甲公司公告，省商务厅分配公司配额…」: what an office gives to the firm is the firm's.
        return announcer
    if chosen is not None:
        return chosen
    for owner in owners:
        if isinstance(owner, RegionMention) and _SETTLED.match(masked, owner.end) and masked[owner.start - 1] == "在":
            return owner
        if masked[owner.start - 1] in _NOT_OWNER_BEFORE:
            continue
        if _ACTED_ON.search(masked, clause.start, owner.start):
            continue
        told = load_rules("apposition").at_end(masked, clause.start, owner.start)
        if told is not None and (told.rule.tag == "org") is isinstance(owner, OrganisationMention):
            return owner
        if (
            isinstance(owner, RegionMention)
            and owner.code == "CN"
            and masked[owner.start - 1] in "”，"
            and not focus.article.owner
        ):
            return owner
    return None


def expected_of(focus: Focus, frame: Frame, explicit: Owner | None) -> Owner | None:
    """The place that a clause's forecast is on: 「该机构预计明年波兰出口增长2.3%」.

    What a body that does no business expects of any place is the place's; what a firm does, only if it is of a whole
    economy.
    """
    start = frame.clause.start if explicit is None else max(explicit.end, frame.clause.start)
    found = load_rules("expects").search(frame.masked, start, frame.quantity.start)
    teller = explicit or focus.sentence.owner or focus.paragraph.owner
    told_by_firm = getattr(teller, "type", "") == "company"
    if found is None or (found.rule.tag == "place" and told_by_firm):
        return None
    return next(iter(focus.mentions.between(found.end, found.end + 1)), None)


def _run(masked: str, start: int, end: int) -> range:
    """The first run of owner marks from ``start``."""
    while start < end and masked[start] not in OWNERS:
        start += 1
    low = start
    while start < end and masked[start] in OWNERS:
        start += 1
    return range(low, start)
