"""Train the segmentation model: words of a treebank and of our own sentences, to ``models/segmentation``.

    python -m pipelines.train_segmentation --treebank DIR --test FILE [--out models/segmentation]

``--treebank`` holds the ``*-train.iob2`` and ``*-dev.iob2`` files of Universal NER (their words are used, not
their names); ``--test`` is a CoNLL-U file. About five minutes on one core. A finished training in ``--work`` is
taken up again, so that only what comes after it is repeated.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated

import numpy as np
import spacy_pkuseg
import srsly  # type: ignore[import-untyped]
import typer
from prefect import flow, task

from extract.segment import Segmenter
from pipelines.local_api import prefect_api

_ROOT = Path(__file__).parents[1]
_OUT = _ROOT / "models" / "segmentation"
_OWN_TEST = _ROOT / "tests" / "segment" / "domain_sentences.txt"
_OWN_REPEATED = 2  # our own sentences are few beside the treebank's
_ITERATIONS = 16
_SMALLEST_WEIGHT = 0.05  # features below it change no score in the third decimal
_SHORTEST_NAME = 3  # a name of two characters also stands across two words

Words = list[str]


def read_treebank(path: Path) -> Iterator[Words]:
    """The words of each sentence of an ``.iob2`` or CoNLL-U file."""
    words: Words = []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if not line:
            if words:
                yield words
            words = []
        elif not line.startswith("#") and columns[0].isdecimal():
            words.append(columns[1])
    if words:
        yield words


def read_spaced(path: Path) -> Iterator[Words]:
    """The words of each line of a file that parts them by spaces."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield line.split()


def build_user_dictionary() -> Words:
    """Words that are always cut whole: terms of our own, and names of places of the lexicons."""
    lexicons = resources.files("extract").joinpath("lexicons")
    words = {row["word"] for row in _rows(lexicons.joinpath("segment", "words.csv"))}
    words |= {row["name"] for row in _rows(lexicons.joinpath("regions", "countries.csv")) if _is_long(row["name"])}
    for row in _rows(lexicons.joinpath("regions", "divisions.csv")):
        # The treebank parts a place from its kind (河南 省), so that only bare names are words.
        words |= {form for form in row["forms"].split() if _is_long(form) and form[-1] not in "省市州县区旗盟"}
    return sorted(words)


def _rows(source: object) -> Iterable[dict[str, str]]:
    return csv.DictReader(source.read_text(encoding="utf-8").splitlines())  # type: ignore[attr-defined]


def _is_long(name: str) -> bool:
    return len(name) >= _SHORTEST_NAME


def train_pkuseg(sentences: Sequence[Words], test: Sequence[Words], work: Path, iterations: int, seed: int) -> Path:
    """A pkuseg model trained on ``sentences``, in a folder under ``work``; taken from there if it is finished."""
    model = work / "pkuseg"
    stamp = work / "pkuseg.done"
    inputs = "\n".join(" ".join(words) for words in sentences) + "\n"
    settings = f"{iterations} {seed} {hash_of(inputs)}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == settings:
        return model
    work.mkdir(parents=True, exist_ok=True)
    train_file, test_file = work / "train.txt", work / "test.txt"
    train_file.write_text(inputs, encoding="utf-8")
    test_file.write_text("\n".join(" ".join(words) for words in test) + "\n", encoding="utf-8")
    random.seed(seed)
    np.random.seed(seed)
    spacy_pkuseg.train(str(train_file), str(test_file), str(model), train_iter=iterations)
    stamp.write_text(settings, encoding="utf-8")
    return model


