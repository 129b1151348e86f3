"""One batch of documents: read, extracted, and kept as a part."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from extract.errors import DocumentRejectedError, LexiconError, ModelError
from extract.tables.ids import document_id
from extract.tables.parts import Entry, PartStore
from extract.tables.plan import PlannedDocument
from extract.tables.rows import concatenate, document_rows, reject_row
from pipelines.stages import FACT_KEYS

if TYPE_CHECKING:
    from extract.read import SourceDocument
    from pipelines.options import DocumentExtractor

# Documents extracted together, so that the recogniser sees enough sentences at once to be worth its start.
_TOGETHER = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one task extracts.

    Args:
        part: name of the part to write.
        parts_folder: where parts are kept.
        run_id: of the run.
        version: of the extraction, kept with each document.
        documents: what to extract.
        given_up: sources that must not be tried again, each with a reason code and a message.
        one_by_one: extract documents apart, so that one that ends the process can be told.
    """

    part: str
    parts_folder: Path
    run_id: str
    version: str
    documents: tuple[PlannedDocument, ...]
    given_up: Mapping[str, tuple[str, str]]
    one_by_one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What one task did: the documents it kept."""

    entries: tuple[Entry, ...]

    @property
    def n_chars(self) -> int:
        """Characters extracted."""
        return sum(entry.n_chars for entry in self.entries)


OnDocuments = Callable[[Sequence[str]], None]


def extract_to_part(
    batch: Batch, extractor: DocumentExtractor, *, on_start: OnDocuments, on_done: OnDocuments
) -> BatchResult:
    """Read and extract the documents of ``batch`` and keep them as one part.

    A document that cannot be read, or on which a stage raises, becomes a row of ``rejects``; the others go on.

    Args:
        batch: the documents.
        extractor: what extracts them.
        on_start: called with the sources about to be extracted.
        on_done: called with the sources that are done.

    Raises:
        StorageError: the part cannot be written.
        LexiconError, ModelError: the extractor itself is broken.
    """
    kept: list[tuple[Entry, Mapping[str, pa.Table]]] = []
    documents = iter(batch.documents)
    while chunk := list(islice(documents, 1 if batch.one_by_one else _TOGETHER)):
        sources = [planned.source_file.source for planned in chunk]
        on_start(sources)
        kept += _extract_chunk(batch, chunk, extractor)
        on_done(sources)
    entries = tuple(entry for entry, _ in kept)
    PartStore(batch.parts_folder).write(batch.part, concatenate([rows for _, rows in kept]), entries)
    return BatchResult(entries=entries)


def _extract_chunk(
    batch: Batch, chunk: Sequence[PlannedDocument], extractor: DocumentExtractor
) -> Iterator[tuple[Entry, Mapping[str, pa.Table]]]:
    read: list[tuple[PlannedDocument, SourceDocument]] = []
    for planned in chunk:
        try:
            read.append((planned, _read(batch, planned)))
        except DocumentRejectedError as error:
            yield _reject(batch, planned, error.reason, error.message)
    try:
        extractions = extractor.extract_batch([document for _, document in read])
        done = [
            _keep(
                batch,
                planned,
                document,
                document_rows(document, extraction, keys=FACT_KEYS, run_id=batch.run_id, version=batch.version),
            )
            for (planned, document), extraction in zip(read, extractions, strict=True)
        ]
    except (LexiconError, ModelError):
        # Not this document's fault: every other one would fail the same way.
        raise
    except Exception as error:  # noqa: BLE001 - whatever one document makes a stage raise, the others must go on
        if len(read) == 1:
            yield _reject_raised(batch, read[0][0], error)
            return
        for planned, _ in read:
            yield from _extract_chunk(batch, [planned], extractor)
        return
    yield from done


def _read(batch: Batch, planned: PlannedDocument) -> SourceDocument:
    from extract.read import read_document

    if planned.source_file.source in batch.given_up:
        raise DocumentRejectedError(*batch.given_up[planned.source_file.source])
    return read_document(planned.source_file)


def _keep(
    batch: Batch, planned: PlannedDocument, document: SourceDocument, rows: Mapping[str, pa.Table]
) -> tuple[Entry, Mapping[str, pa.Table]]:
    day = document.published_on.isoformat() if document.published_on else ""
    return _entry(batch, planned, published_on=day, n_chars=len(document.text)), rows


def _reject(batch: Batch, planned: PlannedDocument, reason: str, message: str) -> tuple[Entry, Mapping[str, pa.Table]]:
    row = reject_row(
        source=planned.source_file.source,
        sha256=planned.sha256,
        run_id=batch.run_id,
        reason=reason,
        message=message,
    )
    return _entry(batch, planned, rejected=reason), {"rejects": row}


def _reject_raised(batch: Batch, planned: PlannedDocument, error: Exception) -> tuple[Entry, Mapping[str, pa.Table]]:
    if isinstance(error, DocumentRejectedError):
        return _reject(batch, planned, error.reason, error.message)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    message = f"{type(error).__name__}{where}: {error}; report it with the document, then run `extract rejects retry`"
    return _reject(batch, planned, "extraction_failed", message)


def _entry(
    batch: Batch, planned: PlannedDocument, *, published_on: str = "", rejected: str = "", n_chars: int = 0
) -> Entry:
    return Entry(
        source=planned.source_file.source,
        doc_id=document_id(planned.source_file.source),
        sha256=planned.sha256,
        key=planned.key,
        version=batch.version,
        published_on=published_on,
        rejected=rejected,
        n_chars=n_chars,
        run_id=batch.run_id,
        part=batch.part,
    )
