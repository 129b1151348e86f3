"""A small set of published tables, made from records written by hand, so that tests know every row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.records import (
    DateMention,
    Extraction,
    MetricFact,
    OrganisationMention,
    OrganisationType,
    Quantity,
    RegionMention,
    Relation,
    Sentence,
    Status,
    Subject,
)
from extract.segment.sentences import split_sentences
from extract.settings import Settings
from pipelines.options import RunOptions
from tests.pipelines.corpus import run_plain

# The first text holds a character beyond the 16-bit range and what could close a script element.
TEXTS = {
    "云州区公报.txt": (
        "2025年，云州区规上工业增加值同比增长8.9%。</script><!-- 𠮷林光电有限公司在山西省投资3.2亿元。\n"
        "力争到2028年，云州区数字经济规模达到150亿元。"
    ),
    "江苏快讯.txt": "2026年3月，江苏省出口额下降1.5%。预计2027年，江苏省数字经济规模将达4万亿元。",
    "没有指标.txt": "会议在南京大学举行。",
    # Says otherwise than the first.
    "另一说.txt": "2025年，云州区规上工业增加值同比增长9.8%。",
}
PUBLISHED = {
    "云州区公报.txt": dt.date(2026, 1, 20),
    "江苏快讯.txt": dt.date(2026, 4, 15),
    "没有指标.txt": None,
    "另一说.txt": dt.date(2026, 2, 2),
}


class _Finder:
    """Finds what is written in a text, in order."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, surface: str) -> dict[str, int | str]:
        start = self.text.index(surface)
        return {"start": start, "end": start + len(surface), "text": surface, "rule": "test"}

    def region(self, surface: str, code: str) -> RegionMention:
        return RegionMention(**self.at(surface), region_id=code, code=code, confidence=0.9)  # type: ignore[arg-type]

    def organisation(self, surface: str, kind: OrganisationType) -> OrganisationMention:
        return OrganisationMention(**self.at(surface), type=kind, name=surface, confidence=0.8)  # type: ignore[arg-type]

    def date(self, surface: str, first: dt.date, last: dt.date) -> DateMention:
        return DateMention(**self.at(surface), date_from=first, date_to=last, granularity="year")  # type: ignore[arg-type]

    def quantity(self, surface: str, value: float, unit: str, dimension: str) -> Quantity:
        return Quantity(
            **self.at(surface),  # type: ignore[arg-type]
            value=value, value_high=None, unit=unit, bound="", dimension=dimension, base_value=value, base_unit=unit,
        )  # fmt: skip


def _fact(quantity: Quantity, metric: str, subject: Subject, period: DateMention, **more: str) -> MetricFact:
    status: Status = more.get("status", "actual")  # type: ignore[assignment]
    return MetricFact(
        quantity=quantity, metric=metric, metric_start=None, metric_end=None, subject=subject,
        period_from=period.date_from, period_to=period.date_to, kind=more.get("kind", "level"),  # type: ignore[arg-type]
        basis="yoy" if more.get("kind") == "growth" else "", direction=more.get("direction", ""),  # type: ignore[arg-type]
        status=status, comparator="", region_id=more.get("region_id", subject.region_id), evidence=quantity.text,
        rule="test.fact", confidence=0.8,
    )  # fmt: skip


def _year(number: int) -> tuple[dt.date, dt.date]:
    return dt.date(number, 1, 1), dt.date(number, 12, 31)


def _district_report(text: str) -> Extraction:
    find = _Finder(text)
    district, province = find.region("云州区", "140215"), find.region("山西省", "140000")
    firm = find.organisation("𠮷林光电有限公司", "company")
    year, target = find.date("2025年", *_year(2025)), find.date("2028年", *_year(2028))
    growth = find.quantity("8.9%", 8.9, "%", "percent")
    invested = find.quantity("3.2亿元", 3.2e8, "元", "money")
    economy = find.quantity("150亿元", 1.5e10, "元", "money")
    about = Subject(text="云州区", kind="region", start=district.start, end=district.end, region_id="140215")
    by = Subject(text=firm.text, kind="org", start=firm.start, end=firm.end)
    return _extraction(
        text,
        organisations=(firm,),
        regions=(district, province),
        dates=(year, target),
        quantities=(growth, invested, economy),
        metrics=(
            _fact(growth, "规上工业增加值", about, year, kind="growth"),
            _fact(invested, "投资", by, year, region_id="140000"),
            _fact(economy, "数字经济规模", about, target, status="target"),
        ),
        relations=(
            Relation(
                start=firm.start, end=province.end, subject=firm.text, subject_kind="org", predicate="located_in",
                object="山西省", object_kind="region", detail="", rule="test", confidence=0.7, object_id="140000",
            ),
        ),
    )  # fmt: skip


