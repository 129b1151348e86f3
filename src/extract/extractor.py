"""One document through all stages: layout, segmentation, finding, linking."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from extract.dates import find_dates
from extract.errors import DocumentRejectedError
from extract.layout import Layout, lay_out
from extract.numbers import find_quantities
from extract.organisations import find_organisations, find_persons
from extract.records import (
    DateMention,
    EntityCandidate,
    Extraction,
    Mention,
    Sentence,
    Span,
)
from extract.regions import find_regions, resolve_regions
from extract.relocate import Relocator
from extract.segment import Segmenter, split_sentences
from extract.settings import Settings
from extract.tabular import facts_from_tables, without_cells
from extract.view import DocumentView

if TYPE_CHECKING:
    from extract.corrections import Correction
    from extract.recognise import Recogniser

SpanT = TypeVar("SpanT", bound=Span)

# The folders whose code, rules and words decide what is extracted; the rest only reads, writes or shows it.
_STAGES = (
    "corrections", "dates", "facts", "layout", "lexicons", "numbers", "organisations", "recognise", "regions",
    "relations", "segment", "tabular",
)  # fmt: skip
_STAGE_FILES = ("extractor.py", "records.py", "relocate.py", "view.py")


class ReadableDocument(Protocol):
    """What the extractor needs to know of a document; :class:`extract.read.SourceDocument` is one."""

    @property
    def source(self) -> str:
        """Its path below the input folder, by which corrections name it; empty for a text given by hand."""

    @property
    def text(self) -> str:
        """The text as decoded from its source."""

    @property
    def title(self) -> str:
        """Its title, or an empty string."""

    @property
    def publisher(self) -> str:
        """Who published it, or an empty string."""

    @property
    def published_on(self) -> dt.date | None:
        """The day its relative times count from, if known."""


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """A text given by hand."""

    text: str
    published_on: dt.date | None = None
    title: str = ""
    publisher: str = ""
    source: str = ""


class Extractor:
    """Extracts documents under one choice of settings.

    Lexicons and models load on first use and are shared by all documents. An extractor is deterministic: what it
    finds in a document depends on that document and on :attr:`version` alone.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    @cached_property
    def version(self) -> str:
        """A short hash over everything that decides what is extracted: stages, lexicons, models, settings."""
        from extract.model_paths import models_path

        package, models = Path(__file__).parent, models_path()
        digest = hashlib.sha256(repr(self.settings.recogniser).encode())
        if self.settings.corrections:
            digest.update(b"corrections\0" + Path(self.settings.corrections).read_bytes())
        # Named from their own roots, so that the same files in another place give the same version.
        files = {f"extract/{name}": package / name for name in _STAGE_FILES}
        for stage in _STAGES:
            files |= {f"extract/{path.relative_to(package).as_posix()}": path for path in (package / stage).rglob("*")}
        files |= {f"models/{path.relative_to(models).as_posix()}": path for path in models.rglob("*")}
        for name, path in sorted(files.items()):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:16]

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter()

    @cached_property
    def _corrections(self) -> dict[str, list[Correction]]:
        """The readers' corrections, by document."""
        from extract.corrections import read_corrections

        found: dict[str, list[Correction]] = {}
        if self.settings.corrections:
            for correction in read_corrections(Path(self.settings.corrections)):
                found.setdefault(correction.source, []).append(correction)
        return found

    @cached_property
    def _recogniser(self) -> Recogniser:
        from extract.recognise import load_recogniser

        return load_recogniser(self.settings.recogniser)

    def extract(self, document: ReadableDocument) -> Extraction:
        """All that one document holds, in offsets of ``document.text``.

        Raises:
            DocumentRejectedError: the text is longer than ``settings.max_characters`` (reason ``too_large``).
        """
        return self.extract_batch([document])[0]

    def extract_batch(self, documents: Sequence[ReadableDocument]) -> list[Extraction]:
        """The extractions of ``documents``, in order; the recogniser sees all their sentences at once.

        Raises:
            DocumentRejectedError: as :meth:`extract`, for the first document that is too long.
        """
        for document in documents:
            if len(document.text) > self.settings.max_characters:
                raise DocumentRejectedError(
                    "too_large",
                    f"{len(document.text):,} characters are more than the {self.settings.max_characters:,} allowed; "
                    "split the document or raise EXTRACT_MAX_CHARACTERS",
                )
        layouts = [lay_out(document.text) for document in documents]
        sentences = [split_sentences(layout.text) for layout in layouts]
        candidates = self._recognise(sentences)
        return [
            self._corrected(self._extract(*parts), parts[0].source)
            for parts in zip(documents, layouts, sentences, candidates, strict=True)
        ]

    def _corrected(self, extraction: Extraction, source: str) -> Extraction:
        from extract.corrections import apply_corrections

        corrections = self._corrections.get(source)
        return apply_corrections(extraction, corrections) if corrections else extraction

    def _recognise(self, documents: Sequence[Sequence[Sentence]]) -> list[list[EntityCandidate]]:
        """Candidates of each document, in offsets of its reading text."""
        flat = [sentence for sentences in documents for sentence in sentences]
        found = iter(self._recogniser.recognise([sentence.text for sentence in flat]))
        return [
            [
                replace(candidate, start=candidate.start + sentence.start, end=candidate.end + sentence.start)
                for sentence in sentences
                for candidate in next(found)
            ]
            for sentences in documents
        ]

    def _extract(
        self,
        document: ReadableDocument,
        layout: Layout,
        sentences: Sequence[Sentence],
        candidates: Sequence[EntityCandidate],
    ) -> Extraction:
        from extract.facts import link_metrics
        from extract.relations import link_relations

        text = layout.text
        places = find_regions(text, title=document.title, publisher=document.publisher, candidates=candidates)
        organisations = find_organisations(text, sentences=sentences, regions=places, candidates=candidates)
        regions = resolve_regions(
            without_overlaps(places, organisations),
            text=text,
            title=document.title,
            publisher=document.publisher,
        )
        persons = find_persons(text, organisations=organisations, candidates=candidates)
        dates = without_overlaps(_find_dates(layout, document.published_on), organisations)
        cells = facts_from_tables(
            layout.tables,
            published_on=document.published_on,
            find_quantities=find_quantities,
            find_dates=find_dates,
            regions=regions,
            organisations=organisations,
            title=document.title,
        )
        in_cells = [fact.quantity for fact in cells]
        quantities = without_overlaps(find_quantities(text), [*dates, *organisations, *in_cells])
        mentions: list[Mention] = [*organisations, *regions, *dates, *quantities]
        view = DocumentView(
            text=text,
            doc=self._segmenter.doc(text, sentences, _in_order(mentions)),
            published_on=document.published_on,
            title=document.title,
            publisher=document.publisher,
            passages=layout.passages,
            articles=layout.articles,
            sentences=sentences,
            quantities=quantities,
            dates=dates,
            regions=regions,
            organisations=organisations,
            persons=persons,
        )
        to_source = Relocator(document.text, layout.source_spans)
        return Extraction(
            text=document.text,
            published_on=document.published_on,
            articles=to_source.articles(layout.articles),
            sentences=to_source.sentences(sentences),
            organisations=to_source.mentions(organisations),
            regions=to_source.mentions(regions),
            persons=to_source.mentions(persons),
            dates=to_source.mentions(dates),
            quantities=to_source.mentions(_in_order([*quantities, *in_cells])),
            metrics=to_source.facts(
                sorted(
                    [*without_cells(link_metrics(view), layout.tables), *cells], key=lambda fact: fact.quantity.start
                )
            ),
            relations=to_source.relations(link_relations(view)),
        )


