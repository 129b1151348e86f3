"""Finding organisations: one line a case."""

from __future__ import annotations

import pytest

from tests.organisations.cases import BOUNDARIES, COORDINATED, DOCUMENTS, FULL_NAMES, NONE, SHORT_NAMES
from tests.organisations.support import found_in


@pytest.mark.parametrize(("text", "expected"), [*BOUNDARIES, *FULL_NAMES, *COORDINATED, *SHORT_NAMES])
def test_names_and_types(text: str, expected: str) -> None:
    assert " ".join(f"{mention.text}/{mention.type}" for mention in found_in(text)) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_name(text: str) -> None:
    assert [mention.text for mention in found_in(text)] == []


@pytest.mark.parametrize(("text", "short", "full", "times"), DOCUMENTS)
def test_short_names_of_a_document(text: str, short: str, full: str, times: int) -> None:
    assert [mention.name for mention in found_in(text) if mention.text == short] == [full] * times


@pytest.mark.parametrize(
    ("text", "name", "region_id"),
    [
        ("河南省科技厅公布名单。", "河南省科技厅", "410000"),
        ("三门峡市科学技术局公布名单。", "三门峡市科学技术局", "411200"),
        ("浙江省科技厅、省财政厅发文。", "省财政厅", "330000"),
        ("三门峡市表示，市科技局将推动落实。", "市科技局", "411200"),
        ("云帆智能装备（益阳）有限公司投产。", "云帆智能装备（益阳）有限公司", "430900"),
        ("市科技局公布名单。", "市科技局", ""),
        ("华为发布新品。", "华为", ""),
        ("上海市浦东新区人民政府发文。", "上海市浦东新区人民政府", "310115"),
    ],
)
def test_place_of_an_organisation(text: str, name: str, region_id: str) -> None:
    assert [mention.region_id for mention in found_in(text) if mention.text == name] == [region_id]


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("华为发布新品。", "华为", "lexicon"),
        ("江苏云帆智能装备有限公司成立。", "江苏云帆智能装备有限公司", "grammar:fullcompany"),
        ("浙江翊晟数控股份有限公司发布新品。翊晟数控的客户遍布全国。", "翊晟数控", "inferred"),
    ],
)
def test_every_finding_names_its_rule(text: str, name: str, rule: str) -> None:
    assert [mention.rule for mention in found_in(text) if mention.text == name] == [rule]
