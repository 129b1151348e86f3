"""The corpus-wide stages, as the table builder asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.regions import region_table
from extract.settings import Settings
from extract.tables.build import Stages
from extract.tables.ids import digest
from extract.tables.links import LinkedOrganisation, Linking, MentionGroup


def corpus_stages(settings: Settings) -> Stages:
    """The stages for a run with these settings."""
    return Stages(link_organisations=_link_by_name, describe_regions=region_table)


def _link_by_name(groups: Sequence[MentionGroup]) -> Linking:
    """Mentions of one full name are one organisation."""
    organisations: dict[str, LinkedOrganisation] = {}
    ids = []
    for group in groups:
        organisation_id = "org:" + digest(group.mention.name)
        ids.append(organisation_id)
        organisations.setdefault(
            organisation_id,
            LinkedOrganisation(
                organisation_id=organisation_id,
                name=group.mention.name,
                type=group.mention.type,
                region_id=group.mention.region_id,
            ),
        )
    return Linking(ids, organisations)
