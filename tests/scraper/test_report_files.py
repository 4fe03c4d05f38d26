"""Pages that only link or frame their report: page and file are one report, in the crawl and out of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from loopback import NOT_FOUND, Answer, Site, html
from nights import Nights, configured

from scraper.archive import ARCHIVE
from scraper.archive.replay import replay
from scraper.discover.files import MOST_FILES, files_of
from scraper.fetch.page import Page
from scraper.keeping import STATE
from scraper.output import REPORTS, REVISIONS
from scraper.state import State
from tests.files.docx_writer import docx_of
from tests.files.page_of import html_of, page_of
from tests.files.pdf_writer import pdf_of

SEED = 40
PAGE, TRUTH = page_of(SEED)
NOTICE = '<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="zoom">{body}</div></body></html>'


def served(content: bytes, media_type: str) -> Answer:
    return Answer(content, headers={"Content-Type": media_type})


PDF = served(pdf_of(PAGE), "application/pdf")
DOCX = served(docx_of(PAGE), "application/octet-stream")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.pages["/"] = html(f'<ul><li><a href="/a.html">{PAGE.title}</a><span>2024-01-20</span></li></ul>')
        yield site


def page(site: Site, body: str) -> None:
    site.pages["/a.html"] = html(NOTICE.format(title=PAGE.title, body=body))


def record(site: Site, folder: Path) -> tuple[dict[str, Any], Nights]:
    nights = Nights(folder, configured(site))
    nights.run()
    (only,) = nights.lines(REPORTS)
    return only, nights


def rules(record: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in record["findings"] if finding["rule"].startswith(("source.", "media."))]


BODIES = {
    "linked": '<p>附件：<a href="/P020240120.pdf">年度报告</a></p>',
    "framed": '<iframe src="/P020240120.pdf"></iframe>',
    "in a viewer": '<iframe src="/pdfjs/web/viewer.html?file=%2FP020240120.pdf"></iframe>',
    "embedded": '<embed src="P020240120.pdf" type="application/pdf">',
    "behind a download page": '<p><a href="/down.jsp?id=3">2023年报.pdf</a></p>',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_file_is_read_for_the_page(body: str, site: Site, tmp_path: Path) -> None:
    page(site, body)
    site.pages.update({"/P020240120.pdf": PDF, "/down.jsp?id=3": PDF})
    found, _ = record(site, tmp_path)
    assert found["source"]["url"] == site.url("/a.html")
    assert found["source"]["media_type"] == "text/html"
    assert rules(found) == ["source.file"]
    cells = [figure for figure in found["figures"] if figure["basis"] == "table"]
    assert len(cells) == len(TRUTH.cells)


def test_a_word_document_that_calls_itself_nothing(site: Site, tmp_path: Path) -> None:
    page(site, '<a href="/attach/report.docx">附件</a>')
    site.pages["/attach/report.docx"] = DOCX
    found, _ = record(site, tmp_path)
    assert found["year"] == TRUTH.year
    assert rules(found) == ["source.file"]


def test_out_of_the_archive_comes_the_same(site: Site, tmp_path: Path) -> None:
    page(site, BODIES["linked"])
    site.pages["/P020240120.pdf"] = PDF
    _, nights = record(site, tmp_path)
    before = nights.bytes()
    (tmp_path / STATE).rename(tmp_path / "old.sqlite")
    with State.open(tmp_path / "again.sqlite") as state:
        told = replay((tmp_path / ARCHIVE).iterdir(), state)
        assert (told.reports, told.damaged) == (1, [])
        assert [f"{line}\n" for line in state.records()] == before[REPORTS].decode().splitlines(True)


def test_a_page_that_prints_the_report_is_read_and_its_file_compared(site: Site, tmp_path: Path) -> None:
    markup = html_of(PAGE, SEED).replace("</body>", f'<p><a href="/r.pdf">{PAGE.title}</a></p></body>')
    other = markup.replace("3724", "3742", 1)
    assert other != markup
    site.pages.update({"/a.html": html(other), "/r.pdf": PDF})
    found, _ = record(site, tmp_path)
    assert rules(found) == ["source.disagreement"]
    (finding,) = [one for one in found["findings"] if one["rule"] == "source.disagreement"]
    assert (finding["expected"], finding["actual"]) == (3742, 3724)
    assert found["figures"][finding["figures"][0]]["value"] == 3742
    assert "r.pdf" in finding["message"]


def test_a_file_that_cannot_be_read_takes_nothing_from_the_page(site: Site, tmp_path: Path) -> None:
    markup = html_of(PAGE, SEED).replace("</body>", f'<p><a href="/r.pdf">{PAGE.title}</a></p></body>')
    site.pages.update({"/a.html": html(markup), "/r.pdf": served(b"%PDF-1.7 damaged", "application/pdf")})
    found, _ = record(site, tmp_path)
    assert rules(found) == ["source.file_unread"]


def conditional(site: Site, path: str, answer: Answer) -> None:
    """Served with a tag, and as 304 to whoever has it."""
    tag = f'"{hash(answer.body):x}"'
    tagged = Answer(answer.body, headers={**answer.headers, "ETag": tag})
    same = Answer(status=304, headers={"ETag": tag})
    site.pages[path] = lambda _: same if site.hits[-1].headers.get("if-none-match") == tag else tagged


def as_notice(site: Site) -> None:
    conditional(site, "/a.html", html(NOTICE.format(title=PAGE.title, body=BODIES["linked"])))


def test_page_and_file_unchanged_cost_no_body(site: Site, tmp_path: Path) -> None:
    as_notice(site)
    conditional(site, "/P020240120.pdf", PDF)
    _, nights = record(site, tmp_path)
    before = nights.bytes()
    site.hits.clear()
    assert (nights.run().unchanged, nights.bytes()) == (1, before)
    assert [hit.path for hit in site.hits if "if-none-match" in hit.headers] == ["/a.html", "/P020240120.pdf"]


def test_a_file_replaced_behind_an_unchanged_page_is_a_revision(site: Site, tmp_path: Path) -> None:
    as_notice(site)
    conditional(site, "/P020240120.pdf", PDF)
    before, nights = record(site, tmp_path)
    other, _ = page_of(SEED + 1)
    conditional(site, "/P020240120.pdf", served(pdf_of(other), "application/pdf"))
    site.hits.clear()
    assert nights.run().changed == 1
    assert site.paths().count("/P020240120.pdf") == 1
    (after,) = nights.lines(REPORTS)
    assert after["figures"] != before["figures"]
    (revision,) = nights.lines(REVISIONS)
    assert (revision["change"], revision["report_id"]) == ("changed", after["id"])
    assert revision["figures"]


def test_a_file_that_does_not_come_today_takes_nothing_away(site: Site, tmp_path: Path) -> None:
    as_notice(site)
    conditional(site, "/P020240120.pdf", PDF)
    _, nights = record(site, tmp_path)
    before = nights.bytes()
    site.pages["/P020240120.pdf"] = Answer(status=503)
    summary = nights.run()
    assert ([page.rule for page in summary.failed], summary.unchanged) == (["fetch.status"], 1)
    assert nights.bytes() == before


def test_a_host_in_trouble_with_its_files_withdraws_nothing(site: Site, tmp_path: Path) -> None:
    page(site, BODIES["linked"])
    site.pages["/P020240120.pdf"] = PDF
    before, nights = record(site, tmp_path)
    site.pages["/P020240120.pdf"] = Answer(status=503)
    for _ in range(3):
        assert nights.run(days=100).withdrawn == 0
    assert nights.lines(REPORTS) == [before]
    site.pages["/P020240120.pdf"] = NOT_FOUND
    assert [nights.run(days=100).withdrawn for _ in range(2)] == [0, 1]


@pytest.mark.parametrize(
    "path", ["/P020240120.pdf", "/files/2023.docx", "/download.jsp?filename=2023.pdf"], ids=["pdf", "docx", "by query"]
)
def test_a_list_may_lead_to_the_file_itself(path: str, site: Site, tmp_path: Path) -> None:
    site.pages["/"] = html(f'<ul><li><a href="{path}">{PAGE.title}</a><span>2024-01-20</span></li></ul>')
    conditional(site, path, DOCX if path.endswith("docx") else PDF)
    found, nights = record(site, tmp_path)
    assert (found["source"]["url"], found["year"]) == (site.url(path), TRUTH.year)
    assert len([figure for figure in found["figures"] if figure["basis"] == "table"]) == len(TRUTH.cells)
    before = nights.bytes()
    assert nights.run().unchanged == 1
    with State.open(tmp_path / "again.sqlite") as state:
        assert replay((tmp_path / ARCHIVE).iterdir(), state).reports == 1
        assert [f"{line}\n" for line in state.records()] == before[REPORTS].decode().splitlines(True)


def test_a_file_that_does_not_come_is_a_failed_page(site: Site, tmp_path: Path) -> None:
    page(site, BODIES["linked"])
    nights = Nights(tmp_path, configured(site))
    summary = nights.run()
    assert site.url("/P020240120.pdf") in [failed.url for failed in summary.failed]


def links(body: str, title: str = PAGE.title) -> list[str]:
    url = "https://www.example.gov.cn/nb/a.html"
    content = NOTICE.format(title=title, body=body).encode()
    fetched = Page(url, url, content, "text/html", "utf-8", "2024-01-20T00:00:00+08:00")
    return files_of(fetched, ("#zoom",))


def test_files_of_other_hosts_and_of_other_kinds_are_left_alone() -> None:
    body = '<a href="https://other.example.com/r.pdf">a</a><a href="app.apk">b</a><a href="mailto:x@y.pdf">c</a>'
    assert links(body) == []


def test_only_so_many_files_are_asked_for() -> None:
    assert len(links("".join(f'<a href="{n}.pdf">附件</a>' for n in range(50)))) == MOST_FILES


def test_of_a_page_with_text_only_a_link_that_names_a_report_counts() -> None:
    text = "<p>" + "政府信息公开工作持续推进。" * 60 + "</p>"
    assert links(text + '<a href="form.doc">申请表</a>') == []
    wanted = text + '<a href="n.pdf">2023年政府信息公开工作年度报告</a>'
    assert links(wanted) == ["https://www.example.gov.cn/nb/n.pdf"]


def test_pictures_are_the_report_where_there_is_nothing_else() -> None:
    body = '<p><img src="p1.png"><img src="p2.jpg"><img src="icon.png" width="20"></p>'
    base = "https://www.example.gov.cn/nb"
    assert links(body) == [f"{base}/p1.png", f"{base}/p2.jpg"]


def test_the_picture_of_an_error_page_is_left_alone() -> None:
    assert links('<p><img src="404.png">您访问的页面不存在或已删除！</p>', title="某某县人民政府") == []


def test_a_page_that_is_no_html_has_no_files() -> None:
    fetched = Page("https://a/b.pdf", "https://a/b.pdf", b"%PDF-", "application/pdf", None, "2024")
    assert files_of(fetched, ()) == []
    assert files_of(replace(fetched, content=b"", media_type="text/html"), ()) == []


def test_a_list_that_links_the_file_itself(site: Site, tmp_path: Path) -> None:
    """Many portals have no page: the list leads straight to the PDF."""
    site.pages["/"] = html(f'<ul><li><a href="/r.pdf">{PAGE.title}</a><span>2024-01-20</span></li></ul>')
    site.pages["/r.pdf"] = PDF
    found, nights = record(site, tmp_path)
    assert found["source"]["media_type"] == "application/pdf"
    assert found["title"] == PAGE.title
    assert len([figure for figure in found["figures"] if figure["basis"] == "table"]) == len(TRUTH.cells)
    assert nights.run().new == 0


FORM = "政府信息公开申请表\n申请人姓名\n联系电话\n所需信息的用途\n".encode()
BUDGET = (
    "清岚县水利局2023年部门预算\n一、基本情况\n本部门编制12人。\n二、收支情况\n收入1200万元。\n"
    "三、其他需要说明的事项\n无。\n"
).encode()


@pytest.mark.parametrize("content", [FORM, BUDGET], ids=["form", "budget"])
def test_a_file_that_is_no_report_is_named_and_not_read_for_the_page(
    content: bytes, site: Site, tmp_path: Path
) -> None:
    """Beside the report, in whatever order, and with a name that says nothing."""
    page(site, '<a href="/1.doc">附件1</a><a href="/2.pdf">附件2</a>')
    site.pages.update({"/1.doc": served(content, "application/msword"), "/2.pdf": PDF})
    found, _ = record(site, tmp_path)
    assert sorted(rules(found)) == ["source.file", "source.other_file"]
    assert len([figure for figure in found["figures"] if figure["basis"] == "table"]) == len(TRUTH.cells)


def test_a_page_with_nothing_but_a_form_is_no_report(site: Site, tmp_path: Path) -> None:
    page(site, '<a href="/1.doc">附件1</a>')
    site.pages["/1.doc"] = served(FORM, "application/msword")
    nights = Nights(tmp_path, configured(site))
    assert [(failed.url, failed.rule) for failed in nights.run().failed] == [(site.url("/a.html"), "page.not_a_report")]


def test_a_printed_report_with_a_form_and_a_budget_beside_it_stays_as_it_is(site: Site, tmp_path: Path) -> None:
    beside = '<p><a href="/1.doc">政府信息公开申请表</a><a href="/2.pdf">2023年部门预算</a></p>'
    site.pages["/a.html"] = html(html_of(PAGE, SEED).replace("</body>", f"{beside}</body>"))
    found, _ = record(site, tmp_path)
    assert rules(found) == []
    assert not {"/1.doc", "/2.pdf"} & set(site.paths())


def test_the_report_of_another_year_is_not_compared(site: Site, tmp_path: Path) -> None:
    other = next(seed for seed in range(41, 90) if page_of(seed)[1].year not in (TRUTH.year, None))
    link = f'<p><a href="/r.pdf">{page_of(other)[0].title}</a></p>'
    site.pages["/a.html"] = html(html_of(PAGE, SEED).replace("</body>", f"{link}</body>"))
    site.pages["/r.pdf"] = served(pdf_of(page_of(other)[0]), "application/pdf")
    found, _ = record(site, tmp_path)
    assert rules(found) == []


def test_of_several_files_the_one_named_as_the_report_is_asked_for() -> None:
    body = '<a href="a.pdf">2023年部门预算</a><a href="b.pdf">2023年政府信息公开年报</a><a href="c.pdf">附件</a>'
    assert links(body) == ["https://www.example.gov.cn/nb/b.pdf"]


def test_pictures_of_a_page_that_names_no_report_are_left_alone() -> None:
    content = '<title>404</title><div id="zoom"><p>您访问的页面不存在</p><img src="404.png"></div>'.encode()
    url = "https://www.example.gov.cn/nb/a.html"
    assert files_of(Page(url, url, content, "text/html", "utf-8", "2024"), ("#zoom",)) == []
