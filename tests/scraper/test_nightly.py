"""Night after night: what is asked for again, what that costs, what is noticed, and what the archive is good for."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Site, html, redirect
from nights import REPORT, Nights, Portal, configured, title

from scraper.archive import ARCHIVE
from scraper.archive.replay import replay
from scraper.commands.demo import fixtures_folder, read_config
from scraper.keeping import STATE
from scraper.local.paths import is_warc
from scraper.output import FIGURES, REPORTS, REVISIONS
from scraper.portals import parse_config
from scraper.state import State

Start = Callable[..., tuple[Portal, Nights]]


@pytest.fixture
def start(tmp_path: Path) -> Any:
    with Site() as site:

        def begin(*settings: str, etags: bool = True) -> tuple[Portal, Nights]:
            portal = Portal(site, etags)
            portal.put("/a.html", "甲局")
            portal.put("/b.html", "乙局", count=31)
            return portal, Nights(tmp_path, configured(site, *settings))

        yield begin


# nothing changed


def test_an_unchanged_portal_costs_no_body_and_writes_nothing(start: Start) -> None:
    portal, nights = start()
    assert nights.run().new == 2
    before, archive = nights.bytes(), sorted((nights.folder / ARCHIVE).iterdir())
    bodies, portal.site.hits[:] = portal.bodies, []
    summary = nights.run()
    assert (summary.new, summary.changed, summary.unchanged, summary.failed) == (0, 0, 2, [])
    assert portal.bodies == bodies
    assert portal.site.paths() == ["/", "/a.html", "/b.html"]
    assert all(hit.headers["if-none-match"] for hit in portal.site.hits)
    assert nights.bytes() == before
    assert sorted((nights.folder / ARCHIVE).iterdir()) == archive


def test_without_conditional_requests_reports_wait_for_their_day_and_bodies_are_kept_once(start: Start) -> None:
    portal, nights = start(etags=False)
    nights.run()
    before = nights.bytes()
    assert nights.run().not_due == 2
    assert nights.run(days=100).unchanged == 2
    assert nights.bytes() == before
    assert len(set(portal.site.paths())) == 3
    assert sum(file.read_bytes().count(b"\x1f\x8b\x08") for file in (nights.folder / ARCHIVE).iterdir()) > 0
    with State.open(nights.folder / STATE) as state:
        page = state.pages.get(portal.site.url("/a.html"))
        assert page is not None
        assert page.file == min(file.name for file in (nights.folder / ARCHIVE).iterdir())


def test_the_age_of_a_report_says_how_often_it_is_asked_for(start: Start) -> None:
    portal, nights = start("[schedule]", "whole_below = 0")
    portal.put("/new.html", "丙局", year=nights.now.year - 1)
    portal.put("/old.html", "丁局", year=2012)
    nights.run()
    portal.site.hits.clear()
    for _ in range(3):
        nights.run()
    assert [path for path in portal.site.paths() if path != "/"] == ["/new.html"] * 3
    nights.run(days=120)
    assert portal.site.paths().count("/old.html") == 1


def test_the_samples_cost_no_body_the_second_night(tmp_path: Path) -> None:
    """All families, lists by POST and by JSON among them."""
    fixtures = fixtures_folder()
    sites = {folder.name: Site(folder) for folder in sorted(fixtures.iterdir()) if folder.is_dir()}
    try:
        for site in sites.values():
            site.__enter__()
        nights = Nights(
            tmp_path, read_config(fixtures / "portals.toml", {name: site.base for name, site in sites.items()})
        )
        assert sum(one.new for one in nights.all()) == 44
        before = nights.bytes()
        for site in sites.values():
            site.hits.clear()
        assert [one.failed for one in nights.all(days=0.01)] == [[] for _ in sites]
        assert nights.bytes() == before
        asked = [hit for site in sites.values() for hit in site.hits]
        assert all("if-none-match" in hit.headers for hit in asked), [hit.path for hit in asked]
    finally:
        for site in sites.values():
            site.__exit__(None, None, None)


# something changed


def test_one_changed_cell_is_one_revision(start: Start) -> None:
    portal, nights = start()
    nights.run()
    before = {record["id"]: record for record in nights.lines(REPORTS)}
    portal.put("/a.html", "甲局", count=88)
    assert nights.run().changed == 1
    after = {record["id"]: record for record in nights.lines(REPORTS)}
    (changed,) = [one for one, record in after.items() if record != before[one]]
    (revision,) = nights.lines(REVISIONS)
    assert (revision["report_id"], revision["change"]) == (changed, "changed")
    (figure,) = revision["figures"]
    assert (figure["old"]["value"], figure["new"]["value"]) == (87, 88)
    assert "87" in figure["old"]["quote"]
    assert revision["passages"] == [{"old": "全年主动公开政府信息87条。", "new": "全年主动公开政府信息88条。"}]
    for side, record in (("old", before[changed]), ("new", after[changed])):
        assert revision[side]["sha256"] == record["source"]["sha256"]
        assert revision[side]["archive"] == record["source"]["archive"]
    assert revision["old"]["content"] != revision["new"]["content"]
    again = nights.bytes()
    nights.run()
    assert nights.bytes() == again


def test_a_report_that_is_gone_twice_is_withdrawn_and_may_come_back(start: Start) -> None:
    portal, nights = start()
    nights.run()
    portal.gone("/a.html")
    first = nights.run()
    assert ([page.rule for page in first.failed], first.withdrawn) == (["fetch.status"], 0)
    assert nights.run().withdrawn == 1
    (revision,) = nights.lines(REVISIONS)
    assert (revision["change"], revision["new"], revision["reason"]) == ("withdrawn", None, "HTTP 404")
    assert len(nights.lines(REPORTS)) == 2  # what was published stays
    assert nights.run(days=0.5).failed == []
    portal.put("/a.html", "甲局")
    nights.run(days=30)
    assert [one["change"] for one in nights.lines(REVISIONS)] == ["withdrawn", "restored"]


def test_a_host_in_trouble_withdraws_nothing(start: Start) -> None:
    portal, nights = start()
    nights.run()
    portal.site.pages["/a.html"] = Answer(status=503)
    for _ in range(4):
        assert [page.rule for page in nights.run().failed] == ["fetch.status"]
    portal.put("/a.html", "甲局")
    assert nights.run().unchanged == 2
    assert nights.lines(REVISIONS) == []


def test_a_report_that_no_list_leads_to_is_still_looked_at(start: Start) -> None:
    portal, nights = start()
    nights.run()
    portal.unlist("/a.html")
    assert nights.run().unchanged == 2
    portal.serve("/a.html", REPORT.format(title=title("甲局", 2020), year=2020, count=99))
    assert nights.run().changed == 1
    portal.gone("/a.html")
    nights.run()
    assert nights.run().withdrawn == 1


def test_dead_links_are_tried_ever_more_rarely(start: Start) -> None:
    portal, nights = start()
    portal.listed["/dead.html"] = title("丙局", 2020)
    portal.put("/c.html", "丁局")
    tried = [bool(nights.run().failed) for _ in range(16)]
    assert [night for night, failed in enumerate(tried) if failed] == [0, 1, 3, 7, 15]


def test_a_moment_of_trouble_is_tried_again_the_next_night(start: Start) -> None:
    portal, nights = start()
    good = portal.site.pages["/a.html"]
    portal.site.pages["/a.html"] = Answer(reset=True)
    assert [page.rule for page in nights.run().failed] == ["fetch.connection"]
    portal.site.pages["/a.html"] = good
    assert nights.run(days=0.01).new == 1


# what hosts ask for


def test_robots_txt_is_asked_for_once_a_day(start: Start) -> None:
    portal, nights = start()
    portal.site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /b.html\n")
    assert [page.rule for page in nights.run().failed] == ["fetch.robots"]
    nights.run()
    assert portal.site.paths(robots=True).count("/robots.txt") == 1
    assert portal.site.paths().count("/b.html") == 0


def test_a_long_retry_after_outlives_the_run(start: Start) -> None:
    portal, nights = start("max_wait = 1")
    good = portal.site.pages["/"]
    portal.site.pages["/"] = Answer(status=429, headers={"Retry-After": "86400"})
    assert [page.rule for page in nights.run().failed] == ["fetch.status"]
    portal.site.pages["/"] = good
    portal.site.hits.clear()
    (page,) = nights.run().failed
    assert (page.rule, "asked to be left alone until" in page.reason) == ("fetch.given_up", True)
    assert portal.site.hits == []


def test_forty_hosts_side_by_side_and_none_faster_than_its_pace(tmp_path: Path) -> None:
    """Measured at the servers, with redirects, retries, pages that send on, and dead links among the requests."""
    pace = 0.15
    with ExitStack() as stack:
        portals = [Portal(stack.enter_context(Site())) for _ in range(40)]
        for portal in portals:
            for name in ("a", "b", "moved", "flaky", "dead"):
                portal.put(f"/{name}.html", f"{name}局")
            site = portal.site
            good = site.pages["/flaky.html"]
            assert callable(good)
            site.pages["/moved.html"] = redirect("/sent.html")
            site.pages["/sent.html"] = html('<meta http-equiv="refresh" content="0;url=/there.html">')
            portal.serve("/there.html", REPORT.format(title=title("丙局", 2020), year=2020, count=3))
            site.pages["/flaky.html"] = lambda before, good=good: Answer(status=503) if before == 0 else good(before)
            portal.gone("/dead.html")
        lines = ['contact = "me@example.org"', "[fetch]", f"pace = {pace}", "backoff = 0.01", "retries = 1"]
        for number, portal in enumerate(portals):
            lines += ["[[portal]]", f'name = "h{number}"', f'columns = ["{portal.site.url("/")}"]']
        begun = time.monotonic()
        summaries = Nights(tmp_path, parse_config("\n".join(lines), "test")).all()
        took = time.monotonic() - begun
        assert [(one.new, [page.rule for page in one.failed]) for one in summaries] == [(4, ["fetch.status"])] * 40
        requests = 0
        for portal in portals:
            times = [hit.at for hit in portal.site.hits]
            requests += len(times)
            assert len(times) == 10  # robots.txt, the list, 5 reports, 2 hops, 1 retry
            assert min(later - earlier for earlier, later in pairwise(times)) >= pace
            assert portal.site.busiest == 1
    assert took < requests * pace / 2  # one after the other they would take twice as long and more


# bounds


def test_a_page_budget_ends_a_run_cleanly_and_the_next_goes_on(start: Start) -> None:
    portal, nights = start("max_pages = 2")
    portal.put("/c.html", "丙局")
    told = [nights.run(days=0.01) for _ in range(4)]
    assert [(one.new, one.stopped, one.failed) for one in told] == [(1, "pages", [])] * 3 + [(0, "pages", [])]
    assert portal.site.paths()[:6] == ["/", "/a.html", "/", "/b.html", "/", "/c.html"]
    assert len(nights.lines(REPORTS)) == 3


def test_outside_its_hours_a_portal_is_left_alone(start: Start) -> None:
    portal, nights = start('window = "00:00-00:01"')
    nights.now = datetime(2026, 1, 1, 4, 0, tzinfo=UTC)  # noon in Beijing
    summary = nights.run(days=0)
    assert (summary.stopped, summary.reachable, portal.site.hits) == ("window", True, [])
    nights.now = datetime(2026, 1, 1, 16, 0, 30, tzinfo=UTC)
    assert nights.run(days=0).new == 2


def test_a_run_without_time_stops_and_names_no_failure(start: Start) -> None:
    portal, nights = start()
    summary = nights.run(minutes=0)
    assert (summary.stopped, summary.failed, portal.site.hits) == ("time", [], [])
    assert nights.run(minutes=1).new == 2


def test_since_passes_over_what_is_older(start: Start) -> None:
    portal, nights = start()
    portal.put("/new.html", "丙局", year=2023)
    summary = nights.run(since=datetime(2024, 1, 1, tzinfo=UTC).date())
    assert (summary.new, [link.reason for link in summary.passed_over]) == (1, ["link.since", "link.since"])


# the archive


def test_state_and_output_are_made_again_from_the_archive(start: Start) -> None:
    portal, nights = start()
    nights.run()
    portal.put("/a.html", "甲局", count=88)
    portal.put("/c.html", "丙局", count=5)
    nights.run()
    portal.gone("/b.html")
    nights.run()
    nights.run()
    before = nights.bytes()
    assert [one["change"] for one in nights.lines(REVISIONS)] == ["changed", "withdrawn"]
    for name in (STATE, REPORTS, FIGURES, REVISIONS):
        (nights.folder / name).unlink()
    portal.site.hits.clear()
    summary = nights.run(days=0.01)
    assert (summary.new, summary.changed, summary.withdrawn) == (0, 0, 0)
    assert nights.bytes() == before
    assert all("if-none-match" in hit.headers for hit in portal.site.hits if hit.path in {"/", "/a.html", "/c.html"})


@pytest.mark.parametrize("jobs", [1, 2])
def test_extraction_from_the_archive_gives_what_the_run_wrote(start: Start, tmp_path: Path, jobs: int) -> None:
    portal, nights = start()
    nights.run()
    portal.put("/a.html", "甲局", count=88)
    nights.run()
    with State.open(tmp_path / "again.sqlite") as state:
        told = replay((tmp_path / ARCHIVE).iterdir(), state, jobs)
        assert (told.reports, told.damaged) == (3, [])
        assert [f"{record}\n" for record in state.records()] == (tmp_path / REPORTS).read_text("utf-8").splitlines(True)


def test_an_archive_that_was_moved_away_costs_no_more_than_bodies(start: Start) -> None:
    portal, nights = start()
    nights.run()
    before = nights.bytes()
    for file in (nights.folder / ARCHIVE).iterdir():
        assert is_warc(file.name)
        file.unlink()
    portal.site.hits.clear()
    nights.run(days=100)
    assert nights.bytes() == before
    assert not any("if-none-match" in hit.headers for hit in portal.site.hits)
