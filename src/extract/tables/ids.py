"""Stable ids: the same place in the same source gives the same id, in any run and any order."""

from __future__ import annotations

import hashlib
from collections import Counter


def document_id(source: str) -> str:
    """The id of the document at ``source`` (posix path below the input folder): 16 hexadecimal digits.

    >>> document_id("2024/产业报-2024-12-03.txt")
    '9ca4cffe9ea86e15'
    """
    return digest(source)


def digest(*parts: str) -> str:
    """16 hexadecimal digits that tell ``parts`` from any other sequence of strings."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", errors="surrogatepass")).hexdigest()[:16]


class IdMaker:
    """Ids of one document's rows: kind and offset, and a number where several rows share both."""

    def __init__(self, doc_id: str) -> None:
        self._doc_id = doc_id
        self._given: Counter[str] = Counter()

    def make(self, kind: str, place: int | str) -> str:
        """The id of a row of ``kind`` (one letter) at ``place`` (usually its start)."""
        base = f"{self._doc_id}-{kind}{place}"
        self._given[base] += 1
        return base if self._given[base] == 1 else f"{base}-{self._given[base]}"
