"""Subjects that a clause names as one thing: a work with its own figures, or places told together."""

from __future__ import annotations

import re

from extract.facts.focus import Focus
from extract.facts.frames import Frame, Phrase
from extract.facts.masking import NUMBER, ORG, PLACE
from extract.facts.mentions import Owner
from extract.facts.metric import Metric, read_text
from extract.facts.works import clause_head, find_works, is_journey, leading_work, stretch_meant, work_meant
from extract.records import OrganisationMention, Subject

_OF_WORK = re.compile(r"^(?:的|全线|全程|线路)*(?:共有|建有|设有|含有|有|共|建成)?(?=.{2})")
# Firms named one by one and counted: 「甲公司、乙公司2家企业」.
_FIRMS = re.compile(rf"({ORG}+(?:[、和与及]{ORG}+)+)(?:等)?{NUMBER}+[^，。；]{{0,6}}(?:合计|共计|总计|累计|共)")
# Places named one by one and counted (「甲、乙、丙三省」), or the count alone after a wider place, meaning those.
_JOINT = re.compile(
    rf"({PLACE}+(?:[、和与及]{PLACE}+)+)(?:等)?(?:(?:[两二三四五六七八九十]|{NUMBER})?[省市区州地县{NUMBER}]+|[两二三四五六七八九十]大?(?:国|港口?|城市|国家|经济体|地区)|(?=的))|{PLACE}+{NUMBER}+"
)
_HOLDER_NAMED = re.compile(r"(?:股东|实际控制人|实控人)(?:为|是|系)(\ue003+)$")
#: What a bidder is paid, and not what the work costs.
_BID = re.compile(r"(?:预?中标|投标|合同|订单)")
_PROJECT = re.compile(r".{2}(?:项目|工程|基地|生产线)$")
_PROJECT_SUM = re.compile(r"年产|总?投资额?|计划总?投资|年产能")


def find_joint(focus: Focus, frame: Frame) -> Subject | None:
    """「甲省、乙省和丙省三省」 at a clause's head: one subject as written, unless the values are shared out."""
    clause, masked = frame.clause, frame.masked
    firms = _FIRMS.match(masked, clause_head(clause), frame.quantity.start)
    if firms is not None and not clause.depth:
        low, high = firms.span(1)
        return Subject(text=focus.text[low:high], kind="org", start=low, end=high)
    found = _JOINT.match(masked, clause_head(clause), frame.quantity.start)
    if found is None or "分别" in masked[found.end() : frame.quantity.start] or clause.depth:
        return None
    words = focus.text[found.start() : found.end()]
    if found.group(1) is None:
        joint = focus.paragraph.joint
        return joint if joint is not None and joint.text[-3:] == words[-3:] else None
    joint = Subject(text=words, kind="region", start=found.start(), end=found.end())
    focus.paragraph.joint = joint
    return joint


def find_work(focus: Focus, frame: Frame, metric: Metric, explicit: Owner | None) -> tuple[Subject, str, str] | None:
    """The named work that a value is of, if any: named in the clause, meant by a bare noun, or carried."""
    clause, at = frame.clause, frame.quantity.start
    if clause.depth or metric.rule == "metric.stake":
        return None
    if focus.is_plan:
        return None
    if _BID.match(metric.text) and isinstance(focus.paragraph.owner, OrganisationMention):
        return None
    work, cut, rule = leading_work(focus.text, clause), 0, "subject.work"
    if focus.is_report:
        # In a report a region's works are the region's; only a fair has figures of its own.
        work = work if work is not None and work.kind == "event" else focus.sentence.work
        if work is None:
            return None
    held = next(iter(find_works(focus.text, clause.masked, frame.quantity.end, clause.end)), None)
    if metric.rule == "metric.attribute" and held is not None and held.start <= frame.quantity.end + 1:
        work = held
    elif work is not None and work.end <= at and (explicit is None or explicit.start < work.end):
        cut = work.end
        if clause.opener == "—" and focus.sentence.work is not None:
            work = focus.sentence.work
    else:
        work = focus.sentence.work or focus.paragraph.work or focus.last_work
        if work is None:
            return None
        head = clause_head(clause)
        found = work_meant(clause.masked, head, at, work) or stretch_meant(clause.masked, head, at, work)
        if found is not None:
            cut, rule = found, "subject.work_meant"
            focus.sentence.work = work
        elif work not in (focus.sentence.work, focus.paragraph.work):
            return None
        elif explicit is None or is_journey(clause, explicit.start):
            rule = "subject.work_carried"
        else:
            return None
    name = metric.text
    if metric.start is not None and metric.end is not None and metric.start < cut < metric.end:
        name = read_text(frame, focus.text, Phrase(cut, metric.end))
    name = _OF_WORK.sub("", name.removeprefix(work.name))
    subject = Subject(text=work.name, kind="other", start=work.start, end=work.end)
    return subject, name or metric.text, "subject.event" if work.kind == "event" else rule


def find_holder(focus: Focus, frame: Frame, name: str) -> Subject | None:
    """「大股东为A公司，持股55%」: the clause before names who holds."""
    start = frame.clause.start
    if not name.startswith(("持股", "持有股", "持有公司", "持有其")) or frame.owners or frame.masked[start - 1] != "，":
        return None
    named = _HOLDER_NAMED.search(frame.masked[max(0, start - 40) : start - 1])
    if named is None:
        return None
    owners = focus.mentions.between(start - 1 - len(named.group(1)), start - 1)
    return focus.mentions.subject(owners[0]) if owners else None


def find_owned_project(focus: Focus, metric: Metric, explicit: Owner | None) -> tuple[Subject, str, str] | None:
    """「在R，年产30万吨的铝箔项目开工」: what a project makes or costs is its place's or firm's, where one is named."""
    owner = explicit or focus.sentence.owner
    if metric.rule != "metric.attribute" or owner is None or not _PROJECT.search(metric.owner):
        return None
    if not _PROJECT_SUM.fullmatch(metric.text):
        return None
    return focus.mentions.subject(owner), metric.owner + metric.text, "subject.clause"
