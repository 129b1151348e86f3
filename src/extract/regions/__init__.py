"""Places: found in a text, told apart, coded.

    >>> [(m.text, m.code) for m in find_regions("河南省三门峡市与唐山高新区签约。")]
    [('河南省', '410000'), ('三门峡市', '411200'), ('唐山高新区', '')]

:func:`find_places` tells where a text writes places at all, :func:`find_regions` finds those that count as
regions, :func:`resolve_regions` settles which of several places of one name is meant and what 「全省」 or 「该市」
refer to, :func:`region_table` gives the regions mentioned with all their parents.
"""

from extract.regions.find import find_places, find_regions
from extract.regions.load import load_lexicon
from extract.regions.resolve import resolve_regions
from extract.regions.table import region_table

__all__ = ["find_places", "find_regions", "load_lexicon", "region_table", "resolve_regions"]
