"""Corrections laid over one document's extraction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from extract.corrections.facts import correct_fact, forget_subject
from extract.corrections.links import correct_relation
from extract.corrections.records import CONFIRMED, CORRECTED, Correction
from extract.records import Extraction, MetricFact, OrganisationMention, Quantity, RegionMention, Relation, Span

SpanT = TypeVar("SpanT", bound=Span)
_log = logging.getLogger(__name__)


def apply_corrections(extraction: Extraction, corrections: Sequence[Correction]) -> Extraction:
    """``extraction`` as the readers of its document would have it.

    A wrong row is dropped, and with a wrong name what is said of it; a mended row gets its changed columns; a right
    row that still says the same becomes certain. Dropped quantities stay, as they stand in the text.

    Args:
        extraction: of one document.
        corrections: those of that document; one whose characters are no longer there is passed over with a warning.
    """
    fitting = [correction for correction in corrections if _fits(correction, extraction.text)]
    if not fitting:
        return extraction
    by_table: dict[str, list[Correction]] = {}
    for correction in fitting:
        by_table.setdefault(correction.table, []).append(correction)
    mended = _correct_names(extraction, by_table)
    metrics, quantities = _correct_facts(mended, by_table.get("metrics", []))
    relations: list[Relation] = []
    for relation in mended.relations:
        verdict = _find_relation(by_table.get("relations", []), relation)
        corrected = correct_relation(relation, verdict, mended) if verdict else relation
        relations += [corrected] if corrected else []
    return replace(mended, metrics=tuple(metrics), quantities=quantities, relations=tuple(relations))


def _fits(correction: Correction, text: str) -> bool:
    if text[correction.start : correction.end] == correction.text:
        return True
    _log.warning(
        "%s@%d: the document no longer has %r there; its correction is passed over",
        correction.source, correction.start, correction.text,
    )  # fmt: skip
    return False


def _correct_names(extraction: Extraction, by_table: dict[str, list[Correction]]) -> Extraction:
    organisations: list[OrganisationMention] = []
    regions: list[RegionMention] = []
    wrong: list[OrganisationMention | RegionMention] = []
    for organisation in extraction.organisations:
        verdict = _find(by_table.get("organisation_mentions", []), organisation)
        if verdict is not None and verdict.verdict == "wrong":
            wrong.append(organisation)
        else:
            organisations.append(_correct_organisation(organisation, verdict))
    for region in extraction.regions:
        verdict = _find(by_table.get("region_mentions", []), region)
        if verdict is not None and verdict.verdict == "wrong":
            wrong.append(region)
        else:
            regions.append(_correct_region(region, verdict))
    return replace(
        extraction,
        organisations=tuple(organisations),
        regions=tuple(regions),
        metrics=tuple(forget_subject(fact, wrong) for fact in extraction.metrics),
        relations=tuple(relation for relation in extraction.relations if not _speaks_of(relation, wrong)),
    )


def _speaks_of(relation: Relation, wrong: Sequence[OrganisationMention | RegionMention]) -> bool:
    return any(relation.covers(name) and name.text in (relation.subject, relation.object) for name in wrong)


def _correct_organisation(mention: OrganisationMention, correction: Correction | None) -> OrganisationMention:
    if correction is None:
        return mention
    changed: dict[str, Any] = dict(correction.changed)
    return replace(mention, **changed, confidence=1.0, rule=mention.rule + _sign(correction))


def _correct_region(mention: RegionMention, correction: Correction | None) -> RegionMention:
    if correction is None:
        return mention
    code = str(correction.changed.get("code", mention.code))
    # A place with a code has that code as its id; a place without one cannot be told from its code.
    region_id = code if "code" in correction.changed else mention.region_id
    return replace(mention, code=code, region_id=region_id, confidence=1.0, rule=mention.rule + _sign(correction))


def _correct_facts(
    extraction: Extraction, corrections: Sequence[Correction]
) -> tuple[list[MetricFact], tuple[Quantity, ...]]:
    facts: list[MetricFact] = []
    mended: dict[tuple[int, int], Quantity] = {}
    for fact in extraction.metrics:
        correction = _find(corrections, fact.quantity)
        corrected = correct_fact(fact, correction, extraction) if correction else fact
        if corrected is not None:
            facts.append(corrected)
            if corrected.quantity != fact.quantity:
                mended[fact.quantity.start, fact.quantity.end] = corrected.quantity
    quantities = tuple(mended.get((quantity.start, quantity.end), quantity) for quantity in extraction.quantities)
    return facts, quantities


def _find(corrections: Sequence[Correction], span: Span) -> Correction | None:
    return next((c for c in corrections if (c.start, c.end) == (span.start, span.end)), None)


def _find_relation(corrections: Sequence[Correction], relation: Relation) -> Correction | None:
    """Several relations may share their evidence; what the reader saw tells which is meant."""
    for correction in corrections:
        is_there = (correction.start, correction.end) == (relation.start, relation.end)
        if is_there and all(getattr(relation, name) == value for name, value in correction.seen.items()):
            return correction
    return None


def _sign(correction: Correction) -> str:
    return CORRECTED if correction.verdict == "mended" else CONFIRMED
