"""Metric facts from tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.records import (
    Cell,
    DateMention,
    Direction,
    FactKind,
    MetricFact,
    OrganisationMention,
    Quantity,
    RegionMention,
    Subject,
    Table,
)
from extract.tabular.heads import FindDates, Head, HeadReader, as_subject

_NUMBER = re.compile(r"(?P<sign>[-—–−+])?\s?(?P<number>\d[\d,，]*(?:\.\d+)?)\s?(?P<unit>[%％‰]|\S{1,8})?")
_RULE = "table.cell"
_CONFIDENCE = 0.8


def facts_from_tables(
    tables: Sequence[Table],
    *,
    published_on: dt.date | None,
    find_quantities: Callable[[str], Sequence[Quantity]],
    find_dates: FindDates,
    regions: Sequence[RegionMention] = (),
    organisations: Sequence[OrganisationMention] = (),
    title: str = "",
) -> list[MetricFact]:
    """A fact for each cell that holds a number and whose heads name a measure; provenance is the cell.

    The measure, subject, period and unit come from the heads of the cell's row and column, then from the table's
    caption and unit, then (subject and period) from ``title``. A number that no head names is no fact.

    Args:
        tables: of one text; ``regions`` and ``organisations`` are its mentions, all in the same offsets.
        published_on: what relative times in heads are resolved against.
        find_quantities: reads a number with its unit, as :func:`extract.numbers.find_quantities`.
        find_dates: finds times in a string, as :func:`extract.dates.find_dates`.
        title: the document's title.
    """
    reader = HeadReader(regions, organisations, find_dates, published_on)
    mentions: list[RegionMention | OrganisationMention] = [*regions, *organisations]
    mentions.sort(key=lambda mention: mention.start)
    facts = []
    for table in tables:
        if not table.has_head:
            continue
        period = reader.first_period(table.caption) or reader.first_period(title)
        above = [mention for mention in mentions if mention.end <= table.start]
        named = _named_in(table.caption, above) or _named_in(title, above)
        subject = as_subject(named) if named else Subject(text="", kind="")
        facts += _table_facts(table, reader, period, subject, find_quantities)
    return facts


def _named_in(
    heading: str, mentions: Sequence[RegionMention | OrganisationMention]
) -> RegionMention | OrganisationMention | None:
    """The mention that a caption or title opens with; of 「海州市云溪县」 the narrower place."""
    named = None
    end = len(heading)
    for start, mention in sorted(
        ((heading.find(mention.text), mention) for mention in mentions if mention.text in heading),
        key=lambda placed: (placed[0], -len(placed[1].text)),
    ):
        if named is None or start == end:
            named, end = mention, start + len(mention.text)
    return named


def _table_facts(
    table: Table,
    reader: HeadReader,
    period: DateMention | None,
    subject: Subject,
    find_quantities: Callable[[str], Sequence[Quantity]],
) -> list[MetricFact]:
    columns = {cell.column: reader.read(cell) for cell in table.rows[0]}
    unit_column = next((column for column, head in columns.items() if head.is_unit), None)
    facts = []
    for row in table.rows[1:]:
        first = row[0]
        if first.column != min(columns) or (_NUMBER.fullmatch(first.text) and reader.period(first.text) is None):
            continue
        row_head = reader.read(first)
        row_unit = next((cell.text for cell in row[1:] if cell.column == unit_column), "")
        for cell in row[1:]:
            column_head = columns.get(cell.column)
            if column_head is None or column_head.is_unit:
                continue
            quantity, direction = _quantity(cell, row_head, column_head, row_unit or table.unit, find_quantities)
            fact = quantity and _fact(quantity, direction, row_head, column_head, period, subject, row)
            if fact:
                facts.append(fact)
    return facts


def _quantity(
    cell: Cell,
    row: Head,
    column: Head,
    table_unit: str,
    find_quantities: Callable[[str], Sequence[Quantity]],
) -> tuple[Quantity | None, Direction]:
    """The number of a cell in its unit, and the way it went; ``None`` for a cell without a number."""
    match = _NUMBER.fullmatch(cell.text)
    if match is None:
        return None, ""
    is_change = "growth" in (row.kind, column.kind)
    unit = (
        match["unit"] or column.unit or row.unit or ("" if column.kind == "rank" else "%" if is_change else table_unit)
    )
    number = match["number"].replace(",", "").replace("，", "")
    found = [quantity for quantity in find_quantities(f"达到{number}{unit}") if quantity.text.startswith(number)]
    falls = match["sign"] in ("-", "—", "–", "−")
    quantity = replace(found[0], start=cell.start, end=cell.end, text=cell.text) if found else None
    if quantity is None:
        value = float(number)
        quantity = Quantity(
            start=cell.start, end=cell.end, text=cell.text, rule=_RULE, value=value, value_high=None,
            unit=unit, bound="", dimension="", base_value=None, base_unit="",
        )  # fmt: skip
    if is_change:
        return quantity, "down" if falls else ""
    if falls:
        base = None if quantity.base_value is None else -quantity.base_value
        quantity = replace(quantity, value=-quantity.value, base_value=base)
    return quantity, ""


def _fact(
    quantity: Quantity,
    direction: Direction,
    row: Head,
    column: Head,
    period: DateMention | None,
    subject: Subject,
    cells: Sequence[Cell],
) -> MetricFact | None:
    named = [head for head in (row, column) if head.metric]
    if not named:
        return None
    own = row.subject or column.subject
    when = column.period or row.period or period
    kind: FactKind = column.kind or row.kind or ("share" if quantity.unit in ("%", "％") else "level")
    if "增加值" in row.metric and row.kind == "growth" and column.kind is None:
        kind = "level"
    return MetricFact(
        quantity=quantity,
        metric="".join(head.metric for head in named),
        metric_start=named[0].cell.start,
        metric_end=named[0].cell.end,
        subject=own or subject,
        period_from=when.date_from if when else None,
        period_to=when.date_to if when else None,
        kind=kind,
        basis=(column.basis or row.basis) if kind == "growth" else "",
        direction=direction,
        status=column.status if column.status != "actual" else row.status,
        comparator="",
        region_id=(own or subject).region_id,
        evidence=" ".join(cell.text for cell in cells),
        rule=_RULE,
        confidence=_CONFIDENCE,
    )
