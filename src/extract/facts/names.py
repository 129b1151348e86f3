"""The metric's name as a value's own clause gives it: which side of the value it stands on."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extract.facts.counted import counts, held_by_previous, is_reached, name_counted, named_thing, of_counted
from extract.facts.frames import Frame, Phrase, build_frame
from extract.facts.grants import name_grant
from extract.facts.measured import needs_thing
from extract.facts.metric import EMPTY, Metric, peel_verbs, phrase_metric, read_text
from extract.facts.naming import trim_name
from extract.facts.outlay import name_outlay
from extract.facts.phrases import NOWHERE
from extract.facts.projects import name_capacity, name_investment
from extract.facts.rules import load_rules
from extract.facts.stakes import name_stake

#: 「首批重点项目包括甲、乙、丙等六个」: what is counted, not its members.
_ENUMERATED = re.compile(r"([^、，]{4,}?)(?:主要)?(?:包括|涵盖|分别[是为])[^，]*、[^，]*$")
#: 「主持甲计划、乙基金、丙项目等国家级课题」: a long list that the noun after it sums up.
_LONG_LIST = re.compile(r"^(?:主持|参与|承担|获得|涉及|包括|涵盖|覆盖)了?.*?、.*等(?=[^等、]{4,}$)")
_LONG = 24
#: 「覆盖45个大类和85%的行业」: the share is of what follows it.
_LISTED = re.compile(r"(?:和|及|以及)$")
#: 「的企业有」: between a bound and how many lie within it.
_ADJOINS = re.compile(r"(的[^，。；的有达\ue001-\ue005]{0,6}?)(?:已?有|达到?|为|共)?")
#: 「其中106个是老旧码头」: what so many of them are.
_STANDS_AS = re.compile(r"(?:都|均|就)?(?:是|为|属于|系)([^，。；的\ue001-\ue005]{2,14})(?=$|[，。；])")
#: 「92%的企业和」: a share and of what, before the next.
_PART_OF_WHOLE = re.compile(r"的?[^，。；、和与及\ue004]{1,20}[、和与及]")
#: 「仍有约58%的用户」: the share is of what follows.
_HAS = re.compile(r"(?:一度|仍然?|还|依然|至少)*有")
#: 「获甲基金4000万元投资」: what is received stands on both sides.
_RECEIVED = re.compile(r"(?:获得?|收到)[^，。；]{2,20}")
_INVESTED = re.compile(r"(?:战略|追加|独家|联合)?(?:投资|融资|增资|注资)(?![额者方人建设])")
#: 「开展标准宣贯的企业」: the verb is what those counted do.
_THOSE_WHO = re.compile(r"的[^，。；的]{0,6}(?:企业|单位|机构|公司|家庭|农户|学校|人员|人数)$")
_PER_SHARE = ("每股", "股价")
_OF_WHOLE = ("占", "相当于", "对")
_WON = ("中标", "发行", "收购", "出售", "签约")
_SHORTEST = 2
_LONGEST_DOING = 28
_SHORT = 4


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


def name_quote(frame: Frame, text: str) -> Metric:
    """「现报3.2元」, 「高开4%」: the verb that quotes a share, where nothing else names what is measured."""
    quoted = load_rules("quoted").at_end(frame.masked, frame.low, frame.quantity.start)
    if quoted is None or frame.quantity.dimension not in ("money", "percent", "points"):
        return EMPTY
    if frame.left and frame.left.start < quoted.start and text[frame.left.start : quoted.start] not in _PER_SHARE:
        return EMPTY
    words, changed = text[quoted.start : quoted.end], quoted.rule.tag == "change"
    return Metric(words, quoted.start, quoted.end, "metric.quoted", growth=changed)


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
    if quantity.dimension == "rank" and frame.scope and not left:
        ranked = load_rules("nouns_head").at_end(frame.masked, frame.scope.start, frame.scope.end)
        if ranked is not None:
            return phrase_metric(frame, text, frame.scope, "metric.ranked_by")
    if frame.verb:
        return phrase_metric(frame, text, frame.verb, "metric.compared")
    bound = _bounded_before(frame)
    if bound:
        return phrase_metric(frame, text, bound, "metric.bounded")
    stands = _STANDS_AS.match(frame.masked, quantity.end, frame.clause.end)
    if quantity.dimension == "count" and stands and not left and frame.index == 0:
        return Metric(text[stands.start(1) : stands.end(1)], *stands.span(1), "metric.stands_as")
    if quantity.dimension == "count" and not left and not right:
        named = named_thing(frame, text)
        if named is not None:
            return named
    if right and counts(frame) and not is_reached(frame):
        return name_counted(frame, text)
    if frame.index and left and right and held_by_previous(frame):
        # 「甲、乙18家企业6万吨产能完成改造」: what stands between the two is the first one's.
        left = frame.left = Phrase(left.end, left.end)
        if frame.result:
            words = read_text(frame, text, frame.result) + read_text(frame, text, right)
            return Metric(words, None, None, "metric.result")
    if quantity.dimension in ("percent", "ratio") and right and not frame.tags & {"reach", "share_of", "difference"}:
        named = _name_percent(frame, text)
        if named is not None:
            return named
    if quantity.dimension in ("percent", "ratio") and "reach" in frame.tags and "right_of" in frame.tags and not left:
        words = text[right.start : right.end]
        if any(load_rules(table).at_end(words, 0, len(words)) for table in ("nouns_spec", "nouns_head")):
            return phrase_metric(frame, text, right, "metric.right")  # 「实现了31%的市占率」
    if quantity.dimension == "multiple" and right and not frame.tags & {"up", "down"}:
        return phrase_metric(frame, text, right, "metric.right")
    if right and "right_of" in frame.tags and frame.masked[quantity.start - 1] == "以":
        head = _head_of(text[right.start : right.end])
        if head:
            return Metric(head, right.start, right.start + len(head), "metric.right")
    if right and quantity.dimension not in ("percent", "ratio", "percentage_point", "rank", "multiple"):
        verb_start, kept = peel_verbs(frame, left)
        if verb_start < left.end or not left:
            only_verbs = verb_start == left.start
            won = kept and frame.masked[kept.start : kept.end] in _WON
            funds = load_rules("nouns_funds").at_end(frame.masked, right.start, right.end)
            if "right_of" in frame.tags or quantity.dimension != "money" or only_verbs or won or funds:
                if kept and "right_of" not in frame.tags:
                    words = read_text(frame, text, kept) + read_text(frame, text, right)
                    return Metric(words, None, None, "metric.right")
                owner = read_text(frame, text, Phrase(left.start, verb_start))
                return replace(phrase_metric(frame, text, right, "metric.right"), owner=owner)
    if frame.than and "fraction_of" in frame.tags:
        return phrase_metric(frame, text, _drop_leading_verb(frame, left), "metric.fraction")
    if frame.whole:
        whole = read_text(frame, text, frame.whole)
        whole = whole if whole.startswith(_OF_WHOLE) else "占" + whole
        base = trim_name(read_text(frame, text, left))
        return Metric(base + whole, left.start if base else frame.whole.start, frame.whole.end, "metric.share")
    given = _INVESTED.match(frame.masked, quantity.end)
    if given and quantity.dimension == "money" and _RECEIVED.fullmatch(text, left.start, left.end):
        return Metric(read_text(frame, text, left) + given.group(), None, None, "metric.around")
    named = phrase_metric(frame, text, _drop_leading_verb(frame, _drop_last_verb(frame, left)), "metric.left")
    if not right and needs_thing(named.text):
        return of_counted(frame, text, named)
    if right and "right_of" in frame.tags and named.text:
        return replace(named, owner=read_text(frame, text, right), rule="metric.attribute")
    return named


def _bounded_before(frame: Frame) -> Phrase:
    """「35岁以下的161万名」, 「营收超过千亿元的有32家」: the bound before a count is what says which."""
    if not frame.index or frame.quantity.dimension != "count" or frame.right:
        return NOWHERE
    before = frame.clause.quantities[frame.index - 1]
    adjoins = _ADJOINS.fullmatch(frame.masked, before.end, frame.quantity.start)
    if adjoins is None or not before.bound or before.dimension == "count":
        return NOWHERE
    measure = build_frame(frame.clause, frame.index - 1).left
    start = measure.start if measure and measure.end == before.start else before.start
    return Phrase(start, before.end + len(adjoins.group(1)))


def _head_of(words: str) -> str:
    """「以每分钟11米的速度生产…」: the measure that a phrase begins with, or ``""``."""
    for size in range(_SHORTEST, min(len(words), 2 * _SHORT) + 1):
        if any(load_rules(name).at_end(words, 0, size) is not None for name in ("nouns_spec", "nouns_head")):
            return words[:size]
    return ""


def _name_percent(frame: Frame, text: str) -> Metric | None:
    left, right = frame.left, frame.right
    changed = frame.tags & {"up", "down"}
    held = "right_of" not in frame.tags and _measure_of(frame, text)
    if held:
        return held
    if changed and "right_of" not in frame.tags:
        owner = read_text(frame, text, left)
        return replace(phrase_metric(frame, text, right, "metric.changed"), owner=owner)
    verb_start, _ = peel_verbs(frame, left)
    if left and _HAS.fullmatch(frame.masked, left.start, left.end):
        return phrase_metric(frame, text, right, "metric.share_of_noun")
    doing = _doing(frame)
    if doing and right and not changed:
        words = read_text(frame, text, Phrase(right.start, right.end)).rstrip("、和与及")
        return Metric(words + read_text(frame, text, doing).replace("了", ""), None, None, "metric.share_of_noun")
    listed = "right_of" in frame.tags and _LISTED.search(frame.masked, frame.low, frame.quantity.start)
    if listed:
        return phrase_metric(frame, text, right, "metric.share_of_noun")
    if not left or (verb_start < left.end and verb_start == left.start):
        end = frame.result.end if frame.result else right.end
        if not left and not changed and frame.index + 1 == len(frame.clause.quantities):
            # 「七成的网点实现昼夜营业」: the share is of those that do so.
            end = frame.clause.end if frame.clause.end - right.start <= _LONGEST_DOING else end
        return phrase_metric(frame, text, Phrase(right.start, end), "metric.share_of_noun")
    if (
        not changed
        and "right_of" not in frame.tags
        and right.end - right.start <= 6
        and "、" not in text[right.start : right.end]
    ):
        return Metric(read_text(frame, text, left) + read_text(frame, text, right), None, None, "metric.around")
    return None


def _doing(frame: Frame) -> Phrase:
    """「九成的市和七成的县实现互通」: what those of a list of shares do, told after the last."""
    shares, masked = frame.clause.quantities, frame.masked
    if len(shares) < 2 or any(share.dimension not in ("percent", "ratio") for share in shares):
        return NOWHERE
    if frame.clause.start + _SHORT < shares[0].start or not all(
        _PART_OF_WHOLE.fullmatch(masked, a.end, b.start) for a, b in pairwise(shares)
    ):
        return NOWHERE
    stop = load_rules("right").search(masked, shares[-1].end + 1, frame.clause.end)
    return Phrase(stop.start, frame.clause.end) if stop else NOWHERE


def _measure_of(frame: Frame, text: str) -> Metric | None:
    """「50%热效率的柴油机」: the measure, and what it is of."""
    right = frame.right
    of = frame.masked.find("的", right.start, right.end)
    if of < 0 or of - right.start > 2 * _SHORT:
        return None
    head = _head_of(text[right.start : of])
    if len(head) != of - right.start:
        return None
    owner = read_text(frame, text, Phrase(of + 1, right.end))
    return Metric(head, right.start, of, "metric.attribute", owner=owner)


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
