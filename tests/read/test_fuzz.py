"""A short run of the fuzzing in ``bench/fuzz_readers.py``; EXTRACT_FUZZ_CASES makes it longer (CI: some 30 s)."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

from bench.fuzz_readers import cases, check

CASES = int(os.environ.get("EXTRACT_FUZZ_CASES", "160"))


@pytest.mark.filterwarnings("ignore")
def test_broken_files_are_read_or_rejected(tmp_path: Path) -> None:
    outcomes = {check(name, data, tmp_path) for _, _, name, data in islice(cases(20, []), CASES)}
    assert "read" in outcomes
    assert "damaged" in outcomes
