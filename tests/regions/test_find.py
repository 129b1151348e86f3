"""Places found and refused."""

from __future__ import annotations

import pytest

from extract.regions import find_regions


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("河南省三门峡市与唐山高新区签约。", ["河南省", "三门峡市", "唐山高新区"]),
        ("全球化时代的中国式现代化。", []),
    ],
)
def test_finds_places(text: str, places: list[str]) -> None:
    assert [m.text for m in find_regions(text)] == places
