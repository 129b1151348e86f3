"""The metric's name: which side of the value it stands on, what it inherits, how lists share it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.facts.frames import Frame, Phrase
from extract.facts.grants import name_grant
from extract.facts.masking import DATE, GAP, NUMBER
from extract.facts.measured import needs_thing
from extract.facts.naming import trim_name
from extract.facts.outlay import name_outlay
from extract.facts.projects import name_capacity, name_investment
from extract.facts.rules import load_rules
from extract.facts.stakes import name_stake

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_TRIM_START = re.compile(r"^(?:内(?![存容外部地贸需资生])|[\s、，,：:的了着和与及等]|同比|累计(?=[^\s]{0,2}$))+")
_TRIM_END = re.compile(r"(?:[\s、，,：:的了]|和|(?<!参)与|及|以及|等)+$")
_LIST_HEAD = re.compile(r"等(?=$)")
#: 「首批重点项目包括甲、乙、丙等六个」: what is counted, not its members.
_ENUMERATED = re.compile(r"([^、，]{4,}?)(?:主要)?(?:包括|涵盖|分别[是为])[^，]*、[^，]*$")
#: 「主持甲计划、乙基金、丙项目等国家级课题」: a long list that the noun after it sums up.
_LONG_LIST = re.compile(r"^(?:主持|参与|承担|获得|涉及|包括|涵盖|覆盖)了?.*?、.*等(?=[^等、]{4,}$)")
_LONG = 24
#: 「覆盖45个大类和85%的行业」: the share is of what follows it.
_LISTED = re.compile(r"(?:和|及|以及)$")
#: 「仍有约58%的用户」: the share is of what follows.
_HAS = re.compile(r"(?:一度|仍然?|还|依然|至少)*有")
#: 「获甲基金4000万元投资」: what is received stands on both sides.
_RECEIVED = re.compile(r"(?:获得?|收到)[^，。；]{2,20}")
_INVESTED = re.compile(r"(?:战略|追加|独家|联合)?(?:投资|融资|增资|注资)(?![额者方人建设])")
#: 「开展标准宣贯的企业」: the verb is what those counted do.
_THOSE_WHO = re.compile(r"的[^，。；的]{0,6}(?:企业|单位|机构|公司|家庭|农户|学校|人员|人数)$")
_WON = ("中标", "发行", "收购", "出售", "签约")
_GRADES = ("级", "型", "类")
_GRADE = re.compile(r"(?:国家|省|市|区|县)级(?:以上)?")
#: 「11亿网民构成的市场」: the verb belongs to what follows.
_MADE_UP = re.compile(r"(?<=..)(?:构成|组成|形成|参与|使用|拥有)$")
_GOES_ON = re.compile(rf"[\u4e00-\u9fff{NUMBER}]{{2}}")
#: From here on a bare number before a noun counts.
_BARE_COUNT = 10_000
_SHORTEST = 2
_LONGEST_THING = 16
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name, where it stands (``None`` where it is put together), and the rule that found it.

    ``owner`` is a phrase that is the statement's subject where no region or organisation is (the 的N of
    「厚度仅3.5微米的电解铜箔」, or the noun before a verb).
    """

    text: str
    start: int | None
    end: int | None
    rule: str
    owner: str = ""
    growth: bool = False


EMPTY = Metric("", None, None, "metric.none")


def read_text(frame: Frame, text: str, phrase: Phrase) -> str:
    """The words of a phrase, without brackets and dates."""
    kept = (text[i] for i in range(phrase.start, phrase.end) if frame.masked[i] not in (GAP, DATE, "\n", " ", "\u3000"))
    words = "".join(kept)
    words = _TRIM_END.sub("", _TRIM_START.sub("", words))
    return balance_quotes(words)


def balance_quotes(words: str) -> str:
    """The words without a quote mark that has lost its partner."""
    for opening, closing in _QUOTES.items():
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words


