"""Where sentences end, as a table, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.segment import split_sentences

CASES = [
    ("plain", "产值增长8.1%。利润下降。", ["产值增长8.1%。", "利润下降。"]),
    ("no end mark", "加快打造算力高地", ["加快打造算力高地"]),
    ("line break", "标题一\n正文开始。", ["标题一", "正文开始。"]),
    ("windows line break", "标题一\r\n\r\n正文。", ["标题一", "正文。"]),
    ("closing quote stays", "他说：“能行。”大家笑了。", ["他说：“能行。”", "大家笑了。"]),
    ("sentences inside a quotation", "“先做。再说。”他答。", ["“先做。", "再说。”", "他答。"]),
    ("short quotation in a clause", "一声“开工！”之后塔吊转动。", ["一声“开工！”之后塔吊转动。"]),
    ("quotation runs on", "他喊出：“再快一点！”的口号。", ["他喊出：“再快一点！”的口号。"]),
    ("bracketed source after the end", "产量增长7%。（云州日报）", ["产量增长7%。", "（云州日报）"]),
    ("end mark in brackets", "该厂（注：已停产。）重新开工。", ["该厂（注：已停产。）重新开工。"]),
    ("end mark in a title", "记者读过《为什么是云州？》一书。", ["记者读过《为什么是云州？》一书。"]),
    ("bracket never closed", "该厂（注：已停产。重新开工。", ["该厂（注：已停产。", "重新开工。"]),
    ("decimal point", "增长3.5倍，达1.2亿元。", ["增长3.5倍，达1.2亿元。"]),
    ("ellipsis goes on", "新增中心18家……这些平台很忙。", ["新增中心18家……这些平台很忙。"]),
    ("run of marks", "真的吗？！太好了！！", ["真的吗？！", "太好了！！"]),
    ("question mark in an address", "见http://a.cn/?id=3的说明。", ["见http://a.cn/?id=3的说明。"]),
    ("latin sentences", "This is short. It works well.", ["This is short.", "It works well."]),
    ("latin abbreviation", "by Dr. Smith and others.", ["by Dr. Smith and others."]),
    ("outer space", "　　责任单位。 \n", ["责任单位。"]),
    ("empty", "", []),
    ("only space", " \n\t", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_sentence_ends(name: str, text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == expected


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("。！？”“（）《》.!?\n a1文"))))
def test_sentences_quote_the_text_and_leave_out_only_white_space(text: str) -> None:
    sentences = split_sentences(text)
    covered = 0
    for sentence in sentences:
        assert text[covered : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end] == sentence.text
        covered = sentence.end
    assert text[covered:].strip() == ""
