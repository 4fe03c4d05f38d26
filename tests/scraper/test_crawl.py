"""Whole crawls of portals on loopback: what is found, kept, named as failed, and left alone."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Site, html, redirect
from watching import Notes

import scraper.read
from extractors import Report
from scraper.crawl import Bounds, crawl
from scraper.errors import ConfigError, StateError
from scraper.fetch.addresses import report_id
from scraper.portals import Config, parse_config
from scraper.state import State
from scraper.watch import PortalSummary

TITLE = "某某县{name}2020年政府信息公开工作年度报告"
BODY = """<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="zoom">
<p>现公布2020年政府信息公开工作年度报告。</p>
<p>一、总体情况</p><p>全年主动公开政府信息{count}条。</p>
<p>二、主动公开政府信息情况</p><p>通过政府网站公开政府信息12条。</p>
<p>三、收到和处理政府信息公开申请情况</p><p>2020年未收到政府信息公开申请。</p>
<p>四、政府信息公开行政复议、行政诉讼情况</p><p>没有因政府信息公开提起的行政复议、行政诉讼。</p>
<p>五、存在的主要问题及改进情况</p><p>公开的意识不够强。</p>
<p>六、其他需要报告的事项</p><p>无。</p></div></body></html>"""


def article(name: str, count: int = 87) -> Answer:
    return html(BODY.format(title=TITLE.format(name=name), count=count))


def link(href: str, name: str) -> str:
    return f'<li><a href="{href}">{TITLE.format(name=name)}</a><span>2021-01-20</span></li>'


def listing(*links: str) -> Answer:
    return html(f"<html><body><ul>{''.join(links)}</ul></body></html>")


def configured(*portals: tuple[str, list[str]], **fetch: object) -> Config:
    settings = {"pace": 0, "backoff": 0.01, "retries": 1, "read_timeout": 0.5, **fetch}
    lines = [
        'contact = "me@example.org"',
        "[fetch]",
        *(f"{key} = {value}" for key, value in settings.items()),
        # Whatever was asked for is due again in the next run.
        "[schedule]",
        *(f"{key} = 0" for key in ("fresh", "recent", "older", "oldest", "dead")),
    ]
    for name, columns in portals:
        lines += ["[[portal]]", f'name = "{name}"', f"columns = {json.dumps(columns)}"]
    return parse_config("\n".join(lines), "test")


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State.open(tmp_path / "state.sqlite")


def run(config: Config, state: State, notes: Notes | None = None, **options: Any) -> dict[str, PortalSummary]:
    summaries = asyncio.run(crawl(config, state, notes or Notes(), Bounds(**options)))
    assert [one.portal for one in summaries] == [
        portal.name for portal in config.portal if not options.get("only") or portal.name in options["only"]
    ]
    return {one.portal: one for one in summaries}


def rules(summary: PortalSummary) -> list[str]:
    return sorted(page.rule for page in summary.failed)


def reasons(summary: PortalSummary) -> dict[str, int]:
    return dict(Counter(link.reason for link in summary.passed_over if link.reason != "link.words"))


# what is kept


def test_what_a_record_says_of_its_source(state: State) -> None:
    with Site() as site:
        site.pages.update({"/": listing(link("a.html", "甲局")), "/a.html": redirect("/b.html")})
        site.pages["/b.html"] = article("甲局")
        run(configured(("h", [site.url("/")])), state)
        record = json.loads(next(state.records()))
        assert record["id"] == report_id(site.url("/a.html"))
        source = record["source"]
        assert (source["url"], source["final_url"]) == (site.url("/a.html"), site.url("/b.html"))
    assert source["portal"] == "h"
    assert source["retrieved_at"].endswith("+08:00")
    assert record["year"] == 2020
    assert [figure["value"] for figure in record["figures"]][:2] == [87, 12]


def test_a_changed_report_is_told_from_unchanged_ones(state: State) -> None:
    with Site() as site:
        site.pages.update({"/": listing(link("a.html", "甲局"), link("b.html", "乙局"))})
        site.pages.update({"/a.html": article("甲局"), "/b.html": article("乙局")})
        config = configured(("h", [site.url("/")]))
        run(config, state)
        site.pages["/b.html"] = article("乙局", count=88)
        again = run(config, state)["h"]
    assert (again.new, again.changed, again.unchanged) == (0, 1, 1)


def test_the_same_report_under_several_addresses_is_fetched_once(state: State) -> None:
    with Site() as site:
        site.pages["/one/"] = listing(
            link("../a.html", "甲局"), link("/a.html#top", "甲局"), link("/x/../a.html", "甲局（重复）")
        )
        site.pages["/other/"] = listing(
            link("../r.html", "甲局"), link("../a.html?", "甲局"), link(site.url("//a.html"), "甲局一")
        )
        site.pages.update({"/a.html": article("甲局"), "/r.html": redirect("/a.html")})
        summary = run(configured(("h", [site.url("/one/"), site.url("/other/")])), state)["h"]
        assert site.paths().count("/a.html") == 2  # once by its link, once behind the redirect
    assert (summary.new, summary.unchanged) == (1, 0)
    assert reasons(summary) == {"link.duplicate": 4}


def test_the_same_report_at_another_address_is_told_by_what_it_says(state: State) -> None:
    with Site() as site:
        site.pages["/one/"] = listing(link("/a.html", "甲局"))
        site.pages["/other/"] = listing(link("/b.html", "甲局"), link("/c.html", "乙局"))
        site.pages.update({"/a.html": article("甲局"), "/b.html": article("甲局"), "/c.html": article("乙局")})
        config = configured(("h", [site.url("/one/"), site.url("/other/")]))
        summary = run(config, state)["h"]
        again = run(config, state)["h"]
    assert (summary.found, summary.new, reasons(summary)) == (2, 2, {"link.same_content": 1})
    assert (again.new, state.count_reports()) == (0, 2)


# what fails


def test_pages_that_are_no_reports_are_named_and_the_rest_goes_on(state: State) -> None:
    soft = html("<html><title>页面不存在</title><body><p>您访问的页面不存在或已删除。</p></body></html>")
    bad: dict[str, Answer] = {
        "/soft.html": soft,
        "/home.html": redirect("/soft-home.html"),
        "/home2.html": redirect("/soft-home.html"),
        "/soft-home.html": soft,
        "/gone.html": Answer(status=404),
        "/empty.html": Answer(b"", headers={"Content-Type": "text/html"}),
        "/binary.html": Answer(bytes(range(256)) * 20, headers={"Content-Type": "text/html"}),
        "/pdf.html": Answer(b"%PDF-1.7\n" + bytes(2000), headers={"Content-Type": "application/pdf"}),
        "/jsl.html": Answer(b"<script>document.cookie='__jsl_clearance=1'</script>", 521),
        "/cut.html": Answer(b"<html>" * 100, cut=300),
        "/away.html": redirect("http://www.example.org/"),
        "/loop.html": redirect("/loop.html"),
    }
    with Site() as site:
        names = [name for name in bad if name != "/soft-home.html"]
        site.pages["/"] = listing(*(link(name, f"{name}局") for name in names), link("/ok.html", "甲局"))
        site.pages.update(bad)
        site.pages["/ok.html"] = article("甲局")
        summary = run(configured(("h", [site.url("/")])), state)["h"]
    failed = {page.url.rpartition("/")[2]: page.rule for page in summary.failed}
    assert failed.pop("binary.html") in {"page.not_a_report", "page.empty", "media.unsupported", "media.damaged"}
    assert failed == {
        "soft.html": "page.not_a_report",
        "home.html": "page.not_a_report",
        "home2.html": "page.not_a_report",
        "gone.html": "fetch.status",
        "empty.html": "page.empty",
        "pdf.html": "media.damaged",
        "jsl.html": "page.blocked",
        "cut.html": "fetch.truncated",
        "away.html": "fetch.off_host",
        "loop.html": "fetch.redirect",
    }
    assert all(page.reason for page in summary.failed)
    assert (summary.new, summary.reachable) == (1, True)
    assert state.failures(state.last_runs(1)[0].id) == summary.failed


def test_a_portal_that_is_down_does_not_stop_the_others(state: State) -> None:
    with Site() as down:
        nowhere = down.url("/")
    with Site() as site:
        site.pages.update({"/": listing(link("a.html", "甲局")), "/a.html": article("甲局")})
        found = run(configured(("down", [nowhere]), ("up", [site.url("/")])), state)
    assert (found["down"].reachable, rules(found["down"])) == (False, ["fetch.connection"])
    assert (found["up"].reachable, found["up"].new) == (True, 1)


def test_a_host_that_stops_answering_is_given_up(state: State) -> None:
    with Site() as site:
        names = [f"/{number}.html" for number in range(8)]
        site.pages["/"] = listing(*(link(name, f"{name}局") for name in names))
        site.pages.update({name: Answer(reset=True) for name in names})
        summary = run(configured(("h", [site.url("/")]), give_up_after=3, retries=0), state)["h"]
        assert len(site.paths()) == 4
    assert rules(summary) == ["fetch.connection"] * 3 + ["fetch.given_up"] * 5


def test_a_list_without_reports_is_named(state: State) -> None:
    with Site() as site:
        site.pages["/"] = html("<html><body><a href='/x.html'>政务动态</a></body></html>")
        summary = run(configured(("h", [site.url("/")])), state)["h"]
    assert rules(summary) == ["fetch.no_reports"]


def test_a_crash_of_ours_in_one_page_is_that_pages_failure(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    real = scraper.read.extract_report

    def extract(content: bytes, **options: Any) -> Report:
        if options["url"].endswith("a.html"):
            raise RecursionError
        return real(content, **options)

    monkeypatch.setattr(scraper.read, "extract_report", extract)
    with Site() as site:
        site.pages["/"] = listing(link("a.html", "甲局"), link("b.html", "乙局"))
        site.pages.update({"/a.html": article("甲局"), "/b.html": article("乙局")})
        summary = run(configured(("h", [site.url("/")])), state)["h"]
    assert (rules(summary), summary.new) == (["extract.crashed"], 1)


# lists that never end


def test_pages_that_lead_in_circles(state: State) -> None:
    with Site() as site:
        site.pages["/"] = listing(link("a.html", "甲局"), '<a href="/2.html">下一页</a>')
        site.pages["/2.html"] = listing(link("b.html", "乙局"), '<a href="/index.html">下一页</a>')
        site.pages.update({"/a.html": article("甲局"), "/b.html": article("乙局")})
        summary = run(configured(("h", [site.url("/")])), state)["h"]
    assert (summary.list_pages, summary.new, summary.failed) == (2, 2, [])


def endless(site: Site, *, new_links: bool) -> None:
    for number in range(60):
        href = f"/{number}.html" if new_links else "/a.html"
        site.pages[f"/p{number}"] = listing(f'<a href="{href}">动态</a>', f'<a href="/p{number + 1}">下一页</a>')


def test_a_pager_that_repeats_itself_is_left(state: State) -> None:
    with Site() as site:
        endless(site, new_links=False)
        summary = run(configured(("h", [site.url("/p0")])), state)["h"]
    assert summary.list_pages == 4


def test_a_list_beyond_the_limit_is_named(state: State) -> None:
    with Site() as site:
        endless(site, new_links=True)
        summary = run(configured(("h", [site.url("/p0")]), max_list_pages=10), state)["h"]
    assert (summary.list_pages, rules(summary)) == (10, ["fetch.list_limit"])


# choosing and stopping


def test_only_some_portals_and_not_more_than_so_many(state: State) -> None:
    with Site() as site, Site() as other:
        site.pages["/"] = listing(*(link(f"{number}.html", f"{number}局") for number in range(5)))
        site.pages.update({f"/{number}.html": article(f"{number}局") for number in range(5)})
        config = configured(("one", [site.url("/")]), ("other", [other.url("/")]))
        summary = run(config, state, only=["one"], limit=2)["one"]
        assert site.paths() == ["/", "/0.html", "/1.html"]
        assert other.hits == []
    assert (summary.found, summary.new) == (5, 2)


def test_a_portal_nobody_configured(state: State) -> None:
    config = configured(("qinglan", ["http://127.0.0.1:9/"]))
    with pytest.raises(ConfigError, match="Did you mean “qinglan”"):
        asyncio.run(crawl(config, state, Notes(), Bounds(only=["qinlan"])))
    assert state.last_runs() == []


def test_two_portals_on_one_host_share_its_pace_and_its_reports(state: State) -> None:
    with Site() as site:
        site.pages["/one/"] = listing(link("/a.html", "甲局"), link("/b.html", "乙局"))
        site.pages["/two/"] = listing(link("/b.html", "乙局"), link("/c.html", "丙局"))
        site.pages.update({f"/{name}.html": article(name) for name in "abc"})
        found = run(configured(("one", [site.url("/one/")]), ("two", [site.url("/two/")])), state)
        assert site.busiest == 1
        assert site.paths().count("/b.html") == 1
    assert (found["one"].new, found["two"].new, found["two"].failed) == (2, 1, [])


def test_cancelled_it_keeps_what_it_has(state: State) -> None:
    async def interrupted(config: Config) -> None:
        enough = asyncio.Event()
        task = asyncio.create_task(crawl(config, state, Notes(enough.set)))
        await asyncio.wait_for(enough.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with Site() as site:
        site.pages["/"] = listing(*(link(f"{number}.html", f"{number}局") for number in range(5)))
        site.pages["/0.html"] = article("甲局")
        site.pages.update({f"/{number}.html": Answer(b"late", delay=5) for number in range(1, 5)})
        asyncio.run(interrupted(configured(("h", [site.url("/")]), read_timeout=10)))
    (last,) = state.last_runs()
    assert last.outcome == "interrupted"
    assert last.summary[0].new == 1
    assert state.count_reports() == 1


def test_a_broken_state_ends_the_run_with_its_own_error(state: State) -> None:
    with Site() as site:
        site.pages.update({"/": listing(link("a.html", "甲局")), "/a.html": article("甲局")})
        notes = Notes()
        state._database.connection.execute(
            "CREATE TRIGGER t BEFORE INSERT ON reports BEGIN SELECT RAISE(FAIL, 'x'); END"
        )
        with pytest.raises(StateError):
            run(configured(("h", [site.url("/")])), state, notes)
    assert notes.calls[-1] == ("finished", "h")
