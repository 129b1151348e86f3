"""Fits the weights of ``extract.organisations.confidence`` on annotated documents.

    python scripts/fit_organisation_confidence.py --gold ../shared/gold/dev [--gold MORE …]

Each folder holds NAME.txt, NAME.gold.jsonl and manifest.csv. A mention counts as right where exactly its stretch is
annotated as an organisation. The weights are written, and a table of confidence against share right is printed.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from logistic import fit_logistic

from extract.extractor import Extractor, PlainDocument
from extract.organisations import find
from extract.organisations.confidence import calibrated, confidence_features
from extract.records import OrganisationMention

TABLE = Path(__file__).parents[1] / "src" / "extract" / "lexicons" / "organisations" / "confidence.csv"
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.001)


def mentions_with_labels(gold: Path) -> Iterator[tuple[OrganisationMention, bool]]:
    """Mentions with the confidence that scores alone give, and whether each is annotated."""
    extractor = Extractor()
    with (gold / "manifest.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        path = gold / row["source"]
        sentences = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
        annotated = {tuple(span) for line in sentences if line.strip() for *_, span in json.loads(line)["orgs"]}
        document = PlainDocument(
            path.read_bytes().decode("utf-8"), title=row["title"] or "", publisher=row["publisher"] or ""
        )
        for mention in extractor.extract(document).organisations:
            yield mention, (mention.start, mention.end) in annotated


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, action="append")
    folders = parser.parse_args().gold
    # The scores themselves are fitted, not what earlier weights made of them.
    with patch.object(find, "calibrated", lambda mention: mention.confidence):
        found = [pair for folder in folders for pair in mentions_with_labels(folder)]
    labels = [right for _, right in found]
    weights = fit_logistic([confidence_features(mention) for mention, _ in found], labels)
    lines = ["feature,weight", *(f"{name},{weight:.3f}" for name, weight in weights.items())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = [calibrated(mention) for mention, _ in found]
    for low, high in itertools.pairwise(BINS):
        inside = [(sure, right) for sure, right in zip(told, labels, strict=True) if low <= sure < high]
        if inside:
            mean, share = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            print(f"{low:.2f}–{min(high, 1):.2f}: {len(inside):4d} mentions, told {mean:.2f}, right {share:.2f}")


if __name__ == "__main__":
    main()
