"""Facts from the cells of tables."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.dates import find_dates
from extract.layout import lay_out
from extract.numbers import find_quantities
from extract.records import MetricFact, RegionMention
from extract.tabular import facts_from_tables

BULLETIN = """表1　2025年规模以上工业主要指标
单位：亿元
指标\t绝对数\t比上年增长（%）
工业总产值\t462.3\t7.9
其中：特种纸\t118.5\t-2.5
利润总额\t-3.1\t—
"""
YEARS = """粮食产量（万吨）
年份\t粮食产量（万吨）\t播种面积（万亩）
2023\t32.5\t51
2024年\t33.1\t52
"""
PLACES = """| 地区 | 新增专利（件） | 位次 |
| --- | --- | --- |
| 海州市 | 320 | 1 |
| 云溪县 | 1,280 | 2 |
"""
UNITS = """2026年主要预期目标
指标\t单位\t2026年目标
研发经费投入\t亿元\t35
高新技术企业\t家\t120
"""


def facts(text: str) -> list[MetricFact]:
    layout = lay_out(text)
    regions = [
        RegionMention(start=at, end=at + 3, text=name, rule="test", region_id=name, code="", confidence=1.0)
        for name in ("海州市", "云溪县")
        if (at := layout.text.find(name)) >= 0
    ]
    return facts_from_tables(
        layout.tables,
        published_on=dt.date(2026, 2, 26),
        find_quantities=find_quantities,
        find_dates=find_dates,
        regions=regions,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BULLETIN,
            [
                ("工业总产值", 46_230_000_000, "元", "level", "", "", "2025-01-01"),
                ("工业总产值", 7.9, "%", "growth", "yoy", "", "2025-01-01"),
                ("特种纸", 11_850_000_000, "元", "level", "", "", "2025-01-01"),
                ("特种纸", 2.5, "%", "growth", "yoy", "down", "2025-01-01"),
                ("利润总额", -310_000_000, "元", "level", "", "", "2025-01-01"),
            ],
        ),
        (
            YEARS,
            [
                ("粮食产量", 325_000, "吨", "level", "", "", "2023-01-01"),
                ("播种面积", 510_000, "亩", "level", "", "", "2023-01-01"),
                ("粮食产量", 331_000, "吨", "level", "", "", "2024-01-01"),
                ("播种面积", 520_000, "亩", "level", "", "", "2024-01-01"),
            ],
        ),
        (
            UNITS,
            [
                ("研发经费投入", 3_500_000_000, "元", "level", "", "", "2026-01-01"),
                ("高新技术企业", 120, "家", "level", "", "", "2026-01-01"),
            ],
        ),
        ("甲\t乙\n丙\t丁\n", []),
        ("1\t2\n3\t4\n", []),
    ],
)
def test_facts(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [
        (
            fact.metric, fact.quantity.value, fact.quantity.unit, fact.kind, fact.basis, fact.direction,
            str(fact.period_from),
        )
        for fact in facts(text)
    ] == expected  # fmt: skip


def test_subjects_from_row_heads() -> None:
    found = [(fact.subject.text, fact.metric, fact.quantity.value, fact.kind) for fact in facts(PLACES)]
    assert ("海州市", "新增专利", 320, "level") in found
    assert ("云溪县", "新增专利", 1280, "level") in found


def test_provenance_is_the_cell() -> None:
    text = lay_out(BULLETIN).text
    for fact in facts(BULLETIN):
        assert text[fact.quantity.start : fact.quantity.end] == fact.quantity.text


def test_subject_from_the_caption() -> None:
    text = "海州市云溪县2025年专利情况\n指标\t绝对数（件）\n发明专利\t320\n"
    assert [(fact.subject.text, fact.period_from) for fact in facts(text)] == [("云溪县", dt.date(2025, 1, 1))]


def test_targets() -> None:
    assert {fact.status for fact in facts(UNITS)} == {"target"}
