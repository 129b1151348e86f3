"""Things as subjects: what opens a clause, what goes on about it, what it is made of, and what it is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.views import rows

NATION = {"regions": [("我国", "CN")]}


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        # A thing opens its clause; its property is what follows, and later properties go on about it.
        ("巡检无人机双轴云台精度达到0.02度，连续工作时间大于6小时。", {},
         [("双轴云台精度", "巡检无人机"), ("连续工作时间", "巡检无人机")]),
        ("国内先进的眼底影像辅助诊断系统对常见病的检出率超过93%，误报率低于2%。", {},
         [("对常见病的检出率", "眼底影像辅助诊断系统"), ("误报率", "眼底影像辅助诊断系统")]),
        ("未来，数字化车间的运营成本降低18%，能源利用率提高9%。", {},
         [("运营成本", "数字化车间"), ("能源利用率", "数字化车间")]),
        ("骨钉类耗材单套价格降至2万元左右。", {}, [("单套价格", "骨钉类耗材")]),
        # A thing with a name has counts of its own, and goes by its kind's name later.
        ("我国“远帆”号载人潜水器下潜90次。", NATION, [("下潜", "“远帆”号载人潜水器")]),
        ("我国新一代运载火箭青山五号试车成功。青山五号运载能力超过20吨，起飞重量近600吨。", NATION,
         [("运载能力", "青山五号"), ("起飞重量", "青山五号")]),
        ("我国自主研制的高原浮空发电系统试飞。该系统升空高度1500米左右。", NATION,
         [("升空高度", "高原浮空发电系统")]),
        ("这款新下线的折叠电动汽车，续航里程已达420公里。", {}, [("续航里程", "折叠电动汽车")]),
        ("远帆客滚船昨天交付。这艘船船宽28米，最大航速23节。", {},
         [("船宽", "远帆客滚船"), ("最大航速", "远帆客滚船")]),
        # What it is made of is the whole's.
        ("赤岭射电望远镜落成。它由直径6米的天线单元、300块面板组成。", {},
         [("天线单元直径", "赤岭射电望远镜"), ("面板", "赤岭射电望远镜")]),
        # A kind is not the name, and what a work is called one of is not another work.
        ("云岭最大跨度的跨海大桥--青溪大桥通车，大桥全长3300米。", {"regions": [("云岭", "")]}, [("全长", "青溪大桥")]),
        ("青溪高铁控制性工程——赤岭特大桥合龙。大桥全长850米。", {"regions": [("青溪", ""), ("赤岭", "")]},
         [("全长", "赤岭特大桥")]),
        ("全省规模最大的风电项目——海州青溪海上风电项目并网。该项目总装机容量800兆瓦。", {"regions": [("海州青溪", "")]},
         [("总装机容量", "海州青溪海上风电项目")]),
        ("青山五号运载火箭全长60米，是本省造的首枚液体运载火箭，近地轨道运载能力不少于10吨。", {},
         [("全长", "青山五号运载火箭"), ("近地轨道运载能力", "青山五号运载火箭")]),
        ("口腔支架集采开标，平均价格降至900元。本次集采共12家企业中选。", {},
         [("平均价格", "口腔支架集采"), ("企业中选", "口腔支架集采")]),
        # Trade in things, and what a place has of them, stays with the nation or the place.
        ("我国工业机器人密度达470台。", NATION, [("工业机器人密度", "我国")]),
        ("我国新能源汽车产量1200万辆，光缆线路长度7000万公里。", NATION,
         [("新能源汽车产量", "我国"), ("光缆线路长度", "我国")]),
        ("海州市加大投入。“一站式”服务办结率98%。", {"regions": [("海州市", "")]}, [("一站式服务办结率", "海州市")]),
    ],
)  # fmt: skip
def test_things(text: str, given: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert [(row["metric"], row["subject"]) for row in rows(text, **given)] == expected
