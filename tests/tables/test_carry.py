"""Rows taken over from the version before are the rows that would have been made anew, byte for byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extract.settings import Settings
from extract.tables import build
from extract.tables.carry import Base
from extract.tables.compare import TableChange
from extract.tables.engine import read_parquet
from extract.tables.publish import DATABASE
from extract.tables.schemas import TABLES
from pipelines.options import RunOptions
from tests.pipelines.corpus import run_plain, table_bytes

_FIRMS = ("云岭重工", "江畔药业", "北辰光电", "海石化工", "松原粮油", "苍溪电机")
_CITIES = ("成都", "绵阳", "湘潭", "芜湖", "洛阳", "衢州")


def _text(chance: random.Random) -> str:
    firm, city = chance.choice(_FIRMS), chance.choice(_CITIES)
    return (
        f"{firm}：{chance.randrange(2, 90)}亿元新线投产\n\n"
        f"2025年{chance.randrange(1, 12)}月，{firm}股份有限公司在{city}投产{chance.randrange(2, 40)}条生产线，"
        f"总投资{chance.randrange(2, 90)}亿元。去年，{firm}公司营业收入{chance.randrange(20, 900)}亿元，"
        f"同比增长{chance.randrange(1, 60)}.{chance.randrange(1, 9)}%。{city}市科技局表示，全市已有"
        f"{chance.randrange(100, 900)}家高新技术企业，力争2027年达到{chance.randrange(900, 2000)}家。\n"
    )


def _rewrite(raw: Path, chance: random.Random) -> None:
    chance.choice(sorted(raw.glob("*.txt"))).write_text(_text(chance), encoding="utf-8")


def _add(raw: Path, chance: random.Random) -> None:
    (raw / f"{chance.randrange(1000):04d}-new.txt").write_text(_text(chance), encoding="utf-8")


def _delete(raw: Path, chance: random.Random) -> None:
    chance.choice(sorted(raw.glob("*.txt"))).unlink()


def _reprint(raw: Path, chance: random.Random) -> None:
    kept = chance.choice(sorted(raw.glob("*.txt"))).read_text(encoding="utf-8")
    (raw / f"{chance.randrange(1000):04d}-reprint.txt").write_text(kept, encoding="utf-8")


def _reprint_earlier(raw: Path, chance: random.Random) -> None:
    """A reprint that sorts before the text it was copied from, so that the text kept is another now."""
    kept = chance.choice(sorted(raw.glob("*.txt"))).read_text(encoding="utf-8")
    (raw / f"-{chance.randrange(1000):04d}.txt").write_text(kept, encoding="utf-8")


def _declare(raw: Path, chance: random.Random) -> None:
    """A document that gives a firm's other name, which links its mentions in all other documents anew."""
    firm = chance.choice(_FIRMS)
    declared = f"{chance.choice(_CITIES)}{firm}集团有限公司（以下简称“{firm}公司”）今年投产3条生产线。\n"
    (raw / f"{chance.randrange(1000):04d}-declared.txt").write_text(declared, encoding="utf-8")


def _reject(raw: Path, chance: random.Random) -> None:
    chance.choice(sorted(raw.glob("*.txt"))).write_bytes(b"")


_EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    _rewrite, _add, _delete, _reprint, _reprint_earlier, _declare, _reject,
)  # fmt: skip


def _run(folder: Path) -> tuple[dict[str, str], tuple[TableChange, ...]]:
    options = RunOptions(input=folder / "raw", out=folder / "out", settings=Settings(recogniser="rules"))
    staged, _ = run_plain(options)
    assert _unlike_their_files(folder / "out") == []
    return table_bytes(folder / "out"), staged.changes


def _unlike_their_files(out: Path) -> list[str]:
    """Tables whose rows in the database are others than in their Parquet file, or that are not described there."""
    with duckdb.connect(str(out / DATABASE), read_only=True) as db:
        unlike = [
            name
            for name in TABLES
            for one, other in permutations((name, read_parquet([out / f"{name}.parquet"])))
            if db.execute(f"(FROM {one} EXCEPT ALL FROM {other}) LIMIT 1").fetchall()
        ]
        silent = "SELECT table_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        return [*unlike, *(row[0] for row in db.execute(silent).fetchall())]


