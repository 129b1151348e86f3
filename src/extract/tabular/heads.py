"""What the head of a row or a column says of the numbers under it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
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
# 「一、」, 「（二）」, 「3.」 before a head's own words
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.](?!\d))\s?"
)
# A measure of so few characters leaves open of what: 增加值, 产量, 利润.
_SHORT_MEASURE = 3
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
    serials: tuple[str, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head as far as it was understood; what it does not say is empty.

    ``metric`` is the measure it names, which stands from ``start`` to ``end``; ``narrow`` is the part of it that the
    narrowest cell names, for where the other side of the table names the measure. ``is_bare`` marks a head that says in
    what way a value is given (「增速」) and leaves it to another head of what.
    """

    metric: str = ""
    narrow: str = ""
    start: int = 0
    end: int = 0
    unit: str = ""
    kind: FactKind | None = None
    basis: Basis = ""
    status: Status = "actual"
    subject: Subject | None = None
    period: DateMention | None = None
    is_bare: bool = False


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
        self._mentions.sort(key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        self._find_dates = find_dates
        self._published_on = published_on

    def read(self, cells: Sequence[Cell]) -> Head:
        """The head that ``cells`` make, the widest first: 「2024年」 over 「增速（%）」, 「工业」 beside 「增加值」."""
        head = Head()
        for cell in cells:
            head = _narrowed(head, self._read_cell(cell))
        return head

    def is_label(self, cell: Cell) -> bool:
        """Whether a head stands over units or serial numbers."""
        return self.is_unit(cell) or cell.text in _words().serials

    def is_unit(self, cell: Cell) -> bool:
        """Whether a head stands over the units of its rows."""
        return cell.text in _words().units

    def read_all(self, heads: Sequence[Sequence[Cell]], over: Sequence[Cell] = ()) -> list[Head]:
        """The heads of one side of a table; where they are places or bodies, so are those that nobody knows.

        ``over`` are the heads that stand over these: 「地区」, 「企业名称」.
        """
        read = [self.read(cells) for cells in heads]
        known = sum(head.subject is not None for head in read)
        unknown = sum(bool(head.metric) and head.subject is None for head in read)
        if known > unknown or any(cell.text in _words().subjects for cell in over):
            return [_as_subject(head) for head in read]
        return read

    def _read_cell(self, cell: Cell) -> Head:
        words = _words()
        text = cell.text
        unit = _UNIT.search(text)
        bare = text[: unit.start()] if unit else text
        for part in words.parts:
            bare = bare.removeprefix(part)
        bare = _NUMBERED.sub("", bare.strip(" \u3000:："))
        period = self.period(text)
        if period is not None:
            bare = ""
        elif period := self._period_before(bare):
            bare = bare.removeprefix(period.text)
        subject = self.subject(cell)
        kind: FactKind | None = None
        for candidate, hints in (("rank", words.rank), ("growth", words.growth), ("share", words.share)):
            if any(hint in bare for hint in hints):
                kind = candidate  # type: ignore[assignment]  # one of FactKind's own words
                break
        is_bare = kind in ("growth", "rank") and _is_only(bare, words.growth + words.rank)
        names_measure = len(bare) > 1 and subject is None and not _is_only(bare, words.generic) and not is_bare
        start = cell.start + text.index(bare)
        return Head(
            metric=bare if names_measure else "",
            narrow=bare if names_measure else "",
            start=start,
            end=start + len(bare),
            unit=unit_of(text) or ("%" if is_bare and "%" in text else ""),
            kind=kind,
            basis="yoy" if _any(words.yoy, text) else "mom" if _any(words.mom, text) else "",
            status="target" if _any(words.target, text) else "forecast" if _any(words.forecast, text) else "actual",
            subject=subject,
            period=period,
            is_bare=is_bare,
        )

    def is_period(self, text: str) -> bool:
        """Whether a text is a time."""
        return self.period(text) is not None

    def period(self, text: str) -> DateMention | None:
        """The time that takes up most of ``text``."""
        # Heads write a year without its 年.
        text = f"{text}年" if _YEAR.fullmatch(text) else text
        for date in self._find_dates(text, self._published_on):
            if _covers(date, text):
                return date
        return None

    def _period_before(self, text: str) -> DateMention | None:
        """The time that ``text`` begins with: 「2024年产量」."""
        return next((date for date in self._find_dates(text, self._published_on) if date.start == 0), None)

    def first_period(self, text: str) -> DateMention | None:
        """The first time in ``text``."""
        return next(iter(self._find_dates(text, self._published_on)), None)

    def subject(self, cell: Cell) -> Subject | None:
        """The region or organisation that a cell is."""
        inside = slice(bisect_left(self._starts, cell.start), bisect_left(self._starts, cell.end))
        for mention in self._mentions[inside]:
            if cell.covers(mention) and (mention.end - mention.start) >= _MOST * len(cell.text):
                return as_subject(mention)
        return None


def _narrowed(wide: Head, narrow: Head) -> Head:
    """A head within another: 「工业」 over 「增加值」 is one measure; 「工业」 over 「粮食产量」 leaves the latter."""
    is_joined = bool(wide.metric) and len(narrow.metric) <= _SHORT_MEASURE
    named = wide if is_joined else narrow
    return Head(
        metric=wide.metric + narrow.metric if is_joined else narrow.metric,
        narrow=narrow.metric or wide.narrow,
        start=named.start,
        end=named.end,
        unit=narrow.unit or wide.unit,
        kind=narrow.kind or wide.kind,
        basis=narrow.basis or wide.basis,
        status=narrow.status if narrow.status != "actual" else wide.status,
        subject=narrow.subject or wide.subject,
        period=narrow.period or wide.period,
        is_bare=narrow.is_bare or (wide.is_bare and not narrow.metric),
    )


def _as_subject(head: Head) -> Head:
    """A head that seems to name a measure, as the name of whoever the values are of."""
    if not head.metric or head.subject is not None or head.unit or head.kind is not None:
        return head
    return replace(
        head, metric="", narrow="", subject=Subject(text=head.metric, kind="other", start=head.start, end=head.end)
    )


def unit_of(text: str) -> str:
    """The unit in brackets, or after a stroke, at the end of a head: 「产值（亿元）」."""
    unit = _UNIT.search(text)
    return (unit["unit"] or unit["slash"]) if unit else ""


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
    return len(re.sub(r"\W", "", rest)) <= 1


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