def _province_news(text: str) -> Extraction:
    find = _Finder(text)
    province = find.region("江苏省", "320000")
    month = find.date("2026年3月", dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    year = find.date("2027年", *_year(2027))
    exports = find.quantity("1.5%", 1.5, "%", "percent")
    economy = find.quantity("4万亿元", 4e12, "元", "money")
    about = Subject(text="江苏省", kind="region", start=province.start, end=province.end, region_id="320000")
    return _extraction(
        text,
        regions=(province,),
        dates=(month, year),
        quantities=(exports, economy),
        metrics=(
            _fact(exports, "出口额", about, month, kind="growth", direction="down"),
            _fact(economy, "数字经济规模", about, year, status="forecast"),
        ),
    )


def _meeting(text: str) -> Extraction:
    return _extraction(text, organisations=(_Finder(text).organisation("南京大学", "university"),))


def _other_report(text: str) -> Extraction:
    find = _Finder(text)
    district, year = find.region("云州区", "140215"), find.date("2025年", *_year(2025))
    growth = find.quantity("9.8%", 9.8, "%", "percent")
    about = Subject(text="云州区", kind="region", start=district.start, end=district.end, region_id="140215")
    fact = _fact(growth, "规上工业增加值", about, year, kind="growth")
    return _extraction(text, regions=(district,), dates=(year,), quantities=(growth,), metrics=(fact,))


def _extraction(
    text: str,
    *,
    organisations: tuple[OrganisationMention, ...] = (),
    regions: tuple[RegionMention, ...] = (),
    dates: tuple[DateMention, ...] = (),
    quantities: tuple[Quantity, ...] = (),
    metrics: tuple[MetricFact, ...] = (),
    relations: tuple[Relation, ...] = (),
) -> Extraction:
    sentences: tuple[Sentence, ...] = tuple(split_sentences(text))
    return Extraction(
        text=text, published_on=None, articles=(), sentences=sentences, organisations=organisations, regions=regions,
        persons=(), dates=dates, quantities=quantities, metrics=metrics, relations=relations,
    )  # fmt: skip


def sample_extractions() -> dict[str, Extraction]:
    """The extraction of each text, by text."""
    makers = (_district_report, _province_news, _meeting, _other_report)
    return {text: make(text) for text, make in zip(TEXTS.values(), makers, strict=True)}


class SampleExtractor:
    """Gives each sample text the extraction written for it."""

    version = "sample"

    def __init__(self, settings: Settings) -> None:
        self._extractions = sample_extractions()

    def extract_batch(self, documents: Sequence[Any]) -> list[Extraction]:
        return [self._extractions[document.text] for document in documents]


def publish_sample(folder: Path) -> Path:
    """Publish all tables under ``folder`` by two runs; a document of the first is gone in the second."""
    raw = folder.parent / "raw"
    raw.mkdir()
    lines = ["source,published_on,publisher,title"]
    for source, text in TEXTS.items():
        (raw / source).write_text(text, encoding="utf-8", newline="")
        lines.append(f"{source},{PUBLISHED[source] or ''},晋北日报,{source.removesuffix('.txt')}")
    (raw / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = RunOptions(input=raw, out=folder, make_extractor=SampleExtractor, accept_drift=True)
    gone = raw / "旧闻.txt"
    gone.write_text(TEXTS["江苏快讯.txt"], encoding="utf-8")
    run_plain(options)
    gone.unlink()
    run_plain(options)
    return folder
