"""The linker: quantities of a document in, metric facts out, one pass over its clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.facts.clauses import Clause, split_clauses
from extract.facts.confidence import estimate_confidence
from extract.facts.focus import Focus
from extract.facts.frames import Frame, build_frame, clean_phrase
from extract.facts.headlines import fill_headlines
from extract.facts.judge import decline, judge_basis, judge_direction, judge_kind, judge_status
from extract.facts.frames import Phrase
from extract.facts.masking import NUMBER
from extract.facts.mentions import Mentions, Owner
from extract.facts.metric import EMPTY, Metric, balance_quotes, name_metric, read_text, split_list
from extract.facts.period import UNKNOWN, Calendar, Period, split_years
from extract.facts.products import is_property
from extract.facts.rules import load_rules
from extract.facts.subject import find_subject, placed_after, trim_kind
from extract.records import Basis, MetricFact, Status, Subject
from extract.view import DocumentView

_JOINT = re.compile(r"^[\s、，和与及或至]*$")
_TRIVIAL = re.compile(r"^(?:数量|总数|总量|总计|合计|中数量|规模|数|其中|上述|二者|两者|三者|值|水平|指标)?$")
_NEW = re.compile(r"(?:新增|净增|新建|新设立?|新获批?|新认定|新引进|新培育|新建成|新登记)")
_GRADE = re.compile(r"^(?:国家|省|市|区|县)级$")
_DONE = re.compile(r"^(?:新增|(?:建成)?(?:投产|开工|竣工|投用))")
_BARE_VERB = re.compile(r"^(?:建成)?(?:投产|开工|竣工|签约|建成|落地|投用|达产|交付|完工|在建|储备)$")
_EMPTY_METRIC = re.compile(r"^[\d\s\W]*$")
_COMPARING = re.compile(r"^(?:比|较|相比于?|相较于?|与)")
_THINGS = ("subject.attribute", "subject.product", "subject.thing", "subject.thing_carried")


@dataclass(slots=True)
class _Memory:
    """What later values of a sentence may inherit."""

    sentence: int = -1
    paragraph: int = -1
    part: int = -1
    facts: list[MetricFact] = field(default_factory=list)
    earlier: list[MetricFact] = field(default_factory=list)
    basis: Basis = ""
    status: Status | None = None
    status_part: int = -1

    def enter(self, clause: Clause) -> None:
        if clause.paragraph != self.paragraph:
            self.facts, self.earlier, self.basis = [], [], ""
        if clause.sentence != self.sentence:
            if self.facts:
                self.earlier = self.facts
            self.facts, self.status = [], None
        self.sentence, self.paragraph = clause.sentence, clause.paragraph


def link_metrics(view: DocumentView) -> list[MetricFact]:
    """The metric facts of a document, in order of their quantities.

    Args:
        view: the reading text with its mentions; passages of no kind that holds facts are skipped.

    Returns:
        one fact for each quantity that states a value of something nameable; offsets are those of
        ``view.text``. What is left out is told by :func:`decline_reasons`.
    """
    return _Linker(view).run()


class _Linker:
    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._clauses = split_clauses(view)
        self._mentions = Mentions(view)
        self._focus = Focus(view, self._mentions)
        self._calendar = Calendar(view, self._clauses)
        self._memory = _Memory()
        self._position = 0
        self._skipped = [p for p in view.passages if p.kind not in ("title", "heading", "body", "table")]

    def run(self) -> list[MetricFact]:
        facts: list[MetricFact] = []
        for position, clause in enumerate(self._clauses):
            self._position = position
            self._memory.enter(clause)
            self._focus.enter(clause)
            self._calendar.enter(position, report=self._focus.is_report)
            self._note_status(clause)
            if not clause.quantities or any(p.covers(clause) for p in self._skipped):
                continue
            facts += self._link_clause(clause)
        return fill_headlines(self._view, sorted(facts, key=lambda fact: fact.quantity.start))

    def _link_clause(self, clause: Clause) -> list[MetricFact]:
        frames = [build_frame(clause, index) for index in range(len(clause.quantities))]
        names: list[Metric] = []
        groups = _groups(frames)
        facts: list[MetricFact] = []
        for group in groups:
            named = self._name_group(group)
            for order, (frame, metric, subject, period) in enumerate(named):
                fact = self._fact(frame, metric, subject, period, order)
                if fact is not None:
                    facts.append(fact)
                    self._memory.facts.append(fact)
        return facts

    # -- names ----------------------------------------------------------------------------------------------

    def _name_group(self, group: list[Frame]) -> list[tuple[Frame, Metric, Subject | None, Period | None]]:
        """Names for the values of one list; a 分别 list shares out what stands before it."""
        first = group[0]
        metric = name_metric(first, self._view.text)
        joined = "join" in first.tags or (len(group) > 1 and not any(f.left for f in group[1:]))
        if len(group) > 1 and not any(f.left for f in group[1:]) and _is_verb(first, metric):
            last = name_metric(group[-1], self._view.text)
            metric = replace(last, rule="metric.list") if last.text else metric
        kinds = split_list(trim_kind(self._focus.sentence.kind), len(group)) if self._focus.sentence.kind else []
        if len(group) > 1 and kinds and not any(frame.left for frame in group[1:]):
            return [
                (
                    frame,
                    metric if frame is first else replace(metric, rule="metric.list"),
                    Subject(text=kind, kind="other"),
                    None,
                )
                for frame, kind in zip(group, kinds, strict=True)
            ]
        if not metric.text and not self._memory.facts:
            metric = self._before(first.clause)
        if len(group) > 1 and joined:
            shared = self._share_out(group, metric)
            if shared:
                return shared
        result: list[tuple[Frame, Metric, Subject | None, Period | None]] = [(first, metric, None, None)]
        for frame in group[1:]:
            own = name_metric(frame, self._view.text)
            if not own.text and metric.text and not frame.right:
                own = replace(metric, rule=metric.rule + "+metric.list")
                frame.tags |= first.tags & {
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
                }
                frame.left, frame.whole = first.left, first.whole
                frame.than = frame.than or first.than
                frame.owners = first.owners
            result.append((frame, own, None, None))
        return result

    def _share_out(
        self, group: list[Frame], metric: Metric
    ) -> list[tuple[Frame, Metric, Subject | None, Period | None]]:
        first, count = group[0], len(group)
        for frame in group[1:]:
            frame.tags |= first.tags - {"right_of"}
            frame.owners, frame.than = first.owners, frame.than or first.than
            frame.rules = [*first.rules, "list.shared"]
        if first.tags & {"difference"} or not metric.text:
            heads = [fact for fact in self._memory.facts if fact.kind not in ("difference", "rank")]
            if not metric.text and "difference" not in first.tags and len(heads) >= count > 1:
                taken = heads[-count:]
                return [
                    (
                        frame,
                        Metric(fact.metric, fact.metric_start, fact.metric_end, "metric.respective"),
                        fact.subject,
                        None,
                    )
                    for frame, fact in zip(group, taken, strict=True)
                ]
            if not metric.text and "difference" not in first.tags:
                places = self._owners_before(first)
                if len(places) == count:
                    return [
                        (frame, metric, self._mentions.subject(place), None)
                        for frame, place in zip(group, places, strict=True)
                    ]
            return [(frame, metric, None, None) for frame in group]
        places = self._owners_before(first)
        if "join" in first.tags and len(places) == count and count > 1:
            start = max(first.left.start, places[-1].end)
            rest = read_text(first, self._view.text, Phrase(start, first.left.end)) if first.left else ""
            metric = replace(metric, text=rest or metric.text)
            return [
                (frame, metric, self._mentions.subject(place), None) for frame, place in zip(group, places, strict=True)
            ]
        parts = split_list(metric.text, count)
        if parts and ("join" in first.tags):
            return [
                (frame, Metric(part, None, None, "metric.shared_out"), None, None)
                for frame, part in zip(group, parts, strict=True)
            ]
        period = self._calendar.period(first, spec=False)
        years = split_years(period, count)
        if years:
            return [(frame, metric, None, year) for frame, year in zip(group, years, strict=True)]
        if "join" in first.tags:
            return [(frame, metric, None, None) for frame in group]
        return []

    def _owners_before(self, frame: Frame) -> list[Owner]:
        clause = frame.clause
        owners = self._mentions.between(clause.start, frame.left.end if frame.left else frame.quantity.start)
        fronts = [owner for owner in owners if frame.left and owner.start >= frame.left.start]
        if frame.left and fronts and fronts[0].start != frame.left.start:
            fronts = []
        owners = fronts or [owner for owner in owners if not frame.left or owner.start < frame.left.start]
        if len(owners) < 2:
            return []
        for a, b in zip(owners, owners[1:], strict=False):
            if not _JOINT.match(frame.masked[a.end : b.start]):
                return []
        return list(owners)

    # -- facts ----------------------------------------------------------------------------------------------

    def _fact(
        self, frame: Frame, metric: Metric, subject: Subject | None, period: Period | None, order: int
    ) -> MetricFact | None:
        text, quantity, clause = self._view.text, frame.quantity, frame.clause
        if decline(frame, metric, text):
            return None
        source = self._inherited(frame)
        metric, composed = self._complete(frame, metric, source)
        metric = self._with_topic(self._with_verb(frame, metric))
        if not metric.text or _EMPTY_METRIC.match(metric.text):
            return None
        kind, kind_rule = judge_kind(frame, metric, source.kind if source is not None and composed else None)
        metric = _settle_growth(metric, kind, frame, source)
        rules = [metric.rule]
        if subject is None:
            if composed and source is not None and not frame.owners and placed_after(self._focus, frame) is None:
                subject = source.subject
                rules.append("subject.inherited")
            else:
                subject, name, rule = find_subject(self._focus, frame, metric)
                metric = replace(metric, text=name) if name != metric.text else metric
                rules.append(rule)
        else:
            rules.append("subject.shared_out")
        if subject.kind == "org":
            metric = replace(metric, text=re.sub(r"^(?:公司|企业|集团|本行)(?=.{2})", "", metric.text))
        if period is None:
            spec = subject.kind == "other" and rules[-1] in _THINGS
            period = self._calendar.period(frame, spec=spec)
            if composed and source is not None and period is UNKNOWN and source.period_from is not None:
                period = Period(source.period_from, source.period_to, "period.inherited")
                period = self._calendar.widened(frame, period)
        dates_text = text[max(clause.start, frame.low - 0) : quantity.start]
        basis = judge_basis(frame, kind, self._heading_basis(frame), dates_text)
        if kind == "growth" and basis in ("yoy", "mom"):
            self._memory.basis = basis
        status, status_rule = judge_status(
            self._view, frame, period, self._memory.status, planned=self._is_ordered(frame, rules[-1], period)
        )
        rules += [period.rule, kind_rule, status_rule]
        comparator = _comparator(text, frame)
        start, end = metric.start, metric.end
        fact = MetricFact(
            quantity=quantity, metric=metric.text, metric_start=start, metric_end=end, subject=subject,
            period_from=period.date_from, period_to=period.date_to, kind=kind, basis=basis,
            direction=judge_direction(frame, kind), status=status, comparator=comparator,
            region_id=subject.region_id, evidence=text[clause.start : clause.end].strip(),
            rule="+".join(rules), confidence=0.0,
        )  # fmt: skip
        return replace(fact, confidence=estimate_confidence(fact))

    def _inherited(self, frame: Frame) -> MetricFact | None:
        memory = self._memory
        if memory.facts:
            return memory.facts[-1]
        if memory.earlier:
            return memory.earlier[0] if frame.head_tags & {"connective"} else memory.earlier[-1]
        return None

    def _complete(self, frame: Frame, metric: Metric, source: MetricFact | None) -> tuple[Metric, bool]:
        """A name for a value whose clause gives none, or only the end of one; whether it was inherited."""
        words = metric.text
        same_sentence = bool(self._memory.facts)
        if source is None:
            return metric, False
        if frame.whole and words.startswith(("占", "相当于")) and same_sentence:
            base = source.metric
            cut = base.find("占")
            return Metric(base[:cut] + words if cut > 0 else base + words, None, None, "metric.share_of_previous"), True
        if _TRIVIAL.match(words) and not (words and any(tag in ("org", "place") for _, tag in frame.owners)):
            if words.startswith("总") and source.metric.startswith(("新增", "净增")):
                return Metric(source.metric[2:], None, None, "metric.total_of_previous"), True
            return Metric(source.metric, source.metric_start, source.metric_end, "metric.inherited"), True
        if same_sentence and _BARE_VERB.match(words) and source.quantity.dimension == "count":
            return Metric(
                words + re.sub(r"^(?:新增|开工)", "", source.metric), None, None, "metric.verb_of_previous"
            ), True
        if same_sentence and _NEW.fullmatch(words):
            noun = re.sub(r"(?:总数|数量|总量|数)$", "", source.metric)
            return Metric(words + noun, None, None, "metric.new_of_previous"), True
        grade = _GRADE.match(words)
        if same_sentence and grade is not None and source.quantity.dimension == "count":
            noun = re.sub(r"^.*?级(?:以上|及以上)?", "", source.metric)
            return Metric(words + noun, None, None, "metric.grade_of_previous"), False
        growth = load_rules("nouns_growth").at_end(words, 0, len(words))
        if growth is not None and growth.start == 0 and same_sentence:
            base = source.metric
            if frame.quantity.dimension in ("percentage_point", "rank") and not base.endswith(("增速", "增长率")):
                base += "增速"
            return Metric(base, None, None, "metric.rate_of_previous", growth=True), True
        classes = load_rules("nouns_class").at_end(words, 0, len(words))
        listed = "connective" in frame.head_tags or frame.clause.opener in "；;"
        if classes is not None and classes.start == 0 and frame.quantity.dimension == "money" and listed:
            return Metric(source.metric, None, None, "metric.class_inherited", owner=words), False
        dependent = load_rules("nouns_dependent").at_end(words, 0, len(words))
        if dependent is not None and dependent.start == 0 and same_sentence and not frame.owners:
            heads = [
                fact for fact in self._memory.facts
                if fact.quantity.dimension == "count" and fact.kind == "level" and fact.metric.endswith(("项目", "工程"))
            ]  # fmt: skip
            part = words.endswith(("占比", "比重"))
            if heads or part:
                base = source.metric if part else heads[-1].metric
                return Metric(_DONE.sub("", base) + words, None, None, "metric.part_of_previous"), True
        return metric, False

    def _with_verb(self, frame: Frame, metric: Metric) -> Metric:
        """「新增上市公司5家、挂牌企业9家」: the verb of a list's first member holds for all."""
        if frame.masked[frame.low : frame.low + 1] != "、" or not self._memory.facts or frame.quantity.dimension != "count":
            return metric
        verb = _NEW.match(self._memory.facts[-1].metric)
        if verb is None or not metric.text or _NEW.match(metric.text) or not metric.rule.startswith("metric.left"):
            return metric
        return replace(metric, text=verb.group() + metric.text, start=None, end=None, rule=metric.rule + "+metric.verb")

    def _with_topic(self, metric: Metric) -> Metric:
        """「新能源汽车表现突出，出口58.3万辆」: a bare head takes the topic of the clause before."""
        topic, words = self._focus.sentence.topic, metric.text
        if not topic or len(words) > 3 or words in topic:
            return metric
        found = load_rules("nouns_head").at_end(words, 0, len(words))
        if found is None or found.start:
            return metric
        return replace(metric, text=topic + words, start=None, end=None, rule=metric.rule + "+metric.topic")

    def _is_ordered(self, frame: Frame, subject_rule: str, period: Period) -> bool:
        """「培育100个项目」 with no doer and no time told around it orders, and does not report."""
        if self._focus.is_plan and (period.date_to is None or self._is_ahead(period)):
            words = frame.masked[frame.clause.start : frame.quantity.start]
            return subject_rule != "subject.clause" and not re.search("[已了]|累计|目前|同比|现有", words)
        if subject_rule not in ("subject.nation", "subject.unknown", "subject.weak", "subject.kind") or period.date_from is not None:
            return False
        verbs = [rule for rule in frame.rules if rule in ("verb.drop", "verb.keep")]
        start = max(frame.clause.start - 60, self._view.text.rfind("。", 0, frame.clause.start) + 1)
        words = frame.masked[start : frame.quantity.start]
        return bool(verbs) and not re.search("[已了共]|累计|目前|新增|惠及|过去|达成|签约", words)

    def _is_ahead(self, period: Period) -> bool:
        published = self._view.published_on
        return published is not None and period.date_to is not None and period.date_to > published

    def _before(self, clause: Clause) -> Metric:
        """「A收入和B收入，2023年分别达到…」: the name is the clause before, if that is nothing but a name."""
        index = self._position - 1
        before = self._clauses[index] if index >= 0 else clause
        if before.sentence != clause.sentence or before.quantities or before.mark != "，" or before is clause:
            return EMPTY
        phrase = clean_phrase(before)
        words = balance_quotes(self._view.text[phrase.start : phrase.end])
        head = load_rules("nouns_head").at_end(words, 0, len(words))
        if head is None or not 3 <= len(words) <= 30 or NUMBER in words:
            return EMPTY
        return Metric(words, phrase.start, phrase.end, "metric.clause_before")

    def _heading_basis(self, frame: Frame) -> Basis:
        return self._memory.basis if frame.quantity.dimension in ("percent", "multiple") else ""

    def _note_status(self, clause: Clause) -> None:
        memory = self._memory
        if memory.status_part != clause.part and clause.opener in "；;" and memory.status == "target":
            memory.status = None
        memory.status_part = clause.part
        found = [match.rule.tag for match in load_rules("status").find_all(clause.masked, clause.start, clause.end)]
        if "forecast" in found:
            memory.status = "forecast"
        elif "future" in found and memory.status is None:
            memory.status = "target"
        elif "target" in found:
            memory.status = "target"
        elif "actual" in found:
            memory.status = None


