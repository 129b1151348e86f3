"""Train the entity recogniser: table, pretraining, fine-tuning, self-training, to ``models/ner``.

    python -m pipelines.train_ner --text DIR --labelled FILE --names DIR [--machine cpu|gpu] [--out models/ner]

``--text`` holds unlabelled ``.txt`` or ``.txt.xz``; ``--labelled`` is JSON Lines as
:func:`extract.recognise.labels.read_labelled` reads them; ``--names`` are public registers of names. The project's
own sentences, ``models/ner/sentences.txt``, are learned from as well. The same command serves a CPU and a GPU: sizes
and lengths are in ``models/ner/training.toml``. Each finished step is kept in ``--work`` and taken up from there; an
unfinished pretraining goes on from its last checkpoint.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import torch
import typer
from prefect import flow, task

from extract.recognise import evaluate
from extract.recognise.component import CharacterEntityRecognizer
from extract.recognise.corpus import TableLimits, build_table, number_text, read_text
from extract.recognise.features import FeatureTable
from extract.recognise.gazetteer import read_gazetteer
from extract.recognise.labels import LabelledSentence, LabelledSpan, read_labelled, read_marked
from extract.recognise.network import EncoderSize
from extract.recognise.pretraining import PretrainingSettings, pretrain
from extract.recognise.project import ProjectRecogniser
from extract.recognise.scoring import Evaluation
from extract.recognise.weights import load_weights, save_weights
from pipelines.local_api import prefect_api

_OUT = Path(__file__).parents[1] / "models" / "ner"
_OWN = _OUT / "sentences.txt"
_HELD_OUT = 12  # one labelled sentence in so many chooses the epoch and is never trained on
_SENTENCE = re.compile(r"[^。！？\n]{12,160}[。！？]")
_SURE = 0.6  # a sentence teaches only if every name in it was found with at least this confidence
_BARE_SHARE = 0.25  # of the sentences of self-training that hold no name

Step = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What the training is given, and where it keeps what it makes."""

    text: Path
    labelled: Path
    names: Path
    out: Path
    work: Path
    machine: str
    seed: int

    @property
    def settings(self) -> dict[str, dict[str, Any]]:
        """The section of ``training.toml`` for this machine."""
        chosen: dict[str, dict[str, Any]] = tomllib.loads((_OUT / "training.toml").read_text(encoding="utf-8"))[
            self.machine
        ]
        return chosen

    @property
    def device(self) -> str:
        """Where the arithmetic is done."""
        return "cuda" if self.machine == "gpu" else "cpu"

    def text_files(self) -> list[Path]:
        """Files of unlabelled text."""
        return [path for path in sorted(self.text.iterdir()) if path.name.endswith((".txt", ".txt.xz"))]

    def size(self, table: FeatureTable, *, with_names: bool) -> EncoderSize:
        """The encoder's sizes over ``table``."""
        return EncoderSize.from_config(
            {
                **self.settings["encoder"],
                "n_chars": table.n_chars,
                "n_grams": list(table.n_grams),
                "n_gazetteer": table.n_flags if with_names else 0,
            }
        )


def make_table(training: Training) -> None:
    """Characters and n-grams of the text, names of the registers: ``features.npz``."""
    path = training.work / "features.npz"
    if not path.is_file():
        surnames = (_OUT / "surnames.txt").read_text(encoding="utf-8").strip()
        gazetteer = read_gazetteer(training.names, surnames)
        build_table(read_text(training.text_files()), gazetteer, TableLimits()).save(path)


def pretrain_encoder(training: Training) -> None:
    """An encoder that guesses masked characters: ``encoder.npz``."""
    path = training.work / "encoder.npz"
    if path.is_file():
        return
    table = FeatureTable.load(training.work / "features.npz")
    settings = PretrainingSettings(seed=training.seed, device=training.device, **training.settings["pretraining"])
    text = read_text(training.text_files())
    checkpoint = training.work / "pretraining.pt"
    pretrain(
        number_text(text, table), table, training.size(table, with_names=False), settings,
        out=path, checkpoint=checkpoint,
        bigram_vectors=None if checkpoint.is_file() else _bigram_vectors(text, table),
    )  # fmt: skip


