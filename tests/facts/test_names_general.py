"""What the metric of a value is called, whatever stands around it; and which quantities state nothing."""

from __future__ import annotations

import pytest

from extract.facts import link_metrics
from extract.facts.naming import trim_name, without_owner
from tests.facts.views import view_of

NAMES = [
    # Grants are called by what is granted, whatever verb gives it.
    ("对新认定的示范企业给予每家最高30万元补助。", ["补助"]),
    ("对通过复核的企业每家补助10万元。", ["补助"]),
    ("对入选的团队一次性给予200万元奖励。", ["一次性奖励"]),
    ("获奖单位给予一等奖30万元、二等奖20万元奖励。", ["一等奖奖励", "二等奖奖励"]),
    ("对新建平台按照设备投资的20%给予补助。", ["补助占设备投资的比例"]),
    # A project is called by its product, its money by the project.
    ("公司将建设年产8万吨高纯石英项目。", ["高纯石英年产能"]),
    ("公司拟9.6亿元投资年产2万吨电子铝箔项目。", ["电子铝箔项目投资", "电子铝箔年产能"]),
    ("一期装置为20万吨/年环氧树脂装置。", ["环氧树脂年产能"]),
    # A name begins with neither means, verb nor pronoun.
    ("以货币方式出资3亿元。", ["出资"]),
    ("此次交易产生投资收益5亿元。", ["投资收益"]),
    ("这标志着全长900公里的铁路全线贯通。", ["全长"]),
    ("安排资金2亿元，但是本地企业贷款增长5%。", ["资金", "本地企业贷款"]),
    # Lists and what goes before them.
    ("其次是风电和光伏，发电量分别为30亿千瓦时和20亿千瓦时。", ["风电发电量", "光伏发电量"]),
    ("新设立日资、韩资和德资企业分别增长3%、4%和5%。", ["新设立日资企业", "新设立韩资企业", "新设立德资企业"]),
    ("粮食产量跃上5万吨新台阶、亩产提高3斤。", ["粮食产量", "亩产"]),
    ("市场规模为20亿元，年增长率为12%。", ["市场规模", "市场规模"]),
    ("全线建成7座10公里以上的隧道。", ["10公里以上的隧道"]),
    ("贸易区实际使用外资80亿元，12家企业完成更新。", ["贸易区实际使用外资", "完成更新企业"]),
]  # fmt: skip

NO_FACTS = [
    "项目每年相当于节约标准煤3万吨，减排二氧化碳8万吨。",
    "本办法自发布之日起施行，有效期2年。",
    "团队在50兆瓦风电项目现场完成测试。",
    "到渗透率10%的时候，行业会分化。",
]

TRIMMED = [
    ("以货币方式出资", "出资"),
    ("由于出口价格", "出口价格"),
    ("在建项目", "在建项目"),
    ("在甲区确诊病例", "甲区确诊病例"),
    ("此次集中开工项目", "集中开工项目"),
    ("有色金属产量", "有色金属产量"),
    ("仍", ""),
    ("这一数字", ""),
    ("", ""),
]

OWNED = [
    ("甲品牌销量", "甲品牌", "销量"),
    ("全资子公司远山材料出资", "远山材料", "出资"),
    ("远山材料", "远山材料", "远山材料"),
    ("对远山材料出资", "远山材料", "对远山材料出资"),
    ("销量", "", "销量"),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_metrics_are_called_by_what_is_measured(text: str, names: list[str]) -> None:
    assert [fact.metric for fact in link_metrics(view_of(text))] == names


@pytest.mark.parametrize("text", NO_FACTS)
def test_these_quantities_state_nothing(text: str) -> None:
    assert link_metrics(view_of(text)) == []


@pytest.mark.parametrize(("words", "trimmed"), TRIMMED)
def test_trim_name(words: str, trimmed: str) -> None:
    assert trim_name(words) == trimmed


@pytest.mark.parametrize(("words", "owner", "rest"), OWNED)
def test_without_owner(words: str, owner: str, rest: str) -> None:
    assert without_owner(words, owner) == rest
