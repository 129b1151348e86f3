"""On annotated documents, which are nearly clean, layout repair must not break a mention or lose one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extract.layout import lay_out

SHARED = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
GOLD = sorted((SHARED / "gold" / "dev").glob("*.gold.jsonl")) if SHARED.is_dir() else []


@pytest.mark.skipif(not GOLD, reason="no annotated documents beside the repository; set EXTRACT_SHARED")
def test_every_mention_lies_unbroken_in_the_reading_text() -> None:
    broken = []
    for path in GOLD:
        source = path.with_name(path.name.replace(".gold.jsonl", ".txt")).read_text(encoding="utf-8")
        layout = lay_out(source)
        place = {layout.source_span(at, at + 1)[0]: at for at in range(len(layout.text))}
        for line in path.read_text(encoding="utf-8").splitlines():
            sentence = json.loads(line)
            for kind in ("orgs", "regions", "times", "quantities"):
                for mention in sentence.get(kind, []):
                    start, end = mention[-1]
                    at = [place.get(offset, -1) for offset in range(start, end) if not source[offset].isspace()]
                    if -1 in at or at != sorted(at) or at[-1] - at[0] >= end - start:
                        broken.append((path.name, mention[0]))
    assert broken == []
