"""The version changes with what decides an extraction, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.extractor import Extractor
from extract.model_paths import models_path


def test_the_same_models_in_another_place_give_the_same_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = models_path()
    versions = [Extractor().version]
    for place in ("a", "z/deeper"):
        shutil.copytree(here, tmp_path / place)
        monkeypatch.setenv("EXTRACT_MODELS", str(tmp_path / place))
        versions.append(Extractor().version)
    assert len(set(versions)) == 1
    (tmp_path / "z/deeper/README.md").write_text("changed", encoding="utf-8")
    assert Extractor().version != versions[0]
