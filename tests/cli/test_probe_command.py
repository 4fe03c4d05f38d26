"""`gongkai probe`: what it sees of each sample portal, and an entry that works."""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tiny_portal import lay_out

from scraper.cli import main
from scraper.commands.demo import fixtures_folder
from scraper.commands.probe import entry_lines, name_of
from scraper.crawl import crawl
from scraper.portals import Portal, parse_config
from scraper.samples import Site, html
from scraper.state import State

Capture = pytest.CaptureFixture[str]
FIXTURES = fixtures_folder()

# Portal → where a person would point at, its family, its reports (a soft 404, a dead link and a double among them).
PROBED = {
    "qinglan": ("/zwgk/xxgk/ndbg/", "trs", 8),
    "yunling": ("/open/annual/", "generic", 7),
    "tanzhou": ("/", "hanweb", 7),
    "shihu": ("/index.htm", "vsb", 5),
    "rongjiang": ("/gkmlpt/index", "gkmlpt", 4),
    "beiting": ("/bt/c100022/list.shtml", "ucap", 2),
    "danxi": ("/year_list.aspx?dept=201", "aspx", 2),
    "wuling": ("/zwgk/xxgk/ndbg/index.shtml", "doc", 2),
    "lingxi": ("/gongkai/site_9f3/channel_4f2a/index.html", "channel", 3),
}


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    """A configuration whose pace suits a host that is nobody's."""
    path = tmp_path / "quick.toml"
    path.write_text('contact = "t@example.org"\n[fetch]\npace = 0\n[[portal]]\nname = "x"\ncolumns = ["http://x.cn"]\n')
    return path


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def probe(url: str, quick: Path, capsys: Capture, *more: str) -> tuple[int, str, str]:
    code = main(["probe", url, "--config", str(quick), *more])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


class Silent:
    def __getattr__(self, _: str) -> Any:
        return lambda *_: None


@pytest.mark.parametrize("portal", PROBED)
def test_a_sample_portal_and_the_entry_it_gives(portal: str, quick: Path, tmp_path: Path, capsys: Capture) -> None:
    path, family, count = PROBED[portal]
    with Site(FIXTURES / portal) as served:
        code, out, err = probe(served.url(path), quick, capsys)
        assert code == 0
        entry = tomllib.loads(out)["portal"][0]
        assert entry["family"] == family
        assert f"# family: {family} (" in out
        assert f"# links to reports: {count}\n" in out
        assert "figures, findings:" in out
        assert f"reading {served.url(path)}" in err
        # Pasted behind what a configuration begins with, it finds at least what the probe saw.
        config = parse_config('contact = "t@example.org"\n[fetch]\npace = 0\nretries = 0\n' + out, "pasted")
        with State.open(tmp_path / "state.sqlite") as state:
            (summary,) = asyncio.run(crawl(config, state, Silent()))
    assert summary.found >= count
    assert summary.new >= count - 1


def test_it_explains_what_it_passed_over(quick: Path, capsys: Capture) -> None:
    with Site(FIXTURES / "qinglan") as served:
        _, out, _ = probe(served.url("/zwgk/xxgk/ndbg/"), quick, capsys)
        _, data, _ = probe(served.url("/zwgk/xxgk/ndbg/"), quick, capsys, "--format", "json")
    assert "#   seen: createPageHTML(3, … in a script\n" in out
    assert "# passed over, link.notice (a notice about writing or publishing reports): 1\n" in out
    assert "关于做好2021年政府信息公开工作年度报告编制发布工作的通知" in out
    told = json.loads(data)
    assert tomllib.loads(told["entry"])["portal"][0]["family"] == "trs"
    assert [page["reports"] for page in told["list_pages"]] == [3, 3, 3]
    assert sorted(told["passed_over"]) == [
        *("link.budget", "link.explanation", "link.notice", "link.other_host", "link.website_form", "link.words"),
        "media.unsupported",
    ]
    assert told["trial"]["figures"] > 100


def test_a_family_of_ones_own_is_told(quick: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "mine.toml").write_text(
        'name = "mine"\nlabel = "mine"\n[[signs]]\nwhere = "url"\npattern = "/a.html"\nsays = "a.html"\n'
    )
    quick.write_text('families = ["mine.toml"]\n' + quick.read_text())
    with Site(lay_out(tmp_path / "site")) as served:
        _, out, _ = probe(served.url("/"), quick, capsys)
    assert "# family: mine (mine)\n#   seen: a.html\n" in out
    assert 'family = "mine"' in out


def test_a_page_without_reports(site: Site, quick: Path, capsys: Capture) -> None:
    site.pages["/"] = site.pages["/x"] = lay_page('<a href="/news.html">政务动态</a>')
    code, out, _ = probe(site.url("/"), quick, capsys)
    assert code == 1
    assert "No link to a report was seen" in out
    assert tomllib.loads(out) == {}


def test_a_page_that_is_not_there(site: Site, quick: Path, capsys: Capture) -> None:
    code, out, err = probe(site.url("/"), quick, capsys)
    assert (code, out) == (3, "")
    assert "fetch.status: HTTP 404" in err


def test_no_more_pages_than_wanted(quick: Path, capsys: Capture) -> None:
    with Site(FIXTURES / "qinglan") as served:
        _, out, _ = probe(served.url("/zwgk/xxgk/ndbg/"), quick, capsys, "--pages", "1")
        assert len(served.paths()) == 2  # the list page and a report
    assert "list pages read: 1, and there are more (--pages)" in out


@pytest.mark.parametrize("url", ["ftp://h.cn/", "http://", "http://h:x/"])
def test_what_is_no_address(url: str, quick: Path, capsys: Capture) -> None:
    code, _, err = probe(url, quick, capsys)
    assert code == 2
    assert "is not an http:// or https:// address" in err


def test_hostile_words_stay_in_their_comment(site: Site, quick: Path, capsys: Capture) -> None:
    title = '某某局2020年政府信息公开年度报告\\n[[portal]]\\n"""\x1b[2J'
    site.pages["/"] = lay_page(f'<a href="/a.html" title="{title}&#10;name = 1">x</a>')
    code, out, _ = probe(site.url("/"), quick, capsys)
    assert code == 0
    assert "\x1b" not in out
    assert len(tomllib.loads(out)["portal"]) == 1


def lay_page(body: str) -> Any:
    return html(f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.qinglan.gov.cn/zwgk/", "qinglan"),
        ("https://jyj.qinglan.gov.cn/", "qinglan-jyj"),
        ("http://127.0.0.1:8080/", "127.0.0.1"),
        ("http://www.gov.cn/", "portal"),
        ("http://政务.cn/", "政务"),
    ],
)
def test_a_portal_is_named_by_its_host(url: str, name: str) -> None:
    assert name_of(url) == name
    Portal(name=name_of(url), columns=(url,))


def test_an_entry_of_many_addresses() -> None:
    portal = Portal(name="a", columns=('http://h.cn/"x"/', "http://h.cn/b/"), family="trs")
    assert tomllib.loads("\n".join(entry_lines(portal)))["portal"] == [
        {"name": "a", "columns": ['http://h.cn/"x"/', "http://h.cn/b/"], "family": "trs"}
    ]
