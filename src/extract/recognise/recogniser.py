"""What every recogniser does, and the choice of one by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from extract.errors import ModelError
from extract.records import EntityCandidate

_KINDS = "project, rules, hanlp:NAME_OR_PATH, spacy:NAME_OR_PATH"


class Recogniser(Protocol):
    """Proposes names in sentences; what is made of them is for the rules to decide."""

    def recognise(self, sentences: Sequence[str]) -> list[list[EntityCandidate]]:
        """Candidates of each sentence, sorted by start, without overlaps, in offsets of that sentence.

        What is found in a sentence does not depend on the sentences beside it.
        """


class NoRecogniser:
    """Proposes nothing: the rules work alone, and torch is never imported."""

    def recognise(self, sentences: Sequence[str]) -> list[list[EntityCandidate]]:
        """An empty list for each sentence."""
        return [[] for _ in sentences]


def load_recogniser(name: str) -> Recogniser:
    """The recogniser a setting names. Models load on first use, so that this costs nothing.

    Args:
        name: ``project`` (the model in ``models/ner``), ``rules`` (none), ``hanlp:NAME_OR_PATH`` (any HanLP
            entity recogniser that ``hanlp.load`` knows) or ``spacy:NAME_OR_PATH`` (any spaCy pipeline that
            sets ``doc.ents``).

    Raises:
        ModelError: the setting names no known kind of recogniser.

    Example:
        >>> load_recogniser("rules").recognise(["云州市科学技术局成立。"])
        [[]]
    """
    kind, _, model = name.partition(":")
    if name == "rules":
        return NoRecogniser()
    if name == "project":
        from extract.recognise.project import ProjectRecogniser

        return ProjectRecogniser()
    if kind == "hanlp" and model:
        from extract.recognise.foreign import HanlpRecogniser

        return HanlpRecogniser(model)
    if kind == "spacy" and model:
        from extract.recognise.foreign import SpacyRecogniser

        return SpacyRecogniser(model)
    raise ModelError(f"unknown recogniser {name!r}; choose one of {_KINDS}")
