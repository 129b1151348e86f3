"""The causes of wrong names, kinds and statuses, each in several wordings, with things that were made up for them."""

from __future__ import annotations

from typing import Any

import pytest

from extract.facts import link_metrics
from tests.facts.views import rows, view_of

NAMES = [
    # A rate given with 以 is of what changes at it.
    ("茶园面积每年以12%的速度递增。", ["茶园面积"]),
    ("竹制品出口额以年均两成的幅度扩大。", ["竹制品出口额"]),
    ("近海渔获量连年以5%的速率递减。", ["近海渔获量"]),
    ("基地以每分钟30米的速度生产布料。", ["速度"]),
    # 在…方面 says which matter a nameless value is of.
    ("在文旅收入方面，增长8%；在研学人数方面，增长达两成。", ["文旅收入", "研学人数"]),
    ("从订单数量看，下降3%。", ["订单数量"]),
    # Income and outgo, surplus and deficit go together.
    ("运输服务收入18亿元，支出12亿元，顺差6亿元。", ["运输服务收入", "运输服务支出", "运输服务顺差"]),
    ("社保基金收入9亿元，支出8亿元，结余1亿元。", ["社保基金收入", "社保基金支出", "社保基金结余"]),
    # Those counted are told by what their measure does.
    ("27类农产品产量实现增长。", ["产量实现增长农产品"]),
    ("19个县区工业产值均同比回升。", ["工业产值同比回升县区"]),
    ("12家上市公司净利润增幅超过30%。", ["净利润增幅超过30%上市公司"]),
    ("8个行业增加值实现了两位数增长。", ["增加值实现两位数增长行业"]),
    # Shares of a list share what is told after the last.
    ("八成的乡镇和六成的村庄建成服务站。", ["乡镇建成服务站", "村庄建成服务站"]),
    ("95%的高校、80%的中学接入了资源平台。", ["高校接入资源平台", "中学接入资源平台"]),
    # A bound inside what is counted is part of its name.
    ("港区5万吨以上泊位达到130个。", ["港区5万吨以上泊位"]),
    ("年薪20万元以上岗位有300个。", ["年薪20万元以上岗位"]),
    ("本科以上学历的60万人，35岁以下的40万人。", ["本科以上学历", "35岁以下"]),
    # What so many of them are.
    ("共有渡口30个，其中12个是临时渡口。", ["渡口", "临时渡口"]),
    ("发布课题成果60项，其中20项为首次公开。", ["课题成果", "首次公开课题成果"]),
    ("查处案件80起，其中15起为跨省案件。", ["查处案件", "跨省案件"]),
    # The price of long ago, told by how a thing began.
    ("园区产值由开园之初的3亿元增至20亿元。", ["园区产值", "园区产值"]),
    ("用户数从此前公布的14万户下调至12万户。", ["用户数", "用户数"]),
    # Words of degree and means belong to the verb.
    ("网购额从3亿元猛增到90亿元。", ["网购额", "网购额"]),
    ("民宿订单量增速放缓至6%。", ["民宿订单量"]),
    ("竞拍成交额定格在8亿元。", ["竞拍成交额"]),
    ("钢材年产值历史性地突破百亿元。", ["钢材年产值"]),
    ("游客平均停留时间由此缩短2小时。", ["游客平均停留时间"]),
    ("通过远山交易所大宗交易系统合计减持股份300万股。", ["减持股份"]),
    ("向灾区定向捐赠现金500万元。", ["定向捐赠现金"]),
    ("每年可节约用水30万吨。", ["节约用水"]),
    # A noun that holds a verb goes on to its head.
    ("建设6个粮油单产提升示范区。", ["粮油单产提升示范区"]),
    ("启动12个能效提升工程，覆盖全域。", ["能效提升工程"]),
    ("设立80亿元产业转型基金和20亿元绿色升级基金。", ["产业转型基金", "绿色升级基金"]),
    # Money is called by what it stands in.
    ("双方签署15亿元合作协议。", ["合作协议"]),
    ("完成2.3亿元的股权融资。", ["股权融资"]),
    ("对涉事商户作出20万元罚款的行政处罚。", ["罚款的行政处罚"]),
    ("曾花8亿欧元收购当地酒庄。", ["收购当地酒庄"]),
    # So much is built of something that is measured by length.
    ("项目包括9公里隧道和21公里高架桥。", ["隧道", "高架桥"]),
    ("铺设35公里供热管网。", ["供热管网"]),
    # A rank is by what it names.
    ("位居同类平台母婴用品销量第三。", ["同类平台母婴用品销量"]),
    # How many lie within a bound, or pass; shares of all shares; profits by whom they go to.
    ("入榜商户70家，其中月销售额超过50万元的有9家。", ["入榜商户", "月销售额超过50万元"]),
    ("新培育农业龙头企业300家以上、农产品品牌企业40家以上。", ["新培育农业龙头企业", "新培育农产品品牌企业"]),
    ("累计报名1200人，较前一日新增90人。", ["报名", "新增报名"]),
    ("持股比例由45%稀释到38%。", ["持股比例", "持股比例"]),
    ("总体涉及30%员工。", ["总体涉及员工"]),
    ("全县示范社80家，其中26家通过复核。", ["示范社", "通过复核示范社"]),
    ("持有股份300万股，拟减持不超过公司总股本的1.5%。", ["持有股份", "减持占公司总股本"]),
    ("累计减持90万股，即公司总股本的2%。", ["减持", "减持占公司总股本"]),
    ("归属于上市公司股东的净利润2.4亿元。", ["归属于上市公司股东的净利润"]),
    ("烘焙业务的收入和利润分别占公司整体的20%和15%。", ["烘焙业务的收入占公司整体", "烘焙业务的利润占公司整体"]),
    ("农业、林业和渔业采购经理指数分别为51%、52%和53%。",
     ["农业采购经理指数", "林业采购经理指数", "渔业采购经理指数"]),
    ("三级医院预约诊疗率目前已经超过40%。", ["三级医院预约诊疗率"]),
    ("全县民宿入住率连年稳在六成。", ["民宿入住率"]),
    ("开展8种主要农产品试点。", ["主要农产品试点"]),
    ("明确了6项任务，提出18项指标。", ["任务", "指标"]),
    ("其中高端仪表产值最大，达到9亿元。", ["高端仪表产值"]),
    ("签约项目涉及合作投资30起，总金额超过60亿元。", ["签约项目涉及合作投资", "签约项目涉及合作投资总金额"]),
]  # fmt: skip

