"""Tiny real models, trained or built in the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PLACES = ["云州", "江城", "北岭", "东港"]
SUBJECTS = ["产值增长", "工业稳定", "出口下降", "投资加快"]


@pytest.fixture(scope="session")
def labelled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sentences with a place and a university, in the form of the training data."""
    lines = []
    for place in PLACES:
        for subject in SUBJECTS:
            lines.append({"text": f"{place}{subject}。", "entities": [[0, 2, "REGION"]]})
            lines.append({"text": f"{place}大学说{subject}。", "entities": [[0, 4, "ORG.university"]]})
    path = tmp_path_factory.mktemp("labelled") / "labelled.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def project_model(labelled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's component, tiny, trained from nothing on :func:`labelled_file`."""
    import torch

    from extract.recognise.component import CharacterEntityRecognizer
    from extract.recognise.features import FeatureTable
    from extract.recognise.labels import read_labelled
    from extract.recognise.network import EncoderSize

    torch.set_num_threads(1)  # arrays this small only wait for one another
    data = read_labelled(labelled_file)
    characters = "".join(sorted({char for sentence in data for char in sentence.text}))
    table = FeatureTable.build(characters, ([*PLACES, "大学"], [], []), {"place": PLACES})
    size = EncoderSize(
        n_chars=table.n_chars, n_grams=table.n_grams, n_gazetteer=table.n_flags,
        char_dim=16, gram_dim=8, width=24, heads=2, layers=("c1", "a"),
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("project")
    CharacterEntityRecognizer().fit(
        data, data, str(folder), table=table, encoder=size.as_config(), epochs=16, lr=1.5e-2, batch_size=8,
        swap=0.0, leave_out=0.0, dropout=0.0, average=0.9,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def hanlp_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HanLP's own recurrent recogniser, trained in seconds on sentences tagged in the MSRA way.

    Without its random field, which HanLP 2.1.5 builds with batch and length the wrong way round.
    """
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    folder = tmp_path_factory.mktemp("hanlp")
    lines = []
    for place in PLACES:
        for subject in SUBJECTS:
            tags = ["B-NS", "I-NS", *["O"] * len(subject)]
            lines += [f"{char}\t{tag}" for char, tag in zip(place + subject, tags, strict=True)] + [""]
    data = folder / "train.tsv"
    data.write_text("\n".join(lines) + "\n", encoding="utf-8")
    component = RNNNamedEntityRecognizer()
    component.fit(
        str(data), str(data), str(folder / "model"), epochs=5, batch_size=4, embed=16, rnn_hidden=16, lr=0.05,
        devices=-1, tagging_scheme="BIO", drop=0.1, anneal_factor=None, seed=1, crf=False,
    )  # fmt: skip
    return folder / "model"


@pytest.fixture(scope="session")
def spacy_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spaCy pipeline whose entities come from a ruler; one label means nothing to us."""
    import spacy

    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "GPE", "pattern": place} for place in PLACES] + [{"label": "CARDINAL", "pattern": "三"}]
    )
    folder = tmp_path_factory.mktemp("spacy") / "model"
    nlp.to_disk(folder)
    return folder
