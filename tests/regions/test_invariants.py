"""What holds over any text, and over the lexicon as it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import LexiconError
from extract.regions import find_places, find_regions, load, load_lexicon, region_table, resolve_regions

WORDS = [
    "中国",
    "全省",
    "该市",
    "上海市",
    "鼓楼区",
    "高新区",
    "产业园",
    "自贸区",
    "新片区",
    "大会",
    "十八洞村",
    "佛罗里达",
    "南京",
    "2025",
    "a",
    "𠮷",
    "中",
    "美",
    "华",
    "京",
    "沪",
    "宁",
    "新",
    "区",
    "市",
    "县",
    "省",
    "州",
    "谷",
    "园",
    "《",
    "》",
    "“",
    "”",
    "（",
    "）",
    "、",
    "，",
    "。",
    "·",
    "—",
    "的",
    "在",
    "与",
]
PIECES = st.sampled_from([*WORDS, " ", "\n"])
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_mentions_stand_in_the_text(text: str) -> None:
    found = find_regions(text)
    for mentions in (found, find_places(text), resolve_regions(found, text=text)):
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.text
            assert mention.rule.startswith("region.")
            assert 0 < mention.confidence <= 1
        assert all(a.end <= b.start for a, b in pairwise(mentions))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_resolving_is_repeatable_and_rolls_up(text: str) -> None:
    found = find_regions(text)
    resolved = resolve_regions(found, text=text)
    assert resolved == resolve_regions(find_regions(text), text=text)
    table = {region.region_id: region for region in region_table(resolved)}
    for mention in resolved:
        assert not mention.code or mention.code == mention.region_id
        assert not mention.region_id or mention.region_id in table
    assert all(not region.parent_id or region.parent_id in table for region in table.values())


def test_every_region_reaches_the_world_or_has_no_parent() -> None:
    lexicon = load_lexicon()
    for region_id, region in lexicon.regions.items():
        chain = [parent.region_id for parent in lexicon.ancestors(region_id)]
        assert len(chain) == len(set(chain)) and region_id not in chain
        assert not region.parent_id or region.parent_id in lexicon.regions


def test_every_county_lies_in_a_province() -> None:
    regions = load_lexicon().regions.values()
    counties = [region for region in regions if region.level == "county"]
    assert len(counties) > 2800
    for county in counties:
        assert load_lexicon().is_within(county.region_id, f"{county.code[:2]}0000")


def test_a_broken_line_names_file_and_line(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    folder = tmp_path / "lexicons" / "regions"  # type: ignore[operator]
    folder.mkdir(parents=True)
    (folder / "references.csv").write_text("form,level\n全省\n", encoding="utf-8")
    monkeypatch.setattr(load, "files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=r"references\.csv:2"):
        list(load._table("references.csv", ("form", "level")))
