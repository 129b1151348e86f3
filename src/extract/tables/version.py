"""What the published tables depend on besides the documents, told as short hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

# Reading and row-making decide what is kept of a document; the rest of this package only how tables are built.
_EXTRACTION = (
    "read", "lexicons/read", "duplicates.py", "tables/rows.py", "tables/ids.py", "tables/schemas.py",
    "tables/part_schemas.py", "tables/columns.py",
)  # fmt: skip
_BUILDING = ("tables", "duplicates.py", "organisations", "regions", "lexicons/organisations", "lexicons/regions")


def extraction_version(extractor_version: str) -> str:
    """Changes whenever a document would be read, extracted or kept differently.

    Args:
        extractor_version: the extractor's own, over its stages, lexicons, models and settings.
    """
    return _hash(_EXTRACTION, extractor_version)


def build_version(settings: str) -> str:
    """Changes whenever the same extractions would give other tables.

    Args:
        settings: whatever else linking depends on, such as the contents of the aliases file.
    """
    return _hash(_BUILDING, settings)


def _hash(places: Iterable[str], *more: str) -> str:
    package = Path(__file__).parent.parent
    digest = hashlib.sha256("\0".join(more).encode())
    for place in places:
        path = package / place
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                name = file.relative_to(package).as_posix()
                digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
