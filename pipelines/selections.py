"""Which documents a flow touches, checked where the words for it come in."""

from __future__ import annotations

import datetime as dt

from extract.errors import ExtractError
from extract.tables.plan import Selection


def backfill_selection(
    *, since: dt.date | None = None, until: dt.date | None = None, only: str = "", at_version: str = ""
) -> Selection:
    """The documents a backfill extracts again.

    Raises:
        ExtractError: nothing is chosen; to extract everything again is `reprocess` or `run --force`.
    """
    if not (since or until or only or at_version):
        raise ExtractError("say what to backfill: --since, --until, --only or --at-version")
    return Selection(since=since, until=until, only=only, at_version=at_version, force=True)
