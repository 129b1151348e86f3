"""What the linking stages are given: one text with all that the finding stages found in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.records import (
    Article,
    DateMention,
    OrganisationMention,
    Passage,
    PersonMention,
    Quantity,
    RegionMention,
    Sentence,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """One reading text, its tokens and its mentions, all in the same offsets.

    ``doc`` is the spaCy document over ``text`` (``doc.text == text``): pkuseg words whose boundaries never cut a
    mention, one ``Span`` group per kind of mention (``doc.spans["quantities"]`` …), sentence starts set.
    Mentions are sorted by start; organisations, regions and dates do not overlap one another.
    """

    text: str
    doc: Doc
    published_on: dt.date | None
    title: str = ""
    publisher: str = ""
    passages: Sequence[Passage] = ()
    articles: Sequence[Article] = ()
    sentences: Sequence[Sentence] = ()
    quantities: Sequence[Quantity] = ()
    dates: Sequence[DateMention] = ()
    regions: Sequence[RegionMention] = ()
    organisations: Sequence[OrganisationMention] = ()
    persons: Sequence[PersonMention] = field(default=())
