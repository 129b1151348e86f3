"""Corrections laid over extractions written by hand."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace
from typing import Any

import pytest

from extract.corrections import Correction, apply_corrections
from extract.records import Extraction
from tests.report.published import TEXTS, sample_extractions

DISTRICT = "云州区公报.txt"
NEWS = "江苏快讯.txt"


def extraction_of(source: str) -> Extraction:
    return sample_extractions()[TEXTS[source]]


def correction(source: str, table: Any, text: str, verdict: Any, **more: Any) -> Correction:
    start = TEXTS[source].index(text)
    return Correction(
        source=source, table=table, start=start, end=start + len(text), text=text, verdict=verdict, **more
    )


def corrected(source: str, *args: Any, **more: Any) -> Extraction:
    return apply_corrections(extraction_of(source), [correction(source, *args, **more)])


@pytest.mark.parametrize("source", TEXTS)
def test_nothing_to_correct_changes_nothing(source: str) -> None:
    assert apply_corrections(extraction_of(source), []) == extraction_of(source)


def test_a_wrong_fact_goes_and_its_quantity_stays() -> None:
    before, after = extraction_of(NEWS), corrected(NEWS, "metrics", "1.5%", "wrong")
    assert [fact.quantity.text for fact in after.metrics] == ["4万亿元"]
    assert after.quantities == before.quantities


_CHANGES: list[tuple[dict[str, Any], Any]] = [
    ({"metric": "出口总额"}, lambda fact: (fact.metric, fact.metric_start) == ("出口总额", None)),
    ({"status": "target"}, lambda fact: fact.status == "target"),
    ({"kind": "level", "basis": ""}, lambda fact: (fact.kind, fact.basis) == ("level", "")),
    ({"direction": ""}, lambda fact: fact.direction == ""),
    ({"comparator": "全国"}, lambda fact: fact.comparator == "全国"),
    ({"period_from": "2026-01-01"}, lambda fact: fact.period_from == dt.date(2026, 1, 1)),
    ({"period_from": None, "period_to": None}, lambda fact: fact.period_from is fact.period_to is None),
    ({"value": 1.6}, lambda fact: (fact.quantity.value, fact.quantity.base_value) == (1.6, 1.6)),
    ({"value_high": 2.0}, lambda fact: fact.quantity.value_high == 2.0),
    ({"unit": "百分点"}, lambda fact: (fact.quantity.unit, fact.quantity.dimension) == ("百分点", "percentage_point")),
    ({"unit": "某单位"}, lambda fact: (fact.quantity.base_value, fact.quantity.dimension) == (None, "")),
    ({"subject": "某协会"}, lambda fact: (fact.subject.kind, fact.subject.region_id) == ("other", "")),
    ({"subject": ""}, lambda fact: fact.subject.kind == ""),
]


@pytest.mark.parametrize(("changed", "holds"), _CHANGES, ids=[", ".join(changed) for changed, _ in _CHANGES])
def test_a_mended_fact_has_its_changes_and_nothing_else(changed: dict[str, Any], holds: Any) -> None:
    before, after = extraction_of(NEWS), corrected(NEWS, "metrics", "1.5%", "mended", changed=changed)
    assert holds(after.metrics[0])
    assert after.metrics[0].confidence == 1.0
    assert after.metrics[0].rule == "test.fact+corrected"
    assert after.metrics[1] == before.metrics[1]
    # The table of quantities says the same as the fact.
    assert after.metrics[0].quantity in after.quantities


def test_a_mended_subject_is_looked_up_among_the_names() -> None:
    fact = corrected(DISTRICT, "metrics", "8.9%", "mended", changed={"subject": "山西省"}).metrics[0]
    assert (fact.subject.kind, fact.subject.region_id, fact.region_id) == ("region", "140000", "140000")
    fact = corrected(DISTRICT, "metrics", "8.9%", "mended", changed={"subject": "𠮷林光电有限公司"}).metrics[0]
    assert fact.subject.kind == "org"


@pytest.mark.parametrize(
    ("seen", "confidence"), [({}, 1.0), ({"value": 1.5, "status": "actual"}, 1.0), ({"value": 1.4}, 0.8)]
)
def test_a_right_fact_is_certain_while_it_says_the_same(seen: dict[str, Any], confidence: float) -> None:
    assert corrected(NEWS, "metrics", "1.5%", "right", seen=seen).metrics[0].confidence == confidence


def test_a_wrong_organisation_goes_with_its_relations_and_leaves_its_words() -> None:
    after = corrected(DISTRICT, "organisation_mentions", "𠮷林光电有限公司", "wrong")
    assert after.organisations == ()
    assert after.relations == ()
    fact = next(fact for fact in after.metrics if fact.metric == "投资")
    assert (fact.subject.text, fact.subject.kind) == ("𠮷林光电有限公司", "other")


def test_a_wrong_region_is_forgotten_by_its_facts() -> None:
    after = corrected(NEWS, "region_mentions", "江苏省", "wrong")
    assert after.regions == ()
    assert {(fact.subject.kind, fact.region_id) for fact in after.metrics} == {("other", "")}


def test_names_are_mended() -> None:
    changed = {"name": "𠮷林光电股份有限公司", "type": "research"}
    mention = corrected(DISTRICT, "organisation_mentions", "𠮷林光电有限公司", "mended", changed=changed).organisations[
        0
    ]
    assert (mention.name, mention.type, mention.text) == ("𠮷林光电股份有限公司", "research", "𠮷林光电有限公司")
    region = corrected(DISTRICT, "region_mentions", "云州区", "mended", changed={"code": "140212"}).regions[0]
    assert (region.code, region.region_id) == ("140212", "140212")


_EVIDENCE = "𠮷林光电有限公司在山西省"
_SEEN = {"subject": "𠮷林光电有限公司", "predicate": "located_in", "object": "山西省", "detail": ""}


@pytest.mark.parametrize(
    ("verdict", "seen", "changed", "expected"),
    [
        ("wrong", _SEEN, {}, []),
        ("wrong", _SEEN | {"object": "大同市"}, {}, ["山西省"]),
        ("mended", _SEEN, {"object": "云州区"}, ["云州区"]),
    ],
    ids=["wrong", "another of the same place", "mended"],
)
def test_a_relation_is_told_by_what_was_seen(verdict: str, seen: Any, changed: Any, expected: list[str]) -> None:
    after = corrected(DISTRICT, "relations", _EVIDENCE, verdict, seen=seen, changed=changed)
    assert [relation.object for relation in after.relations] == expected
    if verdict == "mended":
        assert (after.relations[0].object_kind, after.relations[0].object_id) == ("region", "140215")


def test_a_document_that_changed_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    stale = replace(correction(NEWS, "metrics", "1.5%", "wrong"), text="2.5%")
    with caplog.at_level(logging.WARNING):
        assert apply_corrections(extraction_of(NEWS), [stale]) == extraction_of(NEWS)
    assert "江苏快讯.txt@" in caplog.text
