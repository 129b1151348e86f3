"""One run as a process of its own, for tests that end it in bad ways."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extract.errors import ExtractError
from pipelines.options import Progress
from pipelines.run import exit_code, run_nightly
from tests.pipelines.corpus import options_for


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--documents-per-batch", type=int, default=4)
    parser.add_argument("--document-timeout", type=float, default=60)
    parser.add_argument("--postgres-url", default="")
    parser.add_argument("--dask", default="")
    arguments = vars(parser.parse_args())
    options = options_for(arguments.pop("raw"), arguments.pop("out"), **arguments)
    try:
        summary = run_nightly(options, _tell)
    except ExtractError as error:
        print(f"extract: {error}", file=sys.stderr)
        return exit_code(error)
    print(f"summary {summary.n_new} {summary.n_changed} {summary.n_unchanged} {summary.n_rejected}")
    return 0


def _tell(progress: Progress) -> None:
    print(f"progress {progress.n_done}/{progress.n_total}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