def _bigram_vectors(text: str, table: FeatureTable) -> np.ndarray | None:
    """Skip-gram vectors of the bigrams, which save pretraining an hour of a core; none without gensim."""
    try:
        from gensim.models import Word2Vec  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        typer.echo("gensim is not installed: bigrams begin at random, which costs about a point of F1 on a CPU")
        return None
    lines = [[line[at : at + 2] for at in range(len(line) - 1)] for line in text.split("\n")]
    size = EncoderSize(n_chars=0, n_grams=(0, 0, 0)).gram_dim
    vectors = Word2Vec(
        lines, vector_size=size, window=3, min_count=50, sg=1, negative=5, sample=1e-4, epochs=1, workers=1, seed=1
    ).wv
    spelled = table.spell_grams(2)
    rows = np.zeros((len(spelled), size), dtype=np.float32)
    for number, gram in enumerate(spelled):
        if gram in vectors:
            rows[number] = vectors[gram] * (0.15 / vectors.vectors.std())
    return rows


def split_labelled(sentences: Sequence[LabelledSentence]) -> tuple[list[LabelledSentence], list[LabelledSentence]]:
    """Sentences to train on, and those held out, chosen by their text alone."""

    def is_held_out(sentence: LabelledSentence) -> bool:
        return int(hashlib.md5(sentence.text.encode(), usedforsecurity=False).hexdigest(), 16) % _HELD_OUT == 0

    return [s for s in sentences if not is_held_out(s)], [s for s in sentences if is_held_out(s)]


def fine_tune(training: Training, name: str, pretrained: Path, silver: Path | None, stage: str) -> None:
    """A component trained on the labelled sentences (and those of ``silver``): ``work/name``.

    What the section ``stage`` of the settings says goes before what ``fine_tuning`` says.
    """
    folder = training.work / name
    done = folder / "done"
    if done.is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    table = FeatureTable.load(training.work / "features.npz")
    learned, held_out = split_labelled(read_labelled(training.labelled))
    learned += read_marked(_OWN)
    if silver:
        learned += read_labelled(silver)
    settings = training.settings["fine_tuning"] | training.settings[stage]
    component = CharacterEntityRecognizer()
    component.fit(
        learned, held_out, str(folder), table=table, encoder=training.size(table, with_names=True).as_config(),
        pretrained=str(pretrained), seed=training.seed, bfloat16=True,
        devices=-1 if training.device == "cpu" else 0, **settings,
    )  # fmt: skip
    component.calibrate(held_out)
    component.save_config(str(folder))
    done.touch()


def label_text(training: Training) -> None:
    """Sentences of the unlabelled text with the names that the first model is sure of: ``silver.jsonl``."""
    path = training.work / "silver.jsonl"
    if path.is_file():
        return
    wanted = training.settings["silver"]["sentences"]
    candidates = list(dict.fromkeys(_sentences(training)))
    random.Random(training.seed).shuffle(candidates)
    component = CharacterEntityRecognizer()
    component.load(str(training.work / "teacher"), devices=-1 if training.device == "cpu" else 0, verbose=False)
    component.narrow()
    kept: list[LabelledSentence] = []
    bare = 0
    for start in range(0, len(candidates), 500):
        batch = candidates[start : start + 500]
        for text, entities in zip(batch, component(batch, with_named=True), strict=True):
            if any(confidence < _SURE for *_, confidence in entities):
                continue
            if not entities and bare >= _BARE_SHARE * wanted:
                continue
            bare += not entities
            spans = tuple(LabelledSpan(begin, end, label) for _, label, begin, end, _ in entities)
            kept.append(LabelledSentence(text, spans))
        if len(kept) >= wanted:
            break
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as lines:
        for sentence in kept[:wanted]:
            entities = [[span.start, span.end, span.label] for span in sentence.spans]
            lines.write(json.dumps({"text": sentence.text, "entities": entities}, ensure_ascii=False) + "\n")
    unfinished.replace(path)


