"""What a sentence has said so far, and the names that later values take from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.facts.clauses import Clause
from extract.facts.frames import Frame
from extract.facts.kin import name_kin
from extract.facts.measured import thing_measured
from extract.facts.metric import Metric
from extract.facts.rules import load_rules
from extract.facts.stances import heads_goals, tells_elsewhere, told_of_status
from extract.records import Basis, MetricFact, Status

_TRIVIAL = re.compile(r"^(?:数量|总数|总量|总计|合计|中数量|规模|数|其中|上述|二者|两者|三者|值|水平|指标)?$")
_NEW = re.compile(r"(?:新增|净增|新建|新设立?|新获批?|新认定|新引进|新培育|新建成|新登记)")
_GRADE = re.compile(r"^(?:国家|省|市|区|县)级$")
_DONE = re.compile(r"^(?:新增|(?:建成)?(?:投产|开工|竣工|投用))")
_BARE_VERB = re.compile(r"^(?:建成)?(?:投产|开工|竣工|签约|建成|落地|投用|达产|交付|完工|在建|储备)$")
_UP_TO_GRADE = re.compile(r"^.*?级(?:以上|及以上)?")
_COUNT_WORD = re.compile(r"(?:总数|数量|总量|数)$")
_SHARE_TAIL = re.compile(r"(?:市场)?(?:份额)?占.*$")
_SHARE_OF = re.compile(r"占(?!比|有率|地)[^，]{2}")
_PRICES = (
    "总金额",
    "交易金额",
    "交易总金额",
    "总价",
    "总价款",
    "转让价款",
    "转让价格",
    "交易价格",
    "交易对价",
    "对价",
    "金额",
)
_PER_UNIT = re.compile(r"(?:单位|万元)(?:国内生产总值|地区生产总值|生产总值|GDP)")
_PER_UNIT_TOO = ("二氧化碳排放", "二氧化碳排放量", "碳排放", "碳排放量", "用水量", "水耗")
#: A deal that is planned; what the sentences after it tell of the deal is planned too.
_PLANNED = re.compile(
    r"(?:(?<![虚模])拟|计划|打算|有意)(?=[^，。；]{0,40}(?:收购|转让|设立|成立|投资|建设|出资|增资|认购|购买|受让|出售|发行|新建|回购|入股))"
)
_WHOSE_RATE = re.compile(r"^(?:市场|行业|产业|整体|其)?(?:规模)?(?:未来.{1,3}年)?的?")
_PRIZE = re.compile(r"(?:[特一二三]等奖|[金银铜]奖)$")
_BEGUN = re.compile(r"^(?:新增|开工)")


@dataclass(slots=True)
class Memory:
    """Facts, basis and status that later values of a sentence may inherit; fed clause by clause."""

    facts: list[MetricFact] = field(default_factory=list)
    earlier: list[MetricFact] = field(default_factory=list)
    basis: Basis = ""
    status: Status | None = None
    sentence: int = -1
    paragraph: int = -1
    part: int = -1
    pending: bool = False
    foreseen: bool = False
    listed: bool = False

    def enter(self, clause: Clause) -> None:
        """Moves on to a clause: what its sentence may not inherit is forgotten, what it says of status kept."""
        if clause.paragraph != self.paragraph:
            self.facts, self.earlier, self.basis, self.pending, self.foreseen = [], [], "", False, False
        if clause.sentence != self.sentence:
            self.earlier = self.facts or self.earlier
            self.facts, self.status, self.listed = [], None, False
        self.sentence, self.paragraph = clause.sentence, clause.paragraph
        # A target holds for its part of the sentence or the list that it heads, a forecast for all of it.
        if self.part != clause.part and clause.opener in "；;" and self.status == "target" and not self.listed:
            self.status = None
        if self.status == "forecast" and clause.opener in "；;" and tells_elsewhere(clause):
            self.status = None
        if clause.masked[clause.start - 1 : clause.start] == "】":  # A headline says nothing of what its text tells.
            self.status = None
        self.part = clause.part
        self._note_status(clause)

    def _note_status(self, clause: Clause) -> None:
        told = told_of_status(clause, clause.end)
        self.listed = self.listed or heads_goals(clause)
        self.foreseen = self.foreseen or bool(told & {"forecast", "foreseeing"})
        if "forecast" in told and "expected" not in told:
            self.status = "forecast"
        elif "target" in told or ("future" in told and self.status is None):
            self.status = "target"
            self.pending = self.pending or _PLANNED.search(clause.masked, clause.start, clause.end) is not None
        elif "actual" in told and "future" not in told:
            self.status = None

    def source(self, frame: Frame) -> MetricFact | None:
        """The fact that a value without a name of its own goes on from."""
        if self.facts:
            return self.facts[-1]
        if self.earlier:
            return self.earlier[0] if "connective" in frame.head_tags else self.earlier[-1]
        return None

    def heading_basis(self, frame: Frame) -> Basis:
        """The basis of the list that a rate goes on with; an amount says its own."""
        return self.basis if frame.quantity.dimension in ("percent", "multiple") else ""

    def complete(self, frame: Frame, metric: Metric) -> tuple[Metric, bool]:
        """A name for a value whose clause gives none, or only the end of one.

        Returns:
            the name, and whether subject and kind go with it.
        """
        source = self.source(frame)
        if source is None:
            return metric, False
        words = metric.text
        if metric.rule == "metric.stands_as":
            tables = ("nouns_countable", "nouns_class")
            noun = any(load_rules(table).at_end(words, 0, len(words)) is not None for table in tables)
            alone = noun or words.endswith(source.metric[-2:])  # 「渡口…其中12个是临时渡口」
            return (metric if alone else _made(words + _NEW.sub("", source.metric), "metric.stands_as")), False
        if words == "规模" and frame.quantity.dimension == "rank" and "占" in source.metric:
            root = _SHARE_TAIL.sub("", source.metric)
            return _made(root + words, "metric.rank_of_previous"), True
        # 「18项指标」 counts them; 「甲市总量」 is told of its own owner.
        own = metric.rule == "metric.counted" or any(tag in ("org", "place") for _, tag in frame.owners)
        if _TRIVIAL.match(words) and not (words and own):
            if words.startswith("总") and source.metric.startswith(("新增", "净增")):
                return _made(source.metric[2:], "metric.total_of_previous"), True
            if words.startswith("总") and source.metric.endswith(("净增", "新增")):
                return _made(source.metric[:-2], "metric.total_of_previous"), True
            changed = frame.quantity.dimension in ("percent", "multiple") and bool(frame.tags & {"up", "down"})
            if (frame.quantity.dimension == "rank" or changed) and _SHARE_OF.search(source.metric):
                ranked = self._ranked(source)
                return _made(ranked or source.metric, "metric.rank_of_previous"), True
            if frame.quantity.dimension == "duration" != source.quantity.dimension:
                return metric, False  # A time is no length, sum or count.
            return Metric(source.metric, source.metric_start, source.metric_end, "metric.inherited"), True
        if _is_class(words) and frame.quantity.dimension == "money" and _is_listed(frame):
            return Metric(source.metric, None, None, "metric.class_inherited", owner=words), False
        if self.facts and words in _PRICES and source.metric.endswith(("股份", "股权")):
            return _made(source.metric + words, "metric.price_of_previous"), True
        if (
            words.startswith("总")
            and len(words) > 2
            and _NEW.match(source.metric)
            and source.metric.endswith(words[1:])
        ):
            stem = _NEW.sub("", source.metric, count=1).removesuffix(words[1:])
            return _made(stem + words, "metric.total_of_previous"), True
        named = name_kin(words, source.metric)
        if (
            named
            and not frame.owners
            and (self.facts or "connective" in frame.head_tags or frame.clause.opener == "，")
        ):
            return _made(named, "metric.kin_of_previous"), True
        if not self.facts and _is_rate(words) and source.kind in ("level", "growth"):
            return replace(_made(source.metric, "metric.rate_of_previous"), growth=True), not frame.owners
        return self._complete_end(frame, metric, source) if self.facts else (metric, False)

    def _ranked(self, share: MetricFact) -> str:
        """「产量达3万吨，占全国的12%，居全国第一」: the amount ranks or grows, not its share."""
        amounts = [fact.metric for fact in self.facts if fact.kind == "level"]
        return amounts[-1] if amounts else _SHARE_TAIL.sub("", share.metric)

    def _complete_end(self, frame: Frame, metric: Metric, source: MetricFact) -> tuple[Metric, bool]:
        """「占比」, 「增速」, 「总投资」, 「国家级」: ends of names whose beginning the sentence has given."""
        words, base = metric.text, source.metric
        counted = source.quantity.dimension == "count"
        if frame.whole and words.startswith(("占", "相当于")):
            cut = base.find("占")
            return _made((base[:cut] if cut > 0 else base) + words, "metric.share_of_previous"), True
        if counted and _BARE_VERB.match(words):
            return _made(words + _BEGUN.sub("", base), "metric.verb_of_previous"), True
        if _NEW.fullmatch(words):
            return _made(words + _COUNT_WORD.sub("", base), "metric.new_of_previous"), True
        if counted and _GRADE.match(words):
            return _made(words + _UP_TO_GRADE.sub("", base), "metric.grade_of_previous"), False
        if _is_rate(words) and "metric.quoted" not in source.rule:
            points = frame.quantity.dimension in ("percentage_point", "rank")
            name = base + "增速" if points and not base.endswith(("增速", "增长率")) else base
            return replace(_made(name, "metric.rate_of_previous"), growth=True), True
        words = words.removeprefix("项目") if "项目" in base else words
        dependent = load_rules("nouns_dependent").at_end(words, 0, len(words))
        if dependent is not None and dependent.start == 0 and not frame.owners:
            heads = [fact.metric for fact in self.facts if _is_project(fact)]
            part = words.endswith(("占比", "比重"))
            if part and base.endswith(words):
                return _made(base, "metric.part_of_previous"), True
            if heads or part:
                return _made(
                    _DONE.sub("", base if part else heads[-1]).removesuffix("年产") + words, "metric.part_of_previous"
                ), True
        thing = thing_measured(words, self.facts) if not frame.owners else ""
        return (_made(thing + words, "metric.measure_of_previous"), False) if thing else (metric, False)

    def with_list_verb(self, frame: Frame, metric: Metric) -> Metric:
        """「新增上市公司5家、挂牌企业9家」: the verb of a list's first member holds for all."""
        if self.facts and metric.text in _PER_UNIT_TOO:
            per = _PER_UNIT.match(self.facts[-1].metric)
            if per is not None:
                return replace(
                    metric, text=per.group() + metric.text, start=None, end=None, rule=metric.rule + "+metric.verb"
                )
        if _PRIZE.fullmatch(metric.text):
            named = next((f.metric for f in reversed(self.facts) if _PRIZE.search(f.metric)), "")
            prize = _PRIZE.sub("", named)
            return replace(metric, text=prize + metric.text, start=None, end=None, rule=metric.rule + "+metric.prize")
        in_list = frame.masked[frame.low : frame.low + 1] == "、" and frame.quantity.dimension == "count"
        if not in_list or not self.facts or not metric.rule.startswith("metric.left"):
            return metric
        verb = _NEW.match(self.facts[-1].metric)
        if verb is None or not metric.text or _NEW.match(metric.text):
            return metric
        return replace(metric, text=verb.group() + metric.text, start=None, end=None, rule=metric.rule + "+metric.verb")


def _made(text: str, rule: str) -> Metric:
    """A name put together, which stands nowhere as such."""
    return Metric(text, None, None, rule)


def _is_rate(words: str) -> bool:
    words = _WHOSE_RATE.sub("", words)
    found = load_rules("nouns_growth").at_end(words, 0, len(words))
    return found is not None and found.start == 0


def _is_class(words: str) -> bool:
    found = load_rules("nouns_class").at_end(words, 0, len(words))
    return found is not None and found.start == 0


def _is_listed(frame: Frame) -> bool:
    return "connective" in frame.head_tags or frame.clause.opener in "；;"


def _is_project(fact: MetricFact) -> bool:
    counted = fact.quantity.dimension == "count" and fact.kind == "level"
    works = ("项目", "工程", "投资", "融资", "交易", "合同", "并购")
    return fact.metric.endswith(("项目年产", "工程年产")) or (counted and fact.metric.endswith(works))