def _agree(folder: Path, edit: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Edit the documents, and see that the next run takes rows over and publishes what it would without."""
    edit(folder / "raw")
    anew = folder.with_name("anew")
    shutil.rmtree(anew, ignore_errors=True)
    shutil.copytree(folder, anew, symlinks=True)
    bases: list[Base | None] = []

    class Watched(build.Assembly):
        def __init__(self, *arguments: Any, base: Base | None, **more: Any) -> None:
            bases.append(base)
            super().__init__(*arguments, base=base, **more)

    with monkeypatch.context() as patch:
        patch.setattr(build, "Assembly", Watched)
        published = _run(folder)
        patch.setattr("pipelines.published.MIN_CARRIED", 2.0)
        assert published == _run(anew)
    assert [base is not None for base in bases] == [True, False]


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.tables.assemble.ROWS_PER_BATCH", 32)
    monkeypatch.setattr("extract.tables.carry.ROWS_AT_A_TIME", 20)


def test_nothing_changed(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "1.txt").write_text(_text(random.Random(1)), encoding="utf-8")
    assert _run(tmp_path)[0] == _run(tmp_path)[0]


@pytest.mark.parametrize("seed", range(2))
def test_any_edits(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    (tmp_path / "raw").mkdir()
    for number in range(16):
        (tmp_path / "raw" / f"{number * 50:04d}.txt").write_text(_text(chance), encoding="utf-8")
    _run(tmp_path)
    for edits in (_EDITS[:3], _EDITS[3:5], _EDITS[5:], chance.sample(_EDITS, 2)):
        _agree(tmp_path, lambda raw, edits=edits: [edit(raw, chance) for edit in edits], monkeypatch)  # type: ignore[misc]
    assert set(table_bytes(tmp_path / "out")) == TABLES.keys() - {"runs"}


_NOTICE = (
    "今年前三季度，云岭重工营业收入41亿元，净利润5.2亿元，研发投入3.3亿元，出口额12亿元，员工2600人，新增专利47件，"
    "投产6条生产线，建成19座厂房，订单同比增长8.4%，纳税额2.7亿元。"
)
_NEWS = (
    "衢州市科技局介绍，全市高新技术企业达到760家，科技型中小企业3100家，技术合同成交额98亿元，孵化器31家，"
    "研发人员2.4万人，专利授权量6200件，规上工业增加值增长9.1%，省级实验室12家。"
)


_ISSUE = f"海州快讯第7期\n●工业\n{_NOTICE}\n●科技\n{_NEWS}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The text kept changes a little: the reprint says again less than it did.
        ({"3.txt": _NOTICE, "5.txt": _NOTICE}, {"3.txt": _NOTICE.replace("47件", "48件")}),
        # Another text is the one kept, for a document and for one article of a document.
        ({"3.txt": _NOTICE, "5.txt": _NOTICE}, {"1.txt": _NOTICE}),
        ({"5.txt": _ISSUE}, {"1.txt": _NEWS}),
        # The text kept is gone.
        ({"3.txt": _NOTICE, "5.txt": _NOTICE, "7.txt": _NOTICE}, {"3.txt": None}),
        ({"1.txt": _NEWS, "5.txt": _ISSUE}, {"1.txt": None}),
    ],
)
def test_reprints(
    before: dict[str, str], after: dict[str, str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(raw: Path, texts: Mapping[str, str | None]) -> None:
        for name, text in texts.items():
            if text is None:
                (raw / name).unlink()
            else:
                (raw / name).write_text(text, encoding="utf-8")

    (tmp_path / "raw").mkdir()
    write(tmp_path / "raw", before)
    # Enough others for the run to take rows over.
    write(tmp_path / "raw", {f"other{number}.txt": _text(random.Random(number)) for number in range(4)})
    _run(tmp_path)
    _agree(tmp_path, lambda raw: write(raw, after), monkeypatch)
