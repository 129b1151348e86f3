"""Moves findings from the offsets of the reading text back to those of the source text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from extract.records import (
    Article,
    Mention,
    MetricFact,
    Relation,
    Sentence,
    Subject,
)

MentionT = TypeVar("MentionT", bound=Mention)


class Relocator:
    """Rewrites spans, and the text of what is quoted, from reading to source offsets.

    Args:
        source: the text as decoded from its file.
        source_span: maps a half-open reading span to the half-open source span it came from. A span that a line
            break of the source runs through comes back with the break inside, so ``source[start:end]`` is exact.
    """

    def __init__(self, source: str, source_span: Callable[[int, int], tuple[int, int]]) -> None:
        self._source = source
        self._source_span = source_span

    def mentions(self, found: Iterable[MentionT]) -> tuple[MentionT, ...]:
        """Mentions in source offsets, each with the source's own characters as its text."""
        return tuple(self._mention(mention) for mention in found)

    def sentences(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Sentences in source offsets."""
        moved = []
        for sentence in sentences:
            start, end = self._source_span(sentence.start, sentence.end)
            moved.append(Sentence(start=start, end=end, text=self._source[start:end]))
        return tuple(moved)

    def articles(self, articles: Iterable[Article]) -> tuple[Article, ...]:
        """Articles in source offsets."""
        moved = []
        for article in articles:
            start, end = self._source_span(article.start, article.end)
            moved.append(replace(article, start=start, end=end))
        return tuple(moved)

    def facts(self, facts: Iterable[MetricFact]) -> tuple[MetricFact, ...]:
        """Facts with their quantity, metric and subject in source offsets."""
        moved = []
        for fact in facts:
            metric_start, metric_end = self._optional_span(fact.metric_start, fact.metric_end)
            moved.append(
                replace(
                    fact,
                    quantity=self._mention(fact.quantity),
                    metric_start=metric_start,
                    metric_end=metric_end,
                    subject=self._subject(fact.subject),
                )
            )
        return tuple(moved)

    def relations(self, relations: Iterable[Relation]) -> tuple[Relation, ...]:
        """Relations with their evidence in source offsets."""
        moved = []
        for relation in relations:
            start, end = self._source_span(relation.start, relation.end)
            moved.append(replace(relation, start=start, end=end))
        return tuple(moved)

    def _mention(self, mention: MentionT) -> MentionT:
        start, end = self._source_span(mention.start, mention.end)
        return replace(mention, start=start, end=end, text=self._source[start:end])

    def _subject(self, subject: Subject) -> Subject:
        start, end = self._optional_span(subject.start, subject.end)
        return replace(subject, start=start, end=end)

    def _optional_span(self, start: int | None, end: int | None) -> tuple[int | None, int | None]:
        if start is None or end is None:
            return None, None
        return self._source_span(start, end)
