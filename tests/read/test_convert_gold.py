"""The script that compares formats moves gold annotations to what the readers extract."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extract.read import read_document, scan
from scripts.convert_gold import convert, moved_gold

TEXT = "海州专利增长\n海州市上半年新增专利320件，同比增长6.5%。\n全市技术合同成交额达到12亿元，居全省第3位。\n"
GOLD = {
    "s": 1,
    "start": 7,
    "text": TEXT[7:32],
    "regions": [["海州市", "", [7, 10]]],
    "quantities": [["320件", 320, None, "件", "", [17, 21]]],
}


def test_offsets_follow_the_text() -> None:
    extracted = "首页\n" + TEXT.replace("专利320", "专利\n320")
    moved = json.loads(moved_gold(json.dumps(GOLD), TEXT, extracted))
    (start, end) = moved["quantities"][0][-1]
    assert extracted[start:end] == "320件"
    (start, end) = moved["regions"][0][-1]
    assert extracted[start:end] == "海州市"


def test_what_is_lost_is_found_nowhere() -> None:
    moved = json.loads(moved_gold(json.dumps(GOLD), TEXT, "海州专利增长\n"))
    assert moved["quantities"][0][-1][0] > len(TEXT)


LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.mark.parametrize("name", ["gb18030", "docx", "html", pytest.param("pdf", marks=LIBREOFFICE)])
def test_converted_documents_hold_the_text(tmp_path: Path, name: str) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.txt").write_text(TEXT, encoding="utf-8")
    (gold / "a.gold.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    (gold / "manifest.csv").write_text("source,published_on\na.txt,2025-08-29\n", encoding="utf-8")
    convert(gold, tmp_path / "work", name)
    (source_file,) = scan(tmp_path / "work" / name)
    document = read_document(source_file)
    assert "海州市上半年新增专利320件" in document.text
    assert str(document.published_on) == "2025-08-29"
    moved = json.loads((tmp_path / "work" / f"{name}.gold" / "a.gold.jsonl").read_text(encoding="utf-8"))
    start, end = moved["quantities"][0][-1]
    assert document.text[start:end] == "320件"
