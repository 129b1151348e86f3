"""What the text is about, clause by clause: sentence within paragraph within article."""

from __future__ import annotations

import re

from extract.facts.aims import Aims
from extract.facts.announcers import unknown_announcer
from extract.facts.clauses import Clause
from extract.facts.governing import goes_on, goes_on_with
from extract.facts.heads import after_dispatch, choose_owner, front_owners, is_backer, is_dealt, opens_with_firm
from extract.facts.homes import PlanHome, region_told_of
from extract.facts.levels import Level
from extract.facts.masking import GAP
from extract.facts.mentions import Mentions, Owner, country_heading, is_within, province_heading
from extract.facts.noting import guess_owner, note_things
from extract.facts.products import headline_thing
from extract.facts.reports import Reports
from extract.facts.rules import load_rules
from extract.facts.sections import Passages, split_sections
from extract.facts.sources import Nation, is_publisher, tells_of_others
from extract.facts.things import Thing, note_thing
from extract.facts.works import Work, is_described, is_journey, leading_work, project_dealt
from extract.records import OrganisationMention, RegionMention
from extract.view import DocumentView

#: 「责任单位：市科技局」: who is to do what is ordered.
_CHARGED = re.compile(r"(?:单位|部门)[：:]$")
#: 「新增股东甲公司」, 「由甲公司持股」: named by the way.
_IN_PASSING = re.compile(r"(?:股东(?:为|是|系)?|投资方|[由被])$")
_SUMMED = re.compile(r"等\s*\ue004")
#: 「甲公司创始人的造车项目乙公司，…」 is about the one named last.
_NAMED_LAST = re.compile(r"的[^，。；的]{0,8}(?:项目|品牌|子公司|企业|平台|公司)$")
#: 「该项目位于R南部」 is about the project, 「位于R的企业」 about R's.
_LIES_IN = re.compile(r"[^，、\ue001](?:位于|地处|坐落于|坐落在|落户于?)\ue002*$")
_MEANS_FIRM = re.compile(r"公司|集团|本行|我们|报告期|[该本][企厂院校]")
_WIDE = ("全球", "世界")
_WHOLE_COUNTRY = "全国"
_COUNTRY_CODE = 2
_OWN_WORDS = ("公司", "本公司", "集团", "本集团")
_ANNOUNCERS = ("company", "finance")
_PLACED = ("government", "association")
#: 「该资管公司」 is the one whose name says so.
_CALLED_BY_TRADE = re.compile(r"该([\u4e00-\u9fff]{1,4})(?:公司|集团|企业)")


