"""Where lists go on: each kind of paging, as the families have it."""

# ruff: noqa: E501  (markup and tables of cases read best unbroken)

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from scraper.discover.listing import Listing, Stop, read_listing
from scraper.fetch.addresses import Address
from scraper.fetch.page import Page
from scraper.portals import Portal, families

HOST = "http://h.gov.cn"


def listing(url: str, content: str, limit: int = 100, media_type: str = "text/html", **portal: Any) -> Listing:
    page = Page(url.partition("#")[0], url.partition("#")[0], content.encode(), media_type, None, "2024-01-01T00:00:00")
    configured = Portal.model_validate({"name": "h", "columns": [url], **portal})
    return read_listing(page, Stop(Address(url), url), configured, families(), limit)


def paths(found: Listing) -> list[str]:
    return [page.url.removeprefix(HOST) for page in found.further]


# by count


@pytest.mark.parametrize(
    ("url", "markup", "family", "expected"),
    [
        ("/ndbg/", "createPageHTML(3, 0, 'index', 'shtml');", "trs", ["/ndbg/index_1.shtml", "/ndbg/index_2.shtml"]),
        ("/n/list.shtml", "createPageHTML('page_div',3, 1,'list','shtml',55);", "ucap", ["/n/list_2.shtml", "/n/list_3.shtml"]),
        ("/n/list_3.shtml", "createPageHTML('page_div',3, 3,'list','shtml',55);", "ucap", ["/n/list_2.shtml"]),
        ("/n/index.shtml", "var pageCount = 3;", "doc", ["/n/index_2.shtml", "/n/index_3.shtml"]),
        ("/n/index.shtml", "var totalPage='2'", "doc", ["/n/index_2.shtml"]),
    ],
)  # fmt: skip
def test_counted(url: str, markup: str, family: str, expected: list[str]) -> None:
    assert paths(listing(HOST + url, f"<script>{markup}</script>", family=family)) == expected


# backwards


PAGER = '<span class="p_t">共52条</span><span class="p_t">{now}/4</span>'


def test_backward_from_the_first_page_only() -> None:
    found = listing(HOST + "/xxgk/ndbg.htm", PAGER.format(now=1), family="vsb")
    assert paths(found) == ["/xxgk/ndbg/3.htm", "/xxgk/ndbg/2.htm", "/xxgk/ndbg/1.htm"]
    linked = PAGER.format(now=2) + '<span class="p_next p_fun"><a href="2.htm">下页</a></span>'
    assert paths(listing(HOST + "/xxgk/ndbg/3.htm", linked, family="vsb")) == ["/xxgk/ndbg/2.htm"]


def test_backward_is_bounded() -> None:
    endless = '<span class="p_t">1/99999</span>'
    assert len(listing(HOST + "/n.htm", endless, limit=30, family="vsb").further) == 30


# by offsets


JPAGE = """<script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script>
<script>$('#18').jpage({{totalRecord:{total},proxyUrl:'/module/web/jpage/dataproxy.jsp',perPage:15,{param}}});</script>"""
PARAM = "ajaxParam:{col:1,appid:'1',webid:60,path:'/',columnid:30067,unitid:'49468',webname:'清岚县',permissiontype:0}"
RECORD = "<record><![CDATA[<li><a href='/art/2020/1/{n}/art_1_{n}.html'>第{n}条</a></li>]]></record>"


def jpage(total: int, held: int, param: str = PARAM) -> str:
    return JPAGE.format(records="".join(RECORD.format(n=n) for n in range(held)), total=total, param=param)


def test_offsets_after_the_records_of_the_page() -> None:
    found = listing(HOST + "/col/col9/index.html", jpage(120, 45))
    assert found.detection.family.name == "hanweb"
    asked = [dict(parse_qsl(urlsplit(page.url).query)) for page in found.further]
    assert [(one["startrecord"], one["endrecord"], one["perpage"]) for one in asked] == [
        ("46", "90", "15"),
        ("91", "120", "15"),
    ]
    form = dict(found.further[0].form)
    assert (form["columnid"], form["unitid"], form["webid"], form["webname"]) == ("30067", "49468", "60", "清岚县")
    assert found.further[0].identity != found.further[1].identity


@pytest.mark.parametrize(("total", "held"), [(45, 45), (3, 3), (0, 0)])
def test_offsets_of_a_list_that_is_whole(total: int, held: int) -> None:
    assert listing(HOST + "/col/col9/index.html", jpage(total, held)).further == ()


def test_without_what_the_script_sends_the_next_group_is_followed() -> None:
    group = '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;columnid=9"></a>]]></nextgroup>'
    markup = jpage(120, 45, param="x:1").replace("<recordset>", f"{group}<recordset>")
    assert paths(listing(HOST + "/col/col9/index.html", markup)) == [
        "/module/web/jpage/dataproxy.jsp?page=1&columnid=9"
    ]


