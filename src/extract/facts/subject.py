"""Whose a metric is: named in its clause, a thing with properties, or carried over from the text before."""

from __future__ import annotations

import re

from extract.facts.focus import Focus
from extract.facts.frames import Frame
from extract.facts.heads import opens_with_firm
from extract.facts.holders import deals, doer, goes_on_dealing, holders, person_told
from extract.facts.holdings import find_holding
from extract.facts.homes import province_named
from extract.facts.kinds import actor_at_head, is_class, market_of, own_kind, trim_kind
from extract.facts.mentions import Owner, country_heading
from extract.facts.metric import Metric
from extract.facts.named import find_holder, find_joint, find_owned_project, find_work
from extract.facts.owners import expected_of, explicit_owner, placed_after
from extract.facts.parts import find_part
from extract.facts.products import is_property, split_product, strip_anaphor
from extract.facts.rules import load_rules
from extract.facts.schemes import scheme_told
from extract.facts.sources import NATION, is_publisher
from extract.facts.things import find_thing
from extract.facts.works import clause_head
from extract.records import OrganisationMention, RegionMention, Subject

_FIRM_WORD = re.compile(
    r"^(?:(?:该|本|这家|此)(?:公司|企业|集团|机构|[行司厂校院所店])|该[\u4e00-\u9fff]{1,4}(?:公司|集团|企业|银行|基金)|(?:标的|目标)(?:公司|企业)|后者|公司|企业|集团|本报告期)"
)
_REGISTERED = re.compile(
    r"(?:公司)?(?:注册资[本金]|认缴|实缴)|(?:合伙企业|基金)?(?:初始|首期)?(?:设立|认缴|募集)?(?:总)?规模"
)
_GRANT = re.compile(r"补贴|奖励|补助|资助|扶持|资金支持|奖补")
_NATIONS = ("国家", "经济体")
_BARE = 2
_HOME_HEAD = re.compile(r"^国内(?!生产总值)")
_HOME = re.compile(r"国内(?!外|首|领先|唯一|最|第|[大小多]|知名|同类|同行|一流)")
_BRAND = re.compile(
    r"([^，。的“”]{1,8}品牌)(?:全年|累计|当月)?((?:[^，。]{0,6})(?:销量|销售额|销售收入|交付量|市占率|市场份额))$"
)
_INSIDE = re.compile(r"^(?:一个|每个)?(“[^”]{2,12}”)(?:中|内)(.{2,})$")
_ATTRIBUTE_OF = re.compile(r"(?:项目|企业|公司|基金|产业|园区|平台|工程|基地|中心|厂|城市|工厂|”)$")
_HUB = re.compile(r"(?:国际)?(?:港(?!口|币|元|股|交|澳|资)|机场|口岸|海关|铁路局)")
_PRODUCED = re.compile(
    r"^[^，]{0,8}?(?:轧制|生产|研制|制备|开发|推出|发布)出?了?(?:[^，]{0,6}(?:首款|首台|全球|国内))?"
)
_TO_US = re.compile(r"^([^，]{2,16}?)(对(?:我|华|中国)(?:直接)?(?:投资|出口|贸易).*)$")


