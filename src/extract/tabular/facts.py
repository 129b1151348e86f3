"""Metric facts from tables."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from extract.records import (
    Cell,
    Direction,
    FactKind,
    MetricFact,
    OrganisationMention,
    Quantity,
    RegionMention,
    Span,
    Subject,
    Table,
)
from extract.tabular.grid import NUMBER, grid_of
from extract.tabular.heads import FindDates, Head, HeadReader, as_subject, unit_of

_MINUS = ("-", "—", "–", "−")
_FALLS = ("下降", "减少", "降低", "下跌", "↓")
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
        period = reader.first_period(table.caption) or reader.first_period(title)
        above = [mention for mention in mentions if mention.end <= table.start]
        named = _named_in(table.caption, above) or _named_in(title, above)
        subject = as_subject(named) if named else Subject(text="", kind="")
        unit = table.unit or _unit_in(table.caption, find_quantities)
        facts += _table_facts(table, reader, Head(subject=subject, period=period, unit=unit), find_quantities)
    return facts


def without_cells(facts: Iterable[MetricFact], tables: Sequence[Table]) -> list[MetricFact]:
    """``facts`` less those that take one cell of a table for the measure of another: its heads say what a cell holds.

    Args:
        facts: as read from the text, in the offsets of ``tables``.
        tables: of the same text, in order.
    """
    cells = [cell for table in tables for row in table.rows for cell in row]
    kept = []
    for fact in facts:
        at = bisect_right(tables, fact.quantity.start, key=_start) - 1
        if at >= 0 and fact.quantity.end <= tables[at].end:
            cell = cells[max(bisect_right(cells, fact.quantity.start, key=_start) - 1, 0)]
            if fact.metric_start is None or not cell.start <= fact.metric_start < cell.end:
                continue
        kept.append(fact)
    return kept


def _start(span: Span) -> int:
    return span.start


def _unit_in(caption: str, find_quantities: Callable[[str], Sequence[Quantity]]) -> str:
    """The unit in brackets at the end of a caption: 「汽车产量（万辆）」, but not 「主要指标（续）」."""
    unit = unit_of(caption)
    found = find_quantities(f"达到1{unit}") if unit else ()
    return unit if any(quantity.text == f"1{unit}" and quantity.unit for quantity in found) else ""


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
    table: Table, reader: HeadReader, around: Head, find_quantities: Callable[[str], Sequence[Quantity]]
) -> list[MetricFact]:
    """The facts of one table; ``around`` is what its surroundings say of all of it."""
    grid = grid_of(table, is_period=reader.is_period, is_label=reader.is_label)
    if grid is None:
        return []
    unit_column = next((column for column, cells in grid.columns.items() if any(map(reader.is_unit, cells))), None)
    labels = {column for column, cells in grid.columns.items() if any(map(reader.is_label, cells))}
    valued = {column: cells for column, cells in grid.columns.items() if column not in labels}
    columns = _with_left(dict(zip(valued, reader.read_all(list(valued.values())), strict=True)))
    facts = []
    measure = Head()
    row_heads = reader.read_all([row.heads for row in grid.rows], grid.corner)
    for row, row_head in zip(grid.rows, row_heads, strict=True):
        if row_head.metric:
            measure = row_head
        elif row_head.is_bare:
            # 「增速」 below 「地区生产总值」
            row_head = _of_measure(row_head, measure)
        row_unit = next((cell.text for cell in row.cells if cell.column == unit_column), row_head.unit)
        row_head = replace(row_head, unit=row_unit)
        for cell in row.cells:
            column_head = columns.get(cell.column)
            if column_head is None:
                continue
            quantity, direction = _quantity(cell, row_head, column_head, around.unit, find_quantities)
            if quantity is not None and (row_head.metric or column_head.metric):
                facts.append(_fact(quantity, direction, row_head, column_head, around, [*row.heads, *row.cells]))
    return facts


def _with_left(columns: Mapping[int, Head]) -> dict[int, Head]:
    """Column heads, those that only say 「增速」 with the measure and the latest period of the values left of them."""
    found: dict[int, Head] = {}
    left = Head()
    after_growth = False
    for column, head in columns.items():
        if head.is_bare:
            head = replace(head, period=head.period or left.period)
            if not head.metric:
                head = _of_measure(head, left)
        elif not after_growth and left.period and head.period and left.period.date_to > head.period.date_to:
            left = replace(head, period=left.period)
        else:
            left = head
        after_growth = head.is_bare
        found[column] = head
    return found


def _of_measure(head: Head, measure: Head) -> Head:
    return replace(head, metric=measure.metric, narrow=measure.narrow, start=measure.start, end=measure.end)


def _quantity(
    cell: Cell,
    row: Head,
    column: Head,
    table_unit: str,
    find_quantities: Callable[[str], Sequence[Quantity]],
) -> tuple[Quantity | None, Direction]:
    """The number of a cell in its unit, and the way it went; ``None`` for a cell without a number."""
    match = NUMBER.fullmatch(cell.text)
    if match is None:
        return None, ""
    is_change = "growth" in (row.kind, column.kind) or match["change"] is not None
    unit = match["unit"]
    if not unit and is_change:
        unit = (column.unit if column.kind == "growth" else row.unit if row.kind == "growth" else "") or "%"
    elif not unit:
        unit = column.unit or row.unit or ("" if "rank" in (row.kind, column.kind) else table_unit)
    number = re.sub(r"[ ,，]", "", match["number"])
    written = f"{match['bound'] or '达到'}{number}{unit}"
    found = [quantity for quantity in find_quantities(written) if number in quantity.text]
    falls = match["sign"] in _MINUS or match["change"] in _FALLS
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


def _metric(row: Head, column: Head) -> str:
    """「粗钢」 and 「产量（万吨）」 name one measure together."""
    if not row.metric or not column.metric:
        return row.metric or column.metric
    return row.narrow if row.narrow == column.metric else row.narrow + column.metric


def _fact(
    quantity: Quantity, direction: Direction, row: Head, column: Head, around: Head, cells: Sequence[Cell]
) -> MetricFact:
    named = row if row.metric else column
    subject = row.subject or column.subject or around.subject or Subject(text="", kind="")
    when = column.period or row.period or around.period
    says_change = NUMBER.fullmatch(quantity.text)
    kind: FactKind = column.kind or row.kind or ("share" if quantity.unit in ("%", "％") else "level")
    if says_change is not None and says_change["change"] is not None:
        kind = "growth"
    elif "增加值" in row.metric and row.kind == "growth" and column.kind is None:
        kind = "level"
    return MetricFact(
        quantity=quantity,
        metric=_metric(row, column),
        metric_start=named.start,
        metric_end=named.end,
        subject=subject,
        period_from=when.date_from if when else None,
        period_to=when.date_to if when else None,
        kind=kind,
        basis=(column.basis or row.basis) if kind == "growth" else "",
        direction=direction,
        status=column.status if column.status != "actual" else row.status,
        comparator="",
        region_id=subject.region_id,
        evidence=" ".join(cell.text for cell in cells),
        rule=_RULE,
        confidence=_CONFIDENCE,
    )
