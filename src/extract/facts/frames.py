"""The frame of a value: what is peeled off before it, and the noun phrases on either side.

Reading leftwards from a value, words that only tie it to its metric (达到, 同比增长, 约 …) are peeled off one by one;
what is left is the noun phrase, cleaned at its head of connectives, times, places and owners.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.facts.changes import is_outcome, is_outset
from extract.facts.clauses import Clause
from extract.facts.masking import GAP, NUMBER
from extract.facts.phrases import NOWHERE, After, read_after, strip_end
from extract.facts.phrases import Phrase as Phrase
from extract.facts.rules import load_rules
from extract.records import Quantity

_NP_LIMIT = 70
# Short words that may be the beginning of a longer one (可再生, 就业): they must end where a word ends.
LOOSE = ("adverb", "connective", "vague")
_TAKE = re.compile(r"(?<![即大老近])(?:将|把)(?![近要会来在为有于])")
_JOINTS = re.compile(r"[、和与及]")
_AT_RATE = re.compile(r"以(?:年均|平均|每年|约|近|超过)*\Z")
_OF = re.compile(r"^(?:占|相当于|对)(.*?)的?(?:比重|比例|份额|比|贡献率)?的?$")
_DIFFERENCE_VERB = re.compile(
    r"^(?:高于|低于|快于|慢于|好于|优于|领先于?|落后于?|多于|少于|大于|小于|高出|超出|超过|比|较)"
)
_LOWER = re.compile(r"低于|慢于|落后|少于|小于|[低慢少小短]了?(?:约|近)?$|滞后")
_RANK_VERB = re.compile(
    r"^(?:稳居|位居|居于?|位列|名列|列|排名|排在|排|跃居|跃升至?|升至|上升至|进入|跻身|保持|蝉联|成为|占据|位于|处于)"
)
_SHOWN = re.compile(r"[这那](?:片|座|个|块|条|项|种|款|台|套|艘|批|些)(?!月|星期)")
_WITHIN = re.compile(r"[^，。；\ue004]{1,12}?中(?=数量|位居|排名|居|占|有)")
_MEASURE = re.compile(r"(?:高出?|低|快|慢|多出?|少|大|小|长|短|提前|领先|落后|滞后)了?(?:约|近)?$")
_PART_OF = re.compile(r"(?:还)?(?:仅为|只有|仅是|为|不到|不足|约为|是)([^，。；的\ue004]{2,14})的(?:约|近)?$")
_OVER_RANKED = re.compile(
    rf"[比较]{NUMBER}+的?[^，。；{NUMBER}]{{0,20}}?((?:高|低|多|少|快|慢|大|小)出?|领先|落后)了?(?:约|近)?\Z"
)
_TIMES_OF = re.compile(r"(?:相当于|达到|达|[是为])([^，。；\ue004]{1,16})的(?:约|近)?$")
_EARLIER = re.compile(r"[^，。；、的和与及\ue001-\ue005]{2,6}、(?=[^、]{2})")
_MORE_THAN = re.compile(r"超过[^，。；\ue001\ue004]{2,12}的\Z")
_PREDICATE = re.compile(
    r"(?:可能|将|已经?)为|(?<![作成行认以因称名视转变])为负|同比(?:增长|下降)|(?:大幅|显著|持续|较快)(?:增长|提升|下降|提高)|达到|(?<!首)获评|实现(?:清零|归零|翻番|突破|全覆盖)|开工建设|建成投产|刷新"
)


@dataclass(slots=True)
class Frame:
    """How one value is said (see the module's text); built once and read by the deciders.

    ``tags`` are those of the peeled rules, ``rules`` their ids in reading order (right to left); ``left`` is the
    noun phrase before, ``right`` after the value; ``owner_end`` is where the clause's head (connectives, times,
    owners) ends. ``whole`` is the 占… phrase, ``result`` the verb phrase after a counted noun.
    """

    quantity: Quantity
    clause: Clause
    index: int
    low: int
    tags: set[str] = field(default_factory=set)
    head_tags: set[str] = field(default_factory=set)
    rules: list[str] = field(default_factory=list)
    left: Phrase = NOWHERE
    right: Phrase = NOWHERE
    result: Phrase = NOWHERE
    verb: Phrase = NOWHERE
    whole: Phrase = NOWHERE
    than: Phrase = NOWHERE
    scope: Phrase = NOWHERE
    owners: list[tuple[int, str]] = field(default_factory=list)

    @property
    def operand(self) -> bool:
        """Whether the value is that of what it is compared with: 「高于2024年的3.5%」, 「低于此前预测的1%」."""
        if not self.than or self.left or self.quantity.dimension == "percentage_point":
            return False
        start, end = self.quantity.start, self.quantity.end
        before = load_rules("operand").at_end(self.masked, self.than.start, start)
        if before is not None:
            return before.rule.rule_id != "operand.dated" or before.start == self.than.start
        return load_rules("operand_after").at_start(self.masked, end, len(self.masked)) is not None

    @property
    def masked(self) -> str:
        """The masked text of the document."""
        return self.clause.masked


def build_frame(clause: Clause, index: int) -> Frame:
    """The frame of the clause's ``index``-th quantity."""
    quantity = clause.quantities[index]
    low = clause.quantities[index - 1].end if index else clause.start
    within = _WITHIN.match(clause.masked, low, quantity.start)
    if index and within is not None:
        low = within.end()
    elif index:
        low = _after_earlier(clause.masked, low, quantity.start)
    frame = Frame(quantity, clause, index, low)
    end = _peel(frame, _peel_rate(frame))
    end = _peel_special(frame, end)
    if end > low and is_outcome(clause, index):
        # 「由48%稀释到40%」: whatever the verb, it is the state reached.
        frame.tags.add("reach")
        end = low
    frame.left = _clean_head(frame, Phrase(low, end))
    bare = "rate" in frame.tags or is_outset(clause, index)
    after = After() if bare else read_after(clause, index)
    frame.right, frame.result = after.right, after.result
    if after.joined:
        frame.tags.add("right_of")
    return frame


