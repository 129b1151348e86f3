"""From what the scanner matched to the piece it means."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from extract.dates.lexicon import eras, holidays, time_words
from extract.dates.numerals import read_number, read_year
from extract.dates.pieces import Kind, Piece

_NUMBER = re.compile("[0-9０-９]+|[〇零○一二两三四五六七八九十百千廿元]+")
_LISTED = re.compile("[、和及]")
_UNITS = {"年": "year", "月": "month", "天": "day", "周": "week"}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_LIMITS = {"year": (1000, 2199), "month": (1, 12), "day": (1, 31), "quarter": (1, 4)}

_LAST_CENTURY = 21

#: (piece, offset of its start in the surface, offset of its end)
Placed = tuple[Piece, int, int]


@functools.lru_cache(maxsize=8192)
def read_pieces(group: str, surface: str) -> tuple[Placed, ...]:
    """The piece a match means; several for a list with gaps (「2020、2023年」); none where it cannot be one.

    Args:
        group: the scanner's group.
        surface: the text it matched.
    """
    if group in _LIMITS:
        return _numbered(group, surface)
    reader = _READERS.get(group)
    piece = reader(surface) if reader else None
    return ((piece, 0, len(surface)),) if piece else ()


def _numbered(group: str, surface: str) -> tuple[Placed, ...]:
    read = read_year if group == "year" else _read_small
    matches = list(_NUMBER.finditer(surface))
    numbers = [read(match.group()) for match in matches]
    if group == "year" and len(numbers) > 1 and numbers[0] is not None:
        # 2021—23年: the short second year is in the century of the first.
        century = numbers[0] // 100 * 100
        numbers = [
            number if number is None or len(match.group()) != 2 else century + number % 100
            for number, match in zip(numbers, matches, strict=True)
        ]
    low, high = _LIMITS[group]
    values = [number for number in numbers if number is not None and low <= number <= high]
    if len(values) != len(matches) or not values:
        return ()
    kind: Kind = group  # type: ignore[assignment]
    listed = bool(_LISTED.search(surface))
    if len(values) == 1 or (not listed and len(values) == 2 and values[0] < values[1]):
        return ((Piece(kind, values[0], values[-1]), 0, len(surface)),)
    if listed and values == list(range(values[0], values[0] + len(values))):
        return ((Piece(kind, values[0], values[-1]), 0, len(surface)),)
    if not listed:
        # 11—2月 runs into the next year; all else that falls is no range.
        if kind != "month" or len(values) != 2:
            return ()
        return ((Piece(kind, values[0], values[1] + 12), 0, len(surface)),)
    ends = [*(match.end() for match in matches[:-1]), len(surface)]
    return tuple(
        (Piece(kind, value, value), match.start(), end) for value, match, end in zip(values, matches, ends, strict=True)
    )


def _read_small(text: str) -> int | None:
    return read_number(text)


def _first_number(surface: str) -> int | None:
    match = _NUMBER.search(surface)
    return read_number(match.group()) if match else None


def _numeric_day(surface: str) -> Piece:
    year, month, day = (int(part) for part in re.split("[-/.]", surface))
    if day > 31:
        year, day = day, year
    return Piece("numeric_day", year * 100 + month, day)


def _numeric_month(surface: str) -> Piece:
    year, month = (int(part) for part in re.split("[/.]", surface))
    return Piece("numeric_month", year, month)


def _century_of(surface: str) -> tuple[int | None, str]:
    """The century, and ``published`` where it is counted from that of publication (then as read in this one)."""
    head = surface.partition("世纪")[0]
    if head in ("上", "上个"):
        return 20, "published"
    return (21, "published") if head == "本" else (read_number(head.strip()), "")


def _decade(surface: str) -> Piece | None:
    written = _NUMBER.findall(surface.replace("、", ""))[-1]
    # 七八十年代: two decades in one word
    two = len(written) == 3 and written.endswith("十")
    tens = read_number(written[1:] if two else written)
    before = read_number(written[0] + "十") if two else tens
    if tens is None or before is None or before > tens:
        return None
    if tens >= 1000:
        return Piece("decade", tens, tens + 9)
    anchor = ""
    if "世纪" in surface:
        century, anchor = _century_of(surface)
        if century is None or not 1 <= century <= _LAST_CENTURY:
            return None
        start = (century - 1) * 100 + tens
    else:
        # 20年代 and 30年代 are of this century in today's news, 40年代 and later of the last.
        start = (2000 if tens in (10, 20) else 1900) + tens
    return Piece("decade", start - tens + before, start + 9, anchor)


def _century(surface: str) -> Piece | None:
    number, anchor = _century_of(surface)
    if len(numbers := _NUMBER.findall(surface)) == 2:
        # 7至10世纪
        first, last = (read_number(written) for written in numbers)
        if first is None or last is None or not 1 <= first < last <= _LAST_CENTURY:
            return None
        return Piece("century", (first - 1) * 100, last * 100 - 1)
    if number is None or not 1 <= number <= _LAST_CENTURY:
        return None
    start = (number - 1) * 100
    if surface.endswith("初"):
        return Piece("century", start, start + 9, anchor)
    if surface.endswith("末"):
        return Piece("century", start + 90, start + 99, anchor)
    return Piece("century", start, start + 99, anchor)


def _elapsed(surface: str) -> Piece | None:
    number = _first_number(surface)
    return Piece("elapsed", -number, 0, unit="year") if number else None


def _rolling(surface: str) -> Piece | None:
    unit = next(unit for mark, unit in _UNITS.items() if mark in surface)
    sign = 1 if surface.startswith(("未来", "今后")) else -1
    word = "recent" if surface.startswith(("近", "最近")) else "before" if surface.startswith("前") else ""
    if unit in ("day", "week") and surface.startswith(("近", "最近")):
        return None
    if "半" in surface:
        return Piece("rolling", sign * 6, 0, word, "month") if unit == "year" else None
    number = _first_number(surface)
    if not number:
        return None
    return Piece("rolling", sign * number, 0, word, unit)


def _numbered_parts(surface: str) -> Piece | None:
    number = _first_number(surface)
    if not number:
        return None
    if "年" in surface:
        return Piece("first_years", 1, number)
    if "天" in surface:
        return Piece("first_days", 1, number) if number <= 31 else None
    if "周" in surface:
        return Piece("first_days", 1, 7 * number)
    if "季" in surface:
        return Piece("quarter", 1, number, unit="first") if number <= 4 else None
    return Piece("month", 1, number, unit="first") if number <= 12 else None


def _plan(surface: str) -> Piece | None:
    bare = surface.strip('“”"「」‘’时期间末')
    number = read_number(bare.strip('“”"「」‘’')[:-1])
    if number is None or not 1 <= number <= 18:
        return None
    # The first five-year plan ran 1953-1957, the third began in 1966; since then they follow on one another.
    first = {1: 1953, 2: 1958}.get(number, 1966 + (number - 3) * 5)
    last = 1962 if number == 2 else first + 4
    if surface.endswith("末"):
        return Piece("plan", last, last, unit="end")
    return Piece("plan", first, last, unit="period" if surface.endswith(("时期", "期间")) else "")


def _lunar_day(surface: str) -> Piece | None:
    surface = surface.removeprefix("农历").removeprefix("阴历")
    if surface == "大年三十":
        return Piece("holiday", 0, 0, unit="大年三十")
    if "年" in surface and not surface.startswith(("大年", "年初")):
        written, _, surface = surface.partition("年")
        month, _, day = surface.partition("月")
        year, number = read_year(written), read_number(month)
        value = read_number(day) if day else 0
        if year is None or number is None or value is None:
            return None
        return Piece("lunar_day", number, value, unit=str(year))
    if surface.startswith(("大年", "年初")):
        month, day = "正", surface.partition("初")[2]
    else:
        month, _, day = surface.partition("月")
    number = {"正": 1, "冬": 11, "腊": 12}.get(month) or read_number(month)
    value = read_number(day.removeprefix("初"))
    return Piece("lunar_day", number, value) if number and value and number <= 12 and value <= 30 else None


def _era(surface: str) -> Piece | None:
    name = next(name for name in eras() if surface.startswith(name))
    written = surface[len(name) : -1]
    number = 1 if written == "元" else read_number(written)
    first, last = eras()[name]
    # A count beyond the reign is a slip of the text, or no era at all.
    if not number or first + number - 1 > last:
        return None
    return Piece("year", first + number - 1, first + number - 1, unit="era")


def _week(surface: str) -> Piece:
    offset = surface.count("下") - surface.count("上")
    anchor = "context" if surface.startswith("当") else "published"
    if surface.endswith("末"):
        return Piece("weekend", offset, offset, anchor)
    day = _WEEKDAYS.get(surface[-1])
    return Piece("week", offset, offset, anchor) if day is None else Piece("weekday", offset, day, anchor)


def _weekday(surface: str) -> Piece:
    return Piece("weekday", 0, _WEEKDAYS[surface[-1]])


def _nth_week(surface: str) -> Piece | None:
    number = _first_number(surface)
    return Piece("nth_week", number, number) if number and number <= 53 else None


def _word(surface: str) -> Piece:
    word = time_words()[surface]
    kind: Kind = word.kind  # type: ignore[assignment]
    return Piece(kind, word.low, word.high, word.anchor)


def _holiday(surface: str) -> Piece:
    return Piece("holiday", 0, 0, unit=holidays()[surface].name)


def _half(surface: str) -> Piece:
    return Piece("half", int(surface[-1]), int(surface[-1]))


def _season(surface: str) -> Piece:
    first = {"春": 3, "夏": 6, "秋": 9, "冬": 12}[surface]
    return Piece("season", first, first + 2)


def _plain(kind: Kind) -> Callable[[str], Piece | None]:
    return lambda surface: Piece(kind, 0, 0)


_READERS: dict[str, Callable[[str], Piece | None]] = {
    "numeric_day": _numeric_day,
    "numeric_month": _numeric_month,
    "decade": _decade,
    "century": _century,
    "elapsed": _elapsed,
    "rolling": _rolling,
    "numbered_parts": _numbered_parts,
    "plan": _plan,
    "lunar_day": _lunar_day,
    "week": _week,
    "weekday": _weekday,
    "nth_week": _nth_week,
    "word": _word,
    "holiday": _holiday,
    "era": _era,
    "half": _half,
    "season": _season,
    "title": _plain("title"),
    "same_period": _plain("same_period"),
}
