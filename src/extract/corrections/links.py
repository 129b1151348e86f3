"""Corrections of relations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from extract.corrections.records import CONFIRMED, CORRECTED, Correction
from extract.records import Extraction, Relation


def correct_relation(relation: Relation, correction: Correction, extraction: Extraction) -> Relation | None:
    """``relation`` as the reader would have it; ``None`` if it is wrong."""
    if correction.verdict == "wrong":
        return None
    if correction.verdict == "right":
        return replace(relation, confidence=1.0, rule=relation.rule + CONFIRMED)
    changed: dict[str, Any] = dict(correction.changed)
    if "subject" in changed:
        kind, region_id = _named(changed["subject"], extraction)
        changed |= {"subject_kind": kind or relation.subject_kind, "subject_id": region_id}
    if "object" in changed:
        kind, region_id = _named(changed["object"], extraction)
        changed |= {"object_kind": kind or relation.object_kind, "object_id": region_id}
    return replace(relation, **changed, confidence=1.0, rule=relation.rule + CORRECTED)


def _named(text: str, extraction: Extraction) -> tuple[Literal["org", "region", ""], str]:
    """What ``text`` names in the document, and its region's id; linking gives organisations theirs."""
    if any(text in (organisation.text, organisation.name) for organisation in extraction.organisations):
        return "org", ""
    region = next((region for region in extraction.regions if region.text == text), None)
    return ("region", region.region_id) if region else ("", "")
