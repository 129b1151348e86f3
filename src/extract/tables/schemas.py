"""The output tables, one class each: the contract with whoever reads them.

The columns of the published contract keep their name, type and meaning for good; columns may be added. All
``start``/``end`` are half-open character offsets into the document's text as decoded from its source file.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, ClassVar, get_args

from extract.records import (
    Basis,
    Bound,
    DateRole,
    Direction,
    FactKind,
    Granularity,
    OrganisationType,
    Predicate,
    RegionLevel,
    Status,
    SubjectKind,
)
from extract.tables.columns import Day, Flag, Integer, Moment, Number, RowCheck, Table, Text, TextList, column

_SENTENCE = "the sentence it starts in; empty where it stands in none"
_RULE = "id of the rule, lexicon or model that found it"
_CONFIDENCE = "0 to 1, as calibrated on annotated documents"


def _one_of(literal: Any) -> list[str]:
    return list(get_args(literal))


def _start() -> Any:
    return column("offset of the first character", ge=0)


def _end() -> Any:
    return column("offset after the last character", ge=0)


def _is_duplicate() -> Any:
    return column("whether it stands in a reprint and the text kept says it too; leave these rows out of counts")


def _document() -> Any:
    return column("the document it stands in", references="documents.doc_id")


def _sentence() -> Any:
    return column(_SENTENCE, references="sentences.sentence_id")


class _Located(Table):
    """A table of things that stand in a text."""

    row_checks: ClassVar[tuple[RowCheck, ...]] = (
        RowCheck("end must not be before start", lambda frame: frame["end"] >= frame["start"]),
    )


class _Quoted(_Located):
    """A table of things that quote the text they stand in."""

    row_checks: ClassVar[tuple[RowCheck, ...]] = (
        *_Located.row_checks,
        RowCheck(
            "text must have end - start characters",
            lambda frame: frame["text"].str.len() == frame["end"] - frame["start"],
        ),
    )


class Documents(Table):
    """One row per source file that could be read."""

    doc_id: Text = column("stable id, from the source path", key=True)
    source: Text = column("posix path below the input folder")
    sha256: Text = column("hash of the source file's bytes", str_matches=r"^[0-9a-f]{64}$")
    title: Text = column("from the manifest or the file's own metadata; empty if unknown")
    publisher: Text = column("from the manifest or the file's own metadata; empty if unknown")
    published_on: Day = column("the day that relative times were resolved against", nullable=True)
    published_on_basis: Text = column(
        "what told published_on; empty for nothing", isin=["manifest", "filename", "text", "file_time", ""]
    )
    media_type: Text = column("MIME type of the source file")
    encoding: Text = column("Python codec the text was decoded with; empty for formats that are not text")
    n_chars: Integer = column("characters of the text", ge=0)
    run_id: Text = column("the run that extracted the document as it stands here")
    extractor_version: Text = column("hash over the stages, lexicons, models and settings it was extracted with")
    duplicate_of: Text = column(
        "the document that this one reprints (with articles: all of them do, the first from there); empty for none",
        references="documents.doc_id",
    )


class Articles(_Located):
    """One row per article inside a document."""

    article_id: Text = column("stable id, from document and offset", key=True)
    doc_id: Text = _document()
    title: Text = column("the article's headline; empty if it has none")
    start: Integer = _start()
    end: Integer = _end()
    published_on: Day = column("the article's own date, else null", nullable=True)
    byline: Text = column("author or source line as written; empty if there is none")
    duplicate_of: Text = column(
        "the article that this one reprints, or the document if that has no articles; empty for none",
        references="articles.article_id or documents.doc_id",
    )


class Sentences(_Quoted):
    """One row per sentence, its end mark and closing quotes included."""

    sentence_id: Text = column("stable id, from document and offset", key=True)
    doc_id: Text = _document()
    article_id: Text = column("the article it starts in; empty for none", references="articles.article_id")
    start: Integer = _start()
    end: Integer = _end()
    text: Text = column("the sentence as written")
    is_duplicate: Flag = _is_duplicate()


class Texts(Table):
    """One row per document: the text that all offsets index, which for PDF, DOCX or HTML stands nowhere else."""

    doc_id: Text = column("the document", key=True, references="documents.doc_id")
    text: Text = column("exactly as decoded or extracted from the source file")


class Organisations(Table):
    """One row per organisation (dimension), linked over the whole corpus."""

    organisation_id: Text = column("stable id of the organisation", key=True)
    name: Text = column("the fullest form found")
    short_names: TextList = column("the other forms found, sorted")
    type: Text = column("kind of organisation", isin=_one_of(OrganisationType))
    region_id: Text = column("where it belongs; empty if unknown", references="regions.region_id")
    n_mentions: Integer = column("mentions in the corpus, but for those that reprints repeat", ge=1)
    n_documents: Integer = column("documents with such a mention", ge=1)
    first_seen: Day = column("earliest published_on of those documents", nullable=True)
    last_seen: Day = column("latest published_on of those documents", nullable=True)


class OrganisationMerges(Table):
    """One row per form that linking took for another, with the evidence, for people to check."""

    merge_id: Text = column("stable id, from the organisation and both forms", key=True)
    organisation_id: Text = column("the organisation that has both forms")
    form: Text = column("the form that was merged")
    name: Text = column("the form it was taken for")
    evidence: Text = column(
        "alias: the user's aliases file; lexicon: a known name; document: a document says so; legal: only the legal "
        "form differs",
        isin=["alias", "lexicon", "document", "legal"],
    )
    n_documents: Integer = column("documents that have the form", ge=0)


class OrganisationMentions(_Quoted):
    """One row per mention of an organisation."""

    mention_id: Text = column("stable id, from document and offset", key=True)
    doc_id: Text = _document()
    sentence_id: Text = _sentence()
    start: Integer = _start()
    end: Integer = _end()
    text: Text = column("the mention as written")
    organisation_id: Text = column("the organisation meant", references="organisations.organisation_id")
    type: Text = column("kind of organisation as this document has it", isin=_one_of(OrganisationType))
    confidence: Number = column(_CONFIDENCE, ge=0, le=1)
    name: Text = column("the fullest form this document gives")
    rule: Text = column(_RULE)
    is_duplicate: Flag = _is_duplicate()


class Regions(Table):
    """One row per region (dimension): those mentioned, with all that they lie in."""

    region_id: Text = column("stable id of the region", key=True)
    code: Text = column("GB/T 2260 or ISO 3166-1 alpha-2; empty for zones, clusters, continents and the world")
    name: Text = column("its usual name")
    full_name: Text = column("its name with all that it lies in")
    level: Text = column("kind of region", isin=_one_of(RegionLevel))
    parent_id: Text = column("the region it lies in; empty for none", references="regions.region_id")


class RegionMentions(_Quoted):
    """One row per mention of a region."""

    mention_id: Text = column("stable id, from document and offset", key=True)
    doc_id: Text = _document()
    sentence_id: Text = _sentence()
    start: Integer = _start()
    end: Integer = _end()
    text: Text = column("the mention as written")
    region_id: Text = column("the region meant; empty where the text does not tell", references="regions.region_id")
    code: Text = column("code of that region, empty for none")
    confidence: Number = column(_CONFIDENCE, ge=0, le=1)
    is_reference: Flag = column("whether it refers back (全省, 该市) rather than names")
    rule: Text = column(_RULE)
    is_duplicate: Flag = _is_duplicate()


class Dates(_Quoted):
    """One row per time expression that has a place in the calendar."""

    row_checks: ClassVar[tuple[RowCheck, ...]] = (
        *_Quoted.row_checks,
        RowCheck("date_to must not be before date_from", lambda frame: frame["date_to"] >= frame["date_from"]),
    )

    date_id: Text = column("stable id, from document and offset", key=True)
    doc_id: Text = _document()
    sentence_id: Text = _sentence()
    start: Integer = _start()
    end: Integer = _end()
    text: Text = column("the expression as written")
    date_from: Day = column("first day")
    date_to: Day = column("last day, inclusive")
    granularity: Text = column("how finely it is given", isin=_one_of(Granularity))
    role: Text = column("what the words around it make of it", isin=_one_of(DateRole))
    basis: Text = column("what it was resolved by", isin=["explicit", "published_on", "context"])
    rule: Text = column(_RULE)
    is_duplicate: Flag = _is_duplicate()


class Quantities(_Quoted):
    """One row per number with what it counts or measures."""

    quantity_id: Text = column("stable id, from document and offset", key=True)
    doc_id: Text = _document()
    sentence_id: Text = _sentence()
    start: Integer = _start()
    end: Integer = _end()
    text: Text = column("the quantity as written, with the words that change its value")
    value: Number = column("plain number in unit (万 and 亿 are multiplied in); lower end of a range")
    value_high: Number = column("upper end of a range, else null", nullable=True)
    unit: Text = column("as written; empty for none")
    bound: Text = column("what the words around it make of the value", isin=_one_of(Bound))
    dimension: Text = column("money, energy, length, count, percent …; empty for an unknown unit")
    base_value: Number = column("value in base_unit; null for an unknown unit", nullable=True)
    base_unit: Text = column("unit that all quantities of the dimension can be compared in; empty for none")
    rule: Text = column(_RULE)
    is_duplicate: Flag = _is_duplicate()


class Metrics(_Located):
    """One row per numeric statement: a quantity with what it measures, of whom, when, and in what sense."""

    row_checks: ClassVar[tuple[RowCheck, ...]] = (
        *_Located.row_checks,
        RowCheck(
            "period_to must not be before period_from",
            lambda frame: (frame["period_to"] >= frame["period_from"]).fillna(True),
        ),
    )

    metric_id: Text = column("stable id, from document and the quantity's offset", key=True)
    doc_id: Text = _document()
    sentence_id: Text = _sentence()
    quantity_id: Text = column("the quantity that states the value", references="quantities.quantity_id")
    start: Integer = column("offset of the quantity's first character", ge=0)
    end: Integer = column("offset after the quantity's last character", ge=0)
    metric: Text = column("what is measured, as written")
    metric_start: Integer = column("offset of the metric's first character", nullable=True, ge=0)
    metric_end: Integer = column("offset after the metric's last character", nullable=True, ge=0)
    subject: Text = column("whom or what it is a metric of, in the document's fullest form; empty if untold")
    subject_kind: Text = column("region, organisation or other; empty if untold", isin=_one_of(SubjectKind))
    subject_id: Text = column("region_id or organisation_id of the subject; empty for neither")
    region_id: Text = column("the region the fact is about; empty if untold", references="regions.region_id")
    organisation_id: Text = column(
        "the organisation that is the subject; empty for none", references="organisations.organisation_id"
    )
    period_from: Day = column("first day the value holds for", nullable=True)
    period_to: Day = column("last day, inclusive", nullable=True)
    value: Number = column("plain number in unit; lower end of a range")
    value_high: Number = column("upper end of a range, else null", nullable=True)
    unit: Text = column("as written; empty for none")
    bound: Text = column("what the words around it make of the value", isin=_one_of(Bound))
    kind: Text = column("in what sense the value is meant", isin=_one_of(FactKind))
    basis: Text = column("what growth is measured against; empty if unknown", isin=_one_of(Basis))
    direction: Text = column("up or down for growth; empty if unsaid", isin=_one_of(Direction))
    status: Text = column("whether it happened, is aimed at or expected", isin=_one_of(Status))
    comparator: Text = column("whom or what it is compared or ranked against; empty for none")
    evidence: Text = column("the clause, or clauses, that state it")
    confidence: Number = column(_CONFIDENCE, ge=0, le=1)
    base_value: Number = column("value in base_unit; null for an unknown unit", nullable=True)
    base_unit: Text = column("unit that all values of the dimension can be compared in; empty for none")
    dimension: Text = column("money, energy, length, count, percent …; empty for an unknown unit")
    metric_key: Text = column("normalised name of the metric, by which documents can be compared")
    fact_key: Text = column("the same for the same statement in any document: count distinct keys, not rows")
    rule: Text = column(_RULE)
    is_duplicate: Flag = _is_duplicate()


class Contradictions(Table):
    """One row per numeric statement that one of the same fact_key in another sentence contradicts (beyond rounding)."""

    metric_id: Text = column("the statement", key=True, references="metrics.metric_id")
    fact_key: Text = column("the key it shares with the statements it contradicts")
    doc_id: Text = _document()
    subject: Text = column("whom or what it is about")
    metric: Text = column("what is measured, as written")
    period_from: Day = column("first day the value holds for", nullable=True)
    period_to: Day = column("last day, inclusive", nullable=True)
    value: Number = column("plain number in unit; lower end of a range")
    value_high: Number = column("upper end of a range, else null", nullable=True)
    unit: Text = column("as written; empty for none")
    evidence: Text = column("the clause, or clauses, that state it")


class Review(Table):
    """One row per numeric statement whose confidence is low enough that a person should look at it."""

    metric_id: Text = column("the statement, which stands in metrics too", key=True, references="metrics.metric_id")
    doc_id: Text = _document()
    subject: Text = column("whom or what it is about")
    metric: Text = column("what is measured, as written")
    value: Number = column("plain number in unit; lower end of a range")
    unit: Text = column("as written; empty for none")
    confidence: Number = column("how likely the statement is right", ge=0, le=1)
    evidence: Text = column("the clause, or clauses, that state it")


class Relations(_Located):
    """One row per link between two named things."""

    relation_id: Text = column("stable id, from document, offset and both ends", key=True)
    doc_id: Text = _document()
    sentence_id: Text = _sentence()
    start: Integer = column("offset of the evidence's first character", ge=0)
    end: Integer = column("offset after the evidence's last character", ge=0)
    subject: Text = column("the first end, as the document names it")
    subject_id: Text = column("its organisation_id or region_id; empty for a person or where unknown")
    predicate: Text = column("the kind of link", isin=_one_of(Predicate))
    object: Text = column("the second end, as the document names it")
    object_id: Text = column("its organisation_id or region_id; empty for a document title or where unknown")
    detail: Text = column("the post for holds_post; else empty")
    confidence: Number = column(_CONFIDENCE, ge=0, le=1)
    subject_kind: Text = column("what the first end is", isin=["org", "region", "person"])
    object_kind: Text = column("what the second end is", isin=["org", "region", "document"])
    rule: Text = column(_RULE)
    is_duplicate: Flag = _is_duplicate()


class Runs(Table):
    """One row per run that published, the oldest first."""

    run_id: Text = column("stable id; ids sort in the order of the runs, whatever the clock said", key=True)
    started_at: Moment = column("when the run began, by the machine's clock")
    finished_at: Moment = column(
        "when its tables were ready, measured from started_at by a clock that never steps back"
    )
    version: Text = column("extractor version of the run")
    n_seen: Integer = column("source files in the input folder", ge=0)
    n_new: Integer = column("documents not seen before", ge=0)
    n_changed: Integer = column("documents whose bytes, manifest line or extractor version changed", ge=0)
    n_unchanged: Integer = column("documents left as they were", ge=0)
    n_deleted: Integer = column("documents published before that are gone from the input folder", ge=0)
    n_rejected: Integer = column("source files that could not be read or extracted", ge=0)
    n_chars: Integer = column("characters extracted in the run", ge=0)
    rows_documents: Integer = column("rows of documents", ge=0)
    rows_texts: Integer = column("rows of texts", ge=0)
    rows_articles: Integer = column("rows of articles", ge=0)
    rows_sentences: Integer = column("rows of sentences", ge=0)
    rows_organisations: Integer = column("rows of organisations", ge=0)
    rows_organisation_merges: Integer = column("rows of organisation_merges", ge=0)
    rows_organisation_mentions: Integer = column("rows of organisation_mentions", ge=0)
    rows_regions: Integer = column("rows of regions", ge=0)
    rows_region_mentions: Integer = column("rows of region_mentions", ge=0)
    rows_dates: Integer = column("rows of dates", ge=0)
    rows_quantities: Integer = column("rows of quantities", ge=0)
    rows_metrics: Integer = column("rows of metrics", ge=0)
    rows_contradictions: Integer = column("rows of contradictions", ge=0)
    rows_review: Integer = column("rows of review", ge=0)
    rows_relations: Integer = column("rows of relations", ge=0)
    rows_rejects: Integer = column("rows of rejects", ge=0)


class Rejects(Table):
    """One row per source file that could not be read or extracted."""

    source: Text = column("posix path below the input folder", key=True)
    sha256: Text = column("hash of its bytes; empty if they cannot be read")
    run_id: Text = column("the run that rejected it as it stands")
    reason: Text = column("a stable code", str_matches=r"^[a-z0-9_]+$")
    message: Text = column("what was wrong and what to do, for a person")


TABLES = MappingProxyType(
    {
        "documents": Documents,
        "texts": Texts,
        "articles": Articles,
        "sentences": Sentences,
        "organisations": Organisations,
        "organisation_merges": OrganisationMerges,
        "organisation_mentions": OrganisationMentions,
        "regions": Regions,
        "region_mentions": RegionMentions,
        "dates": Dates,
        "quantities": Quantities,
        "metrics": Metrics,
        "contradictions": Contradictions,
        "review": Review,
        "relations": Relations,
        "runs": Runs,
        "rejects": Rejects,
    }
)
"""All tables by name, referenced tables before those that refer to them where possible."""

CORPUS_TABLES = ("organisations", "organisation_merges", "regions", "contradictions", "review")
"""The tables that are made from those of the documents."""
DOCUMENT_TABLES = tuple(name for name in TABLES if name not in {*CORPUS_TABLES, "runs"})
"""The tables of what stands in the documents."""
