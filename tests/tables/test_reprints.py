"""Reprints are recognised and counted once; notices that differ in their figures are not taken for one another."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from extract.dates import find_dates
from extract.duplicates import sign
from extract.numbers import find_quantities
from extract.report import write_report
from extract.tables.part_schemas import SIGNATURES, part_schema
from extract.tables.reprints import find_reprints
from tests.pipelines.corpus import options_for, run_plain, table_bytes

FIRST = (
    "海州市上半年新增专利320件，同比增长6.5%。记者从市科技局获悉，全市技术合同成交额达到12亿元，居全省第三位，"
    "高新技术企业总数突破四百家。下半年，该市还将新建两个中试基地，推动更多成果走向市场，服务本地装备制造企业。"
)
OTHER = (
    "云溪县上半年新增专利52件，同比增长4.1%。县科技局介绍，全县技术合同成交额达到1.3亿元，新认定高新技术企业十一家，"
    "科技特派员服务乡村的次数比去年同期多了三成，农民学会了用无人机巡田，粮食单产也有所提高。"
)
NOTICE = (
    "{month}月份，海州市规模以上工业增加值同比增长{growth}%。其中，云岭公司完成产值{output}亿元，装备制造业增长势头良好，"
    "新产品不断投放市场，企业订单充足，用工稳定。市统计局表示，工业经济总体平稳，下阶段将继续做好企业服务，推动重点项目建设。"
)
MARCH = NOTICE.format(month=3, growth=6.1, output=12)
APRIL = NOTICE.format(month=4, growth=5.8, output=13)
REPRINT = "本报讯 " + MARCH.replace("不断", "陆续").replace("，用工稳定", "") + "记者 海风"


def kept(texts: Sequence[str]) -> list[int | None]:
    """For each text the one to keep instead, as they stand in order."""
    rows = []
    for number, text in enumerate(texts):
        signed = sign(text, quantities=find_quantities(text), dates=find_dates(text, None))
        if signed is not None:
            told = {name: getattr(signed, name) for name in ("sketch", "keys", "values", "days", "names")}
            rows.append({"text_id": f"{number}", "doc_id": f"{number}", "start": 0, "end": len(text)} | told)
    table = pa.Table.from_pylist(rows, schema=part_schema(SIGNATURES))
    position = pa.array([int(row["text_id"]) for row in rows], pa.int64())
    with duckdb.connect() as db:
        db.register("part_signatures", table.append_column("position", position))
        found = find_reprints(db)
        numbers = dict(db.execute("SELECT place, text_id::int FROM signed").fetchall())
    originals = {numbers[place]: numbers[first] for place, first in found.items()}
    return [originals.get(number) for number in range(len(texts))]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([FIRST, OTHER], [None, None]),
        ([FIRST, FIRST], [None, 0]),
        ([FIRST, OTHER, FIRST + OTHER[:20]], [None, None, 0]),
        ([FIRST, FIRST.replace("海州市", "我市")], [None, 0]),
        ([FIRST, "本报讯 " + FIRST.replace("，", ", ").replace("320件", "三百二十件")], [None, 0]),
        ([FIRST, FIRST[: len(FIRST) // 3]], [None, None]),
        ([OTHER, FIRST, OTHER, FIRST], [None, None, 0, 1]),
        (["", "", "，。"], [None, None, None]),
        (["短讯", "短讯", "短信"], [None, 0, None]),
        ([], []),
        ([FIRST] * 30, [None] + [0] * 29),
        ([MARCH, APRIL], [None, None]),
        ([MARCH, REPRINT, APRIL], [None, 0, None]),
        ([MARCH, MARCH.replace("3月", "4月")], [None, None]),
        ([MARCH, MARCH.replace("6.1%", "6.2%")], [None, None]),
        # One figure of six is corrected, nothing else.
        ([FIRST, FIRST.replace("6.5%", "6.6%")], [None, 0]),
        ([FIRST.replace("320", f"{n}").replace("6.5", f"{n / 7:.1f}").replace("12", f"{n + 3}") for n in range(9)],
         [None] * 9),
    ],
)  # fmt: skip
def test_find_reprints(texts: list[str], expected: list[int | None]) -> None:
    assert kept(texts) == expected


def test_time_grows_with_the_number_of_texts() -> None:
    """Thousands of notices of one form, and a reprint of each hundredth."""
    notices = [NOTICE.format(month=n % 12 + 1, growth=f"{n / 9:.1f}", output=n) for n in range(2000)]
    reprints = [notice.replace("不断", "陆续") for notice in notices[::100]]
    started = time.process_time()
    found = kept(notices + reprints)
    assert time.process_time() - started < 10
    assert found[:2000] == [None] * 2000
    assert found[2000:] == list(range(0, 2000, 100))


def corpus(folder: Path, **texts: str) -> Path:
    """Documents, each published on the day that its name ends with."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    lines = ["source,published_on,publisher,title"]
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        lines.append(f"{name}.txt,2025-04-{name[-2:]},,")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def read(out: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(out / f"{name}.parquet")


def duplicates(out: Path) -> dict[str, str]:
    """What each reprint repeats, by the names of documents and, of articles, their titles."""
    documents = read(out, "documents").assign(name=lambda rows: rows["source"].str.removesuffix(".txt"))
    articles = read(out, "articles").merge(documents[["doc_id", "name"]], on="doc_id")
    articles["name"] += "/" + articles["title"]
    names = {**dict(zip(documents["doc_id"], documents["name"], strict=True)),
             **dict(zip(articles["article_id"], articles["name"], strict=True))}  # fmt: skip
    pairs = [*zip(documents["name"], documents["duplicate_of"], strict=True),
             *zip(articles["name"], articles["duplicate_of"], strict=True)]  # fmt: skip
    return {name: names[of] for name, of in pairs if of}


_ISSUE = f"海州快讯第7期\n●工业\n{MARCH}\n●专利\n{FIRST}\n"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"a02": MARCH, "b01": MARCH}, {"a02": "b01"}),
        ({"a01": MARCH, "b01": MARCH}, {"b01": "a01"}),
        ({"a03": MARCH, "b02": REPRINT, "c01": MARCH}, {"a03": "c01", "b02": "c01"}),
        ({"a01": MARCH, "b02": APRIL}, {}),
        ({"a01": MARCH, "b02": _ISSUE}, {"b02/工业": "a01"}),
        ({"a03": MARCH, "b02": _ISSUE}, {"a03": "b02"}),
        ({"a01": _ISSUE, "b02": _ISSUE}, {"b02": "a01", "b02/工业": "a01/工业", "b02/专利": "a01/专利"}),
        ({"a01": _ISSUE, "b02": f"●工业\n{REPRINT}\n●县里\n{OTHER}"}, {"b02/工业": "a01/工业"}),
    ],
    ids=["two", "same day", "three", "template", "article of a document", "document of an article", "issue", "mixed"],
)
def test_what_repeats_what(tmp_path: Path, texts: dict[str, str], expected: dict[str, str]) -> None:
    run_plain(options_for(corpus(tmp_path / "raw", **texts), tmp_path / "out"))
    found = duplicates(tmp_path / "out")
    assert found == expected


