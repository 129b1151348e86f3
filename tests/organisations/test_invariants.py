"""What holds for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.organisations import find_persons
from extract.organisations.combine import combine
from extract.organisations.grammar import Candidate
from extract.records import EntityCandidate
from tests.organisations.support import found_in

PIECES = [
    "河南省", "三门峡市", "科学技术局", "有限公司", "（益阳）", "（", "）", "《", "》", "“", "”", "以下简称",
    "华为", "北京大学", "人民医院", "省", "市", "财政厅", "、", "，", "。", "\n", "与", "的", "董事长", "王伟",
    "说", "ABC", " ", "2031", "集团", "科技", "部",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_mentions_are_spans_of_the_text_in_order_and_apart(text: str) -> None:
    organisations = found_in(text)
    persons = find_persons(text, organisations=organisations)
    for mention in [*organisations, *persons]:
        assert text[mention.start : mention.end] == mention.text != ""
        assert 0.0 <= mention.confidence <= 1.0
    for mentions in (organisations, persons):
        assert all(left.end <= right.start for left, right in pairwise(mentions))
    assert not any(person.overlaps(organisation) for person in persons for organisation in organisations)
    assert found_in(text) == organisations


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_nothing_inside_title_marks_is_found(text: str) -> None:
    quoted = "《" + text.replace("《", "").replace("》", "").replace("\n", "") + "》"
    assert found_in(quoted) == []


def test_the_model_adds_to_the_rules_and_takes_from_them() -> None:
    both = Candidate(0, 2, "name", None, None, 0.5)
    lone = Candidate(5, 8, "name", None, None, 0.5)
    seen = EntityCandidate(start=0, end=2, text="华为", rule="model", label="ORG.company", confidence=0.9)
    new = EntityCandidate(start=10, end=14, text="云帆智能", rule="model", label="ORG.company", confidence=0.9)
    scores = {(c.start, c.end): (c.kind, c.score) for c in combine("", [both, lone], [seen, new])}
    assert scores[0, 2][1] > both.score
    assert scores[5, 8][1] < lone.score
    assert scores[10, 14][0] == "model"
    assert combine("", [both], []) == [both]
