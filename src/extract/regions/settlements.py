"""Places that no list holds: villages and communities after the place they lie in, foreign provinces and cities.

「湖南湘西十八洞村」 names 十八洞村 by the place right before it; 「尼尼微省」 is told by characters that only a
transcribed name strings together. Both are found without a code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extract.records import RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.scan import Hit
from extract.regions.zones import is_name

_TRANSCRIBING = (
    "阿埃艾安奥巴班贝比彼波伯布查达戴丹当道德登迪蒂多恩尔法菲费弗福盖冈戈格贡古哈海汉赫侯胡华霍基吉加杰金喀卡凯坎康考科克库拉莱兰朗劳勒雷里利莲列林隆"
    "卢鲁路伦罗洛马麦曼梅门蒙米密明莫默姆木穆纳南内尼宁纽努诺欧帕潘佩彭皮珀普奇恰钦丘日热瑞若萨塞桑沙山舍圣史什舒斯苏索塔泰坦汤特提图土托瓦万威微维韦"
    "温翁沃乌武西希锡夏肖谢辛雅亚扬耶叶伊因英尤约泽扎詹兹佐傲俄厄顿蓬邦延根孔齐娜莎琳弥摩刚果季贾迈堡"
)
_FOREIGN = re.compile(rf"[{_TRANSCRIBING}]{{3,9}}(?:州|省|市|郡|镇|自治区|自治州)(?![民委长场值区际])")
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


def _any_within(starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _is_settlement(name: str, lexicon: RegionLexicon) -> bool:
    stem = re.sub(r"(?:村|镇|乡|街道|社区|嘎查)\Z", "", name)
    boundary = lexicon.words["boundary"]
    if any(stem[i : i + n] in boundary for i in range(len(stem)) for n in (1, 2, 3)):
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
