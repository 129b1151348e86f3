"""A small extractor for tests of the job: quick, deterministic, and able to fail as documents make stages fail.

The words 「崩溃」「卡住」「出错」 at the start of a document make it end the process, hang or raise.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from typing import Any

from extract.dates import find_dates
from extract.numbers import find_quantities
from extract.records import (
    Article,
    Extraction,
    MetricFact,
    OrganisationMention,
    Quantity,
    RegionMention,
    Relation,
    Subject,
)
from extract.segment.sentences import split_sentences
from extract.settings import Settings

_ORGANISATION = re.compile(r"[一-鿿]{2,4}(?:公司|大学)")
_REGIONS = {"四川": "510000", "南京": "320100"}


class SmallExtractor:
    """Finds sentences, quantities and dates by the project's stages, and a few names by list."""

    def __init__(self, settings: Settings) -> None:
        self.version = f"small-{settings.recogniser}"

    def extract_batch(self, documents: Sequence[Any]) -> list[Extraction]:
        return [self._extract(document) for document in documents]

    def _extract(self, document: Any) -> Extraction:
        text: str = document.text
        _misbehave(text)
        quantities = tuple(find_quantities(text))
        organisations = tuple(
            OrganisationMention(
                start=found.start(),
                end=found.end(),
                text=found.group(),
                rule="small.organisation",
                type="company" if found.group().endswith("公司") else "university",
                name=found.group(),
                confidence=0.9,
            )
            for found in _ORGANISATION.finditer(text)
        )
        regions = tuple(
            RegionMention(
                start=found.start(),
                end=found.end(),
                text=found.group(),
                rule="small.region",
                region_id=_REGIONS[found.group()],
                code=_REGIONS[found.group()],
                confidence=1.0,
            )
            for found in re.finditer("|".join(_REGIONS), text)
        )
        return Extraction(
            text=text,
            published_on=document.published_on,
            articles=_articles(text),
            sentences=tuple(split_sentences(text)),
            organisations=organisations,
            regions=regions,
            persons=(),
            dates=tuple(find_dates(text, document.published_on)),
            quantities=quantities,
            metrics=tuple(_fact(quantity, organisations) for quantity in quantities),
            relations=tuple(
                Relation(
                    start=organisation.start,
                    end=organisation.end,
                    subject=organisation.text,
                    subject_kind="org",
                    predicate="located_in",
                    object=regions[0].text,
                    object_kind="region",
                    detail="",
                    rule="small.relation",
                    confidence=0.5,
                    object_id=regions[0].region_id,
                )
                for organisation in organisations[:1]
                if regions
            ),
        )


def _articles(text: str) -> tuple[Article, ...]:
    """What stands from one line that begins with ● to the next."""
    heads = list(re.finditer(r"^●(.+)$", text, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return tuple(
        Article(start=head.start(), end=end, title=head.group(1)) for head, end in zip(heads, ends, strict=False)
    )


def _fact(quantity: Quantity, organisations: Sequence[OrganisationMention]) -> MetricFact:
    subject = Subject(text="", kind="")
    if organisations:
        first = organisations[0]
        subject = Subject(text=first.text, kind="org", start=first.start, end=first.end)
    return MetricFact(
        quantity=quantity,
        metric="指标",
        metric_start=None,
        metric_end=None,
        subject=subject,
        period_from=None,
        period_to=None,
        kind="level",
        basis="",
        direction="",
        status="actual",
        comparator="",
        region_id="",
        evidence=quantity.text,
        rule="small.fact",
        confidence=0.8,
    )


def _misbehave(text: str) -> None:
    if text.startswith("崩溃"):
        os._exit(13)
    if text.startswith("卡住"):
        time.sleep(3600)
    if text.startswith("出错"):
        raise ValueError("the stage did not expect this")


def make_small(settings: Settings) -> SmallExtractor:
    return SmallExtractor(settings)
