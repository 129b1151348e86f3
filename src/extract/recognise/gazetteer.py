"""Lists of names from public registers, as hints for the network."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

_KIND_OF_PLACE = re.compile(
    r"(?:(?:维吾尔|壮|回|朝鲜|土家|藏|彝|苗|侗|布依|哈尼|傣|白|景颇|傈僳|羌|蒙古|满|黎|畲|瑶|哈萨克|柯尔克孜)族?)*"
    r"(?:自治州|自治县|自治区|特别行政区|省|市|区|县|盟|地区|林区)$"
)
_NO_NAME = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_SHORTEST_PLACE = 2
_SHORT_FORM_LENGTHS = {"short2": (2, 2), "short3": (3, 3), "short4": (4, 8)}


def read_gazetteer(folder: Path, surnames: str) -> Mapping[str, set[str]]:
    """Names by kind.

    Args:
        folder: holds ``divisions_2023/``, ``zones/``, ``countries/``, ``government/`` and ``companies/``.
        surnames: characters that are surnames.

    Returns:
        Full names of places and zones, bare names of places, countries, state bodies, large companies, short
        forms of companies by length, ends of organisations' names, surnames.
    """
    full = {
        row["name"]
        for name in ("provinces", "cities", "areas")
        for row in _rows(folder / "divisions_2023" / f"{name}.csv")
    } - _NO_NAME
    bare = {_KIND_OF_PLACE.sub("", name) for name in full}
    zones = {row["name"] for path in sorted((folder / "zones").glob("*.csv")) for row in _rows(path)}
    countries = {
        row[column]
        for row in _rows(folder / "countries" / "countries.csv")
        for column in ("name_zh_hans", "short_zh_hans")
    }
    bodies: set[str] = set()
    for row in _rows(folder / "government" / "central_gov_bodies.csv"):
        bodies |= {row["name"], *filter(None, (row["aliases"] or "").split(";"))}
    companies = {
        row["name"]
        for name in ("central_soe", "top_companies_2025")
        for row in _rows(folder / "companies" / f"{name}.csv")
    }
    short_forms = (folder / "companies" / "company_short_forms_267k.txt").read_text(encoding="utf-8").split()
    ends = list(_suffixes())
    return {
        "division": full | zones,
        "place": {name for name in bare if len(name) >= _SHORTEST_PLACE},
        "country": countries
        | set("美英法德日俄韩")
        | {"我国", "全国", "全球", "世界", "欧洲", "亚洲", "非洲"}
        | {"全省", "全市"},
        "body": bodies,
        "company": companies,
        **{
            kind: {name for name in short_forms if least <= len(name) <= most}
            for kind, (least, most) in _SHORT_FORM_LENGTHS.items()
        },
        "company_end": {suffix for suffix, kind in ends if kind in ("company", "finance")},
        "body_end": {suffix for suffix, kind in ends if kind not in ("company", "finance")},
        "surname": set(surnames),
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def _suffixes() -> Iterator[tuple[str, str]]:
    source = resources.files("extract").joinpath("lexicons", "organisations", "suffixes.csv")
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        yield row["suffix"], row["type"]
