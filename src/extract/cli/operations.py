"""Commands for whoever keeps the pipeline running: backfill, reprocess, serve, status, rejects, restore, export."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from extract.cli.console import wide_console
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

operations = typer.Typer()
rejects = typer.Typer(help="Documents that could not be read.", no_args_is_help=True)
operations.add_typer(rejects, name="rejects")

PostgresOption = Annotated[
    str, typer.Option("--postgres", help="URL of a database.", envvar="EXTRACT_POSTGRES_URL", show_envvar=True)
]


@operations.command()
def backfill(
    source: InputOption = DEFAULT_INPUT,
    out: OutOption = DEFAULT_OUT,
    since: SinceOption = None,
    until: Annotated[str | None, typer.Option(help="Touch only documents published on this day or earlier.")] = None,
    only: OnlyOption = "",
    at_version: Annotated[str, typer.Option(help="Touch only what this extractor version extracted.")] = "",
    workers: WorkersOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Extract part of the corpus again, chosen by day, path or extractor version, and publish all tables."""
    from extract.cli.run import run
    from extract.tables.plan import Selection
    from pipelines.options import RunOptions
    from pipelines.run import run_backfill

    selection = Selection(
        since=None if since is None else day(since),
        until=None if until is None else day(until),
        only=only,
        at_version=at_version,
    )
    run(run_backfill, RunOptions(input=source, out=out, selection=selection, workers=workers), as_json=as_json)


@operations.command()
def reprocess(
    source: InputOption = DEFAULT_INPUT,
    out: OutOption = DEFAULT_OUT,
    publish: Annotated[bool, typer.Option("--publish", help="Publish what changed; otherwise only compare.")] = False,
    accept_drift: AcceptDriftOption = False,
    workers: WorkersOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Extract everything with the extractor as it is now and list the rows that this adds, drops or alters."""
    from extract.cli.run import run
    from pipelines.options import RunOptions
    from pipelines.run import run_reprocess

    options = RunOptions(
        input=source, out=out, dry_run=not publish, accept_drift=accept_drift or not publish, workers=workers
    )
    run(run_reprocess, options, as_json=as_json)


@operations.command()
def serve(
    source: InputOption = DEFAULT_INPUT,
    out: OutOption = DEFAULT_OUT,
    cron: Annotated[str, typer.Option(help="When the nightly flow runs.")] = "30 2 * * *",
    timezone: Annotated[str, typer.Option(help="In which the cron is meant.")] = "Asia/Shanghai",
) -> None:
    """Serve the deployments on this machine, without a work pool; the server of PREFECT_API_URL must be running."""
    from pipelines.serve import serve as serve_deployments

    if not os.environ.get("PREFECT_API_URL"):
        raise typer.BadParameter("set PREFECT_API_URL to a running server: prefect server start", param_hint="serve")
    serve_deployments(source, out, cron=cron, timezone=timezone)


@operations.command()
def status(out: OutOption = DEFAULT_OUT, as_json: JsonOption = False) -> None:
    """Show what is published, the last runs, and what was rejected and why."""
    from pipelines.operations import Status, read_status

    def show(found: Status) -> None:
        console = wide_console()
        published = "nothing" if found.current is None else f"version {found.current.number}"
        if found.published_run is not None and found.published_run.finished_at is not None:
            published += f", ready since {found.published_run.finished_at:%Y-%m-%d %H:%M} UTC"
        console.print(f"Published: {published}; can be restored: {', '.join(map(str, found.versions)) or 'none'}")
        if found.held:
            console.print("[bold]Held:[/bold] it was restored, and nothing is published until `extract run --release`")
        runs = _table(
            "Last runs", "run", "started (UTC)", "state", "new", "changed", "unchanged", "rejected", "problem"
        )
        for run in found.runs:
            counts = run.counts
            numbers = (counts.n_new, counts.n_changed, counts.n_unchanged, counts.n_rejected)
            runs.add_row(
                run.run_id, f"{run.started_at:%Y-%m-%d %H:%M}", run.state, *(f"{n:,}" for n in numbers), run.problem
            )
        console.print(runs)
        if found.rejects:
            table = _table("Rejects", "document", "reason", "message")
            for reject in found.rejects:
                table.add_row(reject.source, reject.reason, reject.message)
            console.print(table)

    found = read_status(out)
    if as_json:
        _print_json(asdict(found))
    else:
        show(found)


@rejects.command("retry")
def retry(
    source: InputOption = DEFAULT_INPUT,
    out: OutOption = DEFAULT_OUT,
    workers: WorkersOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Run again, and try also the documents that were rejected before."""
    from extract.cli.run import run
    from pipelines.options import RunOptions
    from pipelines.run import retry_rejects

    run(retry_rejects, RunOptions(input=source, out=out, workers=workers), as_json=as_json)


@operations.command()
def restore(
    out: OutOption = DEFAULT_OUT,
    version: Annotated[int | None, typer.Option(help="Its number; the one before the current if absent.")] = None,
    hold: Annotated[
        bool,
        typer.Option(help="Have it stay until `extract run --release`; else the next run publishes anew."),
    ] = True,
    postgres: PostgresOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show an earlier published version again."""
    from pipelines.operations import read_status
    from pipelines.operations import restore as restore_version

    restored = restore_version(out, version, hold=hold, postgres_url=postgres)
    if as_json:
        _print_json({"version": restored.number, "rows": restored.rows, "held": read_status(out).held})
    else:
        print(f"Readers see version {restored.number} again: {sum(restored.rows.values()):,} rows.")
        if read_status(out).held:
            print("It stays: runs extract and check, but publish nothing until `extract run --release`.")


@operations.command()
def export(
    out: OutOption = DEFAULT_OUT,
    csv: Annotated[Path | None, typer.Option(help="Folder to write a CSV file per table to.")] = None,
    postgres: PostgresOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the published tables as CSV, or bring a PostgreSQL database to their state."""
    from pipelines.operations import export_csv, load_published

    if csv is None and not postgres:
        raise typer.BadParameter("say where to: --csv FOLDER, --postgres URL, or both", param_hint="export")
    rows: dict[str, dict[str, int]] = {}
    if csv is not None:
        rows["csv"] = export_csv(out, csv)
    if postgres:
        rows["postgres"] = load_published(out, postgres)
    if as_json:
        _print_json(rows)
    else:
        for place, counts in rows.items():
            print(f"{place}: {sum(counts.values()):,} rows in {len(counts)} tables")


@operations.command("evaluate-model")
def evaluate_model(
    labelled: Annotated[Path, typer.Argument(help="Sentences with entities, one JSON object a line.")],
    recogniser: Annotated[str, typer.Option(help="project, hanlp:NAME_OR_PATH or spacy:NAME_OR_PATH.")] = "project",
    as_json: JsonOption = False,
) -> None:
    """Score a recogniser on labelled sentences: spans, types, and how far its confidence can be trusted."""
    from extract.recognise import evaluate, load_recogniser

    evaluation = evaluate(load_recogniser(recogniser), labelled)
    if as_json:
        _print_json(asdict(evaluation))
        return
    table = _table(f"{recogniser} on {evaluation.n_sentences:,} sentences", *asdict(evaluation.scores[0]))
    for score in evaluation.scores:
        table.add_row(*(f"{value:.3f}" if isinstance(value, float) else str(value) for value in asdict(score).values()))
    wide_console().print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
