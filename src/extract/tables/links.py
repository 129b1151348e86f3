"""What the table builder asks of the stages that look at the whole corpus.

The builder is given these as functions, so that it depends on no stage.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from extract.records import OrganisationMention, OrganisationType, Region, RegionMention, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionGroup:
    """All mentions that one document makes of a name, and one of them to stand for all."""

    doc_id: str
    published_on: dt.date | None
    mention: OrganisationMention
    surfaces: tuple[str, ...]
    count: int


class LinkedOrganisation(Protocol):
    """One organisation of the corpus."""

    @property
    def organisation_id(self) -> str:
        """Stable id."""

    @property
    def name(self) -> str:
        """The fullest form."""

    @property
    def type(self) -> OrganisationType:
        """Its kind."""

    @property
    def region_id(self) -> str:
        """Where it belongs; empty if unknown."""


class Merge(Protocol):
    """Why one form was taken for another."""

    @property
    def organisation_id(self) -> str:
        """The organisation that has both."""

    @property
    def form(self) -> str:
        """The form merged."""

    @property
    def name(self) -> str:
        """What it was taken for."""

    @property
    def evidence(self) -> str:
        """Why."""

    @property
    def n_documents(self) -> int:
        """Documents that have the form."""


class Linking(Protocol):
    """Which organisation each group of mentions means, and what these organisations are."""

    @property
    def organisation_ids(self) -> Sequence[str]:
        """One id for each group, in the order given."""

    @property
    def organisations(self) -> Mapping[str, LinkedOrganisation]:
        """By id."""

    @property
    def merges(self) -> Sequence[Merge]:
        """Every merge made."""


LinkOrganisations = Callable[[Sequence[MentionGroup]], Linking]
DescribeRegions = Callable[[Iterable[RegionMention]], Sequence[Region]]


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages that look at the whole corpus."""

    link_organisations: LinkOrganisations
    describe_regions: DescribeRegions


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKeys:
    """What makes the facts of different documents comparable.

    Args:
        metric_key: a metric's name made comparable.
        subject_key: a subject's, where it has no organisation id.
    """

    metric_key: Callable[[str], str]
    subject_key: Callable[[Subject], str]
