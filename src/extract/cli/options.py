"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_OUT = Path("data/out")
DEFAULT_INPUT = Path("data/raw")

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts instead of a table for people.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder of the published tables.", envvar="EXTRACT_OUT")]
InputOption = Annotated[Path, typer.Option("--input", help="Folder of the source documents.", envvar="EXTRACT_INPUT")]
SinceOption = Annotated[str | None, typer.Option(help="Touch only documents published on this day or later.")]
OnlyOption = Annotated[str, typer.Option(metavar="GLOB", help="Touch only documents whose path matches.")]
WorkersOption = Annotated[
    int, typer.Option(help="Worker processes; 0 for one per processor.", envvar="EXTRACT_WORKERS")
]
AcceptDriftOption = Annotated[
    bool, typer.Option("--accept-drift", help="Publish even if a table lost most of its rows.")
]


def day(written: str) -> dt.date:
    """The day that an option names, as 2024-12-03."""
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{written!r} is no day such as 2024-12-03") from None
