"""Who tells a figure, and whose it is then: publishers are not what they report on."""

from __future__ import annotations

from extract.facts.mentions import Mentions, Owner
from extract.facts.rules import load_rules
from extract.records import OrganisationMention, RegionMention
from extract.view import DocumentView

_COMPARED = tuple("于比居占较")
_OWN_SERIES = ("国内生产总值", "我国", "国务院")
#: The country, where it is meant and not named.
NATION = RegionMention(start=0, end=0, text="我国", rule="subject.nation", region_id="CN", code="CN", confidence=0.5)


def is_publisher(owner: Owner) -> bool:
    """Whether an organisation publishes figures on others (a central bank, an exchange, a register of firms)."""
    return (
        isinstance(owner, OrganisationMention)
        and load_rules("publishers").search(owner.text, 0, len(owner.text)) is not None
    )


class Nation:
    """Where a figure without an owner is the country's own.

    Args:
        view: the document.
        mentions: its regions and organisations.
    """

    def __init__(self, view: DocumentView, mentions: Mentions) -> None:
        self._text = view.text
        self._mentions = mentions
        local = sum(len(mention.code) == 6 for mention in view.regions)
        words = view.title + "\n" + view.text
        self._whole = local == 0 and (self._named(0, len(view.text)) or _has_series(words))

    def meant(self, start: int) -> bool:
        """Whether the paragraph that begins at ``start``, or the whole document, speaks of the country.

        A document does where it names the country, or a series that only a country has, and no place inside one.
        """
        end = self._text.find("\n", start)
        end = len(self._text) if end < 0 else end
        words = self._text[start:end]
        if "地区生产总值" in words:  # A part of the country tells of itself.
            return False
        if self._named(start, end) or _has_series(words):
            return True
        if load_rules("nouns_nation_body").search(words, 0, len(words)) is not None:
            return not self._has_place(start, end)
        return self._whole and not self._has_firm(start, end)

    def reports(self, start: int, end: int) -> bool:
        """Whether a work report is the country's own: it tells of what only a country has, and of no province's sum."""
        words = self._text[start:end]
        told = sum(word in words for word in _OWN_SERIES) > 1
        return told and (_OWN_SERIES[0] in words or "地区生产总值" not in words)

    def _named(self, start: int, end: int) -> bool:
        return any(
            isinstance(owner, RegionMention)
            and owner.code == "CN"
            and self._text[owner.start - 1 : owner.start] not in _COMPARED
            for owner in self._mentions.between(start, end)
        )

    def _has_place(self, start: int, end: int) -> bool:
        return any(
            isinstance(owner, RegionMention) and len(owner.code) == 6 for owner in self._mentions.between(start, end)
        )

    def _has_firm(self, start: int, end: int) -> bool:
        return any(
            isinstance(owner, OrganisationMention) and owner.type == "company"
            for owner in self._mentions.between(start, end)
        )


def _has_series(words: str) -> bool:
    return load_rules("nouns_nation").search(words, 0, len(words)) is not None
