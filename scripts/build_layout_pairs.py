"""Build lexicons/layout/pairs.csv, the pairs of characters that keep together, from unlabelled text.

    python scripts/build_layout_pairs.py TEXTS

TEXTS holds ``*.txt.xz`` with a paragraph a line (public broadcasts, finance news, policy papers). Only counts of
adjacent characters are taken over: a pair is kept where it stands again and again, far more often than its characters
would meet by chance, and is a good part of all that either is used for.
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "extract" / "lexicons" / "layout" / "pairs.csv"
FILES = ("broadcast_2014", "broadcast_2019", "broadcast_2023", "policy_docs_central_shandong", "finance_news_fincuge")
# Every third paragraph tells enough.
STEP = 3
MIN_COUNT = 60
MIN_ASSOCIATION = 2.5  # log of how much more often than by chance
MIN_SHARE = 0.02
HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")


def count_pairs(folder: Path) -> Counter[str]:
    pairs: Counter[str] = Counter()
    for name in FILES:
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream):
                if number % STEP == 0:
                    for run in HAN_RUN.findall(line):
                        pairs.update(first + second for first, second in pairwise(run))
    return pairs


def cohesive(pairs: Counter[str]) -> list[str]:
    first, second = Counter[str](), Counter[str]()
    for pair, count in pairs.items():
        first[pair[0]] += count
        second[pair[1]] += count
    total = pairs.total()
    return sorted(
        pair
        for pair, count in pairs.items()
        if count >= MIN_COUNT
        and math.log(count * total / (first[pair[0]] * second[pair[1]])) > MIN_ASSOCIATION
        and max(count / first[pair[0]], count / second[pair[1]]) > MIN_SHARE
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    args = parser.parse_args()
    seconds: dict[str, str] = defaultdict(str)
    kept = cohesive(count_pairs(args.texts))
    for pair in kept:
        seconds[pair[0]] += pair[1]
    lines = ["first,seconds", *(f"{first},{seconds[first]}" for first in sorted(seconds))]
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept)} pairs")


if __name__ == "__main__":
    main()
