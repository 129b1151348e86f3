"""Rows of one document: ids, sentences, and refusal of mentions that do not quote the text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from extract.errors import ExtractError
from extract.records import Extraction, MetricFact, OrganisationMention, Quantity, Sentence, Subject
from extract.tables.columns import arrow_schema
from extract.tables.ids import IdMaker, digest, document_id
from extract.tables.links import FactKeys
from extract.tables.part_schemas import PART_TABLES, part_schema
from extract.tables.rows import document_rows
from extract.tables.schemas import TABLES

KEYS = FactKeys(metric_key=str, subject_key=lambda subject: subject.text)
TEXT = "云岭公司投资3亿元。云岭公司又投资5亿元。"
DOCUMENT: Any = SimpleNamespace(
    source="a.txt",
    sha256="0" * 64,
    text=TEXT,
    title="",
    publisher="",
    published_on=dt.date(2024, 1, 2),
    published_on_basis="manifest",
    media_type="text/plain",
    encoding="utf-8",
)


def quantity(start: int, end: int, value: float) -> Quantity:
    return Quantity(
        start=start, end=end, text=TEXT[start:end], rule="q", value=value, value_high=None, unit="元", bound="",
        dimension="money", base_value=value, base_unit="元",
    )  # fmt: skip


def organisation(start: int) -> OrganisationMention:
    return OrganisationMention(
        start=start, end=start + 4, text=TEXT[start : start + 4], rule="o", type="company", name="云岭有限公司",
        confidence=0.9,
    )  # fmt: skip


def fact(of: Quantity, subject: Subject) -> MetricFact:
    return MetricFact(
        quantity=of, metric="投资", metric_start=None, metric_end=None, subject=subject, period_from=None,
        period_to=None, kind="level", basis="", direction="", status="actual", comparator="", region_id="",
        evidence=of.text, rule="f", confidence=0.7,
    )  # fmt: skip


FIRST, SECOND = quantity(6, 9, 3e8), quantity(17, 20, 5e8)
EXTRACTION = Extraction(
    text=TEXT,
    published_on=None,
    articles=(),
    sentences=(Sentence(start=0, end=10, text=TEXT[:10]), Sentence(start=10, end=21, text=TEXT[10:])),
    organisations=(organisation(0), organisation(10)),
    regions=(),
    persons=(),
    dates=(),
    quantities=(FIRST, SECOND),
    metrics=(fact(FIRST, Subject(text="云岭公司", kind="org", start=0, end=4)),),
    relations=(),
)


def rows(extraction: Extraction, table: str) -> list[dict[str, Any]]:
    return document_rows(DOCUMENT, extraction, keys=KEYS, run_id="run-1", version="v")[table].to_pylist()


def test_every_row_names_its_sentence() -> None:
    sentences = [row["sentence_id"] for row in rows(EXTRACTION, "sentences")]
    assert [row["sentence_id"] for row in rows(EXTRACTION, "quantities")] == sentences
    assert [row["sentence_id"] for row in rows(EXTRACTION, "organisation_mentions")] == sentences
    assert rows(EXTRACTION, "metrics")[0]["sentence_id"] == sentences[0]


@pytest.mark.parametrize(
    ("subject", "mention_start"),
    [
        (Subject(text="云岭公司", kind="org", start=0, end=4), 0),
        (Subject(text="云岭公司", kind="org", start=10, end=14), 10),
        (Subject(text="云岭公司", kind="org"), 0),
        (Subject(text="云岭有限公司", kind="org", start=12, end=16), 10),
        (Subject(text="别家公司", kind="org", start=0, end=4), None),
        (Subject(text="云岭公司", kind="other", start=0, end=4), None),
        (Subject(text="", kind=""), None),
    ],
)
def test_subject_points_at_its_mention(subject: Subject, mention_start: int | None) -> None:
    made = rows(replace(EXTRACTION, metrics=(fact(FIRST, subject),)), "metrics")[0]
    doc_id = document_id("a.txt")
    assert made["subject_mention_id"] == ("" if mention_start is None else f"{doc_id}-o{mention_start}")


def test_two_facts_of_one_quantity_have_two_ids() -> None:
    subject = Subject(text="", kind="")
    made = rows(replace(EXTRACTION, metrics=(fact(FIRST, subject), fact(FIRST, subject))), "metrics")
    assert [row["metric_id"].split("-")[1:] for row in made] == [["m6"], ["m6", "2"]]


@pytest.mark.parametrize(
    ("extraction", "message"),
    [
        (replace(EXTRACTION, quantities=(replace(FIRST, text="4亿元"),), metrics=()), r"a\.txt@6: rule q gave '4亿元'"),
        (replace(EXTRACTION, quantities=(SECOND,)), r"a\.txt@6: rule f gave a fact for a quantity"),
    ],
)
def test_what_does_not_fit_the_text_is_refused(extraction: Extraction, message: str) -> None:
    with pytest.raises(ExtractError, match=message):
        rows(extraction, "quantities")


def test_part_tables_hold_the_published_columns_first() -> None:
    for name in TABLES.keys() & set(PART_TABLES):
        told_later = {"duplicate_of", "is_duplicate"}
        published = [column for column in arrow_schema(TABLES[name]).names if column not in told_later]
        assert part_schema(name).names[: len(published)] == published


@pytest.mark.parametrize(
    ("parts", "others"), [(("a", "b"), ("ab",)), (("a", ""), ("a",)), (("a\x1f", "b"), ("a", "\x1fb"))]
)
def test_digest_tells_sequences_apart(parts: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert digest(*parts) != digest(*others)


def test_ids_count_up_where_kind_and_place_are_shared() -> None:
    ids = IdMaker("d")
    assert [ids.make("q", 3), ids.make("q", 4), ids.make("q", 3), ids.make("r", 3)] == [
        "d-q3",
        "d-q4",
        "d-q3-2",
        "d-r3",
    ]
