"""Names of counts: the thing counted, with what says which and what those counted did."""

from __future__ import annotations

import re

from extract.facts.doing import read_doing
from extract.facts.frames import Frame
from extract.facts.masking import NUMBER, PLACE
from extract.facts.metric import Metric, balance_quotes, peel_verbs, read_text
from extract.facts.phrases import NOWHERE, Phrase
from extract.facts.rules import load_rules

_TRIM_START = re.compile(r"^(?:内(?![存容外部地贸需资生])|[\s、，,：:的了着和与及等]|同比|累计(?=[^\s]{0,2}$))+")
_GRADES = ("级", "型", "类")
_GRADE = re.compile(r"(?:国家|省|市|区|县)级(?:以上)?")
#: 「11亿网民构成的市场」: the verb belongs to what follows.
_MADE_UP = re.compile(r"(?<=..)(?:构成|组成|形成|参与|使用|拥有)$")
_GOES_ON = re.compile(rf"[\u4e00-\u9fff{NUMBER}]{{2}}")
#: 「均实现了」: what says that all did.
_ALL = re.compile(r"^(?:都|均|皆|全部|全都|也|已经?|双双)+|了|有(?=不同程度)|，$")
#: From here on a bare number before a noun counts.
_BARE_COUNT = 10_000
_AMONG_PLACES = re.compile(rf"{PLACE}+(?:[、和与及]{PLACE}+)*等?(?:的)?\Z")
_IN_ALL = re.compile(r"[共总]计|共?有$")
_NO_AMOUNT = ("percent", "ratio", "money", "rank", "multiple")
#: Bounds that those counted have passed: a rank, or what lies over or under a value.
_PASSED = ("over", "under")
_SHORTEST = 2
_VERB = 2
_LONGEST_THING = 16
_SHORT = 4


def of_counted(frame: Frame, text: str, measure: Metric) -> Metric:
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


def named_thing(frame: Frame, text: str) -> Metric | None:
    """「省重点实验室6家」 where the thing counted has been taken for an organisation's name."""
    for start, tag in frame.owners[-1:]:
        words = text[start : frame.quantity.start].strip("、，的共")
        if tag == "org" and len(words) >= 4 and not any(mark in words for mark in "，。；"):
            frame.owners = frame.owners[:-1]
            return Metric(words, start, start + len(words), "metric.named_thing")
    return None


def counts(frame: Frame) -> bool:
    """Whether a value counts what follows it: with a count word, or bare (「近14亿人口」)."""
    quantity = frame.quantity
    bare = not quantity.unit and quantity.dimension == "" and quantity.value >= _BARE_COUNT
    return bare or (quantity.dimension in ("count", "") and bool(quantity.unit))


def held_by_previous(frame: Frame) -> bool:
    """Whether the words before a value are all that the count before it counts."""
    previous = frame.clause.quantities[frame.index - 1]
    dimension = frame.quantity.dimension
    if previous.dimension not in ("count", dimension) or dimension in _NO_AMOUNT:
        return False
    between = load_rules("right").search(frame.masked, previous.end, frame.left.end)
    return between is None and frame.left.start == previous.end and frame.left.end == frame.quantity.start


def is_reached(frame: Frame) -> bool:
    """Whether a count is the value of what stands before it: 「企业达300家」."""
    if frame.masked[frame.quantity.start - 1] == "为" and _GOES_ON.match(
        frame.masked, frame.right.end, frame.clause.end
    ):
        return False  # 「为3万家企业减免租金」
    if _IN_ALL.search(frame.masked, frame.left.end, frame.quantity.start) and read_doing(frame, frame.masked)[1]:
        return False  # 「市场共计20家企业实现配套」
    return "reach" in frame.tags and bool(frame.left) and len(frame.rules) > 0 and frame.quantity.bound != "over"