def test_records_of_older_installations_stand_in_strings() -> None:
    title = "清岚县水利局2020年政府信息公开工作年度报告"
    rows = ",".join(f"'<tr><td><a href=\"/art/{n}.html\" title=\\'{title}\\'>{n}<\\/a></td></tr>'" for n in range(3))
    found = listing(HOST + "/col/col9/index.html", f"<script>var InitData49468 = [{rows}];</script>", family="hanweb")
    assert [(one.link.url, one.link.text) for one in found.links] == [(f"{HOST}/art/{n}.html", title) for n in range(3)]


# JSON by number


TREE = 'window._CONFIG = {"SITE_ID":755042,"TREE":[{"id":1,"name":"公开指南","children":[{"id":29,"name":"政府信息公开年报"}]}]}'


def test_numbered_begins_with_the_first_page() -> None:
    found = listing(f"{HOST}/gkmlpt/index#2629", f"<script>{TREE}</script>")
    assert paths(found) == ["/gkmlpt/api/all/2629?page=1&sid=755042"]
    below = listing(f"{HOST}/jyj/gkmlpt/annualreport#7", f"<script>{TREE}</script>")
    assert paths(below) == ["/jyj/gkmlpt/api/all/7?page=1&sid=755042"]


def test_two_columns_of_one_page_are_two() -> None:
    assert Address(f"{HOST}/gkmlpt/index#1").identity != Address(f"{HOST}/gkmlpt/index#2").identity


def test_a_tree_of_columns_is_searched_for_lists_of_reports() -> None:
    page = Page(f"{HOST}/gkmlpt/index", f"{HOST}/gkmlpt/index", f"<script>{TREE}</script>".encode(), None, None, "")
    portal = Portal(name="h", start=(f"{HOST}/gkmlpt/index",))
    found = read_listing(page, Stop(Address(page.url), None), portal, families(), 9)
    assert [(one.link.url, one.leads) for one in found.links] == [
        (f"{HOST}/gkmlpt/api/all/1?page=1&sid=755042", None),
        (f"{HOST}/gkmlpt/api/all/29?page=1&sid=755042", "column"),
    ]


def articles(count: int, total: Any) -> str:
    items = [{"title": f"第{n}条", "url": f"/post_{n}.html", "display_publish_time": 1705630831} for n in range(count)]
    return json.dumps({"articles": items, "total": total})


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [(100, 250, [2, 3]), (100, 100, []), (0, 0, []), (0, 99, []), (3, "x", []), (3, None, []), (3, -1, []), (3, True, [])],
)  # fmt: skip
def test_numbered_goes_on_by_the_total(count: int, total: Any, expected: list[int]) -> None:
    found = listing(f"{HOST}/gkmlpt/api/all/29?page=1&sid=7", articles(count, total), family="gkmlpt")
    assert paths(found) == [f"/gkmlpt/api/all/29?page={n}&sid=7" for n in expected]
    assert {one.link.published for one in found.links} <= {"2024-01-19"}


def test_numbered_is_bounded() -> None:
    found = listing(f"{HOST}/gkmlpt/api/all/29?page=1&sid=7", articles(1, 10**30), limit=40, family="gkmlpt")
    assert len(found.further) <= 40


@pytest.mark.parametrize("content", ["{", "[" * 100_000, '{"articles": 3}', '{"articles": [1, null, []]}', "[]", "{}"])
def test_json_that_is_no_list(content: str) -> None:
    found = listing(f"{HOST}/gkmlpt/api/all/29?page=1&sid=7", content, family="gkmlpt")
    assert found.links == ()


def test_deep_json_is_no_trouble() -> None:
    tree: Any = {"id": 1, "name": "公开指南"}
    for _ in range(300):
        tree = {"id": 1, "name": "公开指南", "children": [tree]}
    found = listing(f"{HOST}/gkmlpt/index", f'<script>x={{"SITE_ID":1,"TREE":{json.dumps([tree])}}}</script>')
    assert len(found.links) == 1


# WebForms


def test_postbacks_send_the_form_of_the_page() -> None:
    markup = """<form method="post" action="list.aspx?dept=2"><input type="hidden" name="__VIEWSTATE" value="/wE=">
    <a href="javascript:__doPostBack(&#39;Pager&#39;,&#39;1&#39;)">1</a>
    <a href="javascript:__doPostBack(&#39;Pager&#39;,&#39;2&#39;)">2</a>
    <a href="javascript:__doPostBack('Pager','2')">下一页</a><a href="javascript:__doPostBack('Login','')">登录</a></form>"""
    (page,) = listing(f"{HOST}/list.aspx?dept=2", markup, family="aspx").further
    assert page.url == f"{HOST}/list.aspx?dept=2"
    assert dict(page.form) == {"__VIEWSTATE": "/wE=", "__EVENTTARGET": "Pager", "__EVENTARGUMENT": "2"}
    again = listing(f"{HOST}/list.aspx?dept=2", markup.replace("/wE=", "/other="), family="aspx").further
    assert again[0].identity == page.identity


def test_a_list_that_is_linked_in_webforms() -> None:
    found = listing(f"{HOST}/list.aspx?page=1", '<a href="list.aspx?page=2">2</a>', family="aspx")
    assert paths(found) == ["/list.aspx?page=2"]
