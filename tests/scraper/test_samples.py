"""A crawl of all sample portals, as `gongkai demo` makes it: every report, nothing else, and each portal's numbers."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from watching import Notes

from scraper.commands.demo import fixtures_folder, read_config
from scraper.crawl import crawl
from scraper.samples import Hit, Site, Trouble, read_serving
from scraper.samples.folder import answer_from
from scraper.state import State
from scraper.watch import PortalSummary

FIXTURES = fixtures_folder()
PORTALS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())

# Portal → list pages read, report links found, reports read, failed pages by rule, links passed over by reason (but
# for those without any words of a report).
Numbers = tuple[int, int, int, dict[str, int], dict[str, int]]
NOTICE, PICTURE, WEBSITE = {"link.notice": 1}, {"link.explanation": 1}, {"link.website_form": 1}
BUDGET, ELSEWHERE, CEB_FILE = {"link.budget": 1}, {"link.other_host": 1}, {"media.unsupported": 1}
EXPECTED: dict[str, Numbers] = {
    "qinglan": (
        *(3, 8, 7, {"page.not_a_report": 1}),
        {**NOTICE, **PICTURE, **WEBSITE, **BUDGET, **ELSEWHERE, **CEB_FILE, "link.duplicate": 1},
    ),
    "yunling": (2, 7, 6, {"fetch.status": 1}, {**NOTICE, **PICTURE, **WEBSITE, "link.enterprise": 1}),
    "beiting": (5, 5, 5, {}, WEBSITE),
    "danxi": (5, 4, 4, {}, NOTICE),
    "lingxi": (5, 3, 3, {}, {**BUDGET, "link.same_content": 1}),
    "rongjiang": (4, 4, 4, {}, {**PICTURE, **WEBSITE, **ELSEWHERE}),
    "shihu": (6, 5, 5, {}, {**NOTICE, **WEBSITE, **CEB_FILE}),
    "tanzhou": (4, 7, 7, {}, {**NOTICE, **PICTURE, **WEBSITE, **BUDGET}),
    "wuling": (4, 3, 3, {}, {"link.other_report": 1}),
}

# Articles that are no reports of their own: a soft 404, and a report that another channel published first.
NO_REPORTS = {
    "qinglan/zwgk/xxgk/ndbg/202102/t20210201_11433.html",
    "lingxi/gongkai/site_9f3/channel_77b0/doc_d3d9446802a44259.html",
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    sites = {name: Site(FIXTURES / name) for name in PORTALS}
    try:
        for site in sites.values():
            site.__enter__()
        config = read_config(FIXTURES / "portals.toml", {name: site.base for name, site in sites.items()})
        config = config.model_copy(update={"fetch": config.fetch.model_copy(update={"pace": 0.0})})
        with State.open(tmp_path_factory.mktemp("samples") / "state.sqlite") as state:
            first = asyncio.run(crawl(config, state, Notes()))
            records = [json.loads(record) for record in state.records()]
            again = asyncio.run(crawl(config, state, Notes()))
            unchanged = [json.loads(record) for record in state.records()] == records
        yield {"first": first, "again": again, "records": records, "unchanged": unchanged, "sites": sites}
    finally:
        for site in sites.values():
            site.__exit__(None, None, None)


def told(summary: PortalSummary) -> Numbers:
    reasons = Counter(link.reason for link in summary.passed_over if link.reason != "link.words")
    failed = Counter(page.rule for page in summary.failed)
    return summary.list_pages, summary.found, summary.new, dict(failed), dict(reasons)


@pytest.mark.parametrize("portal", PORTALS)
def test_the_numbers_of_a_portal(portal: str, crawled: dict[str, Any]) -> None:
    (summary,) = [one for one in crawled["first"] if one.portal == portal]
    assert told(summary) == EXPECTED[portal]


def test_every_report_is_found_and_nothing_else(crawled: dict[str, Any]) -> None:
    """The pages that became reports are the files that hold one, told by what the server sent for each."""
    found = set()
    for record in crawled["records"]:
        name = record["source"]["portal"]
        served = answer_from(FIXTURES / name, read_serving(FIXTURES / name), hit(record["source"]["url"]))
        (file,) = [path for path in articles(name) if path.read_bytes() == served.body]
        found.add(file.relative_to(FIXTURES).as_posix())
    everything = {path.relative_to(FIXTURES).as_posix() for name in PORTALS for path in articles(name)}
    assert found == everything - NO_REPORTS
    assert len(crawled["records"]) == len(found)


def test_a_second_crawl_changes_nothing(crawled: dict[str, Any]) -> None:
    assert crawled["unchanged"]
    for first, again in zip(crawled["first"], crawled["again"], strict=True):
        assert (again.new, again.changed) == (0, 0)
        assert again.unchanged + again.not_due >= first.new


def test_one_request_at_a_time_to_each_host(crawled: dict[str, Any]) -> None:
    assert {site.busiest for site in crawled["sites"].values()} == {1}


def articles(portal: str) -> list[Path]:
    return [path for pattern in read_serving(FIXTURES / portal).articles for path in (FIXTURES / portal).glob(pattern)]


def hit(url: str) -> Hit:
    parts = urlsplit(url)
    return Hit(0, f"{parts.path}?{parts.query}", {})


# the same with servers in trouble

PASSING: list[dict[str, Any]] = [
    {"kind": "reset", "times": 1},
    {"kind": "broken", "times": 1},
    {"kind": "busy", "times": 1, "seconds": 0},
    {"kind": "truncated", "times": 1},
    {"kind": "slow", "seconds": 0.05},
]


def crawl_in_trouble(
    troubles: dict[str, list[Trouble]], folder: Path
) -> tuple[list[PortalSummary], dict[str, set[str]], dict[str, Site]]:
    """The crawl of all samples; the paths of the reports it keeps, by portal."""
    sites = {name: Site(FIXTURES / name) for name in PORTALS}
    with ExitStack() as stack:
        for name, site in sites.items():
            stack.enter_context(site)
            site.troubles += troubles.get(name, [])
        config = read_config(FIXTURES / "portals.toml", {name: site.base for name, site in sites.items()})
        quick = config.fetch.model_copy(update={"pace": 0.0, "backoff": 0.01, "max_bytes": 3_000_000})
        with State.open(folder / "state.sqlite") as state:
            summaries = asyncio.run(crawl(config.model_copy(update={"fetch": quick}), state, Notes()))
            kept: dict[str, set[str]] = {name: set() for name in PORTALS}
            for record in map(json.loads, state.records()):
                kept[record["source"]["portal"]].add(path_of(record["source"]["url"]))
    return summaries, kept, sites


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def test_what_passes_costs_no_report(crawled: dict[str, Any], tmp_path: Path) -> None:
    """Every other page of each portal fails or is slow at first, in one way or another."""
    troubles = {
        name: [
            Trouble(path=path, **PASSING[number % len(PASSING)])
            for number, path in enumerate(dict.fromkeys(site.paths(robots=True)))
            if number % 2 == len(name) % 2
        ]
        for name, site in crawled["sites"].items()
    }
    summaries, kept, _ = crawl_in_trouble(troubles, tmp_path)
    expected: dict[str, set[str]] = {name: set() for name in PORTALS}
    for record in crawled["records"]:
        expected[record["source"]["portal"]].add(path_of(record["source"]["url"]))
    assert kept == expected
    assert {one.portal: told(one)[3] for one in summaries} == {name: EXPECTED[name][3] for name in PORTALS}


LASTING = [
    ("loop", {}, "fetch.redirect"),
    ("huge", {"bytes": 4_000_000}, "fetch.too_large"),
    ("challenge", {}, "page.blocked"),
    ("broken", {}, "fetch.status"),
    ("reset", {}, "fetch.connection"),
]


def test_what_lasts_costs_its_own_page(crawled: dict[str, Any], tmp_path: Path) -> None:
    """One report of each portal is not to be had, in one way or another; all others are read."""
    troubles: dict[str, list[Trouble]] = {}
    lost: dict[str, tuple[str, str]] = {}
    for number, name in enumerate(PORTALS):
        kind, how, rule = LASTING[number % len(LASTING)]
        path = min(path_of(one["source"]["url"]) for one in crawled["records"] if one["source"]["portal"] == name)
        troubles[name] = [Trouble.model_validate({"path": path, "kind": kind, **how})]
        lost[name] = (path, rule)
    summaries, kept, _ = crawl_in_trouble(troubles, tmp_path)
    for summary in summaries:
        path, rule = lost[summary.portal]
        assert path not in kept[summary.portal]
        assert len(kept[summary.portal]) == EXPECTED[summary.portal][2] - 1
        assert (path, rule) in [(path_of(page.url), page.rule) for page in summary.failed]


def test_a_wrong_charset_in_the_header_changes_nothing(crawled: dict[str, Any], tmp_path: Path) -> None:
    troubles = {
        name: [Trouble(path=path, kind="mislabelled") for path in dict.fromkeys(site.paths())]
        for name, site in crawled["sites"].items()
    }
    _, kept, _ = crawl_in_trouble(troubles, tmp_path)
    assert {name: len(paths) for name, paths in kept.items()} == {name: EXPECTED[name][2] for name in PORTALS}
