"""What holds of linking whatever the sentence: offsets, order, reasons, confidence, carrying over."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.facts import link_metrics
from extract.facts.link import report_links
from tests.facts.views import rows, view_of

PIECES = [
    "\n",
    *[
        "2025年，",
        "四川",
        "规上工业增加值",
        "同比增长",
        "6.8%",
        "，",
        "达到",
        "1.2万亿元",
        "、",
        "分别",
        "和",
        "占",
        "的比重",
        "。",
        "（",
        "）",
    ],
]
PIECES += [
    "其中",
    "高于全国",
    "0.9个百分点",
    "新增",
    "35家",
    "企业",
    "“远帆”号",
    "从",
    "提高到",
    "每",
    "【",
    "】",
    "；",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_offsets_and_chances_hold_over_arbitrary_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    view = view_of(text)
    facts = link_metrics(view)
    assert [fact.quantity.start for fact in facts] == sorted({fact.quantity.start for fact in facts})
    for fact in facts:
        assert fact.quantity in view.quantities
        assert fact.metric
        assert 0 < fact.confidence < 1
        assert text[fact.quantity.start : fact.quantity.end] == fact.quantity.text
        if fact.metric_start is not None and fact.metric_end is not None:
            assert 0 <= fact.metric_start < fact.metric_end <= len(text)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("团队历时6年攻克难题。", ["duration"]),
        ("厚度为3微米，相当于头发丝直径的1/20。", ["equivalence"]),
        ("对年营业收入2000万元以上的企业开展培训。", ["condition"]),
        ("这艘船由两艘740兆瓦机组驱动。", ["embedded"]),
        ("会议围绕三个方面展开。", ["listing"]),
    ],
)
def test_quantities_that_are_no_facts_have_a_reason(text: str, reasons: list[str]) -> None:
    found = [reason for _, reason in report_links(view_of(text)).declined]
    assert set(reasons) <= set(found)


def test_every_quantity_is_a_fact_or_declined() -> None:
    view = view_of("对规模10亿元以上的项目，每户补助3万元，2年内投入5亿元，建成厂房12万平方米。")
    report = report_links(view)
    told = {fact.quantity.start for fact in report.facts} | {start for start, _ in report.declined}
    assert told == {quantity.start for quantity in view.quantities}


def subjects(text: str, **mentions: Any) -> list[str]:
    return [found["subject"] for found in rows(text, **mentions)]


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        (
            "吉林省上半年增长5.2%的是工业产值。\n出口额达32亿元。",
            {"regions": [["吉林省", "220000"]]},
            ["吉林省", ""],
        ),
        (
            "宏川公司产值达8亿元。该公司拥有员工300人。",
            {"orgs": [["宏川公司", "company"]]},
            ["宏川公司", "宏川公司"],
        ),
        (
            "宏川精密股份有限公司（以下简称“宏川精密”）投产。宏川精密产值达8亿元。",
            {"orgs": [["宏川精密股份有限公司", "company"], ["宏川精密", "company"], ["宏川精密", "company"]]},
            ["宏川精密股份有限公司"],
        ),
        (
            "据省统计局介绍，吉林省出口额达32亿元。",
            {"orgs": [["省统计局", "government"]], "regions": [["吉林省", "220000"]]},
            ["吉林省"],
        ),
    ],
)
def test_subjects_are_carried_and_named_in_full(text: str, mentions: dict[str, Any], expected: list[str]) -> None:
    assert subjects(text, **mentions) == expected


@pytest.mark.parametrize(
    ("text", "times", "expected"),
    [
        ("2025年，产值8亿元。目前，园区拥有企业30家。", [["2025年", "2025-01-01", "2025-12-31"]], ["2025-01-01", None]),
        ("产值8亿元，高于2024年的6亿元。", [["2024年", "2024-01-01", "2024-12-31"]], [None, "2024-01-01"]),
        ("2025年产值8亿元，出口2亿元。", [["2025年", "2025-01-01", "2025-12-31"]], ["2025-01-01", "2025-01-01"]),
        (
            "3月5日，公司发布消息，产值8亿元。",
            [["3月5日", "2026-03-05", "2026-03-05", "period", "day"]],
            [None],
        ),
    ],
)
def test_periods_are_carried_where_the_text_means_it(
    text: str, times: list[list[str]], expected: list[str | None]
) -> None:
    assert [found["from"] for found in rows(text, times=times)] == expected
