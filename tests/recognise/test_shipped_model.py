"""The model that ships: score floors on sentences of our own, and answers that do not depend on their company."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.recognise import evaluate, load_recogniser
from extract.recognise.labels import read_labelled
from extract.recognise.scoring import Evaluation

LABELLED = Path(__file__).parent / "own_sentences.jsonl"
# May be raised, and is not lowered without a word in the changelog.
FLOORS = [("organisation span", 0.96), ("organisation typed", 0.92), ("region", 0.97), ("person", 0.90)]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(load_recogniser("project"), LABELLED)


@pytest.mark.parametrize(("name", "floor"), FLOORS)
def test_score_floors(evaluation: Evaluation, name: str, floor: float) -> None:
    assert next(score.f1 for score in evaluation.scores if score.name == name) >= floor


def test_answers_do_not_depend_on_the_sentences_around() -> None:
    recogniser = load_recogniser("project")
    sentences = [sentence.text for sentence in read_labelled(LABELLED)]
    together = recogniser.recognise(sentences)
    assert recogniser.recognise(sentences[::-1])[::-1] == together
    for size in (1, 7):
        parts = [recogniser.recognise(sentences[start : start + size]) for start in range(0, len(sentences), size)]
        assert [candidates for part in parts for candidates in part] == together


def test_all_models_stay_small() -> None:
    models = Path(__file__).parents[2] / "models"
    assert sum(path.stat().st_size for path in models.rglob("*") if path.is_file()) < 40_000_000
