"""Things that a clause is about: a device, system, vehicle or other made thing, told apart from its property.

「激光喷涂装备成形效率大于…」 tells the 成形效率 of 激光喷涂装备, and what follows (「连续工作时间大于…」) goes on about
it, until another topic opens. Properties of things (nouns_spec.toml) are theirs, and not the nation's or the place's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.facts.clauses import Clause
from extract.facts.frames import Frame, Phrase
from extract.facts.masking import GAP
from extract.facts.metric import Metric, balance_quotes, read_text
from extract.facts.products import is_property
from extract.facts.rules import load_rules
from extract.facts.works import clause_head
from extract.records import OrganisationMention, Span, Subject

if TYPE_CHECKING:
    from extract.facts.focus import Focus
    from extract.facts.mentions import Owner

_REACH = 48
_SHORTEST = 3
_PRONOUN = re.compile(r"它|其(?!中)|该|全[船机车]")
#: 「“远帆”是…」 goes on about 「“远帆”号载人潜水器」.
_QUOTED = re.compile(r"“([^“”，。]{2,12})”号?")
# 「新一代运载火箭远帆五号」: the name that stands behind its kind.
_CALLED = re.compile(r"[\u4e00-\u9fff]{2,4}?[一二三四五六七八九十]+号|“[^“”，。]{2,12}”号?|[A-Za-z]+-?\d+[A-Za-z]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(Span):
    """A thing at a clause's head: its offsets in the document and its name.

    ``named`` tells that it is a single thing with a name of its own, ``shown`` that it only points back (该系统, 系统).
    """

    name: str
    named: bool = False
    shown: bool = False


def leading_thing(text: str, clause: Clause) -> Thing | None:
    """The thing that a clause opens with, past times, places, praise and modifiers that end in 的; ``None`` if none."""
    masked, best = clause.masked, None
    nouns = list(load_rules("nouns_thing").find_all(masked, clause.start, clause.end))
    if not nouns:
        return None
    head = clause_head(clause)
    for noun in nouns:
        if noun.start < head or noun.end > head + _REACH:
            continue
        start = max(masked.rfind("的", head, noun.start), masked.rfind("—", head, noun.start)) + 1 or head
        if best is not None and start > best.end:
            # 「卫星搭载的相机」: a part named by what it belongs to.
            start = best.start
        elif start > head and load_rules("copula").search(masked, head, start) is not None:
            break
        start = _past_praise(masked, start, noun.start)
        own = max(start, masked.rfind("的", start, noun.start))
        if load_rules("thing_stop").search(masked, own, noun.start) is not None:
            break
        after = noun.end
        while after < clause.end and masked[after] == GAP:
            after += 1
        if load_rules("thing_next").at_start(masked, after, clause.end) is not None:
            continue
        called = _CALLED.match(masked, noun.end, clause.end)
        low, end = (start, noun.end) if called is None else called.span()
        if called is None and noun.rule.tag == "named" and end - low < _SHORTEST:
            continue
        name = balance_quotes(text[low:end])
        name = name.strip("“”") if name.endswith("”") else name
        named = called is not None or noun.rule.tag == "named" or "号" in name or "”" in name
        back = load_rules("thing_shown").at_start(name, 0, len(name))
        shown = back is not None or (noun.rule.tag == "kind" and low == noun.start == head)
        best = Thing(start=low, end=end, name=name if back is None else name[back.end :], named=named, shown=shown)
        if called is not None:
            break
    return best


def find_thing(focus: Focus, frame: Frame, metric: Metric, explicit: Owner | None) -> tuple[Subject, str, str] | None:
    """The thing that a value is a property of: named at its clause's head, or told of before it.

    Args:
        focus: what the text is about at the value's clause.
        frame: the value's frame.
        metric: its metric's name so far.
        explicit: the owner that its clause names, if any; a place within the thing's name is none.
    """
    clause, name = frame.clause, metric.text
    if focus.is_report or clause.depth or isinstance(explicit, OrganisationMention) or metric.owner:
        return None
    lead, low, high = focus.lead, metric.start, metric.end
    if lead is not None and low is not None and high is not None and low < lead.end < high:
        name = read_text(frame, focus.text, Phrase(lead.end, high)).lstrip("的") or name
    strict = is_property(name) or load_rules("nouns_bare").at_start(name, 0, len(name)) is not None
    weak = strict or is_property(name, strict=False)
    if lead is not None and lead.end <= frame.quantity.start:
        if explicit is not None and explicit.start >= lead.end:
            return None
        own = lead.named and frame.quantity.dimension == "count" and not frame.right
        if not (weak or own):
            return None
        meant = _meant(focus, lead)
        if meant is None:
            return None
        subject = Subject(text=meant.name, kind="other", start=meant.start, end=meant.end)
        return subject, name, "subject.thing_led"
    told = focus.sentence.told or (focus.paragraph.told if strict else None)
    if told is None or explicit is not None or not weak:
        return None
    return Subject(text=told.name, kind="other", start=told.start, end=told.end), name, "subject.thing_told"


def whole_told(focus: Focus, clause: Clause, end: int) -> Subject | None:
    """The thing or work that a clause tells the parts of: the one it opens with, up to ``end``, or the one before."""
    lead = focus.lead
    meant = _meant(focus, lead) if lead is not None and lead.end <= end else None
    if meant is None and _PRONOUN.search(clause.masked, clause.start, end) is None and clause.opener != "，":
        return None
    whole = meant or focus.sentence.work or focus.sentence.told or focus.paragraph.told
    return None if whole is None else Subject(text=whole.name, kind="other", start=whole.start, end=whole.end)


def note_thing(focus: Focus, clause: Clause, topic: Owner | None) -> None:
    """Notes the thing that a clause tells of, or that a place or firm is what it is about now."""
    focus.lead = None if focus.is_report else leading_thing(focus.text, clause)
    # 「甲公司的无人机航程…」 is about the firm.
    told = None if isinstance(topic, OrganisationMention) else focus.lead
    work = focus.sentence.work
    if told is not None and work is not None and work.start <= told.start and told.end <= work.end:
        told = None
    if told is None and focus.paragraph.told is not None:
        told = _quoted_again(focus, clause, focus.paragraph.told)
    if told is not None:
        told = _meant(focus, told)
        if told is not None:
            focus.sentence.told = focus.paragraph.told = told
            focus.sentence.work = focus.paragraph.work = None
    elif topic is not None:
        focus.sentence.told = focus.paragraph.told = None


def _quoted_again(focus: Focus, clause: Clause, told: Thing) -> Thing | None:
    """The thing told of, where a clause opens with the words that its name has in quotes."""
    quoted = _QUOTED.match(clause.masked, clause_head(clause), clause.end)
    return told if quoted is not None and focus.text[quoted.start(1) : quoted.end(1)] in told.name else None


def _meant(focus: Focus, lead: Thing) -> Thing | None:
    """The thing, or the one told of before that 该系统 or 系统 points back to."""
    told = focus.sentence.told or focus.paragraph.told
    if not lead.shown:
        return told if told is not None and told.name.endswith(lead.name) else lead
    kind = lead.name[-2:] if len(lead.name) > 1 else lead.name
    return told if told is not None and told.name.endswith(kind) else None


def _past_praise(masked: str, start: int, end: int) -> int:
    table = load_rules("thing_praise")
    while start < end:
        found = table.at_start(masked, start, end)
        if found is None:
            break
        start = found.end
    return start
