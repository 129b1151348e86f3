"""Labelled sentences: what is read, and what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import ModelError
from extract.recognise.labels import TAGS, LabelledSentence, LabelledSpan, read_labelled, read_marked

BAD = [
    ("no json", "{", "line 1"),
    ("no entities", '{"text": "云州"}', "line 1"),
    ("outside the sentence", '{"text": "云州", "entities": [[0, 3, "REGION"]]}', "out of the sentence"),
    ("one over another", '{"text": "云州市", "entities": [[0, 2, "REGION"], [1, 3, "REGION"]]}', "over another"),
    ("unknown label", '{"text": "云州", "entities": [[0, 2, "PLACE"]]}', "PLACE"),
    ("unknown type", '{"text": "云州", "entities": [[0, 2, "ORG.firm"]]}', r"ORG\.firm"),
]


@pytest.mark.parametrize(("name", "line", "message"), BAD, ids=[case[0] for case in BAD])
def test_bad_lines_are_refused(tmp_path: Path, name: str, line: str, message: str) -> None:
    (tmp_path / "labelled.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        read_labelled(tmp_path / "labelled.jsonl")


def test_tags_and_types_of_each_character() -> None:
    sentence = LabelledSentence("云州大学在京", (LabelledSpan(0, 4, "ORG.university"), LabelledSpan(5, 6, "REGION")))
    assert [TAGS[tag] for tag in sentence.tag_ids()] == ["B-ORG", "I-ORG", "I-ORG", "E-ORG", "O", "S-REGION"]
    assert sentence.type_ids() == [2, 2, 2, 2, -1, -1]


def test_names_marked_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "sentences.txt"
    path.write_text("[云州大学|university]在[云州|region]发布《[云|named]》。\n没有名字。\n", encoding="utf-8")
    assert read_marked(path) == [
        LabelledSentence(
            "云州大学在云州发布《云》。",
            (LabelledSpan(0, 4, "ORG.university"), LabelledSpan(5, 7, "REGION"), LabelledSpan(10, 11, "NAMED")),
        ),
        LabelledSentence("没有名字。", ()),
    ]


@pytest.mark.parametrize(
    "line", ["[云州大学]成立", "[云州|place]", "[云州大学|university成立", "[[云州|region]大学|university]"]
)
def test_bad_marks_are_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "sentences.txt"
    path.write_text(f"云州。\n{line}\n", encoding="utf-8")
    with pytest.raises(ModelError, match="line 2"):
        read_marked(path)
