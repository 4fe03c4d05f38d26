"""Titles as portals print them: split, repeated, year first, agency elsewhere; and the agency they lead to."""

from __future__ import annotations

import pytest
from reading_masthead import Page

from extractors import extract_report
from extractors.readers import PageHints

REPORT = "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        pytest.param(Page(f"石桥镇2020年{REPORT}"), f"石桥镇2020年{REPORT}", id="one_line"),
        pytest.param(Page("石桥镇", above=(f"2020年{REPORT}",)), f"2020年{REPORT}", id="agency_above"),
        pytest.param(
            Page("石桥街道办事处2023年度政府", above=("信息公开工作年度报告",)),
            f"石桥街道办事处2023年度{REPORT}",
            id="split_within_a_word",
        ),
        pytest.param(
            Page("石桥县水利局", above=("2020年度", REPORT)), f"2020年度{REPORT}", id="year_on_a_line_of_its_own"
        ),
        pytest.param(
            Page(f"石桥镇2020年{REPORT}", above=(f"石桥镇2020年{REPORT}",)),
            f"石桥镇2020年{REPORT}",
            id="printed_twice",
        ),
        pytest.param(
            Page(f"石桥镇2020年{REPORT}石桥镇2020年{REPORT}"), f"石桥镇2020年{REPORT}", id="printed_twice_on_one_line"
        ),
        pytest.param(Page("2020年石桥镇政府信息公开年报"), "2020年石桥镇政府信息公开年报", id="year_first"),
        pytest.param(
            Page("石橋鎮2020年政府信息公開工作年度報告"), "石橋鎮2020年政府信息公開工作年度報告", id="traditional"
        ),
        pytest.param(
            Page(titles=(f"关于公布石桥县2020年{REPORT}的公告",)),
            f"关于公布石桥县2020年{REPORT}的公告",
            id="announcement",
        ),
        pytest.param(
            Page(f"石桥镇2020年{REPORT}", titles=("石桥县人民政府",)), f"石桥镇2020年{REPORT}", id="head_names_the_site"
        ),
        pytest.param(
            Page(titles=(f"石桥镇2020年{REPORT[:6]}...",), hints=PageHints(title=f"石桥镇2020年{REPORT}")),
            f"石桥镇2020年{REPORT}",
            id="cut_off_on_the_page_whole_on_the_list",
        ),
        pytest.param(
            Page("石桥镇2008年政府信息公开工作", above=("年度报告",)), f"石桥镇2008年{REPORT}", id="last_words_below"
        ),
        pytest.param(Page(f"标题：石桥镇2020年{REPORT}"), f"石桥镇2020年{REPORT}", id="behind_its_label"),
    ],
)
def test_title(page: Page, title: str) -> None:
    assert page.masthead().title == title


