"""Speed of `find_quantities` and `find_dates`, beside other parsers and as the text grows.

    python bench/quantities_dates.py --text DIR [--day 2025-08-29] [--json FILE]

All figures are characters a second of processor time on one core, from the same run: the folder's .txt files,
paragraph by paragraph,
each parser on as much of them as it gets through in a reasonable time. Then the same text repeated to 10 kB … 10 MB
(UTF-8), and a million characters of text made to make a parser backtrack.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path

from peers import load_peers

from extract import find_dates, find_quantities

PEER_CHARACTERS = 20_000
ADVERSARIAL = {
    "digits": "9",
    "wan yi": "万亿",
    "chinese digits": "一三二",
    "lists": "1、",
    "ranges": "1到",
    "dashes": "1-",
    "separators": "1,111,",
    "ordinals": "第一",
    "titles": "《",
    "percentages": "百分之",
    "amounts": "5亿和",
    "open bounds": "十余万",
    "years": "2024年",
    "months": "1—",
}


def rate(find: Callable[[str], object], paragraphs: list[str], seconds: float = 2.0) -> float:
    """Characters a second over the paragraphs, read again and again for some seconds; the best round counts."""
    size, best, spent = sum(map(len, paragraphs)), 0.0, 0.0
    while spent < seconds:
        begin = time.process_time()
        for paragraph in paragraphs:
            find(paragraph)
        took = time.process_time() - begin
        best, spent = max(best, size / took), spent + took
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, required=True, help="a folder of .txt files in UTF-8")
    parser.add_argument("--day", type=dt.date.fromisoformat, default=dt.date(2025, 8, 29), help="published_on")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted(args.text.glob("*.txt")))
    if not text:
        raise SystemExit(f"no .txt under {args.text}")
    paragraphs = [line for line in text.split("\n") if line.strip()]

    def both(paragraph: str) -> None:
        find_quantities(paragraph)
        find_dates(paragraph, args.day)

    find_quantities(text)  # lexicons and conversion factors are read once
    find_dates(text, args.day)
    figures: dict[str, float] = {
        "find_quantities": rate(find_quantities, paragraphs),
        "find_dates": rate(lambda p: find_dates(p, args.day), paragraphs),
        "together": rate(both, paragraphs),
    }
    print(f"{len(text)} characters, {len(paragraphs)} paragraphs")
    for name, value in figures.items():
        print(f"{name:24}{value:12,.0f} characters/s")

    few, size = [], 0
    for paragraph in paragraphs:
        if size >= PEER_CHARACTERS:
            break
        few.append(paragraph)
        size += len(paragraph)
    figures["together, peers' sample"] = ours = rate(both, few)
    print(f"{'together, peers sample':24}{ours:12,.0f} characters/s over the first {size} characters")
    for peer in load_peers():

        def ask(paragraph: str, peer: object = peer) -> None:
            peer.amounts(paragraph)  # type: ignore[attr-defined]
            peer.periods(paragraph, args.day)  # type: ignore[attr-defined]

        ask(few[0])
        figures[peer.name] = value = rate(ask, few, seconds=1.0)
        print(f"{peer.name:24}{value:12,.0f} characters/s ({peer.scope}); we are {ours / value:,.1f} times as fast")

    print("\nas the text grows (one call)")
    for target in (10_000, 100_000, 1_000_000, 10_000_000):
        grown = text * (target // len(text.encode()) + 1)
        grown = grown[: int(target * len(text) / len(text.encode()))]
        for name, find in (("find_quantities", find_quantities), ("find_dates", lambda t: find_dates(t, args.day))):
            begin = time.process_time()
            find(grown)
            took = time.process_time() - begin
            figures[f"{name} {target} bytes"] = len(grown) / took
            print(f"{name:24}{target:12,} bytes{took:10.3f} s{len(grown) / took:14,.0f} characters/s")

    print("\nadversarial text: seconds for 125,000 and for 1,000,000 characters (linear: 8 times)")
    for name, piece in ADVERSARIAL.items():
        line = f"{name:24}"
        for label, find in (("quantities", find_quantities), ("dates", lambda t: find_dates(t, args.day))):
            took = []
            for length in (125_000, 1_000_000):
                hard = (piece * length)[:length]
                begin = time.process_time()
                find(hard)
                took.append(time.process_time() - begin)
            figures[f"adversarial {name}: {label}"] = took[1]
            line += f"  {label} {took[0]:7.3f} {took[1]:7.3f} ({took[1] / took[0]:4.1f} times)"
        print(line)
    if args.json:
        args.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