def find_subject(focus: Focus, frame: Frame, metric: Metric) -> tuple[Subject, str, str]:
    """A value's subject.

    Args:
        focus: what the text is about at the value's clause.
        frame: the value's frame.
        metric: its metric's name so far.

    Returns:
        the subject, the metric's name without it, and the id of the rule that found it.
    """
    name = metric.text
    explicit = placed_after(focus, frame) or explicit_owner(focus, frame)
    part = find_part(focus, frame, metric)
    if part is not None:
        return part
    work = find_work(focus, frame, metric, explicit)
    carried = work is None or work[2] == "subject.work_carried"
    made = find_thing(focus, frame, metric, explicit) if carried else None
    if made is not None and (work is None or made[2] == "subject.thing_led"):
        focus.paragraph.thing = made[0].text
        return made
    if work is not None:
        return work
    scheme = scheme_told(focus.text, frame)
    if scheme is not None and scheme.end is not None and (explicit is None or explicit.start < scheme.end):
        focus.sentence.kind = scheme.text
        called = scheme.text.replace("“", "").replace("”", "")
        bare = name.replace("“", "").replace("”", "")
        return scheme, bare.removeprefix(called) or name, "subject.scheme"
    holding = find_holding(focus, frame, metric.text)
    if holding is not None:
        return holding
    person = doer(focus.view, frame.clause, frame.quantity.start)
    if not person and explicit is None:
        person = person_told(focus.text, frame.masked, frame.clause.start, frame.quantity.start)
    if not person and explicit is None and goes_on_dealing(frame.clause, frame.quantity.start):
        person = focus.sentence.dealer
    if person:
        focus.sentence.kind = person
        focus.paragraph.holder = Subject(text=person, kind="other")
        return focus.paragraph.holder, name, "subject.person"
    body = holders(focus.view, frame.clause, frame.quantity.start)
    if body is None and explicit is None and not frame.clause.depth and not opens_with_firm(frame.clause):
        body = focus.paragraph.holder if deals(frame.clause, frame.quantity.start) else None
    if body is not None:
        focus.paragraph.holder = body
        return body, name, "subject.holders"
    holder = find_holder(focus, frame, name)
    if holder is not None:
        return holder, name, "subject.holders"
    joint = find_joint(focus, frame)
    if joint is not None:
        return joint, name, "subject.joint"
    founded = focus.sentence.founded
    if founded is None and explicit is None and focus.sentence.owner is None and name.startswith("注册资"):
        founded = focus.paragraph.founded
    if founded is not None and _REGISTERED.match(name) and founded.start < frame.quantity.start:
        return focus.mentions.subject(founded), name, "subject.founded"
    forecast_of = None
    if not frame.clause.depth and not isinstance(explicit, RegionMention):
        forecast_of = expected_of(focus, frame, explicit)
    if forecast_of is not None:
        focus.sentence.owner = forecast_of
        rest = name.rpartition(forecast_of.text)[2] or name
        return focus.mentions.subject(forecast_of), rest, "subject.expected"
    if explicit is None and not frame.clause.depth:
        home = _HOME.match(frame.masked, clause_head(frame.clause), frame.quantity.start)
        if home is not None:
            focus.sentence.owner = NATION
            focus.paragraph.owner = focus.paragraph.owner or NATION
            return Subject(text="我国", kind="region", region_id="CN"), _HOME_HEAD.sub("", name), "subject.home"
        brand = _BRAND.match(name)
        if brand is not None:
            return Subject(text=brand.group(1), kind="other"), brand.group(2), "subject.brand"
    foreign = _TO_US.match(name)
    if foreign is not None:
        return Subject(text=foreign.group(1), kind="other"), foreign.group(2), "subject.foreign"
    owned = find_owned_project(focus, metric, explicit)
    if owned is not None:
        return owned
    strict = is_property(name)
    if metric.rule == "metric.attribute" and strict and metric.owner:
        focus.paragraph.thing = metric.owner
        return Subject(text=metric.owner, kind="other"), _PRODUCED.sub("", name), "subject.attribute"
    if isinstance(explicit, RegionMention):
        hub = _HUB.match(focus.text, explicit.end)
        if hub is not None:
            place = focus.text[explicit.start : hub.end()]
            rest = name.removeprefix(hub.group()).removeprefix("完成")
            focus.sentence.kind = place
            return Subject(text=place, kind="other", start=explicit.start, end=hub.end()), rest, "subject.hub"
    if isinstance(explicit, OrganisationMention) or (explicit is not None and not strict):
        return _told_of(focus, explicit), name, "subject.clause"
    inside = _INSIDE.match(name)
    if explicit is None and inside is not None:
        return Subject(text=inside.group(1), kind="other"), inside.group(2), "subject.inside"
    topic = focus.sentence.thing
    if strict and not topic and focus.sentence.quoted:
        topic = focus.sentence.thing = focus.sentence.quoted
    if strict or metric.rule == "metric.attribute" or (topic and is_property(name, strict=False)):
        found, rest, rule = _thing(focus, metric)
        if found:
            focus.paragraph.thing = found
            return Subject(text=found, kind="other"), rest, rule
    firm = _firm_meant(focus, frame)
    if firm is not None:
        return focus.mentions.subject(firm), name, "subject.pronoun"
    if explicit is not None:
        return _told_of(focus, explicit), name, "subject.clause"
    return _carried(focus, frame, metric)


def _told_of(focus: Focus, owner: Owner) -> Subject:
    """A place that a clause names anywhere as whom it is of; the rest of the sentence goes on about it."""
    if isinstance(owner, RegionMention) and not focus.is_report and not focus.is_plan:
        focus.sentence.owner = owner
    return focus.mentions.subject(owner)


def _firm_meant(focus: Focus, frame: Frame) -> Owner | None:
    for start, tag in frame.owners:
        found = _FIRM_WORD.match(frame.masked[start : start + 8]) if tag == "pronoun" else None
        if found is not None:
            return focus.firm_called(found.group())
    return None


def _thing(focus: Focus, metric: Metric) -> tuple[str, str, str]:
    if metric.owner and metric.rule == "metric.attribute" and _can_own(metric.owner):
        return metric.owner, metric.text, "subject.attribute"
    name, rest = split_product(metric.text)
    if focus.sentence.thing:
        bare = focus.sentence.thing.replace("“", "").replace("”", "")
        rest = metric.text.replace("“", "").replace("”", "")
        return focus.sentence.thing, strip_anaphor(rest.removeprefix(bare) or rest), "subject.thing"
    if name:
        return name, rest, "subject.product"
    if isinstance(focus.sentence.owner, OrganisationMention):
        return "", metric.text, ""
    carried = focus.paragraph.thing or focus.article.thing
    if carried:
        return carried, rest, "subject.thing_carried"
    return "", metric.text, ""


