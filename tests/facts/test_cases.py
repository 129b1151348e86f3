"""Sentences of our own, of every document kind, with the rows that they must give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.facts.views import rows

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_rows_of_a_case(case: dict[str, Any]) -> None:
    found = rows(
        case["text"],
        published_on=case["published_on"],
        orgs=case["orgs"],
        regions=case["regions"],
        times=case["times"],
    )
    assert found == case["facts"]


def test_cases_cover_every_document_kind() -> None:
    sentences = sum(case["text"].count("。") or 1 for case in CASES)
    kinds = {case["id"].rsplit("-", 1)[0] for case in CASES}
    assert sentences >= 250
    assert kinds >= {"newsletter", "report", "broadcast", "flash", "journal", "policy", "story", "mixed"}
