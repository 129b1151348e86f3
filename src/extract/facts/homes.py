"""Which place a text as a whole is on: a report's or a plan's, or the province that an event's name gives away."""

from __future__ import annotations

from collections import Counter

from extract.facts.mentions import Mentions, province_names
from extract.facts.rules import load_rules
from extract.facts.sources import NATION, Nation
from extract.records import OrganisationMention, RegionMention
from extract.view import DocumentView

_LEVELS = "省市县区州"


def region_told_of(mentions: Mentions, nation: Nation, start: int, end: int) -> RegionMention | None:
    """The region a report is on: the one 全省 and the like mean, the country, or what holds most places named."""
    named = [mention for mention in mentions.between(start, end) if isinstance(mention, RegionMention)]
    regions = [mention for mention in named if len(mention.code) == 6]
    score: Counter[str] = Counter()
    for mention in regions:
        score[mention.code] += 8 if mention.is_reference else 2
        for wide in (mention.code[:2] + "0000", mention.code[:4] + "00"):
            if wide != mention.code:
                score[wide] += 1
    told_of = not any(mention.is_reference for mention in regions) and nation.reports(start, end)
    if told_of:
        return NATION
    meant = next((mention for mention in named if mention.is_reference and not mention.code), None)
    if not score or (meant is not None and not any(mention.is_reference for mention in regions)):
        return meant
    code = max(score, key=lambda item: (score[item], item.endswith("0000"), item))
    own = [mention for mention in regions if mention.code == code]
    if own:
        return next((mention for mention in own if not mention.is_reference), own[0])
    return RegionMention(
        start=regions[0].start, end=regions[0].end, text=code, rule="subject.report", region_id=code,
        code=code, confidence=0.5,
    )  # fmt: skip


class PlanHome:
    """Whose plan a document is: the place that its 全省 and 我市 mean, or that the bodies it charges serve.

    Args:
        view: the document; only one without articles that sets itself out as a plan has a home.
        mentions: its regions and organisations.
    """

    def __init__(self, view: DocumentView, mentions: Mentions) -> None:
        own = not view.articles and load_rules("plan").search(view.text, 0, len(view.text)) is not None
        self.is_plan = own
        self._bodies = [owner for owner in view.organisations if owner.type == "government"] if own else []
        self._meant = [mention for mention in view.regions if mention.is_reference] if own else []
        self._named = _only_province(view.text, mentions) if own else None

    def at(self, start: int, end: int) -> RegionMention | None:
        """The home of the text between two offsets, if it can be told."""
        levels = {body.text[0] for body in self._bodies if start <= body.start < end} & set(_LEVELS)
        charged = [mention for mention in self._meant if mention.text[-1] in levels]
        return self._one(charged) or self._one(self._meant)

    def _one(self, meant: list[RegionMention]) -> RegionMention | None:
        """The place that all of some references mean."""
        if not meant or len({mention.code for mention in meant}) > 1:
            return None
        if meant[0].code or self._named is None or not meant[0].text.endswith("省"):
            return meant[0]
        code, name = self._named
        return RegionMention(
            start=0, end=0, text=name, rule="subject.plan", region_id=code, code=code, confidence=0.5,
        )  # fmt: skip


def _only_province(text: str, mentions: Mentions) -> tuple[str, str] | None:
    """The only province whose name stands set off anywhere in a text."""
    starts = [0, *(i + 1 for i, mark in enumerate(text) if mark == "\n")]
    named = {found for start in starts if (found := province_named(text, start, mentions)) is not None}
    return named.pop() if len(named) == 1 else None


def province_named(text: str, at: int, mentions: Mentions) -> tuple[str, str] | None:
    """The only province whose name stands in the paragraph at an offset inside a longer name (an event, a body)."""
    end = text.find("\n", at)
    words = text[at : end if end >= 0 else len(text)]
    named = [
        (code, name)
        for code, name in province_names().items()
        if _is_set_off(words, name) and not _heads_firm(mentions, at + words.find(name))
    ]
    return named[0] if len(named) == 1 else None


def _heads_firm(mentions: Mentions, at: int) -> bool:
    """Whether a firm's name begins at an offset, which says nothing of where the text is about."""
    owners = mentions.between(at, at + 1)
    return any(isinstance(owner, OrganisationMention) and owner.type in ("company", "finance") for owner in owners)


def _is_set_off(words: str, name: str) -> bool:
    """Whether a name stands at the head of a longer one, and not after another word (「与江北迪康」)."""
    at = words.find(name)
    return at == 0 or (at > 0 and words[at - 1] in " 　，。；：、“《（()》”0123456789年届")
