"""Scores `find_quantities` and `find_dates` beside other parsers, on a folder of gold annotations.

    python bench/compare_peers.py --gold DIR [--json FILE]

The folder holds NAME.txt, NAME.gold.jsonl and manifest.csv (source, published_on). An amount is right when it overlaps
the gold one and has its value (and upper value, for a range); units are not compared, so that a peer's names for them
do not count against it. A period is right when it overlaps the gold one and both its days agree; where a parser
offers several readings, any may be the right one.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from peers import Amount, Peer, Period, load_peers

from extract import find_dates, find_quantities

T = TypeVar("T", Amount, Period)


class Document(NamedTuple):
    """A gold document: its text, its day, and what it holds."""

    text: str
    published_on: dt.date
    amounts: list[Amount]
    periods: list[Period]


def read_gold(folder: Path) -> list[Document]:
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as handle:
        days = {row["source"]: row["published_on"] for row in csv.DictReader(handle)}
    documents = []
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl") + ".txt"
        amounts, periods = [], []
        for line in path.read_text(encoding="utf-8").splitlines():
            sentence = json.loads(line)
            for _, value, high, _, _, (start, end) in sentence.get("quantities", []):
                amounts.append(Amount(start, end, float(value), high))
            for _, low, last, (start, end) in sentence.get("times", []):
                periods.append(Period(start, end, ((low, last),)))
        text = (folder / name).read_text(encoding="utf-8")
        documents.append(Document(text, dt.date.fromisoformat(days[name]), amounts, periods))
    if not documents:
        raise SystemExit(f"no *.gold.jsonl under {folder}")
    return documents


def _ours() -> Peer:
    def amounts(text: str) -> list[Amount]:
        return [Amount(q.start, q.end, q.value, q.value_high) for q in find_quantities(text)]

    def periods(text: str, published_on: dt.date) -> list[Period]:
        found = find_dates(text, published_on)
        return [Period(d.start, d.end, ((d.date_from.isoformat(), d.date_to.isoformat()),)) for d in found]

    return Peer("industry-extract", "all", amounts, periods)


def same_amount(gold: Amount, found: Amount) -> bool:
    highs = (gold.value_high, found.value_high)
    if (highs[0] is None) != (highs[1] is None):
        return False
    same_high = highs[0] is None or math.isclose(float(highs[0]), float(highs[1] or 0), rel_tol=1e-3)
    return same_high and math.isclose(gold.value, found.value, rel_tol=1e-3, abs_tol=1e-9)


def same_period(gold: Period, found: Period) -> bool:
    return gold.readings[0] in found.readings


def count_hits(gold: Sequence[T], found: Sequence[T], same: Callable[[T, T], bool]) -> int:
    """Gold items that have a found item of their own."""
    free, hits = list(found), 0
    for item in gold:
        match = next((f for f in free if f.start < item.end and item.start < f.end and same(item, f)), None)
        if match is not None:
            free.remove(match)
            hits += 1
    return hits


def by_line(text: str, find: Callable[[str], list[Amount]]) -> list[Amount]:
    """Peers read paragraph by paragraph: one of them is slow on long texts."""
    found, at = [], 0
    for line in text.split("\n"):
        found += [a._replace(start=a.start + at, end=a.end + at) for a in find(line)] if line.strip() else []
        at += len(line) + 1
    return found


def score(peer: Peer, documents: list[Document]) -> dict[str, dict[str, float]]:
    tally = {"quantities": [0, 0, 0], "dates": [0, 0, 0]}
    begin = time.perf_counter()
    for document in documents:
        amounts = by_line(document.text, peer.amounts)
        periods, at = [], 0
        for line in document.text.split("\n"):
            if line.strip():
                shifted = peer.periods(line, document.published_on)
                periods += [p._replace(start=p.start + at, end=p.end + at) for p in shifted]
            at += len(line) + 1
        if peer.name == "industry-extract":
            periods = peer.periods(document.text, document.published_on)
        for kind, gold, found, hits in (
            ("quantities", document.amounts, amounts, count_hits(document.amounts, amounts, same_amount)),
            ("dates", document.periods, periods, count_hits(document.periods, periods, same_period)),
        ):
            for k, n in enumerate((hits, len(found), len(gold))):
                tally[kind][k] += n
    seconds = time.perf_counter() - begin
    result: dict[str, dict[str, float]] = {"seconds": {"all": seconds}}
    for kind, (hits, found, gold) in tally.items():
        precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
        f1 = 2 * hits / (found + gold) if found + gold else 0.0
        result[kind] = {"precision": precision, "recall": recall, "f1": f1, "gold": gold}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    args = parser.parse_args()
    documents = read_gold(args.gold)
    results = {}
    print(f"{len(documents)} documents, {sum(len(d.text) for d in documents)} characters")
    print(f"{'':18}{'':12}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}  asked for")
    for peer in [_ours(), *load_peers()]:
        results[peer.name] = figures = score(peer, documents)
        for kind in ("quantities", "dates"):
            f = figures[kind]
            ratios = f"{f['precision']:7.3f}{f['recall']:7.3f}{f['f1']:7.3f}"
            print(f"{peer.name:18}{kind:12}{ratios}{f['gold']:7.0f}  {peer.scope}")
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
