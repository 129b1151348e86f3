"""Periods and status across clauses, sentences and the parts of a report: our own sentences, a line each."""

from __future__ import annotations

import pytest

from extract.dates import find_dates
from extract.facts import link_metrics
from tests.facts.views import view_of

REVIEW = (
    "过去一年，我们扎实推进各项工作，经济稳中有进。主要表现在，海州省生产总值达到3.2万亿元、增长5.4%。\n"
    "民生保障得到有效加强，城镇新增就业61万人。\n"
)
GOALS = (
    "二、今年工作总体要求\n今年发展主要预期目标是：生产总值增长5%左右；城镇新增就业60万人以上。\n"
    "安排专项债券1200亿元。扎实推进民生实事，我们新建幼儿园80所。\n"
)

#: text, day of publication, then value, first day, last day and status of each fact that is looked at.
CASES = [
    (REVIEW, "2026-02-03", [("3.2万亿元", "2025-01-01", "2025-12-31", "actual"),
                            ("5.4%", "2025-01-01", "2025-12-31", "actual"),
                            ("61万人", "2025-01-01", "2025-12-31", "actual")]),
    (REVIEW.replace("过去一年，", "") + GOALS, "2026-02-03",
     [("61万人", "2025-01-01", "2025-12-31", "actual"), ("5%左右", "2026-01-01", "2026-12-31", "target"),
      ("60万人以上", "2026-01-01", "2026-12-31", "target"), ("1200亿元", "2026-01-01", "2026-12-31", "target"),
      ("80所", "2026-01-01", "2026-12-31", "target")]),
    ("今天（6月8日），青松大桥正式通车，大桥全长8公里，设计时速80公里。", "2025-06-30",
     [("8公里", None, None, "actual"), ("80公里", None, None, "actual")]),
    ("3月5日，海州市举行招商大会。大会共签约项目36个。", "2025-03-06",
     [("36个", "2025-03-05", "2025-03-05", "actual")]),
    ("3月5日，远帆公司被罚款30万元。", "2025-03-06", [("30万元", "2025-03-05", "2025-03-05", "actual")]),
    ("远帆公司成立于2018年，注册资本3000万元。", "2025-03-06", [("3000万元", None, None, "actual")]),
    ("自2016年5月开通以来，班列累计运送货物80万吨。", "2025-03-06",
     [("80万吨", "2016-05-01", "2025-03-06", "actual")]),
    ("该电站计划2028年投产。年平均发电量将达12亿千瓦时。", "2025-03-06", [("12亿千瓦时", None, None, "forecast")]),
    ("截至3月20日，该省提前完成2亿吨产量目标任务，产量位居全国第一。", "2025-03-21",
     [("第一", "2025-03-20", "2025-03-20", "actual")]),
    ("海州市进出口值从2019年的300亿元升至2022年的450亿元，增幅50%。", "2023-03-06",
     [("300亿元", "2019-01-01", "2019-12-31", "actual"), ("450亿元", "2022-01-01", "2022-12-31", "actual"),
      ("50%", "2019-01-01", "2022-12-31", "actual")]),
    ("海州市2026年将新制定标准50项以上。参与制定国际标准20项以上。", "2026-03-31",
     [("20项以上", "2026-01-01", "2026-12-31", "target")]),
    ("3月5日，远帆集团召开例会，会上宣布项目复工率为91%；复工人数3万人。", "2025-03-06",
     [("91%", "2025-03-05", "2025-03-05", "actual"), ("3万人", "2025-03-05", "2025-03-05", "actual")]),
    ("该油田累计采出原油2亿吨，相当于2024年全国产量的96%。该盆地已探明资源20亿吨。", "2025-03-06",
     [("20亿吨", None, None, "actual")]),
    ("“十四五”时期，海州省居民人均可支配收入年均增长6%以上。", "2026-02-03",
     [("6%以上", "2021-01-01", "2025-12-31", "actual")]),
    # Goals that were met open no goals; those of a plan run for its years, those of the year for the year.
    ("过去一年，我们扎实推进改革，统筹发展，加快落实民生实事，完成全年主要目标任务。\n物价上涨0.3%。\n", "2026-02-03",
     [("0.3%", "2025-01-01", "2025-12-31", "actual")]),
    (REVIEW + "二、“十五五”时期主要目标任务\n——绿色发展。森林覆盖率达到35%。\n三、今年工作安排\n年底前开通路口40个。\n",
     "2026-02-03", [("35%", "2026-01-01", "2030-12-31", "target"), ("40个", "2026-12-31", "2026-12-31", "target")]),
    (REVIEW + "“十四五”时期，海州省新增高铁300公里。\n一年来，海州省新增企业8万家。\n", "2026-02-03",
     [("300公里", "2021-01-01", "2025-12-31", "actual"), ("8万家", "2025-01-01", "2025-12-31", "actual")]),
    ("2025年，海州省生产总值增长5%，年末失业率降到5.2%，物价上涨0.4%。", "2026-02-03",
     [("5.2%", "2025-12-31", "2025-12-31", "actual"), ("0.4%", "2025-01-01", "2025-12-31", "actual")]),
    # A plan's day holds for the list of its aims, until something is reported.
    ("到2027年，陶瓷装备制造业水平明显提高。\n创新能力显著提升。突破关键部件50种以上。\n——应用更加普及。建成示范工厂30家。\n"
     "截至目前，已建成示范工厂8家。\n", "2025-03-06",
     [("50种以上", "2027-12-31", "2027-12-31", "target"), ("30家", "2027-12-31", "2027-12-31", "target"),
      ("8家", None, None, "actual")]),
    # What opens with a bare verb and bounds what it asks for orders it.
    ("推动算力基础设施发展，算力规模达到12EFLOPS。先进存储占比达到30%以上。", "2025-03-06",
     [("12EFLOPS", None, None, "target"), ("30%以上", None, None, "target")]),
    # A time in a goal's name, or of the first of two values, is not that of what follows.
    ("2025年，海州市落实2030年碳达峰目标。能耗下降3%。", "2026-03-06", [("3%", "2025-01-01", "2025-12-31", "actual")]),
    ("海州市保税区由2014年的2个增至11个，完成进出口45亿元。", "2024-03-06",
     [("2个", "2014-01-01", "2014-12-31", "actual"), ("11个", None, None, "actual"), ("45亿元", None, None, "actual")]),
    ("2025年，货物由过去的50种增加到现在的90种。", "2025-03-06",
     [("50种", None, None, "actual"), ("90种", None, None, "actual")]),
    ("截至2024年底，机架总规模达65万架，近5年年均增速超过30%，算力规模18EFLOPS。", "2025-05-31",
     [("超过30%", "2020-05-31", "2025-05-31", "actual"), ("18EFLOPS", "2024-12-31", "2024-12-31", "actual")]),
    ("今天（8月9日）公布的数据显示，7月份，海州市消费价格上涨2.8%。其中，食品价格上涨9%，涨幅扩大0.8个百分点。",
     "2025-08-31",
     [("9%", "2025-07-01", "2025-07-31", "actual"), ("0.8个百分点", "2025-07-01", "2025-07-31", "actual")]),
    ("2025年，海州市工业利润由上年下降2%转为增长8%，用电量增长5%。", "2026-02-06",
     [("2%", "2024-01-01", "2024-12-31", "actual"), ("8%", "2025-01-01", "2025-12-31", "actual"),
      ("5%", "2025-01-01", "2025-12-31", "actual")]),
    ("2025年，海州市推进改革，启动面向2030年的科技项目，新设园区6个。", "2026-02-06",
     [("6个", "2025-01-01", "2025-12-31", "actual")]),
    # What a planned deal comes to is planned.
    ("远帆公司拟收购海州材料60%股权。本次交易总金额9000万元，收购完成后，远帆公司持有海州材料60%的股权。", "2025-03-06",
     [("9000万元", None, None, "target"), ("60%", None, None, "target")]),
    ("工程投产后，可使年产量从30亿立方米提升至45亿立方米。", "2025-03-06", [("45亿立方米", None, None, "forecast")]),
    ("虚拟服装销售额2024年达到25亿元。", "2025-03-06", [("25亿元", "2024-01-01", "2024-12-31", "actual")]),
    ("远帆公司拟收购海州材料。本次交易前，甲公司持有海州材料60%股权。", "2025-03-06", [("60%", None, None, "actual")]),
    ("矿石价格或突破35万元。", "2025-03-06", [("突破35万元", None, None, "forecast")]),
    ("2024年，贸易额5亿元，由2023年居世界第四位上升为第三位；新增就业980万人。", "2025-03-06",
     [("980万人", "2024-01-01", "2024-12-31", "actual")]),
    ("2024年11月职位数降至1060万个，降幅创2020年4月份以来最大。入职率升至3%。", "2025-03-06",
     [("3%", "2024-11-01", "2024-11-30", "actual")]),
    ("【远帆公司：豁免债务3亿元 将增加净资产】远帆公司公告，银行豁免债务2亿元。", "2025-03-06",
     [("2亿元", None, None, "actual")]),
    ("项目计划总投资48亿元。", "2025-03-06", [("48亿元", None, None, "target")]),
    ("远帆公司公告，拟定增募资不超过2亿元。", "2025-03-06", [("不超过2亿元", None, None, "target")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published_on", "expected"), CASES, ids=[case[0][:16].strip() for case in CASES])
def test_a_value_holds_for_its_period(
    text: str, published_on: str, expected: list[tuple[str, str | None, str | None, str]]
) -> None:
    view = view_of(text, published_on=published_on)
    found = find_dates(text, view.published_on)
    times = [
        (date.text, date.date_from.isoformat(), date.date_to.isoformat(), date.role, date.granularity, date.basis)
        for date in found
    ]
    facts = {fact.quantity.text: fact for fact in link_metrics(view_of(text, published_on=published_on, times=times))}
    for value, first, last, status in expected:
        fact = facts[value]
        held = (fact.period_from and fact.period_from.isoformat(), fact.period_to and fact.period_to.isoformat())
        assert (value, *held, fact.status) == (value, first, last, status)
