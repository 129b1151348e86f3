"""What two known parsers of Chinese say, in one shape: JioNLP (time, money) and Recognizers-Text (percentages,
currencies, dimensions, dates and times). Neither is a dependency of the project:

    pip install jionlp recognizers-text-suite "emoji<2"
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

INSTALL = 'pip install jionlp recognizers-text-suite "emoji<2"'


class Amount(NamedTuple):
    """A value found in a text; offsets are half-open."""

    start: int
    end: int
    value: float
    value_high: float | None


class Period(NamedTuple):
    """A period found in a text, with every reading the parser offers as (first day, last day)."""

    start: int
    end: int
    readings: tuple[tuple[str, str], ...]


class Peer(NamedTuple):
    """A parser: its name, what it was asked for, and its two functions."""

    name: str
    scope: str
    amounts: Callable[[str], list[Amount]]
    periods: Callable[[str, dt.date], list[Period]]


def load_peers() -> list[Peer]:
    """The peers that are installed; what is missing is said once."""
    peers = []
    for load in (_load_jionlp, _load_recognizers):
        try:
            peers.append(load())
        except ImportError as error:
            print(f"note: a peer is not installed ({error.name}): {INSTALL}")
    return peers


def _load_jionlp() -> Peer:
    with contextlib.redirect_stdout(io.StringIO()):  # it greets on import
        import jionlp
    logging.disable(logging.ERROR)  # it logs a traceback for every word that it cannot place

    def amounts(text: str) -> list[Amount]:
        found = []
        for item in jionlp.ner.extract_money(text, with_parsing=True):
            number = (item.get("detail") or {}).get("num")
            values = [float(x) for x in number] if isinstance(number, list) else [float(number)] if number else []
            if values:
                high = values[1] if len(values) > 1 and values[1] != values[0] else None
                found.append(Amount(*item["offset"], values[0], high))
        return found

    def periods(text: str, published_on: dt.date) -> list[Period]:
        base = dt.datetime.combine(published_on, dt.time()).timestamp()
        found = []
        for item in jionlp.ner.extract_time(text, time_base=base):
            detail = item.get("detail") or {}
            if detail.get("type") in ("time_point", "time_span") and isinstance(detail.get("time"), list):
                low, high = (str(x)[:10] for x in detail["time"][:2])
                found.append(Period(*item["offset"], ((low, high),)))
        return found

    return Peer("JioNLP", "time, money", amounts, periods)


def _load_recognizers() -> Peer:
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    units = NumberWithUnitRecognizer(Culture.Chinese)
    percent = NumberRecognizer(Culture.Chinese).get_percentage_model()
    models = (percent, units.get_currency_model(), units.get_dimension_model())
    datetimes = DateTimeRecognizer(Culture.Chinese).get_datetime_model()

    def amounts(text: str) -> list[Amount]:
        found = []
        for item in (item for model in models for item in model.parse(text)):
            value = _number(str((item.resolution or {}).get("value", "")))
            if value is not None:
                found.append(Amount(item.start, item.end + 1, value, None))
        return found

    def periods(text: str, published_on: dt.date) -> list[Period]:
        reference = dt.datetime.combine(published_on, dt.time())
        found = []
        for item in datetimes.parse(text, reference):
            readings = tuple(r for v in (item.resolution or {}).get("values", []) if (r := _reading(v)))
            if readings:
                found.append(Period(item.start, item.end + 1, readings))
        return found

    return Peer("Recognizers-Text", "percent, currency, dimension, datetime", amounts, periods)


def _number(text: str) -> float | None:
    try:
        return float(text.rstrip("%").replace(",", ""))
    except ValueError:
        return None


def _reading(value: dict[str, Any]) -> tuple[str, str] | None:
    """First and last day of one resolution; its ranges end on the day after."""
    if value.get("type") == "date" and "value" in value:
        return value["value"], value["value"]
    if value.get("type") == "daterange" and "start" in value and "end" in value:
        try:
            last = dt.date.fromisoformat(value["end"]) - dt.timedelta(days=1)
        except (ValueError, OverflowError):  # it also offers years outside the calendar
            return None
        return value["start"], last.isoformat()
    return None
