"""robots.txt as served by real hosts, and what it does to a crawl of them."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from loopback import Answer, Site, html, redirect

from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.portals.config import FetchSettings

OK = Answer(b"ok")


def fetch(site: Site, *paths: str, **settings: Any) -> list[FetchError | None]:
    async def run() -> list[FetchError | None]:
        errors: list[FetchError | None] = []
        quick = {"pace": 0, "backoff": 0.01, "retries": 1, "read_timeout": 0.3, **settings}
        async with Fetcher(FetchSettings(**quick), "me@example.org") as fetcher:
            for path in paths:
                try:
                    await fetcher.get(site.url(path))
                    errors.append(None)
                except FetchError as error:
                    errors.append(error)
        return errors

    return asyncio.run(run())


def kinds(errors: list[FetchError | None]) -> list[str | None]:
    return [error.kind if error else None for error in errors]


def rules(*lines: str) -> Answer:
    return Answer("\n".join(lines).encode(), headers={"Content-Type": "text/plain"})


def test_forbidden_pages_are_not_asked_for() -> None:
    with Site() as site:
        site.pages.update({"/robots.txt": rules("User-agent: *", "Disallow: /admin/", "Disallow: /*.bak$")})
        site.pages.update({"/a": OK, "/admin/a": OK, "/a.bak": OK})
        assert kinds(fetch(site, "/a", "/admin/a", "/a.bak")) == [None, "robots", "robots"]
        assert site.paths() == ["/a"]


def test_rules_for_us_go_before_rules_for_all() -> None:
    with Site() as site:
        site.pages["/robots.txt"] = rules("User-agent: *", "Disallow: /", "", "User-agent: gongkai", "Disallow: /x")
        site.pages.update({"/a": OK, "/x": OK})
        assert kinds(fetch(site, "/a", "/x")) == [None, "robots"]


def test_it_is_read_once() -> None:
    with Site() as site:
        site.pages.update({"/robots.txt": rules("User-agent: *", "Allow: /"), "/a": OK, "/b": OK})
        fetch(site, "/a", "/b", "/a")
        assert site.paths(robots=True) == ["/robots.txt", "/a", "/b", "/a"]


def test_it_holds_for_redirects_too() -> None:
    with Site() as site:
        site.pages["/robots.txt"] = rules("User-agent: *", "Disallow: /secret")
        site.pages.update({"/a": redirect("/secret"), "/secret": OK})
        assert kinds(fetch(site, "/a")) == ["robots"]
        assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=404),
        Answer(status=403),
        Answer(status=410),
        Answer(b""),
        html("<html><title>首页</title><body>Disallow: /</body></html>"),
        Answer("User-agent: *\nDisallow: /后台".encode("gb18030")),
        Answer(b"\x00\xff\xfe" * 50),
        redirect("http://www.example.org/"),
        redirect("/index.html"),
    ],
    ids=["404", "403", "410", "empty", "home page", "gbk", "binary", "away", "soft 404"],
)
def test_what_is_no_robots_file_forbids_nothing(answer: Answer) -> None:
    with Site() as site:
        site.pages.update({"/robots.txt": answer, "/a": OK, "/index.html": html("<p>首页</p>")})
        assert kinds(fetch(site, "/a")) == [None]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(status=500), "status"),
        (Answer(status=429), "status"),
        (Answer(reset=True), "connection"),
        (Answer(b"late", delay=0.6), "timeout"),
        (Answer(b"<script>1</script>", 521), "blocked"),
    ],
    ids=["500", "429", "reset", "slow", "challenge"],
)
def test_one_that_cannot_be_had_closes_the_host(answer: Answer, kind: str) -> None:
    with Site() as site:
        site.pages.update({"/robots.txt": answer, "/a": OK, "/b": OK})
        errors = fetch(site, "/a", "/b")
        assert kinds(errors) == [kind, kind]
        assert errors[0] is not None
        assert "robots.txt" in errors[0].reason
        assert site.paths() == []


def test_a_byte_order_mark_hides_no_rule() -> None:
    with Site() as site:
        site.pages["/robots.txt"] = Answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /")
        assert kinds(fetch(site, "/a")) == ["robots"]


def test_crawl_delay_raises_the_pace() -> None:
    with Site() as site:
        site.pages.update({"/robots.txt": rules("User-agent: *", "Crawl-delay: 0.2"), "/a": OK, "/b": OK})
        fetch(site, "/a", "/b")
        times = [hit.at for hit in site.hits]
        assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_a_crawl_delay_beyond_the_limit_closes_the_host() -> None:
    with Site() as site:
        site.pages.update({"/robots.txt": rules("User-agent: *", "Crawl-delay: 3600"), "/a": OK})
        errors = fetch(site, "/a")
        assert kinds(errors) == ["robots"]
        assert site.paths() == []
