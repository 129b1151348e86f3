"""What the text is about, clause by clause: sentence within paragraph within article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extract.facts.aims import Aims
from extract.facts.clauses import Clause
from extract.facts.heads import choose_owner, front_owners, opens_with_firm
from extract.facts.masking import GAP
from extract.facts.mentions import Mentions, Owner, is_within, province_names
from extract.facts.products import anaphor, antecedent, headline_thing, introduced_product, quoted_product
from extract.facts.reports import Reports
from extract.facts.rules import load_rules
from extract.facts.sections import Passages, split_sections
from extract.facts.sources import NATION, Nation, is_publisher
from extract.facts.works import Work, is_journey, leading_work
from extract.records import OrganisationMention, RegionMention, Subject
from extract.view import DocumentView

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
    r"[^。；，]{2,70}?(?:企业|单位|机构|个人|人才|团队|平台|实验室|中心|基地|集群|工厂))(?:等)?(?=，|分别|最高|给予|每家|$)"
)
# A body brought into being, or one whose entry in the register changes.
_FOUNDED = re.compile(
    r"(?:设立|成立|组建|创办|合资成立|新设)了?(\ue003+)|(\ue003+)\ue000*(?:正式)?(?:成立(?!了?[^，。]{0,8}(?:公司|基金))|发生工商变更|注册成立)"
)
_DEALS = re.compile(r"卖出|出售|减持|增持|持有|买入|捐赠|捐出|套现|购买|抛售|转让|质押|获配")
_ISSUED = re.compile(
    r"([^，。；、的\ue001-\ue003\ue005]{2,16}(?:国债|债券|基金|期货|期权|纪念币|邮票))[\ue000\ue001]*(?:今[天日])?(?:首发|首次发行|上市交易|正式上市|挂牌)"
)
#: 「甲公司创始人的造车项目乙公司，…」 is about the one named last.
_SUMMED = re.compile(r"等\s*\ue004")
_NAMED_LAST = re.compile(r"的[^，。；的]{0,8}(?:项目|品牌|子公司|企业|平台|公司)$")
#: 「该项目位于R南部」 is about the project, 「位于R的企业」 about R's.
_LIES_IN = re.compile(r"[^，、\ue001](?:位于|地处|坐落于|坐落在|落户于?)\ue002*$")
_HOLDERS = re.compile(r"(?:股东|实际控制人|实控人)(\ue003+(?:[、和与及]\ue003+)*)")
_GOODS = re.compile(
    r"(?:\ue001|国内|[，、“”])*(?!居民|消费|我们|工业(?:品|生产)|成交|生产|出厂|商品|平均|产品|市场|[^，]{0,4}的)([\u4e00-\u9fff]{2,6}?)(?:市场|现货|期货)?(?:价格|均价|报价|市场价)"
)
_MEANS_FIRM = re.compile(r"公司|集团|本行|我们|报告期|[该本][企厂院校]")
_WIDE = ("全球", "世界")
_ANNOUNCERS = ("company", "finance")


@dataclass(slots=True)
class Level:
    """What one stretch of text is about: an owner, a thing, or a kind of bodies; ``weak`` is a guess."""

    owner: Owner | None = None
    thing: str = ""
    kind: str = ""
    quoted: str = ""
    topic: str = ""
    weak: Owner | None = None
    work: Work | None = None
    founded: OrganisationMention | None = None
    goods: str = ""
    awarded: str = ""
    joint: Subject | None = None
    person: str = ""
    start: int = 0
    previous: Owner | None = None


class Focus:
    """The text's focus; :meth:`enter` is called with each clause in order.

    Args:
        view: the document.
        mentions: its regions and organisations.
        reports: the work reports that it holds.
        aims: the aims that it sets.
    """

    def __init__(self, view: DocumentView, mentions: Mentions, reports: Reports, aims: Aims) -> None:
        self._view = view
        self._reports = reports
        self.aims = aims
        self.mentions = mentions
        self.article = Level()
        self.paragraph = Level()
        self.sentence = Level()
        self.last_firm: OrganisationMention | None = None
        self.last_work: Work | None = None
        self.is_report = False
        self.is_plan = False
        self.section_start = 0
        self._sections = split_sections(view, reports)
        self._passages = Passages(view)
        self._nation = Nation(view, mentions)
        self._at = (-1, -1, -1)

    def enter(self, clause: Clause) -> None:
        """Moves on to a clause: levels that it leaves are dropped, and its topic is noted."""
        section = self._section_of(clause)
        if section != self._at[0]:
            self._open_section(section)
        if (section, clause.paragraph) != self._at[:2]:
            previous = self.paragraph.owner if section == self._at[0] else None
            self.paragraph = Level(previous=previous, start=clause.start)
        if (section, clause.paragraph, clause.sentence) != self._at:
            self.sentence = Level()
        self._at = (section, clause.paragraph, clause.sentence)
        if clause.depth:
            return
        if clause.opener in "；;" and self.sentence.kind.startswith("对"):
            self.sentence.kind = ""
        self._note_things(clause)
        self._note_person(clause)
        topic = None if self.paragraph.person else self._note_work(clause, self.topic(clause))
        if topic is None:
            self._note_firm(clause)
        if topic is not None:
            self._note(topic)
        elif self.paragraph.weak is None:
            self.paragraph.weak = self._weak(clause)

    @property
    def text(self) -> str:
        """The document's text."""
        return self._view.text

    @property
    def tells_of_nation(self) -> bool:
        """Whether the text speaks of the country, so that a figure without an owner may be the country's."""
        return self._nation.meant(self.paragraph.start)

    def goes_on_about(self, owner: Owner) -> bool:
        """Whether the paragraph can still be about a headline's firm: it names or means it, or names no other body."""
        if not isinstance(owner, OrganisationMention):
            return True
        end = self.text.find("\n", self.paragraph.start)
        end = end if end >= 0 else len(self.text)
        words = self.text[self.paragraph.start : end]
        others = any(o.text not in owner.name for o in self.mentions.between(self.paragraph.start, end))
        return not others or owner.text in words or _MEANS_FIRM.search(words) is not None

    def topic(self, clause: Clause) -> Owner | None:
        """The region or organisation that the clause opens with as what it is about, if any."""
        owners = self.mentions.between(clause.start, clause.end)
        if self.last_firm is not None and opens_with_firm(clause):
            return self.last_firm
        if not owners:
            return None
        masked = clause.masked
        if load_rules("announce").at_start(masked, clause.start, clause.end) is not None:
            first = owners[0]
            if isinstance(first, OrganisationMention) and first.type in _ANNOUNCERS and not is_publisher(first):
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
        named = [o for o in named if not _LIES_IN.search(masked, clause.start, o.start)]
        if not clause.quantities:
            named = [owner for owner in named if not is_publisher(owner)]
        return choose_owner(named, masked)

    def doer(self, clause: Clause, end: int) -> str:
        """The person who buys, sells or holds in a clause before ``end``, in the fullest form; ``""`` if none."""
        for person in self._view.persons:
            if clause.start <= person.start < end and _DEALS.search(clause.masked, person.end, end):
                names = [other.text for other in self._view.persons if other.text.endswith(person.text)]
                return max(names, key=len)
        return ""

    def holders(self, clause: Clause, end: int) -> Subject | None:
        """The shareholding bodies that buy, sell or hold in a clause before ``end``, as written; ``None`` if none."""
        found = _HOLDERS.search(clause.masked, clause.start, end)
        if found is None or _DEALS.search(clause.masked, found.end(), end) is None:
            return None
        return Subject(
            text=self.text[found.start(1) : found.end(1)], kind="org", start=found.start(1), end=found.end(1)
        )

    def home_region(self, owner: OrganisationMention) -> RegionMention | None:
        """The region whose name an organisation's name begins with, among those that the document names."""
        best: RegionMention | None = None
        for mention in self._view.regions:
            if owner.text.startswith(mention.text) and (best is None or len(mention.text) > len(best.text)):
                best = mention
        return best

    def province_named(self) -> tuple[str, str] | None:
        """The only province whose name stands in the paragraph inside a longer name (an event, a body), if any."""
        text, at = self._view.text, self.paragraph.start
        end = text.find("\n", at)
        words = text[at : end if end >= 0 else len(text)]
        named = [(code, name) for code, name in province_names().items() if _is_set_off(words, name)]
        return named[0] if len(named) == 1 else None

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
            self.article.owner = self._most_told(section.start, section.end)
        elif section.titled:
            inside = [o for o in self.mentions.between(*section.title) if o.text not in _WIDE and not is_publisher(o)]
            self.article.owner = inside[0] if inside else None
            self.article.thing = headline_thing(self._view.text[section.title[0] : section.title[1]])

    def _most_told(self, start: int, end: int) -> RegionMention | None:
        """The region a report is on: the one 全省 and the like mean, the country, or what holds most places named."""
        named = [mention for mention in self.mentions.between(start, end) if isinstance(mention, RegionMention)]
        regions = [mention for mention in named if len(mention.code) == 6]
        score: Counter[str] = Counter()
        for mention in regions:
            score[mention.code] += 8 if mention.is_reference else 2
            for wide in (mention.code[:2] + "0000", mention.code[:4] + "00"):
                if wide != mention.code:
                    score[wide] += 1
        told_of = not any(mention.is_reference for mention in regions) and self._nation.reports(start, end)
        if told_of:
            return NATION
        meant = next((mention for mention in named if mention.is_reference and not mention.code), None)
        if not score or (meant is not None and not any(mention.is_reference for mention in regions)):
            return meant
        code = max(score, key=lambda item: (score[item], item.endswith("0000"), item))
        own = [mention for mention in regions if mention.code == code]
        if own:
            return next((mention for mention in own if not mention.is_reference), own[0])
        return RegionMention(
            start=regions[0].start, end=regions[0].end, text=code, rule="subject.report", region_id=code,
            code=code, confidence=0.5,
        )  # fmt: skip

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
        work = None if self.is_report or self.is_plan else leading_work(self.text, clause)
        if work is not None and clause.opener == "—" and self.sentence.work is not None:
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
        for person in self._view.persons:
            if person.start == clause.start and person.end == clause.end:
                self.paragraph.person = person.text

    def _note_firm(self, clause: Clause) -> None:
        """A firm named anywhere but as a source may be what 该企业 means next."""
        if load_rules("source").search(clause.masked, clause.start, clause.end) is not None:
            return
        for owner in self.mentions.between(clause.start, clause.end):
            if isinstance(owner, OrganisationMention) and owner.type in _ANNOUNCERS:
                self.last_firm = owner
                return

    def _note_things(self, clause: Clause) -> None:
        text, masked = self._view.text, clause.masked
        heading = self._passages.at(clause.start)
        if heading is not None and heading.kind == "heading":
            words = text[heading.start : heading.end]
            if not self.article.thing or self.article.thing not in words:
                self.article.thing = headline_thing(words)
        thing = quoted_product(text, masked, clause.start, clause.end)
        if thing:
            self.sentence.thing = self.sentence.thing or thing
        brought = introduced_product(text, masked, clause.start, clause.end)
        if brought:
            self.sentence.thing = self.sentence.thing or brought
            known = self.article.thing
            if not known or (len(brought) > len(known) and brought[-2:] == known[-2:]):
                self.article.thing = brought
        opening = _OPENING_QUOTE.match(masked, clause.start, clause.end)
        if opening is not None:
            self.sentence.quoted = text[opening.start(1) : opening.end(1)]
        issued = _ISSUED.match(masked, clause.start, clause.end)
        if issued is not None:
            self.sentence.kind = text[issued.start(1) : issued.end(1)]
        found = anaphor(text, masked, clause.start, clause.end)
        if found is not None:
            known = self.article.thing
            self.sentence.thing = known or antecedent(text, masked, self.section_start, *found)
        shown = _SHOWS.match(masked, clause.start, clause.end)
        if shown is not None:
            self.sentence.topic = text[shown.start(1) : shown.end(1)]
        example = _EXAMPLE.search(text, clause.start, clause.end)
        if example is not None:
            self.sentence.kind = example.group(1)
        award = _AWARD.match(masked, clause.start, clause.end)
        if award is None and self.is_plan:
            award = _AWARDED.match(masked, clause.start, clause.end)
        if award is not None and _AWARD_VERB.search(masked, clause.start, clause.end + 40):
            self.sentence.kind = self.paragraph.awarded = text[award.start(1) : award.end(1)]
        founded = None if clause.depth else _FOUNDED.search(masked, clause.start, clause.end)
        if founded is not None:
            at = founded.start(1) if founded.group(1) else founded.start(2)
            owner = next(iter(self.mentions.between(at, at + 1)), None)
            self.sentence.founded = owner if isinstance(owner, OrganisationMention) else None
        goods = _GOODS.match(masked, clause.start, clause.end)
        if goods is not None and not self.article.goods:
            self.article.goods = text[goods.start(1) : goods.end(1)]

    def _weak(self, clause: Clause) -> Owner | None:
        source = load_rules("source").search(clause.masked, clause.start, clause.end)
        for owner in self.mentions.between(clause.start, clause.end):
            if isinstance(owner, OrganisationMention) and (
                is_publisher(owner)
                or (source is not None and owner.start < source.end and owner.type not in _ANNOUNCERS)
            ):
                home = self.home_region(owner)
                if home is not None and len(home.code) == 6:
                    return home
                continue
            if clause.masked[owner.start] == GAP or clause.masked[owner.start - 1] in "于比居占较":
                continue
            if isinstance(owner, RegionMention):
                if owner.text not in _WIDE:
                    return owner
                continue
            home = self.home_region(owner)
            if home is not None:
                return home
            if owner.type in _ANNOUNCERS:
                return owner
        return None


def _is_set_off(words: str, name: str) -> bool:
    """Whether a name stands at the head of a longer one, and not after another word (「与江北迪康」)."""
    at = words.find(name)
    return at == 0 or (at > 0 and words[at - 1] in " 　，。；：、“《（()》”0123456789年届")
