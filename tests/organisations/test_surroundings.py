"""What the words around a stretch that only the model proposes make of it; one case a line."""

from __future__ import annotations

import pytest

from extract.organisations import find_organisations
from extract.records import EntityCandidate
from extract.regions import find_regions

# Too little for the model's word alone, enough with what the text says.
DOUBTFUL = 0.6


def found_with(text: str, proposed: str, confidence: float = DOUBTFUL) -> list[str]:
    """The organisations of ``text`` where the model proposes each of the names in ``proposed``, a bar between them."""
    candidates = [
        EntityCandidate(
            start=(at := text.index(name)), end=at + len(name), text=name, rule="model", label="ORG.company",
            confidence=confidence,
        )
        for name in proposed.split("|")
    ]  # fmt: skip
    found = find_organisations(text, sentences=(), regions=find_regions(text), candidates=candidates)
    return [mention.text for mention in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("日化巨头欧丽佳换帅。", "欧丽佳"),
        ("全资子公司沛能再生已经迁址。", "沛能再生"),
        ("软件服务商呈赞在三地设点。", "呈赞"),
        ("另据运营商Vectra的数据，流量回升。", "Vectra"),
        ("澜穹董事长在会上发言。", "澜穹"),
        ("现场有宁德时代、澜穹参展。", "澜穹"),
        ("此事已向海洋仲裁法院起诉。", "海洋仲裁法院"),
        ("他在青溪眼科医院坐诊。", "青溪眼科医院"),
        ("现场有澜穹和比亚迪参展。", "澜穹"),
        ("中标长沙京东方产线的土建。", "长沙京东方"),
        ("宝马一汽的工厂封顶。", "宝马一汽"),
        ("华为培训部主任介绍了课程。", "华为培训部"),
        ("订单连续三月回升。（商界观察网）\n次日开市。", "商界观察网"),
    ],
)
def test_confirmed(text: str, name: str) -> None:
    assert name in found_with(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("工厂里澜穹很安静。", "澜穹"),
        ("大股东顺势减持。", "顺势"),
        ("参与设立产业融合投资基金。", "产业融合投资基金"),
        ("该校材料物理与工艺学院的团队发文。", "材料物理与工艺学院"),
        ("订单连续三月回升。（商界）\n次日开市。", "商界"),
        ("基金会负责人致辞。", "基金会"),
        ("四川大学华西医院原骨科翻新。", "四川大学华西医院原骨科"),
        ("签约方为病原所）等三家。", "病原所）"),
    ],
)
def test_not_confirmed(text: str, name: str) -> None:
    assert name not in found_with(text, name)


def test_a_list_passes_confidence_on() -> None:
    assert found_with("展台上有比亚迪、澜穹、沛云和呈赞。", "澜穹|沛云|呈赞") == ["比亚迪", "澜穹", "沛云", "呈赞"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("股东为宁波沛益及澜锐资本。", ["宁波沛益", "澜锐资本"]),
        ("他转让了海川云安农场和云澜农场。", ["海川云安农场", "云澜农场"]),
    ],
)
def test_two_names_of_the_model_are_not_one_of_the_rules(text: str, names: list[str]) -> None:
    assert found_with(text, "|".join(names), 0.95) == names


@pytest.mark.parametrize(
    ("text", "seen", "names"),
    [
        # what the rules find cuts through what the model is sure of
        ("宏远与南丰沛云的官司。", "沛云", ["沛云"]),
        ("【中电联倡议：燃煤电厂错峰检修】", "中电联", ["中电联"]),
        # a known name with the word for an event, which the model passes over
        ("华为新品与第9届非盟峰会同日登场。", "华为", ["华为"]),
        ("华为亮相上合组织国家电影节。", "华为", ["华为"]),
        ("华为向东盟供货。", "华为", ["华为", "东盟"]),
        ("新东方-S与华为公告。", "华为", ["新东方", "华为"]),
        # a trade after a common word
        ("华为修缮历史建筑。", "华为", ["华为"]),
        # a long known name, though the model passes over it
        ("按照全国人大常委会监督计划，华为作了报告。", "华为", ["全国人大常委会", "华为"]),
    ],
)
def test_what_the_model_passes_over(text: str, seen: str, names: list[str]) -> None:
    assert found_with(text, seen, 0.97) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("筹建“深海矿物与低扰动采集国家重点实验室”。", ["深海矿物与低扰动采集国家重点实验室"]),
        ("筹建“国家重点实验室”。", []),
        ("称为“最美乡村教师与园丁”。", []),
        ("订单连续三月回升。（青溪观察网）\n次日开市。", ["青溪观察网"]),
        ("订单连续三月回升（青溪观察网）已经三月。", []),
        ("订单连续三月回升。（网）\n", []),
    ],
)
def test_names_that_marks_tell(text: str, names: list[str]) -> None:
    assert [mention.text for mention in find_organisations(text, sentences=(), regions=())] == names


