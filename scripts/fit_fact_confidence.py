"""Fits the weights of ``extract.facts.confidence`` on annotated documents.

    python scripts/fit_fact_confidence.py --gold path/to/gold [path/to/more ...]

Each folder holds NAME.txt, NAME.gold.jsonl and manifest.csv; documents that the rules were not written on belong
among them, or facts are told surer than they are. A fact counts as right where its quantity, metric and
subject agree with the annotation, texts loosely (two thirds of their character pairs). The fit is a logistic
regression with an L2 penalty, by Newton's method; the table and a calibration by fifths are written and printed.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from logistic import fit_logistic

from extract.facts.confidence import confidence_features
from extract.records import MetricFact

TABLE = Path(__file__).parents[1] / "src" / "extract" / "lexicons" / "facts" / "confidence.csv"
NATION = {"全国", "我国", "中国"}


def fit_weights(facts: Sequence[MetricFact], labels: Sequence[bool]) -> dict[str, float]:
    """Weights by feature, ``bias`` among them; features seen in fewer than three facts are left out."""
    return fit_logistic([dict.fromkeys(confidence_features(fact), 1.0) for fact in facts], labels)


def close(a: str, b: str) -> bool:
    """Whether two names are the same for a reader: equal, one the end of the other, or sharing most pairs."""
    a, b = ("".join(c for c in text if c not in " “”的《》（）()") for text in (a, b))
    if a == b or {a, b} <= NATION:
        return True
    if not a or not b:
        return False
    if min(len(a), len(b)) >= 2 and (a.endswith(b) or b.endswith(a)) and 2 * min(len(a), len(b)) >= max(len(a), len(b)):
        return True
    pairs = [Counter(text[i : i + 2] for i in range(max(1, len(text) - 1))) for text in (a, b)]
    return 2 * sum((pairs[0] & pairs[1]).values()) >= 0.6 * (sum(pairs[0].values()) + sum(pairs[1].values()))


def label(facts: Iterable[MetricFact], annotated: dict[tuple[int, int], tuple[float, str, str]]) -> list[bool]:
    """Which facts agree with the annotation at their quantity's span."""
    labels = []
    for fact in facts:
        value, metric, subject = annotated.get((fact.quantity.start, fact.quantity.end), (math.nan, "", ""))
        same = math.isclose(fact.quantity.value, value, rel_tol=1e-3) if not math.isnan(value) else False
        labels.append(same and close(metric, fact.metric) and close(subject, fact.subject.text))
    return labels


def write_weights(weights: dict[str, float], path: Path = TABLE) -> None:
    lines = ["feature,weight", *(f"{name},{weight:.3f}" for name, weight in sorted(weights.items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def manifest_rows(folders: Iterable[Path]) -> Iterator[tuple[Path, dict[str, str]]]:
    """Each folder's documents, as its manifest lists them."""
    for folder in folders:
        with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
            yield from ((folder, row) for row in csv.DictReader(lines))


def main() -> None:
    from extract.extractor import extract_text

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, nargs="+")
    facts: list[MetricFact] = []
    labels: list[bool] = []
    for gold, row in manifest_rows(parser.parse_args().gold):
        text = (gold / row["source"]).read_text(encoding="utf-8")
        found = extract_text(
            text, dt.date.fromisoformat(row["published_on"]), title=row["title"], publisher=row["publisher"]
        ).metrics
        annotated = {}
        lines = (gold / row["source"]).with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
        for sentence in map(json.loads, filter(str.strip, lines)):
            for fact in sentence.get("facts", []):
                _, value, *_, span = sentence["quantities"][fact["q"]]
                annotated[tuple(span)] = (value, fact["metric"], fact["subject"])
        facts += found
        labels += label(found, annotated)
    weights = fit_weights(facts, labels)
    write_weights(weights)
    chances = [
        1 / (1 + math.exp(-weights["bias"] - sum(weights.get(f, 0.0) for f in set(confidence_features(fact)))))
        for fact in facts
    ]
    order = sorted(zip(chances, labels, strict=True))
    for part in np.array_split(np.arange(len(order)), 5):
        told = np.mean([order[i][0] for i in part])
        right = np.mean([order[i][1] for i in part])
        print(f"{len(part):5d} facts: told {told:.2f}, right {right:.2f}")


if __name__ == "__main__":
    main()
