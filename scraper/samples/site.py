"""`Site`: HTTP/1.1 spoken by hand, so that it can break the protocol where a test needs that.

with Site(folder) as site:
    site.pages["/a.html"] = Answer(b"...", delay=0.2)
    site.troubles.append(Trouble(path="/b.html", kind="reset", times=1))
    site.url("/a.html")
    site.hits  # every request as the server saw it, with its time
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.samples.answers import NOT_FOUND, Answer, Hit, Page
from scraper.samples.folder import Serving, Trouble, answer_from, read_serving, troubled

LOOPBACK = "127.0.0.1"


class Site:
    """A site at a port of its own.

    root: a folder to serve what `pages` does not name. It has a robots.txt only if put there.
    port: 0 for one that the system picks; OSError where the one asked for is taken.
    """

    def __init__(self, root: Path | None = None, port: int = 0) -> None:
        self.pages: dict[str, Page] = {}
        self.hits: list[Hit] = []
        self.busiest = 0  # most requests under way at the same time
        self.port = port
        self._root = root.resolve() if root is not None else None
        self._serving = read_serving(root) if root is not None else Serving()
        self.troubles: list[Trouble] = list(self._serving.trouble)
        self._busy = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def base(self) -> str:
        """Its address, without a closing slash."""
        return f"http://{LOOPBACK}:{self.port}"

    def url(self, path: str) -> str:
        return f"{self.base}{path}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths asked for, in order."""
        return [hit.path for hit in self.hits if robots or hit.path != "/robots.txt"]

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(5)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(5)
        self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, LOOPBACK, self.port)
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
                hit = await _read_request(head, reader)
                before = sum(one.path == hit.path for one in self.hits)
                self.hits.append(hit)
                self._busy += 1
                self.busiest = max(self.busiest, self._busy)
                try:
                    if not await self._send(self._answer(hit, before), hit, writer):
                        break
                finally:
                    self._busy -= 1
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError, ValueError):
            pass
        finally:
            writer.close()

    def _answer(self, hit: Hit, before: int) -> Answer:
        """before: how often the same was asked for."""
        page = self.pages.get(hit.path)
        of_file = page is None and self._root is not None
        if page is not None:
            answer = page(before) if callable(page) else page
        else:
            answer = answer_from(self._root, self._serving, hit) if self._root is not None else NOT_FOUND
        for trouble in self.troubles:
            peace, times = trouble.after, trouble.times
            if trouble.path == hit.path and before >= peace and (times is None or before < peace + times):
                answer = troubled(answer, trouble)
        return _with_validator(answer, hit) if of_file else answer

    async def _send(self, answer: Answer, hit: Hit, writer: asyncio.StreamWriter) -> bool:
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
        elif answer.status != 304:
            headers.setdefault("Content-Length", str(len(answer.body)))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {answer.status} X\r\n{head}\r\n".encode())
        body = b"" if hit.method == "HEAD" else answer.body[: answer.cut]
        if answer.drip:
            for byte in body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(answer.drip)
        else:
            writer.write(body)
        await writer.drain()
        return answer.cut is None and not answer.closing


async def _read_request(head: bytes, reader: asyncio.StreamReader) -> Hit:
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Hit(time.monotonic(), path, headers, method, body)


def _with_validator(answer: Answer, hit: Hit) -> Answer:
    """As servers of files answer: with an ETag, and 304 to whoever has the page already."""
    if answer.status != 200:
        return answer
    etag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    if hit.headers.get("if-none-match") == etag:
        return Answer(b"", 304, {"ETag": etag})
    return replace(answer, headers={**answer.headers, "ETag": etag})


@contextmanager
def serve(folders: Mapping[str, Path], ports: Sequence[int] = ()) -> Iterator[dict[str, str]]:
    """Serve each folder until the end of the `with`; yields its name → its address.

    ports: to be tried first, in the order of `folders`; where one is taken or missing, the system picks.
    """
    with ExitStack() as stack:
        bases = {}
        for position, (name, folder) in enumerate(folders.items()):
            port = ports[position] if position < len(ports) else 0
            try:
                site = stack.enter_context(Site(folder, port))
            except OSError:
                site = stack.enter_context(Site(folder))
            bases[name] = site.base
        yield bases
