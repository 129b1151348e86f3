"""What the organisation tests share."""

from __future__ import annotations

from extract.organisations import find_organisations
from extract.records import OrganisationMention
from extract.regions import find_places


def found_in(text: str) -> list[OrganisationMention]:
    """Organisations of a text, with the places that the pipeline would hand over."""
    return find_organisations(text, sentences=(), regions=find_places(text))
