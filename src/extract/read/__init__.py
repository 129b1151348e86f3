"""Source files to documents: which there are, what they say, when they appeared.

>>> from pathlib import Path
>>> for source_file in scan(Path("data/raw")):  # doctest: +SKIP
...     document = read_document(source_file)
"""

from __future__ import annotations

from extract.read.documents import PublishedOnBasis, SourceDocument, hash_source, read_document
from extract.read.files import SourceFile, scan
from extract.read.manifest import ManifestRow, read_manifest

__all__ = [
    "ManifestRow",
    "PublishedOnBasis",
    "SourceDocument",
    "SourceFile",
    "hash_source",
    "read_document",
    "read_manifest",
    "scan",
]
