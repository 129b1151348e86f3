"""Lexicon matches in a text, left to right, the longest that stands as a word of its own.

A match inside a longer word is refused by the form's own neighbours (``guards.csv``), by the character that
turns 「上海市」+「场」 back into 「上海」+「市场」, or, for guarded words, by the lack of company: 「朝阳」 is a
place after 「北京」 or in a list of places, not in 「朝阳产业」.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.regions.lexicon import ZONE_PREFIX, Form, RegionLexicon

# After 市, 区, 县 …: characters that pull the suffix into the next word (上海市场, 海淀区域, 江苏省级).
_PULLS = {
    "市": "场民值区政容井面郊县",
    "区": "域块间划别分位",
    "县": "域级情",
    "省": "会份际",
    "州": "际级",
    "镇": "定压静痛",
    "乡": "村情愁土亲镇",
    "旗": "帜下舰",
    "道": "路德理",
}
# 「威海路」, 「青海湖」, 「福建舰」, 「江西智造」: the place is part of another name.
_PART_OF_NAME = re.compile(
    r"\d+-\d+[油气]|[东西南北]?站(?=[的、，。是等将]|铁路|枢纽|房|前广场)|语(?![言音境料])|路(?![桥径线演透牌由])|大道|江(?=[畔边上水中流段两里、，。])|河(?=[畔边水流段两是的、，。])|湖(?=[面水区畔、，。的（]|国)|[舰号](?=[的入、，。驶])|大桥|智造|制造(?!业|企业|基地|商|厂|的)|倡议|宣言|共识"
)
_PERSON = re.compile(r"人(?![民大才口工社均保形机事力防寿文数次士行])")
_RANK = re.compile(
    r"[州省县府郡](?![\u4e00-\u9fff]?·)|市(?![场民值郊中区内长])|港(?![口元股币交区澳务])|自治区|邦(?![联交])|都(?=[、，知厅内])"
)
#: 「其中国产电影」: of these, the ones made at home.
_AMONG_THEM = re.compile(r"其中国(?:[产有内际企]|家级?)")
_HARBOUR = re.compile("区(?![域间块])")
_PORT = re.compile(r"港(?=[集完货吞码、，。的至到]|$)")
# 「湖南地区生产总值」 is a figure of 湖南.
AREA_FIGURES = ("地区生产", "地区总", "地区性", "地区差")
_NO_AREA = frozenset({"全球", "世界", "全国", "香港", "澳门", "京津冀"})
_CITY_CORES = ("市中区", "市北区", "市南区")
_OPENERS = frozenset('，。；：、！？,;:!?（）()【】[]《》“”‘’"\n\t 　在于至到赴自从和与及对由往抵驻入')


@dataclass(frozen=True, slots=True)
class Hit:
    """A form that stands in the text from ``start`` to ``end``."""

    start: int
    end: int
    form: Form


def scan_forms(text: str, lexicon: RegionLexicon) -> list[Hit]:
    """All accepted forms of the lexicon in order, without overlaps.

    References, zone words and event words are returned as they stand; later steps decide on them.
    """
    raw: list[tuple[int, int, Form]] = []
    for last, form in lexicon.automaton.iter(text):
        end = last + 1
        raw.append((end - len(form.text), -end, form))
    raw.sort(key=lambda item: item[:2])
    hits: list[Hit] = []
    taken = 0
    for start, minus_end, form in raw:
        if start < taken:
            continue
        hit = _accept(text, start, -minus_end, form, hits, lexicon)
        if hit is not None:
            hits.append(hit)
            taken = hit.end
    return hits


def _accept(text: str, start: int, end: int, form: Form, before: list[Hit], lexicon: RegionLexicon) -> Hit | None:
    kind = form.kind
    if form.text == "中国" and _AMONG_THEM.match(text, max(0, start - 1)):
        return None
    if form.not_before and text.endswith(form.not_before, 0, start):
        return None
    if form.not_after and text.startswith(form.not_after, end) and not text.startswith(form.but_after or "\0", end):
        return None
    if kind in ("zone_word", "reference", "named"):
        return Hit(start, end, form)
    after = text[end : end + 1]
    if kind in ("place", "short", "country", "full") and _is_part_of_name(text, start, end, form, lexicon):
        return None
    if kind in ("full", "retired", "town"):
        pulled = _PULLS.get(form.text[-1], "")
        if (after and after in pulled) or text[end - 1 : end + 2] in _CITY_CORES:
            shorter = lexicon.forms.get(form.text[:-1])
            if shorter is None or kind == "town":
                return None
            return _accept(text, start, end - 1, shorter, before, lexicon)
    previous = before[-1] if before else None
    adjoins = previous is not None and previous.end == start
    if kind == "town":
        if not (_follows_parent(form, previous, start, lexicon) or (_opens(text, start) and len(form.text) > 2)):
            return None
        return Hit(start, end, form)
    if kind == "full" and len(form.text) == 2 and not (adjoins or _opens(text, start)):
        return None
    if kind == "short" and not adjoins and len(form.text) == 2 and _follows_surname(text, start, form, lexicon):
        return None
    if form.mode == "guarded" and not _has_company(text, start, form, previous, lexicon):
        return None
    if kind in ("place", "short", "country") and "·" in (text[start - 1 : start], after):
        # A part of a foreign person's name, unless it stands after its country: 「中国·廊坊」.
        if not (previous is not None and previous.end == start - 1) and kind != "country":
            return None
        if kind == "country" and start and text[start - 1] == "·":
            return None
    return Hit(start, _with_rank(text, end, form), form)


def _with_rank(text: str, end: int, form: Form) -> int:
    """The end with the word that tells a place's rank: 「佛罗里达州」, 「瓜达尔港」, 「摩苏尔地区」."""
    if form.kind == "place" and len(form.region_ids) == 1:
        match = _RANK.match(text, end)
        if match:
            return match.end()
        if form.text.endswith("港") and _HARBOUR.match(text, end):
            return end + 1
    area = form.kind in ("place", "short", "cluster", "full") and form.text not in _NO_AREA
    if area and text.startswith("地区", end) and not text.startswith(AREA_FIGURES, end):
        return end + 2
    if form.kind == "short" and _PORT.match(text, end):
        return end + 1
    return end