def _peel_rate(frame: Frame) -> int:
    """「产值每年以20%的速度增长」: where the words before the rate end, which tell what changes at it."""
    start = frame.quantity.start
    given = _AT_RATE.search(frame.masked, frame.low, start)
    if frame.quantity.dimension != "percent" or given is None:
        return start
    found = load_rules("rate_after").at_start(frame.masked, frame.quantity.end, frame.clause.end)
    if found is None:
        return start
    frame.tags |= {"rate", found.rule.tag}
    frame.rules.append(found.rule.rule_id)
    return given.start()


def _after_earlier(masked: str, low: int, end: int) -> int:
    """「跃上5万吨新台阶、亩产提高3斤」: what follows a value up to 、 is that value's."""
    found = _EARLIER.match(masked, low, end)
    if found is None:
        # 「…600公里高速样车、亩产700公斤」: a bare measure after a longer name.
        cut = masked.rfind("、", low, end) + 1
        measures = (load_rules(table).at_end(masked, cut, end) for table in ("nouns_spec", "nouns_head"))
        whole = cut > low and any(measure is not None and measure.start == cut for measure in measures)
        return cut if whole else low
    return found.end()


def _peel(frame: Frame, end: int) -> int:
    table = load_rules("left")
    masked, low = frame.masked, frame.low
    while True:
        end = strip_end(masked, low, end)
        found = table.at_end(masked, low, end)
        if found is None:
            return end
        if found.rule.tag == "adverb" and found.start in frame.clause.cuts:
            return end
        frame.tags.add(found.rule.tag)
        frame.rules.append(found.rule.rule_id)
        end = found.start


