"""Lookups over the mentions of a view: what stands where, and each name's fullest form."""

from __future__ import annotations

import bisect
import csv
import functools
import re
from collections import Counter
from importlib import resources

from extract.records import OrganisationMention, RegionMention, Subject
from extract.view import DocumentView

Owner = RegionMention | OrganisationMention
_SHORT_FOR = re.compile(r"[（(](?:以下|下文)?(?:统)?简称[：:]?[“‘\"]?([^”’\"）)]{2,16})[”’\"]?[）)]")
#: A place's port or airport, and not the place.
_HUB = re.compile(r"[\u4e00-\u9fff]{2}(?:港|机场)$(?<!连云港)(?<!防城港)(?<!张家港)(?<!贵港)")
_COUNTRY_WORDS = ("全国", "我国", "中国", "全球", "世界")


class Mentions:
    """Regions and organisations of a view in order, with subjects made from them."""

    def __init__(self, view: DocumentView) -> None:
        self.items: list[Owner] = sorted([*view.regions, *view.organisations], key=lambda item: item.start)
        self._starts = [item.start for item in self.items]
        self._names = _fullest_names(view)
        #: the place that 全省 and the like mean where no region of the text tells
        self.home: RegionMention | None = None
        self._full = _full_names(view)

    def between(self, start: int, end: int) -> list[Owner]:
        """The mentions that begin in ``[start, end)``."""
        return self.items[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def subject(self, mention: Owner) -> Subject:
        """The mention as a fact's subject, in the fullest form the document gives."""
        if isinstance(mention, OrganisationMention):
            return Subject(
                text=self._full.get(mention.text, mention.name or mention.text), kind="org",
                start=mention.start, end=mention.end, region_id=mention.region_id,
                organisation_id=mention.organisation_id,
            )  # fmt: skip
        if mention.is_reference and mention.code not in self._names:
            meant = self._meant(mention) or self.home
            if meant is not None:
                mention = meant
        own = mention.text in _COUNTRY_WORDS or _HUB.search(mention.text) is not None
        text = mention.text if own else self._names.get(mention.code, mention.text)
        if mention.start == mention.end:  # meant and not named
            return Subject(text=text, kind="region", region_id=mention.region_id)
        return Subject(text=text, kind="region", start=mention.start, end=mention.end, region_id=mention.region_id)

    def _meant(self, mention: RegionMention) -> RegionMention | None:
        """The place named last before 全区 or 该市 whose name ends as it does."""
        index = bisect.bisect_left(self._starts, mention.start)
        for item in reversed(self.items[max(0, index - 60) : index]):
            if isinstance(item, RegionMention) and not item.is_reference and item.text[-1:] == mention.text[-1:]:
                return item
        return None


def is_within(inner: str, outer: str) -> bool:
    """Whether one region code lies in another (a country holds every six-digit code)."""
    if outer == "CN":
        return len(inner) == 6 or inner == "CN"
    if len(inner) != 6 or len(outer) != 6:
        return inner == outer
    stem = outer[:2] if outer.endswith("0000") else outer[:4] if outer.endswith("00") else outer
    return inner.startswith(stem)


def _full_names(view: DocumentView) -> dict[str, str]:
    """Short names of organisations that the text itself explains: 「…有限公司（以下简称“…”）」."""
    full: dict[str, str] = {}
    for owner in view.organisations:
        found = _SHORT_FOR.match(view.text, owner.end)
        if found is not None and found.group(1) != owner.text:
            full.setdefault(found.group(1), owner.name or owner.text)
    return full


def _fullest_names(view: DocumentView) -> dict[str, str]:
    names = dict(province_names())
    counts = Counter(
        (mention.code, mention.text)
        for mention in view.regions
        if mention.code and not mention.is_reference and not _HUB.search(mention.text)
    )
    best: dict[str, str] = {}
    for (code, text), _ in sorted(counts.items(), key=lambda item: (len(item[0][1]), item[0][1])):
        best[code] = text
    return names | {code: text for code, text in best.items() if len(text) >= len(names.get(code, ""))}


def country_heading(words: str) -> RegionMention | None:
    """The foreign country whose name some words begin with: 「日本财务省」."""
    for name, code in _country_names().items():
        if words.startswith(name):
            return RegionMention(
                start=0, end=0, text=name, rule="subject.country", region_id=code, code=code, confidence=0.5,
            )  # fmt: skip
    return None


def province_heading(words: str) -> RegionMention | None:
    """The province whose short name some words begin with: 「广东省统计局」."""
    for code, name in province_names().items():
        if words.startswith(name):
            return RegionMention(
                start=0, end=0, text=name, rule="subject.province", region_id=code, code=code, confidence=0.5,
            )  # fmt: skip
    return None


@functools.cache
def _country_names() -> dict[str, str]:
    """Codes of foreign countries by name, longer names first."""
    path = resources.files("extract") / "lexicons" / "facts" / "countries.csv"
    with path.open(encoding="utf-8") as lines:
        names = {row["name"]: row["code"] for row in csv.DictReader(lines)}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


@functools.cache
def province_names() -> dict[str, str]:
    """Short names of provinces by code."""
    path = resources.files("extract") / "lexicons" / "facts" / "provinces.csv"
    with path.open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}
