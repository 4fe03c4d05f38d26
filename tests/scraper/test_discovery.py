"""From a home page to the reports: columns, sub-lists, site maps; nothing twice, nothing beyond its limits."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from loopback import Answer, Site, html
from watching import Notes

from scraper.crawl import crawl
from scraper.portals import parse_config
from scraper.state import State
from scraper.watch import PortalSummary

REPORT = """<html><head><title>{title}</title></head><body><h1>{title}</h1>
<p>一、总体情况</p><p>全年主动公开政府信息87条。</p><p>二、主动公开政府信息情况</p><p>公开政府信息12条。</p>
<p>三、收到和处理政府信息公开申请情况</p><p>未收到政府信息公开申请。</p></body></html>"""


def report(name: str, year: int = 2020) -> Answer:
    return html(REPORT.format(title=f"清岚县{name}{year}年政府信息公开工作年度报告"))


def links(**named: str) -> Answer:
    """text=address; spaces in a page's navigation and all."""
    return html("<ul>" + "".join(f'<li><a href="{url}"> {text} </a></li>' for text, url in named.items()) + "</ul>")


def run(site: Site, folder: Path, where: str = "start", path: str = "/", **fetch: Any) -> PortalSummary:
    settings = {"pace": 0, "retries": 0, **fetch}
    lines = ['contact = "t@example.org"', "[fetch]", *(f"{key} = {value}" for key, value in settings.items())]
    lines += ["[[portal]]", 'name = "h"', f'{where} = ["{site.url(path)}"]']
    with State.open(folder / "state.sqlite") as state:
        (summary,) = asyncio.run(crawl(parse_config("\n".join(lines), "test"), state, Notes()))
    return summary


def test_from_the_home_page_to_every_list(tmp_path: Path) -> None:
    with Site() as site:
        site.pages["/"] = links(新闻="/xw/", 政务公开="/zwgk/", 企业年报公示="/qynb/")
        site.pages["/zwgk/"] = links(首页="/", 政府信息公开="/xxgk/", 政策文件="/wj/")
        site.pages["/xxgk/"] = links(公开指南="/zn/", 政府信息公开年报="/xxgk/nb/", 政府网站工作年度报表="/xxgk/wz/")
        site.pages["/xxgk/nb/"] = links(
            县教育局="jyj/", **{"2019年": "2019/", "清岚县2020年政府信息公开年报": "a.html"}
        )
        site.pages["/xxgk/nb/jyj/"] = links(教育局2020年政府信息公开工作年度报告="b.html", 返回="/xxgk/nb/")
        site.pages["/xxgk/nb/2019/"] = links(水利局2019年政府信息公开工作年度报告="c.html")
        site.pages["/xxgk/nb/a.html"] = report("人民政府")
        site.pages["/xxgk/nb/jyj/b.html"] = report("教育局")
        site.pages["/xxgk/nb/2019/c.html"] = report("水利局", 2019)
        summary = run(site, tmp_path)
        asked = site.paths()
    assert (summary.found, summary.new, summary.failed) == (3, 3, [])
    assert not {"/xw/", "/qynb/", "/wj/", "/zn/", "/xxgk/wz/"} & set(asked)
    assert len(asked) == len(set(asked))


def test_a_reports_words_may_lead_to_a_list(tmp_path: Path) -> None:
    with Site() as site:
        site.pages["/"] = links(**{"2020年政府信息公开工作年度报告": "/nb/2020/"})
        site.pages["/nb/2020/"] = links(
            **{f"{name}2020年政府信息公开年报": f"{name}.html" for name in ("甲局", "乙局")}
        )
        for name in ("甲局", "乙局"):
            site.pages[f"/nb/2020/{quote(name)}.html"] = report(name)
        summary = run(site, tmp_path, "columns")
        assert site.paths().count("/nb/2020/") == 1
    assert (summary.found, summary.new, summary.list_pages, summary.failed) == (2, 2, 2, [])


