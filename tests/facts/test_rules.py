"""Each rule matches its examples and none of its counter-examples; rule files that break the format are refused."""

from __future__ import annotations

from importlib import resources

import pytest

from extract.errors import LexiconError
from extract.facts.rules import Rule, RuleTable, load_rules, parse_rules

TABLES = sorted(
    path.name.removesuffix(".toml")
    for path in (resources.files("extract") / "lexicons" / "facts").iterdir()
    if path.name.endswith(".toml")
)
RULES = [(table, rule) for table in TABLES for rule in load_rules(table).rules]


@pytest.mark.parametrize(
    ("table", "rule", "example"),
    [
        pytest.param(table, rule, example, id=f"{rule.rule_id}:{example}")
        for table, rule in RULES
        for example in rule.examples
    ],
)
def test_a_rule_matches_its_examples(table: str, rule: Rule, example: str) -> None:
    alone = RuleTable(table, load_rules(table).anchor, (rule,))
    assert alone.fits(example) == rule.rule_id


@pytest.mark.parametrize(
    ("table", "rule", "example"),
    [
        pytest.param(table, rule, example, id=f"{rule.rule_id}:{example}")
        for table, rule in RULES
        for example in rule.counter_examples
    ],
)
def test_a_rule_leaves_its_counter_examples(table: str, rule: Rule, example: str) -> None:
    assert load_rules(table).fits(example) != rule.rule_id


def test_every_rule_has_an_example() -> None:
    assert [rule.rule_id for _, rule in RULES if not rule.examples] == []


ENTRY = '[[rule]]\nid = "a"\ntag = "t"\npattern = "达到"\nexamples = ["达到"]\n'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("anchor = ", "not TOML"),
        (ENTRY, "anchor is None"),
        ('anchor = "end"\n' + ENTRY + "weight = 1\n", "unknown keys ['weight']"),
        ('anchor = "end"\n' + ENTRY.replace('tag = "t"\n', ""), "missing keys ['tag']"),
        ('anchor = "end"\n' + ENTRY + ENTRY, "stands twice"),
        ('anchor = "end"\n' + ENTRY.replace('"达到"\ne', '"(达)到"\ne'), "capturing group"),
        ('anchor = "end"\n' + ENTRY.replace('"达到"\ne', '"达["\ne'), "does not compile"),
        ('anchor = "end"\n' + ENTRY.replace('["达到"]', '"达到"'), "lists of strings"),
    ],
)
def test_a_broken_rule_file_is_refused(source: str, message: str) -> None:
    with pytest.raises(LexiconError, match=r"mine\.toml") as caught:
        parse_rules(source, "mine.toml")
    assert message in str(caught.value)


def test_the_longest_match_at_the_end_wins() -> None:
    table: RuleTable = load_rules("left")
    found = table.at_end("国产化率已提高至", 0, 8)
    assert found is not None
    assert (found.rule.tag, found.start) == ("reach", 5)
