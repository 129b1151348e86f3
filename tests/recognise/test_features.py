"""What the network reads of a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.errors import ModelError
from extract.recognise.features import FeatureTable, fold

TABLE = FeatureTable.build(
    "云州市产值大学0A，", (["云州", "州市"], ["云州市"], ["云州大学"]), {"place": ["云州"], "end": ["大学"]}
)

FOLDS = [("９％", "0%"), ("Ａ", "A"), ("(云)", "（云）"), ("2024", "0000"), ("『云』", "“云”"), ("云", "云")]


@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_fold_keeps_the_length(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_characters_grams_and_flags_line_up_with_the_text() -> None:
    batch = TABLE.encode(["云州大学", "州"], 6)
    assert batch.chars.tolist() == [[2, 3, 7, 8, 0, 0], [3, 0, 0, 0, 0, 0]]
    assert batch.grams[0, 0, 0] > 0 and batch.grams[0, 2, 0] == 1
    assert not batch.grams[1].any()
    begins_place, begins_end, _, _, ends_place, ends_end = batch.flags[0].T
    assert np.flatnonzero(begins_place).tolist() == [0] and np.flatnonzero(ends_place).tolist() == [1]
    assert np.flatnonzero(begins_end).tolist() == [2] and np.flatnonzero(ends_end).tolist() == [3]


def test_an_unknown_character_has_the_number_of_the_unknown() -> None:
    assert TABLE.encode(["囍1１"], 3).chars.tolist() == [[1, 9, 9]]


def test_a_table_survives_saving(tmp_path: Path) -> None:
    TABLE.save(tmp_path / "table.npz")
    again = FeatureTable.load(tmp_path / "table.npz")
    texts = ["云州市产值", "A大学"]
    for ours, theirs in zip(_arrays(TABLE, texts), _arrays(again, texts), strict=True):
        assert np.array_equal(ours, theirs)


def _arrays(table: FeatureTable, texts: list[str]) -> list[np.ndarray]:
    batch = table.encode(texts, 8)
    return [batch.chars, batch.grams, batch.flags]


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "table.npz").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"table\.npz"):
        FeatureTable.load(tmp_path / "table.npz")
