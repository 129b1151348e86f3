"""Flows run in this process, with a progress bar and a closing summary."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from extract.cli.console import wide_console
from extract.errors import ExtractError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.options import RunOptions, RunSummary
    from pipelines.progress import OnProgress

    Flow = Callable[[RunOptions, OnProgress | None], RunSummary]


# 128 and the signal's number, as shells have it.
_EXIT_INTERRUPTED = 130


def run(flow: Flow, options: RunOptions, *, as_json: bool) -> None:
    """Run a flow, with what the environment sets laid over ``options``, and print what it did.

    Raises:
        SystemExit: the run failed; the exit status tells a scheduler why (see ``pipelines.run.exit_code``).
    """
    from pipelines.options import options_from_environment
    from pipelines.run import exit_code

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    try:
        with bar:
            task = bar.add_task("documents", total=None)
            summary = flow(
                options_from_environment(options),
                lambda done: bar.update(task, completed=done.n_done, total=done.n_total),
            )
    except ExtractError as error:
        print(f"extract: {error}", file=sys.stderr)
        raise SystemExit(exit_code(error)) from error
    except KeyboardInterrupt:
        print("extract: interrupted; finished batches are kept, and the next run goes on from there", file=sys.stderr)
        raise SystemExit(_EXIT_INTERRUPTED) from None
    if as_json:
        print(json.dumps(asdict(summary), ensure_ascii=False, indent=2, default=str))
    else:
        _print_summary(summary, wide_console())


def _print_summary(summary: RunSummary, console: Console) -> None:
    documents = Table(title=f"Run {summary.run_id}", title_justify="left", header_style="bold")
    counts = {
        "new": summary.n_new,
        "changed": summary.n_changed,
        "unchanged": summary.n_unchanged,
        "deleted": summary.n_deleted,
        "rejected": summary.n_rejected,
    }
    for name in counts:
        documents.add_column(name, justify="right")
    documents.add_row(*(f"{count:,}" for count in counts.values()))
    console.print(documents)
    rows = Table(title="Rows per table", title_justify="left", header_style="bold")
    rows.add_column("table")
    rows.add_column("rows", justify="right")
    for name, count in summary.rows.items():
        rows.add_row(name, f"{count:,}")
    console.print(rows)
    speed = f", {summary.characters_per_second:,.0f} characters/s" if summary.n_extracted else ""
    console.print(f"{summary.n_chars:,} characters extracted in {summary.seconds:.1f} s{speed}")
    if summary.changes:
        changes = Table(title="Rows changed", title_justify="left", header_style="bold")
        for column in ("table", "added", "dropped", "altered", "for example"):
            changes.add_column(column, overflow="fold")
        for change in summary.changes:
            counts_of_change = (f"{n:,}" for n in (change.added, change.dropped, change.altered))
            changes.add_row(change.table, *counts_of_change, " ".join(change.examples[:3]))
        console.print(changes)
    if not summary.published:
        console.print("Nothing was published: the tables shown to readers are as before.")
