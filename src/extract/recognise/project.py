"""The project's own recogniser: the HanLP component of ``models/ner``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ModelError
from extract.model_paths import model_folder
from extract.records import EntityCandidate

if TYPE_CHECKING:
    from extract.recognise.component import CharacterEntityRecognizer

RULE = "model:ner"
# No name the model proposes is made of anything but these; a sentence without two of them is not run.
_CAN_HOLD_A_NAME = re.compile(r"[\u3400-\u9fffA-Za-z]{2}|[\u3400-\u9fff]")


class ProjectRecogniser:
    """Runs the project's model.

    Args:
        model: the folder of a component that ``hanlp.load`` reads; by default the one that ships. It is loaded
            on first use and shared by all recognisers of the process.

    Raises:
        ModelError: on first use, if there is no model or it cannot be read.
    """

    def __init__(self, model: Path | None = None) -> None:
        self._model = model

    def recognise(self, sentences: Sequence[str]) -> list[list[EntityCandidate]]:
        """Candidates of each sentence; ``confidence`` is the probability that exactly this span is a name."""
        runnable = [number for number, text in enumerate(sentences) if _CAN_HOLD_A_NAME.search(text)]
        found: list[list[EntityCandidate]] = [[] for _ in sentences]
        if not runnable:
            return found
        component = _load(self._model or model_folder("ner"))
        with _one_thread():
            entities = component([sentences[number] for number in runnable])
        for number, of_sentence in zip(runnable, entities, strict=True):
            found[number] = [
                EntityCandidate(start=start, end=end, text=text, rule=RULE, label=label, confidence=confidence)
                for text, label, start, end, confidence in of_sentence
            ]
        return found


@contextmanager
def _one_thread() -> Iterator[None]:
    """Sums come out the same however many cores there are; work is spread over processes, not threads."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@cache
def _load(model: Path) -> CharacterEntityRecognizer:
    from extract.recognise.component import CharacterEntityRecognizer

    if not (model / "config.json").is_file():
        raise ModelError(f"no model in {model}; make it with `python -m pipelines.train_ner` (see models/README.md)")
    # Not by hanlp.load, which would import every kind of component that HanLP knows; the result is the same.
    component = CharacterEntityRecognizer()
    component.load(str(model), devices=-1, verbose=False)
    component.narrow()
    return component
