"""The star schema: views over the published tables, with the same rows in DuckDB and in PostgreSQL.

Each file of ``sql/views`` creates one view and comments on it and on its columns; a file named ``NAME.DIALECT.sql``
is for that database alone. They are run in the order of their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Literal, Protocol

Dialect = Literal["duckdb", "postgres"]

VIEWS = (
    "dim_region", "dim_organisation", "dim_document", "dim_metric", "dim_date",
    "first_statement", "fact_metric", "fact_relation",
)  # fmt: skip
"""The views, in the order they are made."""


class Connection(Protocol):
    """What runs statements: a DuckDB or a psycopg connection."""

    def execute(self, query: Any, /) -> Any:
        """Run one statement."""


def create_views(connection: Connection, dialect: Dialect = "duckdb") -> None:
    """Create the star schema beside the published tables, or bring it up to date.

    Args:
        connection: to a database whose search path finds the tables (``metrics``, ``documents`` …).
        dialect: what the database speaks.

    >>> import duckdb
    >>> with duckdb.connect("data/out/extract.duckdb") as connection:  # doctest: +SKIP
    ...     create_views(connection)
    """
    for statement in statements(dialect):
        connection.execute(statement)


def statements(dialect: Dialect) -> Iterator[str]:
    """The statements that make the views, in order."""
    folder = files("extract.bi") / "sql" / "views"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        _, _, rest = path.name.partition(".")
        if rest in ("sql", f"{dialect}.sql"):
            # No text in these files holds a semicolon at the end of a line.
            yield from (part.strip() for part in path.read_text(encoding="utf-8").split(";\n") if part.strip())
