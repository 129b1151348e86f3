"""Persons and posts: one line a case."""

from __future__ import annotations

import pytest

from extract.organisations import find_persons, find_posts
from tests.organisations.support import found_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工业和信息化部副部长陈立群指出，要抓好落实。", "陈立群"),
        ("华为公司副总裁、数据存储产品线总裁周明远说。", "周明远"),
        ("河南省科技厅厅长王伟表示，成效明显。", "王伟"),
        ("总经理欧阳文海介绍了情况。", "欧阳文海"),
        ("三门峡市委书记徐立在会上讲话。", "徐立"),
        ("研究所所长李建国预测，需求将增长。", "李建国"),
        ("非洲开发银行行长塔赫表示，增长在加快。", "塔赫"),
        ("首席执行官蒂姆·库克宣布了计划。", "蒂姆·库克"),
        ("院士刘明、教授张华出席。", "刘明 张华"),
        ("陈立群指出，要抓好落实。", "陈立群"),
        ("董事长刘强回忆道。", "刘强"),
        ("负责人高度重视。", ""),
        ("主任会议审议了议案。", ""),
        ("部长级会议召开。", ""),
        ("会议指出，要稳中求进。", ""),
        ("方案提出，到2031年建成。", ""),
        ("公司董事长、总经理均已换届。", ""),
        ("副市长于海带队调研。", "于海"),
        ("张明院士作报告。", "张明"),
        ("厂长赵刚和工程师钱进到现场。", "赵刚 钱进"),
    ],
)
def test_persons(text: str, expected: str) -> None:
    assert " ".join(person.text for person in find_persons(text, organisations=found_in(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党组书记、局长王伟", "党组书记/post 局长/post"),
        ("创始人兼首席科学家陶然", "创始人/post 首席科学家/post"),
        ("中国科学院院士刘明", "院士/title"),
        ("常务副总经理", "常务副总经理/post"),
        ("教授级高级工程师", "教授/title 高级工程师/title"),
        ("没有人", ""),
    ],
)
def test_posts(text: str, expected: str) -> None:
    assert " ".join(f"{post.text}/{post.kind}" for post in find_posts(text)) == expected
