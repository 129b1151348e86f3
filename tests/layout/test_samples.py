"""The sample documents: their articles, and sentences that their layout breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.layout import Layout, lay_out
from extract.read import read_document, scan

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


def layout_of(source: str) -> Layout:
    (source_file,) = (found for found in scan(RAW) if found.source == source)
    return lay_out(read_document(source_file).text)


def test_samples_are_of_every_kind() -> None:
    documents = [read_document(source_file) for source_file in scan(RAW)]
    assert len(documents) >= 8
    assert {document.published_on_basis for document in documents} >= {"manifest", "filename", "text"}
    assert "gb18030" in {document.encoding for document in documents}
    assert all(800 <= len(document.text) <= 3_000 for document in documents)


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        (
            "岭南科创快讯-2025-09.txt",
            [
                "编者的话",
                "我国储能装机规模再上台阶",
                "一座“老工矿城”的绿色转身",
                "江西明确先进陶瓷产业发展目标",
                "数据窗",
            ],
        ),
        (
            "沿海产业报-2025-11-18.txt",
            [
                "江苏打造海上风电装备集群",
                "山东新能源汽车出口突破20万辆",
                "四川前10月工业投资增长11.4%",
                "武汉光谷再添国际合作平台",
            ],
        ),
        ("科创纵横-2026-1.txt", ["让深海“看得见”", "一粒种子的数字旅程", "湖南：中试平台架起“创新桥”"]),
        ("专访沈岚.txt", ["“把机器人送进每一间康复室”"]),
        ("云州区政府工作报告.txt", ["政府工作报告"]),
        ("广播新闻-2026-04-15.txt", []),
    ],
)
def test_articles(source: str, titles: list[str]) -> None:
    assert [article.title for article in layout_of(source).articles] == titles


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("沿海产业报-2025-11-18.txt", "构建“一带三园”的产业布局，把江苏建成全国重要的海上风电装备基地。"),
        ("沿海产业报-2025-11-18.txt", "公司在泰国罗勇府投资3.2亿美元建设的工厂将于明年二季度投产"),
        ("科创纵横-2026-1.txt", "图像分辨率较上一代提高了2.5倍"),
        ("科创纵横-2026-1.txt", "不到国外同类产品的二分之一。"),
        ("科创纵横-2026-1.txt", "共享仪器设备近千台（套），原值18.6亿元。"),
    ],
)
def test_broken_sentences(source: str, sentence: str) -> None:
    assert sentence in layout_of(source).text


def test_table_of_the_bulletin() -> None:
    (table,) = layout_of("2025年衢江统计公报.txt").tables
    assert (table.caption, table.unit) == ("表1　2025年规模以上工业主要指标", "亿元")
    assert [cell.text for cell in table.rows[4]] == ["新材料", "74.8", "-2.5"]
