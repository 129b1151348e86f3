"""What a clause tells of without owning it: goods, examples, those a policy gives to, what is issued or founded."""

from __future__ import annotations

import re

from extract.facts.clauses import Clause

_SHOWS = re.compile(
    r"(?:其中|此外|\ue001)*([^，。；的\ue001\ue002\ue003\ue004]{2,16}?)(?:市场|产业|行业|方面)?(?:表现|增势|走势|需求|发展(?:势头|态势)|生产|销售)"
    r"(?:尤为|更为|较为|十分|非常|持续|整体|总体)?(?:突出|亮眼|抢眼|强劲|良好|旺盛|喜人|活跃|向好|平稳|稳定|迅猛|较快)"
)
_OPENING_QUOTE = re.compile(r"“([^“”、，。；\ue001]{2,12})”(?=[以是的将在已由可采总全身体最长])")
_EXAMPLE = re.compile(r"以(“[^”]{2,30}”|[^，“”]{2,20})为例")
_AWARD = re.compile(
    r"(?:[（(]?\d+[.．）)]|\s)*(对[^。；，]{2,70}?(?:企业|单位|机构|项目|个人|人才|团队|园区|平台|实验室|中心|基地|产品|集群|工厂|学校|家庭|农户|载体|工作站))"
    r"(?=，|的?(?:一次性|分别|分期|每年|按|按照|最高)*(?:给予|奖励|补助|资助|补贴)|$)"
)
_AWARD_VERB = re.compile(r"奖励|给予|补助|资助|补贴|奖补|扶持")
# 「新获批省级技术创新中心的企业，给予…」: those that a policy gives to, without 对.
_AWARDED = re.compile(
    r"(?:第[一二三四五六七八九十]+条|[（(]?\d+[.．）)]|\s)*((?:园区内|区内|全市|经)*(?:首次)?(?:新获批|新认定|新入驻|新设立|新引进|获得|获批|获评|认定|入选|通过|在园区内)"
    r"[^。；，]{2,70}?(?:企业|单位|机构|个人|人才|团队|平台|实验室|中心|基地|集群|工厂)\ue000*)(?:等)?(?=，|分别|最高|给予|每家|$)"
)
# 「鼓励园区内企业参与试点，对实施成功的…给予」: those that a policy calls on.
_CALLED_ON = re.compile(
    r"(?:鼓励|支持|引导)([^，。；的\ue004]{2,24}?(?:企业|机构|单位|院所|高校|团队|个人|平台|基地))(?=参与|参加|开展|建设|申报|牵头|承担|加大|设立|引进|联合|上市|投资|采购|购[买置]|实施|研发|创建|扩大|增[加产]|入驻|使用|应用|制定|主导|提升|转型|开拓|做[大强]|争创|发行|组建|建立|推广|租赁|引入|运用|进行|举办|新建|改造|落户|拓展|升规|创新|出口|兼并)"
)
# A body brought into being, or one whose entry in the register changes.
_FOUNDED = re.compile(
    r"(?:设立|成立|组建|创办|合资成立|新设)了?(\ue003+)|(?:名为“?)?(\ue003+)(?:”?的[^，。；]{0,6}(?=正式成立|成立))?\ue000*(?:正式)?(?:成立(?!了?[^，。]{0,8}(?:公司|基金))|发生工商变更|注册成立)"
)
_ISSUED = re.compile(
    r"([^，。；、的\ue001-\ue003\ue005]{2,16}(?:国债|债券|基金|期货|期权|纪念币|邮票))[\ue000\ue001]*(?:[今昨][天日]|近日|日前|正式|成功|首次|公开|完成)*(?:首发|发行(?=[，。；]|$)|招标(?=[，。；]|$)|开售|上市|挂牌)"
)
_GOODS = re.compile(
    r"(?:\ue001|国内|[，、“”])*(?!扣除|剔除|受|由于|按照?|根据|通过|稳定|推动|带动|拉动|导致|支撑|促使|致使|居民|消费|我们|工业(?:品|生产)|成交|生产|出厂|商品|平均|产品|市场|[^，]{0,4}的)([\u4e00-\u9fff]{2,6}?)(?:市场|现货|期货)?(?:价格(?!因素|指数|水平|机制|改革)|均价|报价|市场价|行情(?=[持继连整总大小走回震上下企承偏坚趋向火低疲]))"
)


def trade_shown(text: str, clause: Clause) -> str:
    """「新能源汽车表现突出」: the trade that a clause says something of, or ``""``."""
    found = _SHOWS.match(clause.masked, clause.start, clause.end)
    return "" if found is None else text[found.start(1) : found.end(1)]


def opening_quote(text: str, clause: Clause) -> str:
    """「“远帆”全长…」: the name in quotes that a clause opens with, or ``""``."""
    found = _OPENING_QUOTE.match(clause.masked, clause.start, clause.end)
    return "" if found is None else text[found.start(1) : found.end(1)]


def example_given(text: str, clause: Clause) -> str:
    """「以“一件事”为例」: the example, or ``""``."""
    found = _EXAMPLE.search(text, clause.start, clause.end)
    return "" if found is None else text[found.start(1) : found.end(1)]


def thing_issued(text: str, clause: Clause) -> str:
    """「50年期国债首发」: what is issued, or ``""``."""
    found = _ISSUED.match(clause.masked, clause.start, clause.end)
    return "" if found is None else text[found.start(1) : found.end(1)]


def goods_priced(text: str, clause: Clause) -> str:
    """「工业硅价格下跌」: the goods whose price a clause opens with, or ``""``."""
    found = _GOODS.match(clause.masked, clause.start, clause.end)
    return "" if found is None else text[found.start(1) : found.end(1)]


def those_awarded(text: str, clause: Clause, *, plan: bool) -> str:
    """「对新认定的企业，给予…」: whom a policy gives to, or ``""``; without 对 only in a ``plan``."""
    found = _AWARD.match(clause.masked, clause.start, clause.end)
    if found is None and plan:
        found = _AWARDED.match(clause.masked, clause.start, clause.end)
    if found is None and plan:
        found = _CALLED_ON.match(clause.masked, clause.start, clause.end)
    if found is None or not _AWARD_VERB.search(clause.masked, clause.start, clause.end + 40):
        return ""
    return text[found.start(1) : found.end(1)]


def body_founded(clause: Clause) -> int:
    """Where the body stands that a clause brings into being, or whose entry in the register changes; -1 if none."""
    found = None if clause.depth else _FOUNDED.search(clause.masked, clause.start, clause.end)
    if found is None:
        return -1
    return found.start(1) if found.group(1) else found.start(2)