def _groups(frames: list[Frame]) -> list[list[Frame]]:
    """Values joined by nothing but 、, 和 and the like."""
    groups: list[list[Frame]] = []
    for frame in frames:
        if groups:
            last = groups[-1][-1]
            between = frame.masked[last.quantity.end : frame.quantity.start]
            if _JOINT.match(between) and "，" not in between:
                groups[-1].append(frame)
                continue
        groups.append([frame])
    return groups


def _settle_growth(metric: Metric, kind: str, frame: Frame, source: MetricFact | None) -> Metric:
    """「营业收入增速达55.6%」 is growth of 营业收入."""
    if kind != "growth" or frame.quantity.dimension == "percentage_point":
        return metric
    found = load_rules("nouns_growth").at_end(metric.text, 0, len(metric.text))
    if found is not None and found.start >= 2:
        return replace(metric, text=metric.text[: found.start].rstrip("的"))
    return metric


def _comparator(text: str, frame: Frame) -> str:
    """What the value is compared with or ranked among, as written."""
    phrase = frame.than or frame.scope
    words = text[phrase.start : phrase.end].strip("的 ，、")
    return _COMPARING.sub("", words)


def _is_verb(frame: Frame, metric: Metric) -> bool:
    """Whether a name is nothing but a verb: 「分别给予」."""
    words = frame.masked[frame.left.start : frame.left.end]
    found = load_rules("verbs").at_end(words, 0, len(words))
    return bool(metric.text) and found is not None and found.start == 0
