"""What the head of a row or a column says of the numbers under it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from extract.errors import LexiconError
from extract.records import (
    Basis,
    Cell,
    DateMention,
    FactKind,
    Mention,
    OrganisationMention,
    RegionMention,
    Status,
    Subject,
)

_PATH = Path(__file__).parent.parent / "lexicons" / "tabular" / "heads.toml"
# 「产值（亿元）」, 「增长(%)」, 「产量/万吨」
_UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（）()]{1,10})[）)]\s*$|[/／](?P<slash>[^/／（）()\d]{1,6})$")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A head is a date or a name when these take up most of it.
_MOST = 0.6
FindDates = Callable[[str, dt.date | None], Sequence[DateMention]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    growth: tuple[str, ...]
    yoy: tuple[str, ...]
    mom: tuple[str, ...]
    share: tuple[str, ...]
    rank: tuple[str, ...]
    target: tuple[str, ...]
    forecast: tuple[str, ...]
    generic: tuple[str, ...]
    units: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head as far as it was understood; what it does not say is empty.

    ``metric`` is the measure it names, with the offsets of its cell; ``is_unit`` marks a column of units.
    """

    cell: Cell
    metric: str = ""
    unit: str = ""
    kind: FactKind | None = None
    basis: Basis = ""
    status: Status = "actual"
    subject: Subject | None = None
    period: DateMention | None = None
    is_unit: bool = False


class HeadReader:
    """Reads heads against what else was found in the document.

    Args:
        regions: region mentions of the document; ``organisations`` likewise. Both in the offsets of the cells.
        find_dates: finds times in a string, resolved against ``published_on``.
    """

    def __init__(
        self,
        regions: Sequence[RegionMention],
        organisations: Sequence[OrganisationMention],
        find_dates: FindDates,
        published_on: dt.date | None,
    ) -> None:
        self._mentions: list[RegionMention | OrganisationMention] = [*regions, *organisations]
        self._find_dates = find_dates
        self._published_on = published_on

    def read(self, cell: Cell) -> Head:
        """The head that ``cell`` is."""
        words = _words()
        text = cell.text
        unit = _UNIT.search(text)
        bare = text[: unit.start()] if unit else text
        for part in words.parts:
            bare = bare.removeprefix(part)
        bare = bare.strip(" \u3000:：")
        period = self.period(text)
        subject = self.subject(cell)
        names_measure = bool(bare) and subject is None and period is None and bare not in words.generic
        kind: FactKind | None = None
        for candidate, hints in (("rank", words.rank), ("growth", words.growth), ("share", words.share)):
            if any(hint in bare for hint in hints):
                kind = candidate  # type: ignore[assignment]  # one of FactKind's own words
                break
        only_kind = kind in ("growth", "rank") and _is_only(bare, words.growth + words.rank)
        return Head(
            cell=cell,
            metric=bare if names_measure and not only_kind else "",
            unit=(unit["unit"] or unit["slash"] or "") if unit else "",
            kind=kind,
            basis="yoy" if _any(words.yoy, text) else "mom" if _any(words.mom, text) else "",
            status="target" if _any(words.target, text) else "forecast" if _any(words.forecast, text) else "actual",
            subject=subject,
            period=period,
            is_unit=bare in words.units,
        )

    def period(self, text: str) -> DateMention | None:
        """The time that takes up most of ``text``."""
        # Heads write a year without its 年.
        text = f"{text}年" if _YEAR.fullmatch(text) else text
        for date in self._find_dates(text, self._published_on):
            if _covers(date, text):
                return date
        return None

    def first_period(self, text: str) -> DateMention | None:
        """The first time in ``text``."""
        return next(iter(self._find_dates(text, self._published_on)), None)

    def subject(self, cell: Cell) -> Subject | None:
        """The region or organisation that a cell is."""
        for mention in self._mentions:
            if cell.covers(mention) and (mention.end - mention.start) >= _MOST * len(cell.text):
                return as_subject(mention)
        return None


def as_subject(mention: RegionMention | OrganisationMention) -> Subject:
    """The subject that a mention is."""
    if isinstance(mention, RegionMention):
        return Subject(
            text=mention.text, kind="region", start=mention.start, end=mention.end, region_id=mention.region_id
        )
    return Subject(
        text=mention.name,
        kind="org",
        start=mention.start,
        end=mention.end,
        region_id=mention.region_id,
        organisation_id=mention.organisation_id,
    )


def _covers(mention: Mention, text: str) -> bool:
    return len(mention.text) >= _MOST * len(text)


def _any(hints: Sequence[str], text: str) -> bool:
    return any(hint in text for hint in hints)


def _is_only(text: str, hints: Sequence[str]) -> bool:
    """Whether nothing but such words is in a head: 「比上年增长」 names no measure, 「利润增长」 does."""
    rest = text
    for hint in sorted(hints, key=len, reverse=True):
        rest = rest.replace(hint, "")
    return len(rest) <= 1


@cache
def _words() -> _Words:
    written = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    known = {field.name for field in fields(_Words)}
    if written.keys() != known:
        odd = ", ".join(sorted(written.keys() ^ known))
        raise LexiconError(f"{_PATH.name}: missing or unknown lists: {odd}")
    for name, words in written.items():
        if not words or not all(isinstance(word, str) and word for word in words):
            raise LexiconError(f"{_PATH.name}: {name} must be a list of words, none of them empty")
    return _Words(**{name: tuple(words) for name, words in written.items()})
