"""The vocabulary the generator writes with. Places are counties that exist with towns and offices that do not."""

# ruff: noqa: E501  (word lists)
from __future__ import annotations

import random
from dataclasses import dataclass

COUNTIES = (
    "仪陇县",
    "沭阳县",
    "微山县",
    "洪泽区",
    "越城区",
    "阆中市",
    "海安市",
    "宁远县",
    "昌乐县",
    "高坪区",
    "永嘉县",
    "罗甸县",
)
CITIES = ("南充市", "绍兴市", "宿迁市", "济宁市", "淮安市", "温州市", "永州市", "潍坊市")
TOWN_NAMES = (
    "柳垭",
    "青堃",
    "石桥",
    "白云",
    "双河",
    "马鞍",
    "龙泉",
    "淏口",
    "金犇",
    "大湾",
    "新华",
    "望江",
    "三溪",
    "五里",
    "九龙",
)
BUREAUS = (
    "教育局", "财政局", "水利局", "民政局", "司法局", "审计局", "统计局", "交通运输局", "农业农村局", "卫生健康局",
    "市场监督管理局", "自然资源局", "应急管理局", "医疗保障局", "文化和旅游局", "发展和改革局",
)  # fmt: skip

CATEGORIES = (
    "机构概况类信息", "政策法规类信息", "规划计划类信息", "业务工作类信息", "人事信息类", "公示公告类", "财政资金类信息", "工作动态类",
    "重点领域信息", "行政执法类信息", "应急管理信息", "教育信息", "医疗卫生信息", "社会救助信息", "惠民措施", "政策宣传", "文化活动",
    "脱贫攻坚信息", "环境保护信息", "安全生产信息", "招标采购信息", "建议提案办理信息", "统计数据信息", "领导活动", "通知公告",
    "部门文件", "乡村振兴信息", "疫情防控信息", "便民服务信息", "国有土地信息",
)  # fmt: skip
QUOTED = ("规划计划", "机构职能", "工作动态", "政策文件", "财政预决算", "公示公告", "人事任免", "双公示")
SUBJECTS = (
    "主动公开政府信息", "公开政府信息", "主动公开各类政府信息", "主动公开各类信息", "发布政府信息", "公开各类政务信息",
)  # fmt: skip
OTHER_VERBS = (
    "更新信息",
    "推送信息",
    "编发信息",
    "上传信息",
    "报送信息",
    "转载信息",
    "制作发布信息",
    "推送各类动态信息",
)

# channel as printed → indicator the catalogue has for it (None: no key, or not certain)
CHANNELS: tuple[tuple[str, str | None], ...] = (
    ("门户网站", "proactive.website"),
    ("政府门户网站", "proactive.website"),
    ("政府网站", "proactive.website"),
    ("微信公众号", "proactive.wechat"),
    ("“美丽{town}”微信公众号", "proactive.wechat"),
    ("官方微信公众号", "proactive.wechat"),
    ("微博", "proactive.weibo"),
    ("政务微博", "proactive.weibo"),
    ("政府公报", "proactive.gazette"),
    ("抖音号", None),
    ("今日头条号", None),
    ("信息公开栏", None),
    ("公示栏", None),
    ("电子显示屏", None),
    ("村务公开栏", None),
    ("短信平台", None),
    ("政务服务中心", None),
    ("有线电视", None),
    ("QQ群", None),
)

FILLERS = (
    "坚持以公开为常态、不公开为例外，认真贯彻落实《条例》各项要求。",
    "严格落实信息发布审核制度，做到先审查、后公开。",
    "进一步健全工作机制，明确责任分工，推动各项任务落到实处。",
    "切实保障人民群众的知情权、参与权、表达权和监督权。",
    "围绕群众关切，及时回应社会热点，提升公开实效。",
    "不断优化栏目设置，完善网站功能，方便群众查询。",
    "加强业务学习，提高工作人员的能力和水平。",
    "扎实推进基层政务公开标准化规范化建设。",
    "强化组织领导，形成主要领导亲自抓、分管领导具体抓的工作格局。",
)

