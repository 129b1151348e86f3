"""Facts of headlines: what a headline leaves out, the text below it says."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.sections import Passages
from extract.records import MetricFact
from extract.view import DocumentView

_REACH = 1200


def fill_headlines(view: DocumentView, facts: Sequence[MetricFact]) -> list[MetricFact]:
    """Facts in order, those of headlines with the period (or the body founded) of the fact that repeats them below.

    A headline is a title or heading passage, or stands in 【】. Only a fact with the same value and unit within
    1,200 characters below it counts as a repetition; without one, the period stays unknown.
    """
    filled: list[MetricFact] = []
    passages = Passages(view)
    starts = [fact.quantity.start for fact in facts]
    for index, fact in enumerate(facts):
        if _in_headline(view, passages, fact):
            end = bisect.bisect_right(starts, fact.quantity.start + _REACH)
            fact = _from_repetition(fact, facts[index + 1 : end])
        filled.append(fact)
    return filled


def _from_repetition(fact: MetricFact, later: Sequence[MetricFact]) -> MetricFact:
    for other in later:
        founded = other.metric == fact.metric and "subject.founded" in other.rule
        if founded and _near(fact, other):
            # 「甲公司成立投资公司 注册资本1亿元」: the text below names the body.
            return replace(fact, subject=other.subject, rule=fact.rule + "+headline.subject")
        if fact.period_from is not None:
            continue
        same_unit = other.quantity.dimension == fact.quantity.dimension
        if same_unit and other.period_from is not None and _near(fact, other) and other.kind == fact.kind:
            return replace(
                fact, period_from=other.period_from, period_to=other.period_to, rule=fact.rule + "+headline.period"
            )
    return fact


def _near(fact: MetricFact, other: MetricFact) -> bool:
    """Whether the values agree, a headline's being rounded."""
    return math.isclose(fact.quantity.value, other.quantity.value, rel_tol=0.02)


def _in_headline(view: DocumentView, passages: Passages, fact: MetricFact) -> bool:
    start = fact.quantity.start
    passage = passages.at(start)
    if passage is not None and passage.kind in ("title", "heading"):
        return True
    low = view.text.rfind("【", max(0, start - 120), start)
    return low >= 0 and view.text.find("】", low, start) < 0