def name_metric(frame: Frame, text: str) -> Metric:
    """The metric's name as the value's own clause gives it, ``EMPTY`` if it gives none.

    Args:
        frame: the value's frame.
        text: the document's text.
    """
    granted, receiver = name_grant(frame, text)
    if granted:
        return Metric(granted, None, None, "metric.grant", owner=receiver)
    for read, rule in (
        (name_stake, "metric.stake"), (name_capacity, "metric.capacity"), (name_investment, "metric.investment"),
        (name_outlay, "metric.outlay"),
    ):  # fmt: skip
        words = read(frame, text)
        if words:
            return Metric(trim_name(words), None, None, rule)
    return _trimmed(_name(frame, text))


def _trimmed(metric: Metric) -> Metric:
    """A name without verbs and means at its head."""
    words = trim_name(metric.text)
    listed = _LONG_LIST.match(words) if len(words) > _LONG else None
    words = words if listed is None else words[listed.end() :]
    enumerated = _ENUMERATED.match(words)
    words = words if enumerated is None else enumerated.group(1)
    if words == metric.text:
        return metric
    if not words:
        return EMPTY
    start = None if metric.end is None else metric.end - len(words)
    return replace(metric, text=words, start=start)


def _name(frame: Frame, text: str) -> Metric:
    quantity = frame.quantity
    left, right = frame.left, frame.right
    if frame.verb:
        return _of(frame, text, frame.verb, "metric.compared")
    if quantity.dimension == "count" and not left and not right:
        named = _named_thing(frame, text)
        if named is not None:
            return named
    if right and _counts(frame) and not _is_reached(frame):
        return _name_counted(frame, text)
    if frame.index and left and right and _held_by_previous(frame):
        # 「甲、乙18家企业6万吨产能完成改造」: what stands between the two is the first one's.
        left = frame.left = Phrase(left.end, left.end)
        if frame.result:
            words = read_text(frame, text, frame.result) + read_text(frame, text, right)
            return Metric(words, None, None, "metric.result")
    if quantity.dimension in ("percent", "ratio") and right and not frame.tags & {"reach", "share_of", "difference"}:
        named = _name_percent(frame, text)
        if named is not None:
            return named
    if quantity.dimension == "multiple" and right and not frame.tags & {"up", "down"}:
        return _of(frame, text, right, "metric.right")
    if right and "right_of" in frame.tags and frame.masked[quantity.start - 1] == "以":
        head = _head_of(text[right.start : right.end])
        if head:
            return Metric(head, right.start, right.start + len(head), "metric.right")
    if right and quantity.dimension not in ("percent", "ratio", "percentage_point", "rank", "multiple"):
        verb_start, kept = _peel_verbs(frame, left)
        if verb_start < left.end or not left:
            only_verbs = verb_start == left.start
            won = kept and frame.masked[kept.start : kept.end] in _WON
            funds = load_rules("nouns_funds").at_end(frame.masked, right.start, right.end)
            if "right_of" in frame.tags or quantity.dimension != "money" or only_verbs or won or funds:
                if kept and "right_of" not in frame.tags:
                    words = read_text(frame, text, kept) + read_text(frame, text, right)
                    return Metric(words, None, None, "metric.right")
                owner = read_text(frame, text, Phrase(left.start, verb_start))
                return replace(_of(frame, text, right, "metric.right"), owner=owner)
    if frame.than and "fraction_of" in frame.tags:
        return _of(frame, text, _drop_leading_verb(frame, left), "metric.fraction")
    if frame.whole:
        whole = read_text(frame, text, frame.whole)
        base = read_text(frame, text, left)
        return Metric(base + whole, left.start if base else frame.whole.start, frame.whole.end, "metric.share")
    given = _INVESTED.match(frame.masked, quantity.end)
    if given and quantity.dimension == "money" and _RECEIVED.fullmatch(text, left.start, left.end):
        return Metric(read_text(frame, text, left) + given.group(), None, None, "metric.around")
    named = _of(frame, text, _drop_leading_verb(frame, _drop_last_verb(frame, left)), "metric.left")
    if not right and needs_thing(named.text):
        return _of_counted(frame, text, named)
    if right and "right_of" in frame.tags and named.text:
        return replace(named, owner=read_text(frame, text, right), rule="metric.attribute")
    return named