def _find_dates(layout: Layout, published_on: dt.date | None) -> list[DateMention]:
    """Dates of the reading text; an article with a date of its own is resolved against that date."""
    if not any(article.published_on for article in layout.articles):
        return find_dates(layout.text, published_on)
    dates: list[DateMention] = []
    end = 0
    for article in layout.articles:
        dates += _find_dates_in(layout.text, end, article.start, published_on)
        dates += _find_dates_in(layout.text, article.start, article.end, article.published_on or published_on)
        end = article.end
    return dates + _find_dates_in(layout.text, end, len(layout.text), published_on)


def _find_dates_in(text: str, start: int, end: int, published_on: dt.date | None) -> list[DateMention]:
    found = find_dates(text[start:end], published_on)
    return [replace(date, start=date.start + start, end=date.end + start) for date in found]


def _in_order(spans: Iterable[SpanT]) -> list[SpanT]:
    return sorted(spans, key=lambda span: span.start)


def without_overlaps(spans: Sequence[SpanT], taken: Iterable[Span]) -> list[SpanT]:
    """``spans`` (sorted by start, none overlapping another) less those that overlap one of ``taken``."""
    kept = []
    blocks = sorted(taken, key=lambda span: span.start)
    position = 0
    for span in spans:
        while position < len(blocks) and blocks[position].end <= span.start:
            position += 1
        if position == len(blocks) or not span.overlaps(blocks[position]):
            kept.append(span)
    return kept


def extract_text(
    text: str,
    published_on: dt.date | None = None,
    *,
    title: str = "",
    publisher: str = "",
    settings: Settings | None = None,
) -> Extraction:
    """All that ``text`` holds.

    Args:
        text: any text; offsets of the result index it.
        published_on: the day relative times (「去年」「1—10月」) are resolved against; without it they stay unplaced.
        title: the document's title, if known apart from the text.
        publisher: who published it, if known; helps to tell which place 「全市」 means.
        settings: choices of the run; the defaults use the models that ship with the package.

    Raises:
        DocumentRejectedError: the text is longer than the settings allow.
        ModelError: a model of the settings cannot be loaded.

    >>> import datetime as dt
    >>> extraction = extract_text("2024年，四川规上工业增加值同比增长6.7%。", dt.date(2025, 1, 20))
    >>> [(fact.subject.text, fact.metric, fact.quantity.value) for fact in extraction.metrics]
    [('四川', '规上工业增加值', 6.7)]
    """
    return Extractor(settings).extract(PlainDocument(text, published_on, title, publisher))
