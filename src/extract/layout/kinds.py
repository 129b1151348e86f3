"""What one line is, as far as the line itself tells."""

from __future__ import annotations

import re
from functools import cache

from extract.layout.lexicon import LayoutWords, layout_words
from extract.layout.lines import Line
from extract.records import PassageKind

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,3}[章节条部分编]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}[、．.\s](?!\d))"
)
_PAGE_NUMBER = re.compile(r"[-—–·•\s]*(?:第\s?)?\d{1,4}(?:\s?/\s?\d{1,4})?(?:\s?页)?(?:\s?共\s?\d+\s?页)?[-—–·•\s]*")
_PAGE_HEAD = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日.{0,12}(?:第\s?\w{1,3}\s?版|星期).{0,12}")
_SOURCE_TAG = re.compile(r"[（(【\[](?:据|来源[:：]?)?[\u3400-\u9fff·\s]{1,12}[）)】\]]")
_SIGNED_DAY = re.compile(r"[（(]?(?:20\d\d年\d{1,2}月\d{1,2}日|二[〇○零]\w{2}年\w{1,2}月\w{1,3}日)[）)]?")
# 「2025年7月以来，」, 「3月中旬，」, 「去年11月，」: so begins a sentence
_BEGINS_WITH_TIME = re.compile(r"(?:去年|今年)?(?:\d{2,4}年|\d{1,2}月)[\d月日上中下旬底初末以来起至]{0,8}，")
_ENDS_IN_NUMBER = re.compile(r"\d[万亿千百]?$")
_OPENERS = {"（": "）", "(": ")", "《": "》", "“": "”", "‘": "’", "【": "】", "「": "」"}
_CLOSERS = "”’」』》）)]】"
_ENDS = "。！？!?；;：:…"
_STOPS = frozenset("。！？”")
# Above these a line is a paragraph, whatever its ending.
_MAX_TITLE_CHARS = 50
_MAX_CAPTION_CHARS = 32
_MAX_FURNITURE_CHARS = 80


def is_numbered(text: str) -> bool:
    """Whether a line begins with the number of a section, a clause or a list: 「一、」「（二）」「3.」「第四章」."""
    return _NUMBERED.match(text) is not None


def is_foreign(text: str) -> bool:
    """Whether the line is in a language written with Latin letters."""
    sample = text[:240]
    latin = len(_LATIN.findall(sample))
    if latin >= 2 and _HAN.search(sample) is None and sample[0].isascii() and not _NUMBERED.match(sample):
        return latin * 2 > len(sample)
    return latin >= 8 and len(_HAN.findall(sample)) * 8 < latin and latin * 2 > len(sample)


def is_byline(text: str) -> bool:
    """Whether the line names who wrote, took, edited or first published something."""
    words = layout_words()
    if len(text) > 70 or text.endswith(("。", "，")):
        return False
    return text in words.byline_lines or words.byline.match(text) is not None


def is_source_tag(text: str) -> bool:
    """「（川讯）」, 「（新华社）」: the end of a news item."""
    return len(text) <= 16 and _SOURCE_TAG.fullmatch(text) is not None and not is_numbered(text)


