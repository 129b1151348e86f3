"""Measures the report over many documents (default 500), made by repeating published ones.

Run it as ``python -m bench.report_page PUBLISHED [N_DOCUMENTS]``. Needs a Chromium, as the browser tests do. Shown are
the size of the page, the time to write it, and how long the browser takes until the page can be used, until a search
shows its rows, and until a document is open.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.multiply import multiply
from extract.report import write_report
from tests.report.browser import chromium


def main(published: Path, n_documents: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        tables = multiply(published, Path(scratch) / "tables", n_documents)
        began = time.perf_counter()
        written = write_report(tables, Path(scratch) / "report.html")
        print(f"{written.documents} documents, {written.facts} facts: {written.size / 1e6:.1f} MB, ", end="")
        print(f"written in {time.perf_counter() - began:.1f} s")
        with chromium() as browser:
            for _ in range(3):
                page = browser.new_page(viewport={"width": 1500, "height": 950})

                def opened(page=page) -> None:  # type: ignore[no-untyped-def]
                    page.goto(written.path.as_uri())
                    page.wait_for_selector("html[data-ready=true]", state="attached")

                def searched(page=page) -> None:  # type: ignore[no-untyped-def]
                    page.click("#tab-metrics")
                    before = page.text_content("#fact-count")
                    page.fill("#search", "投资")
                    page.wait_for_function(
                        "old => document.getElementById('fact-count').textContent !== old", arg=before
                    )

                def read(page=page) -> None:  # type: ignore[no-untyped-def]
                    page.click("#facts tbody tr")
                    page.wait_for_selector("#document mark.on")

                print("  ".join(f"{step.__name__} {_seconds(step):.2f} s" for step in (opened, searched, read)))
                page.close()


def _seconds(step: Callable[[], None]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500)
