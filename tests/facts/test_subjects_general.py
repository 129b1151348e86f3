"""Whose a figure is: works, publishers, the country, founded firms, goods, persons and kinds of bodies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.views import rows


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("湖南潭州至衡山高铁今天贯通。线路全长210公里。", {"regions": [("湖南", "430000")]}, "湖南潭州至衡山高铁"),
        ("云南青溪机场正式通航。机场海拔2100米。", {"regions": [("云南", "530000")]}, "云南青溪机场"),
        ("央行发布统计报告，今年末，境外机构持有国债2.1万亿元。", {"orgs": [("央行", "finance")]}, "境外机构"),
        ("商务部最新数据显示，消费者购买家电1200万台。", {"orgs": [("商务部", "government")]}, "我国"),
        ("城镇新增就业1200万人，国内生产总值增长5%。", {}, "我国"),
        ("甲木科技公告，公司拟设立乙木新材有限公司，注册资本3亿元。",
         {"orgs": [("甲木科技", "company"), ("乙木新材有限公司", "company")]}, "乙木新材有限公司"),
        ("工业硅价格继续下跌，成交均价每吨9800元。", {}, "工业硅"),
        ("湖南、江西、贵州三省新能源装机9000万千瓦。",
         {"regions": [("湖南", "430000"), ("江西", "360000"), ("贵州", "520000")]}, "湖南、江西、贵州三省"),
        ("国内钾肥年产量680万吨。", {}, "我国"),
        ("远山品牌全年销量23万辆。", {}, "远山品牌"),
    ],
)  # fmt: skip
def test_subject_of_last_value(text: str, given: dict[str, Any], expected: str) -> None:
    facts = rows(text, **given)
    assert facts
    assert facts[-1]["subject"] == expected
