"""A metric's name as a record, and the words of a phrase as a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.facts.frames import Frame, Phrase
from extract.facts.masking import DATE, GAP
from extract.facts.rules import load_rules

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_TRIM_START = re.compile(r"^(?:内(?![存容外部地贸需资生])|[\s、，,：:的了着和与及等]|同比|累计(?=[^\s]{0,2}$))+")
_TRIM_END = re.compile(r"(?:[\s、，,：:的了]|和|(?<!参)与|(?<![涉普触遍提危波累])及|以及|等)+$")


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name, where it stands (``None`` where it is put together), and the rule that found it.

    ``owner`` is a phrase that is the statement's subject where no region or organisation is (the 的N of
    「厚度仅3.5微米的电解铜箔」, or the noun before a verb).
    """

    text: str
    start: int | None
    end: int | None
    rule: str
    owner: str = ""
    growth: bool = False


EMPTY = Metric("", None, None, "metric.none")


def read_text(frame: Frame, text: str, phrase: Phrase) -> str:
    """The words of a phrase, without brackets and dates."""
    kept = (text[i] for i in range(phrase.start, phrase.end) if frame.masked[i] not in (GAP, DATE, "\n", " ", "\u3000"))
    words = "".join(kept)
    words = _TRIM_END.sub("", _TRIM_START.sub("", words))
    return balance_quotes(words)


def balance_quotes(words: str) -> str:
    """The words without a quote mark that has lost its partner."""
    for opening, closing in _QUOTES.items():
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words


def phrase_metric(frame: Frame, text: str, phrase: Phrase, rule: str) -> Metric:
    """A phrase as a metric's name, ``EMPTY`` where it holds no word."""
    words = read_text(frame, text, phrase)
    if not words:
        return EMPTY
    return Metric(words, phrase.start, phrase.end, rule)


def peel_verbs(frame: Frame, left: Phrase) -> tuple[int, Phrase | None]:
    """Where the verbs at the end of the left phrase begin, and the verb to keep in the name."""
    table, end, kept = load_rules("verbs"), left.end, None
    while end > left.start:
        found = table.at_end(frame.masked, left.start, end)
        if found is None:
            break
        frame.rules.append(found.rule.rule_id)
        if found.rule.tag == "keep" and kept is None:
            kept = Phrase(found.start, found.end)
        end = found.start
    return end, kept
