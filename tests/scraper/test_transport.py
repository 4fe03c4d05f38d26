"""Connections: kept, lost, reset, slow and secure, as servers on this machine have them."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest

from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.page import Page
from scraper.fetch.tls import contexts
from scraper.portals.config import FetchSettings
from tests.scraper.certificates import self_signed

TEXT = "<html>年报</html>".encode()
SETTINGS = {"pace": 0, "retries": 0, "read_timeout": 3, "connect_timeout": 3, "total_timeout": 10}


@contextmanager
def serving(
    serve: Callable[[socket.socket], None], secure: ssl.SSLContext | None = None
) -> Iterator[tuple[str, list[int]]]:
    """A server that gives each connection to `serve`; yields its address, and a list that grows by each connection."""
    met: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def one(connection: socket.socket) -> None:
            connection.settimeout(5)
            with suppress(OSError), connection:
                if secure is not None:
                    with secure.wrap_socket(connection, server_side=True) as wrapped:
                        serve(wrapped)
                else:
                    serve(connection)

        def all_of_them() -> None:
            with suppress(OSError):
                while True:
                    connection, address = server.accept()
                    met.append(address[1])
                    threading.Thread(target=one, args=(connection,), daemon=True).start()

        threading.Thread(target=all_of_them, daemon=True).start()
        yield f"{'https' if secure else 'http'}://127.0.0.1:{server.getsockname()[1]}", met
        server.shutdown(socket.SHUT_RDWR)


def get(*urls: str, form: tuple[tuple[str, str], ...] = (), **settings: float) -> list[Page]:
    """One after the other, by one fetcher. Nobody vouches for the certificates of these servers."""

    async def run() -> list[Page]:
        told = FetchSettings.model_validate({**SETTINGS, **settings})
        unverified = contexts({"127.0.0.1": ("unverified", None)})
        async with Fetcher(told, "me@example.org", context_for=unverified) as fetcher:
            return [await fetcher.get(url, form) for url in urls]

    return asyncio.run(run())


def requests(connection: socket.socket) -> Iterator[bytes]:
    """The head of each request; robots.txt is answered here."""
    waiting = b""
    while True:
        while b"\r\n\r\n" not in waiting:
            came = connection.recv(65536)
            if not came:
                return
            waiting += came
        head, _, waiting = waiting.partition(b"\r\n\r\n")
        if b" /robots.txt " in head:
            connection.sendall(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")
        else:
            yield head


def whole(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def saying(*answers: bytes) -> Callable[[socket.socket], None]:
    """Answers each request of a connection with these bytes, the last one again and again."""

    def serve(connection: socket.socket) -> None:
        for number, _ in enumerate(requests(connection)):
            connection.sendall(answers[min(number, len(answers) - 1)])

    return serve


def test_one_connection_serves_a_host() -> None:
    with serving(saying(whole(TEXT))) as (base, met):
        assert [page.content for page in get(f"{base}/a", f"{base}/b", f"{base}/c")] == [TEXT] * 3
        assert len(met) == 1


def test_a_connection_that_the_host_closed_is_not_used_again() -> None:
    def serve(connection: socket.socket) -> None:
        for _ in requests(connection):
            connection.sendall(whole(TEXT))  # and says nothing of going
            return

    with serving(serve) as (base, met):
        assert len(get(f"{base}/a", f"{base}/b", f"{base}/c", pace=0.05)) == 3
        assert len(met) == 3


def test_what_comes_unasked_is_no_answer() -> None:
    with serving(saying(whole(TEXT) + whole(b"something else"))) as (base, met):
        assert [page.content for page in get(f"{base}/a", f"{base}/b", pace=0.05)] == [TEXT] * 2
        assert len(met) == 2


def test_a_reset_after_the_answer_takes_nothing_from_it() -> None:
    def serve(connection: socket.socket) -> None:
        for _ in requests(connection):
            connection.sendall(whole(TEXT))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            threading.Event().wait(0.02)  # a reset takes with it what the other side's kernel still holds
            return

    with serving(serve) as (base, met):
        assert [page.content for page in get(f"{base}/a", f"{base}/b", pace=0.1)] == [TEXT] * 2
        assert len(met) == 2


def test_answers_before_the_answer_are_passed_over() -> None:
    with serving(saying(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + whole(TEXT))) as (base, _):
        assert get(f"{base}/a")[0].content == TEXT


def test_a_large_page_comes_whole() -> None:
    body = b"<html>" + bytes(range(256)) * 20_000 + b"</html>"
    with serving(saying(whole(body))) as (base, _):
        assert get(f"{base}/a")[0].content == body


def test_a_large_form_is_sent_whole_to_a_host_that_takes_its_time() -> None:
    form = (("__VIEWSTATE", "x" * 5_000_000),)
    told: list[int] = []

    def serve(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")  # robots.txt
        came = connection.recv(65536)
        while not came.endswith(b"xx") or len(came) < len("__VIEWSTATE=") + 5_000_000:
            threading.Event().wait(0.002)
            came += connection.recv(1 << 16)
        told.append(len(came.partition(b"\r\n\r\n")[2]))
        connection.sendall(whole(TEXT))
        connection.recv(1)

    with serving(serve) as (base, _):
        assert get(f"{base}/a", form=form)[0].content == TEXT
    assert told == [len("__VIEWSTATE=") + 5_000_000]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000, "connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n1234567", "connection"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "truncated"),
    ],
    ids=["endless head", "two lengths", "another protocol", "no chunk"],
)
def test_what_is_no_http_is_named(said: bytes, kind: str) -> None:
    with serving(saying(said)) as (base, _), pytest.raises(FetchError) as raised:
        get(f"{base}/a", read_timeout=1)
    assert raised.value.kind == kind


def test_the_address_that_answers_is_found() -> None:
    """`localhost` is ::1 as well, where nobody listens."""
    with serving(saying(whole(TEXT))) as (base, _):
        assert get(f"{base.replace('127.0.0.1', 'localhost')}/a")[0].content == TEXT


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"), 2048)


def secured(certificate: Path, *protocols: str) -> ssl.SSLContext:
    settings = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    settings.load_cert_chain(certificate)
    if protocols:
        settings.set_alpn_protocols(list(protocols))
    return settings


def test_a_secure_connection_is_kept(certificate: Path) -> None:
    body = TEXT * 20_000
    with serving(saying(whole(body)), secured(certificate, "http/1.1")) as (base, met):
        assert [page.content for page in get(f"{base}/a", f"{base}/b")] == [body] * 2
        assert len(met) == 1


@pytest.mark.parametrize("with_farewell", [True, False])
def test_a_secure_page_may_end_with_its_connection(certificate: Path, with_farewell: bool) -> None:
    def serve(connection: socket.socket) -> None:
        for _ in requests(connection):
            connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + TEXT)
            if with_farewell and isinstance(connection, ssl.SSLSocket):
                connection.unwrap()
            return

    with serving(serve, secured(certificate)) as (base, _):
        assert get(f"{base}/a")[0].content == TEXT


def test_http2_is_spoken_where_the_host_prefers_it(certificate: Path) -> None:
    body = TEXT * 5_000
    asked: list[str] = []

    def serve(connection: socket.socket) -> None:
        state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        state.initiate_connection()
        connection.sendall(state.data_to_send())
        waiting: dict[int, bytes] = {}
        while came := connection.recv(65536):
            for event in state.receive_data(came):
                if isinstance(event, h2.events.RequestReceived) and event.stream_id is not None:
                    path = next(value for name, value in event.headers or () if name == ":path")
                    asked.append(str(path))
                    is_page = path != "/robots.txt"
                    state.send_headers(event.stream_id, [(":status", "200" if is_page else "404")])
                    waiting[event.stream_id] = body if is_page else b""
            for stream in list(waiting):
                room = min(state.local_flow_control_window(stream), state.max_outbound_frame_size)
                while waiting[stream] and room > 0:
                    state.send_data(stream, waiting[stream][:room])
                    waiting[stream] = waiting[stream][room:]
                    room = min(state.local_flow_control_window(stream), state.max_outbound_frame_size)
                if not waiting[stream]:
                    state.end_stream(stream)
                    del waiting[stream]
            connection.sendall(state.data_to_send())

    with serving(serve, secured(certificate, "h2", "http/1.1")) as (base, met):
        assert [page.content for page in get(f"{base}/a", f"{base}/b")] == [body] * 2
        assert len(met) == 1
    assert asked == ["/robots.txt", "/a", "/b"]
