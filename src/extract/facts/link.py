"""The linker: quantities of a document in, metric facts out, in one pass over its clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.facts.aims import Aims
from extract.facts.changes import is_outset
from extract.facts.clauses import Clause, split_clauses
from extract.facts.confidence import estimate_confidence
from extract.facts.earlier import Earlier
from extract.facts.focus import Focus
from extract.facts.frames import Frame, build_frame
from extract.facts.headlines import fill_headlines
from extract.facts.judge import Setting, judge_basis, judge_direction, judge_kind, judge_status
from extract.facts.kinds import trim_kind
from extract.facts.listing import split_list
from extract.facts.lists import ListReader, Named, group_frames
from extract.facts.memory import Memory
from extract.facts.mentions import Mentions
from extract.facts.metric import EMPTY, Metric
from extract.facts.mood import Mood
from extract.facts.names import name_metric, name_quote
from extract.facts.naming import without_owner
from extract.facts.owners import explicit_owner, placed_after
from extract.facts.period import Calendar
from extract.facts.periods import UNKNOWN, Period, widened
from extract.facts.reports import Reports
from extract.facts.rules import load_rules
from extract.facts.sections import Passages
from extract.facts.selection import decline
from extract.facts.stances import told_of_status
from extract.facts.subject import find_subject
from extract.facts.topics import grows_as_before, ranks_by_share, with_modifier, with_trade
from extract.records import MetricFact, OrganisationMention, Subject
from extract.view import DocumentView

_HOLDS_FACTS = ("title", "heading", "body", "table")
_NO_NAME = re.compile(r"^[\d\s\W]*$")
_COMPARING = re.compile(r"^(?:比|较|相比于?|相较于?|与)")
_FIRM_HEAD = re.compile(r"^(?:公司|企业|集团|本行)(?=.{2})")
#: 「减持公司股份」: whose shares, and not the end of a firm's name.
_OF_FIRM = re.compile(r"(?<=[有持购让售押结得买加的其])[该本]?公司(?=股)")
_REPORTED = re.compile(r"[已了]|累计|目前|同比|现有")
_THINGS = (
    "subject.attribute", "subject.product", "subject.thing", "subject.thing_carried",
    "subject.thing_led", "subject.thing_told", "subject.whole",
)  # fmt: skip
# What is counted, paid or shared holds for a time even of a thing; a thing's sizes do not.
_AMOUNTS = ("count", "money", "percent", "percentage_point", "rank", "mass", "energy", "multiple")
_SIZES = ("length", "speed", "angle")
_GUESSED = ("subject.nation", "subject.unknown", "subject.weak", "subject.kind")


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What linking made of a document: the facts, and why each other quantity is none.

    ``declined`` pairs the start of a quantity with a stable reason: ``duration``, ``condition``, ``equivalence``,
    ``rating``, ``listing``, ``scope``, ``alias``, ``nameless`` or ``embedded``.
    """

    facts: tuple[MetricFact, ...]
    declined: tuple[tuple[int, str], ...]


def link_metrics(view: DocumentView) -> list[MetricFact]:
    """The metric facts of a document, in order of their quantities.

    Args:
        view: the reading text with its mentions; titles, headings, body and tables are read, and all text where the
            view knows no passages.

    Returns:
        one fact for each quantity that states a value of something nameable; offsets are those of
        ``view.text``, and ``rule`` names the rules for metric, subject, period, kind and status, joined by ``+``.
    """
    return list(report_links(view).facts)


def report_links(view: DocumentView) -> LinkReport:
    """As :func:`link_metrics`, with the reasons why other quantities are no facts."""
    return _Linker(view).run()


