"""Finding dates: scan, put together, place in order of appearance."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from extract.dates import intervals
from extract.dates.anchors import Resolved
from extract.dates.context import Context, Said
from extract.dates.expressions import Expression, find_expressions
from extract.dates.intervals import Interval
from extract.dates.look_alikes import is_look_alike
from extract.dates.resolve import resolve
from extract.dates.surroundings import Surroundings, read_surroundings
from extract.dates.whole_text import read_whole_text
from extract.records import DateMention

#: Times of these kinds are what a text speaks of; a later 「上年同期」 is counted from them.
_GOVERNING_KINDS = frozenset({
    "year", "relative_year", "first_years", "whole_year", "half", "quarter", "relative_quarter", "month",
    "relative_month", "numeric_month", "season", "ten_days", "edge", "edge_of_year", "edge_of_month",
})  # fmt: skip
_EDGES = frozenset({"edge", "edge_of_year", "edge_of_month"})
_DAY_KINDS = frozenset({"day", "numeric_day", "relative_day", "weekday", "lunar_day"})
_YEAR_HEADS = frozenset({"year", "relative_year", "numeric_day", "numeric_month"})
_OPEN = "（("
#: Between the days of a list, whose later ones are days too (「26号和27号」).
_LISTED = frozenset({"、", "和", "及", "与", "，"})
_DATELINE = re.compile("[电讯丨｜]|消息")
#: 「——2026年1月27日在某省第十四届人民代表大会第四次会议上」 under a title: the text is a speech of that day.
_SPEECH = re.compile(r"在[^，。；\n]{4,40}上[）)]?\s*(?:\n|$)")
#: 「从2019年的2.9万亿元」: the year belongs to that value alone, and sets none for what follows.
_OPERAND = re.compile(r"的约?[0-9]")
_HEAD = 400
#: Days of publication outside these years are slips; nothing is counted from them.
_PUBLISHED_YEARS = range(1000, 3000)


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
    if published_on is not None and published_on.year not in _PUBLISHED_YEARS:
        published_on = None
    bare = read_whole_text(text)
    context = Context(bare or text, published_on, bare=bare is not None or _is_one_expression(text))
    found: list[DateMention] = []
    expressions = list(_dates_only(context.text))
    for index, expression in enumerate(expressions):
        following = expressions[index + 1] if index + 1 < len(expressions) else None
        if following is not None and _is_dated(expression, following, context):
            _date_paragraph(expression, following, context)
        for mention in _mentions(expression, context):
            if not found or mention.start >= found[-1].end:
                found.append(mention)
    if bare is not None:
        return [replace(mention, start=0, end=len(text), text=text) for mention in found[:1]]
    return found


def _dates_only(text: str) -> Iterator[Expression]:
    """Expressions without the look-alikes; of a range whose far side is none, the near side is kept."""
    day_ended = -1
    for expression in find_expressions(text):
        listed = expression.head.kind == "day" and text[day_ended : expression.start] in _LISTED
        if listed or not is_look_alike(text, expression):
            if expression.last.kind == "day":
                day_ended = expression.end
            yield expression
        elif expression.until:
            near = Expression(expression.start, expression.chain[-1].end, expression.chain)
            if not is_look_alike(text, near):
                yield near


def _is_one_expression(text: str) -> bool:
    """Whether a short text is nothing but one time expression."""
    if len(text) > 16:
        return False
    expressions = list(find_expressions(text))
    return len(expressions) == 1 and (expressions[0].start, expressions[0].end) == (0, len(text))


def _is_dated(expression: Expression, following: Expression, context: Context) -> bool:
    """Whether the day follows in brackets: 「今天（5月12日）」."""
    return (
        expression.head.kind in ("relative_day", "weekday")
        and following.last.kind == "day"
        and following.start == expression.end + 1
        and context.text[expression.end] in _OPEN
    )


def _date_paragraph(expression: Expression, following: Expression, context: Context) -> None:
    """Take the day in brackets for the day the paragraph speaks from (「昨晚（10月17日）」: the 18th)."""
    resolved = resolve(following, context, lean="gone")
    if resolved is None:
        return
    offset = expression.head.low if expression.head.kind == "relative_day" else 0
    day = resolved.interval.first - intervals.DAY * offset
    context.own_date = Said(Interval(day, day), following.start)


def _mentions(expression: Expression, context: Context) -> Iterator[DateMention]:
    mention = _mention(expression, context)
    if mention is not None:
        yield mention
    elif expression.until:
        # No range after all: two times that happen to stand on both sides of a dash.
        for chain in (expression.chain, expression.until):
            half = Expression(chain[0].start, chain[-1].end, chain)
            mention = None if is_look_alike(context.text, half) else _mention(half, context)
            if mention is not None:
                yield mention


def _mention(expression: Expression, context: Context) -> DateMention | None:
    around = read_surroundings(context.text, expression)
    lean = {"as_of": "gone", "since": "gone", "deadline": "future"}.get(around.role, "")
    if context.own_date is not None and context.own_date.at == expression.start:
        lean = "gone"
    resolved = resolve(expression, context, lean=lean)
    if resolved is None:
        return None
    interval, around = _with_effect(resolved.interval, around, expression, context)
    _remember(expression, Resolved(interval, resolved.basis), around, context)
    kind = "range" if expression.until else expression.last.kind
    return DateMention(
        start=around.start,
        end=around.end,
        text=context.text[around.start : around.end],
        rule=f"date.{kind}",
        date_from=interval.first,
        date_to=interval.last,
        granularity=intervals.granularity(interval, expression.last),
        role=around.role,
        basis=resolved.basis,
    )


def _with_effect(
    interval: Interval, around: Surroundings, expression: Expression, context: Context
) -> tuple[Interval, Surroundings]:
    if around.effect == "last_day":
        return Interval(interval.last, interval.last), around
    if around.effect == "until_today":
        today = context.today(expression.start)
        if today is not None and interval.first <= today:
            return Interval(interval.first, today), around
        # Where it ends is not known: the span is the starting time alone.
        return interval, replace(around, end=expression.end, effect="")
    return interval, around


def _remember(expression: Expression, resolved: Resolved, around: Surroundings, context: Context) -> None:
    """Let later expressions lean on this one."""
    interval, kind = resolved.interval, expression.last.kind
    said = Said(interval, expression.start)
    if kind in _DAY_KINDS and interval.first == interval.last:
        if around.role != "deadline":
            context.day = said
        if _DATELINE.match(context.text, expression.end):
            # 「新华社北京5月12日电」: the paragraph speaks from that day.
            context.own_date = said
        elif expression.start < _HEAD and resolved.basis == "explicit" and _SPEECH.match(context.text, expression.end):
            context.speech_date = interval.first
    if expression.head.kind == "plan" and interval.first != interval.last:
        context.plan = interval
    if not interval.within_a_year or expression.head.kind in ("plan", "decade", "century"):
        return
    context.named = said
    if around.role in ("comparison", "deadline") or _OPERAND.match(context.text, expression.end):
        return
    if kind in _EDGES and expression.last.low == 0:
        # The start of a period is no period.
        return
    during = kind == "holiday" and interval.first != interval.last
    if (
        during
        or kind in _GOVERNING_KINDS
        or around.role == "as_of"
        or (resolved.basis == "context" and kind == "elapsed")
    ):
        context.governing = said
    if expression.head.kind in _YEAR_HEADS:
        context.year = said
