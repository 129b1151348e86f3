"""Names that an earlier clause gives: 「研发经费规模实现突破，2018年达到…」, 「A收入和B收入，分别达到…」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.clauses import Clause
from extract.facts.frames import clean_phrase
from extract.facts.listing import split_list
from extract.facts.masking import NUMBER, ORG, PLACE
from extract.facts.measured import needs_thing
from extract.facts.metric import EMPTY, Metric, balance_quotes
from extract.facts.rules import load_rules
from extract.facts.topics import trade_told

_RULE = "metric.clause_before"
_RANKED = re.compile(r"^(?:其次|最后|随后|排在其后的|然后)?[为是]?")
_HEADS = re.compile(r"[、和与及]|以及")
_LONGEST_HEAD = 12
_LONGEST_THING = 16
#: What only says that there are several of a thing.
_SEVERAL = re.compile(r"^(?:一大?批|一系列|首批|部分|多个|这批|这些|又一批?|若干|众多|以及|和)")
_SHORTEST, _LONGEST = 3, 30
#: How far back what is new may have been named, in clauses.
_REACH = 2
_SHOWN = re.compile(
    r"([^，。；、的\ue001-\ue005]{3,16}?)(?:[、和与及][^，。；、\ue001-\ue005]{2,10})?"
    r"(?:实现|取得|再创|创|持续|再次|再度|稳步|不断|大幅|快速|显著|加速|加快|稳健|日益|逐步|进一步|全面|日趋|渐趋|有序|扩容|扩围|扩面|提速|提质|升级|完善|优化|改善|迈上|迈入|再上|保持|维持|延续|稳定|平稳|较快|是|连跨|跨越|连续|连年)[^，。；]{1,12}"
)


#: 「在出口方面」.
_SCOPED = re.compile(r"(?:而|其中|此外)?(?:在|从)[\ue002的]*([^，。；\ue001-\ue005]{2,20}?)(?:方面|领域|上|来?看)")


class Earlier:
    """Reads the clauses before a value for the name that its own clause lacks.

    Args:
        text: the document's text.
        clauses: its clauses, in order.
    """

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        self._text = text
        self._clauses = clauses

    def heads(self, position: int, count: int) -> list[str]:
        """「其次是风电和光伏，发电量分别为…」: what the clause before lists, one for each of ``count`` values."""
        before = self._clauses[max(position - 1, 0)]
        if count < 2 or before is self._clauses[position] or before.quantities or before.mark != "，":
            return []
        phrase = clean_phrase(before)
        words = _RANKED.sub("", self._text[phrase.start : phrase.end])
        parts = _HEADS.split(words)
        return parts if len(parts) == count and len(words) <= _LONGEST_HEAD * count else []

    def shown(self, position: int, *, begun: bool) -> Metric:
        """「研发经费规模实现突破，2018年达到…」: the name is what the clause before says something of.

        Args:
            position: the value's clause.
            begun: whether the sentence has given values; the clause before then must hold none.
        """
        before = self._before(position)
        if before is None or (before.quantities and begun):
            return EMPTY
        phrase = clean_phrase(before)
        found = _SHOWN.match(before.masked, phrase.start, phrase.end)
        return EMPTY if found is None else self._headed(*found.span(1))

    def fared(self, position: int, count: int) -> Metric:
        """「甲产业和乙产业用电量增长较快，分别增长…」: ``count`` names, told apart later, are in the clause before."""
        before = self._before(position)
        if before is None or before.quantities:
            return EMPTY
        phrase = clean_phrase(before)
        found = load_rules("fared").at_end(before.masked, phrase.start, phrase.end)
        named = EMPTY if found is None else self._headed(phrase.start, found.start)
        return named if len(split_list(named.text, count)) == count else EMPTY

    def scoped(self, position: int) -> Metric:
        """「在服务出口方面，甲国增长…」: the name is the matter that the clause before confines the value to."""
        before = self._before(position)
        found = None if before is None or before.quantities else _SCOPED.fullmatch(before.body)
        if before is None or found is None:
            return EMPTY
        low, high = found.span(1)
        return self._headed(before.start + low, before.start + high)

    def bare(self, position: int) -> Metric:
        """「A收入和B收入，2023年分别达到…」: the name is the clause before, if that is nothing but a name."""
        before = self._before(position)
        if before is None or before.quantities:
            return EMPTY
        phrase = clean_phrase(before)
        words = balance_quotes(self._text[phrase.start : phrase.end])
        head = load_rules("nouns_head").at_end(words, 0, len(words))
        counted = NUMBER in before.masked[phrase.start : phrase.end]
        if head is None or counted or not _SHORTEST <= len(words) <= _LONGEST:
            return EMPTY
        return Metric(words, phrase.start, phrase.end, _RULE)

    def labelled(self, position: int) -> Metric:
        """「收盘价：6.3元」: the name is what stands before the colon, if it names a measure."""
        clause, before = self._clauses[position], self._clauses[max(position - 1, 0)]
        if clause.opener not in "：:" or before.end != clause.start - 1 or before.depth != clause.depth:
            return EMPTY
        phrase = clean_phrase(before)
        words = balance_quotes(self._text[phrase.start : phrase.end])
        named = any(load_rules(table).at_end(words, 0, len(words)) for table in ("nouns_head", "nouns_spec"))
        if not named or before.quantities or len(words) > _LONGEST:
            return EMPTY
        return Metric(words, phrase.start, phrase.end, _RULE)

    def undertaken(self, position: int, metric: Metric) -> Metric:
        """「一批重大项目开工，总投资…」: a bare measure is of what the clause before says something happened to."""
        before = self._before(position)
        if before is None or before.quantities or metric.rule != "metric.left" or not needs_thing(metric.text):
            return metric
        phrase = clean_phrase(before)
        happened = load_rules("right").search(before.masked, min(phrase.start + _SHORTEST, phrase.end), phrase.end)
        thing = _SEVERAL.sub("", self._text[phrase.start : happened.start if happened else phrase.start])
        named = any(mark in before.masked[phrase.start : phrase.end - 1] for mark in (PLACE, ORG))
        undertaking = load_rules("nouns_undertaking").at_end(thing, 0, len(thing))
        if named or undertaking is None or not _SHORTEST <= len(thing) <= _LONGEST_THING:
            return metric
        return Metric(thing + metric.text, None, None, "metric.undertaken")

    def renewed(self, position: int, metric: Metric) -> Metric:
        """「物流枢纽持续扩围，2023年新增30个」: what is new is what an earlier clause says something of."""
        clause = self._clauses[position]
        for before in reversed(self._clauses[max(position - _REACH, 0) : position]):
            if before.sentence != clause.sentence or before.quantities:
                break
            phrase = clean_phrase(before)
            found = _SHOWN.match(clause.masked, phrase.start, phrase.end)
            if found is not None:
                return Metric(metric.text + self._text[found.start(1) : found.end(1)], None, None, _RULE)
        return metric

    def trade(self, position: int) -> str:
        """「锂电池产业延续增长态势，产量…」: the trade that the clause before, without a value, says something of."""
        before = self._before(position)
        return "" if before is None or before.quantities else trade_told(self._text, before)

    def _before(self, position: int) -> Clause | None:
        """The clause before in the same sentence, if a comma ends it."""
        clause, before = self._clauses[position], self._clauses[max(position - 1, 0)]
        if before is clause or before.sentence != clause.sentence or before.mark != "，":
            return None
        return before

    def _headed(self, start: int, end: int) -> Metric:
        """A stretch as a name, where it ends in a noun that names a measure."""
        words = self._text[start:end]
        if load_rules("nouns_head").at_end(words, 0, len(words)) is None:
            return EMPTY
        return Metric(words, start, end, _RULE)