def is_signed_day(text: str) -> bool:
    """A date on a line of its own."""
    return len(text) <= 16 and _SIGNED_DAY.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Whether the line says of itself that it is a caption; others are told by where they stand."""
    return len(text) <= _MAX_CAPTION_CHARS * 2 and (
        _caption_head().match(text) is not None
        or (len(text) <= _MAX_CAPTION_CHARS and text.endswith(layout_words().caption_tails) and "，" not in text[-6:])
    )


def is_furniture(text: str) -> bool:
    """Whether the line belongs to the page: its number, its masthead, how to reach the editors."""
    if len(text) > _MAX_FURNITURE_CHARS:
        return False
    if _PAGE_NUMBER.fullmatch(text) or _PAGE_HEAD.fullmatch(text):
        return True
    if text.endswith("。") or is_numbered(text):
        return False
    found = len(set(layout_words().furniture.findall(text)))
    # A long line that names one such thing may speak of it.
    return found > (len(text) > _MAX_FURNITURE_CHARS // 2)


def column_name(text: str) -> str:
    """The column that a line heads, or ``""``: 「●行业动态」 and 「行业动态」 head 行业动态."""
    words = layout_words()
    if len(text) > 20 or text.endswith(("。", "，", "；")):
        return ""
    if text[0] in words.column_marks:
        name = text.lstrip(words.column_marks + " \u3000")
        return name if 2 <= len(name) <= 14 else ""
    name = re.sub(r"[A-Za-z&\s]+$", "", text)
    return name if name in words.columns else ""


def is_contents_head(text: str) -> bool:
    """「目录」, 「目 录 Contents」."""
    return len(text) <= 24 and re.sub(r"\s", "", text) in layout_words().contents_heads


def is_titlelike(text: str) -> bool:
    """Whether the line could be a title or a heading: short, Chinese, and neither a sentence nor part of one."""
    if len(text) > _MAX_TITLE_CHARS or text[-1] in "。；;，,、：:—－（《“‘(的" or "。" in text or "；" in text:
        return False
    han = len(_HAN.findall(text))
    if han < 2 or han * 3 < len(text.replace(" ", "")) or text[0] in "，。、；：！？）》”’":
        return False
    commas = text.count("，")
    if commas and _ENDS_IN_NUMBER.search(text):
        return False
    if commas > 2 or (commas > 1 and len(text) > 30) or leaves_open(text) or closes_early(text):
        return False
    if "以下简称" in text or (_BEGINS_WITH_TIME.match(text) and not is_signed_day(text)):
        return False
    words = layout_words()
    opening, comma, _ = text.partition("，")
    return not (comma and (opening.startswith(words.connectives) or opening.endswith(words.opening_ends)))


def leaves_open(text: str) -> bool:
    """Whether a bracket or quote that opened in the last stretch is still open."""
    stretch = text[-80:]
    return any(stretch.count(opener) > stretch.count(closer) for opener, closer in _OPENERS.items())


def closes_early(text: str) -> bool:
    """Whether a bracket or quote closes that opened before the line."""
    return any(text.count(closer) > text.count(opener) for opener, closer in _OPENERS.items())


def ends_sentence(text: str) -> bool:
    """Whether a paragraph may end here: a full stop, also one that only closing marks or a source tag follow."""
    bare = text.rstrip(_CLOSERS)
    if bare and bare[-1] in _ENDS:
        return True
    opened = max(text.rfind("（"), text.rfind("("))
    is_aside = opened > 0 and text[-1] in "）)" and len(text) - opened <= 80
    return is_aside and text[:opened].rstrip()[-1:] in _STOPS


def line_kind(line: Line) -> PassageKind:
    """The kind of a line taken by itself: ``heading`` for all that could be a title."""
    text = line.text
    if len(text) > _MAX_FURNITURE_CHARS and _HAN.match(text):
        return "body"
    if is_foreign(text):
        return "foreign"
    if is_furniture(text):
        return "furniture"
    if _caption_head().match(text) and is_caption(text):
        return "caption"
    if is_byline(text) or is_source_tag(text):
        return "byline"
    if is_caption(text):
        return "caption"
    return "heading" if is_titlelike(text) else "body"


@cache
def _caption_head() -> re.Pattern[str]:
    words: LayoutWords = layout_words()
    heads = "|".join(map(re.escape, sorted(words.caption_heads, key=len, reverse=True)))
    return re.compile(rf"[▲△▼▽]|(?:{heads})\s?(?:\d{{1,2}}(?:[-—.]\d{{1,2}})?|[一二三四五六七八九十])?(?:[\s:：、]|$)")
