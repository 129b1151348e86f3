"""The commands and their options; what they do lives elsewhere and is imported only when a command runs."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from extract.errors import ExtractError

app = typer.Typer(
    name="extract",
    help="Turn Chinese industry news into tables of organisations, regions, metrics and dates.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts instead of a table for people.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder of the published tables.", envvar="EXTRACT_OUT")]
DEFAULT_OUT = Path("data/out")
DEFAULT_INPUT = Path("data/raw")


@app.command()
def text(
    written: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The text; standard input if absent.")] = None,
    published_on: Annotated[
        str | None,
        typer.Option(help="Day that relative times count from, as 2024-12-03; without it they stay unplaced."),
    ] = None,
    recogniser: Annotated[
        str | None, typer.Option(help="project, rules, hanlp:NAME_OR_PATH or spacy:NAME_OR_PATH.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what one text holds."""
    from extract.cli.text import show_text

    show_text(
        sys.stdin.read() if written is None else written,
        published_on=None if published_on is None else _day(published_on),
        recogniser=recogniser,
        as_json=as_json,
    )


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{written!r} is no day such as 2024-12-03") from None


def main() -> None:
    """Run the command line; an error raised on purpose is one line on standard error and exit status 1."""
    try:
        app()
    except ExtractError as error:
        print(f"extract: {error}", file=sys.stderr)
        sys.exit(1)
