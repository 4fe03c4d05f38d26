"""Servers as they are: codings, broken framing, pages that send on, old TLS, and hosts that tire."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from loopback import Answer, Site, html, redirect

from scraper.errors import ConfigError, FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.pace import SLOW, Pace
from scraper.fetch.page import Page
from scraper.fetch.refresh import sent_on_to
from scraper.fetch.tls import Tls, contexts
from scraper.portals import parse_config
from scraper.portals.config import FetchSettings
from tests.scraper.certificates import self_signed

TEXT = "<html><body>政府信息公开年报</body></html>"


def get(url: str, tls: dict[str, tuple[Tls, Path | None]] | None = None, **settings: Any) -> Page:
    async def run() -> Page:
        quick = {"pace": 0, "backoff": 0.01, "retries": 1, "read_timeout": 1.0, **settings}
        async with Fetcher(FetchSettings(**quick), "me@example.org", context_for=contexts(tls or {})) as fetcher:
            return await fetcher.get(url)

    return asyncio.run(run())


# bodies


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.ZstdCompressor().compress)],
)
def test_bodies_are_unpacked(coding: str, pack: Any) -> None:
    with Site() as site:
        site.pages["/"] = Answer(pack(TEXT.encode()), headers={"Content-Encoding": coding, "Content-Type": "text/html"})
        assert get(site.url("/")).content.decode() == TEXT
        assert coding in site.hits[-1].headers["accept-encoding"]


def test_a_small_answer_that_unpacks_to_much_is_too_large() -> None:
    with Site() as site:
        site.pages["/"] = Answer(gzip.compress(bytes(5_000_000)), headers={"Content-Encoding": "gzip"})
        with pytest.raises(FetchError, match="larger than max_bytes"):
            get(site.url("/"), max_bytes=1_000_000)


@contextmanager
def speaking(*answers: bytes) -> Iterator[str]:
    """A server that says these very bytes, one after the other, and closes each time."""

    said = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.wfile.write(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
            else:
                self.wfile.write(said.pop(0) if len(said) > 1 else said[0])
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Not said."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


CHUNK = b"%x\r\n%s\r\n" % (len(TEXT.encode()), TEXT.encode())
HALF = TEXT.encode()[:20]


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK + b"0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK,
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + TEXT.encode(),
        b"HTTP/1.1 200 OK\r\n\r\n" + TEXT.encode(),
        b"HTTP/1.0 200 OK\r\n\r\n" + TEXT.encode(),
    ],
    ids=["chunked", "chunks without end", "miscounted", "until closed", "1.0"],
)
def test_a_page_that_closes_its_markup_is_whole(said: bytes) -> None:
    with speaking(said) as url:
        assert get(url).content.decode() == TEXT


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(HALF), HALF),
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + HALF,
    ],
    ids=["chunks without end", "miscounted"],
)
def test_half_a_page_is_none(said: bytes) -> None:
    with speaking(said) as url, pytest.raises(FetchError, match="broken off"):
        get(url)
    with speaking(said, b"HTTP/1.1 200 OK\r\n\r\n" + TEXT.encode()) as url:
        assert get(url).content.decode() == TEXT


# pages that send on


@pytest.mark.parametrize(
    "markup",
    [
        '<html><head><meta http-equiv="refresh" content="0;url=/new/"></head></html>',
        "<META HTTP-EQUIV='Refresh' CONTENT=\"0; URL='/new/'\">",
        "<script>window.location.href='/new/';</script>请稍候",
        '<script>top.location.replace("/new/")</script>',
    ],
)
def test_a_page_that_only_sends_on_is_a_redirect(markup: str) -> None:
    with Site() as site:
        site.pages.update({"/old/": html(markup), "/new/": html(TEXT)})
        page = get(site.url("/old/"))
        assert (page.url, page.final_url) == (site.url("/old/"), site.url("/new/"))
        assert page.content.decode() == TEXT


@pytest.mark.parametrize(
    "markup",
    [
        TEXT,
        '<meta http-equiv="refresh" content="5;url=/">您访问的页面不存在或已删除！5秒后自动返回首页',
        '<meta http-equiv="refresh" content="0">',
        "<script>if (mobile) location.href='/m/'</script>" + "<p>" + "政府信息公开年度报告" * 10,
        "<script>location.href='/new/'</script>" + " " * 10_000,
    ],
)
def test_a_page_with_something_to_say_is_a_page(markup: str) -> None:
    assert sent_on_to(markup.encode()) is None


def test_sending_on_in_circles_ends() -> None:
    with Site() as site:
        site.pages["/"] = html('<meta http-equiv="refresh" content="0;url=/">')
        with pytest.raises(FetchError, match="loop"):
            get(site.url("/"))


def test_a_redirect_to_the_home_page_is_a_soft_404() -> None:
    with Site() as site:
        site.pages.update(
            {"/t20200101_1.html": redirect("/index.html"), "/index.html": html(TEXT), "/home": redirect("/")}
        )
        with pytest.raises(FetchError) as raised:
            get(site.url("/t20200101_1.html"))
        assert raised.value.kind == "soft_404"
        site.pages["/"] = html(TEXT)
        assert get(site.url("/")).content


# hosts that tire


def test_a_host_in_trouble_rests_longer_and_recovers() -> None:
    async def rests(*well: bool) -> list[float]:
        pace = Pace(0.02)
        loop = asyncio.get_running_loop()
        waited, ended = [], 0.0
        for one in (*well, True):
            async with pace.turn("h") as turn:
                waited.append(loop.time() - ended)
                turn.begin()
                if one:
                    turn.went_well()
            ended = loop.time()
        return waited[1:]

    first, second, third, *_ = asyncio.run(rests(True, False, False))
    assert 0.02 <= first < 0.04 <= second < 0.08 <= third
    after = asyncio.run(rests(False, False, *[True] * 6))
    assert after[-1] < 0.04


def test_a_slow_host_rests_longer() -> None:
    async def rest(seconds: float) -> float:
        pace = Pace(0.05)
        loop = asyncio.get_running_loop()
        async with pace.turn("h") as turn:
            turn.begun = loop.time() - seconds  # as if it had begun then
            turn.went_well()
        before = loop.time()
        async with pace.turn("h"):
            return loop.time() - before

    assert asyncio.run(rest(0.1)) < 0.1
    assert asyncio.run(rest(3 * SLOW)) >= 0.15


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that nobody vouches for, with a key as short as old portals have them."""
    return self_signed(tmp_path_factory.mktemp("tls"), 1024, "subjectAltName=IP:127.0.0.1")


