"""The building blocks of table schemas: Arrow-typed columns with a description, a key and references.

A column is declared once, in a pandera class of :mod:`extract.tables.schemas`; the Parquet schema, the database
columns, the checks before publishing and the data dictionary are all read from that declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

import pandas as pd
import pandera.pandas as pa_pandas
import pyarrow as pa
from pandera.api.dataframe.model_components import FieldInfo
from pandera.typing import Series

Text = Series[Annotated[pd.ArrowDtype, pa.string()]]
TextList = Series[Annotated[pd.ArrowDtype, pa.list_(pa.string())]]
Integer = Series[Annotated[pd.ArrowDtype, pa.int64()]]
Number = Series[Annotated[pd.ArrowDtype, pa.float64()]]
Flag = Series[Annotated[pd.ArrowDtype, pa.bool_()]]
Day = Series[Annotated[pd.ArrowDtype, pa.date32()]]
Moment = Series[Annotated[pd.ArrowDtype, pa.timestamp("us", tz="UTC")]]


class Table(pa_pandas.DataFrameModel):
    """The base of all output tables: no column more or fewer than declared, in the declared order."""

    class Config:
        """Strict, and without type coercion: a wrong type is a bug to be seen."""

        strict = True
        ordered = True
        coerce = False


def column(description: str, *, key: bool = False, references: str = "", nullable: bool = False, **checks: Any) -> Any:
    """A column's declaration.

    Args:
        description: what a reader of the table needs to know, in one sentence.
        key: whether the column is the table's primary key.
        references: ``table.column`` that every non-null, non-empty value must stand in; several joined by `` or ``.
        nullable: whether null is allowed.
        checks: pandera's own (``ge``, ``le``, ``isin``, ``str_matches`` …).
    """
    return pa_pandas.Field(
        description=description,
        nullable=nullable,
        unique=key,
        metadata={"key": key, "references": references},
        **checks,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared, for those who write, load or describe tables."""

    name: str
    type: pa.DataType
    nullable: bool
    description: str
    key: bool
    references: str
    allowed: tuple[str, ...]


@cache
def columns_of(table: type[Table]) -> tuple[Column, ...]:
    """The columns of ``table``, in order.

    They are read from the declaration itself: pandera's schema of it looks for other dataframe libraries first, and
    importing Dask where it is installed takes longer than all else that a worker does before its first document.
    """
    declared = {name: info for base in reversed(table.__mro__) for name, info in vars(base).items()}
    return tuple(
        _column(name, hint, declared[name])
        for name, hint in get_type_hints(table, include_extras=True).items()
        if isinstance(declared.get(name), FieldInfo)
    )


def _column(name: str, hint: Any, declared: FieldInfo) -> Column:
    (annotated,) = get_args(hint)
    _, arrow_type = get_args(annotated)
    metadata = declared.metadata or {}
    allowed = next(((c.statistics or {})["allowed_values"] for c in declared.checks if c.name == "isin"), ())
    return Column(
        name=name,
        type=arrow_type,
        nullable=declared.nullable,
        description=declared.description or "",
        key=metadata.get("key", False),
        references=metadata.get("references", ""),
        allowed=tuple(allowed),
    )


@cache
def arrow_schema(table: type[Table]) -> pa.Schema:
    """The Arrow (and so the Parquet) schema of ``table``, with each column's description as field metadata."""
    return pa.schema(
        [
            pa.field(column.name, column.type, nullable=column.nullable, metadata={"description": column.description})
            for column in columns_of(table)
        ]
    )