@pytest.mark.parametrize(
    ("page", "name", "kind", "level"),
    [
        pytest.param(
            Page("雲南省林業廳2018年政府信息公開工作年度報告"),
            "雲南省林業廳",
            "department",
            "province",
            id="traditional",
        ),
        (Page(f"阆中市柏垭镇2019年度{REPORT}"), "阆中市柏垭镇", "government", "town"),
        (Page(f"2019年黄家镇{REPORT}"), "黄家镇", "government", "town"),
        (Page(f"沭阳县水利局2022年{REPORT}"), "沭阳县水利局", "department", "county"),
        (Page("云陵市水利局政府信息公开2019年年度报告"), "云陵市水利局", "department", "city"),
        (Page("2022年上海市政府信息公开工作年度报告"), "上海市", "government", "province"),
        (Page(f"江苏省生态环境厅2022年{REPORT}"), "江苏省生态环境厅", "department", "province"),
        (Page(f"国家税务总局2021年{REPORT}"), "国家税务总局", "department", "ministry"),
        (Page(f"教育部2021年{REPORT}"), "教育部", "department", "ministry"),
        (
            Page(f"国家税务总局沭阳县税务局2021年{REPORT}"),
            "国家税务总局沭阳县税务局",
            "department",
            "county",
        ),
        (Page(f"杭州市西湖区人民政府2021年{REPORT}"), "杭州市西湖区人民政府", "government", "county"),
        (
            Page(f"杭州市滨江区人民政府长河街道办事处2023年{REPORT}"),
            "杭州市滨江区人民政府长河街道办事处",
            "government",
            "subdistrict",
        ),
        (Page("2020年度龙游县湖镇镇政府信息公开工作报告"), "龙游县湖镇镇", "government", "town"),
        (
            Page(f"西咸新区底张街道办事处2023年度{REPORT}"),
            "西咸新区底张街道办事处",
            "government",
            "subdistrict",
        ),
        (Page(f"苏州工业园区管委会2021年{REPORT}"), "苏州工业园区管委会", "zone", "city"),
        (
            Page(f"重庆涪陵高新技术产业开发区管理委员会2021年{REPORT}"),
            "重庆涪陵高新技术产业开发区管理委员会",
            "zone",
            None,
        ),
        (Page(f"南京海关关区2021年{REPORT}"), "南京海关关区", "department", None),
        (
            Page(f"国家税务总局天津市税务局第五税务分局2021年{REPORT}"),
            "国家税务总局天津市税务局第五税务分局",
            "department",
            None,
        ),
        (Page(f"天津市水务局机关2021年{REPORT}"), "天津市水务局", "department", "province"),
        (Page(f"沭阳县人民医院2021年{REPORT}"), "沭阳县人民医院", "institution", "county"),
        (Page(f"湘西土家族苗族自治州人民政府2020年{REPORT}"), "湘西土家族苗族自治州人民政府", "government", "city"),
        (Page(f"延边州发展改革委2020年{REPORT}"), "延边州发展改革委", "department", "city"),
        (Page(f"玉环市坎门街道2022年度{REPORT}"), "玉环市坎门街道", "government", "subdistrict"),
        (Page(f"附件1：沭阳县水利局2021年{REPORT}"), "沭阳县水利局", "department", "county"),
        (
            Page("政府信息公开情况统计表", above=("填报单位（盖章）：沭阳县水利局",)),
            "沭阳县水利局",
            "department",
            "county",
        ),
        (Page(f"安镇街道2022年度{REPORT}"), "安镇街道", "government", "subdistrict"),
        (Page(f"西乡街道2022年度{REPORT}"), "西乡街道", "government", "subdistrict"),
        (Page(f"东区街道2022年度{REPORT}"), "东区街道", "government", "subdistrict"),
        (Page(f"莆田市公安局城厢分局2022年{REPORT}"), "莆田市公安局城厢分局", "department", "county"),
        (Page(f"宁波市公安局鄞州分局2022年{REPORT}"), "宁波市公安局鄞州分局", "department", "county"),
        (Page(f"上海市公安局黄浦分局2022年{REPORT}"), "上海市公安局黄浦分局", "department", "county"),
        (Page(f"杭州市公安局高新区分局2022年{REPORT}"), "杭州市公安局高新区分局", "department", "city"),
        (Page(f"重庆市市场监管系统2022年{REPORT}"), "重庆市市场监管系统", "department", "province"),
        (Page(f"关于沭阳县教育局2020年{REPORT}的公告"), "沭阳县教育局", "department", "county"),
        (
            Page("教育部办公厅关于2016年教育部政府信息公开工作年度报告的公告"),
            "教育部",
            "department",
            "ministry",
        ),
        (Page(f"国家新闻出版署（国家版权局）2019年{REPORT}"), "国家新闻出版署（国家版权局）", "department", "ministry"),
        (
            Page(f"重庆市大足区海棠新城开发区管理委员会2021年{REPORT}"),
            "重庆市大足区海棠新城开发区管理委员会",
            "zone",
            "county",
        ),
        (Page(f"北汀区城市管理和综合执法局2021年{REPORT}"), "北汀区城市管理和综合执法局", "department", "county"),
        (Page(f"经济技术开发区经济发展局2021年{REPORT}"), "经济技术开发区经济发展局", "department", None),
        (Page(f"高平市人民政府办公室2022年{REPORT}"), "高平市人民政府办公室", "government", "county"),
        (Page(f"省水利厅2022年{REPORT}"), "省水利厅", "department", "province"),
        (Page(f"山东省机关事务管理局2022年{REPORT}"), "山东省机关事务管理局", "department", "province"),
        (Page(f"安徽舒城经济开发区管理委员会2025年{REPORT}"), "安徽舒城经济开发区管理委员会", "zone", None),
        (Page(f"成都海关2021年{REPORT}"), "成都海关", "department", "city"),
        (Page(f"国家统计局成都调查队2021年{REPORT}"), "国家统计局成都调查队", "department", "city"),
        (Page(f"国家能源局浙江监管办公室2021年{REPORT}"), "国家能源局浙江监管办公室", "department", "province"),
        (Page(f"中国气象局2021年{REPORT}"), "中国气象局", "department", "ministry"),
        (Page(f"国务院办公厅2021年{REPORT}"), "国务院办公厅", "department", "ministry"),
        (Page(f"海关总署2021年{REPORT}"), "海关总署", "department", "ministry"),
        (Page(f"新疆生产建设兵团2021年{REPORT}"), "新疆生产建设兵团", "government", "province"),
        (Page("四川大学2021年信息公开年度报告"), "四川大学", "institution", None),
        (Page(f"昌都市卡若区如意乡2020年{REPORT}"), "昌都市卡若区如意乡", "government", "town"),
        (Page(f"喀什地区行政公署2020年{REPORT}"), "喀什地区行政公署", "government", "city"),
        (Page(f"阿克苏行署2020年{REPORT}"), "阿克苏行署", "government", "city"),
        (Page(f"塔城地区行署教育局2020年{REPORT}"), "塔城地区行署教育局", "department", "city"),
        (Page(f"喀什教育局2020年{REPORT}"), "喀什教育局", "department", None),
        (Page(f"地区教育局2020年{REPORT}"), "地区教育局", "department", "city"),
        (Page(f"州教育局2020年{REPORT}"), "州教育局", "department", "city"),
        (Page(f"县水利局2020年{REPORT}"), "县水利局", "department", "county"),
        (Page(f"自治区水利厅2020年{REPORT}"), "自治区水利厅", "department", "province"),
        (Page(f"兵团第三师2020年{REPORT}"), "兵团第三师", "government", "city"),
        (Page(f"第三师图木舒克市2020年{REPORT}"), "第三师图木舒克市", "government", "city"),
        (
            Page(f"新疆生产建设兵团第三师水利局2020年{REPORT}"),
            "新疆生产建设兵团第三师水利局",
            "department",
            "city",
        ),
        (Page(f"第一师范学校2020年{REPORT}"), "第一师范学校", "institution", None),
        (Page(f"年报-嘉善县魏塘街道2020年{REPORT}"), "嘉善县魏塘街道", "government", "subdistrict"),
        (Page(f"信息公开年度报告——沭阳县水利局2020年{REPORT}"), "沭阳县水利局", "department", "county"),
        (Page("沭阳县水利局政府信息公开年报-2020年度"), "沭阳县水利局", "department", "county"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_agency_named_in_the_title(page: Page, name: str, kind: str, level: str | None) -> None:
    agency = page.masthead().agency
    assert (agency.name, agency.kind, agency.level) == (name, kind, level)


BARE = f"2020年度{REPORT}"


def test_a_name_without_its_place_is_completed_by_the_page() -> None:
    page = Page(f"市教育局2018年度{REPORT}", above=("天津市教育局",))
    assert page.masthead().agency.name == "天津市教育局"


@pytest.mark.parametrize(
    ("page", "name"),
    [
        pytest.param(
            Page(BARE, "根据《条例》要求，由沭阳县水利局编制2020年度政府信息公开工作年度报告。"),
            "沭阳县水利局",
            id="compiled_by",
        ),
        pytest.param(
            Page(BARE, "本报告由南平市人民政府根据《中华人民共和国政府信息公开条例》要求编制而成。"),
            "南平市人民政府",
            id="compiled_by_with_its_basis_between",
        ),
        pytest.param(
            Page(BARE, "现公布石桥县白沙乡人民政府2020年度政府信息公开工作年度报告。"),
            "石桥县白沙乡人民政府",
            id="publishes",
        ),
        pytest.param(Page(BARE, labels={"发布机构": "沭阳县水利局"}), "沭阳县水利局", id="label"),
        pytest.param(Page(BARE, labels={"来源": "大五里镇"}), "大五里镇", id="source"),
        pytest.param(Page(BARE, hints=PageHints(agency="沭阳县水利局")), "沭阳县水利局", id="column_of_the_portal"),
        pytest.param(
            Page(BARE, breadcrumb=("首页", "街镇", "河包镇", "政务公开", "政府信息公开年报")),
            "河包镇",
            id="breadcrumb",
        ),
        pytest.param(Page("沭阳县水利局", above=(BARE,)), "沭阳县水利局", id="line_above_the_title"),
        pytest.param(Page(BARE, body=(*Page().body, "沭阳县水利局", "2021年1月20日")), "沭阳县水利局", id="signature"),
        pytest.param(
            Page(BARE, "如对本报告有疑问，请与沭阳县水利局办公室联系（电话：0527-83552214）。"),
            "沭阳县水利局",
            id="office_of_the_contact",
        ),
    ],
)
def test_agency_missing_from_the_title(page: Page, name: str) -> None:
    assert page.masthead().agency.name == name


def test_no_agency_anywhere_leaves_the_level_its_own_words_say() -> None:
    agency = Page(BARE, body=("一、总体情况", "我镇公开信息3条。", *Page().body[2:])).masthead().agency
    assert (agency.name, agency.level) == (None, "town")


def test_a_county_level_city_is_known_by_the_city_above_it() -> None:
    page = Page(f"阆中市水利局2020年{REPORT}", "按照南充市阆中市统一部署，编制本报告。")
    assert page.masthead().agency.level == "county"


def test_a_template_s_placeholder_is_no_agency() -> None:
    assert Page(f"XX镇2020年{REPORT}", labels={"发布机构": "石桥镇"}).masthead().agency.name == "石桥镇"


@pytest.mark.parametrize(
    "trail", ["首页 > 乡镇信息公开 > 中村乡 > 政务信息公开年报", "您当前所在位置: 首页>政府信息公开>政府信息公开年报"]
)
def test_the_line_that_says_where_a_page_stands_is_no_title(trail: str) -> None:
    text = f"{trail}\n\n石桥镇2020年{REPORT}\n\n一、总体情况\n公开信息20条。"
    report = extract_report(text.encode(), url="https://www.example.gov.cn/a.txt")
    assert report.title == f"石桥镇2020年{REPORT}"
    assert report.agency.name == "石桥镇"


BARE = f"2019年{REPORT}"


@pytest.mark.parametrize(
    ("page", "name"),
    [
        pytest.param(Page("沭阳县水利局关于", above=(BARE,)), "沭阳县水利局", id="on_a_line_that_ends_in_about"),
        pytest.param(Page("沭 阳 县 水 利 局", above=(BARE,)), "沭阳县水利局", id="letter_spaced"),
        pytest.param(
            Page("日期：2020-01-20", above=("浏览：3次", "字号：大", "打印本页", "分享到", "沭阳县水利局", BARE)),
            "沭阳县水利局",
            id="below_the_lines_of_the_page",
        ),
        pytest.param(Page(BARE, titles=(BARE, f"柏垭镇{BARE}_阆中市人民政府")), "柏垭镇", id="in_the_head_of_the_page"),
        pytest.param(Page(BARE, titles=(BARE, f"{BARE}_阆中市人民政府")), None, id="the_portal_alone_is_no_agency"),
    ],
)
def test_agency_beside_a_title_without_one(page: Page, name: str | None) -> None:
    assert page.masthead().agency.name == name


def test_the_title_as_the_head_of_the_page_names_it_comes_before_the_portal() -> None:
    page = Page(BARE, titles=(BARE, f"{BARE}-柏垭镇"), breadcrumb=("首页", "阆中市人民政府", "信息公开"))
    found = page.masthead().agency
    assert (found.name, found.level) == ("柏垭镇", "town")
    assert found.division is not None
    assert (found.division.county, found.division.town) == ("阆中市", "柏垭镇")