def test_rows_stay_and_are_counted_once(tmp_path: Path) -> None:
    added = REPRINT + "。江畔公司投资7亿元。"
    raw = corpus(tmp_path / "raw", a01=MARCH, b02=added, c03=APRIL, d04=MARCH)
    run_plain(options_for(raw, tmp_path / "out"))
    out = tmp_path / "out"
    assert list(duplicates(out)) == ["b02", "d04"]
    metrics = read(out, "metrics").merge(read(out, "documents")[["doc_id", "source"]], on="doc_id")
    told = metrics[metrics["is_duplicate"]].groupby("source").size().to_dict()
    # Nothing is lost; what only the reprint says counts as said there.
    assert len(metrics) == 4 * 2 + 1
    assert told == {"b02.txt": 2, "d04.txt": 2}
    organisations = read(out, "organisations").set_index("name")[["n_mentions", "n_documents"]]
    assert organisations.loc["江畔公司"].tolist() == [1, 1]
    # Once in March and once in April; all of the mentions stand in their table.
    assert organisations.loc["云岭公司"].tolist() == [2, 2]
    assert read(out, "organisation_mentions").groupby("text").size()["云岭公司"] == 4
    with duckdb.connect(str(out / "extract.duckdb"), read_only=True) as db:
        once = db.execute("SELECT metric_id FROM fact_metric JOIN first_statement USING (metric_id)").fetchall()
        assert {row[0] for row in once} <= set(metrics.loc[~metrics["is_duplicate"], "metric_id"])
        assert db.execute("SELECT sum(n_facts) FROM dim_metric").fetchone() == (5,)
    written = write_report(out, tmp_path / "report.html")
    assert (written.documents, written.facts) == (2, 5)


def test_the_order_of_arrival_does_not_matter_and_a_copy_can_go(tmp_path: Path) -> None:
    texts = {"a03": MARCH, "b02": REPRINT, "c01": MARCH, "d04": APRIL}
    raw, out = tmp_path / "raw", tmp_path / "out"
    run_plain(options_for(corpus(raw, a03=MARCH), out))
    run_plain(options_for(corpus(raw, a03=MARCH, d04=APRIL), out))
    assert duplicates(out) == {}
    run_plain(options_for(corpus(raw, a03=MARCH, d04=APRIL, b02=REPRINT), out))
    assert duplicates(out) == {"a03": "b02"}
    run_plain(options_for(corpus(raw, **texts), out))
    assert duplicates(out) == {"a03": "c01", "b02": "c01"}
    run_plain(options_for(raw, tmp_path / "at once"))
    assert table_bytes(out, without=("runs", "documents")) == table_bytes(
        tmp_path / "at once", without=("runs", "documents")
    )
    _, extracted = run_plain(options_for(corpus(raw, a03=MARCH, b02=REPRINT, d04=APRIL), out))
    assert extracted.n_extracted == 0
    assert duplicates(out) == {"a03": "b02"}


def test_parts_of_a_release_without_signatures_can_be_built_from(tmp_path: Path) -> None:
    raw, out = corpus(tmp_path / "raw", a01=MARCH, b02=MARCH), tmp_path / "out"
    run_plain(options_for(raw, out))
    for part in (out / ".state" / "parts").iterdir():
        (part / f"{SIGNATURES}.parquet").unlink()
        index = json.loads((part / "part.json").read_text(encoding="utf-8"))
        index["files"].pop(f"{SIGNATURES}.parquet")
        (part / "part.json").write_text(json.dumps(index), encoding="utf-8")
    shutil.rmtree((out / "current").resolve())
    run_plain(options_for(raw, out))
    assert duplicates(out) == {}
    assert len(read(out, "documents")) == 2
