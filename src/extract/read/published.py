"""When a document appeared, told from its name or its text; never from the clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.errors import LexiconError

_PATH = Path(__file__).parent.parent / "lexicons" / "read" / "publication.toml"
_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")

# 2025-08-29, 2025_08_29, 2025.8.29, 20250829, 2025年8月29日
_NAMED_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:(?P<mark>[-_.年])(?P<month>\d{1,2})[-_.月](?P<day>\d{1,2})|"
    r"(?P<month2>\d\d)(?P<day2>\d\d))(?!\d)"
)
# 2025-08, 2025年8月, 202508; 「2026-1」 is as likely the first issue of a year, so one bare digit does not count
_NAMED_MONTH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_.]?(?P<month>\d\d)|年(?P<month2>\d{1,2})月)(?!\d|[-_.]\d)"
)
# 2026年3月31日, 2026-03-31, 2026/3/31, 二〇二六年三月三十一日, ２０２６年３月３１日
_DAY = re.compile(
    r"(?<![\d〇○零一二三四五六七八九０-９])"
    r"(?P<year>(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2}|[１２][０９][０-９]{2})"
    r"(?:(?P<mark>[-/.])|\s?年\s?)(?P<month>[\d０-９]{1,2}|[一二三四五六七八九十]{1,2})"
    r"(?(mark)(?P=mark)|\s?月\s?)(?P<day>[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})(?(mark)(?![\d])|\s?日)"
)
_MONTH = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?!\d|日|—|-|至|到)")
# 2025年上半年, 2025年前三季度: their last months
_PART = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<part>第?一季度|上半年|前三季度)")
_LAST_MONTHS = {"上半年": "6", "前三季度": "9"}
# 「新华社北京3月5日电」, 「本报武汉3月5日讯」: a dateline leaves the year to the paper it stands in
_DATELINE = re.compile(r"(?:社|报|网|刊)[\u3400-\u9fff]{0,12}(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:专?电|讯|消息)")
_NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLAUSE_END = re.compile(r"[。！？；，\n]")
# The masthead and the signature stand here; between them a bare date is as likely a matter of the text.
_HEAD_CHARS = 1_500
_TAIL_CHARS = 400


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    future: tuple[str, ...]


def date_in_name(source: str) -> dt.date | None:
    """The full date in a file's name or, failing that, in its folders' names, nearest first.

    >>> date_in_name("周报/产业要闻-20250829.txt")
    datetime.date(2025, 8, 29)
    """
    for part in reversed(source.split("/")):
        for match in _NAMED_DAY.finditer(part):
            found = _date(match["year"], match["month"] or match["month2"], match["day"] or match["day2"])
            if found:
                return found
    return None


def month_in_name(source: str) -> dt.date | None:
    """The last day of the month that a file's name gives.

    >>> month_in_name("竞争情报-2025-08.txt")
    datetime.date(2025, 8, 31)
    """
    name = source.rsplit("/", 1)[-1]
    for match in _NAMED_MONTH.finditer(name):
        found = _month_end(match["year"], match["month"] or match["month2"])
        if found:
            return found
    return None


def printed_date(text: str) -> dt.date | None:
    """The date of the masthead, the head or the signature: 「2026年3月31日出版」, 「发布时间：2026-03-31」.

    A date on a line of its own counts near the beginning and at the very end of a text.
    """
    for match in _DAY.finditer(text, 0, _HEAD_CHARS):
        if _is_masthead(text, match):
            found = _date(match["year"], match["month"], match["day"])
            if found:
                return found
    signature = None
    for match in _DAY.finditer(text, max(0, len(text) - _TAIL_CHARS)):
        if _is_own_line(text, match.start(), match.end()):
            signature = _date(match["year"], match["month"], match["day"]) or signature
    return signature


def dateline_date(text: str, source: str) -> dt.date | None:
    """The day of a text's first dateline in the year that the names of its file and folders give; else ``None``.

    >>> dateline_date("新华社北京3月5日电 记者获悉", "海州要闻2025.txt")
    datetime.date(2025, 3, 5)
    """
    years = set(_NAMED_YEAR.findall(source))
    dateline = _DATELINE.search(text, 0, _HEAD_CHARS)
    if dateline is None or len(years) != 1:
        return None
    return _date(years.pop(), dateline["month"], dateline["day"])


def latest_past_date(text: str) -> dt.date | None:
    """The latest day, month or quarter that the text speaks of as past; a month counts with its last day.

    >>> latest_past_date("2025年3月2日，项目开工，2026年6月1日前建成。")
    datetime.date(2025, 3, 2)
    """
    return max(_past_dates(text), default=None)


def _past_dates(text: str) -> Iterator[dt.date]:
    future = _words().future
    for pattern in (_DAY, _MONTH, _PART):
        for match in pattern.finditer(text):
            if _in_title(text, match.start()) or _is_range_end(text, match):
                continue
            following = _CLAUSE_END.search(text, match.end())
            clause = text[_clause_start(text, match.start()) : following.start() if following else len(text)]
            # 「截至2025年6月底」 ends in the past, 「至2025年底」 does not.
            clause = clause.replace("截至", "")
            if any(word in clause for word in future) or text.startswith(("前", "起", "以前"), match.end()):
                continue
            found = _date_of(match.groupdict())
            if found:
                yield found


def _date_of(groups: dict[str, str]) -> dt.date | None:
    if "day" in groups:
        return _date(groups["year"], groups["month"], groups["day"])
    if "part" in groups:
        return _month_end(groups["year"], _LAST_MONTHS.get(groups["part"], "3"))
    return _month_end(groups["year"], groups["month"])


def _is_masthead(text: str, match: re.Match[str]) -> bool:
    words = _words()
    return (
        words.before.search(text[max(0, match.start() - 12) : match.start()]) is not None
        or words.after.match(text, match.end()) is not None
        or _is_own_line(text, match.start(), match.end())
        or _is_delivery(text, match)
    )


def _is_delivery(text: str, match: re.Match[str]) -> bool:
    """「——2025年1月15日在市人民代表大会上」 below a report's title."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    return text[line_start : match.start()].strip() in ("——", "—", "－－") and text.startswith("在", match.end())


