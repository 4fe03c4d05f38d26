"""What a link's place says of it, and the way through lists that are found by it."""

from __future__ import annotations

import pytest

from scraper.discover.judge import Leads, Place, judge, lies_below
from scraper.discover.links import Link
from scraper.discover.verdict import fold
from scraper.portals.family import Rules

HOST = "http://h.gov.cn"
COLUMN = f"{HOST}/zwgk/ndbg/"
RULES = Rules(articles=r"/t20\d{6}_\d+\.html$")


def leads(
    text: str, path: str, *, column: str | None = COLUMN, roaming: bool = False, dated: bool = False
) -> Leads | None:
    place = Place("h.gov.cn", column or f"{HOST}/", column, searched=column is None, roaming=roaming)
    return judge(Link(HOST + path, text, "2021-01-20" if dated else None), place, RULES, marked=False).leads


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("2021年", "/zwgk/ndbg/2021/", "either"),
        ("2021", "/zwgk/ndbg/list_2021.html", "either"),
        ("2021年年度报告", "/zwgk/xx/t20210120_7.html", "either"),
        ("二〇一九年", "/zwgk/ndbg/2019/", "either"),
        ("2021年", "/tj/2021/", None),
        ("县教育局", "/zwgk/ndbg/jyj/", "either"),
        ("石桥镇", "/zwgk/ndbg/sqz/index.html", "either"),
        ("县教育局", "/jyj/", None),
        ("部门年报", "/zwgk/ndbg/bm/", "column"),
        ("政府信息公开年报", "/zwgk/ndbg/bm/", "column"),
        ("政府信息公开年报", "/jyj/nb/", None),
        ("水利局2021年政府信息公开工作年度报告", "/anywhere/1.html", "report"),
        ("政府信息公开工作年度报告", "/zwgk/xx/t20210120_7.html", "either"),
        ("政府网站工作年度报表", "/zwgk/ndbg/wz/", None),
        ("政务公开", "/zwgk/", None),
        ("下一页", "/zwgk/ndbg/index_1.html", None),
    ],
)
def test_in_a_list(text: str, path: str, expected: Leads | None) -> None:
    assert leads(text, path) == expected


def test_a_report_named_without_its_year_has_a_date_beside_it() -> None:
    assert leads("县水利局政府信息公开工作年度报告", "/a/b.html", dated=True) == "either"
    assert leads("县水利局政府信息公开工作年度报告", "/a/b.html") is None


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("政府信息公开年报", "/any/where/", "column"),
        ("政府信息公开工作年度报告", "/any/where/", "column"),
        ("信息公开年报", "/x/", "column"),
        ("年度报告", "/x/", "column"),
        ("公开年报", "/x/", "column"),
        ("县直部门年报", "/x/", "column"),
        ("政务公开", "/zwgk/", "search"),
        ("政府信息公开", "/zwgk/", "search"),
        ("法定主动公开内容", "/x/", "search"),
        ("网站地图", "/x/", "search"),
        ("部门信息公开", "/x/", "search"),
        ("政府信息公开指南", "/x/", None),
        ("依申请公开", "/x/", None),
        ("新闻中心", "/x/", None),
        ("2021年", "/x/2021/", None),
        ("政府网站年度报表", "/x/", None),
        ("企业年报公示", "/x/", None),
        ("水利局2021年政府信息公开工作年度报告", "/x/1.html", "report"),
    ],
)
def test_on_a_page_that_is_searched(text: str, path: str, expected: Leads | None) -> None:
    assert leads(text, path, column=None, roaming=True) == expected


def test_other_hosts_are_named_when_they_hold_lists() -> None:
    place = Place("h.gov.cn", f"{HOST}/", None, searched=True, roaming=True)
    found = judge(Link("http://jyj.h.gov.cn/nb/", "教育局政府信息公开年报"), place, RULES, marked=False)
    assert (found.leads, found.reason) == (None, "link.other_host")
    other = judge(Link("http://www.gov.cn/", "中国政府网"), place, RULES, marked=False)
    assert other.reason == "link.words"


@pytest.mark.parametrize(
    ("url", "column", "below"),
    [
        ("/ndbg/2021/", "/ndbg/", True),
        ("/ndbg/2021/", "/ndbg/index.html", True),
        ("/ndbg/2021/", "/ndbg/index_3.html", True),
        ("/xxgk/ndbg/xz.htm", "/xxgk/ndbg.htm", True),
        ("/xxgk/jyj.htm", "/xxgk/ndbg.htm", False),
        ("/list.aspx?dept=2", "/list.aspx?dept=1", True),
        ("/list.aspx?dept=1", "/list.aspx?dept=1", False),
        ("/ndbg/", "/ndbg/index.html", False),
        ("/x/", "/", False),
        ("/ndbg2/", "/ndbg/", False),
    ],
)
def test_below(url: str, column: str, below: bool) -> None:
    assert lies_below(HOST + url, HOST + column) is below


def test_words_are_compared_folded() -> None:
    assert fold("２０２１ 年") == "2021年"
    assert leads("２０２１ 年", "/zwgk/ndbg/2021/") == "either"
