"""What readers see when a run begins: how much of it still holds, and taking that over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.tables.build import Built
from extract.tables.carry import Base
from extract.tables.parts import Entry
from extract.tables.publish import OutputFolder
from extract.tables.schemas import TABLES

MIN_CARRIED = 0.5
"""Where fewer of the documents than this are unchanged, taking over their rows saves little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The version that readers see.

    Args:
        number: of the version.
        folder: of its tables.
        build: tells the code and rules that the tables were built with.
        rows: rows of each table.
        index: which extraction each document came from (:attr:`Entry.stamp`), by source.
    """

    number: int
    folder: Path
    build: str
    rows: Mapping[str, int]
    index: Mapping[str, str]

    @classmethod
    def of(cls, output: OutputFolder) -> Published | None:
        """The current version of a folder; ``None`` if there is none or its files have been altered."""
        version = output.current()
        if version is None or not output.is_intact(version.number):
            return None
        return cls(
            number=version.number,
            folder=output.path(version.number),
            build=version.build,
            rows=version.rows,
            index=output.index(version.number),
        )

    def says_all_of(self, live: Sequence[Entry], build: str) -> bool:
        """Whether the tables of ``live``, built by ``build``, would be these again."""
        return self.build == build and self.index == {entry.source: entry.stamp for entry in live}

    def base_for(self, live: Sequence[Entry], build: str) -> Base | None:
        """What to take rows of ``live`` from, if enough of them would only be made again."""
        if self.build != build:
            return None
        unchanged = [entry.doc_id for entry in live if self.index.get(entry.source) == entry.stamp]
        if len(unchanged) < len(live) * MIN_CARRIED:
            return None
        return Base(folder=self.folder, unchanged=frozenset(unchanged))

    def link_tables(self, staging: Path) -> Built:
        """Put all tables but ``runs`` into ``staging`` as they are."""
        for name in TABLES:
            if name != "runs":
                source = self.folder / f"{name}.parquet"
                try:
                    os.link(source, staging / source.name)
                except OSError:
                    # Not every file system links.
                    shutil.copy2(source, staging / source.name)
        return Built(rows={name: rows for name, rows in self.rows.items() if name != "runs"})
