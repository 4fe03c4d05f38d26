"""The bytes of one connection, over asyncio's own transport: no layer between that a request would have to pass."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from typing import Any, cast

import httpcore
import httpx

# Bytes that wait to be read: above the first the host is kept from sending more, until there are no more than half.
MOST_WAITING = 1 << 18

# Seconds until a host's next address is tried beside the first (RFC 8305).
NEXT_ADDRESS = 0.25


class Line(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """Made by `connect`. What came is read before how it ended is told: a host that resets after its answer has given
    one. One reader and one writer at a time.
    """

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._parts: deque[bytes] = deque()
        self._waiting = 0
        self._is_paused = False
        self._arrival: asyncio.Future[None] | None = None
        self._room: asyncio.Future[None] | None = None
        self._error: Exception | None = None
        self.has_ended = False

    @classmethod
    async def connect(cls, host: str, port: int, secure: ssl.SSLContext | None, timeout: float | None) -> Line:
        """Raises httpx.ConnectTimeout, httpx.ConnectError."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                _, line = await loop.create_connection(cls, host, port, ssl=secure, happy_eyeballs_delay=NEXT_ADDRESS)
        except TimeoutError as error:
            raise httpx.ConnectTimeout("no connection") from error
        except (OSError, UnicodeError) as error:  # a host name that IDNA does not know is the latter
            raise httpx.ConnectError(str(error)) from error
        return line

    @property
    def has_bytes(self) -> bool:
        return bool(self._parts)

    # what a connection of httpcore asks for

    async def read(self, max_bytes: int = 0, timeout: float | None = None) -> bytes:
        """What came next, as much as came at once; nothing at the end. Raises httpx.ReadTimeout, httpx.ReadError."""
        if not self._parts and not self.has_ended:
            self._arrival = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(timeout):
                    await self._arrival
            except TimeoutError as error:
                raise httpx.ReadTimeout("nothing came") from error
            finally:
                self._arrival = None
        if self._parts:
            part = self._parts.popleft()
            self._waiting -= len(part)
            if self._is_paused and self._waiting <= MOST_WAITING // 2:
                self._is_paused = False
                self._made().resume_reading()
            return part
        if self._error is not None:
            raise httpx.ReadError(str(self._error)) from self._error
        return b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises httpx.WriteTimeout. That the host takes no more is told by reading: it may have answered before."""
        if self.has_ended:
            return
        self._made().write(buffer)
        if self._room is not None:
            try:
                async with asyncio.timeout(timeout):
                    await self._room
            except TimeoutError as error:
                raise httpx.WriteTimeout("the host takes no more") from error

    async def aclose(self) -> None:
        self.close()

    def close(self) -> None:
        """At once: who is done with an answer owes the host no farewell."""
        self.has_ended = True
        self._made().abort()

    def get_extra_info(self, info: str) -> Any:
        return self._made().get_extra_info({"server_addr": "peername"}.get(info, info))

    # what asyncio tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._parts.append(data)
        self._waiting += len(data)
        if self._waiting > MOST_WAITING and not self._is_paused:
            self._is_paused = True
            self._made().pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self.has_ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._error = self._error or exc
        self.has_ended = True
        self._wake()
        self.resume_writing()

    def pause_writing(self) -> None:
        if self._room is None:
            self._room = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)
        self._room = None

    def _wake(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    def _made(self) -> asyncio.Transport:
        assert self._transport is not None  # noqa: S101 - `connect` gives out none before
        return self._transport