@pytest.mark.parametrize(
    ("text", "seen", "names"),
    [
        ("中国化工学会监事会换届。", "中国化工学会", ["中国化工学会监事会"]),
        ("华为监事会换届。", "华为", ["华为"]),
        ("携手复旦大学脑与类脑科学学院的团队。", "复旦大学", ["复旦大学脑与类脑科学学院"]),
        ("中国科学院先进计算技术实验室搬迁。", "中国科学院", ["中国科学院先进计算技术实验室"]),
        ("国航四大航空公司的运力。", "国航", ["国航"]),
        ("听取了《沛云收购案》的说明。", "沛云", []),
        ("沛云资产晓峰1号获配两亿股。", "沛云资产晓峰1号", []),
    ],
)
def test_a_body_with_its_part(text: str, seen: str, names: list[str]) -> None:
    assert found_with(text, seen, 0.97) == names


@pytest.mark.parametrize(
    ("text", "proposed", "names"),
    [
        ("大众中国方面回应。", "大众中国", ["大众中国"]),
        ("益阳沛维科技攻克难题。", "益阳沛维科技", ["益阳沛维科技"]),
        ("点评网站沛到网月活翻番。", "沛到网", ["沛到网"]),
        ("建成骨干网。", "骨干网", []),
    ],
)
def test_names_by_their_parts(text: str, proposed: str, names: list[str]) -> None:
    assert found_with(text, proposed) == names


@pytest.mark.parametrize("text", ["澜穹5家企业的车型", "雅泽、澜穹3家公司"])
def test_a_count_after_a_name_without_a_suffix_counts_others(text: str) -> None:
    assert "澜穹" in found_with(text, "澜穹", 0.95)


@pytest.mark.parametrize(
    ("text", "proposed", "names"),
    [
        ("样机交给Lumen Bioscience, Inc测试。", "Lumen Bioscience", ["Lumen Bioscience, Inc"]),
        ("由Sanda Foods Co., Ltd.供货。", "Sanda Foods", ["Sanda Foods Co., Ltd"]),
        ("由Sanda Foods Cola供货。", "Sanda Foods", ["Sanda Foods"]),
    ],
)
def test_a_legal_form_in_letters_belongs_to_the_name(text: str, proposed: str, names: list[str]) -> None:
    assert found_with(text, proposed, 0.97) == names


def test_a_longer_name_of_the_document_takes_the_place_of_the_models_part() -> None:
    text = "监理方是沛装建设。随后，沛装建设派人驻场。"
    spans = [(4, 8, 0.99), (at := text.rindex("沛装"), at + 2, 0.9)]
    candidates = [
        EntityCandidate(start=start, end=end, text=text[start:end], rule="model", label="ORG.company", confidence=sure)
        for start, end, sure in spans
    ]
    found = find_organisations(text, sentences=(), regions=(), candidates=candidates)
    assert [mention.text for mention in found] == ["沛装建设", "沛装建设"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("工业软件服务商呈赞宣布扩招。去年，呈赞在三地设点，呈赞员工过千。", ["呈赞"] * 3),
        ("洗地机制造商喜沛康近日完成融资。", ["喜沛康"]),
        ("可降解塑料厂商蓝穹微物宣布扩产。", ["蓝穹微物"]),
        ("生产商均已获得认证，车企几乎都完成目标。", []),
        ("子公司股权未披露，子公司资金未及时公告。", []),
        ("车企销售目标完成，房企现金流宣布改善。", []),
    ],
)
def test_a_name_between_its_kind_and_what_it_does(text: str, names: list[str]) -> None:
    found = find_organisations(text, sentences=(), regions=())
    assert [mention.text for mention in found] == names


def test_a_list_speaks_for_what_only_the_rules_see() -> None:
    text = "市农业农村局、市委机要局、市财政局各司其职。"
    assert "市委机要局" in found_with(text, "市农业农村局|市财政局", 0.97)


def test_a_list_does_not_speak_for_what_runs_over_a_name() -> None:
    text = "国航、东航和南航四大航空公司的运力。"
    assert found_with(text, "国航|东航|南航", 0.97) == ["国航", "东航", "南航"]


def test_a_department_is_one_name_with_its_body() -> None:
    assert found_with("中国科学院财务部主任介绍情况。", "中国科学院财务部", 0.72) == ["中国科学院财务部"]


def test_a_place_speaks_for_what_a_firm_has_there() -> None:
    assert found_with("数家企业谈论上海沛塔。", "上海沛塔", 0.8) == ["上海沛塔"]
    assert found_with("数家企业谈论沛塔。", "沛塔", 0.8) == []


def test_what_a_document_repeats_is_no_part_of_a_word_either() -> None:
    text = "民政部发文，各地民政部门落实。"
    assert found_with(text, "民政部", 0.97) == ["民政部"]
