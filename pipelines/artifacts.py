"""What a run shows in Prefect's UI: a report, and a table of the output tables."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from pipelines.options import RunSummary


def show_summary(summary: RunSummary) -> None:
    """Keep the run's report and its table of tables as artifacts of the flow run."""
    create_markdown_artifact(report_markdown(summary), key="run-report", description=f"Report of {summary.run_id}")
    changes = {change.table: change for change in summary.changes}
    rows = []
    for name, count in summary.rows.items():
        change = changes.get(name)
        rows.append(
            {
                "table": name,
                "rows": count,
                "added": change.added if change else None,
                "dropped": change.dropped if change else None,
                "altered": change.altered if change else None,
            }
        )
    create_table_artifact(rows, key="tables", description=f"Tables of {summary.run_id}")


def report_markdown(summary: RunSummary) -> str:
    """A run's report, for people."""
    lines = [
        f"# {summary.run_id}: {'published' if summary.published else 'compared, not published'}",
        "",
        f"- documents: {summary.n_new} new, {summary.n_changed} changed, {summary.n_unchanged} unchanged, "
        f"{summary.n_deleted} deleted, {summary.n_rejected} rejected",
        f"- extracted: {summary.n_extracted} documents, {summary.n_chars:,} characters, "
        f"{summary.characters_per_second:,.0f} characters per second",
        f"- time: {summary.seconds:.1f} s",
        "",
        "| table | rows | added | dropped | altered |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    changes = {change.table: change for change in summary.changes}
    for name, count in summary.rows.items():
        change = changes.get(name)
        told = f"{change.added:,} | {change.dropped:,} | {change.altered:,}" if change else " | | "
        lines.append(f"| {name} | {count:,} | {told} |")
    examples = [f"- {change.table}: {', '.join(change.examples)}" for change in summary.changes if change.examples]
    return "\n".join([*lines, *(["", "Examples (+ added, - dropped, ~ altered):", *examples] if examples else [])])
