"""Gold lines of sentences that were judged as a whole."""

from __future__ import annotations

from typing import Any

from extract.corrections import gold_lines
from extract.records import Extraction
from tests.corrections.test_apply import NEWS, correction, extraction_of
from tests.report.published import TEXTS


def lines(*corrections: Any) -> list[dict[str, Any]]:
    extraction: Extraction = extraction_of(NEWS)
    return gold_lines(extraction, corrections)


REGION = correction(NEWS, "region_mentions", "江苏省", "right")
FALL = correction(NEWS, "metrics", "1.5%", "mended", changed={"value": 1.6, "metric": "出口总额"})


def test_a_sentence_judged_in_part_gives_no_line() -> None:
    assert lines() == []
    assert lines(REGION) == []
    assert lines(FALL) == []


def test_a_sentence_judged_as_a_whole_gives_a_line_as_corrected() -> None:
    (line,) = lines(REGION, FALL)
    assert (line["s"], line["start"], line["orgs"], line["relations"]) == (0, 0, [], [])
    assert line["regions"] == [["江苏省", "320000", [8, 11]]]
    assert line["quantities"] == [["1.5%", 1.6, None, "%", "", [16, 20]]]
    assert line["facts"] == [
        {
            "q": 0, "metric": "出口总额", "subject": "江苏省", "subject_kind": "region", "from": "2026-03-01",
            "to": "2026-03-31", "kind": "growth", "basis": "yoy", "status": "actual", "direction": "down",
        }
    ]  # fmt: skip


def test_quotes_stand_where_the_line_says() -> None:
    (line,) = lines(REGION, FALL)
    assert TEXTS[NEWS].startswith(line["text"], line["start"])
    for quoted in [*line["regions"], *line["quantities"]]:
        start, end = quoted[-1]
        assert line["text"][start:end] == quoted[0]


def test_a_wrong_fact_leaves_its_quantity() -> None:
    (line,) = lines(REGION, correction(NEWS, "metrics", "1.5%", "wrong"))
    assert line["facts"] == []
    assert len(line["quantities"]) == 1
