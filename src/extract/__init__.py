"""Turns Chinese industry news into organisations, regions, metrics, dates and the links between them.

    >>> import extract
    >>> [q.value for q in extract.find_quantities("全市新增专利5.2万件")]
    [52000.0]

The names in ``__all__`` are the public interface. They are imported on first use, so that
``import extract`` stays light: numbers and dates never import spaCy, and torch is imported only when a
model is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.dates import find_dates
    from extract.errors import ExtractError
    from extract.extractor import Extractor, extract_text
    from extract.numbers import find_quantities, parse_number
    from extract.records import Extraction
    from extract.settings import Settings

__all__ = [
    "ExtractError",
    "Extraction",
    "Extractor",
    "Settings",
    "__version__",
    "extract_text",
    "find_dates",
    "find_quantities",
    "parse_number",
]

__version__ = "0.1.0"

_HOME = {
    "ExtractError": "extract.errors",
    "Extraction": "extract.records",
    "Extractor": "extract.extractor",
    "Settings": "extract.settings",
    "extract_text": "extract.extractor",
    "find_dates": "extract.dates",
    "find_quantities": "extract.numbers",
    "parse_number": "extract.numbers",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
