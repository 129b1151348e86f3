"""How fast the whole extraction is with the shipped model and with rules alone, from a cold start and in full swing.

    python bench/recognisers.py [--documents 200] [--processes 2] [--input data/raw]

Every line is measured in fresh processes of one thread each, which extract their share of the documents at the same
time: seconds from the process's start to its first result (a sentence), characters per second of all processes
together, and their peak memory (each process's resident set, added up, so that shared pages count twice).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline import make_corpus

RECOGNISERS = ("project", "rules")
SENTENCE = "2024年，四川省规上工业增加值同比增长6.7%，比全国高0.9个百分点。"
TOGETHER = 8


def share(folder: Path, recogniser: str, number: int, of: int, started: float) -> None:
    """One process's part: a first sentence, then every ``of``-th document."""
    from extract.extractor import Extractor, extract_text
    from extract.read import read_document, scan
    from extract.settings import Settings

    settings = Settings(recogniser=recogniser)
    extract_text(SENTENCE, settings=settings)
    first = time.time() - started
    extractor = Extractor(settings)
    documents = [read_document(source_file) for source_file in scan(folder)[number::of]]
    began = time.monotonic()
    for start in range(0, len(documents), TOGETHER):
        extractor.extract_batch(documents[start : start + TOGETHER])
    told = {
        "first": first,
        "characters": sum(len(document.text) for document in documents),
        "seconds": time.monotonic() - began,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))


def measure(folder: Path, recogniser: str, processes: int) -> None:
    """Run the processes and print their line."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    running = [
        subprocess.Popen(
            [sys.executable, __file__, "share", folder, recogniser, str(number), str(processes), str(time.time())],
            env=environment, stdout=subprocess.PIPE, text=True,
        )
        for number in range(processes)
    ]  # fmt: skip
    told = [json.loads(process.communicate()[0].splitlines()[-1]) for process in running]
    speed = sum(one["characters"] for one in told) / max(one["seconds"] for one in told)
    first, peak = max(one["first"] for one in told), sum(one["peak_mb"] for one in told)
    print(f"{recogniser:10} first result {first:5.1f} s  {speed:10,.0f} characters/s  {peak:7,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--input", type=Path, default=Path("data/raw"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "raw"
        characters = make_corpus(arguments.input, folder, arguments.documents)
        print(f"{arguments.documents:,} documents, {characters:,} characters, {arguments.processes} processes")
        for recogniser in RECOGNISERS:
            measure(folder, recogniser, arguments.processes)


if __name__ == "__main__":
    if sys.argv[1:2] == ["share"]:
        share(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]))
    else:
        main()