def _of_counted(frame: Frame, text: str, measure: Metric) -> Metric:
    """「总面积7平方公里的13个产业园」: a bare measure is of what is counted after it."""
    following = frame.clause.quantities[frame.index + 1 : frame.index + 2]
    if not following or following[0].dimension != "count":
        return measure
    if text[frame.quantity.end : following[0].start].strip() != "的":
        return measure
    stop = load_rules("right").search(frame.masked, following[0].end + 1, frame.clause.end)
    thing = text[following[0].end : stop.start if stop else frame.clause.end]
    if not _SHORTEST <= len(thing) <= _LONGEST_THING:
        return measure
    return Metric(thing + measure.text, None, None, "metric.of_counted")


def _head_of(words: str) -> str:
    """「以每分钟11米的速度生产…」: the measure that a phrase begins with, or ``""``."""
    for size in range(_SHORTEST, min(len(words), 2 * _SHORT) + 1):
        if any(load_rules(name).at_end(words, 0, size) is not None for name in ("nouns_spec", "nouns_head")):
            return words[:size]
    return ""


def _named_thing(frame: Frame, text: str) -> Metric | None:
    """「省重点实验室6家」 where the thing counted has been taken for an organisation's name."""
    for start, tag in frame.owners[-1:]:
        words = text[start : frame.quantity.start].strip("、，的共")
        if tag == "org" and len(words) >= 4 and not any(mark in words for mark in "，。；"):
            frame.owners = frame.owners[:-1]
            return Metric(words, start, start + len(words), "metric.named_thing")
    return None


def _counts(frame: Frame) -> bool:
    """Whether a value counts what follows it: with a count word, or bare (「近14亿人口」)."""
    quantity = frame.quantity
    bare = not quantity.unit and quantity.dimension == "" and quantity.value >= _BARE_COUNT
    return bare or (quantity.dimension in ("count", "") and bool(quantity.unit))


def _held_by_previous(frame: Frame) -> bool:
    """Whether the words before a value are all that the count before it counts."""
    previous = frame.clause.quantities[frame.index - 1]
    if previous.dimension != "count" or frame.quantity.dimension in ("percent", "ratio", "money", "rank", "multiple"):
        return False
    between = load_rules("right").search(frame.masked, previous.end, frame.left.end)
    return between is None and frame.left.start == previous.end and frame.left.end == frame.quantity.start


def _is_reached(frame: Frame) -> bool:
    if frame.masked[frame.quantity.start - 1] == "为" and _GOES_ON.match(frame.masked, frame.right.end, frame.clause.end):
        return False  # 「为3万家企业减免租金」
    return "reach" in frame.tags and bool(frame.left) and len(frame.rules) > 0 and frame.quantity.bound != "over"


def _name_counted(frame: Frame, text: str) -> Metric:
    left, right = frame.left, frame.right
    verb_start, kept = _peel_verbs(frame, left)
    right = _counted_noun(frame, right)
    noun = read_text(frame, text, right)
    pushed = verb_start < left.end or bool(frame.result) or "adverb" in frame.head_tags
    if pushed and len(noun) >= 2 * _SHORT and noun.endswith("建设"):
        noun = noun.removesuffix("建设")
        right = Phrase(right.start, right.end - 2)
    noun = noun + _shared_noun(frame, text, noun)
    words = _list_head(frame, text, left) + noun if len(noun) <= _SHORT else noun
    if frame.result and len(noun) <= 2 * _SHORT:
        result = read_text(frame, text, frame.result)
        if len(result) <= 20:
            words = result + words
    owner = read_text(frame, text, Phrase(left.start, verb_start))
    if kept:
        words = read_text(frame, text, kept) + words
    plain = words == noun
    return Metric(words, right.start if plain else None, right.end if plain else None, "metric.counted", owner)


def _counted_noun(frame: Frame, right: Phrase) -> Phrase:
    """「14亿人口的大国」, 「九位股东的持股比例升至21%」: what is counted stands before the 的."""
    of = frame.masked.find("的", right.start, right.end)
    later = frame.clause.quantities[frame.index + 1 :]
    if of - right.start < _SHORTEST or not (not frame.quantity.unit or any(q.dimension != "count" for q in later)):
        return right
    made = _MADE_UP.search(frame.masked, right.start, of)
    return Phrase(right.start, made.start() if made else of)


