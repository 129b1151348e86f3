"""The regions of a run with all their parents."""

from __future__ import annotations

from collections.abc import Iterable

from extract.records import Region, RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.load import load_lexicon
from extract.regions.zones import zone_parent


def region_table(mentions: Iterable[RegionMention]) -> list[Region]:
    """The regions mentioned with all their parents, sorted by id, so that a roll-up is one join on ``parent_id``.

    The record of an id is the same whatever text it was found in; a zone that the lexicon does not list lies in the
    place that its name begins with.

    Example:
        >>> from extract.regions import find_regions
        >>> [r.region_id for r in region_table(find_regions("三门峡市"))]
        ['410000', '411200', 'CN', 'zone:亚洲', 'zone:全球']
    """
    lexicon = load_lexicon()
    found: dict[str, Region] = {}
    for region_id in {m.region_id for m in mentions if m.region_id}:
        region: Region | None = lexicon.region(region_id) or _unlisted(region_id, lexicon)
        while region is not None and region.region_id not in found:
            found[region.region_id] = region
            region = lexicon.region(region.parent_id) if region.parent_id else None
    return sorted(found.values(), key=lambda region: region.region_id)


def _unlisted(region_id: str, lexicon: RegionLexicon) -> Region:
    name = region_id.removeprefix(ZONE_PREFIX)
    if name in lexicon.joined:
        parent = "CN" if lexicon.joined[name].kind == "domestic" else ZONE_PREFIX + "全球"
        return Region(region_id=region_id, code="", name=name, full_name=name, level="cluster", parent_id=parent)
    if 2 <= len(name) <= 4 and all(lexicon.abbreviations.get(char, "").isdigit() for char in name):
        return Region(region_id=region_id, code="", name=name, full_name=name, level="cluster", parent_id="CN")
    level = "town" if name in lexicon.towns or name.endswith(("村", "镇", "乡", "街道", "社区")) else "zone"
    parent = zone_parent(name, lexicon)
    return Region(
        region_id=region_id,
        code="",
        name=name,
        full_name=name,
        level="zone" if level == "zone" else "town",
        parent_id=parent,
    )
