"""Dates: what must be found, where it lies, and what must be refused; one line a case in the tables beside this."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dates import find_dates
from extract.records import DateMention

HERE = Path(__file__).parent
DAY = dt.date(2025, 6, 15)


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def shown(mention: DateMention) -> str:
    ends = sorted({str(mention.date_from), str(mention.date_to)})
    role = "" if mention.role == "period" else f"/{mention.role}"
    return f"{mention.text}={'..'.join(ends)}{role}"


@pytest.mark.parametrize(("text", "published_on", "expected"), rows("found.tsv"))
def test_found(text: str, published_on: str, expected: str) -> None:
    found = find_dates(text, dt.date.fromisoformat(published_on))
    assert "; ".join(map(shown, found)) == expected


@pytest.mark.parametrize(("text", "published_on"), rows("refused.tsv"))
def test_refused(text: str, published_on: str) -> None:
    assert find_dates(text, dt.date.fromisoformat(published_on)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018", "2018=2018-01-01..2018-12-31"),
        ("24年", "24年=2024-01-01..2024-12-31"),
        ("2022 11 23", "2022 11 23=2022-11-23"),
        ("09-01", "09-01=2025-09-01"),
        ("6·30", "6·30=2025-06-30"),
        ("30日", "30日=2025-06-30"),
        ("当月", "当月=2025-06-01..2025-06-30"),
    ],
)
def test_a_cell_that_is_nothing_but_a_date(text: str, expected: str) -> None:
    assert "; ".join(map(shown, find_dates(text, DAY))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年5月开工，6月停工。", ["2024-05-01", "2024-06-01"]),
        ("去年6月底开工。", []),
        ("今年以来平稳。", []),
        ("2024年以来平稳。", ["2024-01-01"]),
        ("8月22日开幕。", []),
        ("“十四五”期间开工。", ["2021-01-01"]),
    ],
)
def test_without_a_day_of_publication_only_what_the_text_places_is_found(text: str, expected: list[str]) -> None:
    assert [str(found.date_from) for found in find_dates(text, None)] == expected


@pytest.mark.parametrize(
    ("text", "granularity", "basis"),
    [
        ("2025年6月3日", "day", "explicit"),
        ("2025年6月", "month", "explicit"),
        ("去年6月", "month", "published_on"),
        ("2024年一季度", "quarter", "explicit"),
        ("上半年增长", "half", "published_on"),
        ("2024年", "year", "explicit"),
        ("“十四五”时期", "plan", "explicit"),
        ("20世纪90年代", "decade", "explicit"),
        ("19世纪的建筑", "century", "explicit"),
        ("2024年前三季度", "span", "explicit"),
        ("2023—2024年", "span", "explicit"),
        ("近三年增长", "span", "published_on"),
    ],
)
def test_granularity_and_basis(text: str, granularity: str, basis: str) -> None:
    (found,) = find_dates(text, DAY)
    assert (found.granularity, found.basis) == (granularity, basis)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("2024年投资3亿元，当年见效。", "context"),
        ("2021年增长2%，比上年加快。", "context"),
        ("比上年加快。", "published_on"),
    ],
)
def test_basis_of_what_leans_on_the_text(text: str, basis: str) -> None:
    assert find_dates(text, DAY)[-1].basis == basis


PIECES = st.sampled_from(
    [
        "2024年",
        "24年",
        "二〇二四年",
        "今年",
        "去年",
        "次年",
        "当年",
        "同期",
        "年底",
        "月末",
        "6月",
        "12月",
        "1—10月",
        "十一月",
        "31日",
        "30日",
        "22日至24日",
        "一季度",
        "上半年",
        "前10月",
        "前三季度",
        "上旬",
        "底",
        "初",
        "末",
        "“十四五”",
        "时期",
        "20世纪",
        "90年代",
        "近三年",
        "过去五年",
        "五年来",
        "以来",
        "截至",
        "到",
        "至",
        "自",
        "起",
        "前",
        "春节",
        "期间",
        "周五",
        "上周",
        "《",
        "》",
        "（",
        "）",
        "、",
        "，",
        "。",
        "—",
        "-",
        "2024-02-30",
        "2023.13.01",
        "农历",
        "正月初五",
        "第53周",
        "全年",
        "\n",
        "的",
        "本世纪",
        "康熙六十年",
        "Q3",
        "H1",
        "２０２４年",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=24).map("".join)
DAYS = st.one_of(st.none(), st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, published_on=DAYS)
def test_mentions_stand_in_the_text_in_order(text: str, published_on: dt.date | None) -> None:
    end = 0
    for found in find_dates(text, published_on):
        assert text[found.start : found.end] == found.text
        assert end <= found.start < found.end
        assert found.date_from <= found.date_to
        assert found.rule.startswith("date.")
        end = found.end


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200), published_on=DAYS)
def test_any_text_is_read_twice_the_same(text: str, published_on: dt.date | None) -> None:
    assert find_dates(text, published_on) == find_dates(text, published_on)


@pytest.mark.parametrize(
    "unit", ["1", "1、", "2025年", "《", "年", "1月至", "“", "去年同期", "今年，全年", "14日", "一千"]
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        best = 60.0
        for _ in range(2):
            start = time.process_time()
            find_dates(text, DAY)
            best = min(best, time.process_time() - start)
        return best

    # Quadratic time would be 64 times as much for 8 times the text.
    assert seconds(40_000) < 32 * max(seconds(5_000), 0.002)


def test_threads_do_not_disturb_one_another() -> None:
    texts = [f"{year}年开工，当年6月投产，比上年增长。" for year in range(2001, 2025)]
    alone = [find_dates(text, DAY) for text in texts]
    together: list[list[DateMention]] = [[] for _ in texts]

    def work(index: int) -> None:
        for _ in range(20):
            together[index] = find_dates(texts[index], DAY)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_no_heavy_library_is_imported() -> None:
    code = (
        "import sys, extract.dates as dates; dates.find_dates('今年6月底'); "
        "sys.exit(any(name in sys.modules for name in ('spacy', 'torch', 'pandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
