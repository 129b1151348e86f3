"""Gold annotations out of corrections: the sentences that readers have judged row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.corrections.apply import apply_corrections
from extract.corrections.records import Correction
from extract.records import Extraction, MetricFact, Sentence, Span


@dataclass(frozen=True, slots=True)
class _Judged:
    """The places that corrections speak of, by table."""

    places: frozenset[tuple[str, int, int]]

    def all_of(self, table: str, spans: Sequence[Span]) -> bool:
        return all((table, span.start, span.end) in self.places for span in spans)


def gold_lines(extraction: Extraction, corrections: Sequence[Correction]) -> list[dict[str, Any]]:
    """A line for each sentence in which every name, fact and relation has been judged, as corrected.

    A sentence judged in part would count what nobody looked at as wrong, so it gives no line. Times are left out, as
    the report has no marks for them; quantities are as extracted. Offsets inside a line count from its sentence.

    Args:
        extraction: of one document, as it was when it was judged or since.
        corrections: of that document.
    """
    judged = _Judged(frozenset((c.table, c.start, c.end) for c in corrections))
    mended = apply_corrections(extraction, corrections)
    return [
        _line(number, sentence, mended)
        for number, sentence in enumerate(extraction.sentences)
        if _is_judged(sentence, extraction, judged)
    ]


def _is_judged(sentence: Sentence, extraction: Extraction, judged: _Judged) -> bool:
    rows: list[tuple[str, list[Span]]] = [
        ("organisation_mentions", _inside(sentence, extraction.organisations)),
        ("region_mentions", _inside(sentence, extraction.regions)),
        ("metrics", _inside(sentence, [fact.quantity for fact in extraction.metrics])),
        ("relations", _inside(sentence, extraction.relations)),
    ]
    return any(spans for _, spans in rows) and all(judged.all_of(table, spans) for table, spans in rows)


def _inside(sentence: Sentence, spans: Sequence[Span]) -> list[Any]:
    return [span for span in spans if sentence.start <= span.start < sentence.end]


def _line(number: int, sentence: Sentence, extraction: Extraction) -> dict[str, Any]:
    def place(span: Span) -> list[int]:
        return [span.start - sentence.start, span.end - sentence.start]

    quantities = _inside(sentence, extraction.quantities)
    position = {(quantity.start, quantity.end): index for index, quantity in enumerate(quantities)}
    facts = [fact for fact in extraction.metrics if (fact.quantity.start, fact.quantity.end) in position]
    return {
        "s": number,
        "orgs": [[name.text, name.type, place(name)] for name in _inside(sentence, extraction.organisations)],
        "regions": [[name.text, name.code, place(name)] for name in _inside(sentence, extraction.regions)],
        "quantities": [[q.text, q.value, q.value_high, q.unit, q.bound, place(q)] for q in quantities],
        "facts": [_fact(fact, position[fact.quantity.start, fact.quantity.end]) for fact in facts],
        "relations": [
            [relation.subject, relation.predicate, relation.object, *([relation.detail] if relation.detail else [])]
            for relation in _inside(sentence, extraction.relations)
        ],
        "text": sentence.text,
        "start": sentence.start,
    }


def _fact(fact: MetricFact, index: int) -> dict[str, Any]:
    return {
        "q": index,
        "metric": fact.metric,
        "subject": fact.subject.text,
        "subject_kind": fact.subject.kind,
        "from": fact.period_from.isoformat() if fact.period_from else None,
        "to": fact.period_to.isoformat() if fact.period_to else None,
        "kind": fact.kind,
        "basis": fact.basis,
        "status": fact.status,
        **({"direction": fact.direction} if fact.direction == "down" else {}),
    }
