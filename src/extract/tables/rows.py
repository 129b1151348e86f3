"""One document's extraction as rows of the output tables.

What can only be told over the whole corpus is not here: organisation ids are left empty, with ``*_mention_id`` columns
that say which mention's organisation belongs there, and what tells reprints has columns of its own to come.
:mod:`extract.tables.build` fills both in.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa

from extract.duplicates import sign
from extract.errors import ExtractError
from extract.records import Article, Extraction, Mention, MetricFact, OrganisationMention, Relation, Span
from extract.tables.ids import IdMaker, digest, document_id
from extract.tables.links import FactKeys
from extract.tables.part_schemas import PART_TABLES, SIGNATURES, part_schema

if TYPE_CHECKING:
    from extract.read import SourceDocument

_Row = dict[str, object]
SpanT = TypeVar("SpanT", bound=Span)


def document_rows(
    document: SourceDocument, extraction: Extraction, *, keys: FactKeys, run_id: str, version: str
) -> dict[str, pa.Table]:
    """The rows of one document, by table, in order of appearance.

    Args:
        document: the document as read.
        extraction: what was found in it, in offsets of ``document.text``.
        keys: what makes facts comparable.
        run_id: the run that extracted it.
        version: the extractor's version.

    Raises:
        ExtractError: a mention whose offsets do not give its text; the message names document, offset and rule.
    """
    rows = _DocumentRows(document, extraction, keys)
    made = {
        "documents": [rows.document(run_id, version)],
        "texts": [{"doc_id": rows.doc_id, "text": document.text}],
        "articles": rows.articles,
        "sentences": rows.sentences,
        "organisation_mentions": rows.organisation_mentions,
        "region_mentions": rows.region_mentions(),
        "dates": rows.dates(),
        "quantities": rows.quantities,
        "metrics": rows.metrics(),
        "relations": rows.relations(),
        SIGNATURES: rows.signatures(),
    }
    return {name: pa.Table.from_pylist(found, schema=part_schema(name)) for name, found in made.items()}


def reject_row(*, source: str, sha256: str, run_id: str, reason: str, message: str) -> pa.Table:
    """The one row of ``rejects`` for a document that could not be read or extracted."""
    row = {"source": source, "sha256": sha256, "run_id": run_id, "reason": reason, "message": message}
    return pa.Table.from_pylist([row], schema=part_schema("rejects"))


class _DocumentRows:
    """Builds the rows of one document; later tables refer to the ids of earlier ones."""

    def __init__(self, document: SourceDocument, extraction: Extraction, keys: FactKeys) -> None:
        self._document = document
        self._extraction = extraction
        self._keys = keys
        self.doc_id = document_id(document.source)
        self._ids = IdMaker(self.doc_id)
        self.articles = [self._article(article) for article in extraction.articles]
        self._article_starts = [article.start for article in extraction.articles]
        self.sentences = [
            self._spot("sentence_id", "s", sentence)
            | {"article_id": self._article_at(sentence.start), "text": sentence.text}
            for sentence in extraction.sentences
        ]
        self._sentence_starts = [sentence.start for sentence in extraction.sentences]
        self.organisation_mentions = self._organisation_mentions()
        self.quantities = self._quantities()

    def document(self, run_id: str, version: str) -> _Row:
        document = self._document
        return {
            "doc_id": self.doc_id,
            "source": document.source,
            "sha256": document.sha256,
            "title": document.title,
            "publisher": document.publisher,
            "published_on": document.published_on,
            "published_on_basis": document.published_on_basis,
            "media_type": document.media_type,
            "encoding": document.encoding,
            "n_chars": len(document.text),
            "run_id": run_id,
            "extractor_version": version,
        }

    def _article(self, article: Article) -> _Row:
        return self._spot("article_id", "a", article) | {
            "title": article.title,
            "published_on": article.published_on,
            "byline": article.byline,
        }

    def _organisation_mentions(self) -> list[_Row]:
        return [
            self._quote("mention_id", "o", mention)
            | {
                "organisation_id": "",
                "type": mention.type,
                "confidence": mention.confidence,
                "name": mention.name,
                "rule": mention.rule,
                "region_id": mention.region_id,
            }
            for mention in self._extraction.organisations
        ]

    def region_mentions(self) -> list[_Row]:
        return [
            self._quote("mention_id", "r", mention)
            | {
                "region_id": mention.region_id,
                "code": mention.code,
                "confidence": mention.confidence,
                "is_reference": mention.is_reference,
                "rule": mention.rule,
            }
            for mention in self._extraction.regions
        ]

    def dates(self) -> list[_Row]:
        return [
            self._quote("date_id", "d", date)
            | {
                "date_from": date.date_from,
                "date_to": date.date_to,
                "granularity": date.granularity,
                "role": date.role,
                "basis": date.basis,
                "rule": date.rule,
            }
            for date in self._extraction.dates
        ]

    def _quantities(self) -> list[_Row]:
        return [
            self._quote("quantity_id", "q", quantity)
            | {
                "value": quantity.value,
                "value_high": quantity.value_high,
                "unit": quantity.unit,
                "bound": quantity.bound,
                "dimension": quantity.dimension,
                "base_value": quantity.base_value,
                "base_unit": quantity.base_unit,
                "rule": quantity.rule,
            }
            for quantity in self._extraction.quantities
        ]

    def metrics(self) -> list[_Row]:
        quantity_ids = {(row["start"], row["end"]): row["quantity_id"] for row in self.quantities}
        return [self._metric(fact, quantity_ids) for fact in self._extraction.metrics]

    def _metric(self, fact: MetricFact, quantity_ids: Mapping[tuple[object, object], object]) -> _Row:
        quantity, subject = fact.quantity, fact.subject
        place = (quantity.start, quantity.end)
        if place not in quantity_ids:
            raise ExtractError(
                f"{self._document.source}@{quantity.start}: rule {fact.rule} gave a fact for a quantity "
                "that is not among the document's quantities"
            )
        is_organisation = subject.kind == "org"
        return self._spot("metric_id", "m", quantity) | {
            "sentence_id": self._sentence_at(quantity.start),
            "quantity_id": quantity_ids[place],
            "metric": fact.metric,
            "metric_start": fact.metric_start,
            "metric_end": fact.metric_end,
            "subject": subject.text,
            "subject_kind": subject.kind,
            "subject_id": subject.region_id if subject.kind == "region" else "",
            "region_id": fact.region_id,
            "organisation_id": "",
            "period_from": fact.period_from,
            "period_to": fact.period_to,
            "value": quantity.value,
            "value_high": quantity.value_high,
            "unit": quantity.unit,
            "bound": quantity.bound,
            "kind": fact.kind,
            "basis": fact.basis,
            "direction": fact.direction,
            "status": fact.status,
            "comparator": fact.comparator,
            "evidence": fact.evidence,
            "confidence": fact.confidence,
            "base_value": quantity.base_value,
            "base_unit": quantity.base_unit,
            "dimension": quantity.dimension,
            "metric_key": self._keys.metric_key(fact.metric),
            "fact_key": "",
            "rule": fact.rule,
            "subject_mention_id": self._mention_id(subject.text, subject.start) if is_organisation else "",
            "subject_key": self._keys.subject_key(subject),
            "comparator_key": self._keys.metric_key(fact.comparator),
        }

    def relations(self) -> list[_Row]:
        return [self._relation(relation) for relation in self._extraction.relations]

    def _relation(self, relation: Relation) -> _Row:
        ends = digest(relation.subject, relation.predicate, relation.object, relation.detail)[:8]
        return {
            "relation_id": self._ids.make("l", f"{relation.start}-{ends}"),
            "doc_id": self.doc_id,
            "sentence_id": self._sentence_at(relation.start),
            "start": relation.start,
            "end": relation.end,
            "subject": relation.subject,
            "subject_id": relation.subject_id if relation.subject_kind == "region" else "",
            "predicate": relation.predicate,
            "object": relation.object,
            "object_id": relation.object_id if relation.object_kind == "region" else "",
            "detail": relation.detail,
            "confidence": relation.confidence,
            "subject_kind": relation.subject_kind,
            "object_kind": relation.object_kind,
            "rule": relation.rule,
            "subject_mention_id": self._mention_id(relation.subject, relation.start)
            if relation.subject_kind == "org"
            else "",
            "object_mention_id": self._mention_id(relation.object, relation.start)
            if relation.object_kind == "org"
            else "",
        }

    def signatures(self) -> list[_Row]:
        """A row for each article; for the whole document where it has none."""
        document = self._document
        if not self.articles:
            return self._signature(self.doc_id, 0, len(document.text), document.published_on)
        return [
            row
            for article, made in zip(self._extraction.articles, self.articles, strict=True)
            for row in self._signature(
                str(made["article_id"]), article.start, article.end, article.published_on or document.published_on
            )
        ]

    def _signature(self, text_id: str, start: int, end: int, published_on: dt.date | None) -> list[_Row]:
        signed = sign(
            self._document.text[start:end],
            start=start,
            quantities=_within(self._extraction.quantities, start, end),
            dates=_within(self._extraction.dates, start, end),
            organisations=_within(self._extraction.organisations, start, end),
        )
        if signed is None:
            return []
        place = {"text_id": text_id, "doc_id": self.doc_id, "start": start, "end": end, "published_on": published_on}
        return [place | asdict(signed)]

    def _mention_id(self, written: str, start: int | None) -> str:
        """The mention that ``written`` (a surface or a fullest form) stands for, the one nearest to ``start``."""
        named = [
            (mention, row)
            for mention, row in zip(self._extraction.organisations, self.organisation_mentions, strict=True)
            if written in (mention.text, mention.name)
        ]
        if not named:
            return ""
        _, row = min(named, key=lambda pair: _distance(pair[0], start))
        return str(row["mention_id"])

    def _spot(self, key: str, kind: str, span: Span) -> _Row:
        return {key: self._ids.make(kind, span.start), "doc_id": self.doc_id, "start": span.start, "end": span.end}

    def _quote(self, key: str, kind: str, mention: Mention) -> _Row:
        text, start, end = mention.text, mention.start, mention.end
        if self._document.text[start:end] != text:
            raise ExtractError(
                f"{self._document.source}@{start}: rule {mention.rule} gave {text!r} "
                f"where the text has {self._document.text[start:end]!r}"
            )
        return self._spot(key, kind, mention) | {
            "sentence_id": self._sentence_at(start),
            "text": text,
        }

    def _sentence_at(self, offset: int) -> str:
        position = bisect_right(self._sentence_starts, offset) - 1
        if position < 0 or offset >= self._extraction.sentences[position].end:
            return ""
        return str(self.sentences[position]["sentence_id"])

    def _article_at(self, offset: int) -> str:
        position = bisect_right(self._article_starts, offset) - 1
        if position < 0 or offset >= self._extraction.articles[position].end:
            return ""
        return str(self.articles[position]["article_id"])


def _within(spans: Iterable[SpanT], start: int, end: int) -> list[SpanT]:
    return [span for span in spans if start <= span.start < end]


def _distance(mention: OrganisationMention, start: int | None) -> tuple[int, int]:
    return (abs(mention.start - start), mention.start) if start is not None else (0, mention.start)


def concatenate(documents: Sequence[Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    """The rows of several documents, table by table; a table that none of them has is empty."""
    return {
        name: pa.concat_tables([part_schema(name).empty_table(), *(rows[name] for rows in documents if name in rows)])
        for name in PART_TABLES
    }
