"""HTTP/1.1 on one line, by h11: a request, its answer, and then the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import h11
import httpx

from scraper.fetch.line import Line

# Bytes of an answer's head: far more than any server means to send.
MOST_HEAD = 100 * 1024


class Http1:
    """keepalive: seconds for which a line that is not used may be used again."""

    def __init__(self, line: Line, keepalive: float) -> None:
        self._line = line
        self._keepalive = keepalive
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEAD)
        self._used = asyncio.get_running_loop().time()

    @property
    def is_idle(self) -> bool:
        return self._state.our_state is h11.IDLE

    @property
    def is_usable(self) -> bool:
        """Whether the next request may go this way. What comes unasked is the end of a line, or a server's mistake."""
        line = self._line
        is_fresh = asyncio.get_running_loop().time() - self._used <= self._keepalive
        return self.is_idle and is_fresh and not line.has_ended and not line.has_bytes

    async def close(self) -> None:
        self._line.close()

    async def ask(self, request: httpx.Request) -> httpx.Response:
        """Raises httpx.TransportError."""
        timeouts = request.extensions.get("timeout", {})
        try:
            await self._send(request, timeouts.get("write"))
            while not isinstance(event := await self.next_event(timeouts.get("read")), h11.Response):
                pass  # 100 Continue and its like
        except BaseException:
            self._line.close()
            raise
        return httpx.Response(
            event.status_code,
            headers=event.headers.raw_items(),
            stream=_Body(self, timeouts.get("read")),
            extensions={
                "http_version": b"HTTP/" + event.http_version,
                "reason_phrase": event.reason,
                "network_stream": self._line,
            },
        )

    async def _send(self, request: httpx.Request, timeout: float | None) -> None:
        state = self._state
        try:
            head = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
            parts = [state.send(head)]
            assert isinstance(request.stream, httpx.AsyncByteStream)  # noqa: S101 - as AsyncClient makes them
            parts += [state.send(h11.Data(data=part)) async for part in request.stream]
            parts.append(state.send(h11.EndOfMessage()))
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error)) from error
        await self._line.write(b"".join(part for part in parts if part), timeout)

    async def next_event(self, timeout: float | None) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        state = self._state
        while True:
            try:
                event = state.next_event()
                if event is not h11.NEED_DATA:
                    return event
                data = await self._line.read(timeout=timeout)
                if not data and state.their_state is h11.SEND_RESPONSE:
                    raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
                state.receive_data(data)
            except h11.RemoteProtocolError as error:
                raise httpx.RemoteProtocolError(str(error)) from error

    def end(self) -> None:
        """An answer was read, or is not wanted further: after a whole one the line is there for the next.

        Not with bytes left over, which would be taken for the answer to that.
        """
        state = self._state
        if state.our_state is h11.DONE and state.their_state is h11.DONE and not state.trailing_data[0]:
            state.start_next_cycle()
            self._used = asyncio.get_running_loop().time()
        else:
            self._line.close()


class _Body(httpx.AsyncByteStream):
    def __init__(self, connection: Http1, timeout: float | None) -> None:
        self._connection = connection
        self._timeout = timeout
        self._is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._connection.next_event(self._timeout), h11.Data):
            yield bytes(event.data)

    async def aclose(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._connection.end()
