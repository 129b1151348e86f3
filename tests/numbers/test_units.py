"""Units: base values, and lexicon files that break their format."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import LexiconError
from extract.numbers import find_quantities
from extract.numbers.lexicon import read_all_units, read_units
from extract.numbers.units import conversion
from tests.numbers.number_tables import lines

BASE = [line.split("\t") for line in lines("base_values.tsv")]


@pytest.mark.parametrize(("text", "dimension", "value", "unit"), BASE, ids=[case[0] for case in BASE])
def test_base_value(text: str, dimension: str, value: str, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.dimension, quantity.base_unit) == (dimension, unit)
    assert quantity.base_value == pytest.approx(float(value))


def test_every_unit_converts() -> None:
    unknown = {unit.surface for unit in read_all_units() if conversion(unit, None) is None}
    # Working days and lessons have no length in days, Mach no fixed speed.
    lengthless = {"工作日", "交易日", "课时", "学时", "年度", "马赫"}
    assert {name.removeprefix("个").removeprefix("多") for name in unknown} <= lengthless


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("米,米,length,meter,sideways,,", "unknown flag"),
        ("米,米,lenght,meter,,,", "dimension"),
        ("米,米,length", "fields"),
        (",米,length,meter,,,", "must not be empty"),
        ("米,米,length,meter,,(,", "regular expression"),
    ],
)
def test_broken_unit_file_names_the_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(f"unit,name,dimension,pint,flags,not_before,only_before\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"units\.csv:2.*{message}"):
        read_units(path)
