"""Views over hand-given mentions, so that linking is tested apart from finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import spacy
from spacy.tokens import Doc

from extract.dates import find_dates
from extract.facts import link_metrics
from extract.numbers import find_quantities
from extract.records import DateMention, MetricFact, OrganisationMention, PersonMention, RegionMention, Span
from extract.segment import split_sentences
from extract.view import DocumentView

NLP = spacy.blank("zh")


def view_of(
    text: str,
    *,
    published_on: str = "2026-01-20",
    orgs: Sequence[Sequence[str]] = (),
    regions: Sequence[Sequence[Any]] = (),
    times: Sequence[Sequence[str]] = (),
    persons: Sequence[str] = (),
) -> DocumentView:
    """A view whose words are single characters; each mention is found in order of the text.

    Args:
        text: the text.
        published_on: its day, as ISO date.
        orgs: name and type of each.
        regions: name, code and, optionally, whether it is a reference (全省).
        times: text, first and last day, and, optionally, role, granularity and basis.
        persons: names of persons.
    """
    organisations = [
        OrganisationMention(
            start=start, end=start + len(name), text=name, rule="given", type=kind, name=name, confidence=1.0
        )
        for start, (name, kind) in placed(text, orgs)
    ]
    places = [
        RegionMention(
            start=start, end=start + len(given[0]), text=given[0], rule="given", region_id=given[1],
            code=given[1], confidence=1.0, is_reference=len(given) > 2 and given[2],
        )
        for start, given in placed(text, regions)
    ]  # fmt: skip
    dates = [
        DateMention(
            start=start, end=start + len(given[0]), text=given[0], rule="given",
            date_from=dt.date.fromisoformat(given[1]), date_to=dt.date.fromisoformat(given[2]),
            role=given[3] if len(given) > 3 else "period",
            granularity=given[4] if len(given) > 4 else "span",
            basis=given[5] if len(given) > 5 else "explicit",
        )
        for start, given in placed(text, times)
    ]  # fmt: skip
    taken: list[Span] = [*organisations, *dates]
    quantities = [q for q in find_quantities(text) if not any(q.overlaps(span) for span in taken)]
    return DocumentView(
        text=text,
        doc=Doc(NLP.vocab, words=list(text), spaces=[False] * len(text)),
        published_on=dt.date.fromisoformat(published_on),
        sentences=split_sentences(text),
        quantities=quantities,
        dates=dates,
        regions=places,
        organisations=organisations,
        persons=[
            PersonMention(start=start, end=start + len(name), text=name, rule="given", confidence=1.0)
            for start, (name,) in placed(text, [(name,) for name in persons])
        ],
    )


def dated_view(text: str, published_on: str) -> DocumentView:
    """A view whose times are those that are found in the text."""
    found = find_dates(text, dt.date.fromisoformat(published_on))
    times = [
        (date.text, date.date_from.isoformat(), date.date_to.isoformat(), date.role, date.granularity, date.basis)
        for date in found
    ]
    return view_of(text, published_on=published_on, times=times)


def placed(text: str, given: Iterable[Sequence[Any]]) -> list[tuple[int, Sequence[Any]]]:
    """Where each given mention stands, searched for from left to right."""
    found, low = [], 0
    for item in given:
        at = text.index(item[0], low)
        found.append((at, item))
        low = at + len(item[0])
    return found


def row(fact: MetricFact) -> dict[str, Any]:
    """A fact as a row of the case file."""
    cells = {
        "q": fact.quantity.text, "metric": fact.metric, "subject": fact.subject.text,
        "subject_kind": fact.subject.kind, "from": fact.period_from and fact.period_from.isoformat(),
        "to": fact.period_to and fact.period_to.isoformat(), "kind": fact.kind, "basis": fact.basis,
        "direction": fact.direction, "status": fact.status,
    }  # fmt: skip
    return cells | ({"comparator": fact.comparator} if fact.comparator else {})


def rows(text: str, **mentions: Any) -> list[dict[str, Any]]:
    """The rows of a text over given mentions."""
    return [row(fact) for fact in link_metrics(view_of(text, **mentions))]
