"""The training command end to end, with sizes that take seconds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.recognise.corpus import TableLimits, build_table
from extract.recognise.features import FeatureTable
from extract.recognise.gazetteer import read_gazetteer
from extract.recognise.labels import read_labelled
from pipelines import train_ner
from tests.recognise.conftest import PLACES, SUBJECTS

TINY = {
    "encoder": {"width": 24, "heads": 2, "layers": ["c1", "a"], "char_dim": 16, "gram_dim": 8},
    "pretraining": {"steps": 12, "rows": 8, "length": 16, "rate": 1e-2},
    "fine_tuning": {"epochs": 6, "batch_size": 8, "lr": 1e-2, "dropout": 0.0, "average": 0.9, "swap": 0.0},
    "silver": {"sentences": 10},
    "self_training": {"epochs": 2},
    "finishing": {"epochs": 2},
}
LIMITS = TableLimits(min_char_count=1, min_bigram_count=2, min_gram_count=2, min_cohesion=0.0)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """Registers with a name or two each, in the form of the public ones."""
    files = {
        "divisions_2023/provinces.csv": "code,name\n99,云州省\n",
        "divisions_2023/cities.csv": "code,name\n9901,江城市\n9902,市辖区\n",
        "divisions_2023/areas.csv": "code,name\n990101,北岭土家族苗族自治县\n",
        "zones/zones.csv": "province,name\n云州,云州高新区\n",
        "countries/countries.csv": "name_zh_hans,short_zh_hans\n东港国,东港国\n",
        "government/central_gov_bodies.csv": "class,name,aliases\n部,农业农村部,农业部;农村部\n",
        "companies/central_soe.csv": "name\n云州集团有限公司\n",
        "companies/top_companies_2025.csv": "name\n江城钢铁有限公司\n",
        "companies/company_short_forms_267k.txt": "云钢\n江城铁\n北岭重工\n",
    }
    for name, content in files.items():
        path = tmp_path / "names" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "names"


def test_registers_become_kinds_of_names(names: Path) -> None:
    kinds = read_gazetteer(names, "王李")
    assert kinds["place"] == {"云州", "江城", "北岭"}
    assert kinds["division"] == {"云州省", "江城市", "北岭土家族苗族自治县", "云州高新区"}
    assert kinds["body"] == {"农业农村部", "农业部", "农村部"}
    assert (kinds["short2"], kinds["short3"], kinds["short4"]) == ({"云钢"}, {"江城铁"}, {"北岭重工"})
    assert "有限公司" in kinds["company_end"] and "委员会" in kinds["body_end"]


def test_grams_are_frequent_and_hold_together() -> None:
    table = build_table("江城大学，江城大学。\n产值增长，产值下降。", {}, LIMITS)
    assert "江城" in table.spell_grams(2) and "，江" not in table.spell_grams(3)
    assert "江城大学" in table.spell_grams(4)


def test_training_ends_with_a_model_and_is_taken_up_where_it_stopped(
    tmp_path: Path, names: Path, labelled_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "text"
    text.mkdir()
    lines = [f"{place}的{subject}，{place}大学说{subject}。" for place in PLACES for subject in SUBJECTS]
    (text / "a.txt").write_text("\n".join(lines * 4), encoding="utf-8")
    monkeypatch.setattr(train_ner.Training, "settings", TINY)
    own = tmp_path / "sentences.txt"
    own.write_text("[云州大学|university]在[云州|region]说[王江|person]。\n", encoding="utf-8")
    monkeypatch.setattr(train_ner, "_OWN", own)
    monkeypatch.setattr(train_ner, "TableLimits", lambda: LIMITS)
    monkeypatch.setattr(train_ner, "_bigram_vectors", lambda *_: None)
    monkeypatch.setattr(train_ner, "_SURE", 0.0)
    monkeypatch.setattr(train_ner, "_HELD_OUT", 3)
    training = train_ner.Training(
        text=text, labelled=labelled_file, names=names, out=tmp_path / "out", work=tmp_path / "work",
        machine="cpu", seed=1,
    )  # fmt: skip
    evaluation = train_ner.run(training)
    assert evaluation.n_sentences > 0 and {score.name for score in evaluation.scores} >= {"region", "person"}
    assert {path.name for path in training.out.iterdir()} == {"config.json", "features.npz", "model.npz"}
    assert len(read_labelled(training.work / "silver.jsonl")) == 10
    assert "encoder" in json.loads((training.out / "config.json").read_text(encoding="utf-8"))
    assert FeatureTable.load(training.out / "features.npz").n_flags == 33

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("done again")

    for step in ("build_table", "pretrain", "CharacterEntityRecognizer"):
        monkeypatch.setattr(train_ner, step, fail)
    assert train_ner.run(training) == evaluation
