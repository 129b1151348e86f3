"""Confidence of mentions: a probability that rises with the scores."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract.organisations.confidence import calibrated, load_weights
from extract.records import OrganisationMention


def _mention(confidence: float, rule: str = "grammar:full") -> OrganisationMention:
    return OrganisationMention(
        start=0, end=4, text="云州大学", rule=rule, type="university", name="云州大学", confidence=confidence
    )


@pytest.mark.parametrize("rule", ["grammar:full", "lexicon", "model", "repeated", "a rule of tomorrow"])
def test_confidence_rises_with_the_scores_and_stays_a_probability(rule: str) -> None:
    told = [calibrated(_mention(score, rule)) for score in (0.0, 0.1, 0.5, 0.9, 0.999, 1.0)]
    assert all(low <= high for low, high in pairwise(told)) and told[0] < told[-1]
    assert told[0] > 0 and told[-1] < 1


def test_scores_are_not_taken_at_their_word() -> None:
    # Fitted on annotated documents: rules and model err together, so sums of their scores are too sure at both ends.
    assert 0 < load_weights()["log_odds"] < 1
