"""When two written names are one name: places in full, bureaux in full, brackets and spaces folded."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from extract.organisations.lexicon import load_lexicon, read_rows
from extract.records import OrganisationType, RegionMention

FindPlaces = Callable[[str], Sequence[RegionMention]]
RELATIVE_LEVELS = {"省": "province", "市": "city", "州": "city", "区": "county", "县": "county", "旗": "county"}
_FOLD = str.maketrans(
    {"(": "（", ")": "）", "“": "", "”": "", '"': "", " ": "", "　": "", "·": "·", "－": "-", "—": "-"}
)
_PARTY = re.compile("^中共(?=.+委)")
_LEGAL = re.compile("(?:有限责任公司|股份有限公司|有限公司|公司)$")


@dataclass(frozen=True, slots=True)
class NormalName:
    """A name taken apart: the place it begins with (id, or empty) and the rest, both in their normal form.

    ``relative`` is 省, 市 … where the name has only that (省科技厅); such a name means a body only with its place.
    """

    place: str
    rest: str
    relative: str = ""

    @property
    def key(self) -> str:
        """The string that equal names share."""
        return f"{self.place}|{self.relative}|{self.rest}"


def fold(name: str) -> str:
    """Return a name without spaces and quotation marks, with full-width brackets."""
    return name.translate(_FOLD)


def normalise(name: str, kind: OrganisationType, region_id: str, find_places: FindPlaces) -> NormalName:
    """Take a name apart.

    Args:
        name: the name as written.
        kind: its type; only government bodies and associations have place and bureau brought to normal form.
        region_id: the place that its document means by 省 or 市, or that it begins with.
        find_places: finds the places of a short text.

    Example:
        >>> normalise("省科技厅", "government", "330000", lambda text: ())
        NormalName(place='330000', rest='科学技术厅', relative='')
    """
    folded = fold(name)
    if kind not in {"government", "association"}:
        return NormalName("", folded)
    bare = _PARTY.sub("", folded)
    if bare[:1] in RELATIVE_LEVELS and len(bare) > 1:
        rest = _full_bureau(bare[1:])
        return NormalName(region_id, rest) if region_id else NormalName("", rest, bare[0])
    end, place = 0, ""
    for mention in find_places(bare):
        if mention.start != end or mention.end >= len(bare):
            break
        end, place = mention.end, mention.region_id or mention.text
    if place == "CN" and bare[end:] in load_lexicon().names:
        return NormalName("", _full_bureau(bare[end:]))
    if not place or place == "CN":
        return NormalName("", folded)
    return NormalName(place, _full_bureau(bare[end:]))


def legal_base(name: str) -> str:
    """Return a company's name without its legal form (有限公司), or the name itself."""
    return _LEGAL.sub("", fold(name))


def _full_bureau(rest: str) -> str:
    return _bureaux().get(rest, rest)


@cache
def _bureaux() -> dict[str, str]:
    return {short: full for _, (short, full) in read_rows("bureau_forms.csv", ("short", "full"))}
