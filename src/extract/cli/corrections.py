"""``extract corrections``: what readers marked in the report, kept for the next run."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from extract.cli.console import wide_console
from extract.cli.stored import read_extraction
from extract.corrections import (
    Correction,
    add_corrections,
    gold_lines,
    new_aliases,
    read_corrections,
    read_marks,
)
from extract.organisations.aliases import read_aliases

_ALIAS_COLUMNS = ("action", "form", "organisation", "note")


def apply(marks: Sequence[Path], *, to: Path, aliases: Path | None, as_json: bool) -> None:
    """Add the marks to the corrections file, and names mended in them to the aliases.

    Raises:
        LexiconError: a file that is no marks, corrections or aliases; the message names it and the place.
    """
    corrections = [correction for path in marks for correction in read_marks(path)]
    n_kept = add_corrections(to, corrections)
    n_aliases = _add_aliases(aliases, corrections) if aliases else 0
    verdicts = Counter[str](correction.verdict for correction in corrections)
    told: dict[str, int] = {"marks": len(corrections), **verdicts, "corrections": n_kept, "new_aliases": n_aliases}
    if as_json:
        print(json.dumps(told, indent=2))
        return
    print(f"{len(corrections)} marks read, {to} holds {n_kept} corrections")
    if aliases:
        print(f"{n_aliases} new lines in {aliases}; EXTRACT_ALIASES={aliases} honours them")
    print(f"Honour the corrections: EXTRACT_CORRECTIONS={to} extract run")


def show(path: Path, *, as_json: bool) -> None:
    """Print the corrections of a file."""
    corrections = read_corrections(path)
    if as_json:
        print(json.dumps([asdict(correction) for correction in corrections], ensure_ascii=False, indent=2))
        return
    table = Table(header_style="bold")
    for name in ("document", "table", "start", "text", "verdict", "changed"):
        table.add_column(name, overflow="fold", justify="right" if name == "start" else "left")
    for correction in corrections:
        changed = ", ".join(f"{name}: {value}" for name, value in correction.changed.items())
        table.add_row(
            correction.source, correction.table, str(correction.start), correction.text, correction.verdict, changed
        )
    wide_console().print(table)


def write_gold(path: Path, folder: Path, *, out: Path, as_json: bool) -> None:
    """Write ``NAME.txt`` and ``NAME.gold.jsonl`` for every document with sentences judged as a whole.

    Args:
        path: the corrections file.
        folder: where to write.
        out: folder of the published tables that were judged.
        as_json: print the number of lines by document.
    """
    by_source: dict[str, list[Correction]] = {}
    for correction in read_corrections(path):
        by_source.setdefault(correction.source, []).append(correction)
    written = {}
    for source, corrections in sorted(by_source.items()):
        _, extraction = read_extraction(out, source)
        lines = gold_lines(extraction, corrections)
        if lines:
            text_file = (folder / source).with_suffix(".txt")
            text_file.parent.mkdir(parents=True, exist_ok=True)
            text_file.write_text(extraction.text, encoding="utf-8", newline="")
            gold = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            text_file.with_suffix(".gold.jsonl").write_text(gold, encoding="utf-8")
        written[source] = len(lines)
    if as_json:
        print(json.dumps(written, ensure_ascii=False, indent=2))
    else:
        n_documents = sum(count > 0 for count in written.values())
        print(f"{sum(written.values())} gold lines of {n_documents} documents in {folder}")


def _add_aliases(path: Path, corrections: Sequence[Correction]) -> int:
    known = {(alias.action, alias.form, alias.organisation) for alias in read_aliases(path)}
    lines = [line for line in new_aliases(corrections) if line[:3] not in known]
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        if is_new:
            writer.writerow(_ALIAS_COLUMNS)
        writer.writerows(lines)
    return len(lines)