def _sentences(training: Training) -> Iterator[str]:
    import lzma

    for path in training.text_files():
        opener = lzma.open if path.suffix == ".xz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from _SENTENCE.findall(line)


def keep_encoder(training: Training, name: str) -> Path:
    """The encoder of one model, as the next one's beginning: ``NAME_encoder.npz``."""
    path = training.work / f"{name}_encoder.npz"
    weights = load_weights(training.work / name / "model.npz")
    prefix = "encoder."
    save_weights({name.removeprefix(prefix): w for name, w in weights.items() if name.startswith(prefix)}, path)
    return path


def run(training: Training, wrap: Callable[[Step], Step] = lambda step: step) -> Evaluation:
    """All steps, each wrapped by ``wrap``; the held-out scores of the model that ``out`` then holds."""
    torch.manual_seed(training.seed)
    training.work.mkdir(parents=True, exist_ok=True)
    wrap(make_table)(training)
    wrap(pretrain_encoder)(training)
    wrap(fine_tune)(training, "teacher", training.work / "encoder.npz", None, "fine_tuning")
    wrap(label_text)(training)
    wrap(fine_tune)(
        training, "student", keep_encoder(training, "teacher"), training.work / "silver.jsonl", "self_training"
    )
    # Silver labels teach much and are not always right: people's labels have the last word.
    wrap(fine_tune)(training, "finished", keep_encoder(training, "student"), None, "finishing")
    training.out.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "features.npz", "model.npz"):
        shutil.copyfile(training.work / "finished" / name, training.out / name)
    held_out = training.work / "held_out.jsonl"
    with held_out.open("w", encoding="utf-8") as lines:
        for sentence in split_labelled(read_labelled(training.labelled))[1]:
            entities = [[span.start, span.end, span.label] for span in sentence.spans]
            lines.write(json.dumps({"text": sentence.text, "entities": entities}, ensure_ascii=False) + "\n")
    return evaluate(ProjectRecogniser(training.out), held_out)


@flow(name="train-ner", log_prints=True)
def train_ner(
    text: Path, labelled: Path, names: Path, out: Path = Path("models/ner"), work: Path = Path("build/ner"),
    machine: Literal["cpu", "gpu"] = "cpu", seed: int = 1,
) -> Evaluation:  # fmt: skip
    """Train the entity recogniser, one task per step, and score it on held-out sentences.

    Args:
        text: Folder with unlabelled text, .txt or .txt.xz.
        labelled: Labelled sentences, JSON Lines.
        names: Folder with public registers of names.
        out: Where the model goes.
        work: Where finished steps are kept; a run takes up what it finds there.
        machine: Whose section of models/ner/training.toml says sizes and lengths.
        seed: Of all that is random.
    """
    training = Training(text=text, labelled=labelled, names=names, out=out, work=work, machine=machine, seed=seed)
    return run(training, wrap=task)


def main(
    text: Annotated[Path, typer.Option(help="Folder with unlabelled text.")],
    labelled: Annotated[Path, typer.Option(help="Labelled sentences, JSON Lines.")],
    names: Annotated[Path, typer.Option(help="Folder with public registers of names.")],
    out: Annotated[Path, typer.Option(help="Where the model goes.")] = _OUT,
    work: Annotated[Path, typer.Option(help="Where finished steps are kept.")] = Path("build/ner"),
    machine: Annotated[Literal["cpu", "gpu"], typer.Option(help="A section of training.toml.")] = "cpu",
    seed: Annotated[int, typer.Option(help="Of all that is random.")] = 1,
    plain: Annotated[bool, typer.Option(help="Run without Prefect.")] = False,
) -> None:
    """Train the entity recogniser and print its scores on held-out sentences."""
    if plain:
        evaluation = run(
            Training(text=text, labelled=labelled, names=names, out=out, work=work, machine=machine, seed=seed)
        )
    else:
        with prefect_api():
            evaluation = train_ner(text, labelled, names, out, work, machine, seed)
    for score in evaluation.scores:
        interval = f"{score.f1_low:.3f}–{score.f1_high:.3f}"
        typer.echo(f"{score.name}: P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f} ({interval})")


if __name__ == "__main__":
    typer.run(main)
