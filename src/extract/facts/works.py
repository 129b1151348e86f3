"""Works that a text is about: a railway, a power station, a ship, a project, a fair, each with a name of its own.

A figure beside them (length, capacity, investment) is theirs and not the region's that their name begins with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.facts.clauses import Clause
from extract.facts.masking import DATE, GAP, NUMBER, ORG, PLACE
from extract.facts.rules import load_rules
from extract.records import Span

_REACH = 28
_ADVERB = 2
# A project's name this long tells it from others, if no place does.
_TELLING = 9
# Where a name cannot begin further left.
_STOP = re.compile(
    rf"[，。；：、！？…—\s{GAP}{DATE}]|[的是在由将把被对了和与及或从比自使已占]|--|签署|签订|为(?!期)|以(?!色列)|经(?![开济贸营])|中标|确认|成为|收购|转让|出售|花费|资助|出资|拟|新设|共(?=新|有|计)|获悉|了解|看到|意味着|由于|因(?!特)|位于|作为|随着|围绕|推动|推进|加快|开展|实施"
    r"|建设(?!路)|依托|开工|启动|举行|举办|召开|参加|出席|走进|来到|承建|投资|吸引|引进|打造|建成|完成|设立|新建|列入|纳入|支持|鼓励|引进|签约"
    r"|宣布|批准|部署|入选|给予|按照|铺排|落实|拥有|现有|已有|新增|共有|覆盖|采用|进入|通过|安排|选准|选好|不计入|相当于|不超过|乘坐|搭乘|预计|开行|标志着|获评|获批|认定|改建|首批|临近|毗邻|调整|忙着"
)
# What may stand before a name without being part of it.
_PRAISE = re.compile(
    r"(?:这款|这种|这型|新型|新一代|一座|一条|一艘|一个|这座|这条|这艘|该|本|此|其|各|某|多个?|全部|所有|部分|其他|我国|国内|全国|全球|世界|亚洲|国家|省级|市级|重点|重大"
    r"|首个|首条|首座|首艘|首台|最大|最长|最高|规模|单体|在建|大型|现代化|上述|有关|相关|这一|两大|第一|第二|第[一二三四五六七八九十]+[艘条座台架列]|一批|个)+"
)
# Kinds of works: a name made of nothing else is no name.
_KIND = re.compile(
    r"(?:国产|大型|抽水蓄能|光伏|风电|海上|陆上|漂浮式|防沙治沙|光热|储能|清洁能源|新能源|水利|交通|运输|能源|基础设施|高速|国际|城际|城市|农村|跨境|货运|中欧|一体化|产业"
    r"|工业|农业|科技|示范|试点|民生|建设|招商|外资|投资|技术|改造|研发|数字化|智能|绿色|生态|环保|扶贫|惠民|系统|重大|合作|签约|储备|各类|年度|文化|旅游)*"
)
# Words that make a description of a name: 「中国第二艘大型邮轮」, 「西部首条高铁」, 「全国铁路」.
_DESCRIBED = re.compile(
    r"首[个条座艘台批]|第[一二三四五\d]+[艘条座台大个]|最[大长高]|[各类]|全[国省市县区]|我国|单个|预备|培育|典型|股权|一批|[两三四]地|境内"
)
_EDITION = re.compile(r"第[一二三四五六七八九十百\d]+[届次]|20\d\d")
# 「湘潭至衡山的潭衡公路」: its ends belong to a line's name.
_ENDS = re.compile(rf"[\u4e00-\u9fff{PLACE}]{{1,4}}?{PLACE}+至{PLACE}+的$|{PLACE}+至{PLACE}+的$")
_ACTED_ON = re.compile(r"[将拟已]?(?:向|对|为(?!期)|把|给)")
# 「南宁至崇左段」, 「二期」: the part of a work that is told of; its name goes on to there.
_PART = re.compile(rf"[一二三四五]期(?:工程|项目)?|[\u4e00-\u9fff{PLACE}]{{1,5}}至[\u4e00-\u9fff{PLACE}]{{1,5}}段")
_STRETCH = re.compile(rf"(?:其中)?[\u4e00-\u9fff{PLACE}]{{1,8}}?段(?!时间|落)(?:线路)?")
# What stands between a clause's head and a work that it is about: modifiers that end in 的, praise, places.
_LEADS = re.compile(r"(?:的|——|—|--|[“”])$|^在$|^(?:可|将|能)?使$")
_LED = re.compile(r"[的—](?=[^的—]*$)")
_JOURNEY = re.compile(rf"{PLACE}+(?:到|至){PLACE}+")
_DEALT_ON = re.compile(
    r"中标|签署|签订|签约|承建|承接|确认为|成为|中选|获得|投资建设|拟?(?:投资)?(?:建设|投建|新建)(?=.{4})|实施"
)
_ON_LINE = re.compile(r"(?!跨|主体)[\u4e00-\u9fff]{2,8}(?:桥|隧道)")
_CALLED = re.compile(r"[A-Za-z\u4e00-\u9fff]{0,6}?项目")
_PASSED_BY = re.compile(r"现场|沿线|建设(?:领域|方面)|等|附近|周边|投资(?:增长|完成|同比)")
#: 「甲新区126个重点项目」 is no one work.
_SEVERAL = re.compile(rf"{NUMBER}[^{NUMBER}，、]{{0,4}}(?:重点|重大|示范|标志性|在建)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Span):
    """A named work: offsets in the document, its name and its class (the tag of its rule)."""

    name: str
    kind: str


def find_works(text: str, masked: str, start: int, end: int) -> list[Work]:
    """The named works in ``text[start:end]``, in order.

    Args:
        text: the document.
        masked: its masked text, same offsets.
        start: where to begin.
        end: where to stop.
    """
    works: list[Work] = []
    for found in load_rules("nouns_work").find_all(masked, start, end):
        if masked[found.end : found.end + 1] in ("建", "产", "业", "法", "网", "部", "局", "化", "类", "制", "级"):
            continue
        low = max(start, found.start - _REACH, works[-1].end if works else start)
        stops = list(_STOP.finditer(masked, low, found.start))
        head = stops[-1].end() if stops else low
        praise = _PRAISE.match(text, head, found.start)
        if praise is not None:
            head = praise.end()
        part = _PART.match(masked, found.end, end)
        tail = part.end() if part is not None else found.end
        own = masked[head : found.start]
        if own.startswith(NUMBER):
            continue
        begun = load_rules("work_begun").at_start(masked, tail, end) is not None
        # 「规模最大的风电项目——某地海上风电项目」: what follows a dash is a name.
        called = masked[head - 1] == "—" and PLACE in own and found.rule.tag == "project"
        if not called and not _is_name(text[head : found.start], own, found.rule.tag, begun=begun):
            continue
        ends = _ENDS.search(masked, max(start, head - _REACH), head) if found.rule.tag == "line" else None
        head = head if ends is None else ends.start()
        works.append(Work(start=head, end=tail, name=text[head:tail], kind=found.rule.tag))
    return works


def work_meant(masked: str, start: int, end: int, work: Work) -> int | None:
    """Where a clause goes on after a bare noun at its head that means ``work``; ``None`` if it has none."""
    found = load_rules("nouns_work_head").at_start(masked, start, end)
    if found is None:
        return None
    same = found.rule.tag == work.kind or _same_noun(masked[start : found.end], work.name)
    return found.end if same else None


def _same_noun(noun: str, name: str) -> bool:
    return name.endswith(noun.lstrip("该本此这座条艘台个届次"))


def _is_name(words: str, own: str, kind: str, *, begun: bool) -> bool:
    """Whether what stands before a work's noun makes a name of it, and not a kind or a count.

    ``begun`` tells that the clause goes on to say that it is begun or finished, as is said of one work alone.
    """
    if words in ("中国", "全球", "世界") or _DESCRIBED.search(words) or words.count("“") != words.count("”"):
        return False
    if own.endswith(NUMBER) or _SEVERAL.search(own):
        return False
    if NUMBER in own and len(_KIND.sub("", own.rpartition(NUMBER)[2])) < 2:
        return False
    placed = PLACE in own or ORG in own
    if kind == "event":
        return placed or _EDITION.search(words) is not None
    rest = _KIND.sub("", own.strip(PLACE))
    if kind == "project":
        return (placed or begun) and (len(rest) >= 2 or ORG in own)
    return placed or "“" in own or "号" in own or len(rest) >= 2


def leading_work(text: str, clause: Clause) -> Work | None:
    """The work that a clause is about: named at its head, or after modifiers that end in 的.

    Args:
        text: the document.
        clause: the clause.
    """
    head = clause_head(clause)
    works = find_works(text, clause.masked, clause.start, clause.end)
    for index, work in enumerate(works):
        last = work
        for following in works[index + 1 :]:
            # 「某高速公路某大桥」 is about the bridge.
            if following.start == last.end and _ON_LINE.fullmatch(following.name):
                last = following
        if _PASSED_BY.match(clause.masked, work.end):
            continue
        between = clause.masked[head : work.start]
        if _ACTED_ON.match(between) or _is_one(clause.masked, head, work.start):
            continue
        if clause.masked.startswith("--", work.end) or any(_is_kind_of(clause.masked, work, w) for w in works):
            # 「最长的城市湖底隧道某湖隧道」, 「跨海大桥--某港大桥」: a kind, and then the name.
            continue
        led = _LED.search(text[head : work.start])
        if led is not None and _PRAISE.fullmatch(text, head + led.end(), work.start):
            return last
        if not between or _LEADS.search(between) or _PRAISE.fullmatch(text, head, work.start):
            return last
    return None


def _is_one(masked: str, start: int, end: int) -> bool:
    """「也是推力最大的单芯级火箭」 says of what kind the work told of is."""
    found = load_rules("copula").search(masked, start, end)
    return found is not None and found.start <= start + _ADVERB


def _is_kind_of(masked: str, work: Work, later: Work) -> bool:
    """「全国最长的湖底隧道某湖隧道」: whether a work's words only say of what kind the one right after it is."""
    return masked[work.start - 1] == "的" and later.start == work.end and later.name[-2:] == work.name[-2:]