def name_counted(frame: Frame, text: str) -> Metric:
    """The name of a count by the thing that follows it: 「新建300家示范企业」 is 新建示范企业."""
    left, right = frame.left, frame.right
    verb_start, kept = peel_verbs(frame, left)
    if verb_start == left.end:
        verb_start, kept = _peel_before_places(frame, left)
    doer, doing = read_doing(frame, text)
    counted = doer if doing or (doer and doer.end < right.end) else _counted_noun(frame, right)
    said = NOWHERE if counted != right else frame.result
    right = counted
    noun = read_text(frame, text, right)
    pushed = verb_start < left.end or bool(said) or "adverb" in frame.head_tags
    if pushed and len(noun) >= 2 * _SHORT and noun.endswith("建设"):
        noun = noun.removesuffix("建设")
        right = Phrase(right.start, right.end - 2)
    noun = noun + _shared_noun(frame, text, noun)
    words = _list_head(frame, text, left) + noun if len(noun) <= _SHORT and not said else noun
    measures = load_rules("verbs_head").at_start(frame.masked, left.start, left.end)
    if measures is not None and verb_start == left.end and len(noun) < _SHORT and left.end - measures.end >= _SHORTEST:
        # 「出台支持大学生创业10条措施」: what the measures are for.
        words = read_text(frame, text, Phrase(measures.end, left.end)) + noun
    if doing:
        words = doing + noun
    elif said and len(noun) <= 2 * _SHORT:
        result = read_text(frame, text, said)
        if len(result) <= 20:
            words = result + words
    words = _by_measure(frame, text, noun, right.end) or words
    owner = read_text(frame, text, Phrase(left.start, verb_start))
    if kept:
        words = read_text(frame, text, kept) + words
    plain = words == noun
    does = load_rules("right").at_start(frame.masked, right.start, right.end)
    if plain and does is not None and does.rule.tag == "result" and len(noun) > _SHORT - 1:
        return Metric(words, None, None, "metric.stands_as", owner)  # 「其中44个通过验收」
    return Metric(words, right.start if plain else None, right.end if plain else None, "metric.counted", owner)


def _peel_before_places(frame: Frame, left: Phrase) -> tuple[int, Phrase | None]:
    """「网络覆盖全球120个国家」, 「辐射甲国、乙国等21个国家」: the verb before the places that the count is among."""
    places = _AMONG_PLACES.search(frame.masked, left.start, left.end)
    if places is None:
        return left.end, None
    said = list(frame.rules)
    start, kept = peel_verbs(frame, Phrase(left.start, places.start()))
    frame.rules[:] = said  # Where something reaches orders nothing.
    return (start, kept) if kept else (left.end, None)


def split_measured(words: str) -> tuple[str, str]:
    """「产品产量」 as what is counted and its measure; two empty strings where the words are no such two."""
    for size in range(len(words) - _SHORTEST, _SHORTEST - 1, -1):
        measure = words[size:]
        counted = load_rules("nouns_countable").at_end(words, 0, size)
        tables = ("nouns_growth", "nouns_measure", "nouns_head")
        named = any(load_rules(table).at_end(measure, 0, len(measure)) is not None for table in tables)
        # 「项目增加产值」 is what they did; 「行业增加值」 is not.
        verb = load_rules("verbs").at_end(measure, 0, _VERB) if len(measure) > _VERB + 1 else None
        if counted is not None and named and verb is None:
            return words[:size], measure
    return "", ""


def _by_measure(frame: Frame, text: str, noun: str, end: int) -> str:
    """「84种产品产量都实现增长」 as 产量实现增长产品: those counted are told by what their measure does."""
    later = frame.clause.quantities[frame.index + 1 :]
    if len(later) > 1 or any(other.dimension != "rank" and other.bound not in _PASSED for other in later):
        return ""
    thing, measure = split_measured(noun)
    does = _ALL.sub("", text[end : frame.clause.end])
    return measure + does + thing if thing and _SHORTEST <= len(does) <= _LONGEST_THING else ""


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
