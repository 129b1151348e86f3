"""Names that a value takes from its kin: after 「服务贸易进出口总额」 a bare 「出口」 is 服务贸易出口."""

from __future__ import annotations

import csv
import functools
from importlib import resources

#: Stems that tell nothing: 「外贸进出口总额…，其中出口…」 is of all exports.
_WHOLE_TRADE = ("外贸", "对外贸易", "外贸累计")


def name_kin(part: str, whole: str) -> str:
    """The full name of a bare head, from the name of what it is a part or a fellow of; empty where they are no kin.

    >>> name_kin("出口", "服务贸易进出口总额")
    '服务贸易出口'
    """
    for ending, kept in _wholes(part):
        stem = whole.removesuffix(ending)
        if stem != whole:
            return stem + kept + part if stem and stem not in _WHOLE_TRADE else ""
    return ""


@functools.cache
def _wholes(part: str) -> tuple[tuple[str, str], ...]:
    """What the name of a part's kin ends with and what of that end is kept, longest first."""
    path = resources.files("extract") / "lexicons" / "facts" / "kin.csv"
    with path.open(encoding="utf-8") as lines:
        endings = [(row["whole"], row["kept"]) for row in csv.DictReader(lines) if row["part"] == part]
    return tuple(sorted(endings, key=lambda ending: (-len(ending[0]), ending)))
