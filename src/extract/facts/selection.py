"""Whether a quantity states a value at all, or only sets the scene, bounds a group or likens."""

from __future__ import annotations

import re

from extract.facts.bounding import bounds_group
from extract.facts.frames import Frame
from extract.facts.masking import NUMBER
from extract.facts.metric import Metric
from extract.facts.rules import load_rules

_SAVING = re.compile(r"相当于[^。；]{0,12}?(?:节约|节省|减少|减排|少排|种植|植树|栽)[^。；]*$")
#: 「年销售额达到600万元以上…的，给予…」: what a policy asks for.
_IF = re.compile(r"的\ue000*$")
_THEN = re.compile(
    r"(?:可|可以|由[^，。；]{1,8}|省|市|区|县|财政|每年|每家|一次性|分别|再|最高|原则上|优先|按照?[^，。；]{0,40}|经[^，。；]{1,12}，)*"
    r"(?:给予|奖励|补助|补贴|资助|享受|支持|予以|发放|减免|贴息|授予)"
)
_SMALL_NUMBER = re.compile(r"^[一二两三四五六七八九十]{1,2}")
_ALIAS = re.compile(r"(?:以下|下文)?(?:统)?(?:简称|称为|称)")
_JOINTS = re.compile(r"[、和与及]")
_OWNERS = re.compile(r"\ue003+(?:[、和与及]\ue003+)+$")
_MEMBERS = re.compile(r"(?:细分|重点)?(?:行业|领域|产业|门类)")
_PARTS = re.compile(r"个?(?:省区市|省区|省份|省（|省、|省市)")
_CHAPTERS = re.compile(r"共\d+章")
#: 「第1至4项」 counts nothing.
_ORDINALS = re.compile(r"第[\d一二三四五六七八九十]+[至到~～—－-]$")
#: 「10米气手枪」: a contest.
_CONTEST = re.compile(
    r"[男女]?(?:气手枪|气步枪|速射|栏|跨栏|自由泳|[蛙蝶仰]泳|混合泳|个人混合|混合接力|接力|短跑|长跑|跳台|跳板|台|板)"
)
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_AMONG = re.compile(r"在[^，]{0,16}$")
_AMONG_END = re.compile(r"[^，]{0,16}?中(?![心国央])")
_SAID = re.compile(r"已|发布")
_EQUALS = ("约合", "相当于", "等于")
_LIKENED = ("ratio", "multiple", "percent", "length", "")
_PRODUCES = re.compile(
    r"(?:每年|年均|全年|日均|累计|预计|每天|可)[^，。；]{0,6}?(?:输送|提供|生产|供应|节约|减排|减少|处理|发电|供电|消纳|替代|输出|产出)(?:电能|电力|绿电)?约?$"
)
_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:(?<![公海英华])里|之中|上|内)\Z")
#: 「5公里的路线」, 「6米高的塔」: a size, and no amount.
_IS_SIZED = re.compile(r"的|[长宽高深厚](?=[的，。；])|级")
_WORK = re.compile(r"[^，。；、的\ue004]{0,14}?(?:项目|工程|机组|电站|风电场|起重机|基地|装置)")
_OF_COUNTED = re.compile(r"(?:企业|公司|机构|省份|国家|地区|城市)的(?:[^，。；、]{2,14}?(?:为|达到?|是|超过?)?)?\ue004")
_QUOTED_BEFORE = re.compile(r"“[^”，]{1,4}$")
_QUOTED_AFTER = re.compile(r"[^“，]{0,4}”")
_PART = re.compile(r"方面|部分(?=[，。；、]|$)")
_LISTED_NEXT = re.compile(r"[^，。；：\n]{1,120}")
#: So many characters name what a list that follows is of.
_ANNOUNCED = 4
#: What something is done in: 「分三批次实施」.
_STEPS = ("批", "批次", "步", "期", "阶段", "级", "档", "层", "类", "轮", "次")
#: 「渠道商与云市场两类角色」 sums up what is named before.
_KINDS = ("类", "道", "重", "大类", "种类")
_SCOPED = ("length", "duration")
# Dimensions that never only name a product's size.
_NO_RATING = (
    "count", "percent", "money", "money_rate", "rank", "multiple", "percentage_point", "points", "index", "duration",
    "ratio", "",
)  # fmt: skip
_ELIGIBLE_REACH = 120


def decline(frame: Frame, metric: Metric, text: str) -> str:
    """Why a value is no fact, as a stable reason (see :class:`extract.facts.link.LinkReport`); ``""`` if it is one.

    Args:
        frame: the value's frame.
        metric: the name that its own words give.
        text: the document's text.
    """
    checks = (_equivalence, _alias, _duration, _listing, _condition, _rating, _scope)
    return next((reason for check in checks if (reason := check(frame, metric, text))), "")


