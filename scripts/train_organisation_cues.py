"""Learn lexicons/organisations/boundary_cues.csv: the weight of each boundary cue, from labelled sentences.

    python scripts/train_organisation_cues.py --lists LISTS --labels SENTENCES.jsonl --texts TEXTS [--check]

For every end the grammar finds, the choice is between its possible starts and "no name"; weights are fitted by
multinomial logistic regression over these choices. The lexicon a sentence is read with holds no name that only that
sentence's fold supplied, so that the weights learn how far names that they have not seen can be trusted. ``--check``
learns on half the sentences and prints precision, recall and F1 on the other half.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from build_organisations import (
    OUTPUT,
    LabelledSentence,
    annotated,
    build_names,
    listed_companies,
    place_names,
    public_lists,
    read_labels,
)

from extract.organisations.ends import find_ends
from extract.organisations.lexicon import Lexicon, lexicon_of, read_words
from extract.organisations.scoring import end_cues, index_places, inner_cues, span_cues, start_cues
from extract.records import RegionMention

FindRegions = Callable[[str], Sequence[RegionMention]]
MIN_COUNT = 5
KEPT_WEIGHT = 0.04


@dataclass(frozen=True, slots=True)
class Choice:
    """One end: the cues of each possible start, and which start is right (-1: no name)."""

    options: tuple[tuple[str, ...], ...]
    right: int


def fold_of(text: str) -> int:
    """Return 0–3, the same for the same text on every machine."""
    return hashlib.sha256(text.encode()).digest()[0] % 4


def choices(sentence: LabelledSentence, lexicon: Lexicon, find_regions: FindRegions) -> Iterator[Choice]:
    text = sentence.text
    gold = {end: start for start, end, label in sentence.spans if label.startswith("ORG.")}
    places = index_places(find_regions(text))
    ends = find_ends(text, lexicon, places)
    for end in ends.found:
        shared = end_cues(text, end.end, end.kind, end.suffix, lexicon)
        options, right, inside, at = [], -1, list[str](), end.core_end
        for start in end.starts:
            while at > start:
                at -= 1
                inside += inner_cues(text, at, end, ends.telling, lexicon)
            nested = ends.known_inside(start, end.end)
            joint = span_cues(text, start, end, places, nested, lexicon)
            if gold.get(end.end) == start:
                right = len(options)
            options.append((*shared, *inside, *start_cues(text, start, places, lexicon), *joint))
        yield Choice(tuple(options), right)


def fit(data: Sequence[Choice], *, epochs: int, decay: float) -> dict[str, float]:
    """Fit the weights by gradient descent on the log-likelihood of the right choices."""
    torch.manual_seed(0)
    counts: Counter[str] = Counter()
    for choice in data:
        counts.update({cue for option in choice.options for cue in option})
    index = {cue: number for number, cue in enumerate(sorted(cue for cue, n in counts.items() if n >= MIN_COUNT))}
    weights = torch.zeros(len(index), requires_grad=True)
    optimiser = torch.optim.Adam([weights], lr=0.02)
    order = torch.randperm(len(data), generator=torch.Generator().manual_seed(0)).tolist()
    batches = []
    for low in range(0, len(order), 2000):
        cues, owners, groups, rights, row = [], [], [], [], 0
        for group, number in enumerate(order[low : low + 2000]):
            choice = data[number]
            rights.append(row + choice.right if choice.right >= 0 else -1)
            for option in choice.options:
                known = [index[cue] for cue in option if cue in index]
                cues += known
                owners += [row] * len(known)
                groups.append(group)
                row += 1
        batches.append(
            (torch.tensor(cues), torch.tensor(owners), torch.tensor(groups), torch.tensor(rights), row, len(rights))
        )
    for _ in range(epochs):
        for cues, owners, groups, rights, rows, size in batches:
            scores = torch.zeros(rows).index_add(0, owners, weights[cues])
            total = torch.ones(size).index_add(0, groups, scores.clamp(max=30).exp())
            chosen = torch.where(rights >= 0, scores[rights.clamp(min=0)], torch.zeros(size))
            loss = (total.log() - chosen).sum() / size + decay * weights.square().sum() / len(batches)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    values = weights.detach().tolist()
    return {cue: values[number] for cue, number in index.items() if abs(values[number]) >= KEPT_WEIGHT}


def write_weights(weights: Mapping[str, float]) -> None:
    with (OUTPUT / "boundary_cues.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["cue", "weight"])
        writer.writerows([cue, f"{weight:.2f}"] for cue, weight in sorted(weights.items()))


@dataclass(frozen=True, slots=True)
class Sources:
    """What lexicons are made of during training."""

    public: tuple[tuple[str, str, str], ...]
    common: frozenset[str]
    places: frozenset[str]

    def lexicon(self, sentences: Sequence[LabelledSentence], without: int | None = None) -> Lexicon:
        """Return the lexicon that ``sentences`` give, less one fold."""
        kept = [sentence for sentence in sentences if fold_of(sentence.text[::-1]) != without]
        names = build_names([*self.public, *annotated(kept)], kept, self.common, self.places)  # type: ignore[list-item]
        return lexicon_of(names)


def learn(
    sentences: Sequence[LabelledSentence], sources: Sources, find_regions: FindRegions, *, epochs: int, decay: float
) -> dict[str, float]:
    data: list[Choice] = []
    for fold in range(4):
        lexicon = sources.lexicon(sentences, without=fold)
        for sentence in sentences:
            if fold_of(sentence.text[::-1]) == fold:
                data += choices(sentence, lexicon, find_regions)
    return fit(data, epochs=epochs, decay=decay)


def read_sources(lists: Path, texts: Path) -> Sources:
    common, places = frozenset(read_words("common_words.csv")), place_names(lists)
    return Sources((*public_lists(lists, places, common), *listed_companies(texts)), common, places)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--decay", type=float, default=1e-4)
    args = parser.parse_args()
    from extract.regions import find_regions

    sources = read_sources(args.lists, args.texts)
    weights = learn(read_labels(args.labels), sources, find_regions, epochs=args.epochs, decay=args.decay)
    write_weights(weights)
    print(f"{len(weights)} cues")


if __name__ == "__main__":
    main()