NO_FACTS = [
    "平台联合甲厂与乙厂两类角色。",
    "景区的三个片区里，游人如织。",
    "在48公里的江堤上，志愿者来回巡查。",
    "封闭火山方圆6公里之内的道路。",
    "这条300公里的海岸线，风光秀丽。",
    "参会的有三个产粮国：甲国、乙国和丙国。",
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_hold_in_other_words(text: str, names: list[str]) -> None:
    assert [fact.metric for fact in link_metrics(view_of(text))] == names


@pytest.mark.parametrize("text", NO_FACTS)
def test_these_quantities_state_nothing(text: str) -> None:
    assert link_metrics(view_of(text)) == []


#: A text of orders: its sentences open with bare verbs, and few report anything.
_ORDERS = (
    "推进园区扩容。深化校企合作，引育团队30个。\n"
    "培育花卉加工企业。建设冷链仓储基地8座。\n"
    "完善追溯体系，合格率达到98%。加强品牌推广。\n"
    "去年，全县销售鲜切花9亿枝。\n"
)
_BY_2030 = ("到2030年", "2030-12-31", "2030-12-31", "deadline")
STATUSES: list[tuple[str, dict[str, Any], list[str]]] = [
    # What a text of orders asks for is its goal; what it reports is not.
    (_ORDERS, {"times": [("去年", "2025-01-01", "2025-12-31")]}, ["target", "target", "target", "actual"]),
    # The items of a list headed as goals,
    ("到期要实现以下目标：\n——网点更密。乡镇覆盖率超过95%。\n——服务更优。办结率达到九成。", {}, ["target", "target"]),
    ("中心的发展目标是：\n一是扩规模。床位达到800张。\n二是提质量。治愈率为98%。", {}, ["target", "target"]),
    ("各地完成情况如下：\n——网点更密。乡镇覆盖率超过95%。", {}, ["actual"]),
    # What others expected is a forecast; the rest of the sentence is not.
    ("季度营收3亿元，市场预期2.8亿元；毛利率41%。", {}, ["actual", "forecast", "actual"]),
    ("门店数120家，分析师此前普遍预计为100家；客单价36元。", {}, ["actual", "forecast", "actual"]),
    ("初步预估数据显示，钢材产量下降1%。", {}, ["actual"]),
    # A study foresees; who promises plans.
    ("某机构发布报告称，全行业装机容量将增长两成。", {}, ["forecast"]),
    ("研究显示，咖啡消费量将上升7%。明后两年出口额将下降3%。", {}, ["forecast", "forecast"]),
    ("航运公司表示将在北方口岸裁减船员400人。", {"regions": [("北方口岸", "")]}, ["target"]),
    ("全县提前3年完成了造林面积达到60万亩的目标。", {}, ["actual"]),
    ("确保全年向商户让利不少于6亿元。", {}, ["target"]),
    # What is summed up by a day to come lies ahead; what a doer reaches is no order.
    ("到2030年，累计建成村级驿站300座。", {"times": [_BY_2030]}, ["target"]),
    ("到2030年的任务，已累计完成200项。", {"times": [_BY_2030]}, ["actual"]),
    ("课程平台服务1200家乡镇学校。", {}, ["actual"]),
    ("达到或超过同类水平，毕业率达到93%。", {}, ["actual"]),
]  # fmt: skip

KINDS = [
    ("示范田增产幅度达到10%。", ["growth"]),
    ("预计明年社会消费品零售总额同比5%。", ["growth"]),
    ("民宿订单增速放缓至6%。", ["growth"]),
    ("该国经济衰退了0.3%。", ["growth"]),
    ("茶园面积以每年12%的速度递增。", ["growth"]),
    ("原液供货价涨价10%。", ["growth"]),
    ("分红收益下滑35%至3000万元。", ["growth", "level"]),
    ("茶园面积占耕地面积的12%。", ["share"]),
]

#: The verb before the places that a count is among says how it is among them.
AMONG: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    ("班轮航线覆盖挪威、智利等18个国家。", [("挪威", "NO"), ("智利", "CL")], ["覆盖国家"]),
    ("直播平台辐射全球60个城市。", [("全球", "")], ["辐射城市"]),
]


@pytest.mark.parametrize(("text", "given", "statuses"), STATUSES)
def test_statuses_hold_in_other_words(text: str, given: dict[str, Any], statuses: list[str]) -> None:
    assert [found["status"] for found in rows(text, **given)] == statuses


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds_hold_in_other_words(text: str, kinds: list[str]) -> None:
    assert [fact.kind for fact in link_metrics(view_of(text))] == kinds


@pytest.mark.parametrize(("text", "regions", "names"), AMONG)
def test_counts_among_places_keep_the_verb(text: str, regions: list[tuple[str, str]], names: list[str]) -> None:
    assert [found["metric"] for found in rows(text, regions=regions)] == names


def test_values_of_listed_places_go_on_from_before() -> None:
    found = rows("服务出口增长4%。同期，挪威、智利分别增长8%和6%。", regions=[("挪威", "NO"), ("智利", "CL")])
    assert [(fact["metric"], fact["subject"]) for fact in found[1:]] == [("服务出口", "挪威"), ("服务出口", "智利")]