def _equivalence(frame: Frame, metric: Metric, text: str) -> str:
    if frame.quantity.text.startswith(_EQUALS) or frame.masked.endswith(NUMBER + "兑", 0, frame.quantity.start):
        return "equivalence"
    if "equal" in frame.tags and not text[frame.low : frame.quantity.start].rstrip().endswith(("折合", "折合成")):
        return "equivalence"
    around = load_rules("selection_around").find_all(frame.masked, frame.clause.start, frame.quantity.start)
    if _goes_on_likening(frame):
        return "equivalence"
    likened = any(found.rule.tag == "equivalence" for found in around)
    return "equivalence" if likened and frame.quantity.dimension in _LIKENED else ""


def _goes_on_likening(frame: Frame) -> bool:
    """「相当于节约标准煤3万吨，减排二氧化碳8万吨」, 「20亿雷亚尔（3.7亿美元）」: what an equivalence goes on with."""
    masked, clause = frame.masked, frame.clause
    low = max(masked.rfind(mark, 0, clause.start) for mark in "。；\n") + 1
    if _SAVING.search(masked[low : frame.quantity.start]):
        return True
    alone = (
        masked[clause.start : clause.end].strip("约合折（）() ") == masked[frame.quantity.start : frame.quantity.end]
    )
    converted = frame.quantity.dimension == "money" and clause.depth and alone and masked[low : clause.start]
    return bool(converted) and masked[: clause.start].rstrip("（( ").endswith(NUMBER)


def _alias(frame: Frame, metric: Metric, text: str) -> str:
    return "alias" if _ALIAS.match(frame.masked, frame.clause.start, frame.clause.end) else ""


def _duration(frame: Frame, metric: Metric, text: str) -> str:
    if frame.quantity.dimension != "duration":
        return ""
    if _before(frame) == "duration" or not _is_measured(frame, metric):
        return "duration"
    return ""


def _is_measured(frame: Frame, metric: Metric) -> bool:
    """Whether a time is what is measured: 「周期为4年」, 「由15天压缩至6天」, 「时间缩短21小时」."""
    if "reach" in frame.tags and not frame.left and frame.index:
        return frame.clause.quantities[frame.index - 1].dimension == "duration"
    named = load_rules("nouns_duration").at_end(metric.text, 0, len(metric.text)) is not None
    if frame.tags & {"up", "down"} and frame.left:
        return named or "adverb" not in frame.tags
    return named and bool(frame.left or frame.right)


def _listing(frame: Frame, metric: Metric, text: str) -> str:
    quantity = frame.quantity
    after = _after(frame)
    if quantity.dimension == "count" and _SMALL_NUMBER.match(quantity.text) and after == "listing":
        return "listing"
    if quantity.unit in _KINDS and _SMALL_NUMBER.match(quantity.text) and not frame.rules:
        return "listing"
    if frame.masked[quantity.start - 1] == "分" and quantity.unit in _STEPS:
        return "listing"
    if quantity.dimension == "count" and _sums_up(frame, text):
        return "listing"
    if _ORDINALS.search(text, frame.low, quantity.start):
        return "listing"
    chapters = quantity.unit == "条" and (
        frame.clause.quantities[0].unit == "章" or _CHAPTERS.search(text, frame.low, quantity.start)
    )
    if _QUOTED_BEFORE.search(text, frame.clause.start, quantity.start) and _QUOTED_AFTER.match(text, quantity.end):
        return "listing"
    if chapters or quantity.unit == "章" or quantity.text.endswith(("方面", "大类")):
        return "listing"
    if _PART.match(frame.masked, quantity.end, frame.clause.end):
        return "listing"
    return "listing" if quantity.dimension == "count" and _announces(frame) else ""


def _announces(frame: Frame) -> bool:
    """「要抓好三个机制：」: a small count of what the text goes on to list."""
    right, clause = frame.right, frame.clause
    if clause.mark in ("：", ":") and right.end == clause.end:
        # 「八个产油国：甲国、乙国…」: as many as are listed next.
        listed = _LISTED_NEXT.match(frame.masked, clause.end + 1)
        if listed and frame.quantity.value == len(_JOINTS.findall(listed.group())) + 1 > 1:
            return True
    short = right and right.end == clause.end and right.end - right.start <= _ANNOUNCED
    plain = frame.quantity.unit in ("个", "点", "件")
    return bool(short) and plain and clause.mark in ("：", ":") and _SMALL_NUMBER.match(frame.quantity.text) is not None


def _sums_up(frame: Frame, text: str) -> bool:
    """「甲、乙、丙三省区新能源装机…」, 「西部12个省（区、市）进出口…」: a count that sums up whose value follows."""
    quantity, clause = frame.quantity, frame.clause
    if quantity.value == _listed_owners(frame) > 1:
        return True
    later = any(other.start > quantity.end and other.dimension != "count" for other in clause.quantities)
    if not later and not (clause.mark == "，" and quantity.end == clause.end):
        named = _MEMBERS.match(text, quantity.end, clause.end)
        if clause.mark != "，" or named is None or named.end() != clause.end:
            return False
    listed = len(_JOINTS.findall(text[clause.start : quantity.start])) + 1
    return quantity.value == listed > 1 or (
        later and _PARTS.search(text[quantity.start : quantity.end + 3]) is not None
    )


