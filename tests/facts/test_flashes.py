"""Flashes on firms: who acts, holds and deals; stakes; changes by both ends; results, rounds and shares of a market."""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.views import rows


def orgs(*names: str) -> dict[str, Any]:
    """Mentions of firms, in order of the text."""
    return {"orgs": [(name, "company") for name in names]}


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        # The last of a chain acts; a child through which a firm buys acts, one through which it holds does not.
        ("石木科技公告，全资子公司甲木证券的参股子公司乙木证券拟增加注册资本6亿元。",
         orgs("石木科技", "甲木证券", "乙木证券"), [("增加注册资本", "乙木证券")]),
        ("石木科技公告，公司参投的产业基金甲木基金拟出资3000万元。",
         orgs("石木科技", "甲木基金"), [("出资", "甲木基金")]),
        ("石木科技宣布，集团间接全资附属公司甲木投资以6亿元收购乙木管理55%股权。",
         orgs("石木科技", "甲木投资", "乙木管理"),
         [("收购乙木管理股权", "甲木投资"), ("收购乙木管理股权", "甲木投资")]),
        ("石木科技拟通过子公司甲木国际以现金方式购买丙木机电60%的股权。", orgs("石木科技", "甲木国际", "丙木机电"),
         [("购买丙木机电股权", "甲木国际")]),
        ("该项目由甲木地产、乙木集团和丙木股份开发，持股分别为20%、30%和50%。",
         orgs("甲木地产", "乙木集团", "丙木股份"),
         [("持股", "甲木地产"), ("持股", "乙木集团"), ("持股", "丙木股份")]),
        ("甲木科技、乙木科技分别拥有B类股份的33%和42%。", orgs("甲木科技", "乙木科技"),
         [("拥有B类股份", "甲木科技"), ("拥有B类股份", "乙木科技")]),
        # Who holds: an agent, a shareholder told of by the share, one whom a notice is from, one before a bracket.
        ("石木科技成立。该公司由甲木品牌关联公司乙木控股100%控股。",
         orgs("石木科技", "乙木控股"), [("控股石木科技", "乙木控股")]),
        ("石木建设由甲木管理持股80%，由乙木企业持股20%。", orgs("石木建设", "甲木管理", "乙木企业"),
         [("持股石木建设", "甲木管理"), ("持股石木建设", "乙木企业")]),
        ("石木科技公告，持股9.4%的股东甲木基金拟减持不超1%。", orgs("石木科技", "甲木基金"),
         [("持股", "甲木基金"), ("减持", "甲木基金")]),
        ("石木科技公告，公司接到持股5%以上股东甲木基金函告，此次解除质押735万股。", orgs("石木科技", "甲木基金"),
         [("解除质押", "甲木基金")]),
        ("石木科技公告，公司股东何平川于近日将原质押的公司股份120万股解除质押。",
         orgs("石木科技"), [("解除质押", "何平川")]),
        ("发起方包括石木集团旗下甲木投资（持股35%）、乙木汽车（持股7%）等。", orgs("石木集团", "甲木投资", "乙木汽车"),
         [("持股", "甲木投资"), ("持股", "乙木汽车")]),
        # Stakes: the deal may stand behind, and hold for a list.
        ("石木科技公告，公司拟将全资子公司甲木建材100%股权，以协议方式转让给乙木新材。",
         orgs("石木科技", "甲木建材", "乙木新材"), [("转让甲木建材股权", "石木科技")]),
        ("石木电力公告，公司以所持甲木风电70%股权、乙木风电80%股权向丙木能源增资。",
         orgs("石木电力", "甲木风电", "乙木风电", "丙木能源"),
         [("所持甲木风电股权", "石木电力"), ("所持乙木风电股权", "石木电力")]),
        # Both ends of a change, whatever the verb.
        ("甲木证券的持股比例由90%变更为94%，乙木证券的持股比例由10%稀释到6%。", orgs("甲木证券", "乙木证券"),
         [("持股比例", "甲木证券")] * 2 + [("持股比例", "乙木证券")] * 2),
        ("石木科技毛利率略有好转，由1.3%升至1.5%。", orgs("石木科技"), [("毛利率", "石木科技")] * 2),
        # A verb or 占 inside a name.
        ("石木科技以27%的市占率稳居首位，比第二名的甲木能源高出9个百分点。", orgs("石木科技", "甲木能源"),
         [("市占率", "石木科技")] * 4),
        ("石木科技、甲木科技市占率分别为31%和28%。",
         orgs("石木科技", "甲木科技"), [("市占率", "石木科技"), ("市占率", "甲木科技")]),
        ("石木科技回购股份751万股，约占公司目前总股本的3.9%。", orgs("石木科技"),
         [("回购股份", "石木科技"), ("回购股份占公司目前总股本", "石木科技")]),
        ("石木科技营业总收入46亿元；净利润9亿元。",
         orgs("石木科技"), [("营业总收入", "石木科技"), ("净利润", "石木科技")]),
        # Backers of a round are not those backed; whoever sends the news is not whom it tells of.
        ("石木机器人完成2亿元B轮融资，由甲木资本领投，乙木创投跟投，投后估值20亿元。",
         orgs("石木机器人", "甲木资本", "乙木创投"), [("B轮融资", "石木机器人"), ("投后估值", "石木机器人")]),
        ("潮汐网消息，石木合金 近日发布业绩预告，预计净利8000万元。", orgs("潮汐网"), [("净利", "石木合金")]),
        ("潮汐汇讯，石木设院(300001.SZ)公布，公司累计回购股份386万股。", orgs("潮汐汇"), [("回购股份", "石木设院")]),
        ("据广东省工业和信息化厅介绍，动力电池回收量5.5万吨。", {"orgs": [("广东省工业和信息化厅", "government")]},
         [("动力电池回收量", "广东")]),
        ("【石木研究：全球手机芯片出货量增长3% 营收增长17%】", {"regions": [("全球", "")]},
         [("手机芯片出货量", "全球"), ("手机芯片营收", "全球")]),
    ],
)  # fmt: skip
def test_metrics_and_subjects(text: str, given: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert [(row["metric"], row["subject"]) for row in rows(text, **given)] == expected


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("石木科技营收12亿美元，高于市场预期的11亿美元；净利润3亿美元。", ["actual", "forecast", "actual"]),
        ("石木科技预计2026年亏损1.6亿元，而2024年则录得盈利470万元。", ["forecast", "actual"]),
        ("石木科技持股比例将由90%变更为94%。", ["actual", "target"]),
    ],
)
def test_statuses(text: str, statuses: list[str]) -> None:
    times = [(year, f"{year[:4]}-01-01", f"{year[:4]}-12-31") for year in ("2026年", "2024年") if year in text]
    assert [row["status"] for row in rows(text, times=times, **orgs("石木科技"))] == statuses
