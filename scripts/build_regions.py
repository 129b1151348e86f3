"""Build the region lexicon from public lists.

Usage::

    python scripts/build_regions.py LISTS src/extract/lexicons/regions

``LISTS`` is a folder holding these public lists, which are read and never copied:

- ``divisions_history/result.csv``: codes of county level and above since 1981 with the successor of each
  retired code; github.com/yescallop/areacodes (CC0), from the Ministry of Civil Affairs.
- ``divisions_2023/streets.csv``: townships as of 2023-06-30; github.com/modood/Administrative-divisions-of-China
  (WTFPL), from the National Bureau of Statistics.
- ``countries/countries.csv``: ISO 3166-1 codes with Chinese names; Unicode CLDR 48.
- ``zones/national_*.csv``: official names of national zones.

Codes and names are carried over and restructured: short forms are derived, retired codes are followed to the
code in use today, townships are grouped under their county. The hand-kept files of the same folder
(``forms.csv``, ``places.csv``, ``guards.csv`` …) are not touched.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

PEOPLES = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "鄂温克",
    "保安",
    "裕固",
    "独龙",
    "鄂伦春",
    "各",
]
_AUTONOMOUS = re.compile(
    "(?:(?:"
    + "|".join(f"{p}族" for p in sorted(PEOPLES, key=len, reverse=True))
    + "|蒙古|柯尔克孜|哈萨克|维吾尔|鄂温克|达斡尔|鄂伦春)+"
    ")?(?:自治(?P<tail>[县旗州区])|(?P<district>区))$"
)
_PROVINCE_TAIL = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|[省市])$")
_PLAIN_TAIL = re.compile(r"(?:特别行政区|地区|林区|矿区|特区|[省市区县旗盟])$")
_TOWN = re.compile(r"^[\u4e00-\u9fff]{1,9}(?:镇|乡|街道|苏木)$")
_ZONE_TAILS = (
    (
        "高新区",
        re.compile(r"(?:高新技术产业(?:开发区|园区)|高新技术产业示范区|高技术产业(?:开发区|园区)|新技术开发区)$"),
    ),
    ("经开区", re.compile(r"经济技术开发区$")),
)


class Division(NamedTuple):
    code: str
    level: str
    name: str
    forms: str
    parent: str


def stem_forms(name: str, level: str) -> list[str]:
    """Shorter forms of a division's official name: 延边朝鲜族自治州 → 延边, 延边州."""
    if level == "province":
        return [_PROVINCE_TAIL.sub("", name)]
    autonomous = _AUTONOMOUS.search(name)
    if autonomous and autonomous.group("tail"):
        stem = name[: autonomous.start()]
        tail = autonomous.group("tail")
        return [stem, *([] if tail == "区" else [stem + tail])]
    if autonomous and autonomous.start() and autonomous.group().endswith("族区"):
        return [name[: autonomous.start()]]
    stem = _PLAIN_TAIL.sub("", name.removesuffix("新区") if len(name) > 3 else name)
    if level == "county" and name.endswith("旗") and re.fullmatch(r"[左右]翼?[前后中]", stem[-3:]):
        return []
    return [stem] if stem != name and len(stem) >= 2 else []


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def parent_of(code: str, level: str, in_use: Iterable[str]) -> str:
    if level == "province":
        return "CN"
    prefecture = f"{code[:4]}00"
    if level == "county" and prefecture in in_use:
        return prefecture
    return f"{code[:2]}0000"


def current_divisions(rows: Sequence[dict[str, str]]) -> list[Division]:
    levels = {"省级": "province", "地级": "city", "县级": "county"}
    in_use = {row["代码"] for row in rows if row["状态"] == "在用"}
    found = []
    for row in rows:
        if row["状态"] != "在用":
            continue
        level = levels[row["级别"]]
        forms = stem_forms(row["名称"], level)
        parent = parent_of(row["代码"], level, in_use)
        found.append(Division(row["代码"], level, row["名称"], " ".join(forms), parent))
    return sorted(found)


