"""Things that a text is about: named products, and what 该机组 or 这款新药 stands for."""

from __future__ import annotations

import re

from extract.facts.rules import load_rules

_QUOTED = re.compile(
    r"“([^“”、，。；\ue001]{2,16})”(号(?:[\u4e00-\u9fff]{0,4}?(?:船|舰|艇|列车|轮|飞船|探测器|机器人|平台|卫星|火箭))?)?"
)
_ANAPHOR = re.compile(
    r"(?<![托过在用以对为把据向])(?:该|此|这)(?:款|种|项|台|套|条|颗|型|艘|部|辆|座|枚|片|粒|批|类|张|块)?(?:新型|新|类)?((?!一)[\u4e00-\u9fff]{1,8})"
)
_MODIFIER_STOP = re.compile(
    r"[，。；：！？、\s”“]|[的了是为在将把由出该此这最]|目前|相比|采用|搭载|研制|研发|推出|制造|制备|生产|首个|首款|首台|首艘|首套|全球|国产|世界|自主"
)
_INTRODUCED = re.compile(
    r"(?:(?<![某每])一|首)(?:款|种|台|套|艘|架|颗|枚|辆|座|片|粒)(?:新型)?(?:[^，。；\ue004]{0,16}的)?([^，。；的]{2,20}?)(?=$|[“（(，。；\ue000]|在|正式|成功|并网|下线|下水|交付)"
)
#: 「团队研发的全息三维打印技术，」: a thing named by who made it.
_MADE = re.compile(
    r"(?:研发|研制|开发|提出|构建|设计|发明|创制|合成|制备)(?:出了?|了|的|成功)+(?:一种|首个|首款|全新|新型)*([^，。；、的\ue001-\ue005]{4,24}?)(?=[，；（(]|$)"
)
_BODY = re.compile(r"公司|企业|集团|[市省区县州镇院校所]|园区|研究|团队|项目|机构|单位")
_GENERIC = (
    "技术",
    "工艺",
    "平台",
    "产品",
    "系统",
    "设备",
    "材料",
    "装置",
    "模型",
    "机",
    "器",
    "仪",
    "屏",
    "膜",
    "钢",
    "号",
)
_REACH = 2500


def quoted_product(text: str, masked: str, start: int, end: int) -> str:
    """The first product named in quotes in ``text[start:end]``, or ``""``: 「“远帆”号」, 「机器人“小智”」."""
    products = load_rules("nouns_product")
    for found in _QUOTED.finditer(masked, start, end):
        name = text[found.start(1) : found.end(1)]
        if name.endswith("字号"):
            continue
        if found.group(2) or name.endswith("号"):
            return (
                text[found.start() : found.end()].strip("“”")
                if name.endswith("号")
                else text[found.start() : found.end()]
            )
        before = products.at_end(masked, max(start, found.start() - 12), found.start())
        if before is not None:
            return name
    return ""


def anaphor(text: str, masked: str, start: int, end: int) -> tuple[int, str] | None:
    """The last 「该N」 or 「这款N」 in the stretch that names a thing; its offset and N."""
    products = load_rules("nouns_product")
    last = None
    for found in _ANAPHOR.finditer(masked, start, end):
        noun = text[found.start(1) : found.end(1)]
        if _BODY.match(noun):
            continue
        for size in range(1, len(noun) + 1):
            if products.at_end(noun, 0, size) is not None and not noun[size:].startswith(
                ("商", "厂", "业", "型", "化")
            ):
                last = (found.start(), noun[:size])
                break
    return last


def strip_anaphor(name: str) -> str:
    """「该合金线月产能」 as 「月产能」; the name itself where nothing is left."""
    found = _ANAPHOR.match(name)
    if found is None:
        return name
    products = load_rules("nouns_product")
    for end in range(found.start(1) + 1, found.end(1) + 1):
        if products.at_end(name, found.start(1), end) is not None:
            return name[end:].lstrip("的") or name
    return name


def antecedent(text: str, masked: str, start: int, at: int, noun: str) -> str:
    """What ``noun`` at offset ``at`` stands for: its fullest mention earlier in the article, or the noun itself.

    Args:
        text: the document's text.
        masked: its masked text.
        start: where the article begins; no more than 2,500 characters are looked back over.
        at: where the anaphor stands.
        noun: the noun that follows 该 or 这款.
    """
    low = max(start, at - _REACH, text.rfind("\n", 0, max(text.rfind("\n", 0, at), 0)))
    tail = noun[-2:]
    position = text.find(tail, low, at)
    best = ""
    while 0 <= position < at:
        begin = max(position - 18, low)
        stops = list(_MODIFIER_STOP.finditer(text, begin, position))
        head = stops[-1].end() if stops else begin
        name = text[head : position + len(tail)]
        if any(mark == "\ue004" for mark in masked[head + 2 : position]):
            position = text.find(tail, position + len(tail), at)
            continue
        if len(tail) + 2 <= len(name) and len(name) > len(best):
            best = name
        position = text.find(tail, position + len(tail), at)
    return best or ("" if noun in _GENERIC else noun)


def split_product(name: str) -> tuple[str, str]:
    """「太阳能电池光电转换效率」 as product and property; ``("", name)`` if the name does not hold both."""
    spec = load_rules("nouns_spec").at_end(name, 0, len(name))
    if spec is None:
        return "", name
    products = load_rules("nouns_product")
    for cut in range(spec.start, len(name) - 1):
        head = name[:cut].rstrip("的")
        if len(head) >= 2 and products.at_end(head, 0, len(head)) is not None:
            return head, name[cut:].lstrip("的")
    return "", name


def is_property(name: str, *, strict: bool = True) -> bool:
    """Whether a name is that of a thing's property; ``strict`` leaves out those that places and firms have too."""
    found = load_rules("nouns_spec").at_end(name, 0, len(name))
    return found is not None and (not strict or found.rule.tag == "spec")


def introduced_product(text: str, masked: str, start: int, end: int) -> str:
    """「研制出一款钙钛矿太阳能电池」: the thing that a clause brings in at its end, or ``""``."""
    found = _INTRODUCED.search(masked, start, end) or _MADE.search(masked, start, end)
    if found is None:
        return ""
    name = text[found.start(1) : found.end(1)]
    return name if load_rules("nouns_product").at_end(name, 0, len(name)) is not None else ""


def headline_thing(title: str) -> str:
    """「远帆一号：……」: the product that a headline names before its colon."""
    head = re.split(r"[：:]", title.strip(), maxsplit=1)[0]
    if head == title.strip():
        return ""
    products = load_rules("nouns_product")
    return head if 2 <= len(head) <= 14 and products.at_end(head, 0, len(head)) is not None else ""
