"""What only the whole corpus tells: which mentions mean one organisation, and which regions there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

import duckdb
import pyarrow as pa

from extract.records import OrganisationMention, RegionMention
from extract.tables.columns import arrow_schema
from extract.tables.engine import create_table
from extract.tables.ids import digest
from extract.tables.links import DescribeRegions, LinkedOrganisation, LinkOrganisations, MentionGroup, Merge
from extract.tables.schemas import TABLES

# Two statements are one fact if they agree in all of this, as in extract.facts.fact_key. The value is left out, so
# that documents that contradict each other show as several values under one key.
_FACT_KEY = (
    "coalesce(linked_id, subject_key)", "metric_key", "comparator_key", "coalesce(period_from::varchar, '')",
    "coalesce(period_to::varchar, '')", "kind", "basis", "direction", "status",
    "coalesce(nullif(base_unit, ''), unit)",
)  # fmt: skip
FACT_KEY_SQL = f"substr(sha256(concat_ws(chr(31), {', '.join(_FACT_KEY)})), 1, 16)"
"""How the key is made from the columns of a part and the linked organisation."""

# Values agree where they differ by rounding, or where a bound allows it.
_ROUNDING = 0.02

_LINK_MENTIONS = """
    CREATE TABLE mention_links AS
        SELECT mention_id, linked_id FROM part_organisation_mentions JOIN linked USING (doc_id, name, type);
    CREATE VIEW linked_organisation_mentions AS
        SELECT * REPLACE (linked_id AS organisation_id)
        FROM part_organisation_mentions JOIN mention_links USING (mention_id);
"""
_LINK_FACTS = f"""
    CREATE VIEW linked_metrics AS
        SELECT * REPLACE (
            coalesce(linked_id, '') AS organisation_id,
            coalesce(linked_id, subject_id) AS subject_id,
            {FACT_KEY_SQL} AS fact_key)
        FROM part_metrics LEFT JOIN mention_links ON subject_mention_id = mention_id;
    CREATE VIEW linked_relations AS
        SELECT r.* REPLACE (
            coalesce(s.linked_id, subject_id) AS subject_id,
            coalesce(o.linked_id, object_id) AS object_id)
        FROM part_relations r
        LEFT JOIN mention_links s ON subject_mention_id = s.mention_id
        LEFT JOIN mention_links o ON object_mention_id = o.mention_id;
"""
_CONTRADICTIONS = f"""
    CREATE VIEW contradictions AS
        WITH told AS (
            SELECT *, coalesce(base_value, value) AS amount FROM metrics
            WHERE subject <> '' AND period_from IS NOT NULL AND NOT is_duplicate),
        apart AS (
            SELECT low.metric_id AS low_id, high.metric_id AS high_id
            FROM told low JOIN told high ON low.fact_key = high.fact_key AND low.amount < high.amount
            -- 「从71%提高到86%」 in one sentence tells a change.
            WHERE low.sentence_id <> high.sentence_id
                AND high.amount - low.amount > {_ROUNDING} * greatest(abs(low.amount), abs(high.amount))
                AND low.bound <> 'over' AND high.bound NOT IN ('under', 'upto')
                AND coalesce(high.amount > low.value_high * (1 + {_ROUNDING}), true))
        SELECT * FROM metrics
        WHERE metric_id IN (SELECT low_id FROM apart UNION SELECT high_id FROM apart);
"""
# Of the statements below this, about half were right on annotated documents (see lexicons/facts/confidence.csv).
_LOW_CONFIDENCE = 0.6
_REVIEW = f"""
    CREATE VIEW review AS SELECT * FROM metrics WHERE confidence < {_LOW_CONFIDENCE} AND NOT is_duplicate;
"""
# A name that a line of the source breaks is the name without the break.
_FORM = r"regexp_replace(text, '\s*[\r\n]\s*', '', 'g')"
_ORGANISATIONS = f"""
    CREATE TABLE organisations AS
        WITH mentions AS (
            SELECT organisation_id, {_FORM} AS form, doc_id, published_on
            FROM organisation_mentions JOIN (SELECT doc_id, published_on FROM documents) USING (doc_id)
            WHERE NOT is_duplicate),
        counts AS (
            SELECT organisation_id, list_sort(list(DISTINCT form)) AS surfaces, count(*) AS n_mentions,
                count(DISTINCT doc_id) AS n_documents, min(published_on) AS first_seen, max(published_on) AS last_seen
            FROM mentions GROUP BY organisation_id)
        SELECT organisation_id, name, list_filter(surfaces, lambda surface: surface <> name) AS short_names,
            type, region_id, n_mentions, n_documents, first_seen, last_seen
        FROM linked_organisations JOIN counts USING (organisation_id);
