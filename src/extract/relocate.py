"""Moves findings from the offsets of the reading text back to those of the source text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from extract.records import (
    Article,
    Mention,
    MetricFact,
    Relation,
    Sentence,
    Span,
    Subject,
)

SpanT = TypeVar("SpanT", bound=Span)
MentionT = TypeVar("MentionT", bound=Mention)


class Relocator:
    """Rewrites spans, and the text of what is quoted, from reading to source offsets, sorted by where they start.

    Args:
        source: the text as decoded from its file.
        source_spans: maps a half-open reading span to the half-open source spans it came from. A span that a line
            break of the source runs through comes back with the break inside, so ``source[start:end]`` is exact.
            There are several where the source has the halves of a sentence apart: a sentence is then given as its
            parts, anything else as its longest part.
    """

    def __init__(self, source: str, source_spans: Callable[[int, int], tuple[tuple[int, int], ...]]) -> None:
        self._source = source
        self._source_spans = source_spans

    def mentions(self, found: Iterable[MentionT]) -> tuple[MentionT, ...]:
        """Mentions in source offsets, each with the source's own characters as its text."""
        return _in_order(self._mention(mention) for mention in found)

    def sentences(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Sentences in source offsets."""
        return _in_order(
            Sentence(start=start, end=end, text=self._source[start:end])
            for sentence in sentences
            for start, end in self._source_spans(sentence.start, sentence.end)
        )

    def articles(self, articles: Sequence[Article]) -> tuple[Article, ...]:
        """Articles in source offsets, none overlapping the next: what stands under another's title stays there."""
        starts = [self._span(article.start, article.start + 1)[0] for article in articles]
        moved = []
        for article, start, following in zip(articles, starts, [*starts[1:], len(self._source)], strict=False):
            parts = self._source_spans(article.start, article.end)
            end = max(end for begin, end in parts if start <= begin < following)
            moved.append(replace(article, start=start, end=end))
        return tuple(moved)

    def facts(self, facts: Iterable[MetricFact]) -> tuple[MetricFact, ...]:
        """Facts with their quantity, metric and subject in source offsets."""
        moved = []
        for fact in facts:
            quantity, subject = self._mention(fact.quantity), self._subject(fact.subject)
            metric_start, metric_end = self._optional_span(fact.metric_start, fact.metric_end)
            if not (
                quantity is fact.quantity
                and subject is fact.subject
                and (metric_start, metric_end) == (fact.metric_start, fact.metric_end)
            ):
                fact = replace(
                    fact, quantity=quantity, metric_start=metric_start, metric_end=metric_end, subject=subject
                )
            moved.append(fact)
        return tuple(sorted(moved, key=lambda fact: fact.quantity.start))

    def relations(self, relations: Iterable[Relation]) -> tuple[Relation, ...]:
        """Relations with their evidence in source offsets."""
        moved = []
        for relation in relations:
            start, end = self._span(relation.start, relation.end)
            moved.append(replace(relation, start=start, end=end))
        return tuple(moved)

    def _mention(self, mention: MentionT) -> MentionT:
        start, end = self._span(mention.start, mention.end)
        text = self._source[start:end]
        # Most stand where they stood, and a record made anew costs more than finding that out.
        if (start, end, text) == (mention.start, mention.end, mention.text):
            return mention
        return replace(mention, start=start, end=end, text=text)

    def _subject(self, subject: Subject) -> Subject:
        start, end = self._optional_span(subject.start, subject.end)
        return subject if (start, end) == (subject.start, subject.end) else replace(subject, start=start, end=end)

    def _optional_span(self, start: int | None, end: int | None) -> tuple[int | None, int | None]:
        if start is None or end is None:
            return None, None
        return self._span(start, end)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return max(self._source_spans(start, end), key=lambda span: span[1] - span[0])


def _in_order(spans: Iterable[SpanT]) -> tuple[SpanT, ...]:
    return tuple(sorted(spans, key=lambda span: span.start))