class _Linker:
    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._clauses = split_clauses(view)
        reports = Reports(view, self._clauses)
        self._aims = Aims(view, self._clauses, reports)
        self._mood = Mood(view, self._clauses, reports)
        self._focus = Focus(view, Mentions(view), reports, self._aims)
        self._calendar = Calendar(view, self._clauses, reports, self._aims)
        self._memory = Memory()
        self._earlier = Earlier(view.text, self._clauses)
        self._lists = ListReader(view.text, self._focus.mentions, self._memory)
        self._declined: dict[int, str] = {}

    def run(self) -> LinkReport:
        passages = Passages(self._view)
        facts: list[MetricFact] = []
        for position, clause in enumerate(self._clauses):
            self._memory.enter(clause)
            self._focus.enter(clause)
            self._calendar.enter(position)
            if self._calendar.turns_back and not told_of_status(clause, clause.end):
                # 「预计全年新增5亿元；今年前两个月，…」: what is over is told as it was.
                self._memory.status = None
            passage = passages.at(clause.start)
            if clause.quantities and (passage is None or passage.kind in _HOLDS_FACTS):
                facts += self._link_clause(position, clause)
        facts.sort(key=lambda fact: fact.quantity.start)
        linked = {fact.quantity.start for fact in facts}
        declined = {q.start: self._declined.get(q.start, "embedded") for q in self._view.quantities}
        return LinkReport(
            tuple(fill_headlines(self._view, facts)),
            tuple((start, reason) for start, reason in sorted(declined.items()) if start not in linked),
        )

    def _link_clause(self, position: int, clause: Clause) -> list[MetricFact]:
        facts: list[MetricFact] = []
        for group in group_frames([build_frame(clause, index) for index in range(len(clause.quantities))]):
            for named in self._name(position, group):
                fact = self._fact(named)
                if fact is not None:
                    facts.append(fact)
                    self._memory.facts.append(fact)
        return facts

    def _name(self, position: int, group: list[Frame]) -> list[Named]:
        metric = name_metric(group[0], self._view.text)
        metric = self._earlier.undertaken(position, metric) if metric.text else self._earlier.labelled(position)
        metric = metric if metric.text else self._earlier.scoped(position)
        if not metric.text:
            count, begun = len(group), bool(self._memory.facts)
            if count == 1 and not group[0].index:
                metric = self._earlier.shown(position, begun=begun)
            metric = metric if metric.text or group[0].index else self._earlier.fared(position, count)
        if not metric.text and not self._memory.facts:
            metric = self._earlier.bare(position)
        metric = with_trade(metric, "" if self._memory.facts or group[0].owners else self._earlier.trade(position))
        if ranks_by_share(group[0]) or (grows_as_before(group[0], metric) and self._memory.source(group[0])):
            metric = EMPTY
        if metric.text or self._is_quoted(group[0]):
            quote = name_quote(group[0], self._view.text)
            metric = quote if quote.text.startswith(metric.text) else metric
        if metric.text == "新增" and group[0].quantity.dimension == "count" and not self._memory.facts:
            metric = self._earlier.renewed(position, metric)
        kind = self._focus.sentence.kind
        kinds = split_list(trim_kind(kind), len(group)) if kind and len(group) > 1 else []
        periods = self._calendar.parted(group[0], len(group)) if len(group) > 1 else []
        return self._lists.name(group, metric, kinds, periods, self._earlier.heads(position, len(group)))

    def _is_quoted(self, frame: Frame) -> bool:
        """Whether a nameless value may be called by the verb that quotes it, as nothing before names it."""
        facts = self._memory.facts
        return not facts or "metric.quoted" in facts[-1].rule or any(tag == "org" for _, tag in frame.owners)

    def _fact(self, named: Named) -> MetricFact | None:
        frame, text = named.frame, self._view.text
        reason = decline(frame, named.metric, text)
        if reason:
            self._declined[frame.quantity.start] = reason
            return None
        source = self._memory.source(frame)
        metric, goes_on = self._memory.complete(frame, named.metric)
        metric = with_modifier(frame, self._memory.with_list_verb(frame, metric), self._memory.facts)
        metric = self._with_topic(metric)
        if _NO_NAME.match(metric.text):
            self._declined[frame.quantity.start] = "nameless"
            return None
        inherited = source if goes_on else None
        kind, kind_rule = judge_kind(frame, metric, inherited.kind if inherited is not None else None)
        metric = _without_rate(metric, frame) if kind == "growth" else metric
        subject, metric, subject_rule = self._subject(named, metric, inherited)
        period = named.period or self._period(frame, inherited, spec=_is_of_thing(frame, subject_rule))
        basis = judge_basis(frame, kind, self._memory.heading_basis(frame), text[frame.low : frame.quantity.start])
        if basis in ("yoy", "mom"):
            self._memory.basis = basis
        planned = (
            self._calendar.is_goal(period)
            or self._is_ordered(frame, metric, subject_rule, period)
            or self._aims.at(frame.clause) is not None
        )
        setting = Setting(
            self._view.published_on,
            self._memory.status,
            planned,
            self._memory.pending,
            self._calendar.part.kind == "review",
            self._memory.foreseen and self._calendar.part.kind != "goals",
            next((f.period_from for f in self._memory.facts if f.status in ("forecast", "target")), None),
        )
        status, status_rule = judge_status(frame, period, setting)
        if status != "actual" and is_outset(frame.clause, frame.index) and "operand" not in period.rule:
            # What is to be changed stands now, whenever that will be.
            status, status_rule, period = "actual", "status.outset", UNKNOWN
        fact = MetricFact(
            quantity=frame.quantity, metric=metric.text, metric_start=metric.start, metric_end=metric.end,
            subject=subject, period_from=period.date_from, period_to=period.date_to, kind=kind, basis=basis,
            direction=judge_direction(frame, kind), status=status, comparator=_comparator(text, frame),
            region_id=subject.region_id, evidence=text[frame.clause.start : frame.clause.end].strip(),
            rule="+".join((metric.rule, subject_rule, period.rule, kind_rule, status_rule)), confidence=0.0,
        )  # fmt: skip
        return replace(fact, confidence=estimate_confidence(fact))

    def _subject(self, named: Named, metric: Metric, inherited: MetricFact | None) -> tuple[Subject, Metric, str]:
        frame = named.frame
        if named.subject is not None:
            subject, rule = named.subject, "subject.shared_out"
        elif inherited is not None and self._names_no_owner(frame):
            subject, rule = inherited.subject, "subject.inherited"
        else:
            subject, name, rule = find_subject(self._focus, frame, metric)
            metric = replace(metric, text=name)
        if rule != "subject.trade":
            metric = replace(metric, text=without_owner(metric.text, subject.text))
        if subject.kind == "org":
            metric = replace(metric, text=_FIRM_HEAD.sub("", metric.text))
        firm = self._focus.paragraph.owner
        if metric.rule == "metric.stake" and isinstance(firm, OrganisationMention) and firm.text != subject.text:
            metric = replace(metric, text=_OF_FIRM.sub(firm.text, metric.text))
        return subject, metric, rule

    def _names_no_owner(self, frame: Frame) -> bool:
        """Whether a value's own words name no one whose it is; 「全国第二」 names among whom."""
        ranked = frame.quantity.dimension == "rank" and explicit_owner(self._focus, frame) is None
        return (not frame.owners or ranked) and placed_after(self._focus, frame) is None

    def _period(self, frame: Frame, inherited: MetricFact | None, *, spec: bool) -> Period:
        period = self._calendar.period(frame, spec=spec)
        if inherited is not None and self._goes_on_that_day(inherited, period):
            # 「5月末贷款余额3万亿元，同比增长8%」 after what May brought.
            return Period(inherited.period_from, inherited.period_to, "period.inherited")
        told = inherited is not None and "period.operand" not in inherited.rule
        barred = self._calendar.is_barred(frame.clause)
        if period is UNKNOWN and told and not barred and inherited is not None and inherited.period_from is not None:
            carried = Period(inherited.period_from, inherited.period_to, "period.inherited")
            return widened(frame, self._view.text, carried)
        return period

    def _goes_on_that_day(self, inherited: MetricFact, period: Period) -> bool:
        """Whether a value without a time of its own goes on with what its sentence told of a single day."""
        carried = period.rule in ("period.sentence", "period.paragraph") and period.date_from != period.date_to
        told = bool(self._memory.facts) and inherited is self._memory.facts[-1]
        told = told and "period.operand" not in inherited.rule
        return carried and told and inherited.period_from is not None and inherited.period_from == inherited.period_to

    def _with_topic(self, metric: Metric) -> Metric:
        """「新能源汽车表现突出，出口58.3万辆」: a bare head takes the topic of the clause before."""
        topic, words = self._focus.sentence.topic, metric.text
        if not topic or not words or len(words) > 3 or words in topic:
            return metric
        found = load_rules("nouns_head").at_end(words, 0, len(words))
        if found is None or found.start:
            return metric
        return replace(metric, text=topic + words, start=None, end=None, rule=metric.rule + "+metric.topic")

    def _is_ordered(self, frame: Frame, metric: Metric, subject_rule: str, period: Period) -> bool:
        """「培育100个项目」 in a plan, or with no doer and no time told around it, orders and does not report."""
        published, end = self._view.published_on, period.date_to
        over = end is not None and published is not None and end <= published
        if self._mood.orders(frame.clause) and not over:
            return True
        if self._focus.is_plan and (end is None or (published is not None and end > published)):
            words = frame.masked[frame.clause.start : frame.quantity.start]
            return subject_rule != "subject.clause" and not _REPORTED.search(words)
        if subject_rule not in _GUESSED or period.date_from is not None or metric.owner:
            return False
        start = max(frame.clause.start - 60, self._view.text.rfind("。", 0, frame.clause.start) + 1)
        ordered = self._aims.orders(frame.clause) or any(rule in ("verb.drop", "verb.keep") for rule in frame.rules)
        return ordered and load_rules("reported").search(frame.masked, start, frame.quantity.start) is None


def _is_of_thing(frame: Frame, subject_rule: str) -> bool:
    """Whether a value tells how large or fast a thing or a work is, whatever the day."""
    dimension = frame.quantity.dimension
    if subject_rule.startswith("subject.work"):
        return dimension in _SIZES
    return subject_rule in _THINGS and dimension not in _AMOUNTS


def _without_rate(metric: Metric, frame: Frame) -> Metric:
    """「营业收入增速达55.6%」 is growth of 营业收入; points are of the rate itself."""
    found = load_rules("nouns_growth").at_end(metric.text, 0, len(metric.text))
    if found is None or found.rule.tag == "own" or found.start < 2 or frame.quantity.dimension == "percentage_point":
        return metric
    return replace(metric, text=metric.text[: found.start].rstrip("的"))


def _comparator(text: str, frame: Frame) -> str:
    """What the value is compared with or ranked among, as written."""
    phrase = frame.than or frame.scope
    return _COMPARING.sub("", text[phrase.start : phrase.end].strip("的 ，、"))
