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
    # A bare head is its kin's: of trade, of contracts, of a stretch of road, of a class of prizes.
    ("服务贸易总额80亿元。其中，出口30亿元，进口50亿元。", ["服务贸易总额", "服务贸易出口", "服务贸易进口"]),
    ("外贸进出口总额80亿元，其中出口30亿元。", ["外贸进出口总额", "出口"]),
    ("承接外包合同额90亿元，执行额60亿元。", ["外包合同额", "外包执行额"]),
    ("新增高速公路里程200公里，总里程突破6000公里。", ["新增高速公路里程", "高速公路总里程"]),
    ("曾获省科技进步奖一等奖1项、二等奖3项。", ["获省科技进步奖一等奖", "获省科技进步奖二等奖"]),
    ("单位地区生产总值能耗和用水量分别下降3%、4%。", ["单位地区生产总值能耗", "单位地区生产总值用水量"]),
    # A stake is called by its deal and its firm.
    ("公司拟通过子公司收购远山材料60%股权。", ["收购远山材料股权"]),
    ("公司向海州控股转让其持有的远山材料2%的股权。", ["转让远山材料股权"]),
    ("股东将其持有的公司5%股份转让给海州控股，总金额为3亿元。", ["转让公司股份", "转让公司股份总金额"]),
    # What the clause before says something of, where this one has no name.
    ("研发经费规模和强度实现历史性突破，达到300亿元，位居第二。", ["研发经费规模", "研发经费规模"]),
    ("全省经济总量连跨两个万亿元台阶，年均增长5.6%。", ["经济总量"]),
    # The value of long ago and that of today are of one thing.
    ("森林面积由十年前的31亿亩增加到现在的34亿亩。", ["森林面积", "森林面积"]),
    ("进出口商品从500多种拓展到3000种。", ["进出口商品", "进出口商品"]),
    ("预计进口总额将回归20%的年增长率。", ["进口总额"]),
    ("销售猪3万头，收入5亿元，同比变动分别为11%、21%。", ["销售猪", "收入", "销售猪", "收入"]),
    ("低保标准提高到每月720元。", ["低保标准"]),
    ("推进16个省级重点项目建设。", ["省级重点项目"]),
    ("公司净利预增30%。", ["净利"]),
    ("铝价年涨幅超过85%。", ["铝价"]),
    ("全市科创板公司有59家。", ["科创板公司"]),
    ("首批修复的重点项目包括甲湿地、乙林场等6个。", ["首批修复的重点项目"]),
    ("新引育90名国家级、150名省级科技人才。", ["新引育国家级科技人才", "省级科技人才"]),
    ("培育5家年产值过亿元的智能化供应商。", ["年产值过亿元的智能化供应商"]),
    ("已覆盖45个大类和85%以上的工业门类。", ["覆盖大类", "工业门类"]),
    ("推动100项以上基础共性、场景应用等标准研制。", ["基础共性、场景应用等标准研制"]),
    ("建设10个左右具有影响力的公共服务平台。", ["具有影响力的公共服务平台"]),
    ("联合体中标6.36亿元水运工程等项目。", ["中标水运工程等项目"]),
    # Grants of several years, and shares of what they are reckoned on.
    ("对新增企业，分三年给予60万元奖励，第一年给予30万元。", ["奖励", "第一年奖励"]),
    ("按照设备投资的30%，提供财政补助。", ["财政补助占设备投资的比例"]),
    ("按照不超过所获投资额10%的比例，给予最高100万元扶持。", ["扶持占所获投资额的比例", "扶持"]),
    ("贸易区实际使用外资80亿元，12家企业完成更新。", ["贸易区实际使用外资", "完成更新企业"]),
]  # fmt: skip

NO_FACTS = [
    "项目每年相当于节约标准煤3万吨，减排二氧化碳8万吨。",
    "本办法自发布之日起施行，有效期2年。",
    "团队在50兆瓦风电项目现场完成测试。",
    "到渗透率10%的时候，行业会分化。",
    "对年应纳税所得额不到100万元的部分，减半征收所得税。",
    "之后将依次调查其他4家问题企业。",
    "企业年营业收入达到2000万元以上或年纳税额达到200万元以上、每年保持增长的，给予房租补贴。",
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
    ("供给能力不断提升我国数据产量", "我国", "数据产量"),
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
