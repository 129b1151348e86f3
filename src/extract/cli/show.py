"""``extract show``: one published document with its mentions in colour and its rows as tables."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from extract.cli.console import wide_console
from extract.cli.stored import document_names, read_extraction
from extract.cli.text import print_extraction
from extract.errors import ExtractError


def show(out: Path, wanted: str, *, as_json: bool) -> None:
    """Print the document that ``wanted`` names, as it is published under ``out``."""
    source, extraction = read_extraction(out, wanted)
    if as_json:
        print(json.dumps({"source": source, **asdict(extraction)}, ensure_ascii=False, indent=2, default=str))
        return
    console = wide_console()
    published_on = f", {extraction.published_on}" if extraction.published_on else ""
    console.rule(f"{source}{published_on}", align="left")
    print_extraction(extraction, console)


def complete(out: Path, begun: str) -> list[str]:
    """Document paths that start with or hold what has been typed, for the shell's completion."""
    try:
        return [name for name in document_names(out) if begun in name]
    except ExtractError:
        # A shell that completes has nowhere to show an error.
        return []
