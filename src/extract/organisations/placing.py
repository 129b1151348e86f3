"""The place of an organisation: from its name (…（益阳）有限公司), or, for 省科技厅, from the places before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extract.organisations.naming import RELATIVE_LEVELS
from extract.records import OrganisationMention, RegionMention

_WIDE = ("zone:", "cluster:")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def place_organisations(
    mentions: Sequence[OrganisationMention], regions: Sequence[RegionMention]
) -> list[OrganisationMention]:
    """Set ``region_id`` where the name or the text before it tells the place; leave it empty where they do not.

    Args:
        mentions: organisations in order of appearance.
        regions: places of the same text, also those inside the names.
    """
    ordered = sorted(regions, key=lambda region: region.start)
    starts = [region.start for region in ordered]
    placed: list[OrganisationMention] = []
    for mention in mentions:
        first = bisect_left(starts, mention.start)
        last = bisect_left(starts, mention.end)
        inside = [region for region in ordered[first:last] if region.end <= mention.end]
        if mention.text[:1] in RELATIVE_LEVELS and mention.type == "government":
            region_id = _meant(mention.text[0], ordered[:first])
        else:
            region_id = _named(mention, inside)
        placed.append(replace(mention, region_id=region_id) if region_id else mention)
    return placed


def _named(mention: OrganisationMention, inside: Sequence[RegionMention]) -> str:
    """Return the place that the name begins with (its last part: 河南省三门峡市), else one in brackets."""
    end, found = mention.start, ""
    for region in inside:
        if region.start != end:
            break
        end, found = region.end, region.region_id
    if found.startswith(_WIDE) and mention.type in {"company", "finance"}:
        return ""  # 华东, 西南 in a company's name is its brand
    if found and found != "CN":
        return found
    for region in inside:
        before = mention.text[region.start - mention.start - 1 : region.start - mention.start]
        if before in ("（", "(") and region.region_id:
            return region.region_id
    return found


def _meant(word: str, before: Sequence[RegionMention]) -> str:
    """Return the nearest place before the mention that 省, 市, 区 … can mean, or an empty string."""
    level = RELATIVE_LEVELS[word]
    for region in reversed(before):
        region_id = _at_level(region.region_id, level)
        if region_id:
            return region_id
    return ""


def _at_level(region_id: str, level: str) -> str:
    """Climb from a GB/T 2260 code to the division of the level, or return an empty string where it lies above."""
    if len(region_id) != 6 or not region_id.isdigit():
        return ""
    if level == "province":
        return region_id[:2] + "0000"
    if level == "city":
        if region_id[:2] in _MUNICIPALITIES:
            return region_id[:2] + "0000"
        return "" if region_id.endswith("0000") else region_id[:4] + "00"
    return "" if region_id.endswith("00") else region_id
