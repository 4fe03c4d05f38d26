"""The fetcher against a server that misbehaves, over real sockets."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from loopback import NOT_FOUND, Answer, Page, Site, html, redirect

from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.page import Page as Fetched
from scraper.portals.config import FetchSettings

QUICK: dict[str, Any] = {"pace": 0, "backoff": 0.01, "retries": 2, "read_timeout": 0.3, "total_timeout": 1.0}


def fetch(*urls: str, **settings: Any) -> list[Fetched | FetchError]:
    """Fetch one after the other with one fetcher; errors are values."""

    async def run() -> list[Fetched | FetchError]:
        answers: list[Fetched | FetchError] = []
        async with Fetcher(FetchSettings(**{**QUICK, **settings}), "me@example.org") as fetcher:
            for url in urls:
                try:
                    answers.append(await fetcher.get(url))
                except FetchError as error:
                    answers.append(error)
        return answers

    return asyncio.run(run())


def page(url: str, **settings: Any) -> Fetched:
    answer = fetch(url, **settings)[0]
    assert isinstance(answer, Fetched), answer
    return answer


def error(url: str, **settings: Any) -> FetchError:
    answer = fetch(url, **settings)[0]
    assert isinstance(answer, FetchError), answer
    return answer


def failing_first(times: int, bad: Answer, good: Answer) -> Callable[[int], Answer]:
    return lambda before: bad if before < times else good


def test_a_form_is_sent_by_post_and_not_to_where_it_redirects() -> None:
    async def run(url: str) -> Fetched:
        async with Fetcher(FetchSettings(**QUICK), "me@example.org") as fetcher:
            return await fetcher.get(url, (("columnid", "29"), ("webname", "清岚县")))

    with Site() as site:
        site.pages["/proxy.jsp"] = redirect("/list.html")
        site.pages["/list.html"] = html("年报")
        assert asyncio.run(run(site.url("/proxy.jsp"))).final_url == site.url("/list.html")
        posted, followed = [hit for hit in site.hits if hit.path != "/robots.txt"]
    assert (posted.method, posted.body) == ("POST", b"columnid=29&webname=%E6%B8%85%E5%B2%9A%E5%8E%BF")
    assert (followed.method, followed.body) == ("GET", b"")


def test_a_page_and_what_the_server_is_told() -> None:
    with Site() as site:
        site.pages["/a.html"] = Answer(
            "年报".encode("gb18030"),
            headers={
                "Content-Type": "text/html; charset=GB2312",
                "ETag": '"7"',
                "Last-Modified": "yesterday",
            },
        )
        got = page(site.url("/a.html"))
        told = site.hits[-1].headers
    assert got.content.decode("gb18030") == "年报"
    assert (got.media_type, got.charset) == ("text/html", "gb2312")
    assert got.url == got.final_url
    assert datetime.fromisoformat(got.retrieved_at).utcoffset() == timedelta(hours=8)
    assert told["user-agent"].startswith("gongkai/")
    assert told["user-agent"].endswith("(+me@example.org)")


@pytest.mark.parametrize(
    "bad",
    [
        Answer(reset=True),
        Answer(status=500),
        Answer(status=502),
        Answer(status=503, headers={"Retry-After": "0"}),
        Answer(status=429),
        Answer(b"x" * 100, cut=50),
        Answer(b"late", delay=0.6),
    ],
    ids=["reset", "500", "502", "503", "429", "truncated", "slow"],
)
def test_what_may_pass_is_tried_again(bad: Answer) -> None:
    with Site() as site:
        site.pages["/a"] = failing_first(2, bad, Answer(b"at last"))
        assert page(site.url("/a")).content == b"at last"
        assert site.paths() == ["/a"] * 3


@pytest.mark.parametrize(
    ("bad", "kind", "attempts"),
    [
        (Answer(reset=True), "connection", 3),
        (Answer(status=500), "status", 3),
        (Answer(b"x" * 100, cut=50), "truncated", 3),
        (Answer(b"late", delay=0.6), "timeout", 3),
        (Answer(status=404), "status", 1),
        (Answer(status=204), "status", 1),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "encoding", 1),
    ],
    ids=["reset", "500", "truncated", "slow", "404", "204", "bad gzip"],
)
def test_what_stays_is_named(bad: Answer, kind: str, attempts: int) -> None:
    with Site() as site:
        site.pages["/a"] = bad
        failed = error(site.url("/a"))
        assert (failed.kind, failed.rule) == (kind, f"fetch.{kind}")
        assert failed.url == site.url("/a")
        assert site.paths() == ["/a"] * attempts


def test_a_body_that_trickles_in_ends_at_the_deadline() -> None:
    with Site() as site:
        site.pages["/a"] = Answer(b"x" * 500, drip=0.02)
        begun = time.monotonic()
        failed = error(site.url("/a"), retries=0, total_timeout=0.4)
        assert failed.kind == "timeout"
        assert time.monotonic() - begun < 2


def test_nobody_listens() -> None:
    with Site() as site:
        url = site.url("/a")
    assert error(url).kind == "connection"


def test_an_unknown_host() -> None:
    assert error("http://no-such-host.invalid/a", retries=0).kind == "connection"


def test_https_spoken_to_a_plain_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(10)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        assert error(f"https://127.0.0.1:{server.getsockname()[1]}/a").kind == "tls"


def test_an_announced_size_beyond_the_limit_is_not_read() -> None:
    with Site() as site:
        site.pages["/a"] = Answer(b"x" * 5000)
        assert error(site.url("/a"), max_bytes=2000).kind == "too_large"
        assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"x" * 50_000, closing=True),
        Answer(gzip.compress(b"x" * 5_000_000), headers={"Content-Encoding": "gzip"}),
    ],
    ids=["unannounced", "packed"],
)
def test_a_size_beyond_the_limit_is_cut_off(answer: Answer) -> None:
    with Site() as site:
        site.pages["/a"] = answer
        assert error(site.url("/a"), max_bytes=20_000).kind == "too_large"


def test_a_body_without_length_ends_with_the_connection() -> None:
    with Site() as site:
        site.pages["/a"] = Answer(b"all of it", closing=True)
        assert page(site.url("/a")).content == b"all of it"


def test_packed_bodies_are_unpacked() -> None:
    with Site() as site:
        site.pages["/a"] = Answer(gzip.compress(b"text"), headers={"Content-Encoding": "gzip"})
        assert page(site.url("/a")).content == b"text"


# redirects


def test_redirects_on_the_host_are_followed() -> None:
    with Site() as site:
        site.pages["/a"] = redirect("/b", 301)
        site.pages["/b"] = redirect(site.url("/c/"), 307)
        site.pages["/c/"] = Answer(b"here")
        got = page(site.url("/a"))
    assert (got.content, got.url, got.final_url) == (b"here", site.url("/a"), site.url("/c/"))


@pytest.mark.parametrize(
    ("pages", "kind"),
    [
        ({"/a": redirect("/a")}, "redirect"),
        ({"/a": redirect("/b"), "/b": redirect("/a")}, "redirect"),
        ({f"/{'a' * n}": redirect("/" + "a" * (n + 1)) for n in range(1, 20)}, "redirect"),
        ({"/a": redirect("javascript:alert(1)")}, "redirect"),
        ({"/a": Answer(status=302)}, "redirect"),
        ({"/a": redirect("http://www.example.org/")}, "off_host"),
        ({"/a": redirect("//m.example.gov.cn/a")}, "off_host"),
    ],
    ids=["to itself", "circle", "endless", "script", "nowhere", "away", "mobile"],
)
def test_redirects_that_lead_nowhere(pages: dict[str, Page], kind: str) -> None:
    with Site() as site:
        site.pages.update(pages)
        assert error(site.url("/a")).kind == kind
        assert len(site.paths()) <= 6


def test_another_port_is_another_host_and_never_asked() -> None:
    with Site() as site, Site() as other:
        site.pages["/a"] = redirect(other.url("/a"))
        assert error(site.url("/a")).kind == "off_host"
        assert other.hits == []


def test_a_portal_that_gives_a_cookie_and_sends_back_is_no_loop() -> None:
    with Site() as site:
        site.pages["/a"] = failing_first(1, redirect("/a", **{"Set-Cookie": "session=1; Path=/"}), Answer(b"welcome"))
        assert page(site.url("/a")).content == b"welcome"


# Retry-After


def test_retry_after_in_seconds_is_waited_for() -> None:
    with Site() as site:
        bad = Answer(status=429, headers={"Retry-After": "1"})
        site.pages["/a"] = failing_first(1, bad, Answer(b"ok"))
        page(site.url("/a"))
        first, second = (hit.at for hit in site.hits if hit.path == "/a")
    assert second - first >= 1


def test_retry_after_as_a_date_is_waited_for() -> None:
    with Site() as site:
        # The date has no fractions of a second: two seconds ahead are more than one.
        when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
        bad = Answer(status=503, headers={"Retry-After": when})
        site.pages["/a"] = failing_first(1, bad, Answer(b"ok"))
        page(site.url("/a"))
        first, second = (hit.at for hit in site.hits if hit.path == "/a")
    assert second - first >= 0.8


def test_a_host_that_asks_for_too_long_a_rest_is_left_alone() -> None:
    with Site() as site:
        site.pages["/a"] = Answer(status=503, headers={"Retry-After": "86400"})
        site.pages["/b"] = Answer(b"ok")
        failed, other = fetch(site.url("/a"), site.url("/b"), max_wait=5)
        assert isinstance(failed, FetchError)
        assert failed.kind == "status"
        assert "86400" in failed.reason
        assert isinstance(other, FetchError)
        assert other.kind == "given_up"
        assert site.paths() == ["/a"]


# challenges

JSL = b"<script>document.cookie=('__jsl_clearance_s=1700000000|-1|')+'x';location.href=location.pathname</script>"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(JSL, 521),
        Answer(b"<html><script>$_ts=window['$_ts'];</script></html>", 412),
        Answer(b"<html><script src='/x.js'></script></html>", 202),
        Answer(JSL, 200),
        Answer("<title>安全验证</title>".encode(), 200),
        Answer("<title>安全验证</title>".encode("gb18030"), 200),
        Answer(b"<h1>Forbidden</h1>", 403),
    ],
    ids=["521", "412", "202", "200", "captcha", "captcha gbk", "403"],
)
def test_a_challenge_is_named_and_left_alone(answer: Answer) -> None:
    with Site() as site:
        site.pages["/a"] = answer
        failed = error(site.url("/a"))
        assert (failed.kind, failed.rule) == ("blocked", "page.blocked")
        assert site.paths() == ["/a"]


def test_an_article_about_challenges_is_none() -> None:
    with Site() as site:
        site.pages["/a"] = html("<title>关于验证码的说明</title>" + "正文" * 9000 + JSL.decode())
        assert len(page(site.url("/a")).content) > 20_000


def test_the_session_goes_on_after_a_failure() -> None:
    with Site() as site:
        site.pages["/bad"] = NOT_FOUND
        site.pages["/good"] = Answer(b"ok")
        bad, good = fetch(site.url("/bad"), site.url("/good"))
    assert isinstance(bad, FetchError)
    assert isinstance(good, Fetched)
