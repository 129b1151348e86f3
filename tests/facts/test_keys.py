"""Keys of facts and metric names."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import LexiconError
from extract.facts import (
    default_metric_names,
    fact_key,
    find_contradictions,
    link_metrics,
    metric_key,
    read_metric_names,
)
from extract.records import MetricFact
from tests.facts.views import view_of

REGIONS = [["四川", "510000"]]
YEAR = [["2025年", "2025-01-01", "2025-12-31"]]


def only(text: str, index: int = 0) -> MetricFact:
    return link_metrics(view_of(text, regions=REGIONS, times=YEAR))[index]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("规上工业增加值", "规模以上工业增加值"),
        ("规模工业增加值", "规模以上工业增加值"),
        ("GDP", "地区生产总值"),
        ("全市生产总值", "地区生产总值"),
        ("R&D经费投入强度", "全社会研发投入强度"),
        ("归母净利", "归属于上市公司股东的净利润"),
        ("累计实现营业收入", "营收"),
        ("国家级专精特新“小巨人”企业", "专精特新“小巨人”企业"),
        ("ＧＤＰ", "GDP"),
        ("社零总额", "社会消费品零售总额"),
        ("新能源车产量", "新能源汽车产量"),
    ],
)
def test_names_of_one_metric_share_a_key(one: str, other: str) -> None:
    assert metric_key(one) == metric_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工业增加值", "规模以上工业增加值"),
        ("研发投入", "研发投入强度"),
        ("净利润", "归母净利润"),
        ("出口", "进出口总额"),
    ],
)
def test_names_of_two_metrics_do_not(one: str, other: str) -> None:
    assert metric_key(one) != metric_key(other)


def test_users_extend_the_names(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,key\n算力底座规模,算力规模\n", encoding="utf-8")
    names = {**default_metric_names(), **read_metric_names(path)}
    assert metric_key("算力底座规模", names) == metric_key("算力规模", names)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("a,b\n", "columns name and key"),
        ("name,key\nGDP,\n", "line 2"),
        ("name,key\nGDP,甲\nGDP,乙\n", "second key"),
    ],
)
def test_a_broken_table_of_names_is_refused(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        read_metric_names(path)


def test_one_statement_in_two_wordings_has_one_key() -> None:
    one = only("2025年，四川规上工业增加值同比增长6.8%。")
    other = only("四川2025年规模以上工业增加值增速达6.8%，同比提高。")
    assert fact_key(one) != ""
    assert fact_key(one) == fact_key(only("2025年四川规模以上工业增加值同比增长6.8%。"))
    assert one.metric != other.metric
    assert metric_key(one.metric) == metric_key(other.metric)


@pytest.mark.parametrize(
    ("texts", "contradict"),
    [
        (["2025年，四川地区生产总值6.8万亿元。", "2025年，四川GDP达7.4万亿元。"], True),
        (["2025年，四川地区生产总值6.8万亿元。", "2025年，四川GDP达6.81万亿元。"], False),
        (["2025年，四川地区生产总值6.8万亿元。", "2025年，四川GDP突破6万亿元。"], False),
        (["2025年，四川地区生产总值6.8万亿元。", "2025年，四川进出口7.4万亿元。"], False),
    ],
)
def test_contradictions_are_listed(texts: list[str], contradict: bool) -> None:
    found = find_contradictions(only(text) for text in texts)
    assert bool(found) is contradict
    assert all(len(facts) == 2 for facts in found.values())
