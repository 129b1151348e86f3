"""Which place is meant: shared names, references, zones; one case a line."""

from __future__ import annotations

import pytest

from extract.records import OrganisationMention, Region
from extract.regions import find_regions, region_table, resolve_regions


def resolve(text: str, title: str = "", publisher: str = "") -> dict[str, str]:
    """The last id of every mention's text."""
    found = find_regions(text, title=title, publisher=publisher)
    return {m.text: m.region_id for m in resolve_regions(found, text=text, title=title, publisher=publisher)}


CODED = [
    ("三门峡签约", "三门峡", "411200"),
    ("三门峡市签约", "三门峡市", "411200"),
    ("河南省三门峡市签约", "三门峡市", "411200"),
    ("吉林的冰雪", "吉林", "220000"),
    ("吉林市的冰雪", "吉林市", "220200"),
    ("海南的雨林", "海南", "460000"),
    ("河北的钢", "河北", "130000"),
    ("大连港口区、崇文区", "崇文区", "110101"),
    ("襄樊市", "襄樊市", "420600"),
    ("香港金融", "香港", "810000"),
    ("我国工业", "我国", "CN"),
    ("印尼镍矿", "印尼", "ID"),
    ("在沪企业", "沪", "310000"),
    ("访华期间", "华", "CN"),
    ("驻陕部门", "陕", "610000"),
    ("欧美日企业", "欧美日", "zone:欧美日"),
    ("全世界的目光", "全世界", "zone:全球"),
    ("长江三角洲的港口", "长江三角洲", "zone:长三角"),
    ("唐山市高新技术产业开发区", "唐山市高新技术产业开发区", "zone:唐山高新区"),
    ("唐山高新区", "唐山高新区", "zone:唐山高新区"),
]

SHARED = [
    # the place right before
    ("江苏省南京市鼓楼区招商", "", "", "鼓楼区", "320106"),
    ("福建福州鼓楼区招商", "", "", "鼓楼区", "350102"),
    ("北京朝阳区的写字楼", "", "", "朝阳区", "110105"),
    ("吉林长春朝阳区的工厂", "", "", "朝阳区", "220104"),
    ("四川乐山市中区", "", "", "市中区", "511102"),
    # other places of the text
    ("徐州的工程机械畅销。鼓楼区新设服务站。", "", "", "鼓楼区", "320302"),
    ("开封古城客流回升。鼓楼区最多。", "", "", "鼓楼区", "410204"),
    ("枣庄锂电出口增长，市中区新增三家工厂", "", "", "市中区", "370402"),
    ("杭州举办赛事，西湖区开放场馆", "", "", "西湖区", "330106"),
    ("南昌新建地铁，西湖区通车", "", "", "西湖区", "360103"),
    ("无锡、南通之后，通州区也出台办法", "", "", "通州区", "320612"),
    # the title, the publisher
    ("鼓楼区今年开工十项工程", "福州日报：城建", "", "鼓楼区", "350102"),
    ("朝阳区新增充电桩", "", "长春市统计局", "朝阳区", "220104"),
    ("江北区码头扩建", "", "宁波晚报", "江北区", "330205"),
    ("江北区码头扩建", "重庆一周", "", "江北区", "500105"),
    ("和平区老旧小区改造", "", "沈阳市", "和平区", "210102"),
    # nothing tells
    ("鼓楼区今年开工十项工程", "", "", "鼓楼区", ""),
    ("城关区新修公路", "", "", "城关区", ""),
]

