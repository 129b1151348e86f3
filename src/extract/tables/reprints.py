"""Which texts of the corpus reprint another, and which of their rows say again what the text kept says.

Of texts that are alike the one published first is kept, by path and place where days are the same; that depends on the
texts alone, and not on the order in which they arrived. Texts are compared only where they share a key of their
signatures (:mod:`extract.duplicates`), and there only with a few neighbours, so that the work grows with the corpus and
not with its square.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from extract.duplicates import LEAST_AGREEMENT, LEAST_SIMILARITY, similarities
from extract.tables.engine import create_table

# Texts that share a key are put in order of what they state, so that reprints are neighbours even where thousands share
# a key (a notice filled in every month); each is compared with this many before it.
_NEIGHBOURS = 4
_PAIRS_AT_A_TIME = 10_000

# One bit for each value, so that most pairs are told apart without comparing their lists.
_BITS = 'coalesce(list_bit_or(list_transform("values", lambda v: 1::HUGEINT << (abs(v) % 126)::int)), 0::HUGEINT)'
_TEXTS = f"""
    CREATE TABLE signed AS
        SELECT row_number() OVER (ORDER BY s.published_on NULLS LAST, position, start) AS place,
            text_id, doc_id, start, "end", keys, "values", days, names,
            md5(concat_ws('|', "values"::varchar, days::varchar)) AS stated,
            len("values") AS n_values, {_BITS} AS bits
        FROM part_signatures AS s
"""


def _agree(column: str) -> str:
    left, right = f'a."{column}"', f'b."{column}"'
    return f"len(list_intersect({left}, {right})) >= {LEAST_AGREEMENT} * least(len({left}), len({right}))"


def _may_agree(one: str, other: str) -> str:
    # A bit that only one has stands for at least one value that the other lacks.
    lacking = f"bit_count(xor({one}.bits, a.bits & b.bits))"
    return f"{one}.n_values - {lacking} >= {LEAST_AGREEMENT} * least(a.n_values, b.n_values)"


_PAIRS = f"""
    WITH held AS (SELECT place, stated, unnest(keys) AS key FROM signed),
    shared AS (SELECT key FROM held GROUP BY key HAVING count(*) > 1),
    beside AS (
        SELECT place, [{", ".join(f"lag(place, {n}) OVER near" for n in range(1, _NEIGHBOURS + 1))}] AS neighbours
        FROM held SEMI JOIN shared USING (key)
        WINDOW near AS (PARTITION BY key ORDER BY stated, place)),
    pairs AS (SELECT DISTINCT place AS first, unnest(neighbours) AS second FROM beside),
    likely AS MATERIALIZED (
        SELECT first, second
        FROM pairs JOIN signed AS a ON a.place = first JOIN signed AS b ON b.place = second
        WHERE {_may_agree("a", "b")} AND {_may_agree("b", "a")})
    SELECT a.place, b.place, sa.sketch, sb.sketch
    FROM likely
    JOIN signed AS a ON a.place = first JOIN signed AS b ON b.place = second
    JOIN part_signatures AS sa ON sa.text_id = a.text_id JOIN part_signatures AS sb ON sb.text_id = b.text_id
    WHERE {_agree("values")} AND {_agree("days")} AND {_agree("names")}
"""
# A document is a reprint if every article of it is; what stands outside its articles is compared as well.
_REPRINTS = """
    CREATE TABLE reprints AS
        WITH texts AS (
            SELECT t.text_id, t.doc_id, t.start, t."end",
                k.text_id AS kept_id, k.doc_id AS kept_doc, k.start AS kept_start, k."end" AS kept_end
            FROM signed AS t LEFT JOIN alike ON alike.place = t.place LEFT JOIN signed AS k ON k.place = alike.kept),
        whole AS (
            SELECT doc_id, min_by(kept_doc, start) AS kept_doc FROM texts GROUP BY doc_id
            HAVING count(*) = count(kept_id))
        SELECT * FROM texts WHERE kept_id IS NOT NULL AND text_id <> doc_id
        UNION ALL
        SELECT w.doc_id, w.doc_id, 0, d.n_chars + 1, w.kept_doc, w.kept_doc, 0, k.n_chars + 1
        FROM whole AS w
        JOIN part_documents AS d ON d.doc_id = w.doc_id JOIN part_documents AS k ON k.doc_id = w.kept_doc
