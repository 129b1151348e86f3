"""Who tells a figure, and whose it is then: publishers are not what they report on."""

from __future__ import annotations

from functools import cached_property

from extract.facts.mentions import Mentions, Owner
from extract.facts.rules import load_rules
from extract.records import OrganisationMention, RegionMention
from extract.view import DocumentView

_COMPARED = tuple("于比居占较")
_OFFICES = ("government", "association", "international", "media")
_OF_PART = "地区生产总值"
#: How many places inside the country a report of its own may name.
_FEW = 3
#: The country, where it is meant and not named.
NATION = RegionMention(start=0, end=0, text="我国", rule="subject.nation", region_id="CN", code="CN", confidence=0.5)


def is_publisher(owner: Owner) -> bool:
    """Whether an organisation publishes figures on others (a central bank, an exchange, a register of firms)."""
    return (
        isinstance(owner, OrganisationMention)
        and load_rules("publishers").search(owner.text, 0, len(owner.text)) is not None
    )


def tells_of_others(owner: Owner, *, heading: bool) -> bool:
    """Whether a body that stands before a colon tells of others: an office, in a heading only one of the nation's."""
    if not isinstance(owner, OrganisationMention) or owner.type not in _OFFICES:
        return False
    return not heading or load_rules("nouns_nation_body").at_start(owner.text, 0, len(owner.text)) is not None


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
        if _OF_PART in words:  # A part of the country tells of itself.
            return False
        if self._named(start, end) or _has_series(words):
            return True
        if load_rules("nouns_nation_body").search(words, 0, len(words)) is not None:
            return not self._places(start, end)
        return self._whole and not self._has_firm(start, end)

    def has_series(self, name: str) -> bool:
        """Whether a series that no one is named for is the country's: one that only it has, or, in a text that speaks
        of the country or of its bodies anywhere, one that any place has.
        """
        found = load_rules("nouns_nation").search(name, 0, len(name))
        return found is not None and (found.rule.tag == "nation" or self._speaks)

    @cached_property
    def _speaks(self) -> bool:
        end = len(self._text)
        return self._named(0, end) or load_rules("nouns_nation_body").search(self._text, 0, end) is not None

    def reports(self, start: int, end: int) -> bool:
        """Whether a work report is the country's own: it tells of what only a country has, and of no province's sum."""
        words = self._text[start:end]
        own = {words[m.start : m.end] for m in load_rules("nouns_nation_own").find_all(words, 0, len(words))}
        if len(own) < 2:
            return False
        return "国内生产总值" in own or (_OF_PART not in words and self._places(start, end) < _FEW)

    def _named(self, start: int, end: int) -> bool:
        return any(
            isinstance(owner, RegionMention)
            and owner.code == "CN"
            and self._text[owner.start - 1 : owner.start] not in _COMPARED
            for owner in self._mentions.between(start, end)
        )

    def _places(self, start: int, end: int) -> int:
        return sum(
            isinstance(owner, RegionMention) and len(owner.code) == 6 for owner in self._mentions.between(start, end)
        )

    def _has_firm(self, start: int, end: int) -> bool:
        return any(
            isinstance(owner, OrganisationMention) and owner.type == "company"
            for owner in self._mentions.between(start, end)
        )


def _has_series(words: str) -> bool:
    return any(found.rule.tag == "nation" for found in load_rules("nouns_nation").find_all(words, 0, len(words)))
