"""What a user may choose; everything else is a lexicon, a rule or a model."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from extract.errors import ExtractError


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one run.

    Args:
        recogniser: who proposes names beside the rules: ``project`` (the model in ``models/``), ``rules`` (no
            model, torch is not imported), ``hanlp:NAME_OR_PATH`` or ``spacy:NAME_OR_PATH``.
        aliases: a CSV with which users force or forbid merges of organisations and add names; empty for none.
        corrections: a file of readers' corrections, made by ``extract corrections apply``; empty for none.
        max_characters: a longer document is rejected as ``too_large``.
    """

    recogniser: str = "project"
    aliases: str = ""
    corrections: str = ""
    max_characters: int = 5_000_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings with ``EXTRACT_<NAME>`` variables laid over the defaults.

        Raises:
            ExtractError: a variable that does not fit its setting.
        """
        chosen: dict[str, str | int] = {}
        for setting in fields(cls):
            written = environment.get(f"EXTRACT_{setting.name.upper()}")
            if written is None:
                continue
            if setting.type in (int, "int"):
                if not written.isdecimal():
                    raise ExtractError(f"EXTRACT_{setting.name.upper()} must be a whole number, not {written!r}")
                chosen[setting.name] = int(written)
            else:
                chosen[setting.name] = written
        settings = cls(**chosen)  # type: ignore[arg-type]  # each value was converted to its field's type above
        if settings.aliases and not Path(settings.aliases).is_file():
            raise ExtractError(
                f"aliases file {settings.aliases!r} does not exist; set EXTRACT_ALIASES to a CSV or unset it"
            )
        if settings.corrections and not Path(settings.corrections).is_file():
            raise ExtractError(
                f"corrections file {settings.corrections!r} does not exist; make one by `extract corrections apply` "
                "or unset EXTRACT_CORRECTIONS"
            )
        return settings
