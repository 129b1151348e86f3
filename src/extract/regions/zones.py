"""Development zones, parks, valleys and new areas, by the words that end their names.

A zone's name is a place before the zone word (「唐山高新区」, 「南昌小蓝经开区」), or a name of its own before it
(「碳谷产业园」); words that merely describe (「先进制造业产业园」) name nothing. What stands between the place and the
zone word decides whether the place is part of the name (「三亚崖州湾科技城」) or stands beside it
(「深圳市」「光明新区」). A part of a zone adds to its name (「上海自贸区临港新片区」).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from extract.records import RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.masks import name_start
from extract.regions.scan import Hit

INFIX_LENGTH = 16
OWN_NAME_LENGTH = 9
_ANCHORS = frozenset({"full", "short", "retired", "place", "zone", "cluster", "country", "town", "joined"})
_NAME_LIKE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—·（）()\-]*\Z")
_HAN = re.compile(r"[\u4e00-\u9fff]*\Z")
# 「京津冀区域|综合保税区」: the zones of an area, and no zone of its name.
_AREA = ("区域", "地区")
_NATIONAL = re.compile(r"国家[\u4e00-\u9fff]{2,14}\Z")
_GRADED = re.compile(r"\d|国家级|省级|市级|部级|[一多两三]个|各|级")

_NOT_IN_CHINA = frozenset({"country", "continent", "world"})

Verdict = Literal["join", "split", "none"]


def find_zones(text: str, hits: Sequence[Hit], lexicon: RegionLexicon) -> list[RegionMention]:
    """Zones by their grammar, and the zone words that stand for a zone known from the context (as references).

    Args:
        text: the text that the hits' offsets index.
        hits: places, joined names and zone words in order of their starts.
        lexicon: the region lexicon.
    """
    found: list[RegionMention] = []
    last_end = 0
    for index, hit in enumerate(hits):
        word = lexicon.zone_words.get(hit.form.text) if hit.form.kind == "zone_word" else None
        if word is None or hit.start < last_end:
            continue
        end = _extend(text, hits, index, lexicon)
        if _runs_on(text, end, lexicon):
            continue
        start = _start(text, hits, index, last_end, lexicon)
        if start is not None:
            last_end = end
            name = zone_name(text[start:end], lexicon)
            found.append(_mention(text, start, end, ZONE_PREFIX + name, "region.zone_grammar"))
        elif word.alone != "no" and _alone(text, hit):
            found.append(_mention(text, hit.start, hit.end, "", "region.zone_alone"))
    return found


def _mention(text: str, start: int, end: int, region_id: str, rule: str) -> RegionMention:
    return RegionMention(
        start=start,
        end=end,
        text=text[start:end],
        rule=rule,
        region_id=region_id,
        code="",
        confidence=0.85 if region_id else 0.6,
        is_reference=not region_id,
    )


def _runs_on(text: str, end: int, lexicon: RegionLexicon) -> bool:
    """Whether the zone word is cut out of a longer word (「谷物」, 「园林」, 「新城市」)."""
    return text[end - 1 : end + 1] in lexicon.words["zone_run_on"]


def _extend(text: str, hits: Sequence[Hit], index: int, lexicon: RegionLexicon) -> int:
    """Take in a part of the zone that follows at once or after a short name (自贸区临港新片区)."""
    end = hits[index].end
    for follower in hits[index + 1 : index + 4]:
        word = lexicon.zone_words.get(follower.form.text)
        gap = text[end : follower.start]
        if follower.start < end or len(gap) > 4 or _has_boundary(gap, lexicon) or not _NAME_LIKE.match(gap):
            break
        if word is not None and follower.form.text in lexicon.words["zone_part"]:
            return follower.end
    return end


def _has_boundary(gap: str, lexicon: RegionLexicon) -> bool:
    boundary = lexicon.words["boundary"]
    return any(gap[i : i + n] in boundary for i in range(len(gap)) for n in (1, 2, 3))


def _start(text: str, hits: Sequence[Hit], index: int, floor: int, lexicon: RegionLexicon) -> int | None:
    hit = hits[index]
    canonical = lexicon.zone_words[hit.form.text].canonical
    limit = max(floor, name_start(text, hit.start, INFIX_LENGTH, lexicon))
    name_from = limit
    for at in range(index - 1, max(-1, index - 6), -1):
        anchor = hits[at]
        if anchor.end <= limit and anchor.start < limit:
            # 「郴州国家可持续发展议程创新示范区」: what a zone is named for may hold words that end other names.
            if _is_national_pilot(anchor, text[anchor.end : hit.start], canonical, lexicon):
                return anchor.start
            break
        if anchor.form.kind not in _ANCHORS or anchor.end > hit.start:
            continue
        infix = text[anchor.end : hit.start]
        if infix.count("）") + infix.count(")") > infix.count("（") + infix.count("("):
            continue
        verdict = _verdict(anchor, infix, canonical, lexicon)
        if verdict == "join":
            if anchor.form.text == "中国" and text[anchor.start - 1 : anchor.start] == "“":
                return None  # a nickname, or the name of a contest
            return _with_partner(text, hits, at, canonical, lexicon)
        if verdict == "none":
            return None
        name_from = anchor.end
        break
    name = text[name_from : hit.start]
    if canonical in lexicon.words["zone_needs_place"] and name_from == limit:
        return None
    if not 2 <= len(name) <= OWN_NAME_LENGTH or not _HAN.match(name) or not is_name(name, lexicon):
        return None
    if canonical == "流域" and (len(name) > 4 or name[-1] not in lexicon.words["zone_river"]):
        return None
    return name_from


def _is_national_pilot(anchor: Hit, infix: str, canonical: str, lexicon: RegionLexicon) -> bool:
    pilot = canonical in lexicon.words["zone_pilot"] and anchor.form.kind in _ANCHORS
    return pilot and _level(anchor, lexicon) not in _NOT_IN_CHINA and _NATIONAL.match(infix) is not None


def _verdict(anchor: Hit, infix: str, canonical: str, lexicon: RegionLexicon) -> Verdict:
    """Whether the place is part of the zone's name, stands beside it, or there is no one zone here."""
    level = _level(anchor, lexicon)
    proper = is_name(infix, lexicon)
    if len(infix) > INFIX_LENGTH or not _NAME_LIKE.match(infix) or infix.startswith(_AREA):
        return "none"
    if level == "joined":
        return "join" if len(infix) <= 8 or _NATIONAL.match(infix) else "none"
    if infix.startswith(("（", "(", "—", "-")):
        return "join"
    needs_place = canonical in lexicon.words["zone_needs_place"]
    if level in _NOT_IN_CHINA:
        if anchor.form.text == "中国" and canonical.endswith("谷") and len(infix) < 2:
            return "join"  # 「中国光谷」, 「中国算谷」
        return "split" if proper and not needs_place else "none"
    pilot = canonical in lexicon.words["zone_pilot"]
    if level == "cluster":
        if pilot and lexicon.is_within(anchor.form.region_ids[0], "CN"):
            return "join"
        return "split" if proper and not needs_place else "none"
    if _GRADED.search(infix):
        return "none"
    if level == "province":
        if not infix:
            return "none" if canonical in lexicon.words["zone_of_cities"] else "join"
        return "split" if proper else "join" if pilot else "none"
    if not infix:
        return "join"
    beside = anchor.form.kind in ("full", "retired", "town") or canonical in lexicon.words["zone_beside_city"]
    return "split" if proper and beside else "join"


