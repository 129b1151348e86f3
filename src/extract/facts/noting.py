"""What a clause brings into focus besides its topic: things and kinds told of, and a guess at whom it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.facts.clauses import Clause
from extract.facts.heads import after_dispatch
from extract.facts.holders import doer, holder_told
from extract.facts.masking import GAP
from extract.facts.mentions import Owner
from extract.facts.products import anaphor, antecedent, headline_thing, introduced_product, quoted_product
from extract.facts.rules import load_rules
from extract.facts.sources import is_publisher
from extract.facts.told import (
    body_founded,
    example_given,
    goods_priced,
    opening_quote,
    thing_issued,
    those_awarded,
    trade_shown,
)
from extract.records import OrganisationMention, RegionMention

if TYPE_CHECKING:
    from extract.facts.focus import Focus

#: 「甲咨询数据显示」: who provides data is not what they tell of.
_PROVIDES = re.compile(r"\ue000*(?:最新)?(?:的)?(?:数据|统计|监测|调研|调查|报告)[^，。；]{0,6}(?:显示|表明)")
#: 「甲、乙两省」: one of several places is not what a text is about.
_LISTED = re.compile(r"[、和与及]\ue002")
_LISTS = re.compile(r"\ue002[、和与及]$")
_WIDE = ("全球", "世界")
_ANNOUNCERS = ("company", "finance")


def note_things(focus: Focus, clause: Clause) -> None:
    """Notes the things, kinds, dealers and founded bodies that a clause tells of."""
    text, masked = focus.view.text, clause.masked
    heading = focus.passages.at(clause.start)
    if heading is not None and heading.kind == "heading":
        words = text[heading.start : heading.end]
        if not focus.article.thing or focus.article.thing not in words:
            focus.article.thing = headline_thing(words)
    thing = quoted_product(text, masked, clause.start, clause.end)
    if thing:
        focus.sentence.thing = focus.sentence.thing or thing
    brought = introduced_product(text, masked, clause.start, clause.end)
    if brought:
        focus.sentence.thing = focus.sentence.thing or brought
        known = focus.article.thing
        if not known or (len(brought) > len(known) and brought[-2:] == known[-2:]):
            focus.article.thing = brought
    focus.sentence.quoted = opening_quote(text, clause) or focus.sentence.quoted
    focus.sentence.kind = thing_issued(text, clause) or focus.sentence.kind
    found = anaphor(text, masked, clause.start, clause.end)
    if found is not None:
        known = focus.article.thing
        focus.sentence.thing = known or antecedent(text, masked, focus.section_start, *found)
    focus.sentence.topic = trade_shown(text, clause) or focus.sentence.topic
    focus.sentence.kind = example_given(text, clause) or focus.sentence.kind
    focus.sentence.dealer = doer(focus.view, clause, clause.end) or focus.sentence.dealer
    focus.paragraph.holder = holder_told(focus.mentions, clause) or focus.paragraph.holder
    awarded = those_awarded(text, clause, plan=focus.is_plan or focus.plan_home.is_plan)
    if awarded:
        focus.sentence.kind = focus.paragraph.awarded = awarded
    at = body_founded(clause)
    if at >= 0:
        owner = next(iter(focus.mentions.between(at, at + 1)), None)
        focus.sentence.founded = owner if isinstance(owner, OrganisationMention) else None
        focus.paragraph.founded = focus.sentence.founded or focus.paragraph.founded
    focus.article.goods = focus.article.goods or goods_priced(text, clause)


def guess_owner(focus: Focus, clause: Clause) -> Owner | None:
    """Whom a clause without a topic may be about: a place or firm that it names, or the home of one that tells it."""
    source = load_rules("source").search(clause.masked, clause.start, clause.end)
    told = source is not None or clause.mark == "："
    for owner in focus.mentions.between(after_dispatch(clause), clause.end):
        if isinstance(owner, OrganisationMention) and (
            is_publisher(owner)
            or (told and owner.type not in _ANNOUNCERS and (source is None or owner.start < source.end))
        ):
            home = focus.home_region(owner)
            if home is not None and home.code not in ("", "CN"):
                return home
            continue
        if clause.masked[owner.start] == GAP or clause.masked[owner.start - 1] in "于比居占较":
            continue
        if isinstance(owner, RegionMention):
            listed = _LISTED.match(clause.masked, owner.end) or _LISTS.search(clause.masked, clause.start, owner.start)
            if owner.text not in _WIDE and not listed:
                return owner
            continue
        if _PROVIDES.match(clause.masked, owner.end):
            continue
        home = focus.home_region(owner)
        if home is not None:
            return home
        if owner.type in _ANNOUNCERS:
            return owner
    return None