REFERENCES = [
    ("湖南今年夏粮丰收，全省增产", "", "", "全省", "430000"),
    ("许昌投资增长，该市将再建两园", "", "", "该市", "411000"),
    ("浙江和江苏之后，安徽出台办法。全省推行", "", "", "全省", "340000"),
    ("上海外贸回升，全市出口增长", "", "", "全市", "310000"),
    ("南京市玄武区调研，全市部署，全区落实", "", "", "全区", "320102"),
    ("南京市玄武区调研，全市部署，全区落实", "", "", "全市", "320100"),
    ("浙江义乌市扩建市场，全市商户增加", "", "", "全市", "330782"),
    ("江西省湖口县造船，全县就业增长", "", "", "全县", "360429"),
    ("全省经济稳中有进", "湖南省年度报告", "", "全省", "430000"),
    ("我市上半年开局良好", "", "许昌市科学技术局", "我市", "411000"),
    ("我省外贸增长", "", "山东日报", "我省", "370000"),
    ("全省产能提升。洛阳和鹤壁领先。", "", "", "全省", "410000"),
    ("洛阳算力提升，全省一盘棋", "", "", "全省", "410000"),
    ("湖北发布办法，黄石率先落地，全省推广", "", "", "全省", "420000"),
    ("全市经济稳中有进", "", "", "全市", ""),
    ("本县加快修路", "", "", "本县", ""),
    ("宁夏光伏装机增长，全区用电回升", "", "", "全区", "640000"),
    ("郑州建设枢纽，航空港区扩容", "", "", "航空港区", "zone:郑州航空港区"),
    ("唐山高新区签约，高新区投资增长", "", "", "高新区", "zone:唐山高新区"),
]


@pytest.mark.parametrize(("text", "mention", "region_id"), CODED)
def test_codes(text: str, mention: str, region_id: str) -> None:
    assert resolve(text)[mention] == region_id


@pytest.mark.parametrize(("text", "title", "publisher", "mention", "region_id"), SHARED + REFERENCES)
def test_resolves(text: str, title: str, publisher: str, mention: str, region_id: str) -> None:
    assert resolve(text, title, publisher)[mention] == region_id


@pytest.mark.parametrize(
    ("text", "dropped"),
    [("高新区要当好排头兵", "高新区"), ("宁波银行发布年报", "宁波"), ("上海交响乐团巡演", "上海")],
)
def test_leaves_out_what_is_no_region_alone(text: str, dropped: str) -> None:
    assert dropped not in resolve(text)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("湖口县", ["湖口县", "九江市", "江西省", "中国", "亚洲", "全球"]),
        ("唐山高新区", ["唐山高新区", "唐山市", "河北省", "中国", "亚洲", "全球"]),
        ("珠三角", ["珠三角", "广东省", "中国", "亚洲", "全球"]),
        ("重庆涪陵区", ["涪陵区", "重庆市", "中国", "亚洲", "全球"]),
        ("神农架林区", ["神农架林区", "湖北省", "中国", "亚洲", "全球"]),
        ("柏林", ["柏林", "德国", "全球"]),
    ],
)
def test_table_rolls_up(text: str, chain: list[str]) -> None:
    mentions = resolve_regions(find_regions(text), text=text)
    table = {region.region_id: region for region in region_table(mentions)}
    region: Region | None = table[mentions[-1].region_id]
    names = []
    while region is not None:
        names.append(region.name)
        region = table.get(region.parent_id)
    assert names == chain


def test_table_does_not_depend_on_order() -> None:
    text = "唐山高新区、苏州工业园区、欧美日、三门峡市、十八洞村"
    mentions = find_regions(text)
    assert region_table(mentions) == region_table(list(reversed(mentions)))
    assert len({region.region_id for region in region_table(mentions)}) == len(region_table(mentions))


def test_the_place_of_a_public_body_speaks_for_a_reference() -> None:
    text = "佛山市投资增长。三门峡市科技局表示，全市订单回升。"
    body = OrganisationMention(
        start=8, end=15, text="三门峡市科技局", rule="grammar", type="government", name="三门峡市科技局",
        confidence=0.9, region_id="411200",
    )  # fmt: skip
    standing = [mention for mention in find_regions(text) if not 8 <= mention.start < 15]
    found = resolve_regions(standing, text=text, organisations=[body])
    assert [(m.text, m.code) for m in found] == [("佛山市", "440600"), ("全市", "411200")]
