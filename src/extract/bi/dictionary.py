"""The data dictionary for machines, and the star schema for people, from the declarations themselves.

``python -m extract.bi.dictionary docs`` writes ``docs/data-dictionary.json`` (tables and views) and
``docs/bi/star-schema.md``; a test keeps them in step with the code.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from extract.bi.questions import read_questions
from extract.bi.views import VIEWS, create_views
from extract.tables.columns import arrow_schema, columns_of
from extract.tables.schemas import TABLES

_HEADING = """# Star schema

Views over the published tables, the same in `extract.duckdb` and in PostgreSQL (schema `industry_extract`). Written by
`python -m extract.bi.dictionary docs`; a test keeps this page in step. Empty texts of the tables are null here.

```
dim_date ──┐                 ┌── dim_document
dim_region ┼── fact_metric ──┼── dim_metric
           └── fact_relation ┴── dim_organisation
```
"""


def dictionary() -> dict[str, Any]:
    """All tables and views with their columns: type, meaning, key, references and allowed values."""
    return {"tables": {name: _table(name) for name in TABLES}, "views": _views()}


def _table(name: str) -> dict[str, Any]:
    described = [
        {
            "name": column.name,
            "type": str(column.type),
            "description": column.description,
            "nullable": column.nullable,
            "key": column.key,
            "references": column.references or None,
            "allowed": list(column.allowed) or None,
        }
        for column in columns_of(TABLES[name])
    ]
    return {"description": TABLES[name].__doc__ or "", "columns": described}


def _views() -> dict[str, Any]:
    with duckdb.connect() as db:
        for name, table in TABLES.items():
            db.register("empty", arrow_schema(table).empty_table())
            db.execute(f"CREATE TABLE {name} AS FROM empty")
        create_views(db)
        told = dict(
            db.execute(
                "SELECT view_name, comment FROM duckdb_views() "
                "UNION ALL SELECT table_name, comment FROM duckdb_tables()"
            ).fetchall()
        )
        return {
            view: {
                "description": told[view],
                "columns": [
                    {"name": name, "type": kind.lower(), "description": comment}
                    for name, kind, comment in db.execute(
                        "SELECT column_name, data_type, comment FROM duckdb_columns() "
                        "WHERE table_name = ? ORDER BY column_index",
                        [view],
                    ).fetchall()
                ],
            }
            for view in VIEWS
        }


def star_schema(views: Mapping[str, Any]) -> str:
    """The page that describes the views and lists the example questions."""
    parts = [_HEADING]
    for name, view in views.items():
        lines = [f"## {name}", "", view["description"], "", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c['name']}` | {c['type']} | {c['description']} |" for c in view["columns"]]
        parts.append("\n".join(lines) + "\n")
    lines = [
        "## Ten questions",
        "",
        "`extract query --example NAME` answers each; the SQL is in `src/extract/bi/sql`.",
        "",
    ]
    lines += ["| name | question | 问题 |", "| --- | --- | --- |"]
    lines += [f"| `{q.name}` | {q.english} | {q.chinese} |" for q in read_questions()]
    return "\n".join([*parts, "\n".join(lines) + "\n"])


def write(docs: Path) -> dict[Path, str]:
    """What stands in each file of ``docs`` that is written from the declarations."""
    found = dictionary()
    return {
        docs / "data-dictionary.json": json.dumps(found, ensure_ascii=False, indent=1) + "\n",
        docs / "bi" / "star-schema.md": star_schema(found["views"]),
    }


if __name__ == "__main__":
    for path, text in write(Path(sys.argv[1])).items():
        path.write_text(text, encoding="utf-8")