def _shared_noun(frame: Frame, text: str, noun: str) -> str:
    """「新引育60名国家级、180名省级乡村工匠」: what the first is a grade or kind of, the next value's noun says."""
    following = frame.clause.quantities[frame.index + 1 : frame.index + 2]
    if not noun.endswith(_GRADES) or not following or text[following[0].start - 1] != "、":
        return ""
    stop = load_rules("right").search(frame.masked, following[0].end + 1, frame.clause.end)
    later = text[following[0].end : stop.start if stop else frame.clause.end]
    grade = _GRADE.match(later)
    return later[grade.end() :] if grade and noun.endswith("级") else later[-2:]


def _list_head(frame: Frame, text: str, left: Phrase) -> str:
    """「部署“三北”等12项工程」: the example that says which, for a noun too short to; names in a list are none."""
    words = text[left.start : left.end]
    cut = words.rfind("等")
    if cut < 0 or len(words) - cut > 1:
        return ""
    verb, table = left.start, load_rules("verbs")
    for edge in range(left.start + 2, left.start + cut):
        if table.at_end(frame.masked, left.start, edge) is not None:
            verb = edge
    words = text[verb : left.start + cut + 1]
    words = _TRIM_START.sub("", words)
    return balance_quotes(words) if 3 <= len(words) <= 20 and "、" not in words else ""


def _name_percent(frame: Frame, text: str) -> Metric | None:
    left, right = frame.left, frame.right
    changed = frame.tags & {"up", "down"}
    if changed and "right_of" not in frame.tags:
        owner = read_text(frame, text, left)
        return replace(_of(frame, text, right, "metric.changed"), owner=owner)
    verb_start, _ = _peel_verbs(frame, left)
    if left and _HAS.fullmatch(frame.masked, left.start, left.end):
        return _of(frame, text, right, "metric.share_of_noun")
    listed = "right_of" in frame.tags and _LISTED.search(frame.masked, frame.low, frame.quantity.start)
    if listed:
        return _of(frame, text, right, "metric.share_of_noun")
    if not left or (verb_start < left.end and verb_start == left.start):
        end = frame.result.end if frame.result else right.end
        return _of(frame, text, Phrase(right.start, end), "metric.share_of_noun")
    if (
        not changed
        and "right_of" not in frame.tags
        and right.end - right.start <= 6
        and "、" not in text[right.start : right.end]
    ):
        return Metric(read_text(frame, text, left) + read_text(frame, text, right), None, None, "metric.around")
    return None


def _peel_verbs(frame: Frame, left: Phrase) -> tuple[int, Phrase | None]:
    """Where the verbs at the end of the left phrase begin, and the verb to keep in the name."""
    table, end, kept = load_rules("verbs"), left.end, None
    while end > left.start:
        found = table.at_end(frame.masked, left.start, end)
        if found is None:
            break
        frame.rules.append(found.rule.rule_id)
        if found.rule.tag == "keep" and kept is None:
            kept = Phrase(found.start, found.end)
        end = found.start
    return end, kept


def _drop_leading_verb(frame: Frame, left: Phrase) -> Phrase:
    """「建成示范村15个」: a verb that only says that the counted thing is there goes."""
    found = load_rules("verbs_head").at_start(frame.masked, left.start, left.end)
    if found is None or found.end + 2 > left.end or _THOSE_WHO.search(frame.masked, found.end, left.end):
        return left
    return Phrase(found.end, left.end)


def _drop_last_verb(frame: Frame, left: Phrase) -> Phrase:
    """「重点项目共安排695项」, 「科技型中小企业入库332家」: a verb after the counted thing goes."""
    found = load_rules("verbs").at_end(frame.masked, left.start, left.end)
    if found is None or found.start - left.start < 3:
        return left
    words = frame.masked[found.start : found.end]
    return (
        Phrase(left.start, found.start) if words.startswith(("共", "已", "累计")) and found.rule.tag == "drop" else left
    )


def _of(frame: Frame, text: str, phrase: Phrase, rule: str) -> Metric:
    words = read_text(frame, text, phrase)
    if not words:
        return EMPTY
    return Metric(words, phrase.start, phrase.end, rule)
