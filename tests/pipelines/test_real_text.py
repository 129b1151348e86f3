"""Hundreds of pages of real text, where there is some: every table passes its checks, and no stage raises.

What rules written with care still do to text that nobody thought of shows here before it stops a night.
"""

from __future__ import annotations

import lzma
import random
from pathlib import Path

import pandas as pd
import pytest

from extract.settings import Settings
from pipelines.options import RunOptions
from tests.pipelines.corpus import run_plain
from tests.shared_data import SHARED

_TEXT = SHARED / "train" / "text"
_PER_FILE, _LINES = 20, 25


@pytest.mark.skipif(not _TEXT.is_dir(), reason="no real text on this machine")
def test_pages_of_real_text_are_published(tmp_path: Path) -> None:
    chance = random.Random(1)
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in sorted(_TEXT.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            lines = [line for line in stream if line.strip()]
        for page in range(_PER_FILE):
            start = chance.randrange(max(1, len(lines) - _LINES))
            text = "".join(lines[start : start + _LINES])
            (raw / f"{path.name.removesuffix('.txt.xz')}-{page:02d}.txt").write_text(text, encoding="utf-8")
    run_plain(RunOptions(input=raw, out=tmp_path / "out", settings=Settings(recogniser="rules")))
    assert pd.read_parquet(tmp_path / "out" / "rejects.parquet")["source"].tolist() == []