# What looks like a count and is none: dates, ordinals, document numbers, hotlines, names and time limits.
LOOKALIKES = (
    "严格执行“三审三校”制度，确保信息发布准确权威。",
    "按照《条例》第二十条规定，全面梳理主动公开内容。",
    "对依申请公开事项，在15个工作日内予以答复。",
    "收到申请之日起20个工作日内作出答复。",
    "充分发挥12345热线作用，及时回应群众诉求。",
    "推行7×24小时不打烊服务。",
    "加快5G网络建设信息公开。",
    "持续做好“三公”经费公开工作。",
    "落实“双随机、一公开”监管要求。",
    "第一时间发布权威信息，回应社会关切。",
    "按照国办公开办函〔2021〕30号文件要求编制本报告。",
    "根据《政府信息公开条例》（国务院令第711号）的规定开展工作。",
    "深入推进“五公开”，做到应公开尽公开。",
    "围绕“十四五”规划做好政策解读。",
    "坚决做到“两个维护”，增强“四个意识”。",
    "依托“一网通办”平台提升服务效能。",
    "信息公开目录于{year}年3月15日完成更新。",
    "{year}年6月，组织开展专题学习。",
    "咨询电话：0817-6552025，邮编：637400。",
    "地址：人民路128号3楼306室。",
    "受理时间为工作日上午9:00至12:00，下午14:30至17:30。",
    "第3批权责清单已对外公布。",
    "严格执行政府信息公开“一事一审”制度。",
    "对照2.0版目录逐条梳理。",
    "完善24小时自助服务区信息公示。",
    "按季度于次月10日前报送进展情况。",
    "落实《关于做好政务公开工作的通知》（川办发〔2020〕18号）精神。",
    "推动“最多跑一次”改革信息公开。",
    "增强“四个自信”，压实“一岗双责”。",
    "信息发布实行三级审核。",
)

PROBLEMS = (
    "主动公开意识不够强，公开内容不够全面。",
    "信息公开不及时，更新不够快。",
    "公开形式较为单一，与群众需求存在差距。",
    "工作人员均为兼职，业务能力有待提高。",
    "全镇无专职从事政务公开工作的人员，人员不固定。",
    "公开的广度和深度都不足，便民性需进一步提升。",
    "政策解读质量不高，形式不够丰富。",
    "个别栏目没有及时维护，信息分类不够准确。",
)
MEASURES = (
    "加强学习培训，提高信息公开工作水平。",
    "拓宽公开渠道，丰富公开形式。",
    "完善工作制度，强化监督考核。",
    "加大公开力度，提升信息质量。",
    "配强工作力量，压实工作责任。",
)


@dataclass(frozen=True, slots=True)
class AgencyTruth:
    """name as the title prints it; level as the contract names it; seat: the division above, for the portal's name."""

    name: str
    level: str
    seat: str
    self_reference: str
    short: str
    consolidated: bool


def some_agency(rng: random.Random) -> AgencyTruth:
    county, city, town = rng.choice(COUNTIES), rng.choice(CITIES), rng.choice(TOWN_NAMES)
    kind = rng.choices(("town", "bureau", "city_bureau", "subdistrict", "county", "city"), (40, 22, 8, 12, 10, 8))[0]
    if kind == "town":
        sort = rng.choice(("镇", "镇", "乡"))
        tail = rng.choice(("", "人民政府"))
        return AgencyTruth(f"{county}{town}{sort}{tail}", "town", county, f"我{sort}", town, False)
    if kind == "subdistrict":
        tail = rng.choice(("街道", "街道办事处"))
        return AgencyTruth(f"{county}{town}{tail}", "subdistrict", county, "街道", town, False)
    if kind == "bureau":
        seat = rng.choice([name for name in COUNTIES if not name.endswith("市")])
        return AgencyTruth(seat + rng.choice(BUREAUS), "county", seat, "我局", seat[:-1], False)
    if kind == "city_bureau":
        return AgencyTruth(city + rng.choice(BUREAUS), "city", city, "我局", city[:-1], False)
    if kind == "county":
        seat = rng.choice([name for name in COUNTIES if name.endswith("县")])
        return AgencyTruth(f"{seat}人民政府", "county", seat, "全县", seat[:-1], True)
    return AgencyTruth(f"{city}人民政府", "city", city, "全市", city[:-1], True)