def _can_own(words: str) -> bool:
    if len(words) <= _BARE:
        return False
    product = load_rules("nouns_product").at_end(words, 0, len(words))
    return product is not None or _ATTRIBUTE_OF.search(words) is not None


def _carried(focus: Focus, frame: Frame, metric: Metric) -> tuple[Subject, str, str]:
    name = metric.text
    sentence, paragraph, article = focus.sentence, focus.paragraph, focus.article
    if paragraph.person:
        return Subject(text=paragraph.person, kind="other"), name, "subject.person"
    own, rest = own_kind(metric)
    if own.endswith(_NATIONS):
        return Subject(text=own, kind="other"), rest, "subject.own_kind"
    if sentence.kind:
        return Subject(text=trim_kind(sentence.kind), kind="other"), name, "subject.kind"
    tight = frame.clause.opener in ("、", "") or not focus.is_report
    home = getattr(article.owner, "code", "")
    if sentence.owner is not None and (
        tight or (isinstance(sentence.owner, RegionMention) and sentence.owner.code in (home, "CN"))
    ):
        return focus.mentions.subject(sentence.owner), name, "subject.sentence"
    if article.goods and paragraph.owner is None and (name.startswith(article.goods) or "价" in name):
        return Subject(text=article.goods, kind="other"), name.removeprefix(article.goods), "subject.goods"
    if sentence.topic and is_class(sentence.topic) and not isinstance(paragraph.owner or article.owner, RegionMention):
        return Subject(text=sentence.topic, kind="other"), name, "subject.topic"
    if sentence.thing and not focus.is_report and paragraph.owner is None:
        return Subject(text=sentence.thing, kind="other"), strip_anaphor(name), "subject.thing"
    if paragraph.owner is not None:
        return focus.mentions.subject(paragraph.owner), name, "subject.paragraph"
    if article.thing and is_property(name, strict=False) and not isinstance(article.owner, OrganisationMention):
        return Subject(text=article.thing, kind="other"), name, "subject.thing_carried"
    if paragraph.awarded and _GRANT.search(name):
        return Subject(text=trim_kind(paragraph.awarded), kind="other"), name, "subject.kind_carried"
    if article.owner is not None and focus.goes_on_about(article.owner):
        return focus.mentions.subject(article.owner), name, "subject.article"
    aim = focus.aims.at(frame.clause)
    if aim is not None and aim.trade and paragraph.weak is None:
        return Subject(text=aim.trade, kind="other"), name, "subject.trade"
    actor = actor_at_head(frame.masked, focus.text, clause_head(frame.clause), frame.quantity.start)
    if not own and actor:
        own, rest = actor, name.removeprefix(actor)
    if own and not own.startswith(("单个", "每")) and getattr(paragraph.weak, "code", "CN") == "CN":
        paragraph.kind = paragraph.kind or own
        return Subject(text=own, kind="other"), rest, "subject.own_kind"
    if paragraph.kind and paragraph.kind in focus.text[frame.clause.start : frame.quantity.start]:
        return Subject(text=paragraph.kind, kind="other"), name.removeprefix(paragraph.kind), "subject.kind_carried"
    if article.goods:
        return Subject(text=article.goods, kind="other"), name, "subject.goods"
    market, of_market = market_of(name)
    if market and (paragraph.weak is None or is_publisher(paragraph.weak)):
        paragraph.kind = paragraph.kind or market
        return Subject(text=market, kind="other"), of_market, "subject.market"
    if paragraph.weak is not None:
        return focus.mentions.subject(paragraph.weak), name, "subject.weak"
    if own:
        paragraph.kind = paragraph.kind or own
        return Subject(text=own, kind="other"), rest, "subject.own_kind"
    if paragraph.previous is not None and not (
        isinstance(paragraph.previous, OrganisationMention) and focus.tells_of_nation
    ):
        return focus.mentions.subject(paragraph.previous), name, "subject.previous"
    if paragraph.kind:
        return Subject(text=paragraph.kind, kind="other"), name, "subject.kind_carried"
    product, rest = split_product(name)
    if product:
        return Subject(text=product, kind="other"), rest, "subject.product"
    if paragraph.thing:
        return Subject(text=paragraph.thing, kind="other"), name, "subject.thing_carried"
    province = province_named(focus.text, paragraph.start, focus.mentions)
    if province is not None:
        code, place = province
        return Subject(text=place, kind="region", region_id=code), name, "subject.province_named"
    country = country_heading(name)
    if country is not None and len(name) - len(country.text) >= _BARE:
        return focus.mentions.subject(country), name.removeprefix(country.text), "subject.country"
    if focus.is_nations(name):
        return Subject(text="我国", kind="region", region_id="CN"), name, "subject.nation"
    return Subject(text="", kind=""), name, "subject.unknown"