class Focus:
    """The text's focus; :meth:`enter` is called with each clause in order.

    Args:
        view: the document.
        mentions: its regions and organisations.
        reports: the work reports that it holds.
        aims: the aims that it sets.
    """

    def __init__(self, view: DocumentView, mentions: Mentions, reports: Reports, aims: Aims) -> None:
        self.view = view
        self._reports = reports
        self.aims = aims
        self.mentions = mentions
        self.article = Level()
        self.paragraph = Level()
        self.sentence = Level()
        self.last_firm: OrganisationMention | None = None
        self.last_work: Work | None = None
        self.lead: Thing | None = None
        self.is_report = False
        self.is_plan = False
        self.section_start = 0
        self._clause_start = 0
        self._sections = split_sections(view, reports)
        self.passages = Passages(view)
        self._nation = Nation(view, mentions)
        self.plan_home = PlanHome(view, mentions)
        mentions.home = self.plan_home.at(0, len(view.text))
        self._at = (-1, -1, -1)

    def enter(self, clause: Clause) -> None:
        """Moves on to a clause: levels that it leaves are dropped, and its topic is noted."""
        section = self._section_of(clause)
        carried: Owner | None = None
        if section != self._at[0]:
            before = self.paragraph.owner, self.last_firm, self.last_work
            self._open_section(section)
            if goes_on_with(clause) and not (self.view.articles or self.is_plan):
                carried, self.last_firm, self.last_work = before
        if (section, clause.paragraph) != self._at[:2]:
            previous = self.paragraph.owner if section == self._at[0] else carried
            self.paragraph = Level(previous=previous, start=clause.start)
            if goes_on(clause):
                self.paragraph.owner = previous
            if after_dispatch(clause) > clause.start:
                # Another dispatch: its 「公司」 is none of those before.
                self.last_firm = None
        if (section, clause.paragraph, clause.sentence) != self._at:
            self.sentence = Level()
        self._at = (section, clause.paragraph, clause.sentence)
        self._clause_start = clause.start
        if clause.depth:
            return
        if clause.opener in "；;" and self.sentence.kind.startswith("对"):
            self.sentence.kind = ""
        note_things(self, clause)
        self._note_person(clause)
        topic = None if self.paragraph.person else self._note_work(clause, self.topic(clause))
        note_thing(self, clause, topic)
        if topic is None:
            self._note_firm(clause)
        if topic is not None:
            self._note(topic)
        elif self.paragraph.weak is None:
            self.paragraph.weak = guess_owner(self, clause)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.view.text

    @property
    def tells_of_nation(self) -> bool:
        """Whether the text speaks of the country, so that a figure without an owner may be the country's."""
        return self._nation.meant(self.paragraph.start)

    def is_nations(self, name: str) -> bool:
        """Whether a series that no one is named for is the country's."""
        return self.tells_of_nation or (not self.is_report and self._nation.has_series(name))

    def goes_on_about(self, owner: Owner) -> bool:
        """Whether the paragraph can still be about a headline's owner.

        It can about a firm if it names or means it, or names no other body; about the country if it names no other one.
        """
        if not isinstance(owner, OrganisationMention):
            weak = self.paragraph.weak
            foreign = isinstance(weak, RegionMention) and len(weak.code) == _COUNTRY_CODE and weak.code != "CN"
            return owner.code != "CN" or not foreign
        end = self.text.find("\n", self.paragraph.start)
        end = end if end >= 0 else len(self.text)
        words = self.text[self.paragraph.start : end]
        others = any(o.text not in owner.name for o in self.mentions.between(self.paragraph.start, end))
        return not others or owner.text in words or _MEANS_FIRM.search(words) is not None

    def topic(self, clause: Clause) -> Owner | None:
        """The region or organisation that the clause opens with as what it is about, if any."""
        start = after_dispatch(clause)
        owners = self.mentions.between(start, clause.end)
        meant = self.firm_called(opens_with_firm(clause))
        if meant is not None:
            return meant
        masked = clause.masked
        unknown = None if owners else unknown_announcer(self.text, clause, start)
        if unknown is not None:
            self.paragraph.announcer = unknown
            return unknown
        if not owners or _CHARGED.search(masked, max(0, clause.start - 5), clause.start):
            return None
        if load_rules("announce").at_start(masked, start, clause.end) is not None:
            first = owners[0]
            if isinstance(first, OrganisationMention) and first.type in _ANNOUNCERS and not is_publisher(first):
                self.paragraph.announcer = first
                return first
        heading = clause.opener == "【" or self._in_title(clause)
        source = None if heading else load_rules("source").search(masked, clause.start, clause.end)
        if source is not None and not clause.quantities:
            return None
        last = owners[-1]
        if not clause.quantities and last.end == clause.end and _NAMED_LAST.search(masked, clause.start, last.start):
            return last
        front = front_owners(clause)
        named = [o for o in owners if o.start in front and (source is None or o.start >= source.end)]
        named = [o for o in named if not _SUMMED.match(masked, o.end)]
        named = [o for o in named if not any(q.dimension == "rank" and q.start == o.end for q in clause.quantities)]
        if self.sentence.work is not None:
            # 「某高铁全长…，由甲公司承建，时速…」 is about the work still.
            named = [o for o in named if masked[o.start - 1] != "由"]
        named = [o for o in named if not _LIES_IN.search(masked, clause.start, o.start)]
        named = [o for o in named if not (is_dealt(o, masked, clause.start) or is_backer(o, clause))]
        if self.paragraph.announcer is not None:
            # 「甲公司公告，证监会核准…」 goes on about the firm.
            named = [owner for owner in named if getattr(owner, "type", "") != "government"]
        if not clause.quantities:
            named = [owner for owner in named if not is_publisher(owner)]
            firm = next((o for o in named if isinstance(o, OrganisationMention) and o.type in _ANNOUNCERS), None)
            if clause.mark == "：" and firm is not None:
                self.paragraph.announcer = self.paragraph.announcer or firm
            if clause.mark == "：":
                # 「国家能源局：去年用电量…」: who tells a figure is not whom it is of.
                named = [o for o in named if not tells_of_others(o, heading=heading)]
        owner = choose_owner(named, masked)
        return None if owner is None else self.meant(owner)

    def meant(self, owner: Owner) -> Owner:
        """The owner, or the country that 「全国」 is in a text on another one."""
        if isinstance(owner, RegionMention) and owner.text == _WHOLE_COUNTRY:
            for told_of in (self.sentence.owner, self.paragraph.owner, self.paragraph.weak):
                if isinstance(told_of, RegionMention) and len(told_of.code) == _COUNTRY_CODE:
                    return told_of
        return owner

    def firm_called(self, word: str) -> OrganisationMention | None:
        """The firm that 「公司」 means in a notice (the one that gives it), or 「该公司」 (the one named last)."""
        if not word:
            return None
        stem = _CALLED_BY_TRADE.fullmatch(word)
        if stem is not None:
            end = self._clause_start
            for owner in reversed(self.mentions.between(self.paragraph.start, end)):
                if isinstance(owner, OrganisationMention) and stem.group(1) in owner.text:
                    return owner
        if word in _OWN_WORDS and self.paragraph.announcer is not None:
            return self.paragraph.announcer
        return self.last_firm

    def home_region(self, owner: OrganisationMention) -> RegionMention | None:
        """The region whose name an organisation's name begins with, among those that the document names."""
        best: RegionMention | None = None
        for mention in self.view.regions:
            if owner.text.startswith(mention.text) and (best is None or len(mention.text) > len(best.text)):
                best = mention
        return best or country_heading(owner.text) or (province_heading(owner.text) if owner.type in _PLACED else None)

    # -- internals ------------------------------------------------------------------------------------------

    def _section_of(self, clause: Clause) -> int:
        for index in range(max(self._at[0], 0), len(self._sections)):
            if self._sections[index].start <= clause.start < self._sections[index].end:
                return index
        return len(self._sections)

    def _in_title(self, clause: Clause) -> bool:
        if self._at[0] >= len(self._sections):
            return False
        low, high = self._sections[self._at[0]].title
        return low <= clause.start and clause.end <= high

    def _open_section(self, index: int) -> None:
        self.article = Level()
        self.last_firm = self.last_work = None
        self.is_report = self.is_plan = False
        if index >= len(self._sections):
            return
        section = self._sections[index]
        self.section_start = section.start
        self.is_report = self._reports.hold(section.start)
        self.is_plan = not self.is_report and section.is_plan(self.text)
        if self.is_report:
            self.article.owner = region_told_of(self.mentions, self._nation, section.start, section.end)
        elif section.titled:
            inside = [o for o in self.mentions.between(*section.title) if o.text not in _WIDE]
            inside = [o for o in inside if not is_publisher(o) and not tells_of_others(o, heading=True)]
            self.article.owner = inside[0] if inside else None
            self.article.thing = headline_thing(self.view.text[section.title[0] : section.title[1]])
        else:
            self.article.owner = self.plan_home.at(section.start, section.end)

    def _note(self, topic: Owner) -> None:
        self.sentence.owner = topic
        if isinstance(topic, OrganisationMention):
            if topic.type in ("company", "finance", "other"):
                self.last_firm = topic
            if not self.is_report and not isinstance(self.paragraph.owner, RegionMention):
                self.paragraph.owner = topic
            return
        home = self.article.owner
        if isinstance(home, RegionMention):
            if self.is_report and topic.code != home.code:
                return
            if topic.code != home.code and home.code not in ("CN", "") and is_within(topic.code, home.code):
                return
        current = self.paragraph.owner or home
        if topic.code == "CN" and isinstance(current, RegionMention) and current.code != "CN":
            return
        self.paragraph.owner = topic

    def _note_work(self, clause: Clause, topic: Owner | None) -> Owner | None:
        """Notes a work that the clause is about; gives the clause's topic, unless it only stands in the work's name."""
        work = None if self.is_plan else leading_work(self.text, clause)
        if work is None and not self.is_plan and not self.is_report:
            self.last_work = project_dealt(self.text, clause) or self.last_work
        if self.is_report and work is not None and work.kind != "event":
            work = None
        if work is not None and clause.opener == "—" and self.sentence.work and not is_described(clause):
            return None
        if work is not None:
            self.sentence.work = self.paragraph.work = self.last_work = work
            if topic is None or topic.start < work.end:
                self.sentence.owner = None
                return None
        elif topic is not None and not (self.last_work and is_journey(clause, topic.start)):
            self.sentence.work = self.paragraph.work = None
        return topic

    def _note_person(self, clause: Clause) -> None:
        """A life: its paragraph opens with a person's name and a comma (「何平川，海澜大学教授，…」)."""
        if clause.start != self.paragraph.start or clause.mark != "，":
            return
        for person in self.view.persons:
            if person.start == clause.start and person.end == clause.end:
                self.paragraph.person = person.text

    def _note_firm(self, clause: Clause) -> None:
        """A firm named anywhere but as a source may be what 该企业 means next."""
        if load_rules("source").search(clause.masked, clause.start, clause.end) is not None:
            return
        for owner in self.mentions.between(after_dispatch(clause), clause.end):
            hidden = clause.masked[owner.start] == GAP or _IN_PASSING.search(clause.masked, clause.start, owner.start)
            if not isinstance(owner, OrganisationMention) or hidden or is_publisher(owner):
                continue
            if owner.type in _ANNOUNCERS:
                self.last_firm = owner
                return
