"""Small corpora and plain runs for tests of the job."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from extract.tables.publish import CURRENT
from pipelines.batch import extract_to_part
from pipelines.job import Extracted, Staged, open_job
from pipelines.options import RunOptions
from pipelines.stages import corpus_stages
from tests.pipelines.small_extractor import make_small

_FIRMS = ("云岭", "江畔", "北辰", "海石", "松原")


def document_text(number: int) -> str:
    """The text of test document ``number``: a few statements about invented firms."""
    firm = _FIRMS[number % len(_FIRMS)]
    return (
        f"2024年3月{number % 28 + 1}日，{firm}公司在四川投产{number + 1}条生产线，总投资{number + 2}亿元。"
        f"去年，{firm}公司营业收入同比增长{number % 90 + 1}.5%。南京大学参与研发。"
    )


def make_corpus(folder: Path, count: int) -> Path:
    """``count`` documents and a manifest under ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["source,published_on,publisher,title"]
    for number in range(count):
        name = f"{number:05d}.txt"
        (folder / name).write_text(document_text(number), encoding="utf-8")
        lines.append(f"{name},2024-{number % 12 + 1:02d}-15,,第{number}篇")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def options_for(corpus: Path, out: Path, **more: object) -> RunOptions:
    """Options with the small extractor."""
    return RunOptions(input=corpus, out=out, make_extractor=make_small, **more)  # type: ignore[arg-type]


def run_plain(options: RunOptions) -> tuple[Staged, Extracted]:
    """All steps of a run in this process, without Prefect and without worker processes."""
    extractor = options.make_extractor(options.settings)
    with open_job(options) as job:
        plan = job.plan()
        began = time.monotonic()
        results = [
            extract_to_part(batch, extractor, on_start=lambda _: None, on_done=lambda _: None)
            for batch in job.batches(plan)
        ]
        extracted = job.gather(plan, results, seconds=time.monotonic() - began)
        staged = job.build(extracted, corpus_stages(options.settings))
        if options.dry_run:
            job.discard(staged)
        else:
            job.load_database(staged)
            job.publish(staged, extracted)
    return staged, extracted


def table_bytes(out: Path, *, without: tuple[str, ...] = ("runs",)) -> dict[str, str]:
    """A hash of each published Parquet file, but for ``without``."""
    return {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((out / CURRENT).resolve().glob("*.parquet"))
        if path.stem not in without
    }
