"""parse_number: the whole string is one number."""

from __future__ import annotations

import pytest

from extract.numbers import parse_number

NUMBERS = [
    ("0", 0), ("42", 42), ("1,234,567", 1234567), ("3.14", 3.14), (".5", 0.5), ("-7", -7), ("+7", 7), ("－1.5", -1.5),
    ("６７８", 678), ("１，２３４", 1234), ("2.5e3", 2500), ("1e-2", 0.01), ("12K", 12000), ("3M", 3000000),
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20),
    ("廿五", 25), ("卅", 30),
    ("一百", 100), ("一百零五", 105), ("一百一十五", 115), ("三百六", 360), ("两千四百五", 2450), ("一千零五十", 1050),
    ("九万四", 94000), ("三万五千", 35000), ("一百二十三万五千", 1235000), ("十万", 100000), ("一千万", 10000000),
    ("三亿", 300000000), ("一亿零五百", 100000500), ("两万亿", 2000000000000), ("四万四千亿", 4400000000000),
    ("十二亿三千万", 1230000000), ("五兆", 5000000000000),
    ("壹佰贰拾叁", 123), ("叁仟万", 30000000), ("伍拾萬", 500000), ("貳拾億", 2000000000),
    ("3千万", 30000000), ("5.95万亿", 5950000000000), ("1亿2000万", 120000000), ("2千零30万", 20300000),
    ("2亿多", 200000000), ("十余万", 100000), ("三十几", 30), ("500 万", 5000000),
    ("零点五", 0.5), ("十点二五", 10.25), ("三点一四", 3.14), ("一点五万", 15000), ("二零二五", 2025),
    ("三分之一", 1 / 3), ("百分之二十", 0.2), ("5分之2", 0.4), ("三又二分之一", 3.5), ("万分之五", 0.0005),
    ("负三", -3), ("负六点六", -6.6), ("2^10", 1024), ("一打", 12),
]  # fmt: skip
NOT_NUMBERS = [
    "", " ", "第三", "三个", "abc", "点", "1.2.3", "万岁", "2025年", "十大", "5G", "-", "一百元", "1/2/3", "几",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_number(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_not_a_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(("text", "kind"), [("三万五", int), ("5.95万亿", int), ("零点五", float), ("4.0", int)])
def test_integral_values_are_integers(text: str, kind: type) -> None:
    assert type(parse_number(text)) is kind


@pytest.mark.parametrize("text", ["9" * 100_000, "万亿" * 50_000, "一" * 100_000])
def test_endless_numerals_are_refused(text: str) -> None:
    assert parse_number(text) is None
