"""``extract report``: one HTML page over the published tables."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from extract.report import write_report


def report(out: Path, to: Path | None, *, language: str, as_json: bool) -> None:
    """Write the page and say where it is."""
    with Console(stderr=True).status("writing the report"):
        summary = write_report(out, to or out / "report.html", language=language)
    if as_json:
        written = {
            "path": str(summary.path),
            "bytes": summary.size,
            "documents": summary.documents,
            "facts": summary.facts,
        }
        print(json.dumps(written, ensure_ascii=False, indent=2))
    else:
        size = summary.size / 1e6
        print(f"{summary.path}: {summary.documents:,} documents, {summary.facts:,} metrics, {size:.1f} MB")
