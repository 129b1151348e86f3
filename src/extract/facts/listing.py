"""Lists of names told apart: what each member is called where they share a head or a noun."""

from __future__ import annotations

import re

from extract.facts.rules import load_rules
from extract.facts.sharing import own_measure, shared_ending

_SPLIT = re.compile(r"[、]|(?<=[^\s饱温缓总])和(?!谐|解|平|林)|(?<!以)及(?!时|其他)|以及|与(?!其)")
_NUMBERED = re.compile(r"(?:[两二三四五六七八九十]|\d+)(?:大|个|类|项)(?=[^\s]{2})")
_PAIRS = {"产销": ("产量", "销量"), "产销量": ("产量", "销量"), "进出口": ("进口", "出口"), "量价": ("量", "价")}
_COMMA = re.compile(r"、")
_AND = re.compile(r"和|与|及|以及")
_NEW_HEAD = re.compile(r"新(?:增|设立?|建|签|认定|获批|引进|开工|投产|登记|注册)(?=[^\s]{2})")
_PER_UNIT = re.compile(r"(?:单位|万元)(?:国内生产总值|地区生产总值|生产总值|GDP|工业增加值)|人均(?=[^，]{2})")
_OFFICE = re.compile(r"国家?|省|市|区|县")
_OFFICES = re.compile(r"((?:国家|国|省|市|区|县)级?(?:[、和与及](?:国家|国|省|市|区|县)级?)+)(?=[^、和与及].)")
_SHORTEST = 2


def split_list(words: str, count: int) -> list[str]:
    """The members of a list of names, told apart where there are ``count``; shared heads are given to each.

    Returns:
        ``count`` names, or an empty list where the words cannot be told apart.
    """
    for ending, (first, second) in _PAIRS.items():
        if count == 2 and words.endswith(ending) and ending != "进出口":
            stem = words.removesuffix(ending)
            return [stem + first, stem + second]
    offices = _OFFICES.match(words)
    if offices is not None:
        # 「国家、省、市企业技术中心、工程研究中心」: each office has all that follows.
        levels = [level.rstrip("级") for level in _SPLIT.split(offices.group())]
        grade = "级" if offices.group().endswith("级") else ""
        if len(levels) == count:
            return [level + grade + words[offices.end() :] for level in levels]
    for separators in (_SPLIT, _COMMA, _AND):
        parts = _cut_list(words, separators)
        if len(parts) == count:
            return _share_head(parts)
    # 「表明商务、旅游需求的汽油、煤油消费」: the list stands after what is told of all of it.
    head, joint, rest = words.rpartition("的")
    return split_list(rest, count) if joint and _COMMA.search(head) else []


def _cut_list(words: str, separators: re.Pattern[str]) -> list[str]:
    parts, low, depth = [], 0, 0
    cuts = {found.start(): found.end() for found in separators.finditer(words)}
    for index, character in enumerate(words):
        depth += (character in "“‘《（") - (character in "”’》）")
        if index in cuts and depth <= 0:
            parts.append(words[low:index])
            low = cuts[index]
    parts.append(words[low:])
    return [part.strip() for part in parts if part.strip()]


def _share_head(parts: list[str]) -> list[str]:
    verb = _NEW_HEAD.match(parts[0])
    if verb is not None and not any(_NEW_HEAD.match(part) for part in parts[1:]):
        return [verb.group() + part for part in _share_noun([parts[0][verb.end() :], *parts[1:]])]
    return _share_noun(parts)


def _alike(parts: list[str]) -> bool:
    """「日资、韩资和德资企业」: words of one build, and what they share after the last."""
    width = len(parts[0])
    built = all(len(part) == width and part[-1] == parts[0][-1] for part in parts[:-1])
    last = parts[-1]
    return width >= _SHORTEST and built and len(last) > width + 1 and last[width - 1] == parts[0][-1]


def _share_noun(parts: list[str]) -> list[str]:
    per = _PER_UNIT.match(parts[0])
    if per is not None and not any(_PER_UNIT.match(part) for part in parts[1:]):
        return [parts[0], *(per.group() + part for part in parts[1:])]
    heads = load_rules("nouns_head")
    last = parts[-1]
    if _OFFICE.match(last) and all(_OFFICE.fullmatch(part) for part in parts[:-1]):
        return [part + last[1:] for part in parts[:-1]] + [last]
    if all(len(part) <= 2 for part in parts[:-1]) and len(last) > 4 and not _AND.match(last, len(parts[0])):
        attributive = load_rules("nouns_attributive").at_start(last, 0, len(last))
        # 「新房和二手房价格」: 房 is told of both already.
        kind = len(parts[0]) == 1 or (attributive is not None and not last.startswith(parts[0][-1], len(parts[0])))
        if kind or not shared_ending(last, parts[0]):  # 「手机、集成电路出口」 shares 出口 alone.
            return [part + last[len(part) :] for part in parts[:-1]] + [last]
    if _alike(parts):
        return [part + last[len(part) :] for part in parts[:-1]] + [last]
    last = _NUMBERED.sub("", last)
    of = last.find("占")
    stem = last[:of] if of > 0 else last
    tail = last[of:] if of > 0 else ""
    suffix = shared_ending(stem, parts[0])
    first_head = heads.at_end(parts[0], 0, len(parts[0]))
    if first_head is not None and first_head.start > 0 and len(parts[0]) > 2:
        head = parts[0][(own_measure(parts[0]) or first_head.start) :]
        prefix = parts[0].removesuffix(head)
        rest = [part if len(part) > 5 or part.endswith(head) else prefix + part for part in [*parts[1:-1], stem]]
        return [part + tail for part in (parts[0], *rest)]
    trade = load_rules("nouns_trade").at_end(stem, 0, len(stem) - len(suffix)) if suffix else None
    if trade is not None and trade.start and load_rules("nouns_trade").at_end(parts[0], 0, len(parts[0])) is None:
        suffix = stem[trade.start :]
    if suffix and suffix != stem:
        prefix = parts[0][0] if parts[0][:1] == "对" else ""
        return [
            (prefix if index else "") + part + (suffix if not part.endswith(suffix) else "") + tail
            if index < len(parts) - 1
            else (prefix if prefix and not part.startswith(prefix) else "") + part
            for index, part in enumerate(parts)
        ]
    return parts