def _peel_special(frame: Frame, end: int) -> int:
    """Comparisons, shares and ranks: phrases with a name inside, read where the value's kind asks for them."""
    masked, low, dimension = frame.masked, frame.low, frame.quantity.dimension
    if dimension == "rank":
        found = load_rules("rank").at_end(masked, low, end)
        if found is not None:
            frame.tags.add("rank")
            frame.rules.append(found.rule.rule_id)
            verb = _RANK_VERB.match(masked[found.start : found.end])
            frame.scope = Phrase(found.start + (verb.end() if verb else 0), found.end)
            return _peel(frame, found.start)
    ahead = _OVER_RANKED.match(masked, frame.clause.start, frame.quantity.start) if frame.index else None
    if ahead is not None:
        # 「比第二名的甲公司高出10个百分点」
        frame.tags |= {"difference", "lower"} if _LOWER.search(ahead.group(1)) else {"difference"}
        frame.rules.append("difference.ranked")
        frame.than = Phrase(frame.clause.start + 1, ahead.start(1))
        return low
    if not frame.tags & {"up", "down", "reach"}:
        found = load_rules("difference").at_end(masked, low, end)
        if found is not None and dimension in ("percent", "ratio") and _MORE_THAN.match(masked, found.start, end):
            # 「超过总数的六成」 is a share of the total.
            frame.tags.add("share_of")
            frame.rules.append(found.rule.rule_id)
            frame.whole = Phrase(found.start, strip_end(masked, found.start, end, "的"))
            return _peel(frame, found.start)
        if found is not None:
            frame.tags.add("difference")
            if _LOWER.search(masked[found.start : found.end]):
                frame.tags.add("lower")
            frame.rules.append(found.rule.rule_id)
            verb = _DIFFERENCE_VERB.match(masked[found.start : found.end])
            frame.than = _without_measure(masked, found.start + (verb.end() if verb else 0), found.end)
            return _peel(frame, found.start)
    if dimension in ("percent", "ratio") and not frame.tags & {"up", "down"}:
        part = _PART_OF.search(masked, max(low, frame.quantity.start - 24), frame.quantity.start)
        if part is not None and "占" not in part.group():
            frame.tags.add("fraction_of")
            frame.rules.append("share.fraction")
            frame.than = Phrase(part.start(1), part.end(1))
            return _peel(frame, part.start())
    if dimension == "multiple":
        found_of = _TIMES_OF.search(masked, max(low, frame.quantity.start - 24), frame.quantity.start)
        if found_of is not None:
            frame.tags.add("times_of")
            frame.rules.append("multiple.of")
            frame.than = Phrase(found_of.start(1), found_of.end(1))
            return _peel(frame, found_of.start())
    if frame.tags & {"up", "down"} and not frame.tags & {"yoy", "mom", "against_date"}:
        found = load_rules("compare").at_end(masked, low, end)
        if found is not None:
            return _read_comparison(frame, found.start, found.end)
    found = load_rules("share").at_end(masked, low, end)
    if found is not None and dimension in ("percent", "ratio", "multiple", ""):
        frame.tags.add("share_of")
        frame.rules.append(found.rule.rule_id)
        frame.whole = Phrase(found.start, strip_end(masked, found.start, end, "的"))
        return _peel(frame, found.start)
    return end


def _read_comparison(frame: Frame, start: int, end: int) -> int:
    """「较普通工艺的效率提升」: what follows 的 is the metric where nothing stands before."""
    masked = frame.masked
    frame.tags.add("than")
    frame.rules.append("compare.than")
    cut = masked.rfind("的", start, end)
    head = _clean_head(frame, Phrase(frame.low, start))
    if cut > 0 and end - cut > 2 and not head:
        frame.than = Phrase(start, cut)
        frame.verb = Phrase(cut + 1, end)
        return start
    frame.than = Phrase(start, end)
    return _peel(frame, start)


def _clean_head(frame: Frame, phrase: Phrase) -> Phrase:
    """The phrase without connectives, times, owners and empty verbs at its head; owners are noted."""
    masked, start, end = frame.masked, phrase.start, phrase.end
    front = load_rules("front")
    frame.owners = []
    frame.head_tags = set()
    while start < end:
        if masked[start] in GAP:
            start += 1
            continue
        found = front.at_start(masked, start, end)
        if found is None:
            break
        if found.rule.tag in LOOSE and found.end in frame.clause.cuts:
            break
        frame.head_tags.add(found.rule.tag)
        if found.rule.tag in ("place", "org", "pronoun"):
            frame.owners.append((found.start, found.rule.tag))
        start = found.end
    start = max(start, end - _NP_LIMIT)
    for shown in _SHOWN.finditer(masked, start, end):
        if end - shown.end() >= 2:
            start = shown.end()
    for taken in _TAKE.finditer(masked, start, end):
        lies_ahead = load_rules("nouns_head").at_end(masked, start, taken.start()) is not None
        if end - taken.end() >= 2 and not lies_ahead:
            start = taken.end()
    cut = masked.rfind("、", start, end)
    if cut > 0 and _PREDICATE.search(masked, start, cut):
        start = cut + 1
    return Phrase(start, strip_end(masked, start, end, "的")) if start < end else Phrase(start, start)


def _without_measure(masked: str, start: int, end: int) -> Phrase:
    """What a value is compared with, without the adjective that says which way: 「全国平均高出」."""
    found = _MEASURE.search(masked, start, end)
    return Phrase(start, found.start() if found is not None and found.start() > start else end)


def clean_phrase(clause: Clause) -> Phrase:
    """A whole clause as a noun phrase: without connectives, times and owners at its head."""
    front, masked, start = load_rules("front"), clause.masked, clause.start
    while start < clause.end:
        found = front.at_start(masked, start, clause.end)
        if found is None or (found.rule.tag in LOOSE and found.end in clause.cuts):
            break
        start = found.end
    return Phrase(start, strip_end(masked, start, clause.end))
