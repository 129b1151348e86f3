"""The declarations keep the published contract, and the data dictionary says what they say."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from extract.records import MetricFact, Quantity, Subject
from extract.tables.checks import pandera_schema
from extract.tables.columns import columns_of
from extract.tables.dictionary import write_dictionary
from extract.tables.schemas import TABLES

# The published contract; a column may be added to a table, and none of these may go or change its type.
CONTRACT = {
    "documents": "doc_id source sha256 title publisher published_on:date published_on_basis media_type encoding "
    "n_chars:int run_id",
    "articles": "article_id doc_id title start:int end:int published_on:date",
    "sentences": "sentence_id doc_id article_id start:int end:int text",
    "organisations": "organisation_id name short_names:list type region_id n_mentions:int n_documents:int "
    "first_seen:date last_seen:date",
    "organisation_mentions": "mention_id doc_id sentence_id start:int end:int text organisation_id type "
    "confidence:float",
    "regions": "region_id code name full_name level parent_id",
    "region_mentions": "mention_id doc_id sentence_id start:int end:int text region_id code confidence:float",
    "dates": "date_id doc_id sentence_id start:int end:int text date_from:date date_to:date granularity",
    "quantities": "quantity_id doc_id sentence_id start:int end:int text value:float value_high:float unit bound "
    "dimension base_value:float base_unit",
    "metrics": "metric_id doc_id sentence_id quantity_id start:int end:int metric metric_start:int metric_end:int "
    "subject subject_kind subject_id region_id organisation_id period_from:date period_to:date value:float "
    "value_high:float unit bound kind basis direction status comparator evidence confidence:float",
    "relations": "relation_id doc_id sentence_id start:int end:int subject subject_id predicate object object_id "
    "detail confidence:float",
    "runs": "run_id started_at:time finished_at:time version n_seen:int n_new:int n_changed:int n_unchanged:int "
    "n_rejected:int",
    "rejects": "source sha256 run_id reason message",
}
TYPES = {
    "": pa.string(), "int": pa.int64(), "float": pa.float64(), "date": pa.date32(), "list": pa.list_(pa.string()),
    "time": pa.timestamp("us", tz="UTC"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRACT)
def test_contract(name: str) -> None:
    declared = {column.name: column.type for column in columns_of(TABLES[name])}
    for promised in CONTRACT[name].split():
        column, _, kind = promised.partition(":")
        assert declared[column] == TYPES[kind], column


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_is_described_and_referenced_keys_exist(name: str) -> None:
    table = TABLES[name]
    assert (table.__doc__ or "").startswith("One row per ")
    assert sum(column.key for column in columns_of(table)) == 1
    for column in columns_of(table):
        assert column.description
        for place in column.references.split(" or ") if column.references else ():
            other, key = place.split(".")
            assert any(known.name == key and known.key for known in columns_of(TABLES[other]))


_CHECKS = {
    "ge": "greater_than_or_equal_to", "le": "less_than_or_equal_to", "isin": "isin", "str_matches": "str_matches",
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_what_pandera_checks(name: str) -> None:
    checked = pandera_schema(TABLES[name]).columns
    assert [column.name for column in columns_of(TABLES[name])] == list(checked)
    for column in columns_of(TABLES[name]):
        found = checked[column.name]
        assert (found.dtype.type.pyarrow_dtype, found.nullable, found.unique) == (
            column.type, column.nullable, column.key,
        )  # fmt: skip
        enforced = {check.name: next(iter(check.statistics.values())) for check in found.checks}
        assert enforced == {_CHECKS[name]: value for name, value in column.checks.items()}
    told = [check.error for check in pandera_schema(TABLES[name]).checks]
    assert told == [check.error for check in TABLES[name].row_checks]


def test_runs_counts_the_rows_of_every_other_table() -> None:
    counted = {column.name.removeprefix("rows_") for column in columns_of(TABLES["runs"]) if "rows_" in column.name}
    assert counted == TABLES.keys() - {"runs"}


def test_dictionary_is_up_to_date() -> None:
    path = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"
    message = "run: python -m extract.tables.dictionary > docs/data-dictionary.md"
    assert path.read_text(encoding="utf-8") == write_dictionary(), message


def test_fact_key_of_the_tables_is_that_of_the_facts_stage(tmp_path: Path) -> None:
    """The tables compute the key in SQL, as organisation ids are known only over the corpus; both must agree."""
    import datetime as dt

    import duckdb

    from extract.facts import fact_key, metric_key, subject_key
    from extract.tables.corpus import FACT_KEY_SQL

    quantity = Quantity(
        start=0, end=3, text="3亿元", rule="q", value=3e8, value_high=None, unit="元", bound="", dimension="money",
        base_value=3e8, base_unit="元",
    )  # fmt: skip
    fact = MetricFact(
        quantity=quantity, metric="规模以上工业增加值", metric_start=None, metric_end=None,
        subject=Subject(text="云岭公司", kind="org", organisation_id="org_1"), period_from=dt.date(2024, 1, 1),
        period_to=None, kind="growth", basis="yoy", direction="up", status="actual", comparator="全国", region_id="",
        evidence="", rule="f", confidence=0.5,
    )  # fmt: skip
    row = {
        "linked_id": "org_1", "subject_key": subject_key(fact.subject), "metric_key": metric_key(fact.metric),
        "period_from": fact.period_from, "period_to": None, "kind": fact.kind, "basis": fact.basis,
        "direction": fact.direction, "status": fact.status, "comparator_key": metric_key(fact.comparator),
        "base_unit": quantity.base_unit, "unit": quantity.unit,
    }  # fmt: skip
    with duckdb.connect() as db:
        columns = ", ".join(f'? AS "{name}"' for name in row)
        made = db.execute(f"SELECT {FACT_KEY_SQL} FROM (SELECT {columns})", list(row.values())).fetchone()
    assert made == (fact_key(fact),)
