"""Short forms that are dates only where a text, such as a table cell, holds nothing else."""

from __future__ import annotations

import re

_LONGEST = 16
_WHOLE = (
    # 2018
    (re.compile(r"((?:1[5-9]|20|21)[0-9]{2})"), r"\1年"),
    # 24年
    (re.compile(r"([0-4][0-9])年"), r"20\1年"),
    # 2022 11 23, 1994.01-19
    (re.compile(r"((?:19|20)[0-9]{2})[ .\-/](1[0-2]|0?[1-9])[ .\-/](3[01]|[12][0-9]|0?[1-9])"), r"\1年\2月\3日"),
    # 09-01, 6·30
    (re.compile(r"(1[0-2]|0?[1-9])[·\-/](3[01]|[12][0-9]|0?[1-9])"), r"\1月\2日"),
)


def read_whole_text(text: str) -> str | None:
    """The full form of a short one, or ``None`` where the text is no such form.

    Example:
        >>> read_whole_text("6·30")
        '6月30日'
    """
    if len(text) > _LONGEST:
        return None
    for pattern, full in _WHOLE:
        match = pattern.fullmatch(text.strip())
        if match:
            return match.expand(full)
    return None
