"""What the table builder asks of the stages that look at the whole corpus.

The builder is given these as functions, so that it depends on no stage.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.records import OrganisationMention, OrganisationType, Region, RegionMention


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionGroup:
    """All mentions that one document makes of a name, and one of them to stand for all."""

    doc_id: str
    published_on: dt.date | None
    mention: OrganisationMention
    surfaces: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedOrganisation:
    """One organisation of the corpus."""

    organisation_id: str
    name: str
    type: OrganisationType
    region_id: str


@dataclass(frozen=True, slots=True)
class Linking:
    """Which organisation each group of mentions means (in the order given), and what these organisations are."""

    organisation_ids: Sequence[str]
    organisations: Mapping[str, LinkedOrganisation]


LinkOrganisations = Callable[[Sequence[MentionGroup]], Linking]
DescribeRegions = Callable[[Iterable[RegionMention]], Sequence[Region]]