@contextmanager
def secure(certificate: Path, version: ssl.TLSVersion) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = TEXT.encode() if self.path == "/" else b""
            head = f"HTTP/1.1 {200 if body else 404} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            self.wfile.write(head.encode() + body)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Not said."""

    settings = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    settings.set_ciphers("DEFAULT@SECLEVEL=0")
    settings.load_cert_chain(certificate)
    settings.minimum_version = settings.maximum_version = version

    class Server(HTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that does not trust us."""

        def get_request(self) -> Any:
            connection, address = super().get_request()
            connection.settimeout(5)
            return settings.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_2])
def test_weaker_tls_is_a_setting_and_never_a_silent_choice(certificate: Path, version: ssl.TLSVersion) -> None:
    authorities = Path(f"{certificate}.crt")
    with secure(certificate, version) as url:
        for tls in (None, {"127.0.0.1": ("strict", authorities)}, {"127.0.0.1": ("legacy", None)}):
            with pytest.raises(FetchError) as raised:
                get(url, tls)  # type: ignore[arg-type]
            assert raised.value.kind == "tls"
        assert get(url, {"127.0.0.1": ("legacy", authorities)}).content.decode() == TEXT
        assert get(url, {"127.0.0.1": ("unverified", None)}).content.decode() == TEXT


def test_authorities_that_are_not_there_stop_the_run_before_it_starts() -> None:
    text = '[[portal]]\nname = "a"\ncolumns = ["https://h.cn/"]\ntls_authorities = "no-such.pem"\n'
    with pytest.raises(ConfigError, match=r"no-such.pem: no such file"):
        parse_config(f'contact = "me@example.org"\n{text}', "test", Path())
