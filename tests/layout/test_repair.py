"""Broken lines are put together, titles and captions are left alone."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout import lay_out
from extract.layout.lines import display_width

PROSE = "云溪市统计局发布数据，上半年全市规模以上工业增加值同比增长6.5%，高于全省平均水平1.2个百分点。"


@pytest.mark.parametrize(
    ("source", "reading"),
    [
        (
            "全市专利工作迈上台阶。新增专\n利32件，增长5%。",
            "全市专利工作迈上台阶。新增专利32件，增长5%。",
        ),
        ("全市专利工作迈上台阶。新增专\r\n\r\n利32件，增长5%。\r\n", "全市专利工作迈上台阶。新增专利32件，增长5%。\n"),
        ("产量增长6.5%，其中2025\n\n年新增产能3万吨。", "产量增长6.5%，其中2025年新增产能3万吨。"),
        ("公司（以下简称\n\n“云溪重工”）新增产能3万吨。", "公司（以下简称“云溪重工”）新增产能3万吨。"),
        ("记者了解到，1—\n10月，产量增长8%。", "记者了解到，1—10月，产量增长8%。"),
        (
            "记者从该公司获悉，双方将共建\n\n（总部设在云溪市）实验室。",
            "记者从该公司获悉，双方将共建（总部设在云溪市）实验室。",
        ),
        ("产量达到 32 万吨，为 2024 年的 1.5 倍。", "产量达到32万吨，为2024年的1.5倍。"),
        ("本报讯 2025年，产量增长8%。", "本报讯 2025年，产量增长8%。"),
        ("中 国 储 能 产 业 联 盟成立于2019年，会员320家。", "中国储能产业联盟成立于2019年，会员320家。"),
        ("　　产量增长8%。\n　　出口增长3%。", "产量增长8%。\n出口增长3%。"),
        ("产量增长8%。\n出口增长3%。", "产量增长8%。\n出口增长3%。"),
        ("产量为3吨\r出口为2吨。", "产量为3吨\n出口为2吨。"),
        ("一、总体目标\n到2027年，产量增长8%。", "一、总体目标\n到2027年，产量增长8%。"),
        (
            "产量稳步增长\n\n近日，记者走进云溪重工，看到产线满负荷运转。",
            "产量稳步增长\n近日，记者走进云溪重工，看到产线满负荷运转。",
        ),
        # What looks like a heading and is half a sentence: a word is cut, a scrap follows, a post waits for its holder.
        (
            "该所首次发\n\n现耐盐基因。此前，专家发现过两种，尚未发现第三种。",
            "该所首次发现耐盐基因。此前，专家发现过两种，尚未发现第三种。",
        ),
        ("这是一个重大的战略\n\n升级。产业由大到强。", "这是一个重大的战略升级。产业由大到强。"),
        (
            "省科技厅副厅长、总工程师\n图3　会场\n甘棠，省经信厅厅长柳青出席会议。",
            "省科技厅副厅长、总工程师甘棠，省经信厅厅长柳青出席会议。",
        ),
        (
            "中国工程院院士、云溪大学教授\n高质量发展离不开科技创新，也离不开人才。",
            "中国工程院院士、云溪大学教授\n高质量发展离不开科技创新，也离不开人才。",
        ),
        ("云溪市统计局发布数据显示，上半年\n\n新增产能3万吨。", "云溪市统计局发布数据显示，上半年新增产能3万吨。"),
        ("去年11月，云溪重工的\n\n新船下水。", "去年11月，云溪重工的新船下水。"),
        ("云溪重工是全省最大的\n\n造船企业，年产新船12艘。", "云溪重工是全省最大的造船企业，年产新船12艘。"),
        ("加快产业发展\n\n中国企业在发展中创新，发展势头良好。", "加快产业发展\n中国企业在发展中创新，发展势头良好。"),
        # A caption without a full stop, which the text says again.
        (
            "2026年初，云溪重工首座智能工厂在赤湖破土动工\n\n本地工业蓄势而上。\n年初，首座智能工厂在赤湖破土动工。",
            "2026年初，云溪重工首座智能工厂在赤湖破土动工\n本地工业蓄势而上。\n年初，首座智能工厂在赤湖破土动工。",
        ),
        (
            "扫描图片，点击图标\n- 对准图片，稍候片刻\n- 收藏图片。",
            "扫描图片，点击图标\n对准图片，稍候片刻\n- 收藏图片。",
        ),
        # A word of the language is cut, in what looks like a heading and across a caption.
        (
            "从省船舶工业协会的年中例会上获\n悉，全省新船订单大增。",
            "从省船舶工业协会的年中例会上获悉，全省新船订单大增。",
        ),
        (
            "去年以来，云溪重工的股价持续上\n\n云溪重工总经理甘棠在现场讲话\n\n升，公司订单大增。",
            "去年以来，云溪重工的股价持续上升，公司订单大增。",
        ),
        # A numbered heading stands alone, however long; a source in brackets ends an item, also after a space.
        (
            "二、坚持创新驱动，强化部门协同，提升产业能级，扩大对外开放\n全市实施项目32个。",
            "二、坚持创新驱动，强化部门协同，提升产业能级，扩大对外开放\n全市实施项目32个。",
        ),
        (
            "（三）建强“云溪号”等3类平台，推动数据、算力、模型共享\n各县区新建平台12个。",
            "（三）建强“云溪号”等3类平台，推动数据、算力、模型共享\n各县区新建平台12个。",
        ),
        (
            "3.加快云溪新区发展\n展厅二期开工。展厅一期已建成。全市发展加快，发展向好。",
            "3.加快云溪新区发展\n展厅二期开工。展厅一期已建成。全市发展加快，发展向好。",
        ),
        ("（二）统筹布局，建设信息设施和\n公共平台，全市覆盖。", "（二）统筹布局，建设信息设施和公共平台，全市覆盖。"),
        (
            "云溪重工获8亿元融资，估值20亿元。 (云财网)\n赤湖船厂交付新船。",
            "云溪重工获8亿元融资，估值20亿元。 (云财网)\n赤湖船厂交付新船。",
        ),
        ("新船估值20亿元。　（云讯）\n赤湖船厂交付新船。", "新船估值20亿元。　（云讯）\n赤湖船厂交付新船。"),
        ("", ""),
        ("\n \n\u3000\n", ""),
    ],
)
def test_reading_text(source: str, reading: str) -> None:
    assert lay_out(source).text == reading


@pytest.mark.parametrize(
    ("between", "kind"),
    [
        ("图3　云溪重工生产车间", "caption"),
        ("云溪重工总经理甘棠致辞", "caption"),
        ("第 12 页", "furniture"),
        ("- 12 -", "furniture"),
        ("Yunxi Heavy Industries opened its third plant on Monday.", "foreign"),
        ("Reading Summary\n\nYunxi Heavy Industries opened its third plant, with an output of 3 tonnes.", "foreign"),
        ("编辑：甘棠 电话：0000-0000000", "furniture"),
    ],
)
def test_what_breaks_a_sentence_is_set_aside(between: str, kind: str) -> None:
    source = f"云溪重工第三座工厂建成投产，年产能达到32万\n\n{between}\n\n吨，比上年增长8%。\n"
    layout = lay_out(source)
    assert layout.text == "云溪重工第三座工厂建成投产，年产能达到32万吨，比上年增长8%。\n"
    assert [source[passage.start : passage.end] for passage in layout.set_aside] == [
        line for line in between.split("\n") if line
    ]
    assert layout.set_aside[-1].kind == kind


PIECE = "云溪重工今年新增产能三十二万吨，比上年增长百分之八，产品销往十二个国家和地区，为当地带来就业岗位"
# Columns cut into one another: (source, sentence that the halves make, where the other half stood)
APART = [
    (
        f"新船下水\n文 / 甘棠\n{PIECE}，龙头企\n\n图1　车间\n\n粮食丰收\n文 / 柳青\n\n"
        f"业和上下游企业抱团，企业效益好转。\n\n{PIECE}。\n",
        "龙头企业和上下游企业抱团，企业效益好转。",
    ),
    (
        f"新船下水\n文 / 甘棠\n\n业和上下游企业抱团，企业效益好转。\n{PIECE}。\n{PIECE}，龙头企\n\n"
        f"粮食丰收\n文 / 柳青\n{PIECE}。",
        "龙头企业和上下游企业抱团，企业效益好转。",
    ),
    # The paragraph right below begins plainly; the other half, below a caption, ends the word that is cut.
    (
        f"{PIECE}，公司股价上\n\n赤湖乳业的销量创下新高。\n\n{PIECE}。\n\n图1　车间\n\n升，订单大增。\n\n{PIECE}。\n",
        "公司股价上升，订单大增。",
    ),
    (
        f"{PIECE}；推动船厂与港口、铁路联运，服务沿江各市。\n\n{PIECE}；\n\n订阅方式：各地邮局均可办理。\n\n"
        "推动船厂与港口、铁路联运，服务沿江各市。",
        f"{PIECE}；推动船厂与港口、铁路联运，服务沿江各市。",
    ),
    (
        f"{PIECE}，承办沿江船舶大会、第三届港口装备展览会、2025云溪\n\n图1　会场\n\n各方时的分量。\n{PIECE}。\n"
        f"船舶装备展览会、第五届航运博览会，成为行业盛事。\n{PIECE}，可见联盟在团结",
        "2025云溪船舶装备展览会、第五届航运博览会，成为行业盛事。",
    ),
    (
        f"{PIECE}，承办沿江船舶大会、第三届港口装备展览会、2025云溪\n\n图1　会场\n\n各方力量时的分量。\n{PIECE}。\n"
        f"船舶装备展览会、第五届航运博览会，成为行业盛事。\n{PIECE}，可见联盟在团结",
        "可见联盟在团结各方力量时的分量。",
    ),
]


@pytest.mark.parametrize(("source", "sentence"), APART)
def test_halves_in_the_wrong_order(source: str, sentence: str) -> None:
    layout = lay_out(source)
    start = layout.text.index(sentence)
    spans = layout.source_spans(start, start + len(sentence))
    assert "".join(source[begin:end] for begin, end in spans) in (sentence, sentence.replace("；", "；\n\n"))
    begin, end = layout.source_span(start, start + len(sentence))
    assert source[begin:end] in sentence
    _check_places(source)


@pytest.mark.parametrize(
    "source",
    [
        # No line goes on with two others, and nothing goes round in a circle.
        f"{PIECE}企\n\n粮食丰收\n文 / 柳青\n\n业{PIECE}企\n\n图1　车间\n\n业和企业，企业效益好转",
        f"{PIECE}，龙头企\n\n新船下水\n文 / 甘棠\n\n业效益好转，企业和企业、龙头企",
    ],
)
def test_no_line_is_read_twice(source: str) -> None:
    _check_places(source)


def _wrap(paragraph: str, width: int) -> str:
    """Set ``paragraph`` in lines of ``width`` half-width columns; no line begins with a mark."""
    lines = [""]
    for character in paragraph:
        if display_width(lines[-1] + character) > width and character not in "，。、；：”）":
            lines.append("")
        lines[-1] += character
    return "\n".join(lines)


@pytest.mark.parametrize("width", [30, 36, 44, 60, 76])
def test_hard_wrapped_text(width: int) -> None:
    wrapped = "\n".join(_wrap(paragraph, width) for paragraph in (PROSE * 3, PROSE * 2, PROSE * 4))
    assert lay_out(wrapped).text.count(PROSE) == 9


def test_offsets_point_into_the_source() -> None:
    source = "●行业动态\r\n\r\n　　专利大增。全市 2025 年新增专\r\n\r\n图1　车间\r\n\r\n利32件，增长5%。\r\n"
    layout = lay_out(source)
    start = layout.text.index("新增专利")
    begin, end = layout.source_span(start, start + 4)
    assert source[begin:end] == "新增专\r\n\r\n图1　车间\r\n\r\n利"
    start = layout.text.index("2025年")
    begin, end = layout.source_span(start, start + 5)
    assert source[begin:end] == "2025 年"
    with pytest.raises(ValueError, match="does not lie"):
        layout.source_span(0, len(layout.text) + 1)


SNIPPETS = st.sampled_from(
    [
        *"一二三四五六七八九十0123456789，。、；：“”（）《》\n\n\n\r\t \u3000",
        "增长8%",
        "●行业动态",
        "本报讯 ",
        "Abstract of this",
        "粮食丰收\n文 / 柳青\n",
        "图1　车间",
        "效益好的龙头企",
        "业和企业",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.lists(SNIPPETS, max_size=120).map("".join), st.text(max_size=200)))
def test_every_character_has_its_place(source: str) -> None:
    _check_places(source)


def _check_places(source: str) -> None:
    layout = lay_out(source)
    spans = [layout.source_span(offset, offset + 1) for offset in range(len(layout.text))]
    bounds = [0, *layout.offsets.jumps, len(layout.text)]
    for start, end in itertools.pairwise(bounds):
        assert spans[start:end] == sorted(spans[start:end])
    assert len(set(spans)) == len(spans)
    for character, (start, end) in zip(layout.text, spans, strict=True):
        assert source[start:end] == character or character in "\n "
    for offset, (start, _) in enumerate(spans):
        assert layout.offsets.reading_offset(start) == offset
    for passage in layout.passages:
        assert 0 <= passage.start < passage.end <= len(layout.text)
    kept = {start for start, _ in spans} | {at for part in layout.set_aside for at in range(part.start, part.end)}
    lost = [character for at, character in enumerate(source) if at not in kept]
    assert not any(character.isalnum() for character in lost)
    assert lay_out(source) == layout
