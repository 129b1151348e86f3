"""Metric facts: each quantity tied to what it measures, whose it is, when, and in what sense."""

from extract.facts.link import link_metrics

__all__ = ["link_metrics"]
