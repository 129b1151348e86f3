"""The type of an organisation, from its name."""

from __future__ import annotations

import re

from extract.organisations.lexicon import KnownName, Lexicon, Suffix
from extract.records import OrganisationType

_FINANCE = re.compile(
    "银行|证券|保险|基金|信托|期货|人寿|财险|资产管理|融资|资本|创投|创业投资|股权投资|投资管理|投资合伙|小额贷款|金融|担保|理财"
)
_FINANCE_NOT = re.compile("基金会|信息|科技|数据|软件|服务中心|工作局|监管|管理局|监督")
_STATE_COMMITTEE = re.compile("管理委员会|改革委员会|信息化委员会|管委会|国资委|省委|市委|区委|县委|中央|国务院|人大|政协")
_MEDIA = re.compile("出版|传媒|广播|电视|报业|日报|通讯社")
_UNIVERSITY_PARENT = re.compile("大学|学院")
_LAB = re.compile("研究|实验室|创新中心|科学中心|工程中心|技术中心|中试")
_HOSPITAL = re.compile("医院")


def tell_type(name: str, suffix: Suffix | None, known: KnownName | None, lexicon: Lexicon) -> OrganisationType:
    """Return the type of ``name``: what the lexicon says, else what its suffix and its words say."""
    if known is not None:
        return known.type
    if name in lexicon.names:
        return lexicon.names[name].type
    if suffix is None:
        return "company"
    kind = suffix.type
    if kind == "company":
        if _FINANCE.search(name) and not _FINANCE_NOT.search(name):
            return "finance"
        if _MEDIA.search(name) and suffix.text in {"有限公司", "集团", "传媒", "公司", "有限责任公司"}:
            return "media"
    if kind == "association" and suffix.text == "委员会" and _STATE_COMMITTEE.search(name):
        return "government"
    if kind == "government" and suffix.group == "full" and suffix.text in {"中心", "办公室"} and _LAB.search(name):
        return "research"
    return kind
