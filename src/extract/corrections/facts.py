"""Corrections of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.corrections.records import CONFIRMED, CORRECTED, Cell, Correction
from extract.numbers import find_quantities
from extract.records import Extraction, MetricFact, OrganisationMention, Quantity, RegionMention, Subject


def correct_fact(fact: MetricFact, correction: Correction, extraction: Extraction) -> MetricFact | None:
    """``fact`` as the reader would have it; ``None`` if it is wrong.

    Args:
        fact: the fact.
        correction: the reader's word on it.
        extraction: of the document; a mended subject is looked up among its names.
    """
    if correction.verdict == "wrong":
        return None
    if correction.verdict == "right":
        return replace(fact, confidence=1.0, rule=fact.rule + CONFIRMED) if _says(fact, correction.seen) else fact
    changed: dict[str, Any] = dict(correction.changed)
    quantity = _correct_quantity(fact.quantity, changed)
    for name in ("value", "value_high", "unit"):
        changed.pop(name, None)
    for name in ("period_from", "period_to"):
        if changed.get(name) is not None:
            changed[name] = dt.date.fromisoformat(changed[name])
    if "metric" in changed:
        changed |= {"metric_start": None, "metric_end": None}
    if "subject" in changed:
        changed["subject"] = named_subject(changed["subject"], extraction)
        changed["region_id"] = changed["subject"].region_id or fact.region_id
    return replace(fact, **changed, quantity=quantity, confidence=1.0, rule=fact.rule + CORRECTED)


def forget_subject(fact: MetricFact, wrong: Sequence[OrganisationMention | RegionMention]) -> MetricFact:
    """``fact`` without a subject that is no name: its words stay, what they meant does not."""
    named = [name for name in wrong if name.start == fact.subject.start and name.text == fact.subject.text]
    if not named:
        return fact
    region_ids = {name.region_id for name in named if isinstance(name, RegionMention)}
    region_id = "" if fact.region_id in region_ids else fact.region_id
    return replace(
        fact, subject=replace(fact.subject, kind="other", region_id="", organisation_id=""), region_id=region_id
    )


def named_subject(text: str, extraction: Extraction) -> Subject:
    """The subject that ``text`` names: an organisation or region of the document, or something else."""
    if not text:
        return Subject(text="", kind="")
    for organisation in extraction.organisations:
        if text in (organisation.text, organisation.name):
            return Subject(text=text, kind="org", start=organisation.start, end=organisation.end)
    for region in extraction.regions:
        if text == region.text:
            return Subject(text=text, kind="region", start=region.start, end=region.end, region_id=region.region_id)
    return Subject(text=text, kind="other")


def _correct_quantity(quantity: Quantity, changed: Mapping[str, Cell]) -> Quantity:
    if not changed.keys() & {"value", "value_high", "unit"}:
        return quantity
    value = float(changed.get("value", quantity.value) or 0.0)
    high = changed.get("value_high", quantity.value_high)
    unit = str(changed.get("unit", quantity.unit))
    # The stage for numbers knows units; what it does not read back just so has no base unit.
    read = [
        q for q in find_quantities(f"{value:f}".rstrip("0").rstrip(".") + unit) if (q.value, q.unit) == (value, unit)
    ]
    base = read[0] if len(read) == 1 else None
    return replace(
        quantity,
        value=value,
        value_high=None if high is None else float(high),
        unit=unit,
        dimension=base.dimension if base else "",
        base_value=base.base_value if base else None,
        base_unit=base.base_unit if base else "",
        rule=quantity.rule + CORRECTED,
    )


def _says(fact: MetricFact, seen: Mapping[str, Cell]) -> bool:
    """Whether the fact still has the columns that the reader called right."""
    now: dict[str, Cell] = {
        "metric": fact.metric, "subject": fact.subject.text, "value": fact.quantity.value,
        "value_high": fact.quantity.value_high, "unit": fact.quantity.unit, "kind": fact.kind, "basis": fact.basis,
        "direction": fact.direction, "status": fact.status, "comparator": fact.comparator,
        "period_from": fact.period_from.isoformat() if fact.period_from else None,
        "period_to": fact.period_to.isoformat() if fact.period_to else None,
    }  # fmt: skip
    return all(now.get(name) == value for name, value in seen.items())