def _with_partner(text: str, hits: Sequence[Hit], at: int, canonical: str, lexicon: RegionLexicon) -> int:
    """The start of the anchor, or of the joined name or city right before it (中新|济南未来产业城, 上海|临港新片区).

    Free-trade zones are officially named after the nation first (中国|上海自由贸易试验区).
    """
    anchor = hits[at]
    partners = text[anchor.start - 2 : anchor.start] if anchor.start > 1 else ""
    if partners in lexicon.joined and lexicon.joined[partners].kind == "country":
        return anchor.start - 2
    if at and hits[at - 1].end == anchor.start:
        before = hits[at - 1].form
        if before.text == "中国" and canonical in ("自贸区", "自贸港"):
            return hits[at - 1].start
        beside = canonical in lexicon.words["zone_beside_city"]
        if before.kind == "joined" or (
            before.kind == "short" and anchor.form.kind in ("joined", "place") and not beside
        ):
            return hits[at - 1].start
    return anchor.start


def _level(hit: Hit, lexicon: RegionLexicon) -> str:
    if hit.form.kind in ("town", "joined"):
        return hit.form.kind
    region = lexicon.region(hit.form.region_ids[0]) if hit.form.region_ids else None
    return region.level if region else ""


def is_name(words: str, lexicon: RegionLexicon) -> bool:
    """Whether something is left of ``words`` once all that merely describes is taken away."""
    generic = lexicon.words["generic"]
    reach = {0}
    for start in range(len(words)):
        if start in reach:
            reach.update(start + n for n in range(1, 9) if words[start : start + n] in generic)
    return len(words) not in reach


def _alone(text: str, hit: Hit) -> bool:
    before = text[hit.start - 1 : hit.start]
    return not before or not ("\u4e00" <= before <= "\u9fff") or before in "在入对为全含"


def zone_name(surface: str, lexicon: RegionLexicon) -> str:
    """One name for all ways of writing a zone: short place, short zone word.

    Example:
        >>> from extract.regions import load_lexicon
        >>> zone_name("唐山市高新技术产业开发区", load_lexicon())
        '唐山高新区'
    """
    known = lexicon.forms.get(surface)
    if known is not None and known.kind == "zone":
        return known.region_ids[0].removeprefix(ZONE_PREFIX)
    name = surface
    for cut in range(1, len(name)):
        word = lexicon.zone_words.get(name[cut:])
        if word is not None:
            name = name[:cut] + word.canonical
            break
    for cut in range(min(12, len(name)), 1, -1):
        place = lexicon.forms.get(name[:cut])
        if place is not None and place.kind == "full" and name[cut - 1] in "省市":
            return name[: cut - 1] + name[cut:]
    return name


def zone_parent(name: str, lexicon: RegionLexicon) -> str:
    """The id of the place that a zone's name begins with, or ``""`` where it begins with none, or a shared one."""
    for cut in range(min(12, len(name) - 1), 1, -1):
        form = lexicon.forms.get(name[:cut])
        if form is not None and form.region_ids and form.kind in _ANCHORS:
            first = lexicon.region(form.region_ids[0])
            shared = len(form.region_ids) > 1 and (first is None or first.level not in ("province", "city"))
            return "" if shared else form.region_ids[0]
    return ""
