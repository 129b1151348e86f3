"""The training command, on a treebank of a few invented sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.segment import Segmenter
from pipelines import train_segmentation

SENTENCES = ["云州 市 产值 增长 。", "产值 增长 8% 。", "云州 企业 增长 。", "企业 产值 达到 9亿 元 。"]


def _treebank(folder: Path) -> Path:
    lines = []
    for sentence in SENTENCES * 5:
        lines += ["# text = x", *(f"{number}\t{word}\tO\t-\t-" for number, word in enumerate(sentence.split(), 1)), ""]
    (folder / "zh-train.iob2").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, float]]:
    folder = tmp_path_factory.mktemp("training")
    out = folder / "out"
    out.mkdir()
    (out / "sentences.txt").write_text("云州 企业 产值 增长 。\n", encoding="utf-8")
    treebank = _treebank(folder)
    scores = train_segmentation.run(treebank, treebank / "zh-train.iob2", out, folder / "work", 3, 1)
    return folder, scores


def test_a_small_model_learns_its_sentences(trained: tuple[Path, dict[str, float]]) -> None:
    folder, scores = trained
    assert scores["treebank test"] == 1.0
    assert Segmenter(folder / "out").words("云州产值增长。") == ["云州", "产值", "增长", "。"]


def test_a_finished_training_is_not_repeated(
    trained: tuple[Path, dict[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, scores = trained

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("trained again")

    monkeypatch.setattr(train_segmentation.spacy_pkuseg, "train", fail)
    out, work = folder / "out", folder / "work"
    assert train_segmentation.run(folder, folder / "zh-train.iob2", out, work, 3, 1) == scores


FLOORS = [("own domain sentences", "domain_sentences.txt", 0.96)]


@pytest.mark.parametrize(("name", "file", "floor"), FLOORS)
def test_score_floor_of_the_shipped_model(name: str, file: str, floor: float) -> None:
    sentences = list(train_segmentation.read_spaced(Path(__file__).parent / file))
    assert len(sentences) >= 200
    assert train_segmentation.score_words(Segmenter(), sentences) >= floor
