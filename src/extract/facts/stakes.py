"""Names of stakes in firms: 「拟通过子公司收购远山材料60%股权」 is 收购远山材料股权."""

from __future__ import annotations

import re

from extract.facts.frames import Frame

_SHARES = re.compile(r"的?(?P<noun>股权|股份|股票)(?P<verb>转让|质押|出售|过户|划转)?")
_DEAL = re.compile(
    r"(?:累计|合计|共|已|拟)*(?:收购|受让|转让|减持|增持|持有|出售|认购|质押|冻结|获得|取得|购买|竞得|(?:控股|参股)(?!子公司|孙公司|附属|企业)|回购|拥有)了?"
)
_LEADING = re.compile(r"^[拟已将]+")
_TAIL = re.compile(r"(?:不超过|不低于|不少于|合计|累计|共|约|[的其])+$")
#: 「转让控股子公司甲公司20%股权」: whose the firm is, before its name.
_APPOSITION = re.compile(r"^(?:其|旗下|下属)?(?:全资|控股|参股)?(?:子公司|孙公司|附属公司|联营公司|合营公司)(?=.{2})")
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
    deals = list(_DEAL.finditer(before))
    if not deals:
        return ""
    firm = before[deals[-1].end() :]
    # 「转让其持有的甲公司60%股权」: what is held is what the deal before is about.
    deal = deals[-2] if firm.startswith("的") and len(deals) > 1 else deals[-1]
    firm = _APPOSITION.sub("", _TAIL.sub("", firm.lstrip("的")))
    name = noun["verb"] or _LEADING.sub("", deal.group())
    return name + firm + noun["noun"] if len(firm) <= 20 else ""
