"""Scores and reliability of a recogniser whose answers are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.errors import ModelError
from extract.recognise import evaluate
from extract.records import EntityCandidate


class _Fixed:
    """Finds 云州大学 as a company in one sentence, and a place that is none in the other."""

    def recognise(self, sentences: Sequence[str]) -> list[list[EntityCandidate]]:
        found = (("云州大学", 0, 4, "ORG.company", 0.9), ("产值", 0, 2, "REGION", 0.4))
        return [
            [EntityCandidate(text=text, start=start, end=end, label=label, confidence=confidence, rule="fixed")]
            for text, start, end, label, confidence in found
        ]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    lines = [{"text": "云州大学说", "entities": [[0, 4, "ORG.university"]]}, {"text": "产值增长", "entities": []}]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


SCORES = [("organisation span", 1.0), ("organisation typed", 0.0), ("region", 0.0), ("person", 0.0)]


@pytest.mark.parametrize(("name", "f1"), SCORES)
def test_scores(labelled: Path, name: str, f1: float) -> None:
    score = next(score for score in evaluate(_Fixed(), labelled).scores if score.name == name)
    assert score.f1 == f1
    assert score.f1_low <= score.f1 <= score.f1_high or score.n_gold == 0


def test_reliability(labelled: Path) -> None:
    rows = [(row.low, row.n, row.share_right) for row in evaluate(_Fixed(), labelled).reliability]
    assert rows == [(0.0, 1, 0.0), (0.9, 1, 1.0)]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not exist"):
        evaluate(_Fixed(), tmp_path / "none.jsonl")
