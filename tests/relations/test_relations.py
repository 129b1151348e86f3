"""Every example of every relation rule holds, and no counter-example does."""

from __future__ import annotations

import re

import pytest

from extract.extractor import without_overlaps
from extract.numbers import find_quantities
from extract.records import OrganisationMention, PersonMention, RegionMention, Sentence
from extract.relations import link_relations
from extract.relations.fold import FoldedSentence, fold_sentences
from extract.relations.plain import omissions, plain_reading
from extract.relations.rules import RelationRule, relation_rules
from extract.view import DocumentView

_MARKED = re.compile(r"\[([^\]/]+)/(org|region|person)\]")


def _view(marked: str) -> DocumentView:
    """A view over a sentence whose mentions are written ``[name/kind]``."""
    text = ""
    organisations, regions, persons = [], [], []
    position = 0
    for match in _MARKED.finditer(marked):
        text += marked[position : match.start()]
        start, name = len(text), match[1]
        text += name
        span = {"start": start, "end": len(text), "text": name, "rule": "given", "confidence": 1.0}
        if match[2] == "org":
            kind = "university" if name.endswith("大学") else "company"
            organisations.append(OrganisationMention(type=kind, name=name, **span))
        elif match[2] == "region":
            regions.append(RegionMention(region_id="", code="", **span))
        else:
            persons.append(PersonMention(**span))
        position = match.end()
    text += marked[position:]
    return DocumentView(
        text=text,
        doc=None,  # type: ignore[arg-type]  # relations read mentions and sentences, not tokens
        published_on=None,
        sentences=[Sentence(start=0, end=len(text), text=text)],
        organisations=organisations,
        regions=regions,
        persons=persons,
        quantities=without_overlaps(find_quantities(text), [*organisations, *regions, *persons]),
    )


def _shown(rule: RelationRule | None, marked: str) -> list[str]:
    relations = [r for r in link_relations(_view(marked)) if rule is None or r.rule == rule.id]
    return sorted(f"{r.subject} > {r.object}" + (f": {r.detail}" if r.detail else "") for r in relations)


EXAMPLES = [
    pytest.param(rule, marked, expected, id=f"{rule.id}-{index}")
    for rule in relation_rules()
    for index, (marked, expected) in enumerate(rule.examples)
]
COUNTER_EXAMPLES = [
    pytest.param(rule, marked, id=f"{rule.id}-not-{index}")
    for rule in relation_rules()
    for index, marked in enumerate(rule.counter_examples)
]


@pytest.mark.parametrize(("rule", "marked", "expected"), EXAMPLES)
def test_example(rule: RelationRule, marked: str, expected: tuple[str, ...]) -> None:
    assert _shown(rule, marked) == sorted(expected)


OMISSIONS = [
    pytest.param(full, plain, id=f"{omission.id}-{index}")
    for omission in omissions()
    for index, (full, plain) in enumerate(omission.examples)
]


@pytest.mark.parametrize(("full", "plain"), OMISSIONS)
def test_omission(full: str, plain: str) -> None:
    (sentence,) = fold_sentences(_view(full))
    read, _ = plain_reading(sentence) or (sentence, frozenset())
    assert _unfolded(read) == _MARKED.sub(r"\1", plain)


def _unfolded(sentence: FoldedSentence) -> str:
    return "".join(
        sentence.participants[index].text if index in sentence.participants else character
        for index, character in enumerate(sentence.text)
    )


