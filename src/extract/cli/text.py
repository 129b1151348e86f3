"""``extract text``: what one text holds, as tables for people or JSON for scripts."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.cli.console import plain_number
from extract.extractor import extract_text
from extract.records import Extraction, MetricFact, Quantity
from extract.settings import Settings

# Colours that stay apart for colour-blind readers (Okabe and Ito), by kind of mention.
STYLES = {
    "organisations": "bold #0072b2",
    "regions": "bold #009e73",
    "dates": "bold #cc79a7",
    "quantities": "bold #d55e00",
}


def show_text(text: str, *, published_on: dt.date | None, recogniser: str | None, as_json: bool) -> None:
    """Extract ``text`` and print the result."""
    settings = Settings.from_environment()
    if recogniser:
        settings = replace(settings, recogniser=recogniser)
    extraction = extract_text(text, published_on, settings=settings)
    if as_json:
        print(json.dumps(asdict(extraction), ensure_ascii=False, indent=2, default=str))
    else:
        print_extraction(extraction, Console())


def print_extraction(extraction: Extraction, console: Console) -> None:
    """Print the text with its mentions in colour, then its facts, mentions and links as tables."""
    console.print(highlighted(extraction))
    console.print()
    if extraction.metrics:
        console.print(_facts(extraction))
    if extraction.organisations or extraction.regions or extraction.dates:
        console.print(_mentions(extraction))
    if extraction.relations:
        table = _table("Relations", "subject", "predicate", "object", "detail")
        for relation in extraction.relations:
            table.add_row(relation.subject, relation.predicate, relation.object, relation.detail)
        console.print(table)


def highlighted(extraction: Extraction) -> Text:
    """The text, each mention in the colour of its kind."""
    text = Text(extraction.text)
    for kind, style in STYLES.items():
        for mention in getattr(extraction, kind):
            text.stylize(style, mention.start, mention.end)
    return text


def _facts(extraction: Extraction) -> Table:
    table = _table("Metrics", "subject", "metric", "value", "kind", "period", "status", "against")
    for fact in extraction.metrics:
        table.add_row(
            fact.subject.text,
            fact.metric,
            f"{_value(fact)} {fact.quantity.unit}",
            " ".join(part for part in (fact.kind, fact.basis) if part),
            _period(fact.period_from, fact.period_to),
            fact.status,
            fact.comparator,
        )
    return table


def _mentions(extraction: Extraction) -> Table:
    table = _table("Mentions", "kind", "as written", "start", "meaning")
    rows: list[tuple[int, str, str, str]] = []
    rows += [(m.start, "organisation", m.text, f"{m.type}: {m.name}") for m in extraction.organisations]
    rows += [(m.start, "region", m.text, m.code) for m in extraction.regions]
    rows += [(m.start, "date", m.text, _period(m.date_from, m.date_to)) for m in extraction.dates]
    for start, kind, text, meaning in sorted(rows):
        table.add_row(kind, text, str(start), meaning)
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


_BOUNDS = {"over": "> ", "under": "< ", "about": "≈ ", "upto": "≤ ", "": ""}


def _value(fact: MetricFact) -> str:
    sign = "-" if fact.direction == "down" else ""
    return _BOUNDS[fact.quantity.bound] + sign + _number(fact.quantity)


def _number(quantity: Quantity) -> str:
    low = plain_number(quantity.value)
    return low if quantity.value_high is None else f"{low} – {plain_number(quantity.value_high)}"


def _period(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return ""
    if first == last:
        return str(first)
    months = f"{first:%Y-%m} … {last:%Y-%m}" if _whole_months(first, last) else f"{first} … {last}"
    return f"{first:%Y-%m}" if months == f"{first:%Y-%m} … {first:%Y-%m}" else months


def _whole_months(first: dt.date, last: dt.date) -> bool:
    return first.day == 1 and (last + dt.timedelta(days=1)).day == 1
