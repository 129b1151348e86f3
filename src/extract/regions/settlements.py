"""Places that no list holds: villages and communities after the place they lie in, foreign provinces and cities.

「湖南湘西十八洞村」 names 十八洞村 by the place right before it; 「尼尼微省」 is told by characters that only a
transcribed name strings together. Both are found without a code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extract.records import EntityCandidate, RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.scan import Hit
from extract.regions.zones import is_name

_TRANSCRIBING = (
    "阿埃艾安奥巴班贝比彼波伯布查达戴丹当道德登迪蒂多恩尔法菲费弗福盖冈戈格贡古哈海汉赫侯胡华霍基吉加杰金喀卡凯坎康考科克库拉莱兰朗劳勒雷里利莲列林隆"
    "卢鲁路伦罗洛马麦曼梅门蒙米密明莫默姆木穆纳南内尼宁纽努诺欧帕潘佩彭皮珀普奇恰钦丘日热瑞若萨塞桑沙山舍圣史什舒斯苏索塔泰坦汤特提图土托瓦万威微维韦"
    "温翁沃乌武西希锡夏肖谢辛雅亚扬耶叶伊因英尤约泽扎詹兹佐傲俄厄顿蓬邦延根孔齐娜莎琳弥摩刚果季贾迈堡"
)
_FOREIGN = re.compile(rf"[{_TRANSCRIBING}]{{3,9}}(?:州|省|市|郡|镇|自治区|自治州)(?![民委长场值区际])")
# 「日本爱知县」, 「越南富国岛」: what stands right after a country or a place in it, down to a word for its rank.
_BELOW = re.compile(
    r"(?:首府|首都|省会|州府|[东南西北中]{1,2}部)?(?P<name>(?P<stem>[\u4e00-\u9fff]{2,5}?)"
    r"(?:州(?![长际])|省(?![会份级长])|县(?![长级域])|郡|市(?![民委长场值区际政容])|[南北]道|大区|邦|岛(?![国屿链民上内])|町))"
)
# No division of China holds a city below a county, so two unlisted names in this order lie abroad.
_COUNTY_AND_CITY = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[对在于从至到赴往]))(?P<county>[\u4e00-\u9fff]{2,3}县)(?P<city>[\u4e00-\u9fff]{2,4}市)(?![民场])"
)
_NO_STEM = re.compile(
    r"[各多数该两几全众每这那的]|[城都超股楼上夜集菜门开债汇油政半群列诸联]\Z|^(?:总统|首相|总理|国防)|其他|首都|首府|政府|广域|股市|汇市|称|部分|之|等"
)
SURE_OF_SETTLEMENT = 0.85
_RANKED = re.compile(r"[\u4e00-\u9fff·]{2,8}(?:村|社区|乡|镇|街道|嘎查|群岛|岛|州|县)")
_MINISTRIES = frozenset({"JP", "KP"})
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:村|镇|乡|街道|社区|嘎查)(?![民委居干办医镇庄落级容务])")
_OPENING = re.compile(r"(?:^|(?<=[，。；：“、（\n]))[\u4e00-\u9fff]{2,3}村(?=[的通又是在有与和、，将位])")
_HOLDERS = frozenset({"full", "short", "retired", "town"})


def find_settlements(text: str, hits: Sequence[Hit], lexicon: RegionLexicon) -> list[RegionMention]:
    """Villages, communities and unlisted foreign places.

    Args:
        text: the text that the hits' offsets index.
        hits: the places that the lexicon found, in order.
        lexicon: the region lexicon.
    """
    found = []
    starts = sorted(hit.start for hit in hits)
    for hit in hits:
        end = hit.end
        if hit.form.kind not in _HOLDERS:
            continue
        while (match := _VILLAGE.match(text, end)) and _is_settlement(match.group(), lexicon):
            if _any_within(starts, match.start(), match.end()):
                break
            found.append(_mention(match.start(), match.group(), "region.village"))
            end = match.end()
    found += _find_abroad(text, hits, starts, lexicon)
    for match in _OPENING.finditer(text):
        if _is_settlement(match.group(), lexicon):
            found.append(_mention(match.start(), match.group(), "region.village_opening"))
    ends = sorted(hit.end for hit in hits)
    for match in _FOREIGN.finditer(text):
        # 「伊拉克尼尼微省」: the name begins where the listed place before it ends.
        at = bisect_left(ends, match.end())
        begin = max(match.start(), ends[at - 1]) if at else match.start()
        name = text[begin : match.end()]
        if not _any_within(starts, begin, match.end()) and _FOREIGN.fullmatch(name):
            found.append(_mention(begin, name, "region.transcribed"))
    return found


def proposed_settlements(
    text: str, proposed: Sequence[EntityCandidate], taken: Sequence[RegionMention], lexicon: RegionLexicon
) -> list[RegionMention]:
    """Villages, townships, isles and foreign districts that a trained model is sure of and no place found covers.

    Args:
        text: the text that all offsets index.
        proposed: what the model proposes, of any kind.
        taken: the places found, in order.
        lexicon: the region lexicon.
    """
    ends = [place.end for place in taken]
    found = []
    for entity in proposed:
        at = bisect_left(ends, entity.start + 1)
        free = at == len(taken) or taken[at].start >= entity.end
        name = text[entity.start : entity.end]
        if (
            entity.label == "REGION"
            and entity.confidence >= SURE_OF_SETTLEMENT
            and free
            and _RANKED.fullmatch(name)
            and _NO_STEM.search(name[:-1]) is None
            and _is_settlement(name, lexicon)
        ):
            found.append(replace(_mention(entity.start, name, "region.model"), confidence=round(entity.confidence, 3)))
    return found


def _find_abroad(text: str, hits: Sequence[Hit], starts: Sequence[int], lexicon: RegionLexicon) -> list[RegionMention]:
    """Unlisted places right after a foreign country or place, a county with its city, and where they come back."""
    spans: set[tuple[int, int]] = set()
    for hit in hits:
        country = _country(hit, lexicon)
        end = hit.end
        while country and (match := _BELOW.match(text, end)) and not _any_within(starts, end, match.end()):
            # 省 ends the names of ministries in Japan and Korea.
            ministry = match["name"][-1] == "省" and country in _MINISTRIES
            if ministry or not _is_place_abroad(match["stem"], lexicon):
                break
            spans.add(match.span("name"))
            end = match.end()
    for match in _COUNTY_AND_CITY.finditer(text):
        parts = match.span("county"), match.span("city")
        if not any(_any_within(starts, *part) for part in parts):
            spans.update(part for part in parts if _is_place_abroad(text[part[0] : part[1] - 1], lexicon))
    for name in {text[start:end] for start, end in spans}:
        spans.update((at.start(), at.end()) for at in re.finditer(re.escape(name), text))
    return [_mention(start, text[start:end], "region.abroad") for start, end in sorted(spans)]


def _country(hit: Hit, lexicon: RegionLexicon) -> str:
    """The foreign country that a place is or lies in, or an empty string."""
    if hit.form.kind not in ("country", "place") or not hit.form.region_ids:
        return ""
    region = lexicon.region(hit.form.region_ids[0])
    code = region.parent_id if region is not None and hit.form.kind == "place" else hit.form.region_ids[0]
    return code if len(code) == 2 and code != "CN" else ""


def _is_place_abroad(stem: str, lexicon: RegionLexicon) -> bool:
    return _NO_STEM.search(stem) is None and _is_settlement(stem, lexicon)


def _any_within(starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _is_settlement(name: str, lexicon: RegionLexicon) -> bool:
    stem = re.sub(r"(?:村|镇|乡|街道|社区|嘎查)\Z", "", name)
    boundary = lexicon.words["boundary"]
    if any(stem[i : i + n] in boundary for i in range(len(stem)) for n in (1, 2, 3)):
        return False
    if name.endswith("农村"):  # 「农业农村」: a compound of 农村, not a village
        return False
    return bool(stem) and stem not in lexicon.words["not_village"] and is_name(stem, lexicon)


def _mention(start: int, text: str, rule: str) -> RegionMention:
    return RegionMention(
        start=start,
        end=start + len(text),
        text=text,
        rule=rule,
        region_id=ZONE_PREFIX + text,
        code="",
        confidence=0.75,
    )
