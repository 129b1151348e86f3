"""A run honours the corrections, and a change of them is a reason to extract anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.corrections import Correction, add_corrections
from extract.extractor import Extractor, PlainDocument
from extract.settings import Settings

TEXT = "2025年，云岭能源有限公司营业收入12.6亿元，同比增长8.1%。"
RULES = Settings(recogniser="rules")


def test_the_extractor_honours_corrections_of_its_document(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    start = TEXT.index("8.1%")
    wrong = Correction(source="甲.txt", table="metrics", start=start, end=start + 4, text="8.1%", verdict="wrong")
    add_corrections(path, [wrong])
    extractor = Extractor(replace(RULES, corrections=str(path)))
    kept = extractor.extract(PlainDocument(TEXT, source="乙.txt"))
    corrected = extractor.extract(PlainDocument(TEXT, source="甲.txt"))
    assert "8.1%" in [fact.quantity.text for fact in kept.metrics]
    assert corrected.metrics == tuple(fact for fact in kept.metrics if fact.quantity.text != "8.1%")


def test_the_content_of_the_file_is_part_of_the_version(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text("", encoding="utf-8")
    settings = replace(RULES, corrections=str(path))
    versions = [Extractor(RULES).version, Extractor(settings).version]
    add_corrections(path, [Correction(source="a", table="metrics", start=0, end=1, text="1", verdict="wrong")])
    versions.append(Extractor(settings).version)
    assert len(set(versions)) == 3
