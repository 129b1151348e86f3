"""Names of money laid out for something told after it: 「斥资5亿元收购远山材料」 is 收购远山材料."""

from __future__ import annotations

import re

from extract.facts.frames import Frame
from extract.facts.masking import DATE, GAP, NUMBER, ORG
from extract.facts.rules import load_rules

_LONGEST = 30
#: 「收购甲公司80%股权」: a share inside what is bought.
_SHARE = re.compile(rf"{NUMBER}+(?=的?(?:股权|股份|股票|资产|权益))")
#: 「子公司甲公司」: whose the firm is, before its name.
_APPOSITION = re.compile(
    rf"(?:[^，。；{NUMBER}]{{0,8}}?(?:子公司|孙公司|附属公司|参股公司|联营公司|合营公司))(?={ORG}|.{{2}})"
)
_KEEPS_VERB = re.compile(r"(?:投资|出资)$")
#: What the sum is paid in, and what only leads to the verb: 「以3亿元现金购买」, 「用于购买」.
_PAID_IN = re.compile(r"的?(?:等值)?(?:现金|(?:自有|自筹|募集|专项)资金)(?=[^，。；])")
_LEADS = re.compile(r"(?:用于|用来|来|以|再|进行|开展)+(?=..)")
#: 「投入3亿元兴建的园区」: the sum is what was laid out.
_LAID_OUT = re.compile(r"投资|投入|出资")
#: 「建设年产3万吨碳纤维项目」: the project has a name of its own.
_SIZED = re.compile(r"[年日月](?:产|处理|加工)$")
_TAIL = re.compile(r"[\s、的等了]+$")


def name_outlay(frame: Frame, text: str) -> str:
    """What money is laid out for, as verb and object; empty where the value pays for nothing told after it.

    Args:
        frame: the value's frame.
        text: the document's text.
    """
    if frame.quantity.dimension != "money":
        return ""
    masked, end = frame.masked, frame.clause.end
    spent = load_rules("outlay").at_end(masked, frame.low, frame.quantity.start)
    if spent is None:
        return ""
    start = frame.quantity.end
    while start < end and masked[start] in GAP:
        start += 1
    paid = _PAID_IN.match(masked, start, end)
    start = paid.end() if paid else start
    terms = load_rules("outlay_terms").at_start(masked, start, end)
    if terms is not None:
        start = terms.end
    goal = load_rules("outlay_goal").at_start(masked, start, end)
    if goal is None:
        return ""
    if masked.startswith("的", goal.end):
        laid = _LAID_OUT.search(text, spent.start, spent.end)
        return laid.group() if laid else ""
    verb = _LEADS.sub("", text[goal.start : goal.end], count=1)
    kept = _KEEPS_VERB.search(text, spent.start, spent.end)
    if kept and not verb.startswith(kept.group()):
        verb = kept.group() + verb
    name = verb + _object(frame, text, goal.end)
    if _SIZED.search(name):
        return ""
    return name + text[terms.start : terms.end].strip("的") if terms is not None else name


def _object(frame: Frame, text: str, start: int) -> str:
    """What the verb is done to, as far as the next value; a share of it is left out."""
    masked, end = frame.masked, frame.clause.end
    apposition = _APPOSITION.match(masked, start, end)
    start = apposition.end() if apposition else start
    share = _SHARE.search(masked, start, end)
    stretches = [(start, share.start()), (share.end(), end)] if share else [(start, end)]
    words = ""
    for low, high in stretches:
        stop = min(
            (i for i in (masked.find(mark, low, high) for mark in (NUMBER, DATE, "（", "”", "并")) if i >= 0),
            default=high,
        )
        words += "".join(text[i] for i in range(low, stop) if masked[i] != GAP)
        if stop < high:
            break
    words = _TAIL.sub("", words)
    return words if len(words) <= _LONGEST else ""
