"""The building blocks of table schemas: Arrow-typed columns with a description, a key, references and checks.

A column is declared once, in a class of :mod:`extract.tables.schemas`; the Parquet schema, the database columns, the
checks before publishing and the data dictionary are all read from that declaration. What checks rows is made of it in
:mod:`extract.tables.checks`, because only that needs pandas and pandera, which take long to import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_args, get_type_hints

import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd

Text = Annotated[str, pa.string()]
TextList = Annotated[list[str], pa.list_(pa.string())]
Integer = Annotated[int, pa.int64()]
Number = Annotated[float, pa.float64()]
Flag = Annotated[bool, pa.bool_()]
Day = Annotated[object, pa.date32()]
Moment = Annotated[object, pa.timestamp("us", tz="UTC")]


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What must hold between the columns of a row.

    Args:
        error: what is wrong where it does not.
        holds: tells for each row of a frame whether it does.
    """

    error: str
    holds: Callable[[pd.DataFrame], pd.Series[bool]]


class _TableType(type):
    """The class of table classes; to mypy, ``functools.cache`` takes no class without one of its own."""


class Table(metaclass=_TableType):
    """The base of all output tables: no column more or fewer than declared, in the declared order."""

    row_checks: ClassVar[tuple[RowCheck, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declaration:
    description: str
    key: bool
    references: str
    nullable: bool
    checks: Mapping[str, Any]


def column(description: str, *, key: bool = False, references: str = "", nullable: bool = False, **checks: Any) -> Any:
    """A column's declaration.

    Args:
        description: what a reader of the table needs to know, in one sentence.
        key: whether the column is the table's primary key.
        references: ``table.column`` that every non-null, non-empty value must stand in; several joined by `` or ``.
        nullable: whether null is allowed.
        checks: pandera's own (``ge``, ``le``, ``isin``, ``str_matches`` …) with what they compare with.
    """
    return _Declaration(description=description, key=key, references=references, nullable=nullable, checks=checks)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared, for those who write, load, check or describe tables."""

    name: str
    type: pa.DataType
    nullable: bool
    description: str
    key: bool
    references: str
    checks: Mapping[str, Any]

    @property
    def allowed(self) -> tuple[str, ...]:
        """The values that may stand in it; empty if any may."""
        return tuple(self.checks.get("isin", ()))


@cache
def columns_of(table: type[Table]) -> tuple[Column, ...]:
    """The columns of ``table``, in order; those of its bases come first."""
    declared = {name: found for base in reversed(table.__mro__) for name, found in vars(base).items()}
    return tuple(
        _column(name, hint, found)
        for name, hint in get_type_hints(table, include_extras=True).items()
        if isinstance(found := declared.get(name), _Declaration)
    )


def _column(name: str, hint: Any, declared: _Declaration) -> Column:
    _, arrow_type = get_args(hint)
    return Column(
        name=name,
        type=arrow_type,
        nullable=declared.nullable,
        description=declared.description,
        key=declared.key,
        references=declared.references,
        checks=declared.checks,
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
