"""How sure a mention is: the scores of rules and model on the scale of how often they were right.

Scores add up as if rules and model erred apart, which they do not; a logistic model over the score and the kind of rule
mends that. Its weights stand in ``lexicons/organisations/confidence.csv`` and are fitted on annotated documents by
``scripts/fit_organisation_confidence.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from extract.errors import LexiconError
from extract.organisations.lexicon import read_rows
from extract.records import OrganisationMention

BIAS, LOG_ODDS = "bias", "log_odds"
_BOUND = 0.995


def calibrated(mention: OrganisationMention) -> float:
    """The probability, between 0 and 1, that exactly this stretch is an organisation.

    Args:
        mention: its confidence as the sum of scores has it.
    """
    weights = load_weights()
    score = sum(weights.get(feature, 0.0) * value for feature, value in confidence_features(mention).items())
    return round(1 / (1 + math.exp(-score)), 3)


def confidence_features(mention: OrganisationMention) -> Mapping[str, float]:
    """What the model looks at: the log-odds that scores give, and whether grammar, lexicon, model … proposed it."""
    sure = min(max(mention.confidence, 1 - _BOUND), _BOUND)
    rule = "rule=" + mention.rule.partition(":")[0]
    return {BIAS: 1.0, LOG_ODDS: math.log(sure / (1 - sure)), rule: 1.0}


@cache
def load_weights() -> Mapping[str, float]:
    """The shipped weights by feature.

    Raises:
        LexiconError: a line is not a feature and a number, or bias or log-odds are missing.
    """
    weights: dict[str, float] = {}
    for line, (feature, weight) in read_rows("confidence.csv", ("feature", "weight")):
        try:
            weights[feature] = float(weight)
        except ValueError as error:
            raise LexiconError(f"confidence.csv:{line}: {weight!r} is no number") from error
    if not {BIAS, LOG_ODDS} <= weights.keys():
        raise LexiconError("confidence.csv: bias or log_odds is missing; run scripts/fit_organisation_confidence.py")
    return weights