def _is_part_of_name(text: str, start: int, end: int, form: Form, lexicon: RegionLexicon) -> bool:
    """Whether the name of a road, a ship, a person or a slogan goes on from the place's name, or began before it."""
    if form.kind != "full" and _PART_OF_NAME.match(text, end):
        return True
    if _PERSON.match(text, end):
        return True
    return form.kind == "short" and text.endswith(lexicon.word_lists["slogan"], 0, start)


def _follows_surname(text: str, start: int, form: Form, lexicon: RegionLexicon) -> bool:
    """Whether a county's short name is the given name of a person (「刘桂平」)."""
    if start == 0 or text[start - 1] not in lexicon.words["surname"]:
        return False
    region = lexicon.region(form.region_ids[0])
    return region is not None and region.level == "county"


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in _OPENERS


def _follows_parent(form: Form, previous: Hit | None, start: int, lexicon: RegionLexicon) -> bool:
    if previous is None or previous.end != start:
        return False
    if form.kind == "town":
        return previous.form.kind in ("full", "short", "retired", "zone", "town")
    # The nation and the world hold every place, and tell nothing of a word (世界|上高铁).
    return any(
        lexicon.is_within(region_id, parent) and region_id != parent
        for region_id in form.region_ids
        for parent in previous.form.region_ids
        if parent not in ("CN", ZONE_PREFIX + "全球")
    )


def _has_company(text: str, start: int, form: Form, previous: Hit | None, lexicon: RegionLexicon) -> bool:
    if _follows_parent(form, previous, start, lexicon):
        return True
    listed = previous is not None and previous.end == start - 1 and text[start - 1] == "、"
    return listed and previous is not None and previous.form.kind in ("full", "short", "place", "zone")