def test_a_year_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    with Site() as site:
        site.pages["/nb/"] = links(**{"2018年": "/nb/2018/", "甲局2020年政府信息公开年报": "/a.html"})
        site.pages["/nb/2018/"] = html("<p>暂无信息</p>")
        site.pages["/a.html"] = report("甲局")
        summary = run(site, tmp_path, "columns", "/nb/")
    assert (summary.new, summary.failed) == (1, [])
    assert [link.reason for link in summary.passed_over] == ["link.no_report"]


def test_a_dead_report_that_is_sent_home_is_no_list(tmp_path: Path) -> None:
    with Site() as site:
        site.pages["/nb/"] = links(甲局2020年政府信息公开年报="/a.html")
        site.pages["/a.html"] = Answer(b"", 302, {"Location": "/other.html"})
        site.pages["/other.html"] = links(乙局2020年政府信息公开年报="/b.html")
        summary = run(site, tmp_path, "columns", "/nb/")
        assert "/b.html" not in site.paths()
    assert [page.rule for page in summary.failed] == ["page.not_a_report"]


def test_the_page_that_is_searched_may_be_the_list(tmp_path: Path) -> None:
    with Site() as site:
        site.pages["/nb/"] = links(甲局2020年政府信息公开年报="/a.html", 下一页="/nb/index_2.html")
        site.pages["/nb/index_2.html"] = links(乙局2020年政府信息公开年报="/b.html")
        site.pages.update({"/a.html": report("甲局"), "/b.html": report("乙局")})
        summary = run(site, tmp_path, "start", "/nb/")
    assert (summary.new, summary.list_pages) == (2, 2)


def test_site_maps_of_robots_txt_help(tmp_path: Path) -> None:
    with Site() as site:
        maps = "".join(f"Sitemap: {url}\n" for url in (site.url("/maps.xml"), "http://other.cn/s.xml", "mailto:x"))
        site.pages["/robots.txt"] = Answer(f"User-agent: *\nDisallow:\n{maps}".encode())
        site.pages["/"] = links(新闻="/xw/")
        index = (
            f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{site.url('/map.xml')}</loc></sitemap></sitemapindex>"
        )
        site.pages["/maps.xml"] = Answer(index.encode(), headers={"Content-Type": "application/xml"})
        urls = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in ("/xw/", "/zwgk/xxgknb/", "/zwgk/x.html"))
        site.pages["/map.xml"] = Answer(f"<urlset>{urls}</urlset>".encode(), headers={"Content-Type": "text/xml"})
        site.pages["/zwgk/xxgknb/"] = links(甲局2020年政府信息公开年报="/a.html")
        site.pages["/a.html"] = report("甲局")
        summary = run(site, tmp_path)
        asked = site.paths()
    assert (summary.new, summary.failed) == (1, [])
    assert not {"/xw/", "/zwgk/x.html"} & set(asked)


@pytest.mark.parametrize(
    ("limit", "rule"), [("max_search_pages", "fetch.column_limit"), ("max_columns", "fetch.column_limit")]
)
def test_limits_are_named(limit: str, rule: str, tmp_path: Path) -> None:
    with Site() as site:
        kind = "政务公开" if limit == "max_search_pages" else "政府信息公开年报"
        site.pages["/"] = html("".join(f'<a href="/{number}/">{kind}</a>' for number in range(20)))
        site.pages.update({f"/{number}/": html("<p>空</p>") for number in range(20)})
        summary = run(site, tmp_path, **{limit: 6})
        assert len(site.paths()) <= 8
    assert rule in [page.rule for page in summary.failed]


def test_it_looks_only_so_deep(tmp_path: Path) -> None:
    with Site() as site:
        site.pages["/"] = links(政务公开="/1/")
        site.pages.update({f"/{depth}/": links(政务公开=f"/{depth + 1}/") for depth in range(1, 30)})
        run(site, tmp_path)
        assert len(site.paths()) == 7
