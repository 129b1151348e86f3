"""How sure a fact is: a logistic model over the rules that made it.

The weights stand in ``lexicons/facts/confidence.csv`` and are fitted on annotated documents by
``scripts/fit_fact_confidence.py`` (label: value, metric and subject right). A rule that is not in the table counts as
the mean rule of its kind.
"""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Iterable, Mapping
from importlib import resources

from extract.errors import LexiconError
from extract.records import MetricFact

_FLOOR, _CEILING = 0.02, 0.98


def estimate_confidence(fact: MetricFact) -> float:
    """The probability, between 0 and 1, that value, metric and subject of a fact are right."""
    weights = load_weights()
    score = weights["bias"] + sum(weights.get(feature, 0.0) for feature in confidence_features(fact))
    return round(min(max(1 / (1 + math.exp(-score)), _FLOOR), _CEILING), 3)


def confidence_features(fact: MetricFact) -> Iterable[str]:
    """What the model looks at: the rules for metric and subject, kind, and signs of a name read too far."""
    for rule in fact.rule.split("+"):
        if rule.startswith(("metric.", "subject.")):
            yield rule
    yield f"kind={fact.kind}"
    yield f"status={fact.status}"
    yield f"subject={fact.subject.kind or 'none'}"
    if len(fact.metric) > 18:
        yield "metric>18"
    if len(fact.metric) <= 2:
        yield "metric<=2"


@functools.cache
def load_weights() -> Mapping[str, float]:
    """The shipped weights by feature; ``bias`` is always there.

    Raises:
        LexiconError: a line is not a feature and a number, or the bias is missing.
    """
    name = "lexicons/facts/confidence.csv"
    path = resources.files("extract") / "lexicons" / "facts" / "confidence.csv"
    weights: dict[str, float] = {}
    for number, row in enumerate(csv.DictReader(path.read_text(encoding="utf-8").splitlines()), start=2):
        try:
            weights[row["feature"]] = float(row["weight"])
        except (KeyError, TypeError, ValueError) as error:
            raise LexiconError(f"{name}, line {number}: write a feature and a number ({error})") from error
    if "bias" not in weights:
        raise LexiconError(f"{name}: the feature 'bias' is missing; run scripts/fit_fact_confidence.py")
    return weights
