"""The commands and their options; what they do lives elsewhere and is imported only when a command runs."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.operations import operations
from extract.cli.options import (
    DEFAULT_INPUT,
    DEFAULT_OUT,
    AcceptDriftOption,
    InputOption,
    JsonOption,
    OnlyOption,
    OutOption,
    SinceOption,
    WorkersOption,
    day,
)
from extract.errors import ExtractError

app = typer.Typer(
    name="extract",
    help="Turn Chinese industry news into tables of organisations, regions, metrics and dates.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(operations)


class Language(Enum):
    """Languages of the report."""

    ZH = "zh"
    EN = "en"


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
        published_on=None if published_on is None else day(published_on),
        recogniser=recogniser,
        as_json=as_json,
    )


@app.command()
def run(
    source: InputOption = DEFAULT_INPUT,
    out: OutOption = DEFAULT_OUT,
    since: SinceOption = None,
    only: OnlyOption = "",
    force: Annotated[bool, typer.Option("--force", help="Extract also documents that have not changed.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Extract and compare with what is published, but publish nothing.")
    ] = False,
    accept_drift: AcceptDriftOption = False,
    release: Annotated[
        bool, typer.Option("--release", help="Publish although `extract restore` holds an earlier version.")
    ] = False,
    workers: WorkersOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Extract what is new or changed and publish all tables at once."""
    from extract.cli.run import run as run_flow
    from extract.tables.plan import Selection
    from pipelines.options import RunOptions
    from pipelines.run import run_nightly

    selection = Selection(since=None if since is None else day(since), only=only, force=force)
    options = RunOptions(
        input=source,
        out=out,
        selection=selection,
        accept_drift=accept_drift,
        release=release,
        dry_run=dry_run,
        workers=workers,
    )
    run_flow(run_nightly, options, as_json=as_json)


@app.command()
def report(
    out: OutOption = DEFAULT_OUT,
    to: Annotated[Path | None, typer.Option(help="The file to write; OUT/report.html if absent.")] = None,
    language: Annotated[Language, typer.Option(help="Language the page opens in.")] = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Write one HTML page that shows every row in the text it came from."""
    from extract.cli.report import report as write

    write(out, to, language=language.value, as_json=as_json)


def _complete_document(context: typer.Context, incomplete: str) -> list[str]:
    from extract.cli.show import complete

    return complete(context.params.get("out") or DEFAULT_OUT, incomplete)


@app.command()
def show(
    document: Annotated[
        str, typer.Argument(help="Its path or id, or part of its path or title.", autocompletion=_complete_document)
    ],
    out: OutOption = DEFAULT_OUT,
    as_json: JsonOption = False,
) -> None:
    """Show one published document, its mentions in colour, and its rows."""
    from extract.cli.show import show as show_document

    show_document(out, document, as_json=as_json)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="[SQL]", help="A query; without one the examples are listed.")] = "",
    example: Annotated[str, typer.Option(help="Run the example question of this name.")] = "",
    limit: Annotated[int, typer.Option(help="Rows to print as a table; JSON holds all.", min=1)] = 50,
    out: OutOption = DEFAULT_OUT,
    as_json: JsonOption = False,
) -> None:
    """Ask the published DuckDB file a question in SQL; it is only read."""
    from extract.cli import query as queries

    if example:
        sql = queries.example(example).sql
    if sql:
        queries.query(out, sql, limit=limit, as_json=as_json)
    else:
        queries.list_examples(as_json=as_json)


corrections = typer.Typer(
    help="Keep what readers marked in the report, for the next run to honour.", no_args_is_help=True
)
app.add_typer(corrections, name="corrections")
CorrectionsOption = Annotated[Path, typer.Option("--to", help="The corrections file.", envvar="EXTRACT_CORRECTIONS")]
DEFAULT_CORRECTIONS = Path("data/corrections.jsonl")


@corrections.command("apply")
def apply_marks(
    marks: Annotated[list[Path], typer.Argument(help="Files exported from the report.", exists=True, dir_okay=False)],
    to: CorrectionsOption = DEFAULT_CORRECTIONS,
    aliases: Annotated[
        Path | None,
        typer.Option(help="Also add names mended in the marks to this aliases.csv.", envvar="EXTRACT_ALIASES"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Turn marks into corrections; a later mark of the same row takes the place of an earlier one."""
    from extract.cli.corrections import apply

    apply(marks, to=to, aliases=aliases, as_json=as_json)


@corrections.command("show")
def show_corrections(to: CorrectionsOption = DEFAULT_CORRECTIONS, as_json: JsonOption = False) -> None:
    """List the corrections there are."""
    from extract.cli.corrections import show

    show(to, as_json=as_json)


@corrections.command("gold")
def gold_of_corrections(
    folder: Annotated[Path, typer.Argument(help="Where to write NAME.txt and NAME.gold.jsonl.", file_okay=False)],
    to: CorrectionsOption = DEFAULT_CORRECTIONS,
    out: OutOption = DEFAULT_OUT,
    as_json: JsonOption = False,
) -> None:
    """Write gold annotations of the sentences in which every row has been judged."""
    from extract.cli.corrections import write_gold

    write_gold(to, folder, out=out, as_json=as_json)


def main() -> None:
    """Run the command line; an error raised on purpose is one line on standard error and exit status 1."""
    try:
        app()
    except ExtractError as error:
        print(f"extract: {error}", file=sys.stderr)
        sys.exit(1)
