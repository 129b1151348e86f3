"""Short names of a body within one document: declared by the text, or inferred from the full name.

Declared: 江西某某造船有限公司（以下简称“某某造船”）. Inferred: a stretch that begins as the full name does (its place and
its parent body set aside) and goes on with its characters in order (信维电子科技 → 信维电科, 凯安新材料集团 → 凯安集团).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.organisations.lexicon import Lexicon

MIN_HEAD = 2
MAX_DECLARED = 14
_DECLARATION = re.compile(
    r"\s?[（(](?:以?下(?:统|合)?简?称|简称|又称|原名|英文简称)(?:为|：|:)?[“\"「‘]?"
    rf"(?P<short>[^（）()“”\"「」‘’，。；、]{{2,{MAX_DECLARED}}})[”\"」’]?"
)
_LEGAL = re.compile(r"(?:股份|控股)?(?:有限责任公司|有限公司)$|公司$")
_TAILS = ("集团", "股份", "公司", "科技", "院", "所", "中心", "协会", "学会", "大学")
GENERIC_SHORTS = frozenset(
    "公司 本公司 该公司 我公司 上市公司 标的公司 集团 发行人 甲方 乙方 本所 我院 学校 中心 协会 基金 合伙企业 交易所 目标公司 办法 "
    "通知 意见 方案 规划 条例 计划 项目 本次交易 证监会公告".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declaration:
    """A short name that the text declares right after a name that ends at ``name_end``."""

    name_end: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ShortForm:
    """An occurrence of a short form of the name ``full``."""

    start: int
    end: int
    full: str


def find_declarations(text: str) -> Iterator[Declaration]:
    """Yield the short names that the text declares with 以下简称 and the like."""
    for match in _DECLARATION.finditer(text):
        short = match["short"].strip()
        if short not in GENERIC_SHORTS and short == match["short"]:
            yield Declaration(match.start(), match.start("short"), match.end("short"), short)


def heads(full: str, place: str, parent: str, lexicon: Lexicon) -> list[str]:
    """Return the stretches that a short form of ``full`` could be read off, most telling first.

    Args:
        full: the full name.
        place: the place it begins with, or empty.
        parent: the known body it begins with (中国科学院…), or empty.
    """
    found = []
    bare = _LEGAL.sub("", full)
    for prefix in (place, parent):
        if prefix and bare.startswith(prefix) and len(bare) - len(prefix) >= MIN_HEAD + 1:
            found.append(bare[len(prefix) :].removeprefix("省").removeprefix("市"))
    if not place and not parent:
        found.append(bare)
    return [re.sub(r"[（(][^（）()]*[）)]", "", core) for core in found]


def infer_short_forms(text: str, full: str, core: str, lexicon: Lexicon, places: frozenset[str]) -> Iterator[ShortForm]:
    """Yield the occurrences in ``text`` of what may be short forms of ``full``, read off ``core``.

    A form of two characters must be no common word and no place; a form that leaves characters out must end with the
    kind of body that the full name tells.
    """
    head = core[:MIN_HEAD]
    if len(head) < MIN_HEAD or not all("一" <= char <= "鿿" for char in head):
        return
    at = text.find(head)
    while at >= 0:
        end = _extend(text, at + len(head), core[len(head) :])
        form = text[at:end]
        if form != full and _is_telling(form, core, lexicon, places):
            yield ShortForm(at, end, full)
        at = text.find(head, max(end, at + 1))


def _extend(text: str, at: int, rest: str) -> int:
    """Return how far ``text`` goes on from ``at`` with characters of ``rest`` in order, or with a tail word."""
    position = 0
    while at < len(text):
        step = rest.find(text[at], position)
        if step < 0:
            break
        position = step + 1
        at += 1
    for tail in _TAILS:
        if text.startswith(tail, at):
            return at + len(tail)
    return at


def _is_telling(form: str, core: str, lexicon: Lexicon, places: frozenset[str]) -> bool:
    if form in lexicon.common or form in places or form in lexicon.suffixes or form in GENERIC_SHORTS:
        return False
    if core.startswith(form):
        return len(form) >= 4 or form[:2] not in lexicon.common
    if len(form) < 3 or not form.endswith((*_TAILS, core[-1:], "科", "股份")):
        return False
    return len(form) >= 4 or form[:2] not in lexicon.common