def hash_of(text: str) -> str:
    """A short fingerprint of what a step was given."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:16]


def pack_model(model: Path, out: Path) -> None:
    """Write ``model`` to ``out`` without the features that hardly weigh, rounded; a tenth of its size."""
    with np.load(model / "weights.npz") as saved:
        n_tags, n_features = (int(size) for size in saved["sizes"])
        weights = saved["w"]
    nodes = weights[: n_features * n_tags].reshape(n_features, n_tags)
    features = srsly.read_msgpack(model / "features.msgpack")
    names = sorted(features["feature_to_idx"], key=features["feature_to_idx"].__getitem__)
    # Feature 0 is the bias, which pkuseg adds by its number.
    kept = [row for row in range(n_features) if row == 0 or np.abs(nodes[row]).max() >= _SMALLEST_WEIGHT]
    features["feature_to_idx"] = {names[row]: number for number, row in enumerate(kept)}
    used = {word for name in features["feature_to_idx"] for word in _words_in(name)}
    features["unigram"] = sorted(set(features["unigram"]) & used)
    features["bigram"] = []
    out.mkdir(parents=True, exist_ok=True)
    srsly.write_msgpack(out / "features.msgpack", features)
    packed = np.concatenate([np.round(nodes[kept], 2).ravel(), np.round(weights[n_features * n_tags :], 3)])
    np.savez_compressed(out / "weights.npz", sizes=np.array([n_tags, len(kept)]), w=packed)


def _words_in(feature: str) -> list[str]:
    family, _, rest = feature.partition(".")
    if family in ("w-1", "w1"):
        return [rest]
    return rest.partition(".")[2].split("*") if family == "ww" else []


def score_words(segmenter: Segmenter, sentences: Iterable[Words]) -> float:
    """F1 over words, by their offsets in the sentence without spaces."""
    right = found = wanted = 0
    for words in sentences:
        gold, ours = _offsets(words), _offsets(segmenter.words("".join(words)))
        right += len(gold & ours)
        found += len(ours)
        wanted += len(gold)
    return 2 * right / (found + wanted)


def _offsets(words: Words) -> set[tuple[int, int]]:
    offsets, position = set(), 0
    for word in words:
        offsets.add((position, position + len(word)))
        position += len(word)
    return offsets


Trainer = Callable[[Sequence[Words], Sequence[Words], Path, int, int], Path]


def run(
    treebank: Path, test: Path, out: Path, work: Path, iterations: int, seed: int, train: Trainer = train_pkuseg
) -> dict[str, float]:
    """All steps; ``train`` is the long one. Returns the scores of the model that ``out`` then holds."""
    files = sorted(treebank.glob("*-train.iob2")) + sorted(treebank.glob("*-dev.iob2"))
    if not files:
        raise typer.BadParameter(f"no *-train.iob2 or *-dev.iob2 in {treebank}")
    sentences = [words for file in files for words in read_treebank(file)]
    sentences += list(read_spaced(out / "sentences.txt")) * _OWN_REPEATED
    test_sentences = list(read_treebank(test))
    model = train(sentences, test_sentences, work, iterations, seed)
    pack_model(model, out)
    (out / "user_dict.txt").write_text("\n".join(build_user_dictionary()) + "\n", encoding="utf-8")
    segmenter = Segmenter(out)
    return {
        "treebank test": score_words(segmenter, test_sentences),
        "own domain sentences": score_words(segmenter, read_spaced(_OWN_TEST)),
    }


@flow(name="train-segmentation", log_prints=True)
def train_segmentation(
    treebank: Path, test: Path, out: Path = Path("models/segmentation"), work: Path = Path("build/segmentation"),
    iterations: int = _ITERATIONS, seed: int = 1,
) -> dict[str, float]:  # fmt: skip
    """Train the word segmentation model and score it.

    Args:
        treebank: Folder with the Universal NER files.
        test: CoNLL-U file to score on.
        out: Where the model goes; holds sentences.txt already.
        work: Where a finished training is kept, and not repeated.
        iterations: Passes over the data.
        seed: Of all that is random.
    """
    return run(treebank, test, out, work, iterations, seed, task(train_pkuseg))


def main(
    treebank: Annotated[Path, typer.Option(help="Folder with the Universal NER files.")],
    test: Annotated[Path, typer.Option(help="CoNLL-U file to score on.")],
    out: Annotated[Path, typer.Option(help="Where the model goes; holds sentences.txt already.")] = _OUT,
    work: Annotated[Path, typer.Option(help="Where an unfinished training is kept.")] = Path("build/segmentation"),
    iterations: Annotated[int, typer.Option(help="Passes over the data.")] = _ITERATIONS,
    seed: Annotated[int, typer.Option(help="Of all that is random.")] = 1,
    plain: Annotated[bool, typer.Option(help="Run without Prefect.")] = False,
) -> None:
    """Train the segmentation model and print its scores."""
    if plain:
        scores = run(treebank, test, out, work, iterations, seed)
    else:
        with prefect_api():
            scores = train_segmentation(treebank, test, out, work, iterations, seed)
    for name, score in scores.items():
        typer.echo(f"{name}: F1 {score:.4f}")


if __name__ == "__main__":
    typer.run(main)
