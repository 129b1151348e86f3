"""How sure a fact is."""

from __future__ import annotations

from extract.records import MetricFact


def estimate_confidence(fact: MetricFact) -> float:
    """A probability that value, metric and subject are right."""
    return 0.8