def _is_own_line(text: str, start: int, end: int) -> bool:
    """Whether nothing but brackets, a weekday or an issue number shares the line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    rest = text[line_start:start] + text[end : line_end if line_end >= 0 else len(text)]
    return re.fullmatch(r"[\s（）()【】\[\]|·]*(?:星期[一二三四五六日天])?[\s（）()【】\[\]|·]*", rest) is not None


def _clause_start(text: str, position: int) -> int:
    return max(text.rfind(mark, max(0, position - 60), position) for mark in "。！？；，\n") + 1


def _in_title(text: str, position: int) -> bool:
    opened = text.rfind("《", max(0, position - 60), position)
    return opened >= 0 and text.find("》", opened, position) < 0


def _is_range_end(text: str, match: re.Match[str]) -> bool:
    """Whether the date is one end of a period, which may well lie ahead."""
    dashes = "－—–-~～至到"
    if text.endswith("截至", 0, match.start()):
        return False
    return text[match.start() - 1 : match.start()] in tuple(dashes) or text[match.end() : match.end() + 1] in tuple(
        dashes
    )


def _month_end(year: str, month: str) -> dt.date | None:
    first = _date(year, month, "1")
    return first and first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year.translate(_DIGITS)), _small_number(month), _small_number(day))
    except ValueError:
        return None


def _small_number(written: str) -> int:
    """1 to 99 in digits or as 「二十九」."""
    if "十" not in written:
        return int(written.translate(_DIGITS))
    tens, ones = written.split("十", 1)
    return 10 * int(tens.translate(_DIGITS) or 1) + int(ones.translate(_DIGITS) or 0)


@cache
def _words() -> _Words:
    written = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    for key in ("before", "after", "future"):
        words = written.pop(key, None)
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise LexiconError(f"{_PATH.name}: {key} must be a list of words")
        written["_" + key] = words
    unknown = [key for key in written if not key.startswith("_")]
    if unknown:
        raise LexiconError(f"{_PATH.name}: unknown key {unknown[0]!r}")
    return _Words(
        before=re.compile(
            "(?:" + "|".join(map(re.escape, written["_before"])) + r")\s?[:：为]?\s?(?=$|[\d〇一二１２])"
        ),
        # A page gives the time of day with the date: 「2025年7月3日 09:20」.
        after=re.compile(
            r"\s{0,2}[，,]?\s{0,2}(?:\d{1,2}[:：]\d\d|" + "|".join(map(re.escape, written["_after"])) + ")"
        ),
        future=tuple(written["_future"]),
    )
