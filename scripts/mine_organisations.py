"""Build lexicons/organisations/mined_names.csv: names that unlabelled text uses again and again.

    python scripts/mine_organisations.py --texts TEXTS

The finder reads every paragraph of TEXTS/*.xz by itself; a name that its grammar (not its lexicon) finds in several
paragraphs, with a high score on average, is taken for a fact and lets the finder know it elsewhere. Names only: no
sentence is kept. Run ``build_organisations.py`` and ``train_organisation_cues.py`` afterwards.
"""

from __future__ import annotations

import argparse
import csv
import lzma
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from build_organisations import OUTPUT

from extract.organisations.grammar import propose
from extract.organisations.lexicon import Lexicon, load_lexicon
from extract.organisations.scoring import index_places, load_weights
from extract.organisations.selection import select
from extract.organisations.types import tell_type
from extract.regions import find_places

# Paragraphs and mean score (log-odds) that prove a name: few sure ones, or more that are fairly sure.
PROOFS = ((3, 1.5), (6, 1.0))
KINDS = ("full", "group", "trade", "works")
LONGEST = 16


def paragraphs(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            yield from (line.rstrip("\n") for line in stream)


def is_clean(name: str, lexicon: Lexicon) -> bool:
    """Whether a name holds no verb and no digit at its start, and is short enough to be one."""
    pairs = (name[at : at + 2] for at in range(len(name) - 1))
    return len(name) <= LONGEST and not name[0].isdigit() and not any(pair in lexicon.verbs for pair in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    args = parser.parse_args()
    lexicon, weights = load_lexicon(), load_weights()
    scores: dict[str, list[float]] = defaultdict(list)
    kinds: dict[str, str] = {}
    for text in paragraphs(args.texts):
        for candidate in select(propose(text, lexicon, weights, index_places(find_places(text)))):
            if candidate.known is None and candidate.kind.startswith(KINDS):
                name = text[candidate.start : candidate.end]
                scores[name].append(candidate.score)
                kinds.setdefault(name, tell_type(name, candidate.suffix, None, lexicon))
    rows = [
        (name, kinds[name])
        for name, found in sorted(scores.items())
        if any(len(found) >= times and sum(found) / len(found) >= mean for times, mean in PROOFS)
        and is_clean(name, lexicon)
    ]
    with (OUTPUT / "mined_names.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["word", "group"])
        writer.writerows(rows)
    print(f"{len(rows)} names")


if __name__ == "__main__":
    main()
