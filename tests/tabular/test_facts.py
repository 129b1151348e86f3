"""Facts from the cells of tables."""

from __future__ import annotations

import datetime as dt

import pytest

from extract import Settings, extract_text
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


# (table, its facts as "subject|measure|value unit|kind direction|from"), each shape that bulletins and yearbooks set
SHAPES = [
    (
        "表1　主要指标\n指标\t2024年\t\t2023年\t\n\t总量（亿元）\t增速（%）\t总量（亿元）\t增速（%）\n"
        "工业增加值\t45\t7.3\t42\t-6.9\n",
        [
            "|工业增加值|4500000000.0 元|level|2024-01-01",
            "|工业增加值|7.3 %|growth|2024-01-01",
            "|工业增加值|4200000000.0 元|level|2023-01-01",
            "|工业增加值|6.9 %|growth down|2023-01-01",
        ],
    ),
    (
        "分类\t指标\t单位\t2024年\t比上年增长（%）\n工业\t增加值\t亿元\t5\t7.1\n\t利润总额\t亿元\t3\t-5.2\n农业\t粮食产量\t万吨\t2\t1.5\n",
        [
            "|工业增加值|500000000.0 元|level|2024-01-01",
            "|工业增加值|7.1 %|growth|2024-01-01",
            "|利润总额|300000000.0 元|level|2024-01-01",
            "|利润总额|5.2 %|growth down|2024-01-01",
            "|粮食产量|20000.0 吨|level|2024-01-01",
            "|粮食产量|1.5 %|growth|2024-01-01",
        ],
    ),
    (
        "单位：亿元\n指标\t2022\t2023\n财政收入\t80\t85\n",
        ["|财政收入|8000000000.0 元|level|2022-01-01", "|财政收入|8500000000.0 元|level|2023-01-01"],
    ),
    (
        "指标\t2024年10月\t同比±%\t2024年1—10月\t同比±%\n发电量（亿千瓦时）\t12\t3.1\t120\t4.2\n",
        [
            "|发电量|1200000000.0 千瓦时|level|2024-10-01",
            "|发电量|3.1 %|growth|2024-10-01",
            "|发电量|12000000000.0 千瓦时|level|2024-01-01",
            "|发电量|4.2 %|growth|2024-01-01",
        ],
    ),
    (
        "指标\t2024年\t2023年\t同比增减\n产量（万吨）\t30\t28\t+7.1%\n",
        [
            "|产量|300000.0 吨|level|2024-01-01",
            "|产量|280000.0 吨|level|2023-01-01",
            "|产量|7.1 %|growth|2024-01-01",
        ],
    ),
    (
        "指标\t海州市\t云溪县\n总产值（亿元）\t10\t2\n增速（%）\t6.1\t5.7\n",
        [
            "海州市|总产值|1000000000.0 元|level|None",
            "云溪县|总产值|200000000.0 元|level|None",
            "海州市|总产值|6.1 %|growth|None",
            "云溪县|总产值|5.7 %|growth|None",
        ],
    ),
    (
        "2024年汽车销量（万辆）\n企业\t销量\t同比\n远行汽车\t4\t41.3%\n",
        ["远行汽车|销量|40000.0 辆|level|2024-01-01", "远行汽车|销量|41.3 %|growth|2024-01-01"],
    ),
    (
        "序号\t地区\t总产值（亿元）\t位次\n1\t海州市\t10\t1\n2\t青川乡\t2\t3\n",
        [
            "海州市|总产值|1000000000.0 元|level|None",
            "海州市|总产值|1.0 |rank|None",
            "青川乡|总产值|200000000.0 元|level|None",
            "青川乡|总产值|3.0 |rank|None",
        ],
    ),
    (
        "| 2024年主要指标 | | |\n| --- | --- | --- |\n| 指标 | 单位 | 2024年 |\n"
        "| 一、工业 | | |\n| 增加值 | 亿元 | 5 |\n",
        ["|工业增加值|500000000.0 元|level|2024-01-01"],
    ),
    (
        "指标\t总量\n地区生产总值\t1 234.5亿元\n进出口\t约300亿元\n税收\t下降5.2%\n投资\t↑6.1%\n"
        "登记企业\t12.3万户①\n利润\t—\n",
        [
            "|地区生产总值|123450000000.0 元|level|None",
            "|进出口|30000000000.0 元|level|None",
            "|税收|5.2 %|growth down|None",
            "|投资|6.1 %|growth|None",
            "|登记企业|123000.0 户|level|None",
        ],
    ),
    (
        "指标名称\t2024年实际完成总量（亿元）\t比上年同期增长（%）\n出口\t3\t1\n",
        ["|出口|300000000.0 元|level|2024-01-01", "|出口|1.0 %|growth|2024-01-01"],
    ),
    ("产品\t2024年产量（万吨）\n粗钢\t3\n", ["|粗钢产量|30000.0 吨|level|2024-01-01"]),
    (
        "类别\t产品\t产量（万吨）\t增长（%）\n钢铁\t粗钢\t3\t2\n\t钢材\t4\t-0.5\n",
        [
            "|粗钢产量|30000.0 吨|level|None",
            "|粗钢产量|2.0 %|growth|None",
            "|钢材产量|40000.0 吨|level|None",
            "|钢材产量|0.5 %|growth down|None",
        ],
    ),
    ("项目\t金额（亿元）\n预算收入\t8\n注：快报数。\n", ["|预算收入|800000000.0 元|level|None"]),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_shapes(text: str, expected: list[str]) -> None:
    assert [
        f"{fact.subject.text}|{fact.metric}|{fact.quantity.value} {fact.quantity.unit}|"
        f"{f'{fact.kind} {fact.direction}'.strip()}|{fact.period_from}"
        for fact in facts(text)
    ] == expected


def test_what_the_text_makes_of_cells_is_dropped() -> None:
    extraction = extract_text(
        "指标\t总量\n产值\t12亿元，增长3%\n产值12亿元\t甲\n", settings=Settings(recogniser="rules")
    )
    assert all("\t" not in fact.metric for fact in extraction.metrics)


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