@pytest.mark.parametrize(("rule", "marked"), COUNTER_EXAMPLES)
def test_counter_example(rule: RelationRule, marked: str) -> None:
    assert _shown(rule, marked) == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[海澜大学/org]消息，该校李明团队联合[启明新材/org]研制。", ["海澜大学 > 启明新材"]),
        (
            "[启明新材/org]副总裁、研究院院长[林一舟/person]说。",
            ["林一舟 > 启明新材: 副总裁", "林一舟 > 启明新材: 研究院院长"],
        ),
        ("[省财政厅/org]印发《通知》。", []),
        (
            "[启明新材/org]公告，股份质押给[海澜证券/org]，公司拟收购[蓝湾重工/org]60%股权。",
            ["启明新材 > 蓝湾重工"],
        ),
        ("[企查平台/org]股权穿透显示，[启明储能/org]成立。", []),
        (
            "[东岭金属/org]会长[何平川/person]、总经理[周成林/person]出席。",
            ["何平川 > 东岭金属: 会长", "周成林 > 东岭金属: 总经理"],
        ),
        ("[启明新材/org]与[启明新材/org]签署协议。", []),
        # Reworded.
        ("[湖东启明新材料有限公司/org]（以下统称“启明新材”）中标。", ["湖东启明新材料有限公司 > 启明新材"]),
        ("[启明新材/org]公告，董事会选举[李望/person]为董事长。", ["李望 > 启明新材: 董事长"]),
        ("[李望/person]，[启明新材/org]总工程师，长期从事研发。", ["李望 > 启明新材: 总工程师"]),
        ("[启明新材/org]的总经理[李望/person]说。", ["李望 > 启明新材: 总经理"]),
        (
            "[东岭氢能研究院/org]由[海澜大学/org]、[启明新材/org]携手共建。",
            ["东岭氢能研究院 > 启明新材", "东岭氢能研究院 > 海澜大学"],
        ),
        ("[启明储能/org]是[启明新材/org]旗下的全资子公司。", ["启明储能 > 启明新材"]),
        ("[启明新材/org]称，旗下全资公司[启明储能/org]获批。", ["启明储能 > 启明新材"]),
        ("[启明新材/org]披露，下属企业[启明储能/org]停产。", ["启明储能 > 启明新材"]),
        ("[启明新材/org]计划以现金方式购买[蓝湾重工/org]51%股权。", ["启明新材 > 蓝湾重工"]),
        ("[启明新材/org]公告，拟斥资3亿元收购[蓝湾重工/org]股权。", ["启明新材 > 蓝湾重工"]),
        ("[启明新材/org]完成对[蓝湾重工/org]的收购。", ["启明新材 > 蓝湾重工"]),
        ("[启明新材/org]终止对[蓝湾重工/org]的收购。", []),
        (
            "[湖东光伏协会/org]、[海澜大学/org]和[启明新材/org]共同发起倡议。",
            ["湖东光伏协会 > 启明新材", "湖东光伏协会 > 海澜大学"],
        ),
        ("[海澜大学/org]与[启明新材/org]等单位协同攻关。", ["海澜大学 > 启明新材"]),
        ("[启明新材/org]的总部设在[东岭市/region]。", ["启明新材 > 东岭市"]),
        ("[启明新材/org]将总部迁至[东岭市/region]。", ["启明新材 > 东岭市"]),
        ("[启明新材/org]注册地在[东岭市/region]。", ["启明新材 > 东岭市"]),
        ("[东岭金属实验室/org]在[东岭市/region]正式挂牌。", ["东岭金属实验室 > 东岭市"]),
        ("[启明新材/org]宣布与[蓝湾重工/org]达成战略合作。", ["启明新材 > 蓝湾重工"]),
        ("[启明新材/org]拟与[蓝湾重工/org]成立合资公司。", ["启明新材 > 蓝湾重工"]),
        ("[启明新材/org]参股公司[蓝湾重工/org]上市。", ["启明新材 > 蓝湾重工"]),
        ("[启明新材/org]控股的[启明储能/org]投产。", ["启明储能 > 启明新材"]),
        ("[启明新材/org]区域总部落户[东岭市/region]。", ["启明新材 > 东岭市"]),
        ("扎根[东岭市/region]多年的[启明新材/org]。", ["启明新材 > 东岭市"]),
        (
            "落户[东岭市/region]的[启明新材/org]、[蓝湾重工/org]相继投产。",
            ["启明新材 > 东岭市", "蓝湾重工 > 东岭市"],
        ),
        # Read without what is said in passing.
        (
            "[启明新材/org]公告，为布局回收业务，拟以现金方式收购电池企业[蓝湾重工/org]60%股权。",
            ["启明新材 > 蓝湾重工"],
        ),
        (
            "[海澜集团/org]旗下热门出行平台[启明储能/org]已收购芯片初创公司[蓝湾重工/org]。",
            ["启明储能 > 海澜集团", "启明储能 > 蓝湾重工"],
        ),
        (
            "[启明储能/org]由[海澜集团/org]旗下[海澜基金/org]、[东岭创投/org]共同持股。",
            ["东岭创投 > 启明储能", "海澜基金 > 启明储能", "海澜基金 > 海澜集团"],
        ),
        ("[启明新材/org]从[海澜集团/org]手中收购[蓝湾重工/org]。", ["启明新材 > 蓝湾重工"]),
        ("[启明新材/org]放弃收购[蓝湾重工/org]。", []),
        (
            "[东岭绿色基金/org]揭牌，基金由[海澜集团/org]，以及[启明新材/org]等9家企业共同发起设立。",
            ["东岭绿色基金 > 启明新材", "东岭绿色基金 > 海澜集团"],
        ),
        (
            "[启明新材/org]公告，董事会同意公司以所持[启明储能/org]70%股权向[启明智控/org]增资。",
            ["启明新材 > 启明储能", "启明新材 > 启明智控"],
        ),
        (
            "[启明储能/org]成立，注册资本1亿元，发起方包括[启明新材/org]子公司[启明智控/org]（持股60%）等。",
            ["启明智控 > 启明储能", "启明智控 > 启明新材"],
        ),
        ("[启明新材/org]发布公告称，公司近日收到控股股东[海澜集团/org]通知。", ["启明新材 > 海澜集团"]),
        (
            "[启明新材/org]参股公司[蓝湾重工/org]、[启明储能/org]将成为[海澜集团/org]的子公司。",
            [
                "启明储能 > 海澜集团",
                "启明新材 > 蓝湾重工",
            ],
        ),
        ("[启明新材/org]与[蓝湾重工/org]不存在合作。", []),
        (
            "《光伏行业年度展望》为[启明证券/org]联合[海澜大学/org]发布的年度报告。",
            [
                "启明证券 > 《光伏行业年度展望》",
                "海澜大学 > 《光伏行业年度展望》",
            ],
        ),
        ("[启明新材/org]（以下简称“公司”）中标。", []),
        ("[启明新材/org]与[海澜大学/org]合作，[海澜大学/org]与[启明新材/org]合作。", ["启明新材 > 海澜大学"]),
        ("位于[湖东省/region][东岭市/region]的[启明新材/org]投产。", ["启明新材 > 东岭市"]),
    ],
)
def test_sentence(marked: str, expected: list[str]) -> None:
    assert _shown(None, marked) == sorted(expected)


def test_folding_keeps_offsets() -> None:
    view = _view("近日，[启明新材/org]发布《碳纤维产业发展白皮书》。")
    (sentence,) = fold_sentences(view)
    for index, participant in sentence.participants.items():
        start, end = sentence.span(index, index + 1)
        assert view.text[start:end] == participant.text
