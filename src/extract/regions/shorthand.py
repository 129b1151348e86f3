"""Places written in one character (访华, 在沪, 疆煤外运) or joined in one word (中美, 港澳台, 川渝)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.scan import AREA_FIGURES, Hit

# 「其中美」, 「集中日」: the first character of the joined word belongs to the word before.
_LEFT_OF_ZHONG = frozenset("其集之当期初高市心眼手途空域目命击适热看水城年家国岁暗郎人掌闭中华盘杯")
_LEFT_OF = {
    "日": "今近昨前次每连当即翌同春0123456789",
    "加": "更增参",
    "深": "广",
    "美": "完优赞",
    "法": "方立宪",
    "德": "道品",
    "京": "北",
    "沪": "王",
}
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁疆港澳"
_SAFE = "京沪冀晋鲁豫鄂湘粤桂琼渝黔滇陕赣皖闽浙疆藏蓉甬穗邕港澳台苏杭厦莞宁川汉津"
_COMING = "驻住来赴抵返离援涉治留访"
_CHINA = re.compile(
    r"(?<=[访在来驻赴对援侵留离抵涉反旅遏])华"
    r"(?!为|盛|尔|东|北|南|中|西|润|夏|山|能|电|泰|侨|人|裔|语|文|丽|晨|星|大(?!使)|谊|强|安|宇|沙|阳|府|为|天|虹|灿|联|住|芯|胥|清|国锋)"
)
_CITIES = re.compile(
    rf"(?:(?<=[{_COMING}])[{_SAFE}]|(?<=[进入出])[京沪疆渝]|(?<=在)[京沪冀鲁豫鄂湘粤桂琼渝黔滇赣皖闽浙蓉甬穗邕])"
    r"(?![口交股指珠湾元务东剧城波夏德静语字端南州江北海岛西币商府津籍门阳式菜畿传]|[\u4e00-\u9fff]?(?:高铁|铁路|高速|城际))"
)
_IN_RISKY = re.compile(
    r"(?<=在)[宁汉苏杭川津港澳台陕晋深厦莞疆藏](?=[投设建企外召举务发工期的高考中就创居台落人签，。、]|期间)"
)
_POWER = re.compile(rf"[{_PROVINCES}](?=[电煤气][入外送东西]|电外送)|(?<=[电煤气水]入)[{_PROVINCES}]|(?<=南水进)京")
_LISTED = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:[{_PROVINCES}]、){{1,6}}[{_PROVINCES}](?=等|[两三四五六七八九]|[，。（地])"
)
# 「渝桂两省区」, 「皖豫交界」: provinces in a row that no list has as one word.
_PAIR = re.compile(
    rf"(?<![{_PROVINCES}南西东北中])[{_PROVINCES}]{{2,4}}(?=[两三四](?:省|地|市|区)|省际|交界|接壤|毗邻)"
)
_COUNTRY_CHARS = (
    "美俄日韩朝英法德意印澳墨加巴伊以乌叙黎土埃肯尼泰越缅老柬菲马葡希瑞荷比波捷匈塞奥芬挪哈吉塔智秘古委博坦厄孟非欧克西"
)
_ACTOR = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:据)?([{_COUNTRY_CHARS}港])(?=媒|总统|总理|外长|防长|财长|外交部|国防部|防空|军方|民调|国内)"
    rf"|(?<=[的和与对由在使据击障])([俄美乌叙伊韩日英德法印])(?=总统|外长|防长|媒体|军工|境内|[东南西北]部|国内)"
)
_FOREIGN = re.compile(
    rf"(?<=[赴访驻输援在对来])([{_COUNTRY_CHARS}])(?![\u4e00-\u9fff]?·)"
    r"(?=期间|[投企开设军总外政媒石能出商贸访，。、供经的实攻留参问进援游收工学客华乌三风资项合产采规运医制特]|当地|加征|大使|大熊|关[系税]|发[展债起动]|建[设立交]|\d)"
)
_JOINED_TAIL = re.compile(
    r"(?<=加)[征大快强深]|高速|高铁|铁路|线|城际|通(?!过)|大桥|股(?!市|指)|\d|交易所|东(?!盟)|昌|方|国(?!家)|场|洲|部(?!分|长)|港|医|班列|（[\u4e00-\u9fff]{2,4}）班列|经济走廊|[一三]个联合|联合公报|界|陷越|非法|望|勇|子过|文(?=书|字)|好"
)


def find_shorthand(text: str, places: Sequence[Hit], lexicon: RegionLexicon) -> list[RegionMention]:
    """One-character places and joined names; one-character countries only where the text names the country."""
    found = _joined(text, lexicon)
    for pattern, rule in ((_CHINA, "china"), (_CITIES, "come_to"), (_IN_RISKY, "in"), (_POWER, "power")):
        for match in pattern.finditer(text):
            char = match.group()
            found.append(_single(match.start(), char, f"region.abbreviation.{rule}", lexicon.abbreviations[char]))
    for match in _LISTED.finditer(text):
        for offset in range(0, match.end() - match.start(), 2):
            char = match.group()[offset]
            rule = "region.abbreviation.listed"
            found.append(_single(match.start() + offset, char, rule, lexicon.abbreviations[char]))
    for match in _PAIR.finditer(text):
        found.append(_joined_name(match.start(), match.group()))
    named: dict[str, str] | None = None
    for match in (*_FOREIGN.finditer(text), *_ACTOR.finditer(text)):
        group = match.lastindex or 0
        char = match.group(group)
        if named is None:
            named = _countries_named(places, lexicon)
        region_id = named.get(char) or {"美": "US", "俄": "RU", "欧": ZONE_PREFIX + "欧洲", "港": "810000"}.get(
            char, ""
        )
        if region_id:
            found.append(_single(match.start(group), char, "region.abbreviation.country", region_id))
    return found


def _single(start: int, char: str, rule: str, region_id: str) -> RegionMention:
    return RegionMention(
        start=start, end=start + 1, text=char, rule=rule, region_id=region_id,
        code="" if region_id.startswith(ZONE_PREFIX) else region_id, confidence=0.8,
    )  # fmt: skip


def _countries_named(places: Sequence[Hit], lexicon: RegionLexicon) -> dict[str, str]:
    """Countries that the text writes out, by their first character."""
    named: dict[str, str] = {}
    for hit in places:
        if hit.form.kind == "country" and len(hit.form.region_ids[0]) == 2:
            named.setdefault(hit.form.text[0], hit.form.region_ids[0])
    return named


def _joined(text: str, lexicon: RegionLexicon) -> list[RegionMention]:
    found = []
    for match in lexicon.joined_pattern.finditer(text):
        name = lexicon.joined[match.group()]
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 8]
        if before and before in (_LEFT_OF_ZHONG if name.text[0] == "中" else _LEFT_OF.get(name.text[0], "")):
            continue
        if name.kind == "country" and name.text[-1] == "中" and after[:1] in "国央心方学小":
            continue
        if _JOINED_TAIL.match(text, match.end()):
            continue
        if name.needs and not after.startswith(lexicon.word_lists[name.needs]):
            continue
        area = text.startswith("地区", match.end()) and not text.startswith(AREA_FIGURES, match.end())
        found.append(_joined_name(match.start(), name.text, "地区" if area else ""))
    return found


def _joined_name(start: int, name: str, area: str = "") -> RegionMention:
    return RegionMention(
        start=start, end=start + len(name + area), text=name + area, rule="region.joined",
        region_id=ZONE_PREFIX + name, code="", confidence=0.85,
    )  # fmt: skip
