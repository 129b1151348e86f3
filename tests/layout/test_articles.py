"""Titles begin articles; headings, mastheads and tables of contents do not."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.layout import lay_out

LEAD = "近日，云溪市统计局发布数据，上半年全市规模以上工业增加值同比增长6.5%，高于全省1.2个百分点。"
OTHER = "赤湖船厂为南方航运公司建造的散货船昨天下水，船长180米，载重6.4万吨，预计明年春天交付使用。"


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        (f"●行业动态\n云溪工业稳步增长\n{LEAD}\n", ["云溪工业稳步增长"]),
        (f"●编者的话\n{LEAD}\n●行业动态\n云溪工业稳步增长\n{LEAD}", ["编者的话", "云溪工业稳步增长"]),
        (f"云溪工业稳步增长\n本报记者 甘棠\n{LEAD}", ["云溪工业稳步增长"]),
        (f"云溪工业稳步增长\n文 / 甘棠\n{LEAD}\n新船下水\n文 / 柳青\n{OTHER}", ["云溪工业稳步增长", "新船下水"]),
        (f"云溪工业稳步增长\n本报讯 {LEAD}\n（云讯）\n新船下水\n本报讯 {OTHER}", ["云溪工业稳步增长", "新船下水"]),
        (f"云溪工业稳步增长\n——上半年数据解读\n甘棠\n{LEAD}", ["云溪工业稳步增长"]),
        (f"云溪工业稳步增长\nIndustry in Yunxi Keeps Growing\n文/甘棠\n{LEAD}", ["云溪工业稳步增长"]),
        (f"云溪日报\n2025年7月3日 星期四 第2版\n云溪工业稳步增长\n本报记者 甘棠\n{LEAD}", ["云溪工业稳步增长"]),
        (f"【云溪工业增长6.5%】{LEAD}\n【新船下水】{OTHER}", ["云溪工业增长6.5%", "新船下水"]),
        (f"云溪工业稳步增长\n{LEAD}\n一、主要指标\n{LEAD}\n二、存在问题\n{LEAD}", ["云溪工业稳步增长"]),
        (LEAD, []),
        ("", []),
    ],
)
def test_titles(source: str, titles: list[str]) -> None:
    assert [article.title for article in lay_out(source).articles] == titles


def test_contents_are_set_apart_and_believed() -> None:
    listed = ["云溪工业稳步增长", "新船下水赤湖沸腾", "专家谈未来产业", "一粒种子的旅行"]
    contents = "目 录\n\n" + "\n".join(
        f"{number:03d} {title}" for number, title in zip((2, 7, 12, 19), listed, strict=True)
    )
    pages = "\n\n\n".join(f"{title}\n{LEAD if number % 2 else OTHER}" for number, title in enumerate(listed))
    layout = lay_out(f"{contents}\n\n\n{pages}\n")
    assert [article.title for article in layout.articles] == listed
    assert sum(passage.kind == "contents" for passage in layout.passages) == 5


def test_article_knows_its_byline_and_date() -> None:
    layout = lay_out(f"云溪工业稳步增长\n本报记者 甘棠\n发布时间：2025-07-03 09:20\n{LEAD}")
    (article,) = layout.articles
    assert (article.byline, article.published_on) == ("本报记者 甘棠", dt.date(2025, 7, 3))
    assert layout.text[article.start : article.end].startswith("云溪工业稳步增长\n")


def test_articles_follow_one_another() -> None:
    layout = lay_out(f"●动态速览\n云溪工业稳步增长\n{LEAD}\n●市场\n新船下水\n{OTHER}")
    first, second = layout.articles
    assert first.end == second.start
    assert second.end == len(layout.text)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("文 / 甘棠 柳青", "byline"),
        ("本报记者 甘棠", "byline"),
        ("本报记者甘棠", "byline"),
        ("责任编辑：甘棠", "furniture"),
        ("（云讯）", "byline"),
        ("图2　云溪重工车间", "caption"),
        ("表1　主要指标", "caption"),
        ("云溪重工董事长甘棠致辞", "caption"),
        ("12", "furniture"),
        ("国际标准刊号: ISSN 0000-0019", "furniture"),
        ("Yunxi Heavy Industries", "foreign"),
        ("一、主要指标", "heading"),
        ("图们江两岸机声隆隆，项目建设热火朝天。", "body"),
        ("文山州今年引进企业32家，到位资金5亿元。", "body"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    layout = lay_out(f"{LEAD}\n{line}\n{LEAD}\n")
    assert [passage.kind for passage in layout.passages] == ["body", kind, "body"]


FLASHES = (
    "3月2日，云溪重工公告，拟投资12亿元建设第三座工厂，项目建设期为24个月，分两期投产。",
    "赤湖乳业消息，公司一季度销售鲜奶3.2万吨，销售收入6.1亿元，均为历史新高，利润也有增长。",
    "据白石港务集团披露，今年1月货物吞吐量820万吨，其中集装箱31.5万标准箱。 (云财网)",
    "云帆机器人宣布完成1.2亿元A轮融资，由赤松创投领投，资金将用于关节模组的研发和量产。",
)


@pytest.mark.parametrize(
    ("source", "articles"),
    [
        # An article of a file of flashes is one item, be its headline above it or in brackets before it.
        (
            [FLASHES[0], "赤湖乳业：一季度销售收入6.1亿元", *FLASHES[1:]],
            [("赤湖乳业：一季度销售收入6.1亿元", FLASHES[1])],
        ),
        ([*FLASHES[:2], f"【吞吐量820万吨】{FLASHES[2]}", FLASHES[3]], [("吞吐量820万吨", FLASHES[2])]),
        # The source in brackets before an item is no headline.
        ([*FLASHES[:3], f"【云财快讯】{FLASHES[3]}"], []),
        # Paragraphs of one article open as news does too, but share their words.
        (
            ["云溪工业稳步增长", "本报记者 甘棠", *[f"{day}日，{LEAD}" for day in range(3, 8)]],
            [("云溪工业稳步增长", f"7日，{LEAD}")],
        ),
    ],
)
def test_items_of_flashes(source: list[str], articles: list[tuple[str, str]]) -> None:
    layout = lay_out("\n".join(source) + "\n")
    assert [
        (article.title, layout.text[article.start : article.end].rstrip().split("\n")[-1].split("】")[-1])
        for article in layout.articles
    ] == articles
