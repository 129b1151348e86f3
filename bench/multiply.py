"""Published tables repeated to any size, for measuring what grows with the number of documents."""

from __future__ import annotations

from pathlib import Path

import duckdb

# Columns that name a document or a row inside one; a copy gets its own. Dimensions stay shared.
_OF_A_COPY = frozenset(
    {"doc_id", "article_id", "sentence_id", "mention_id", "date_id", "quantity_id", "metric_id", "relation_id",
     "fact_key", "source"}
)  # fmt: skip
_ONCE = frozenset({"organisations", "organisation_merges", "regions", "runs", "rejects"})


def multiply(published: Path, folder: Path, n_documents: int) -> Path:
    """Write the tables of ``published`` into ``folder`` as Parquet, their documents repeated up to ``n_documents``."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        found = db.execute(f"SELECT count(*) FROM '{published / 'documents.parquet'}'").fetchone()
        n_copies = -(-n_documents // (found[0] if found else 1))
        for source in sorted(published.glob("*.parquet")):
            target = folder / source.name
            if source.stem in _ONCE:
                db.execute(f"COPY (FROM '{source}') TO '{target}'")
                continue
            names = [row[0] for row in db.execute(f"DESCRIBE FROM '{source}'").fetchall()]
            own = ", ".join(f"{name} || '-c' || copy AS {name}" for name in names if name in _OF_A_COPY)
            copies = f"SELECT * EXCLUDE (copy) REPLACE ({own}) FROM '{source}', range({n_copies}) AS t(copy)"
            db.execute(f"COPY ({copies}) TO '{target}'")
    return folder