"""
_GROUPS_AT_A_TIME = 10_000
_MENTION_GROUPS = f"""
    SELECT doc_id, published_on, name, type, min_by(region_id, start), min(start), min_by(rule, start),
        max(confidence), list_sort(list(DISTINCT {_FORM})), count(*)
    FROM part_organisation_mentions JOIN (SELECT doc_id, published_on FROM part_documents) USING (doc_id)
    GROUP BY doc_id, published_on, name, type
    ORDER BY doc_id, name, type
"""
_REGION_IDS = """
    SELECT DISTINCT region_id FROM (
        SELECT region_id FROM region_mentions
        UNION ALL SELECT region_id FROM metrics
        UNION ALL SELECT subject_id FROM metrics WHERE subject_kind = 'region'
        UNION ALL SELECT subject_id FROM relations WHERE subject_kind = 'region'
        UNION ALL SELECT object_id FROM relations WHERE object_kind = 'region'
        UNION ALL SELECT region_id FROM organisations)
    WHERE region_id <> '' ORDER BY region_id
"""


def link_corpus(db: duckdb.DuckDBPyConnection, link_organisations: LinkOrganisations) -> None:
    """Tell which organisation each name of each document means: ``linked``, with ``organisation_merges``.

    Args:
        db: with the mentions of all documents as ``part_organisation_mentions``.
        link_organisations: tells which mentions mean one organisation.
    """
    groups = list(_mention_groups(db))
    linking = link_organisations(groups)
    columns = {
        "doc_id": [group.doc_id for group in groups],
        "name": [group.mention.name for group in groups],
        "type": [group.mention.type for group in groups],
        "linked_id": list(linking.organisation_ids),
    }
    create_table(db, "linked", pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}))
    create_table(db, "linked_organisations", _organisations(linking.organisations.values()))
    create_table(db, "organisation_merges", _merges(linking.merges))


def link_rows(db: duckdb.DuckDBPyConnection) -> None:
    """Give every mention its organisation, and with it every fact and relation.

    Args:
        db: with ``linked`` and with rows of documents as ``part_NAME``; what is linked is added as ``linked_NAME``.
    """
    for statement in (_LINK_MENTIONS, _LINK_FACTS):
        db.execute(statement)


def sum_up_corpus(db: duckdb.DuckDBPyConnection) -> None:
    """Add what is told of all texts but reprints: ``organisations``, ``contradictions`` and ``review``."""
    for statement in (_CONTRADICTIONS, _REVIEW, _ORGANISATIONS):
        db.execute(statement)


def place_corpus(db: duckdb.DuckDBPyConnection, describe_regions: DescribeRegions) -> None:
    """Add ``regions``: all that some row refers to, with all they lie in."""
    ids = [row[0] for row in db.execute(_REGION_IDS).fetchall()]
    regions = describe_regions(
        RegionMention(start=0, end=0, text="", rule="", region_id=region_id, code="", confidence=1.0)
        for region_id in ids
    )
    rows = [asdict(region) for region in regions]
    create_table(db, "regions", pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["regions"])))


def _mention_groups(db: duckdb.DuckDBPyConnection) -> Iterator[MentionGroup]:
    for batch in db.sql(_MENTION_GROUPS).to_arrow_reader(_GROUPS_AT_A_TIME):
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        for doc_id, published_on, name, kind, region_id, start, rule, confidence, surfaces, count in rows:
            yield MentionGroup(
                doc_id=doc_id,
                published_on=published_on,
                mention=OrganisationMention(
                    start=start,
                    end=start + len(name),
                    text=name,
                    rule=rule,
                    type=kind,
                    name=name,
                    confidence=confidence,
                    region_id=region_id,
                ),
                surfaces=tuple(surfaces),
                count=count,
            )


def _organisations(organisations: Iterable[LinkedOrganisation]) -> pa.Table:
    fields = ("organisation_id", "name", "type", "region_id")
    rows = [{field: getattr(organisation, field) for field in fields} for organisation in organisations]
    return pa.Table.from_pylist(rows, schema=pa.schema([pa.field(field, pa.string()) for field in fields]))


def _merges(merges: Iterable[Merge]) -> pa.Table:
    rows = [
        {
            "merge_id": digest(merge.organisation_id, merge.form, merge.name, merge.evidence),
            "organisation_id": merge.organisation_id,
            "form": merge.form,
            "name": merge.name,
            "evidence": merge.evidence,
            "n_documents": merge.n_documents,
        }
        for merge in merges
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["organisation_merges"]))
