"""Named works are told apart from kinds of works and from the places their names begin with."""

from __future__ import annotations

import pytest

from extract.facts.masking import mask_text
from extract.facts.works import find_works
from extract.numbers import find_quantities
from extract.regions import find_regions
from extract.segment import Segmenter, split_sentences
from extract.view import DocumentView


def _works(text: str) -> list[str]:
    regions, quantities, sentences = find_regions(text), find_quantities(text), split_sentences(text)
    view = DocumentView(
        text=text,
        doc=Segmenter().doc(text, sentences, [*regions, *quantities]),
        published_on=None,
        sentences=sentences,
        regions=regions,
        quantities=quantities,
    )
    return [work.name for work in find_works(text, mask_text(view), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖南云雾山抽水蓄能电站开工。", ["湖南云雾山抽水蓄能电站"]),
        ("西部最长的赤岭隧道贯通。", ["赤岭隧道"]),
        ("记者从现场获悉，湘西至怀化高铁全线通车。", ["湘西至怀化高铁"]),
        ("位于青海的东台盐湖提锂项目投产。", ["东台盐湖提锂项目"]),
        ("第三届洞庭湖渔业博览会开幕。", ["第三届洞庭湖渔业博览会"]),
        ("全省实施重点项目120个。", []),
        ("新能源项目投资增长8%。", []),
        ("中国高铁营业里程超过4万公里。", []),
        ("全国铁路完成投资3500亿元。", []),
    ],
)
def test_find_works(text: str, expected: list[str]) -> None:
    assert _works(text) == expected
