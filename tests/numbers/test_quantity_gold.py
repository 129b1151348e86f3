"""Score floors on the gold annotations, where they are at hand (EXTRACT_SHARED, or ../shared)."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path

import pytest

from extract.numbers import find_quantities
from extract.records import Quantity

SHARED = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
GOLD = sorted((SHARED / "gold" / "dev").glob("*.gold.jsonl"))
ALIASES = {"公里": "千米", "㎡": "平方米", "kg": "千克", "公斤": "千克"}


def _unit(unit: str) -> str:
    folded = unit.replace(" ", "").casefold()
    return ALIASES.get(folded, folded)


@pytest.mark.skipif(not GOLD, reason="no gold annotations beside the repository")
def test_quantities_on_gold() -> None:
    spans = values = bounds = found_total = gold_total = 0
    for path in GOLD:
        text = path.with_name(path.name.replace(".gold.jsonl", ".txt")).read_text(encoding="utf-8")
        found = find_quantities(text)
        found_total += len(found)
        for line in path.read_text(encoding="utf-8").splitlines():
            for _, value, high, unit, bound, (start, end) in json.loads(line).get("quantities", []):
                gold_total += 1
                spans += any((q.start, q.end) == (start, end) for q in found)

                def same(q: Quantity, at: tuple[int, int] = (start, end), want: object = (value, high, unit)) -> bool:
                    low, top, name = want  # type: ignore[misc]
                    return (
                        q.start < at[1]
                        and at[0] < q.end
                        and math.isclose(q.value, low, rel_tol=1e-3)
                        and (q.value_high is None) == (top is None)
                        and (top is None or math.isclose(q.value_high or 0, top, rel_tol=1e-3))
                        and _unit(q.unit) == _unit(name)
                    )

                match = next((q for q in found if same(q)), None)
                values += match is not None
                bounds += match is not None and match.bound == bound
    assert 2 * values / (found_total + gold_total) >= 0.99
    assert 2 * spans / (found_total + gold_total) >= 0.98
    assert bounds / values >= 0.98
