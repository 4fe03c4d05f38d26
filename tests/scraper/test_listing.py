"""List pages: their links with the words they go by, and where the list goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scraper.discover.listing import Listing, Stop, read_listing
from scraper.fetch.addresses import Address
from scraper.fetch.page import Page
from scraper.portals import families
from scraper.portals.config import Portal

FIXTURES = Path(__file__).parents[2] / "fixtures"
LIST = "http://h.gov.cn/ndbg/"


def listing(content: str | bytes, url: str = LIST, limit: int = 100, **portal: Any) -> Listing:
    page = Page(
        url=url,
        final_url=url,
        content=content if isinstance(content, bytes) else content.encode(),
        media_type="text/html",
        charset=None,
        retrieved_at="2024-01-01T00:00:00+08:00",
    )
    configured = Portal.model_validate({"name": "h", "columns": [LIST], **portal})
    return read_listing(page, Stop(Address(url), LIST), configured, families(), limit)


def reports(found: Listing) -> list[tuple[str | None, str, str | None]]:
    return [
        (judged.link.url, judged.link.text, judged.link.published) for judged in found.links if judged.leads == "report"
    ]


def further(found: Listing) -> tuple[str, ...]:
    return tuple(page.url for page in found.further)


TITLE = "某某局2020年政府信息公开工作年度报告"


def test_the_trs_sample() -> None:
    found = listing((FIXTURES / "qinglan/zwgk/xxgk/ndbg/index.html").read_bytes())
    assert reports(found) == [
        (LIST + "202202/t20220216_12809.html", "清岚县水利局2021年度政府信息公开工作年度报告", "2022-02-16"),
        (LIST + "202201/t20220125_12701.html", "清岚县教育局2021年度政府信息公开工作年度报告", "2022-01-25"),
        (LIST + "202201/t20220118_12655.html", "清岚县石桥镇2021年政府信息公开工作年度报告", "2022-01-18"),
    ]
    assert further(found) == (LIST + "index_1.html", LIST + "index_2.html")
    assert ".TRS_Editor" in found.rules.body


def test_the_generic_sample() -> None:
    found = listing((FIXTURES / "yunling/open/annual/index.html").read_bytes())
    assert [published for _, _, published in reports(found)] == ["2022-03-25", "2022-01-21", "2022-01-13"]
    assert further(found) == (LIST + "list_2.html",)


# what a link is called


@pytest.mark.parametrize(
    "link",
    [
        f'<a href="a.html">{TITLE}</a>',
        f'<a href="a.html" title="{TITLE}">某某局2020年政府信息公...</a>',
        f'<a href="a.html" title="{TITLE}">某某局2020年政府信息公…</a>',
        f'<a href="a.html" title="{TITLE}"></a>',
        f'<a href="a.html" title="{TITLE}">查看</a>',
        f'<a href="a.html" title="">{TITLE}</a>',
        f'<a href="a.html" title="点击查看">{TITLE}</a>',
        f'<a href="a.html"><img src="a.png" alt="{TITLE}"></a>',
        '<a href="a.html">某某局<b>2020</b>年\n  政府信息公开<font>工作</font>年度报告</a>',
    ],
)
def test_the_words_of_a_link(link: str) -> None:
    (report,) = reports(listing(f"<ul><li>{link}</li></ul>"))
    assert report[0] == LIST + "a.html"
    assert report[1].replace(" ", "") == TITLE


@pytest.mark.parametrize(
    ("entry", "published"),
    [
        (f'<li><span>2022-02-16</span><a href="a.html">{TITLE}</a></li>', "2022-02-16"),
        (f'<tr><td>1</td><td><a href="a.html">{TITLE}</a></td><td>2021/1/29</td></tr>', "2021/1/29"),
        (f'<p><a href="a.html">{TITLE}</a> [2021.01.29]</p>', "2021.01.29"),
        (f'<dd><a href="a.html">{TITLE}</a><i>2020年1月21日</i></dd>', "2020年1月21"),
        (f'<div><a href="a.html">{TITLE}</a></div> 2020-01-01', None),
        (f'<li><a href="a.html">{TITLE}</a></li>', None),
    ],
)
def test_the_date_beside_a_link(entry: str, published: str | None) -> None:
    markup = f"<table>{entry}</table>" if entry.startswith("<tr") else entry
    assert reports(listing(markup))[0][2] == published


def test_links_are_relative_to_the_base() -> None:
    markup = f'<base href="http://h.gov.cn/other/"><a href="a.html#x">{TITLE}</a>'
    assert reports(listing(markup))[0][0] == "http://h.gov.cn/other/a.html"


def test_links_made_by_scripts_are_accounted_for() -> None:
    found = listing(f'<a href="javascript:open(1)">{TITLE}</a><a href="#">{TITLE}</a>')
    assert [judged.reason for judged in found.links] == ["link.script"]


def test_selectors_of_a_portal_narrow_its_links() -> None:
    markup = f'<div class="l"><a href="a.html">{TITLE}</a></div><a href="b.html">{TITLE}</a>'
    assert [url for url, _, _ in reports(listing(markup, links=[".l a"]))] == [LIST + "a.html"]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", None])
def test_a_list_in_gb18030_whatever_it_says(declared: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    markup = f'{meta}<li><a href="a.html">{TITLE}</a></li>镕'
    assert reports(listing(markup.encode("gb18030")))[0][1] == TITLE


# where the list goes on


def test_counted_pages_by_count_page() -> None:
    found = listing("<script>var currentPage = 0; var countPage = 4//共多少页</script>", family="trs")
    assert further(found) == tuple(f"{LIST}index_{number}.html" for number in (1, 2, 3))


def test_counted_pages_keep_the_lists_own_file_name() -> None:
    found = listing("<script>var countPage = 3;</script>", url=LIST + "list_1.shtml", family="trs")
    assert further(found) == (LIST + "list_2.shtml",)


@pytest.mark.parametrize("count", ["0", "1"])
def test_one_page_is_all(count: str) -> None:
    markup = f'<script>createPageHTML({count}, 0, "index", "html");</script>'
    assert further(listing(markup, family="trs")) == ()


def test_absurd_counts_are_bounded() -> None:
    markup = '<script>createPageHTML(999999, 0, "index", "html");</script>'
    assert len(listing(markup, family="trs", limit=50).further) == 50


@pytest.mark.parametrize(
    "link",
    [
        '<a href="index_2.html">下一页</a>',
        '<a href="index_2.html">下页</a>',
        '<a href="index_2.html">下一页&gt;&gt;</a>',
        '<a href="index_2.html">[下一页]</a>',
        '<a href="index_2.html"> 下 一 页 </a>',
        '<a href="index_2.html">&gt;</a>',
        '<a href="index_2.html">»</a>',
        '<a href="index_2.html">尾页</a>',
        '<a href="index_2.html" rel="next">more</a>',
        '<link rel="next" href="index_2.html">',
        '<a href="index_2.html">2</a>',
        '<a href="index_2.html">[2]</a>',
    ],
)
def test_linked_pages(link: str) -> None:
    assert further(listing(link)) == (LIST + "index_2.html",)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="http://other.gov.cn/index_2.html">下一页</a>',
        '<a href="javascript:goPage(2)">下一页</a>',
        '<a href="#">下一页</a>',
        '<a href="index.html">下一页</a>',
        '<a href="/2021/a.html">2</a>',
        '<a href="2021.html">2021</a>',
        '<a href="about.html">2</a>',
    ],
)
def test_what_is_no_further_page(link: str) -> None:
    assert further(listing(link)) == ()


def test_pages_by_query() -> None:
    markup = '<a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=2">下一页</a>'
    found = listing(markup, url=LIST + "?page=1")
    assert sorted(further(found)) == [LIST + "?page=2", LIST + "?page=3"]
