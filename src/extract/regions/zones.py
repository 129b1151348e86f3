"""Development zones, parks, valleys and new areas, by the words that end their names.

A zone's name is a place before the zone word (「唐山高新区」, 「南昌小蓝经开区」), or a name of its own before it
(「碳谷产业园」); words that merely describe (「先进制造业产业园」) name nothing. A part of a zone adds to its name
(「上海自贸区临港新片区」).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.masks import name_start
from extract.regions.scan import Hit

_ANCHORS = frozenset({"full", "short", "retired", "place", "zone", "cluster", "country", "town"})
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—·（）()\-]*\Z")
INFIX_LENGTH = 14
OWN_NAME_LENGTH = 9
# With a province before them these name a class of zones, not one: 「江苏省高新区」.
_OF_CITIES = frozenset({"高新区", "经开区", "开发区", "综保区", "经济开发区", "新区", "片区", "景区", "矿区", "港区"})
# A zone word of one or two characters needs a place before it, or the name would be a guess.
_NEEDS_PLACE = frozenset(
    [
        "新区",
        "高新区",
        "经开区",
        "开发区",
        "经济开发区",
        "经济区",
        "特区",
        "谷",
        "试验区",
        "示范区",
        "合作区",
        "实验区",
        "创新区",
        "功能区",
        "起步区",
        "先行区",
        "先导区",
        "自贸区",
        "自贸港",
        "片区",
        "新片区",
        "综保区",
        "保税区",
        "城市群",
        "都市圈",
        "经济圈",
        "城市圈",
        "经济带",
        "产业带",
        "景区",
        "风景区",
        "矿区",
        "垦区",
        "革命老区",
        "商务区",
        "空港",
        "航空港区",
        "一体化示范区",
        "示范基地",
        "物流枢纽",
        "开放枢纽",
        "集中区",
        "出口加工区",
        "小镇",
        "新城",
        "未来城",
        "智慧城",
        "产业基地",
        "化工基地",
        "大走廊",
        "智谷",
        "光谷",
        "硅谷",
        "创新港",
        "示范园",
        "生态园",
        "新片区",
        "工业区",
        "大学城",
        "科教园",
    ]
)
_BAD_NEXT = {
    "谷": "物歌爱底类仓子粒",
    "区": "域块间",
    "园": "林艺丁",
    "城": "市镇乡管",
    "港": "口",
    "圈": "子",
    "带": "动领来",
}


def find_zones(text: str, hits: Sequence[Hit], lexicon: RegionLexicon) -> list[RegionMention]:
    """Zones by their grammar, and the zone words that stand for a zone known from the context (as references)."""
    found: list[RegionMention] = []
    last_end = 0
    for index, hit in enumerate(hits):
        word = lexicon.zone_words.get(hit.form.text)
        if word is None or hit.start < last_end:
            continue
        end, canonical = _extend(text, hits, index, lexicon)
        if text[end : end + 1] and text[end] in _BAD_NEXT.get(text[end - 1], ""):
            continue
        start = _start(text, hits, index, canonical, lexicon)
        if start is None:
            if word.alone in ("reference", "always") and _alone(text, hit, lexicon):
                found.append(_mention(text, hit.start, hit.end, "", "region.zone_alone"))
            continue
        last_end = end
        found.append(
            _mention(text, start, end, ZONE_PREFIX + zone_name(text[start:end], lexicon), "region.zone_grammar")
        )
    return found


def _mention(text: str, start: int, end: int, region_id: str, rule: str) -> RegionMention:
    return RegionMention(
        start=start, end=end, text=text[start:end], rule=rule, region_id=region_id, code="",
        confidence=0.85 if region_id else 0.6, is_reference=not region_id,
    )  # fmt: skip


def _extend(text: str, hits: Sequence[Hit], index: int, lexicon: RegionLexicon) -> tuple[int, str]:
    """Take in zone words that follow at once or after a short name (自贸区临港新片区)."""
    end = hits[index].end
    canonical = lexicon.zone_words[hits[index].form.text].canonical
    for follower in hits[index + 1 : index + 4]:
        word = lexicon.zone_words.get(follower.form.text)
        gap = text[end : follower.start]
        if word is None:
            if follower.end - end > 4:
                break
            continue
        if len(gap) > 4 or not all("\u4e00" <= c <= "\u9fff" for c in gap) or _has_boundary(gap, lexicon):
            break
        end, canonical = follower.end, word.canonical
    return end, canonical


def _has_boundary(gap: str, lexicon: RegionLexicon) -> bool:
    boundary = lexicon.words["boundary"]
    return any(gap[i : i + n] in boundary for i in range(len(gap)) for n in (1, 2, 3))


def _start(text: str, hits: Sequence[Hit], index: int, canonical: str, lexicon: RegionLexicon) -> int | None:
    hit = hits[index]
    limit = name_start(text, hit.start, INFIX_LENGTH, lexicon)
    for anchor in reversed(hits[max(0, index - 4) : index]):
        if anchor.end < limit:
            break
        if anchor.form.kind not in _ANCHORS:
            continue
        infix = text[anchor.end : hit.start]
        if not _may_join(anchor, infix, canonical, lexicon):
            if anchor.end == hit.start:
                return None
            continue
        return _with_parent(text, hits, anchor)
    name = text[limit : hit.start]
    if canonical in _NEEDS_PLACE or not 2 <= len(name) <= OWN_NAME_LENGTH or not _HAN.match(name):
        return None
    return limit if is_name(name, lexicon) else None


def _may_join(anchor: Hit, infix: str, canonical: str, lexicon: RegionLexicon) -> bool:
    level = _level(anchor, lexicon)
    if infix and (len(infix) > INFIX_LENGTH or not _HAN.match(infix)):
        return False
    if level in ("country", "continent", "world", "cluster"):
        return infix.startswith(("—", "-", "（")) or (
            level == "cluster" and not infix and canonical in ("示范区", "一体化示范区")
        )
    if level == "province" and not infix and canonical in _OF_CITIES:
        return False
    if level == "province" and infix and not is_name(infix, lexicon) and canonical not in ("自贸区", "自主创新示范区"):
        return False
    return not (infix and infix[0] in "省市县区" and len(infix) > 1 and not is_name(infix[1:], lexicon))


def _with_parent(text: str, hits: Sequence[Hit], anchor: Hit) -> int:
    return anchor.start


def _level(hit: Hit, lexicon: RegionLexicon) -> str:
    if hit.form.kind == "town":
        return "town"
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


def _alone(text: str, hit: Hit, lexicon: RegionLexicon) -> bool:
    before = text[hit.start - 1 : hit.start]
    return not before or not ("\u4e00" <= before <= "\u9fff") or before in "在入对为全"


def zone_name(surface: str, lexicon: RegionLexicon) -> str:
    """One name for all ways of writing a zone: short place, short zone word.

    Example:
        >>> from extract.regions.lexicon import load_lexicon
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
    """The id of the place that a zone's name begins with, or ``""``."""
    for cut in range(min(12, len(name) - 1), 1, -1):
        form = lexicon.forms.get(name[:cut])
        if form is not None and len(form.region_ids) >= 1 and form.kind in _ANCHORS:
            region_ids = form.region_ids
            first = lexicon.region(region_ids[0])
            shared = len(region_ids) > 1 and (first is None or first.level not in ("province", "city"))
            return "" if shared else region_ids[0]
    return ""
