"""How much the flow costs over the plain library: throughput, memory and a second run with little changed.

    python bench/pipeline.py [--documents 2000] [--samples 3] [--workers 2] [--input data/raw] [--json FILE]

Documents are made by repeating the sample documents with their numbers altered, so that no two are the same. The
samples are short, 1,200 characters or so; each document holds three of them, as much as a section of a work report or a
few pages of a newsletter. A second run's fixed cost, starting Prefect and loading the models, weighs the more the
shorter the documents are. Each measurement is a process of its own. ``plain`` is ``Extractor.extract_batch`` in a loop
in one process, ``plain ×N`` the same in N processes at once; ``flow`` is the whole nightly run, its own start-up,
tables, checks and publication included. Memory is the sum over the run's processes of their proportional share (PSS),
sampled.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

_DIGITS = re.compile(r"\d{2,}")
_SAMPLE_SECONDS = 0.5


def make_corpus(source: Path, folder: Path, count: int, samples: int = 1) -> int:
    """``count`` documents of ``samples`` samples each under ``folder``; returns their characters."""
    from extract.read import read_document, scan

    texts = [read_document(source_file).text for source_file in scan(source)]
    chance = random.Random(1)
    folder.mkdir(parents=True)
    characters = 0
    for number in range(count):
        chosen = (texts[(number * samples + place) % len(texts)] for place in range(samples))
        text = "\n\n".join(alter(sample, chance) for sample in chosen)
        (folder / f"{number:06d}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def alter(text: str, chance: random.Random) -> str:
    """The text with the last digit of its longer numbers drawn anew."""
    return _DIGITS.sub(lambda found: found.group()[:-1] + str(chance.randrange(1, 10)), text)


def plain(folder: Path, share: int, of: int) -> None:
    """The library's own loop over every ``of``-th document."""
    from extract.extractor import Extractor
    from extract.read import read_document, scan

    extractor = Extractor()
    files = scan(folder)[share::of]
    extractor.extract_batch([read_document(files[0])])
    began = time.monotonic()
    characters = 0
    for start in range(0, len(files), 8):
        documents = [read_document(source_file) for source_file in files[start : start + 8]]
        extractor.extract_batch(documents)
        characters += sum(len(document.text) for document in documents)
    print(json.dumps({"characters": characters, "seconds": time.monotonic() - began}))


def flow(folder: Path, out: Path, workers: int) -> None:
    """One nightly run."""
    from pipelines.options import RunOptions
    from pipelines.run import run_nightly

    began = time.monotonic()
    summary = run_nightly(RunOptions(input=folder, out=out, workers=workers))
    told = {
        "characters": summary.n_chars,
        "seconds": time.monotonic() - began,
        "extraction_seconds": summary.extraction_seconds,
        "extracted": summary.n_extracted,
    }
    print(json.dumps(told))


def measure(*arguments: str, together: int = 1) -> list[dict[str, float]]:
    """Run this script in ``together`` processes; what each printed, with the peak memory of all."""
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, *(argument.replace("SHARE", str(share)) for argument in arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        for share in range(together)
    ]
    peak = [0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_SAMPLE_SECONDS):
            peak[0] = max(peak[0], sum(memory_of(process.pid) for process in processes))

    watching = threading.Thread(target=watch)
    watching.start()
    told = [json.loads(process.communicate()[0].splitlines()[-1]) for process in processes]
    over.set()
    watching.join()
    return [{**one, "peak_mb": peak[0] / 1e6} for one in told]


def memory_of(session: int) -> int:
    """Bytes that the processes of a session hold; memory that several share is counted once."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                rollup = (process / "smaps_rollup").read_text(encoding="utf-8")
                total += int(rollup.split("Pss:")[1].split()[0]) * 1024
        except (OSError, IndexError):
            continue
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--samples", type=int, default=3, help="sample documents that each document holds")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--input", type=Path, default=Path("data/raw"))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        raw, out = Path(work) / "raw", Path(work) / "out"
        characters = make_corpus(arguments.input, raw, arguments.documents, arguments.samples)
        print(f"{arguments.documents:,} documents, {characters:,} characters, {arguments.workers} workers")
        loops = measure("plain", str(raw), "SHARE", str(arguments.workers), together=arguments.workers)
        loop_speed = characters / max(loop["seconds"] for loop in loops)
        print(f"plain ×{arguments.workers}   {loop_speed:10,.0f} characters/s")
        (first,) = measure("flow", str(raw), str(out), str(arguments.workers))
        flow_speed = characters / first["extraction_seconds"]
        print(f"flow        {flow_speed:10,.0f} characters/s while extracting ({flow_speed / loop_speed:.0%} of plain)")
        print(f"flow        {characters / first['seconds']:10,.0f} characters/s from start to published tables")
        print(f"flow        {first['seconds']:10.1f} s, peak {first['peak_mb']:,.0f} MB")
        chance = random.Random(2)
        changed = chance.sample(sorted(raw.glob("*.txt")), max(1, arguments.documents // 100))
        for path in changed:
            path.write_text(path.read_text(encoding="utf-8") + "全市新增专利12件。", encoding="utf-8")
        (second,) = measure("flow", str(raw), str(out), str(arguments.workers))
        print(
            f"second run  {second['seconds']:10.1f} s, {second['extracted']} of {len(changed)} changed documents "
            f"extracted ({second['seconds'] / first['seconds']:.1%} of the first)"
        )
        shutil.rmtree(out)
        if arguments.json:
            told = {"plain": loops, "first": first, "second": second, "characters": characters}
            arguments.json.write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["plain"]:
        plain(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    elif sys.argv[1:2] == ["flow"]:
        flow(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
