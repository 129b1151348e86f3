"""What one stretch of text is about."""

from __future__ import annotations

from dataclasses import dataclass

from extract.facts.mentions import Owner
from extract.facts.things import Thing
from extract.facts.works import Work
from extract.records import OrganisationMention, Subject


@dataclass(slots=True)
class Level:
    """What one stretch of text is about: an owner, a thing, or a kind of bodies; ``weak`` is a guess."""

    owner: Owner | None = None
    thing: str = ""
    kind: str = ""
    quoted: str = ""
    topic: str = ""
    weak: Owner | None = None
    work: Work | None = None
    told: Thing | None = None
    founded: OrganisationMention | None = None
    goods: str = ""
    awarded: str = ""
    joint: Subject | None = None
    person: str = ""
    dealer: str = ""
    holder: Subject | None = None
    held: OrganisationMention | None = None
    announcer: OrganisationMention | None = None
    start: int = 0
    previous: Owner | None = None
