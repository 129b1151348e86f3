"""Findings in sentences whose halves the source has apart: every span is of the source, none of what lies between."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract import Settings, extract_text
from tests.layout.test_repair import APART, PIECE

RULES = Settings(recogniser="rules")


@pytest.mark.parametrize("source", [source for source, _ in APART])
def test_spans_are_exact_and_do_not_overlap(source: str) -> None:
    extraction = extract_text(source, settings=RULES)
    for mention in (*extraction.organisations, *extraction.regions, *extraction.dates, *extraction.quantities):
        assert source[mention.start : mention.end] == mention.text
    for spans in (extraction.sentences, extraction.articles):
        assert all(before.end <= after.start for before, after in pairwise(spans))
    for sentence in extraction.sentences:
        assert source[sentence.start : sentence.end] == sentence.text


def test_a_fact_across_the_jump_knows_both_halves() -> None:
    # The value stands below the title of another article, its measure above.
    source = (
        f"新船下水\n文 / 甘棠\n{PIECE}。2025年，云溪县新增造船产\n\n图1　车间\n\n粮食丰收\n文 / 柳青\n\n"
        f"能达到32万吨，造船产能居全省首位，产能还将扩大。\n\n{PIECE}。\n"
    )
    (fact,) = [fact for fact in extract_text(source, settings=RULES).metrics if fact.quantity.text == "32万吨"]
    assert "造船产能" in fact.metric
    assert (str(fact.period_from), fact.metric_start is not None) == ("2025-01-01", True)


def test_a_mention_across_the_jump_keeps_its_longer_half() -> None:
    source = (
        f"新船下水\n文 / 甘棠\n{PIECE}，承办单位为云溪重工集\n\n图1　车间\n\n粮食丰收\n文 / 柳青\n\n"
        f"团有限公司，集团和集团员工出席。\n\n{PIECE}。\n"
    )
    names = {mention.text: mention.name for mention in extract_text(source, settings=RULES).organisations}
    assert names["云溪重工集"] == "云溪重工集团有限公司"
