"""Names completed: by what those counted do, by what a list shares, and by the thing that a bare measure is of."""

from __future__ import annotations

import pytest

from extract.facts import link_metrics
from tests.facts.views import view_of

# fmt: off
NAMES = [
    # What those counted do says which are meant; adverbs, partners and places do not.
    ("26个城市启动了医保结算试点。", ["启动医保结算试点城市"]),
    ("已有120家企业完成了数字化改造。", ["完成数字化改造企业"]),
    ("与40个共建国家先后签署了海关合作协定。", ["签署海关合作协定共建国家"]),
    ("90多家物流企业日前在论坛现场签约。", ["签约物流企业"]),
    ("先后向15个国家提供医疗援助。", ["提供医疗援助国家"]),
    ("两家车间停用设备，7名检修人员在事故中受伤。", ["车间停用设备", "受伤检修人员"]),
    ("还有11个省份未能实现减排目标。", ["未能实现减排目标省份"]),
    # Counts that stand together do the same.
    ("涉及14个领域230个事项实现“免申即享”。", ["实现“免申即享”领域", "实现“免申即享”事项"]),
    ("36个贫困县和1.1万个贫困村全部摘帽。", ["摘帽贫困县", "摘帽贫困村"]),
    # What the last of a list ends in is shared by all: a measure, a rate's matter, what 的 joins.
    ("煤炭、矿石和成品油销售量分别增长5%、6%和7%。", ["煤炭销售量", "矿石销售量", "成品油销售量"]),
    ("国省道改造和农村公路建设投资增速分别为18%、27%。", ["国省道改造投资", "农村公路建设投资"]),
    ("冰箱、集成电路出口分别增长23%和18%。", ["冰箱出口", "集成电路出口"]),
    ("农村、城镇居民收入分别增长6%和5%。", ["农村居民收入", "城镇居民收入"]),
    ("公路货运量和水路货运量分别为3亿吨、2亿吨。", ["公路货运量", "水路货运量"]),
    ("新房和二手房价格上涨的城市分别有33个和40个。", ["新房价格上涨的城市", "二手房价格上涨的城市"]),
    ("用于科技、卫生和体育事业的支出分别为7亿元、5亿元和3亿元。",
     ["用于科技事业的支出", "卫生事业的支出", "体育事业的支出"]),
    # The members stand before the word that tells them apart, the verb after it.
    ("对东盟、欧盟分别出口12亿元、9亿元。", ["对东盟出口", "对欧盟出口"]),
    ("煤炭和钢铁分别完成去产能任务的10%和17%。", ["煤炭完成去产能任务", "钢铁完成去产能任务"]),
    ("钢铁、煤炭退出产能分别为13万吨和7万吨，仅占任务量的30%和29%。",
     ["钢铁退出产能", "煤炭退出产能", "钢铁退出产能占任务量", "煤炭退出产能占任务量"]),
    # A bare measure is of the trade that the clause before says something of; a rate of others, of what grew before.
    ("机器人产业加快发展，产量达3万台，增长20%。", ["机器人产量", "机器人产量"]),
    ("民爆业稳步增长，产值达30亿元。", ["民爆业产值"]),
    ("示范企业发展较快，产值达30亿元。", ["产值"]),
    ("餐饮收入增长3%。其他九个城市平均下降2%。", ["餐饮收入", "餐饮收入"]),
    ("远山牌市场份额为20%。海澜牌以12%排名第三。", ["远山牌市场份额"] * 3),
    ("海澜牌以31%的市占率稳居第一。", ["市占率", "市占率"]),
    # What 的 joins to a list's first member holds for all of its kind.
    ("企业主导制定的国际标准有2项、国家标准9项、专利7项。",
     ["企业主导制定的国际标准", "企业主导制定的国家标准", "专利"]),
    # What belongs to the verb is no part of a name.
    ("林区麋鹿的数量现在有250头左右。", ["林区麋鹿的数量"]),
    ("居民消费价格指数则下降0.5%。", ["居民消费价格指数"]),
    ("建成一个总面积约211公顷的湿地。", ["总面积"]),
    ("市场共计20家电池企业实现装车配套。", ["实现装车配套电池企业"]),
    ("一共有六个省份出现了两位数的回落。", ["出现两位数的回落省份"]),
    ("海澜资本的持股比例将由71%变更为83%。", ["海澜资本的持股比例", "海澜资本的持股比例"]),
    ("远山一号拟增资10亿元。", ["增资"]),
    ("我矿已实现减员112人。", ["减员"]),
    # Nothing that says which: a value follows, all goes on as it should, or it is brought about.
    ("25家平台企业完成投资30亿元。", ["平台企业", "投资"]),
    ("12个试点项目稳步推进。", ["试点项目"]),
    ("推动200家企业与30家医院达成采购合作。", ["企业", "医院"]),
    ("8家企业的负责人就行业标准交流。", ["企业的负责人"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_name_is_whole(text: str, names: list[str]) -> None:
    facts = link_metrics(view_of(text))
    assert [fact.metric for fact in facts] == names
