"""The scores on annotated documents stay at or above the floors of ``score_floors.toml``."""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from extract.settings import Settings
from pipelines.options import RunOptions
from pipelines.run import run_nightly
from tests.shared_data import GOLD, SCORER

FLOORS = tomllib.loads((Path(__file__).parent / "score_floors.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="no annotated documents beside the project")


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, float]]]:
    out = tmp_path_factory.mktemp("scored")
    run_nightly(RunOptions(input=GOLD, out=out, settings=Settings(), workers=2))
    result, _ = _scorer().score(out, GOLD)
    assert not result["absent"]
    yield result


def _scorer() -> ModuleType:
    specification = importlib.util.spec_from_file_location("score", SCORER)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("group", "name", "floor"),
    [(group, name, floor) for group, floors in FLOORS.items() for name, floor in floors.items()],
)
def test_floor(scores: dict[str, dict[str, float]], group: str, name: str, floor: float) -> None:
    assert scores[group][name] >= floor
