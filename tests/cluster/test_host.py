"""A host crawled elsewhere and taken home leaves state and output as a crawl at home does. No cluster is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fleet import page, title

from scraper.archive import ARCHIVE
from scraper.errors import ClusterError
from scraper.samples import NOT_FOUND, Site, html

pytest.importorskip("distributed")

from scraper.cluster.crawl import _taken
from scraper.cluster.crew import Done, Piece
from scraper.cluster.host import Crawled, Order, crawl_whole
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


def night(folder: Path, site: Site, started: datetime) -> Crawled:
    """A run whose only host is crawled as a worker would."""
    config = configured(site)
    host = config.portal[0].scope
    folder.mkdir(exist_ok=True)
    with opened(folder, print) as state:
        number = state.begin_run("")
        known = state.slices.of(host, ["h"])
        order = Order("0.1.0", "run", host, config, Bounds(), None, known, (folder / ARCHIVE).absolute(), started)
        crawled = crawl_whole(order, lambda: False)
        _taken(Done(Piece(host, (order,)), crawled), config.portal, state, number, folder / ARCHIVE)
        state.finish_run(number, "", "finished", crawled.summaries)
        publish(state, folder)
    return crawled


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
    first = night(tmp_path, site, datetime(2026, 1, 1, tzinfo=UTC))
    second = night(tmp_path, site, datetime(2026, 1, 2, tzinfo=UTC))
    assert all(isinstance(event, str) for event in first.events)
    assert not any(isinstance(event, str) for event in second.events)


def test_a_crawl_that_is_stopped_hands_in_what_it_has(site: Site, tmp_path: Path) -> None:
    config = configured(site)
    slow = config.model_copy(update={"fetch": config.fetch.model_copy(update={"pace": 0.3})})
    order = Order(
        "0.1.0", "run", slow.portal[0].scope, slow, Bounds(), None, State.open(tmp_path / "s").slices.of("x", []),
        tmp_path, datetime.now(UTC),
    )  # fmt: skip
    crawled = crawl_whole(order, lambda: len(site.hits) > 3)
    assert crawled.interrupted
    assert 0 < len(crawled.events) < 6
    assert crawled.archive


def test_a_worker_of_another_version_is_refused(site: Site, tmp_path: Path) -> None:
    config = configured(site)
    with State.open(tmp_path / "s") as state:
        known = state.slices.of("x", [])
    order = Order("9.9", "run", "x", config, Bounds(), None, known, tmp_path, datetime.now(UTC))
    with pytest.raises(ClusterError, match=r"9\.9"):
        crawl_whole(order, lambda: False)
