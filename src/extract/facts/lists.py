"""Values in lists: what stands before a list is shared by its values, or shared out among them by 分别."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.facts.frames import Frame, Phrase
from extract.facts.listing import split_list
from extract.facts.memory import Memory
from extract.facts.mentions import Mentions, Owner
from extract.facts.metric import EMPTY, Metric, phrase_metric, read_text
from extract.facts.names import name_metric
from extract.facts.periods import Period
from extract.facts.rules import load_rules
from extract.records import Subject

_JOINT = re.compile(r"^[\s、和与及或至]*$")
#: 「对甲、乙分别出口」: the preposition holds for all members.
_TOWARD = re.compile(r"[对向与从同]")
#: 「甲、乙分别获融资3亿元、2亿元」: the verb stands after the word that tells them apart.
_RESPECTIVELY = re.compile(r"分别|各自|依次")
_SHARED_TAGS = frozenset(
    [
        "up",
        "down",
        "yoy",
        "mom",
        "than",
        "against_date",
        "difference",
        "share_of",
        "reach",
        "forecast",
        "target",
        "average",
        "lower",
    ]
)


@dataclass(frozen=True, slots=True)
class Named:
    """A value with its name; subject and period where the list itself gives them."""

    frame: Frame
    metric: Metric
    subject: Subject | None = None
    period: Period | None = None


def group_frames(frames: Sequence[Frame]) -> list[list[Frame]]:
    """Frames by list: values joined by nothing but 、, 和 and the like."""
    groups: list[list[Frame]] = []
    for frame in frames:
        between = frame.masked[groups[-1][-1].quantity.end : frame.quantity.start] if groups else ""
        if between and _JOINT.match(between):
            groups[-1].append(frame)
        else:
            groups.append([frame])
    return groups


class ListReader:
    """Names the values of lists.

    Args:
        text: the document's text.
        mentions: its regions and organisations.
        memory: what the sentence has said so far.
    """

    def __init__(self, text: str, mentions: Mentions, memory: Memory) -> None:
        self._text = text
        self._mentions = mentions
        self._memory = memory

    def name(
        self,
        group: list[Frame],
        metric: Metric,
        kinds: Sequence[str],
        periods: Sequence[Period],
        heads: Sequence[str] = (),
    ) -> list[Named]:
        """The named values of one list, in order.

        Args:
            group: the frames of the list, one or more.
            metric: the name that the first value's own words give.
            kinds: what the sentence says the values go to, one each (「对A、B企业分别奖励…」), or nothing.
            periods: the times that the list's values are of, one each, where the text lists them, or nothing.
            heads: what the clause before lists, one for each value (「其次是风电和光伏，发电量分别为…」), or nothing.
        """
        first, bare = group[0], not any(frame.left for frame in group[1:])
        if len(group) == 1:
            return [Named(first, metric)]
        told_apart = self._by_verb(group, metric) if bare else []
        if told_apart:
            return told_apart
        if bare and metric.rule != "metric.grant" and _is_verb(first, metric):
            last = name_metric(group[-1], self._text)
            metric = replace(last, rule="metric.list") if last.text else metric
        if bare and len(kinds) == len(group):
            subjects = [Subject(text=kind, kind="other") for kind in kinds]
            return [Named(frame, metric, subject) for frame, subject in zip(group, subjects, strict=True)]
        if bare or "join" in first.tags:
            shared = self._share_out(group, metric, periods, heads)
            if shared:
                return shared
        return [Named(first, metric), *(self._follow(first, frame, metric) for frame in group[1:])]

    def _follow(self, first: Frame, frame: Frame, metric: Metric) -> Named:
        own = name_metric(frame, self._text)
        if own.text or not metric.text or frame.right:
            return Named(frame, own)
        frame.tags |= first.tags & _SHARED_TAGS - _not_shared(first, frame)
        frame.left, frame.whole, frame.owners = first.left, first.whole, first.owners
        frame.than = frame.than or first.than
        return Named(frame, replace(metric, rule=metric.rule + "+metric.list"))

    def _share_out(
        self, group: list[Frame], metric: Metric, periods: Sequence[Period], heads: Sequence[str]
    ) -> list[Named]:
        """The list's values each with its part, or with the whole name; nothing where neither is meant."""
        first, count = group[0], len(group)
        for frame in group[1:]:
            frame.tags |= first.tags - {"right_of"} - _not_shared(first, frame)
            frame.owners, frame.than = first.owners, frame.than or first.than
            frame.rules = [*first.rules, "list.shared"]
        if "difference" in first.tags:
            parts = split_list(metric.text, count) if "join" in first.tags else []
            return [
                Named(frame, Metric(part, None, None, "metric.shared_out") if parts else metric)
                for frame, part in zip(group, parts or [metric.text] * count, strict=True)
            ]
        if not metric.text:
            return self._from_before(group, metric)
        if first.whole and not first.left:
            shares = self._from_before(group, metric)
            if all(named.metric.rule == "metric.respective" for named in shares):
                names = [
                    replace(named.metric, text=named.metric.text + metric.text, rule=metric.rule) for named in shares
                ]
                times = periods if len(periods) == count else [named.period for named in shares]
                return [
                    replace(named, metric=name, period=period)
                    for named, name, period in zip(shares, names, times, strict=True)
                ]
        if "join" in first.tags or self._is_apart(first):
            places = self._places(first) or self._listed_before(first, count)
            if len(places) == count:
                start = max(first.left.start, places[-1].end)
                rest = read_text(first, self._text, Phrase(start, first.left.end)) if first.left else ""
                rest = rest.removeprefix("分别").removeprefix("各自")
                alone = not rest and places[-1].end == first.left.end
                return self._by_place(group, EMPTY if alone else replace(metric, text=rest or metric.text), places)
            parts = split_list(metric.text, count)
            if parts:
                return [
                    Named(frame, Metric(part, None, None, "metric.shared_out"))
                    for frame, part in zip(group, parts, strict=True)
                ]
        if "join" in first.tags and len(heads) == count:
            return [
                Named(frame, Metric(head + metric.text, None, None, "metric.headed"))
                for frame, head in zip(group, heads, strict=True)
            ]
        if len(periods) == count:
            return [Named(frame, metric, period=period) for frame, period in zip(group, periods, strict=True)]
        return [Named(frame, metric) for frame in group] if "join" in first.tags else []

    def _by_verb(self, group: list[Frame], metric: Metric) -> list[Named]:
        """「甲、乙分别获融资3亿元、2亿元」: members before the word that tells them apart, their verb after it."""
        first, count = group[0], len(group)
        cut = _RESPECTIVELY.search(self._text, first.left.start, first.left.end)
        if cut is None:
            return []
        verb = phrase_metric(first, self._text, Phrase(cut.end(), first.left.end), metric.rule)
        places = self._places(first)
        if len(places) == count and places[-1].end == cut.start():
            return self._by_place(group, verb, places)
        head, _, _ = metric.text.partition(cut.group())
        parts = split_list(head, count) if head != metric.text else []
        if not parts:
            return []
        toward = _TOWARD.match(head)
        if toward is not None:
            parts = [part if part.startswith(toward.group()) else toward.group() + part for part in parts]
        return [
            Named(frame, Metric(part + verb.text, None, None, "metric.shared_out"))
            for frame, part in zip(group, parts, strict=True)
        ]

    def _from_before(self, group: list[Frame], metric: Metric) -> list[Named]:
        """「…分别达到A、B，分别增长a、b」: the second list goes by the facts of the first."""
        count = len(group)
        heads = [fact for fact in self._memory.facts if fact.kind not in ("difference", "rank")]
        if len(heads) >= count:
            return [
                Named(frame, Metric(fact.metric, fact.metric_start, fact.metric_end, "metric.respective"), fact.subject)
                for frame, fact in zip(group, heads[-count:], strict=True)
            ]
        places = self._places(group[0])
        if len(places) == count:
            return self._by_place(group, metric, places)
        return [Named(frame, metric) for frame in group]

    def _by_place(self, group: list[Frame], metric: Metric, places: Sequence[Owner]) -> list[Named]:
        return [Named(frame, metric, self._mentions.subject(place)) for frame, place in zip(group, places, strict=True)]

    def _is_apart(self, frame: Frame) -> bool:
        """「甲、乙分别拥有股份的33%和42%」: what tells the owners apart stands right after them."""
        places = self._places(frame)
        return bool(places) and frame.masked.startswith(("分别", "各自", "依次"), places[-1].end)

    def _listed_before(self, frame: Frame, count: int) -> list[Owner]:
        """「由甲、乙、丙合作开发，持股分别为…」: ``count`` owners that the clause before lists."""
        clause = frame.clause
        if clause.opener != "，" or frame.owners:
            return []
        low = max(frame.masked.rfind(mark, 0, clause.start - 1) for mark in "，。；\n") + 1
        owners = self._mentions.between(low, clause.start)
        joined = all(_JOINT.match(frame.masked[a.end : b.start]) for a, b in pairwise(owners))
        return owners if count > 1 and len(owners) == count and joined else []

    def _places(self, frame: Frame) -> list[Owner]:
        """The owners listed before a name, or at its head: 「A、B地区生产总值分别…」."""
        left = frame.left
        owners = self._mentions.between(frame.clause.start, left.end if left else frame.quantity.start)
        at_head = [owner for owner in owners if left and owner.start >= left.start]
        if at_head and at_head[0].start != left.start:
            at_head = []
        owners = at_head or [owner for owner in owners if not left or owner.start < left.start]
        apart = (i for i, (a, b) in enumerate(pairwise(owners), 1) if not _JOINT.match(frame.masked[a.end : b.start]))
        # 「甲国、乙国对华投资」: those listed, and none named after them.
        listed = owners[: next(apart, len(owners))] if at_head else owners
        joined = at_head or next(apart, None) is None
        return list(listed) if len(listed) > 1 and joined else []


def _not_shared(first: Frame, frame: Frame) -> set[str]:
    """「收益下滑35%至3000万元」: the sum is where the income has come to, and no change."""
    same = frame.quantity.dimension in (first.quantity.dimension, "percent")  # 「增速下调1个百分点至3%」
    return set() if same or frame.masked[frame.quantity.start - 1] not in "至到" else {"up", "down"}


def _is_verb(frame: Frame, metric: Metric) -> bool:
    """Whether a name is nothing but a verb: 「分别给予」."""
    words = frame.masked[frame.left.start : frame.left.end]
    found = load_rules("verbs").at_end(words, 0, len(words))
    return bool(metric.text) and found is not None and found.start == 0
