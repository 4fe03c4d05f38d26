"""A small HTTP server on loopback that serves what a test tells it to, and misbehaves on demand.

    with Site() as site:
        site.pages["/a.html"] = Answer(b"...", delay=0.2)
        site.url("/a.html")
        site.hits  # every request as the server saw it, with its time

It speaks HTTP/1.1 by hand, so that it can break the protocol where a test needs that.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Hit:
    """at: seconds of the server's own clock."""

    at: float
    path: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """delay: seconds before the first byte. reset: no answer, a TCP reset. cut: so many bytes of the body,
    then the connection closes. drip: seconds between single bytes. closing: no length, the body ends with the
    connection.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    reset: bool = False
    cut: int | None = None
    drip: float = 0.0
    closing: bool = False


def html(markup: str, charset: str = "utf-8", *, declared: str | None = None) -> Answer:
    return Answer(markup.encode(charset), headers={"Content-Type": f"text/html; charset={declared or charset}"})


def redirect(location: str, status: int = 302, **headers: str) -> Answer:
    return Answer(b"moved", status, {"Location": location, **headers})


NOT_FOUND = Answer(b"<html><body>404</body></html>", 404, {"Content-Type": "text/html"})

Page = Answer | Callable[[int], Answer]  # a function is called with how often the page was asked for before


class Site:
    """root: a folder to serve what `pages` does not name. It has a robots.txt only if put there."""

    def __init__(self, root: Path | None = None) -> None:
        self.pages: dict[str, Page] = {}
        self.hits: list[Hit] = []
        self.busiest = 0  # most requests under way at the same time
        self._root = root
        self._busy = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths asked for, in order."""
        return [hit.path for hit in self.hits if robots or hit.path != "/robots.txt"]

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                method, path, _ = lines[0].split(" ")
                headers = {
                    name.strip().lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in lines[1:] if line)
                }
                before = self.paths(robots=True).count(path)
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                self.hits.append(Hit(time.monotonic(), path, headers, method, body))
                self._busy += 1
                self.busiest = max(self.busiest, self._busy)
                try:
                    if not await self._answer(self._page(path, before), writer):
                        break
                finally:
                    self._busy -= 1
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    def _page(self, path: str, before: int) -> Answer:
        page = self.pages.get(path)
        if page is not None:
            return page(before) if callable(page) else page
        if self._root is not None:
            file = self._root / path.partition("?")[0].lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if file.is_file():
                kind = "text/plain" if file.suffix == ".txt" else "text/html"
                return Answer(file.read_bytes(), headers={"Content-Type": kind})
        return NOT_FOUND

    async def _answer(self, answer: Answer, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection may be used again."""
        await asyncio.sleep(answer.delay)
        if answer.reset:
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        headers = dict(answer.headers)
        if answer.closing:
            headers["Connection"] = "close"
        else:
            headers.setdefault("Content-Length", str(len(answer.body)))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {answer.status} X\r\n{head}\r\n".encode())
        body = answer.body[: answer.cut]
        if answer.drip:
            for byte in body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(answer.drip)
        else:
            writer.write(body)
        await writer.drain()
        return answer.cut is None and not answer.closing
