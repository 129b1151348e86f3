"""Quantities: marked sentences, look-alikes, and what holds for any text."""

from __future__ import annotations

import math
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.numbers import find_quantities
from tests.numbers.number_tables import lines, read_marked

POSITIVE = lines("quantities.txt")
LOOKALIKES = [line.split("\t") for line in lines("lookalikes.tsv")]
# fmt: off
ADVERSARIAL = [
    "9", "万亿", "一三二", "一、", "1、", "1-", "1到", "第一", "每1", "《", "一 ", "百分之", "1.", "1,111,", "5亿和",
    "１，", "三分之", "十余万", "5家", "5元每", "约", "1+", "“三个",
]
# fmt: on
PIECES = list(
    "0123456789０５.,，、-—–~至到和及每第前首翻半对《》“”（）()%％‰/·×^$￥ \n"
    "一二两三四五六七八九十百千万亿零〇点分之成折"
    "几数余多来约近超过不足以上下左右个家元米斤吨年月日时级大强位次月倍番壹佰kKwWmGPT"
)


@pytest.mark.parametrize("line", POSITIVE, ids=range(len(POSITIVE)))
def test_marked_sentence(line: str) -> None:
    text, expected = read_marked(line)
    found = find_quantities(text)
    assert [(q.start, q.end, q.unit, q.bound) for q in found] == [(e.start, e.end, e.unit, e.bound) for e in expected]
    assert [q.value for q in found] == pytest.approx([e.value for e in expected], rel=1e-5)
    assert [q.value_high for q in found] == [
        e.value_high if e.value_high is None else pytest.approx(e.value_high) for e in expected
    ]


@pytest.mark.parametrize(("kind", "text"), LOOKALIKES, ids=[text for _, text in LOOKALIKES])
def test_lookalike_is_dropped(kind: str, text: str) -> None:
    assert find_quantities(text) == []


def test_tables_are_large_enough() -> None:
    assert len(POSITIVE) >= 300
    assert len(LOOKALIKES) >= 60


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text(text: str) -> None:
    at = 0
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert at <= quantity.start < quantity.end
        at = quantity.end
    assert find_quantities(text) == find_quantities(text)


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_with_length_alone(piece: str) -> None:
    text = piece * 20_000
    find_quantities(text[:100])
    times = []
    for size in (len(text) // 8, len(text)):
        # The processor's own time, and the best of three, so that other work on the machine counts for little.
        best = math.inf
        for _ in range(3):
            begin = time.process_time()
            find_quantities(text[:size])
            best = min(best, time.process_time() - begin)
        times.append(best)
    # Eight times the text; a quadratic reader would take 64 times as long.
    assert times[1] < 30 * max(times[0], 0.002)


def test_import_stays_light() -> None:
    code = (
        "import sys; from extract.numbers import find_quantities; find_quantities('增长8.1%，投资3亿元');"
        "print([m for m in ('spacy', 'torch', 'pandas', 'pint', 'hanlp') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
