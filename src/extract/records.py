"""The records that flow between stages.

Offsets are half-open character offsets (``str`` indices). Inside the stages they index the *reading text*
(the source text after layout repair); in a finished :class:`Extraction` they index the source text, and
``text[start:end]`` is the mention, to the letter. Nothing here holds behaviour beyond what reads a record.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Bound = Literal["", "over", "under", "about", "upto"]
Granularity = Literal["day", "month", "quarter", "half", "year", "plan", "decade", "century", "span"]
DateRole = Literal["period", "as_of", "deadline", "since", "comparison"]
RegionLevel = Literal["world", "continent", "country", "province", "city", "county", "town", "zone", "cluster"]
OrganisationType = Literal[
    "company", "government", "university", "research", "association", "hospital", "media", "finance",
    "international", "other",
]  # fmt: skip
SubjectKind = Literal["region", "org", "other", ""]
FactKind = Literal["level", "growth", "share", "difference", "rank", "multiple"]
Basis = Literal["yoy", "mom", "other", ""]
Direction = Literal["", "up", "down"]
Status = Literal["actual", "target", "forecast"]
Predicate = Literal[
    "located_in", "cooperates_with", "subsidiary_of", "invests_in", "founded_by", "publishes", "holds_post", "alias",
]  # fmt: skip
PassageKind = Literal["title", "heading", "body", "byline", "caption", "furniture", "foreign", "contents", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open stretch of text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span (equal spans cover each other)."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Span):
    """A block of the document's layout; only titles, headings, body and tables hold facts."""

    kind: PassageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Span):
    """One article of a document; facts carry no subject or period across articles."""

    title: str
    byline: str = ""
    published_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Span):
    """One cell of a table; ``column`` is its place in the row, from 0, empty cells counted."""

    text: str
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Span):
    """A table of a document.

    Args:
        caption: the line above it, such as 「表1 主要指标」; empty if there is none.
        unit: what 「单位：亿元」 above it or in its caption says; empty if nothing does.
        rows: its cells, those of heads included.
    """

    caption: str
    unit: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    """A sentence, with its end mark and closing quotes."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """Something found in the text, and the rule, lexicon or model that found it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Mention):
    """A number with what it counts or measures.

    ``value`` and ``value_high`` are plain numbers in ``unit`` (万 and 亿 are multiplied in); ``base_value`` is
    ``value`` converted to ``base_unit`` where the unit is known. ``dimension`` is ``""`` for an unknown unit;
    ``percent``, ``percentage_point``, ``rank``, ``multiple``, ``ratio``, ``count``, ``duration``, ``money`` are
    told apart from physical dimensions.
    """

    value: float
    value_high: float | None
    unit: str
    bound: Bound
    dimension: str
    base_value: float | None
    base_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Mention):
    """A calendar time placed in the calendar; both ends are inclusive.

    ``role`` tells what the words around it make of it: 「截至6月底」 is ``as_of``, 「到2026年」 a ``deadline``,
    「2025年以来」 ``since``, 「上年同期」 a ``comparison``; all else is a ``period``. ``basis`` records what resolved
    it: ``explicit`` (complete as written), ``published_on`` or ``context`` (a date the text itself set).
    """

    date_from: dt.date
    date_to: dt.date
    granularity: Granularity
    role: DateRole = "period"
    basis: Literal["explicit", "published_on", "context"] = "explicit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place of the lexicon. ``code`` is GB/T 2260, ISO 3166-1 alpha-2, or empty for zones and clusters."""

    region_id: str
    code: str
    name: str
    full_name: str
    level: RegionLevel
    parent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMention(Mention):
    """A named place. ``region_id`` is empty where the place cannot be told (an unresolved 「该市」)."""

    region_id: str
    code: str
    confidence: float
    is_reference: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMention(Mention):
    """A named organisation. ``name`` is the fullest form the document gives; linking sets ``organisation_id``."""

    type: OrganisationType
    name: str
    confidence: float
    region_id: str = ""
    organisation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention(Mention):
    """A person's name, found as far as posts need it."""

    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityCandidate(Mention):
    """What a recogniser proposes, before rules decide.

    ``label`` is ``REGION``, ``PERSON`` or ``ORG.<type>`` with an :data:`OrganisationType`.
    """

    label: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom or what a fact is about; offsets are ``None`` where the name stands nowhere as such."""

    text: str
    kind: SubjectKind
    start: int | None = None
    end: int | None = None
    region_id: str = ""
    organisation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFact:
    """A quantity tied to what it measures, whose it is, when, and in what sense.

    ``evidence`` is the clause (or clauses) of the source that states it; ``rule`` names the rules that made it,
    joined by ``+``.
    """

    quantity: Quantity
    metric: str
    metric_start: int | None
    metric_end: int | None
    subject: Subject
    period_from: dt.date | None
    period_to: dt.date | None
    kind: FactKind
    basis: Basis
    direction: Direction
    status: Status
    comparator: str
    region_id: str
    evidence: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Span):
    """A link between two named things; the span is the evidence. ``detail`` is the post for ``holds_post``."""

    subject: str
    subject_kind: Literal["org", "region", "person"]
    predicate: Predicate
    object: str
    object_kind: Literal["org", "region", "document"]
    detail: str
    rule: str
    confidence: float
    subject_id: str = ""
    object_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one text holds; every list is in order of appearance."""

    text: str
    published_on: dt.date | None
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    organisations: tuple[OrganisationMention, ...]
    regions: tuple[RegionMention, ...]
    persons: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    metrics: tuple[MetricFact, ...]
    relations: tuple[Relation, ...]
