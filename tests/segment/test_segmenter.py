"""Words and documents: nothing is lost, nothing found is cut, and pkuseg's own words come out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ModelError
from extract.model_paths import model_folder
from extract.records import Mention
from extract.segment import Segmenter, split_sentences

SEGMENTER = Segmenter()
TEXTS = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("。“”（ \n\t\u3000年5G云州"))
)

WORDS = [
    ("percentage", "产值增长8.1%。", ["产值", "增长", "8.1%", "。"]),
    ("thousands", "共1,200家", ["共", "1,200", "家"]),
    ("letters and digits", "铺设5G网络", ["铺设", "5G", "网络"]),
    ("latin words", "使用 Open Source 软件", ["使用", "Open", "Source", "软件"]),
    ("user dictionary", "发电9亿千瓦时", ["发电", "9亿", "千瓦时"]),
    ("white space is no word", "　云州 \n", ["云州"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), WORDS, ids=[case[0] for case in WORDS])
def test_words(name: str, text: str, expected: list[str]) -> None:
    assert SEGMENTER.words(text) == expected


MENTIONS = [
    ("cut word is split", "云州产值增长", (1, 3), "州产"),
    ("words are merged", "云州市科学技术局成立", (0, 8), "云州市科学技术局"),
    ("mention with a space", "达100 EFlops规模", (1, 11), "100 EFlops"),
    ("mention at the end", "来自云州", (2, 4), "云州"),
]


@pytest.mark.parametrize(("name", "text", "span", "word"), MENTIONS, ids=[case[0] for case in MENTIONS])
def test_a_mention_is_one_word(name: str, text: str, span: tuple[int, int], word: str) -> None:
    mention = Mention(start=span[0], end=span[1], text=text[slice(*span)], rule="test")
    doc = SEGMENTER.doc(text, split_sentences(text), [mention])
    assert doc.text == text
    assert [span.text for span in doc.spans["mentions"]] == [word]
    assert word in [token.text for token in doc]


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4))
def test_a_document_is_its_text(text: str, spans: list[tuple[int, int]]) -> None:
    mentions = [
        Mention(start=start, end=min(len(text), start + size), text=text[start : start + size], rule="test")
        for start, size in sorted(spans)
        if start < len(text)
    ]
    sentences = split_sentences(text)
    doc = SEGMENTER.doc(text, sentences, mentions)
    assert doc.text == text
    edges = {token.idx for token in doc} | {token.idx + len(token) for token in doc}
    inside = {offset for mention in mentions for offset in range(mention.start + 1, mention.end)}
    starts = {sentence.start for sentence in sentences}
    assert starts - inside <= {token.idx for token in doc if token.is_sent_start}
    assert {mention.start for mention in mentions} - inside <= edges


def test_the_pipeline_alone_marks_sentences() -> None:
    doc = SEGMENTER.nlp("产值增长。利润下降。")
    assert [sentence.text for sentence in doc.sents] == ["产值增长。", "利润下降。"]


def test_arrays_give_the_words_of_pkuseg_itself() -> None:
    from spacy_pkuseg import pkuseg

    own = pkuseg(str(model_folder("segmentation")), user_dict=None)
    for line in (Path(__file__).parent / "domain_sentences.txt").read_text(encoding="utf-8").splitlines()[::4]:
        text = line.replace(" ", "")
        own.preprocesser = SEGMENTER.nlp.tokenizer.pkuseg_seg.preprocesser
        assert SEGMENTER.nlp.tokenizer.pkuseg_seg.cut(text) == own.cut(text)


def test_a_missing_model_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="train_segmentation"):
        _ = Segmenter(tmp_path).nlp
