"""Days, stretches, changes between two times, and what is expected, aimed at or met: our own sentences, a line each."""

from __future__ import annotations

import pytest

from extract.facts import link_metrics
from tests.facts.views import dated_view

#: text, day of publication, value, first day, last day, status.
CASES = [
    # What is counted day by day, or begun together, is of the day that its sentence is about.
    ("6月3日，全省铁路发送旅客42万人次。其中，高铁发送31万人次。",
     "2025-06-04", "31万人次", "2025-06-03", "2025-06-03", "actual"),
    ("今天，海州机场预计发送旅客7万人次。", "2025-06-04", "7万人次", "2025-06-04", "2025-06-04", "forecast"),
    ("6月3日，海州市宣布，机场累计发送旅客900万人次。", "2025-06-04", "900万人次", None, None, "actual"),
    ("今天，海州市启动建设储能项目，项目总投资58亿元。", "2025-06-04", "58亿元", "2025-06-04", "2025-06-04", "actual"),
    ("今天，甲机构与9家企业共同发起设立基金，总规模20亿元。",
     "2025-06-04", "20亿元", "2025-06-04", "2025-06-04", "actual"),
    ("6月3日，青石大桥合龙，大桥全长900米。", "2025-06-04", "900米", None, None, "actual"),
    ("6月3日，远帆公司完成3亿美元融资。本轮融资后，估值为29亿美元。",
     "2025-06-04", "29亿美元", "2025-06-03", "2025-06-03", "actual"),
    ("远帆公司（收盘价：5.6元）6月3日晚间公告，获得订单。",
     "2025-06-04", "5.6元", "2025-06-03", "2025-06-03", "actual"),
    # What is held or agreed is not placed by an earlier sentence; 「目前」 after a day is that day.
    ("2018年，远帆公司营收3亿元。股东持股比例为1.7%。", "2025-06-04", "1.7%", None, None, "actual"),
    ("2018年，远帆公司营收3亿元。中标金额2500万元。", "2025-06-04", "2500万元", None, None, "actual"),
    ("截至6月3日，减持时间已过半，目前股东合计持股3000万股。",
     "2025-06-04", "3000万股", "2025-06-03", "2025-06-03", "actual"),
    # Stretches from an event on, whoever it is of, and what began then but is counted on a day.
    ("自该港3月5日复航以来，装卸货物6万吨。", "2025-06-04", "6万吨", "2025-03-05", "2025-06-04", "actual"),
    ("去年11月采暖季以来，该公司供气3亿立方米。", "2025-02-04", "3亿立方米", "2024-11-01", "2025-02-04", "actual"),
    ("海州市从去年实施新规以来关停小厂30家。", "2025-06-04", "30家", "2024-01-01", "2025-06-04", "actual"),
    ("从2020年起，该行业快速发展，截至2024年8月，用户达到2亿户。",
     "2024-10-04", "2亿户", "2024-08-31", "2024-08-31", "actual"),
    ("自2021年以来，全省耕地总量增加60万亩。", "2025-06-04", "60万亩", "2021-01-01", "2025-06-04", "actual"),
    ("自2011年放开以来首次下调，利率降至3%。", "2025-06-04", "3%", None, None, "actual"),
    ("5月，新订单指数为51%，这是3月以来首现回升。出口指数为49%。",
     "2025-06-04", "49%", "2025-05-01", "2025-05-31", "actual"),
    # What a value is measured by or compared with tells nothing of later ones.
    ("上半年，企业新增用工8万人，完成全年目标任务的56%，同比增长9%。",
     "2025-07-04", "9%", "2025-01-01", "2025-06-30", "actual"),
    ("上半年，企业新增用工8万人，完成全年目标任务的56%。", "2025-07-04", "56%", "2025-01-01", "2025-06-30", "actual"),
    ("前三季度，出口3亿元，已超去年全年总值，占全省的33%。", "2025-10-24", "33%", "2025-01-01", "2025-09-30", "actual"),
    ("前8个月，获批药品31个、器械46个，比去年同期分别增长19%和12%。",
     "2025-09-14", "12%", "2025-01-01", "2025-08-31", "actual"),
    # Each change of a sentence runs between the two times that it names.
    ("产值从2013年的5万亿元增加到2023年的9万亿元，占比从12%提高到18%。",
     "2024-06-04", "12%", "2013-01-01", "2013-12-31", "actual"),
    ("产值从2013年的5万亿元增加到2023年的9万亿元，占比从12%提高到18%。",
     "2024-06-04", "18%", "2023-01-01", "2023-12-31", "actual"),
    ("5月新增贷款9000亿元。5月末存款余额140万亿元，同比增长11%。",
     "2025-06-15", "11%", "2025-05-31", "2025-05-31", "actual"),
    # 「上半年」 is that gone by, and 「提前4个月」 no time.
    ("上半年，海州市产值增长6%。", "2024-12-20", "6%", "2024-01-01", "2024-06-30", "actual"),
    ("2024年，用工提前4个月完成年初目标，能耗下降4%。", "2024-12-31", "4%", "2024-01-01", "2024-12-31", "actual"),
    # What others expected is theirs alone; what is over is told as it was; a list of goals goes on past its stops.
    ("8月物价涨幅高于预期的9%，达到9.1%。", "2025-09-04", "9.1%", "2025-08-01", "2025-08-31", "actual"),
    ("8月物价涨幅高于预期的9%，达到9.1%。", "2025-09-04", "9%", "2025-08-01", "2025-08-31", "forecast"),
    ("8月货运量比预期减少25%。", "2025-09-04", "25%", "2025-08-01", "2025-08-31", "actual"),
    ("预计全年产值增加15亿元；前两个月，700个项目完成投资110亿元。",
     "2025-03-28", "110亿元", "2025-01-01", "2025-02-28", "actual"),
    ("今年发展主要预期目标是：产值增长6%；新增用工90万人；物价涨幅3%。",
     "2025-02-28", "90万人", "2025-01-01", "2025-12-31", "target"),
    ("能耗下降5%，高于年初设立的下降3%的目标，产量增长9%。", "2025-09-04", "9%", None, None, "actual"),
    ("能耗下降5%，高于年初设立的下降3%的目标。", "2025-09-04", "3%", None, None, "target"),
    ("利润比原计划增加8%。", "2025-09-04", "8%", None, None, "actual"),
    ("计划续建的116个项目已有90个复工。", "2025-03-04", "90个", None, None, "actual"),
    ("今年全市将有3个园区投产。", "2025-03-04", "3个", "2025-01-01", "2025-12-31", "target"),
    ("甲公司的持股比例将由90%变更为94%。", "2025-02-28", "94%", None, None, "target"),
    ("未来将推广节能灯3万盏。", "2025-02-28", "3万盏", None, None, "target"),
    ("全市查处违反规定精神问题104起。", "2025-02-28", "104起", None, None, "actual"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "published_on", "value", "first", "last", "status"),
    CASES,
    ids=[f"{case[0][:14]}:{case[2]}" for case in CASES],
)
def test_when_and_in_what_sense_a_value_holds(
    text: str, published_on: str, value: str, first: str | None, last: str | None, status: str
) -> None:
    facts = [fact for fact in link_metrics(dated_view(text, published_on)) if fact.quantity.text == value]
    told = [
        (
            fact.period_from and fact.period_from.isoformat(),
            fact.period_to and fact.period_to.isoformat(),
            fact.status,
        )
        for fact in facts
    ]
    assert told == [(first, last, status)]
