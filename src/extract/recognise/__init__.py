"""Model recognisers: names proposed by HanLP or spaCy models, for the rules to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.recognise.recogniser import Recogniser, load_recogniser

if TYPE_CHECKING:
    from pathlib import Path

    from extract.recognise.scoring import Evaluation

__all__ = ["Recogniser", "evaluate", "load_recogniser"]


def evaluate(model: Recogniser, labelled_file: Path) -> Evaluation:
    """Score a recogniser on a labelled file; see :func:`extract.recognise.scoring.evaluate`."""
    from extract.recognise import scoring

    return scoring.evaluate(model, labelled_file)
