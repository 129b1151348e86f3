"""Linking over a corpus: one id for all forms of one body, with the evidence for each merge.

The result is a pure function of the *set* of mention groups and of the aliases: their order, and how many runs brought
them in, change nothing, as long as every run links all groups there are. An id is a hash of the body's canonical name
(with its place, for bodies named relative to one), so it stays the same from run to run until a fuller name turns up.
:mod:`extract.organisations.graph` tells what counts as evidence.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.organisations.aliases import Alias
from extract.organisations.graph import Body, MentionGroup, Merge, NameGraph
from extract.organisations.lexicon import load_lexicon
from extract.organisations.naming import FindPlaces
from extract.records import OrganisationType


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedOrganisation:
    """A row of the dimension ``organisations``. ``short_names`` are the other forms written, in code-point order."""

    organisation_id: str
    name: str
    type: OrganisationType
    region_id: str
    short_names: tuple[str, ...]
    n_mentions: int
    n_documents: int
    first_seen: dt.date | None
    last_seen: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The id of each group (in the order given), what the ids stand for, and every merge made."""

    organisation_ids: tuple[str, ...]
    organisations: Mapping[str, LinkedOrganisation]
    merges: tuple[Merge, ...]


def link_organisations(
    groups: Sequence[MentionGroup], *, find_places: FindPlaces, aliases: Sequence[Alias] = ()
) -> Linking:
    """Give every mention group the id of its organisation.

    Args:
        groups: all mentions of the corpus, grouped by document and name.
        find_places: finds the places of a short text, as ``extract.regions.find_places`` does.
        aliases: the user's lines, which win over all else.

    Returns:
        Ids in the order of ``groups``, the organisations by id, and the merges sorted by id and form.
    """
    graph = NameGraph(aliases, find_places)
    nodes = [graph.add(group) for group in groups]
    graph.join()
    bodies = graph.bodies()
    members: dict[str, list[MentionGroup]] = defaultdict(list)
    ids = tuple(bodies[node].organisation_id for node in nodes)
    for organisation_id, group in zip(ids, groups, strict=True):
        members[organisation_id].append(group)
    by_id = {body.organisation_id: body for body in bodies.values()}
    organisations = {key: _organisation(by_id[key], members[key]) for key in sorted(members)}
    return Linking(organisation_ids=ids, organisations=organisations, merges=graph.merges(bodies))


def _organisation(body: Body, groups: Sequence[MentionGroup]) -> LinkedOrganisation:
    kinds: Counter[OrganisationType] = Counter()
    regions: Counter[str] = Counter()
    surfaces: set[str] = set()
    for group in groups:
        kinds[group.mention.type] += group.count
        surfaces.update((group.mention.text, *group.surfaces))
        if group.mention.region_id:
            regions[group.mention.region_id] += group.count
    dates = sorted(group.published_on for group in groups if group.published_on is not None)
    known = load_lexicon().names.get(body.name)
    return LinkedOrganisation(
        organisation_id=body.organisation_id,
        name=body.name,
        type=known.type if known is not None else min(kinds, key=lambda kind: (-kinds[kind], kind)),
        region_id=body.place or min(regions, key=lambda region: (-regions[region], region), default=""),
        short_names=tuple(sorted(surfaces - {body.name})),
        n_mentions=sum(group.count for group in groups),
        n_documents=len({group.doc_id for group in groups}),
        first_seen=dates[0] if dates else None,
        last_seen=dates[-1] if dates else None,
    )
