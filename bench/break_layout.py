"""Break the paragraphs of documents as pages do, and measure how many the layout puts together again.

    python bench/break_layout.py FOLDER [--seed 1]

Every second long paragraph of FOLDER's text files is cut at random: in ``plain`` text, with a caption, a page number or
a line of English between the halves (``other``), or with one half in four moved among other paragraphs (``moved``).
Printed are the share of breaks mended, and of the joins made the share that are breaks.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from extract.layout import lay_out
from extract.layout.lines import split_lines
from extract.read.encodings import decode

OTHER = ("图3　生产车间", "会议现场", "第 12 页", "- 7 -", "Yunxi Heavy Industries opened its third plant on Monday.")
STEPS = (-9, -6, -4, 3, 5, 8)
_LONG = 80
_MARGIN = 15


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the broken text; ``first`` and ``second`` number the break that it is the half of."""

    text: str
    first: int = 0
    second: int = 0


def broken(paragraphs: list[str], mode: str, chance: random.Random) -> list[Piece]:
    """``paragraphs`` with every second long one cut in two."""
    pieces: list[Piece] = []
    number = 0
    for paragraph in paragraphs:
        if len(paragraph) < _LONG or chance.random() < 0.5:
            pieces.append(Piece(paragraph))
            continue
        number += 1
        at = _place(paragraph, chance)
        pieces.append(Piece(paragraph[:at].rstrip(), first=number))
        if mode == "other":
            pieces.append(Piece(chance.choice(OTHER)))
        pieces.append(Piece(paragraph[at:].lstrip(), second=number))
    return _moved(pieces, chance) if mode == "moved" else pieces


def _place(paragraph: str, chance: random.Random) -> int:
    """Where a page might break a paragraph: not after a sentence, before a mark or inside a number."""
    while True:
        at = chance.randrange(_MARGIN, len(paragraph) - _MARGIN)
        before, after = paragraph[at - 1], paragraph[at]
        if before not in "。！？；" and after not in "，。、；：！？）》”％%" and not (before + after).isascii():
            return at


def _moved(pieces: list[Piece], chance: random.Random) -> list[Piece]:
    """``pieces`` with a second half in four among paragraphs further up or down, below a caption."""
    moved = list(pieces)
    for piece in [piece for piece in pieces if piece.second and chance.random() < 0.25]:
        at = moved.index(piece)
        moved.remove(piece)
        at = min(max(0, at + chance.choice(STEPS)), len(moved))
        while 0 < at < len(moved) and moved[at].second:
            at += 1
        moved[at:at] = [Piece(OTHER[0]), piece]
    return moved


def measure(pieces: list[Piece]) -> tuple[int, int, int]:
    """Breaks, breaks mended, and joins of the layout in all."""
    text = "\n\n".join(piece.text for piece in pieces) + "\n"
    lines = split_lines(text)
    begins = {line.start: number for number, line in enumerate(lines)}
    ends = {line.end - 1: number for number, line in enumerate(lines)}
    layout = lay_out(text)
    places = [layout.offsets.source_offset(offset) for offset in range(len(layout.text))]
    joins = {(ends[a], begins[b]) for a, b in pairwise(places) if a in ends and b in begins}
    firsts = {piece.first: number for number, piece in enumerate(pieces) if piece.first}
    seconds = {piece.second: number for number, piece in enumerate(pieces) if piece.second}
    breaks = {(number, seconds[which]) for which, number in firsts.items()}
    return len(breaks), len(breaks & joins), len(joins)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for mode in ("plain", "other", "moved"):
        chance = random.Random(args.seed)
        total = [0, 0, 0]
        for path in sorted(args.folder.glob("*.txt")):
            layout = lay_out(decode(path.read_bytes()).text)
            # Paragraphs as they read, so that none is broken beforehand.
            paragraphs = layout.text.split("\n")
            counts = measure(broken([line for line in paragraphs if line.strip()], mode, chance))
            total = [sum(pair) for pair in zip(total, counts, strict=True)]
        breaks, mended, joins = total
        shares = f"{mended / max(1, breaks):.3f} mended, {mended / max(1, joins):.3f} of joins right"
        print(f"{mode:6} {breaks:5} breaks, {shares}")


if __name__ == "__main__":
    main()
