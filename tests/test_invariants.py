"""What holds for any text at all: no crash, exact spans, the same result twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import Extraction, Extractor, Settings
from extract.extractor import PlainDocument
from extract.records import Mention

# Pieces that the stages act on, glued at random: nothing a grammar expects in its place.
PIECES = [
    "2025年", "1—10月", "上年同期", "截至6月底", "全市", "四川省", "东岭市", "云岭铝业有限公司", "省科技厅",
    "副局长", "李望", "同比增长", "达到", "占", "比重", "其中", "分别为", "约", "超过", "8.1%", "3.2亿元",
    "0.9个百分点", "第三", "翻一番", "五六百", "万", "亿", "《通知》", "（以下简称“云铝”）", "，", "、",
    "。", "；", "：", "\n", "\t", "“", "”", "（", "）", "1", ".", "元/吨", "PUE", "𠮷", "\u200f", "\ufeff",
    "\x00", "e\u0301", "—", "～", "-", "Ⅷ", "①", " ",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
DAYS = st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Settings(recogniser="rules"))


def _mentions(extraction: Extraction) -> Iterator[Mention]:
    yield from extraction.organisations
    yield from extraction.regions
    yield from extraction.persons
    yield from extraction.dates
    yield from extraction.quantities
    yield from (fact.quantity for fact in extraction.metrics)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, published_on=DAYS)
def test_any_text(extractor: Extractor, text: str, published_on: dt.date | None) -> None:
    extraction = extractor.extract(PlainDocument(text, published_on))
    for mention in _mentions(extraction):
        assert text[mention.start : mention.end] == mention.text
        assert mention.rule
    for sentence in extraction.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    for fact in extraction.metrics:
        if fact.metric_start is not None and fact.metric_end is not None:
            assert 0 <= fact.metric_start < fact.metric_end <= len(text)
        assert (fact.period_from is None) == (fact.period_to is None)
        assert fact.period_from is None or fact.period_to is None or fact.period_from <= fact.period_to
        assert 0.0 <= fact.confidence <= 1.0
    assert extractor.extract(PlainDocument(text, published_on)) == extraction
