"""The words that patterns over folded sentences are written with: symbols, lists, and sets of verbs and nouns."""

from __future__ import annotations

import re

from extract.relations.pieces import ORG, PERSON, REGION, SYMBOLS, TITLE

# 「A、B和C」: what may stand between the members of a list, and what may close it.
_SEPARATOR = "(?:、|，|和|与|及|以及)"
_ENUMERATING = "(?:、|和|及|以及)"
_MACROS = {
    "{ANY}": "".join(SYMBOLS.values()),
    "{NAMED}": ORG + REGION + PERSON + TITLE,
    **{"{" + kind[0].upper() + "}": symbol for kind, symbol in SYMBOLS.items()},
    "{gap}": f"[^。；！？：{ORG}{TITLE}]{{0,24}}",
    "{b}": "(?:[（(][^（）()]{1,30}[）)])?",
    "{near}": f"[^。；！？：，{ORG}{TITLE}]{{0,10}}",
    "{team}": f"(?:[^，。；、：{ORG}{TITLE}]{{0,10}}(?:团队|课题组|科研人员))?",
    "{found}": "(?:组建|设立|成立|创办|创立|创建|共建|建设|筹建|建立|新设|搭建|兴办|合办|筹办)",
    "{jointly}": "(?:联合|共同|携手|联手|合作|合资|协同|联袂)",
    "{joining}": "(?:联合|携手|会同|联手|协同)",
    "{held}": "(?:非?全资|控股|旗下|下属|所属|直属|权属|境外|海外|间接|直接)",
    "{title:object}": f"(?P<object>{TITLE})",
    "{titles:object}": f"(?P<object>{TITLE}(?:(?:、|和|及|以及|与)[^，。；！？{ORG}{TITLE}]{{0,16}}{TITLE})*)",
    "{E}": _ENUMERATING,
    "{verb}": (
        "(?:收购|投资|入股|增资|注资|参股|认购|受让|转让|出售|购买|持有|减持|增持|设立|成立|组建|共建|签[署订约]|合作|联合|携手"
        "|发布|宣布|公告|表示|中标|获|[与和同向对将拟已由为是在被把])"
    ),
    "{firm}": (
        "(?:企业|公司|厂商|制造商|生产商|服务商|供应商|运营商|开发商|巨头|龙头|平台|品牌|机构|股东|投资者|投资方|投资人|基金|集团|银行"
        "|大户|独角兽)"
    ),
    "{person:subject}": f"(?P<subject>{PERSON})",
}
_ROLE = re.compile(r"\{(orgs|org|enumerated|bracketed|regions|region|finest|bodies):(\w+)\}")


def expand(pattern: str) -> str:
    """``pattern`` with its own words written out as a regular expression."""
    for macro, expansion in _MACROS.items():
        pattern = pattern.replace(macro, expansion)
    return _ROLE.sub(_role, pattern)


def _role(match: re.Match[str]) -> str:
    kind, role = match.groups()
    if kind == "enumerated":
        return f"(?P<{role}>{ORG}(?:{_ENUMERATING}{ORG})*)"
    if kind == "finest":
        wider = f"{REGION}(?:[^，。；：、{ORG}{REGION}{PERSON}{TITLE}]{{0,8}}的)?"
        return f"(?:{wider})*(?P<{role}>{REGION})(?!{REGION})"
    if kind == "bracketed":
        one = f"{ORG}{_MACROS['{b}']}"
        return f"(?P<{role}>{one}(?:{_ENUMERATING}{one})*)"
    symbol = f"[{ORG}{REGION}]" if kind == "bodies" else SYMBOLS[kind.removesuffix("s")]
    if kind in ("orgs", "regions", "bodies"):
        return f"(?P<{role}>{symbol}(?:{_SEPARATOR}{symbol})*)"
    return f"(?P<{role}>{symbol})"
