"""The four recognisers behind one setting, each with a real model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.errors import ModelError
from extract.recognise import load_recogniser
from extract.recognise.project import ProjectRecogniser

SENTENCES = ["云州产值增长。", "", "江城大学说工业稳定。", "2024", "  ", "北岭出口下降。"]


def _spans(found: list) -> list[list[tuple[str, str]]]:
    return [[(candidate.text, candidate.label) for candidate in of_sentence] for of_sentence in found]


def test_rules_propose_nothing_and_import_no_torch() -> None:
    code = (
        "import sys; from extract.recognise import load_recogniser;"
        "assert load_recogniser('rules').recognise(['云州']) == [[]]; assert 'torch' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_project_model(project_model: Path) -> None:
    found = ProjectRecogniser(project_model).recognise(SENTENCES)
    assert _spans(found) == [
        [("云州", "REGION")], [], [("江城大学", "ORG.university")], [], [], [("北岭", "REGION")],
    ]  # fmt: skip
    for text, candidates in zip(SENTENCES, found, strict=True):
        for candidate in candidates:
            assert text[candidate.start : candidate.end] == candidate.text
            assert 0.5 < candidate.confidence <= 1 and candidate.rule == "model:ner"


def test_hanlp_loads_the_project_model(project_model: Path) -> None:
    import hanlp

    component = hanlp.load(str(project_model), devices=-1)
    assert [entity[:4] for entity in component("云州产值增长。")] == [("云州", "REGION", 0, 2)]


def test_a_hanlp_model_by_path(hanlp_model: Path) -> None:
    found = load_recogniser(f"hanlp:{hanlp_model}").recognise(SENTENCES)
    assert _spans(found)[0] == [("云州", "REGION")]
    assert _spans(found)[1] == _spans(found)[4] == []


def test_a_spacy_pipeline_by_path(spacy_model: Path) -> None:
    found = load_recogniser(f"spacy:{spacy_model}").recognise([*SENTENCES, "东港三家企业"])
    assert _spans(found) == [
        [("云州", "REGION")], [], [("江城", "REGION")], [], [], [("北岭", "REGION")], [("东港", "REGION")],
    ]  # fmt: skip


UNKNOWN = [("bert", "choose one of"), ("hanlp:", "choose one of"), ("spacy:", "choose one of")]


@pytest.mark.parametrize(("name", "message"), UNKNOWN)
def test_unknown_settings_are_refused(name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        load_recogniser(name)


MISSING = [("hanlp:{}/none", "HanLP cannot load"), ("spacy:{}/none", "spaCy cannot load")]


@pytest.mark.parametrize(("name", "message"), MISSING)
def test_models_that_are_not_there_are_named(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        load_recogniser(name.format(tmp_path)).recognise(SENTENCES)


def test_a_missing_project_model_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="train_ner"):
        ProjectRecogniser(tmp_path).recognise(["云州"])


def test_nothing_depends_on_the_sentences_beside_it(project_model: Path) -> None:
    recogniser = ProjectRecogniser(project_model)
    sentences = [place + "产值" * size + "。" for size in range(1, 40) for place in ("云州", "江城大学说")]
    together = recogniser.recognise(sentences)
    assert together == [recogniser.recognise([sentence])[0] for sentence in sentences]
    assert together == recogniser.recognise(sentences[::-1])[::-1]


def test_a_sentence_longer_than_any_array_is_run_in_parts(project_model: Path) -> None:
    text = "云州产值增长，" * 100
    found = ProjectRecogniser(project_model).recognise([text])[0]
    assert all(text[candidate.start : candidate.end] == candidate.text for candidate in found)
    assert len(found) >= 90


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("云州大学说产值。\n"))), max_size=5))
def test_candidates_quote_their_sentence_whatever_it_is(project_model: Path, sentences: list[str]) -> None:
    found = ProjectRecogniser(project_model).recognise(sentences)
    assert len(found) == len(sentences)
    for text, candidates in zip(sentences, found, strict=True):
        ends = [0, *(candidate.end for candidate in candidates)]
        for candidate, before in zip(candidates, ends, strict=False):
            assert before <= candidate.start < candidate.end <= len(text)
            assert text[candidate.start : candidate.end] == candidate.text
