"""Keys that make facts of many documents comparable."""

from __future__ import annotations

import csv
import functools
import hashlib
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from extract.errors import LexiconError
from extract.records import MetricFact, Subject

_NOISE = re.compile(r"[\s“”\"'‘’《》「」『』()·、，,。:;的]")
_HEAD = re.compile(r"^(?:累计|合计|全年|当年|年内|共|总共|实现|完成|其中)+(?=.{2})")
_NATION = ("全国", "我国", "中国", "国内")
_ROUNDING = 0.02


def read_metric_names(path: Path) -> dict[str, str]:
    """A table of metric names: CSV with the columns ``name`` (as written) and ``key`` (what it counts as).

    Raises:
        LexiconError: a column is missing, a cell is empty, or a name is given two keys.
    """
    return _parse_names(path.read_text(encoding="utf-8"), str(path))


@functools.cache
def default_metric_names() -> Mapping[str, str]:
    """The table that ships with the package (``lexicons/facts/metric_keys.csv``)."""
    path = resources.files("extract") / "lexicons" / "facts" / "metric_keys.csv"
    return _parse_names(path.read_text(encoding="utf-8"), "lexicons/facts/metric_keys.csv")


def metric_key(metric: str, names: Mapping[str, str] | None = None) -> str:
    """A metric's name made comparable.

    Args:
        metric: the name as written.
        names: names and their keys; the longest that stands in the metric wins. Users extend the default with
            ``{**default_metric_names(), **read_metric_names(path)}``.

    >>> metric_key("规模以上工业增加值") == metric_key("规上工业增加值")
    True
    >>> metric_key("GDP")
    '地区生产总值'
    """
    table = default_metric_names() if names is None else names
    key = _NOISE.sub("", unicodedata.normalize("NFKC", metric)).casefold()
    key = _HEAD.sub("", key)
    expression, folded = _matcher(tuple(sorted(table.items())))
    return expression.sub(lambda found: folded[found.group()], key)


def fact_key(fact: MetricFact, names: Mapping[str, str] | None = None) -> str:
    """One key for one statement, in however many documents it stands.

    It is made of subject, metric, period, kind, basis, status, comparator and unit, and not of the value: facts of
    one key with values that do not agree contradict one another (:func:`find_contradictions`).

    Returns:
        16 hexadecimal digits, the same on every machine.
    """
    parts = (
        subject_key(fact.subject), metric_key(fact.metric, names), metric_key(fact.comparator, names),
        str(fact.period_from or ""), str(fact.period_to or ""), fact.kind, fact.basis, fact.direction, fact.status,
        fact.quantity.base_unit or fact.quantity.unit,
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def subject_key(subject: Subject) -> str:
    """The subject's id where it has one, else its name made comparable."""
    if subject.text in _NATION or subject.region_id == "CN":
        return "CN"
    return subject.organisation_id or subject.region_id or _NOISE.sub("", subject.text).casefold()


def find_contradictions(
    facts: Iterable[MetricFact], names: Mapping[str, str] | None = None
) -> dict[str, tuple[MetricFact, ...]]:
    """Facts of one key whose values do not agree, by key in order of key.

    Values agree where they differ by rounding (2 %) or where a bound allows it (「突破4万亿元」 and 40391.3亿元).
    Facts without a subject or a period are left out, since their keys tell too little.
    """
    groups: dict[str, list[MetricFact]] = defaultdict(list)
    for fact in facts:
        if fact.subject.text and fact.period_from is not None:
            groups[fact_key(fact, names)].append(fact)
    return {
        key: tuple(group)
        for key, group in sorted(groups.items())
        if any(not _agree(a, b) for i, a in enumerate(group) for b in group[i + 1 :])
    }


def _agree(a: MetricFact, b: MetricFact) -> bool:
    low, high = sorted((a, b), key=lambda fact: _amount(fact))
    if math.isclose(_amount(low), _amount(high), rel_tol=_ROUNDING):
        return True
    if low.quantity.bound == "over" or high.quantity.bound in ("under", "upto"):
        return True
    top = low.quantity.value_high
    return top is not None and _amount(high) <= top * (1 + _ROUNDING)


def _amount(fact: MetricFact) -> float:
    return fact.quantity.value if fact.quantity.base_value is None else fact.quantity.base_value


def _parse_names(source: str, name: str) -> dict[str, str]:
    reader = csv.DictReader(source.splitlines())
    if reader.fieldnames is None or not {"name", "key"} <= set(reader.fieldnames):
        raise LexiconError(f"{name}: the header must hold the columns name and key")
    table: dict[str, str] = {}
    for row in reader:
        written, key = (row["name"] or "").strip(), (row["key"] or "").strip()
        if not written or not key:
            raise LexiconError(f"{name}, line {reader.line_num}: name and key must not be empty")
        if table.setdefault(written, key) != key:
            raise LexiconError(f"{name}, line {reader.line_num}: {written!r} has a second key {key!r}")
    return table


@functools.lru_cache(maxsize=8)
def _matcher(items: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    folded = {_NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold(): key for name, key in items}
    # A key stands for itself, so that a longer key is not taken apart by a name inside it.
    folded |= {_NOISE.sub("", unicodedata.normalize("NFKC", key)).casefold(): key for _, key in items}
    ordered = sorted(folded, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)"), folded
