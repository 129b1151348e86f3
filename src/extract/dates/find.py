"""Finding dates: scan, put together, place in order of appearance."""

from __future__ import annotations

import datetime as dt
import re

from extract.dates import intervals
from extract.dates.context import Context, Said
from extract.dates.expressions import Expression, find_expressions
from extract.dates.intervals import Interval
from extract.dates.look_alikes import is_look_alike
from extract.dates.resolve import Resolved, resolve
from extract.records import DateMention, DateRole

_AS_OF = re.compile(r"截[至止]到?[ \u3000]?$")
_BY = re.compile(r"(?:(?<![回来追溯得看见直升高增低降减感受达收遇提涉])到|(?:(?<=^)|(?<=[，。；、：\n]))至)[ \u3000]?$")
_FROM = re.compile(r"[自从][ \u3000]?$")
_COMPARED = re.compile(r"(?:比|较|同|与|于|跟)[ \u3000]?$")
_SINCE = re.compile(r"(?:开年)?以来")
_UNTIL_NOW = re.compile(r"至今")
_BEFORE = re.compile(r"之?前(?![0-9０-９一二三四五六七八九十两几后往进来期沿瞻景者身半提排茅列任总夕])")
_EVENING = re.compile("晚间")
_START = re.compile("起|开始|以后")
_DATELINE = re.compile(r"[^\n，。；]{0,2}(?:电|讯)")


def find_dates(text: str, published_on: dt.date | None = None) -> list[DateMention]:
    """Find the calendar times of a text and place them.

    Args:
        text: any text; offsets of the mentions are half-open character offsets into it.
        published_on: the day the text is of; relative times (「去年」, 「6月底」) are resolved against it and
            against what the text itself says. Without it, only what the text places is found.

    Returns:
        Mentions in order, without overlaps. What cannot be placed, is vague, recurs, or stands in a title or a
        name is not among them.

    Example:
        >>> [(d.text, str(d.date_from), str(d.date_to)) for d in find_dates("截至2024年底共5家")]
        [('截至2024年底', '2024-12-31', '2024-12-31')]
    """
    context = Context(text, published_on)
    mentions: list[DateMention] = []
    for expression in find_expressions(text):
        if is_look_alike(text, expression):
            continue
        mention = _mention(expression, context)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _mention(expression: Expression, context: Context) -> DateMention | None:
    text, start, end = context.text, expression.start, expression.end
    before = text[max(0, start - 6) : start]
    role: DateRole = "period"
    as_of, by = _AS_OF.search(before), _BY.search(before)
    since, ahead = _SINCE.match(text, end), _BEFORE.match(text, end)
    resolved = resolve(expression, context, lean="past" if as_of else "future" if ahead or by else "")
    if resolved is None:
        return None
    interval = resolved.interval
    if as_of:
        role, start, interval = "as_of", start - len(as_of.group()), _end_of(interval)
    elif since and context.published_on and interval.first <= context.published_on:
        role, end, interval = "since", since.end(), Interval(interval.first, context.published_on)
    elif ahead:
        role, end, interval = "deadline", ahead.end(), _end_of(interval)
    elif by:
        role, start, interval = "deadline", start - len(by.group()), _end_of(interval)
    elif since or (_FROM.search(before) and _START.match(text, end)):
        role = "since"
    elif _COMPARED.search(before) or expression.last.kind == "same_period":
        role = "comparison"
    elif evening := _EVENING.match(text, end):
        end = evening.end()
    piece = expression.last
    _remember(expression, resolved, role, context)
    return DateMention(
        start=start,
        end=end,
        text=text[start:end],
        rule=f"date.{'range' if expression.until else piece.kind}",
        date_from=interval.first,
        date_to=interval.last,
        granularity=intervals.granularity(interval, expression.head if not expression.until else piece),
        role=role,
        basis=resolved.basis,
    )


def _end_of(interval: Interval) -> Interval:
    return Interval(interval.last, interval.last)


def _remember(expression: Expression, resolved: Resolved, role: DateRole, context: Context) -> None:
    """Let later expressions lean on this one."""
    interval, at = resolved.interval, expression.start
    day = interval.first == interval.last
    said = Said(interval, at, day)
    is_day = expression.last.kind in ("day", "numeric_day", "relative_day", "weekday")
    if is_day:
        context.day = said
    if expression.head.kind not in ("plan", "decade", "century") and interval.within_a_year:
        context.named = said
        if role in ("period", "as_of", "since") and not is_day:
            context.governing = said