"""
_IS_REBUILT = "doc_id IN (SELECT live_id FROM rebuilt)"
_WITHOUT_SPACES = r"regexp_replace(text, '\s', '', 'g')"
# Two rows of one kind say the same if they have this in common.
_SAID = {
    "sentences": ("part_sentences", "sentence_id", _WITHOUT_SPACES),
    "organisation_mentions": ("linked_organisation_mentions", "mention_id", "organisation_id"),
    "region_mentions": ("part_region_mentions", "mention_id", "coalesce(nullif(region_id, ''), text)"),
    "dates": ("part_dates", "date_id", _WITHOUT_SPACES),
    "quantities": ("part_quantities", "quantity_id", "concat_ws(chr(31), value, value_high, unit)"),
    "metrics": ("linked_metrics", "metric_id", "concat_ws(chr(31), value, value_high, unit, kind, direction)"),
    "relations": ("linked_relations", "relation_id", "concat_ws(chr(31), subject, predicate, object, detail)"),
}
# Nothing in these says again what another text says.
_OTHERS = {
    "documents": """
        SELECT d.*, coalesce(kept_doc, '') AS duplicate_of
        FROM part_documents AS d LEFT JOIN (SELECT text_id, kept_doc FROM reprints) ON text_id = doc_id""",
    "articles": """
        SELECT a.*, coalesce(kept_id, '') AS duplicate_of
        FROM part_articles AS a LEFT JOIN (SELECT text_id, kept_id FROM reprints) ON text_id = article_id""",
    "texts": "SELECT * FROM part_texts",
}


def tell_reprints(db: duckdb.DuckDBPyConnection) -> None:
    """Add ``reprints``: which text of which document reprints which.

    Args:
        db: with ``part_signatures`` and ``part_documents``.
    """
    kept = find_reprints(db)
    columns = {"place": pa.array(kept.keys(), pa.int64()), "kept": pa.array(kept.values(), pa.int64())}
    create_table(db, "alike", pa.table(columns))
    db.execute(_REPRINTS)


def mark_reprints(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``new_NAME``, the rows of the documents in ``rebuilt``, with ``duplicate_of`` and ``is_duplicate`` told.

    Args:
        db: with ``reprints``, and with the rows of these documents and of those that they reprint as ``part_NAME`` and,
            where organisations were linked, ``linked_NAME``.
    """
    db.execute("CREATE TABLE duplicate_rows (row_id VARCHAR)")
    # Most nights bring none, and then the rows need not be read for it.
    any_reprint = db.execute(f"SELECT count(*) > 0 FROM reprints WHERE {_IS_REBUILT}").fetchall() == [(True,)]
    for name, (rows, key, said) in _SAID.items():
        if any_reprint:
            db.execute(
                f"""
                INSERT INTO duplicate_rows
                SELECT {key} FROM {rows} AS t JOIN reprints AS r
                    ON t.doc_id = r.doc_id AND t.start >= r.start AND t.start < r."end"
                WHERE (r.text_id, {said}) IN (
                    SELECT r.text_id, {said} FROM {rows} AS t JOIN reprints AS r
                        ON t.doc_id = r.kept_doc AND t.start >= r.kept_start AND t.start < r.kept_end)
                """
            )
        marked = f"SELECT *, {key} IN (SELECT row_id FROM duplicate_rows) AS is_duplicate FROM {rows}"
        db.execute(f"CREATE VIEW new_{name} AS {marked} WHERE {_IS_REBUILT}")
    for name, rows in _OTHERS.items():
        db.execute(f"CREATE VIEW new_{name} AS {rows} WHERE {_IS_REBUILT}")
    db.execute("CREATE VIEW new_rejects AS FROM part_rejects")


def find_reprints(db: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """For each reprint the text to keep, the first of all that are alike; by their places in the table ``signed``.

    Args:
        db: with ``part_signatures``; ``signed`` is added.
    """
    db.execute(_TEXTS)
    first: dict[int, int] = {}

    def root(place: int) -> int:
        while (above := first.get(place, place)) != place:
            first[place] = place = first.get(above, above)
        return place

    # DuckDB hands the pairs over in pieces; only those that are alike stay.
    for batch in db.sql(_PAIRS).to_arrow_reader(_PAIRS_AT_A_TIME):
        left, right, *sketches = (column.to_pylist() for column in batch.columns)
        if not left:
            continue
        alike = similarities(*sketches) >= LEAST_SIMILARITY
        for one, other in ((left[n], right[n]) for n in alike.nonzero()[0].tolist()):
            low, high = sorted((root(one), root(other)))
            first[high] = low
    return {place: found for place in first if (found := root(place)) != place}