def retired_names(rows: Sequence[dict[str, str]], current: Sequence[Division]) -> list[tuple[str, str, str]]:
    """Names no longer in use: (name, code in use today, last year); skipped where no one code follows."""
    by_code = {d.code: d for d in current}
    names_now = {d.name for d in current}
    successors: dict[str, list[str]] = {}
    for row in rows:
        if row["状态"] == "弃用" and row["新代码"]:
            plain = [c for c in row["新代码"].split(";") if "[" not in c]
            successors.setdefault(row["代码"], []).extend(plain or [c[:6] for c in row["新代码"].split(";")])

    def follow(code: str, seen: frozenset[str]) -> set[str]:
        if code in by_code:
            return {code}
        if code in seen:
            return set()
        return {end for step in successors.get(code, []) for end in follow(step, seen | {code})}

    found: dict[tuple[str, str], str] = {}
    for row in rows:
        name, until = row["名称"], row["变更/弃用时间"]
        if row["状态"] == "在用" or name in names_now or len(name) < 3 or name in {"市郊区", "市辖区"}:
            continue
        ends = follow(row["代码"], frozenset())
        stem = (stem_forms(name, "") or [name])[0]
        same_stem = [d.code for d in current if d.code[:2] == row["代码"][:2] and stem in d.forms.split()]
        narrowed = [c for c in same_stem if c in ends] or ([] if ends else same_stem)
        cities = {f"{c[:4]}00" for c in ends}
        if len(narrowed) == 1:
            target = narrowed[0]
        elif len(ends) == 1:
            target = next(iter(ends))
        elif row["级别"] == "地级" and len(cities) == 1 and cities <= by_code.keys():
            target = next(iter(cities))
        else:
            continue
        found[name, target] = max(until, found.get((name, target), ""))
    return sorted((name, target, until) for (name, target), until in found.items())


def township_lines(rows: Sequence[dict[str, str]], current: Sequence[Division]) -> list[tuple[str, str]]:
    """One line per county: its code and its townships as ``NNNname``, NNN the last digits of their code."""
    counties = {d.code for d in current}
    grouped: dict[str, list[str]] = {}
    for row in rows:
        if _TOWN.match(row["name"]):
            county = row["code"][:6]
            # Statistical codes stand in for counties that only statistics knows (a city's development zone).
            grouped.setdefault(county if county in counties else f"{county[:4]}00", []).append(
                (row["code"][6:] if county in counties else "") + row["name"]
            )
    return [(county, " ".join(sorted(towns))) for county, towns in sorted(grouped.items())]


def zone_lines(lists: Path, current: Sequence[Division]) -> list[tuple[str, str, str]]:
    """National zones: (short name, official name, code of the place they lie in)."""
    provinces = {d.forms.split()[0]: d.code for d in current if d.level == "province"}
    places: dict[str, list[Division]] = {}
    for division in current:
        for form in (division.name, *division.forms.split()):
            places.setdefault(form, []).append(division)
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((lists / "zones").glob("national_*.csv")):
        for row in read_rows(path):
            official = re.sub(r"（.*", "", row["name"])
            short = official
            for tail, pattern in _ZONE_TAILS:
                short = pattern.sub(tail, short)
            province = provinces[row["province"]]
            inside = [
                (len(form), d.code)
                for form, divisions in places.items()
                if official.startswith(form)
                for d in divisions
                if d.code[:2] == province[:2]
            ]
            longest = max((n for n, _ in inside), default=0)
            parent = min((code for n, code in inside if n == longest), default=province)
            if short.endswith("新区") and short[-3] != "高" and short != "青岛西海岸新区":
                # 「四川天府新区」 is two places, the province and its new area.
                short = official = short.removeprefix(row["province"])
                for city in ("南京", "大连", "广州"):
                    if len(short) > len(city) + 2:
                        short = official = short.removeprefix(city)
            found[short] = (official, parent)
    return [(short, official, parent) for short, (official, parent) in sorted(found.items())]


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the region lexicon from public lists.")
    parser.add_argument("lists", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    history = read_rows(args.lists / "divisions_history" / "result.csv")
    current = current_divisions(history)
    write(args.out / "divisions.csv", Division._fields, current)
    write(args.out / "retired.csv", ("name", "code", "until"), retired_names(history, current))
    townships = township_lines(read_rows(args.lists / "divisions_2023" / "streets.csv"), current)
    write(args.out / "townships.csv", ("county", "townships"), townships)
    countries = read_rows(args.lists / "countries" / "countries.csv")
    write(
        args.out / "countries.csv",
        ("code", "name"),
        # Hong Kong, Macau and Taiwan are divisions here; their codes are those of GB/T 2260.
        [(c["alpha2"], c["short_zh_hans"]) for c in countries if c["alpha2"] not in {"HK", "MO", "TW"}],
    )
    write(args.out / "zones.csv", ("name", "official", "parent"), zone_lines(args.lists, current))


if __name__ == "__main__":
    main()
