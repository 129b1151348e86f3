"""Reprints are recognised; articles on one subject are not taken for one another."""

from __future__ import annotations

import time

import pytest

from extract.duplicates import find_duplicates

FIRST = (
    "海州市上半年新增专利320件，同比增长6.5%。记者从市科技局获悉，全市技术合同成交额达到12亿元，居全省第三位，"
    "高新技术企业总数突破四百家。下半年，该市还将新建两个中试基地，推动更多成果走向市场，服务本地装备制造企业。"
)
OTHER = (
    "云溪县上半年新增专利52件，同比增长4.1%。县科技局介绍，全县技术合同成交额达到1.3亿元，新认定高新技术企业十一家，"
    "科技特派员服务乡村的次数比去年同期多了三成，农民学会了用无人机巡田，粮食单产也有所提高。"
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([FIRST, OTHER], [None, None]),
        ([FIRST, FIRST], [None, 0]),
        ([FIRST, OTHER, FIRST + OTHER[:20]], [None, None, 0]),
        ([FIRST, FIRST.replace("海州市", "我市")], [None, 0]),
        ([FIRST, "本报讯 " + FIRST.replace("，", ", ").replace("320件", "三百二十件")], [None, 0]),
        ([FIRST, FIRST[: len(FIRST) // 3]], [None, None]),
        ([OTHER, FIRST, OTHER, FIRST], [None, None, 0, 1]),
        (["", "", "，。"], [None, None, None]),
        (["短讯", "短讯", "短信"], [None, 0, None]),
        ([], []),
    ],
)
def test_find_duplicates(texts: list[str], expected: list[int | None]) -> None:
    assert find_duplicates(texts) == expected


def test_many_texts_take_little_time() -> None:
    texts = [FIRST.replace("320", str(number)) + str(number) * 40 + OTHER[number % 40 :] for number in range(1500)]
    started = time.process_time()
    find_duplicates(texts)
    assert time.process_time() - started < 10
