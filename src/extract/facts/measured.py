"""The thing that a bare measure is of: after 「互联网业务收入1万亿元」, 「利润总额」 is 互联网业务利润总额."""

from __future__ import annotations

from collections.abc import Sequence

from extract.facts.rules import load_rules
from extract.records import MetricFact

_LONGEST = 16
_SHORTEST = 3
_CORE = 2
#: Of the world only trades are told: 「全球甲产品出货量增长3%，营收…」.
_WORLD = ("全球", "世界")
_MEASURE = 4


def needs_thing(words: str) -> bool:
    """Whether a measure tells nothing without the thing that it is of."""
    needy = load_rules("nouns_needy").at_end(words, 0, len(words))
    return needy is not None and needy.start == 0


def thing_measured(words: str, facts: Sequence[MetricFact]) -> str:
    """The thing that a measure is of, from what its sentence has told; empty where it needs none or none was told.

    Args:
        words: the measure's name.
        facts: the facts of the sentence so far.
    """
    if not needs_thing(words):
        return _whose_core(words, facts)
    rate = words.endswith("率")
    return next((thing for fact in reversed(facts) if (thing := _thing(fact, counted=rate))), "")


def _thing(fact: MetricFact, *, counted: bool) -> str:
    """What a fact is of: its metric without the measure, or the bodies ``counted``."""
    name = fact.metric
    of_world = fact.kind == "growth" and fact.subject.text in _WORLD
    if not (fact.kind == "level" or of_world) or fact.metric_start is None:
        return ""
    if counted and load_rules("nouns_class").at_end(name, 0, len(name)) is not None:
        return name if len(name) <= _LONGEST else ""
    measure = load_rules("nouns_measure").at_end(name, 0, len(name))
    if measure is None or not _SHORTEST <= measure.start <= _LONGEST:
        return ""
    thing = name[: measure.start].removesuffix("的")
    verb = load_rules("verbs").at_end(thing, 0, len(thing))
    return "" if verb is not None and verb.start == 0 else thing  # 「累计实现利润」 names no thing.


def _whose_core(words: str, facts: Sequence[MetricFact]) -> str:
    """「跨境人民币收付金额…，收付规模…」: what stands before the core that both names share."""
    found = (load_rules(table).at_end(words, 0, len(words)) for table in ("nouns_measure", "nouns_head"))
    core = next((words[: measure.start] for measure in found if measure is not None and measure.start >= _CORE), "")
    if not core:
        return ""
    for fact in reversed(facts):
        at = fact.metric.find(core)
        if at >= _CORE and 0 < len(fact.metric) - at - len(core) <= _MEASURE:
            return fact.metric[:at]
    return ""
