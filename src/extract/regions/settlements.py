"""Places that no list holds: villages and communities after the place they lie in, foreign provinces and cities.

「湖南湘西十八洞村」 names 十八洞村 by the place right before it; 「尼尼微省」 is told by characters that only a
transcribed name strings together. Both are found without a code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.records import RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.scan import Hit
from extract.regions.zones import is_name

TRANSCRIBING = (
    "阿埃艾安奥巴班贝比彼波伯布查达戴丹当道德登迪蒂多恩尔法菲费弗福盖冈戈格贡古哈海汉赫侯胡华霍基吉加杰金喀卡凯坎康考科克库拉莱兰朗劳勒雷里利莲列林隆"
    "卢鲁路伦罗洛马麦曼梅门蒙米密明莫默姆木穆纳南内尼宁纽努诺欧帕潘佩彭皮珀普奇恰钦丘日热瑞若萨塞桑沙山舍圣史什舒斯苏索塔泰坦汤特提图土托瓦万威微维韦"
    "温翁沃乌武西希锡夏肖谢辛雅亚扬耶叶伊因英尤约泽扎詹兹佐傲俄厄顿蓬邦延根孔齐娜莎琳弥摩刚果季贾迈堡"
)
_FOREIGN = re.compile(rf"[{TRANSCRIBING}]{{3,9}}(?:州|省|市|郡|镇|自治区|自治州)(?![民委长场值区际])")
# 「日本爱知县」, 「越南富国岛」: what stands right after a country or a place in it, down to a word for its rank.
_BELOW = re.compile(
    r"(?:首府|首都|省会|州府|[东南西北中]{1,2}部)?(?P<name>(?P<stem>[\u4e00-\u9fff]{2,5}?)"
    r"(?:州(?![长际])|省(?![会份级长])|县(?![长级域])|郡|市(?![民委长场值区际政容])|[南北]道|大区|邦|岛(?![国屿链民上内])|町))"
)
# No division of China holds a city below a county, so two unlisted names in this order lie abroad.
_COUNTY_AND_CITY = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[对在于从至到赴往]))(?P<county>[\u4e00-\u9fff]{2,3}县)(?P<city>[\u4e00-\u9fff]{2,4}市)(?![民场])"
)
NO_STEM = re.compile(
    r"[各多数该两几全众每这那的]|[城都超股楼上夜集菜门开债汇油政半群列诸联]\Z|^(?:总统|首相|总理|国防)|其他|首都|首府|直辖|政府|广域|股市|汇市|称|部分|之|等"
)
_MINISTRIES = frozenset({"JP", "KP"})
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:村|镇|乡|街道|社区|嘎查)(?![民委居干办医镇庄落级容务])")
_RANKS = frozenset({"村", "镇", "乡", "街道", "社区", "嘎查"})
_TOWN_RANK = re.compile(r"(?:街道|镇|乡)(?![村民委居干办医静压定情亲土愁])")
_OPENING = re.compile(r"(?:^|(?<=[，。；：“、（\n]))[\u4e00-\u9fff]{2,3}村(?=[的通又是在有与和、，将位])")
# 「邹城峄山脚下」 is a hill, 「沛县安国湖」 a lake of that name.
_NO_TOWN_AFTER = re.compile(r"[镇乡村山岭坝湖河江水雪庙寺塔]|街道|长城|古|\d|商代|脚下")
COUNTY_CODE = 6
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
    short_ends = {hit.start: hit.end for hit in hits if hit.form.kind == "short"}
    for hit in hits:
        end = hit.end
        if hit.form.kind not in _HOLDERS:
            continue
        if hit.form.kind == "short" and (rank := _TOWN_RANK.match(text, end)):
            # 「渭城街道」 is no county, but a town named as one
            found.append(settlement(hit.start, text[hit.start : rank.end()], "region.town"))
            continue
        while (match := _VILLAGE.match(text, end)) and is_settlement(match.group(), lexicon):
            if _any_within(starts, match.start(), match.end()) and not _begins_with(match, short_ends):
                break
            found.append(settlement(match.start(), match.group(), "region.village"))
            end = match.end()
    found += _find_bare_towns(text, hits, starts, lexicon)
    found += _find_abroad(text, hits, starts, lexicon)
    for match in _OPENING.finditer(text):
        if is_settlement(match.group(), lexicon):
            found.append(settlement(match.start(), match.group(), "region.village_opening"))
    ends = sorted(hit.end for hit in hits)
    for match in _FOREIGN.finditer(text):
        # 「伊拉克尼尼微省」: the name begins where the listed place before it ends.
        at = bisect_left(ends, match.end())
        begin = max(match.start(), ends[at - 1]) if at else match.start()
        name = text[begin : match.end()]
        if not _any_within(starts, begin, match.end()) and _FOREIGN.fullmatch(name):
            found.append(settlement(begin, name, "region.transcribed"))
    return found


def _find_bare_towns(
    text: str, hits: Sequence[Hit], starts: Sequence[int], lexicon: RegionLexicon
) -> list[RegionMention]:
    """Towns without their rank: right after the county they lie in (嘉定外冈), and wherever the text repeats them."""
    towns: dict[str, str] = {}
    for hit in hits:
        county = hit.form.region_ids[0] if len(hit.form.region_ids) == 1 else ""
        if hit.form.kind not in _HOLDERS or len(county) != COUNTY_CODE:
            continue
        for size in (2, 3):
            name = text[hit.end : hit.end + size]
            codes = [code for code in lexicon.towns.get(name + "镇", ()) if code.startswith(county)]
            if (
                len(codes) == 1
                and not _NO_TOWN_AFTER.match(text, hit.end + size)
                and is_settlement(name + "镇", lexicon)
            ):
                towns[name] = codes[0]
    return [
        replace(settlement(at.start(), name, "region.town"), region_id=code)
        for name, code in towns.items()
        for at in re.finditer(name, text)
        if not _any_within(starts, *at.span()) and not _NO_TOWN_AFTER.match(text, at.end())
    ]


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
    return [settlement(start, text[start:end], "region.abroad") for start, end in sorted(spans)]


def _country(hit: Hit, lexicon: RegionLexicon) -> str:
    """The foreign country that a place is or lies in, or an empty string."""
    if hit.form.kind not in ("country", "place") or not hit.form.region_ids:
        return ""
    region = lexicon.region(hit.form.region_ids[0])
    code = region.parent_id if region is not None and hit.form.kind == "place" else hit.form.region_ids[0]
    return code if len(code) == 2 and code != "CN" else ""


def _is_place_abroad(stem: str, lexicon: RegionLexicon) -> bool:
    return NO_STEM.search(stem) is None and is_settlement(stem, lexicon)


def _begins_with(match: re.Match[str], short_ends: Mapping[int, int]) -> bool:
    """Whether a county's short name only begins the village's (沿河口村): one character and a rank are left of it."""
    return match.group()[short_ends.get(match.start(), match.end()) - match.start() + 1 :] in _RANKS


def _any_within(starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def is_settlement(name: str, lexicon: RegionLexicon) -> bool:
    """Whether a name with its rank can be a village's or a town's: nothing in it ends a name or merely describes."""
    stem = re.sub(r"(?:村|镇|乡|街道|社区|嘎查)\Z", "", name)
    boundary = lexicon.words["boundary"]
    if any(stem[i : i + n] in boundary for i in range(len(stem)) for n in (1, 2, 3)):
        return False
    if name.endswith("农村"):  # 「农业农村」: a compound of 农村, not a village
        return False
    return bool(stem) and stem not in lexicon.words["not_village"] and is_name(stem, lexicon)


def settlement(start: int, text: str, rule: str) -> RegionMention:
    """A place that no list holds, without a code."""
    return RegionMention(
        start=start,
        end=start + len(text),
        text=text,
        rule=rule,
        region_id=ZONE_PREFIX + text,
        code="",
        confidence=0.75,
    )
