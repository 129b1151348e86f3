"""Where the models are: in the repository, or inside an installed package."""

from __future__ import annotations

import os
from pathlib import Path

from extract.errors import ModelError

_VARIABLE = "EXTRACT_MODELS"


def models_path() -> Path:
    """The folder that holds ``segmentation/`` and ``ner/``.

    The variable ``EXTRACT_MODELS`` names another one; otherwise it is the copy inside an installed package
    (``extract/_models``) or the repository's ``models/``.

    Raises:
        ModelError: none of these exists.
    """
    package = Path(__file__).parent
    chosen = os.environ.get(_VARIABLE)
    candidates = [Path(chosen)] if chosen else [package / "_models", package.parents[1] / "models"]
    for folder in candidates:
        if folder.is_dir():
            return folder
    places = " nor ".join(str(folder) for folder in candidates)
    raise ModelError(f"no models in {places}; set {_VARIABLE} to the folder that holds segmentation/ and ner/")


def model_folder(name: str) -> Path:
    """The folder of one model.

    Args:
        name: ``segmentation`` or ``ner``.

    Raises:
        ModelError: there is no such folder; the message names the command that makes it.
    """
    folder = models_path() / name
    if not folder.is_dir():
        command = {"segmentation": "train_segmentation", "ner": "train_ner"}.get(name, name)
        raise ModelError(f"no model in {folder}; make it with `python -m pipelines.{command}` (see models/README.md)")
    return folder
