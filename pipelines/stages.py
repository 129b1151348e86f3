"""What the table builder asks of the stages, as these settings have it."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from extract.facts import metric_key, subject_key
from extract.organisations import link_organisations, read_aliases
from extract.regions import find_places, region_table
from extract.settings import Settings
from extract.tables.links import FactKeys, Stages

FACT_KEYS = FactKeys(metric_key=metric_key, subject_key=subject_key)


def corpus_stages(settings: Settings) -> Stages:
    """The stages that look at the whole corpus, with their lexicons loaded.

    Raises:
        LexiconError: the aliases file of the settings cannot be used; the message names file and line.
    """
    aliases = read_aliases(Path(settings.aliases)) if settings.aliases else ()
    link_organisations((), find_places=find_places, aliases=aliases)
    region_table(())
    return Stages(
        link_organisations=partial(link_organisations, find_places=find_places, aliases=aliases),
        describe_regions=region_table,
    )


def linking_version(settings: Settings) -> str:
    """Changes when linking would give other organisations without its code having changed."""
    if not settings.aliases:
        return ""
    return hashlib.sha256(Path(settings.aliases).read_bytes()).hexdigest()
