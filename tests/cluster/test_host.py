"""A host crawled elsewhere and taken home leaves state and output as a crawl at home does. No cluster is needed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fleet import page, title

from scraper.archive import ARCHIVE
from scraper.errors import ClusterError
from scraper.samples import NOT_FOUND, Site, html

pytest.importorskip("distributed")

from scraper.cluster.crawl import Host, Run
from scraper.cluster.crew import Done
from scraper.cluster.host import Chapter, Crawled, Silent, crawl_chapter
from scraper.crawl import Bounds
from scraper.job import Job, work
from scraper.keeping import opened, publish
from scraper.portals import Config, parse_config
from scraper.state import State


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        lay_out(site, range(6))
        yield site


def lay_out(site: Site, numbers: range) -> None:
    for number in numbers:
        site.pages[f"/{number}.html"] = html(page(number).decode())
    links = "".join(f'<li><a href="/{number}.html">{title(number)}</a></li>' for number in numbers)
    site.pages["/"] = html(f"<html><body><ul>{links}</ul></body></html>")


def configured(site: Site) -> Config:
    return parse_config(
        'contact = "me@example.org"\n[fetch]\npace = 0\nretries = 0\n'
        "[schedule]\nfresh = 0\nrecent = 0\nolder = 0\noldest = 0\ndead = 0\n"
        f'[[portal]]\nname = "h"\ncolumns = ["{site.base}/"]\n',
        "test",
    )


def run_of(config: Config, state: State, folder: Path, started: datetime, chapter: Chapter | None = None) -> Run:
    return Run(
        token="run",
        number=state.begin_run(""),
        config=config,
        bounds=Bounds(),
        ends_at=None,
        state=state,
        watcher=Silent(),
        archive=folder / ARCHIVE,
        started=started,
        chapter=chapter or Chapter(),
    )


def night(folder: Path, site: Site, started: datetime, chapter: Chapter | None = None) -> list[Crawled]:
    """A run whose only host is crawled as a worker would, in so many chapters."""
    config = configured(site)
    folder.mkdir(exist_ok=True)
    told = []
    with opened(folder, print) as state:
        run = run_of(config, state, folder, started, chapter)
        host = Host(config.portal, run)
        while not told or host.goes_on:
            order = host.order()
            told.append(crawl_chapter(order, lambda: False))
            host.take(Done(order.host, told[-1]))
        state.finish_run(run.number, "", "finished", host.summaries)
        publish(state, folder)
    return told


def lines(folder: Path, name: str) -> list[Any]:
    """Without what tells when and by which run a page was fetched."""
    records = [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
    for record in records:
        if name == "reports.jsonl":
            record["source"] |= {"retrieved_at": "", "archive": ""}
        else:
            for key in ("retrieved_at", "archive", "found_at", "old", "new"):
                record.pop(key, None)
    return records


def test_two_nights_elsewhere_are_two_nights_at_home(site: Site, tmp_path: Path) -> None:
    """With a report that changes, one that goes, one that stays and one that comes."""
    away, home = tmp_path / "away", tmp_path / "home"
    night(away, site, datetime(2026, 1, 1, tzinfo=UTC))
    work(Job("run", configured(site), home))
    site.pages["/1.html"] = html(page(1, count=99).decode())
    lay_out(site, range(7))
    site.pages["/1.html"] = html(page(1, count=99).decode())
    site.pages["/2.html"] = NOT_FOUND
    for hour in (1, 2):
        night(away, site, datetime(2026, 1, 2, hour, tzinfo=UTC))
        work(Job("run", configured(site), home))
    for name in ("reports.jsonl", "figures.jsonl", "findings.jsonl", "revisions.jsonl"):
        assert lines(away, name) == lines(home, name), name
    changes = [row["change"] for row in lines(away, "revisions.jsonl")]
    assert changes == ["changed", "withdrawn"]
    with State.open(away / "state.sqlite") as state:
        assert [page.rule for page in state.last_runs(1)[0].summary[0].failed] == ["fetch.status"]


def test_the_archive_brought_home_makes_the_state_again(site: Site, tmp_path: Path) -> None:
    night(tmp_path, site, datetime(2026, 1, 1, tzinfo=UTC))
    before = (tmp_path / "reports.jsonl").read_bytes()
    (tmp_path / "state.sqlite").unlink()
    (tmp_path / "reports.jsonl").unlink()
    with opened(tmp_path, print) as state:
        publish(state, tmp_path)
    assert (tmp_path / "reports.jsonl").read_bytes() == before


def test_pages_that_did_not_change_are_not_sent_again(site: Site, tmp_path: Path) -> None:
    (first,) = night(tmp_path, site, datetime(2026, 1, 1, tzinfo=UTC))
    (second,) = night(tmp_path, site, datetime(2026, 1, 2, tzinfo=UTC))
    assert [line.split()[0] for line in gzip.decompress(first.events).splitlines()] == [b"read"] * 6
    assert [line.split()[0] for line in gzip.decompress(second.events).splitlines()] == [b"seen"] * 6


def test_chapters_make_the_same_whole(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ends with the first look after its first report."""
    monkeypatch.setattr("scraper.cluster.host.LOOK", 0.05)
    for path in list(site.pages):
        site.pages[path] = replace(site.pages[path], delay=0.06)
    told = night(tmp_path / "away", site, datetime(2026, 1, 1, tzinfo=UTC), Chapter(seconds=0))
    assert len(told) > 1
    assert [one.ending for one in told] == ["chapter"] * (len(told) - 1) + ["finished"]
    work(Job("run", configured(site), tmp_path / "home"))
    assert lines(tmp_path / "away", "reports.jsonl") == lines(tmp_path / "home", "reports.jsonl")
    with (
        State.open(tmp_path / "away" / "state.sqlite") as there,
        State.open(tmp_path / "home" / "state.sqlite") as here,
    ):
        assert there.last_runs(1)[0].summary == here.last_runs(1)[0].summary
    assert len(list((tmp_path / "away" / ARCHIVE).iterdir())) == len(told)


def test_a_crawl_that_is_stopped_hands_in_what_it_has(site: Site, tmp_path: Path) -> None:
    config = configured(site)
    slow = config.model_copy(update={"fetch": config.fetch.model_copy(update={"pace": 0.3})})
    with State.open(tmp_path / "s") as state:
        order = Host(slow.portal, run_of(slow, state, tmp_path, datetime.now(UTC))).order()
    crawled = crawl_chapter(order, lambda: len(site.hits) > 3)
    assert crawled.ending == "interrupted"
    assert 0 < gzip.decompress(crawled.events).count(b"\n") < 6
    assert crawled.archive


def test_a_worker_of_another_version_is_refused(site: Site, tmp_path: Path) -> None:
    config = configured(site)
    with State.open(tmp_path / "s") as state:
        order = Host(config.portal, run_of(config, state, tmp_path, datetime.now(UTC))).order()
    with pytest.raises(ClusterError, match=r"9\.9"):
        crawl_chapter(replace(order, version="9.9"), lambda: False)


def test_a_host_no_worker_could_finish_is_a_failed_portal(site: Site, tmp_path: Path) -> None:
    config = configured(site)
    with State.open(tmp_path / "s") as state:
        run = run_of(config, state, tmp_path, datetime.now(UTC))
        host = Host(config.portal, run)
        host.take(Done("h", failure="every worker that took it died"))
        assert [page.reason for page in state.failures(run.number)] == ["every worker that took it died"]
    assert not host.goes_on
    assert not host.summaries[0].reachable
