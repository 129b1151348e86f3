"""What a bare name is of, told before: a trade that fared, a list's modifier, the measure that shares rank by."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.facts.clauses import Clause
from extract.facts.frames import Frame, clean_phrase
from extract.facts.masking import DATE, NUMBER, ORG, PLACE
from extract.facts.metric import Metric
from extract.facts.rules import load_rules
from extract.records import MetricFact

_SHORTEST, _LONGEST = 2, 14
_BARE = 4
_MEASURES = ("nouns_measure", "nouns_needy", "nouns_head")
#: 「以12%排名第三」: the share that ranks is named before.
_RANKS = re.compile(r"的?(?:排名|位列|位居|名列|[稳高]?居|领跑|领先|紧随|次之|排在|蝉联|夺得|占据)")


def trade_told(text: str, clause: Clause) -> str:
    """The trade that a clause says something of (「锂电池产业延续增长态势」 tells of 锂电池), or ``""``."""
    phrase, masked = clean_phrase(clause), clause.masked
    for end in range(phrase.start + _SHORTEST, min(phrase.start + _LONGEST, phrase.end)):
        if masked[end - 1] in (DATE, NUMBER, ORG, PLACE, "、", "的"):
            return ""
        named = load_rules("nouns_topic").at_end(masked, phrase.start, end)
        if named is None or end in clause.cuts or load_rules("topic_fares").at_start(masked, end, phrase.end) is None:
            continue
        thing = text[phrase.start : named.start if named.rule.tag == "trade" else end]
        return thing if len(thing) >= _SHORTEST else ""
    return ""


def with_trade(metric: Metric, trade: str) -> Metric:
    """A bare measure with the trade that it is of: 产量 with 锂电池."""
    words = metric.text
    bare = len(words) <= _BARE and any(
        found is not None and found.start == 0
        for found in (load_rules(table).at_end(words, 0, len(words)) for table in _MEASURES)
    )
    if not trade or not bare or metric.rule != "metric.left" or words in trade:
        return metric
    return Metric(trade + words, None, None, "metric.trade_told")


def ranks_by_share(frame: Frame) -> bool:
    """Whether a share only tells how one ranks, by a measure named before: 「甲以12%排名第三」."""
    share = frame.quantity.dimension in ("percent", "ratio") and frame.masked[frame.quantity.start - 1] == "以"
    return share and _RANKS.match(frame.masked, frame.quantity.end, frame.clause.end) is not None


def grows_as_before(frame: Frame, metric: Metric) -> bool:
    """Whether a rate of change is of counted bodies, so that what changed is named before: 「其他19国平均下跌3%」."""
    if not frame.index or not frame.tags & {"up", "down"} or metric.rule != "metric.left":
        return False
    counted = frame.clause.quantities[frame.index - 1]
    bodies = load_rules("nouns_doer").at_end(metric.text, 0, len(metric.text))
    return counted.dimension == "count" and metric.start == counted.end and bodies is not None and not bodies.start


def with_modifier(frame: Frame, metric: Metric, facts: list[MetricFact]) -> Metric:
    """「主导制定的国际标准2项、国家标准9项」: what 的 joins to a list's first member holds for all of its kind."""
    if (
        not facts
        or not frame.masked.startswith("、", frame.low)
        or "的" in metric.text
        or not metric.rule.startswith("metric.left")
    ):
        return metric
    modifier, joint, kind = facts[-1].metric.rpartition("的")
    if not joint or len(metric.text) < _SHORTEST or kind[-_SHORTEST:] != metric.text[-_SHORTEST:]:
        return metric
    return replace(metric, text=modifier + joint + metric.text, start=None, end=None, rule=metric.rule + "+metric.list")
