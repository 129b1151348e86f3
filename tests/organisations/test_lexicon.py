"""The lexicon's own rules, types by suffix, and the score floor on annotated documents where there are any."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extract.errors import LexiconError
from extract.organisations.lexicon import load_lexicon, organisation_type, read_rows
from extract.organisations.types import tell_type
from tests.organisations.support import found_in

SHARED = Path(os.environ.get("EXTRACT_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
FLOOR = 0.80


@pytest.mark.parametrize(
    ("name", "suffix", "kind"),
    [
        ("云帆智能有限公司", "有限公司", "company"),
        ("云帆证券有限公司", "有限公司", "finance"),
        ("云帆出版集团", "集团", "media"),
        ("云帆创业投资合伙企业", "合伙企业", "finance"),
        ("云帆金融信息科技有限公司", "有限公司", "company"),
        ("云州市城市管理委员会", "管理委员会", "government"),
        ("云州省书法家协会", "协会", "association"),
        ("云州第三医院", "医院", "hospital"),
        ("云州大学", "大学", "university"),
        ("云州日报", "日报", "media"),
        ("云州关键材料实验室", "实验室", "research"),
        ("云州数据交易平台", "平台", "other"),
        ("云州新材料中试平台", "中试平台", "research"),
        ("云帆眼镜协会", "协会", "association"),
        ("云帆青年科技工作委员会", "委员会", "association"),
        ("云州市教育工作委员会", "委员会", "government"),
        ("欧盟海洋统计局", "统计局", "international"),
        ("联合国海洋理事会", "理事会", "international"),
        ("南方电网广东云州供电局", "供电局", "company"),
        ("中国石化眼镜学会", "学会", "association"),
        ("武汉大学云州校友办公室", "办公室", "university"),
    ],
)
def test_type_of_a_name(name: str, suffix: str, kind: str) -> None:
    lexicon = load_lexicon()
    assert tell_type(name, lexicon.suffixes[suffix], None, lexicon) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("云州高瓴", "finance"), ("云州人行", "finance"), ("云帆创投", "finance"), ("云帆", "company")],
)
def test_type_of_a_name_without_a_suffix(name: str, kind: str) -> None:
    assert tell_type(name, None, None, load_lexicon()) == kind


def test_wrong_rows_are_refused_with_their_file() -> None:
    with pytest.raises(LexiconError, match=r"suffixes\.csv:1"):
        list(read_rows("suffixes.csv", ("word", "group")))
    with pytest.raises(LexiconError, match="no organisation type"):
        organisation_type("firm", where="names.csv:7")


def test_short_names_have_the_type_of_their_body() -> None:
    names = load_lexicon().names
    odd = [n.text for n in names.values() if n.full in names and names[n.full].type != n.type]
    assert odd == []


@pytest.mark.skipif(not (SHARED / "gold" / "dev").is_dir(), reason="no annotated documents beside the repository")
def test_score_on_annotated_documents_does_not_fall() -> None:
    hits = found = gold = 0
    for path in sorted((SHARED / "gold" / "dev").glob("*.gold.jsonl")):
        with path.with_name(path.name.replace(".gold.jsonl", ".txt")).open(encoding="utf-8", newline="") as stream:
            spans = {(mention.start, mention.end) for mention in found_in(stream.read())}
        expected = {
            tuple(span)
            for line in path.read_text(encoding="utf-8").splitlines()
            for _, _, span in json.loads(line).get("orgs", [])
        }
        hits, found, gold = hits + len(spans & expected), found + len(spans), gold + len(expected)
    assert 2 * hits / (found + gold) >= FLOOR
