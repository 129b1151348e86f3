"""Names of stakes in firms: 「拟通过子公司收购远山材料60%股权」 is 收购远山材料股权."""

from __future__ import annotations

import re

from extract.facts.frames import Frame

_SHARES = re.compile(r"的?(?P<noun>股权|股份|股票)(?P<verb>转让|质押|出售|过户|划转)?")
_DEAL = re.compile(
    r"(?:累计|合计|共|已|拟)*(?:收购|受让|转让|减持|增持|持有|出售|认购|质押|冻结|获得|取得|购买|竞得|(?:控股|参股)(?!子公司|孙公司|附属|企业)|回购|拥有)了?"
)
_LONGEST = 24
_LEADING = re.compile(r"^[拟已将]+")
_TAIL = re.compile(r"(?:不超过|不低于|不少于|合计|累计|共|约|[的其])+$")
#: 「转让控股子公司甲公司20%股权」: whose the firm is, before its name.
_APPOSITION = re.compile(
    r"^(?:公司|其)?(?:旗下|下属|直接|间接|合计|共同|全部|持有的?|所持有?的?)*(?:全资|控股|参股)?"
    r"(?:子公司|孙公司|附属公司|联营公司|合营公司)?(?=.{2})"
)
#: 「以所持甲公司70%股权、乙公司80%股权增资」: what is held, one stake after the other.
_HELD = re.compile(r"(?<=[以将把])(?:其|公司)?所持有?的?")
_NEXT = re.compile(r"的?(?:股权|股份|股票)[、和与及]")
#: 「将甲公司60%股权，以5亿元的价格转让给…」: the verb stands behind the value.
_TAKEN = re.compile(r"[将把](?:其|公司|旗下|下属|直接|间接|合计|共同|持有|所持|全资|控股|参股|的|子公司|孙公司)*")
_GIVEN = re.compile(r"(?:协议|公开|挂牌|无偿|一并|全部)*(转让|出售|质押|划转|增资|出让|置换|赠与|挂牌)")
#: What only says how a firm is called: 「甲公司（简称“甲”）」.
_ALIAS = re.compile(r"[（(](?:以下)?(?:[简下又]称|[“\"]|股票代码|证券代码|\d{6}|\d{4,5}\.HK)[^（）()]*[）)]")
_AHEAD = 40
_STOPS = set("，。；：")


def name_stake(frame: Frame, text: str) -> str:
    """A stake's name as its deal and the firm that it is in; empty where the value is no stake."""
    quantity = frame.quantity
    if quantity.dimension != "percent" and quantity.unit != "股":
        return ""
    noun = _SHARES.match(frame.masked, quantity.end, frame.clause.end)
    if noun is None:
        return ""
    before = text[frame.low : quantity.start]
    if _STOPS & set(before):
        return ""
    taken = _taken(frame, text)
    if taken:
        return taken + noun["noun"]
    deals = list(_DEAL.finditer(before))
    if not deals:
        return ""
    firm = before[deals[-1].end() :]
    # 「转让其持有的甲公司60%股权」: what is held is what the deal before is about.
    deal = deals[-2] if firm.startswith("的") and len(deals) > 1 else deals[-1]
    firm = _bare(_APPOSITION.sub("", _TAIL.sub("", firm.lstrip("的"))))
    name = noun["verb"] or _LEADING.sub("", deal.group())
    return name + firm + noun["noun"] if len(firm) <= _LONGEST else ""


def _taken(frame: Frame, text: str) -> str:
    """Deal and firm of a stake that a clause takes up with 将 or 以, the deal being told after it; or ``""``."""
    clause, quantity, before = frame.clause, frame.quantity, text[frame.low : frame.quantity.start]
    held = _HELD.search(text, clause.start, quantity.start)
    earlier = clause.quantities[frame.index - 1].end if frame.index else quantity.start
    joined = _NEXT.match(text, earlier, quantity.start)
    if held is not None and (joined or held.start() >= frame.low):
        firm = text[joined.end() : quantity.start] if joined else text[held.end() : quantity.start]
        firm = _bare(_TAIL.sub("", firm))
        return "所持" + firm if len(firm) <= _LONGEST else ""
    taken = _TAKEN.search(before)
    if taken is None or quantity.dimension != "percent":
        return ""
    end = text.find("。", quantity.end, quantity.end + _AHEAD)
    given = _GIVEN.search(text, quantity.end, end if end >= 0 else quantity.end + _AHEAD)
    firm = _bare(_TAIL.sub("", before[taken.end() :]))
    return given[1] + firm if given and 1 < len(firm) <= _LONGEST else ""


def _bare(firm: str) -> str:
    """A firm's name without what it is called for short, and without whom a pledge is to (质押给甲公司)."""
    return "" if firm.startswith("给") else _ALIAS.sub("", firm)
