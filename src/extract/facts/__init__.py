"""Metric facts: each quantity tied to what it measures, whose it is, when, and in what sense."""

from extract.facts.keys import (
    default_metric_names,
    fact_key,
    find_contradictions,
    metric_key,
    read_metric_names,
    subject_key,
)
from extract.facts.link import link_metrics

__all__ = [
    "default_metric_names",
    "fact_key",
    "find_contradictions",
    "link_metrics",
    "metric_key",
    "read_metric_names",
    "subject_key",
]