def _listed_owners(frame: Frame) -> int:
    """How many bodies are listed right before a count: 3 for 「甲公司、乙公司和丙公司三家企业」."""
    found = _OWNERS.search(frame.masked, frame.clause.start, frame.quantity.start)
    return 0 if found is None else len(_JOINTS.findall(found.group())) + 1


def _condition(frame: Frame, metric: Metric, text: str) -> str:
    quantity, clause, masked, after = frame.quantity, frame.clause, frame.masked, _after(frame)
    if _before(frame) == "condition":
        return "condition"
    if quantity.dimension == "rank" and quantity.text.startswith("前") and masked.startswith("的", quantity.end):
        return "condition"
    low = max(masked.rfind("。", 0, clause.start) + 1, clause.start - _ELIGIBLE_REACH)
    around = load_rules("selection_around").find_all(masked, low, quantity.start)
    if quantity.bound in ("over", "under") and any(found.rule.tag == "eligible" for found in around):
        return "condition"
    if clause.mark == "，" and after == "condition":
        return "condition"
    if clause.mark == "，" and _IF.search(masked, clause.start, clause.end) and _THEN.match(masked, clause.end + 1):
        return "condition"
    if after == "standard" and quantity.dimension not in ("money", "percent"):
        return "condition"
    if after == "holders" and quantity.bound in ("over", "under"):  # 「持股5%以上股东」
        return "condition"
    if after == "core" and masked[quantity.start - 1] == "以":
        return "condition"
    if after == "passed" and quantity.bound == "over" and quantity.dimension == "money":
        return "condition"
    if masked.startswith(("的时候", "的情况下", "的条件下"), quantity.end):
        return "condition"
    return "condition" if bounds_group(frame) else ""


def _rating(frame: Frame, metric: Metric, text: str) -> str:
    """「20兆瓦机组」: a size that only names a product."""
    quantity = frame.quantity
    if quantity.dimension in _NO_RATING or quantity.unit == "亩":
        return ""
    if quantity.dimension == "length" and _CONTEST.match(frame.masked, quantity.end):
        return "rating"
    if _PRODUCES.search(frame.masked, frame.low, quantity.start):
        return ""
    names_work = _WORK.match(frame.masked, quantity.end, frame.clause.end) is not None
    if names_work and not frame.rules and metric.rule == "metric.left" and not quantity.bound:
        return "rating"
    word_follows = _WORD.match(frame.masked, quantity.end, frame.clause.end) is not None
    if not metric.text:
        return "rating" if word_follows or not frame.rules else ""
    if quantity.dimension in ("length", "area") and _is_laid(frame):
        return ""
    named_by_right = metric.rule in ("metric.right", "metric.counted") and "right_of" not in frame.tags
    return "rating" if named_by_right and not quantity.bound and word_follows else ""


def _is_laid(frame: Frame) -> bool:
    """「包括12公里桥梁和31公里道路」: so much of something is built or there, first or later in a list."""
    first, end = frame.clause.quantities[0], frame.right.end
    if end < frame.clause.end and frame.masked[end] not in "、和与及":
        return False
    if first.dimension != frame.quantity.dimension or _IS_SIZED.match(frame.masked, frame.quantity.end):
        return False
    return load_rules("verbs").at_end(frame.masked, frame.clause.start, first.start) is not None


def _scope(frame: Frame, metric: Metric, text: str) -> str:
    """「在增长最快的20个经济体中」, 「1厘米范围内」."""
    quantity, masked = frame.quantity, frame.masked
    if _lies_inside(frame):
        return "scope"
    if quantity.dimension == "count" and not frame.left and _OF_COUNTED.match(masked, quantity.end, frame.clause.end):
        return "scope"
    if quantity.dimension in _SCOPED and "scope" in (_before(frame), _after(frame)):
        return "scope"
    if quantity.dimension != "count" or _SAID.search(masked, frame.low, quantity.start):
        return ""
    if _after(frame) == "members":
        return "scope"
    among = _AMONG.search(masked[frame.low : quantity.start])
    return "scope" if among and _AMONG_END.match(masked, quantity.end, frame.clause.end) else ""


def _lies_inside(frame: Frame) -> bool:
    """「三个片区里，有673家企业」, 「79公里的岸线上，有码头156个」: where what follows is."""
    clause, sized = frame.clause, frame.quantity.dimension == "length" and "right_of" in frame.tags
    inside = _INSIDE.search(frame.masked, frame.quantity.end, clause.end)
    return clause.mark == "，" and inside is not None and (sized or inside.group() not in "上内")


def _before(frame: Frame) -> str:
    found = load_rules("selection").at_end(frame.masked, frame.low, frame.quantity.start)
    return "" if found is None else found.rule.tag


def _after(frame: Frame) -> str:
    found = load_rules("selection_after").at_start(frame.masked, frame.quantity.end, frame.clause.end)
    return "" if found is None else found.rule.tag