def is_described(clause: Clause) -> bool:
    """Whether a dash and the words before it describe the work that a clause opens with: 「控制性工程——某大桥」."""
    found = load_rules("work_described").at_end(clause.masked, max(0, clause.start - _REACH), clause.start)
    return clause.opener == "—" and found is not None


def project_dealt(text: str, clause: Clause) -> Work | None:
    """The project or line with a place in its name that a clause tells a deal on: 「中标巴西某大桥项目」."""
    if _DEALT_ON.search(clause.masked, clause.start, clause.end) is None:
        return None
    for work in find_works(text, clause.masked, clause.start, clause.end):
        named = clause.masked[work.start : work.end]
        called = work.end if named.endswith("项目") else _CALLED.match(clause.masked, work.end, clause.end)
        placed = PLACE in named and NUMBER not in named
        if work.kind == "event" or called is None or not (placed or len(work.name) >= _TELLING):
            continue
        end = called if isinstance(called, int) else called.end()
        return Work(start=work.start, end=end, name=text[work.start : end], kind="project")
    return None


def stretch_meant(masked: str, start: int, end: int, work: Work) -> int | None:
    """Where 「内蒙古段」 at a clause's head ends, a part of the line told of; ``None`` if there is none."""
    found = _STRETCH.match(masked, start, end) if work.kind == "line" else None
    return None if found is None else found.end()


def is_journey(clause: Clause, start: int) -> bool:
    """Whether 「衡阳至永州」 stands at ``start``: two ends of a line."""
    return _JOURNEY.match(clause.masked, start, clause.end) is not None


def clause_head(clause: Clause) -> int:
    """Where a clause begins past connectives, times and brackets; places stay, since names begin with them."""
    front, start = load_rules("front"), clause.start
    while start < clause.end:
        if clause.masked[start] == GAP:
            start += 1
            continue
        found = front.at_start(clause.masked, start, clause.end)
        if found is None or found.rule.tag in ("place", "org", "pronoun", "scope"):
            return start
        start = found.end
    return start
