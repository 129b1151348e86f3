"""The lexicons of dates load, and say where they are wrong."""

from __future__ import annotations

import pytest

from extract.dates import lexicon
from extract.dates.holidays import holiday_interval, lunar_date
from extract.dates.numerals import read_number, read_year
from extract.errors import LexiconError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("一百二十", 120),
        ("三百", 300),
        ("半", None),
    ],
)
def test_numbers(text: str, value: int | None) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("2025", 2025), ("二〇二五", 2025), ("两千零四", 2004), ("两千", 2000), ("98", 1998), ("07", 2007), ("千", None)],
)
def test_years(text: str, value: int | None) -> None:
    assert read_year(text) == value


@pytest.mark.parametrize(
    ("name", "year", "during", "first", "last"),
    [
        ("春节", 2025, False, "2025-01-29", "2025-01-29"),
        ("春节", 2025, True, "2025-01-28", "2025-02-04"),
        ("除夕", 2024, False, "2024-02-09", "2024-02-09"),
        ("清明节", 2024, False, "2024-04-04", "2024-04-04"),
        ("中秋节", 2023, False, "2023-09-29", "2023-09-29"),
        ("国庆", 2024, True, "2024-10-01", "2024-10-07"),
        ("腊八节", 2025, False, "2025-01-07", "2025-01-07"),
    ],
)
def test_holidays(name: str, year: int, during: bool, first: str, last: str) -> None:
    ends = holiday_interval(name, year, during=during)
    assert ends is not None
    assert tuple(map(str, ends)) == (first, last)


def test_days_off_not_yet_announced_are_not_guessed() -> None:
    assert holiday_interval("春节", 2099, during=True) is None


def test_a_lunar_day_that_is_not_there() -> None:
    assert lunar_date(2025, 2, 31) is None
    assert lunar_date(1800, 1, 1) is None


def test_every_word_is_read() -> None:
    assert len(lexicon.time_words()) > 90
    assert len(lexicon.holidays()) > 20


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: list(lexicon.read_rows("words.csv", ("word",))), "words.csv:1"),
        (lambda: lexicon.whole_number("x", "words.csv:3", "low"), "words.csv:3: low"),
        (lambda: lexicon.phrases("no such kind"), "no such kind"),
    ],
)
def test_errors_name_the_place(call, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        call()
