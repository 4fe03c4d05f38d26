"""HTTP/2 on one line, by httpcore."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from scraper.fetch.line import Line


class Http2:
    """keepalive: seconds for which a line that is not used may be used again."""

    def __init__(self, origin: httpcore.Origin, line: Line, keepalive: float) -> None:
        self._line = line
        self._connection = httpcore.AsyncHTTP2Connection(origin, line, keepalive)

    @property
    def is_idle(self) -> bool:
        return self._connection.is_idle()

    @property
    def is_usable(self) -> bool:
        connection = self._connection
        return connection.is_available() and not connection.has_expired() and not self._line.has_ended

    async def close(self) -> None:
        await self._connection.aclose()

    async def ask(self, request: httpx.Request) -> httpx.Response:
        """Raises httpx.TransportError."""
        url = request.url
        assert isinstance(request.stream, httpx.AsyncByteStream)  # noqa: S101 - as AsyncClient makes them
        with _named_as_httpx():
            answer = await self._connection.handle_async_request(
                httpcore.Request(
                    request.method,
                    httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        stream = _Body(answer)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions)


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _named_as_httpx():
            async for part in self._answer.aiter_stream():
                yield part

    async def aclose(self) -> None:
        with _named_as_httpx():
            await self._answer.aclose()


# What of httpcore's errors a caller of httpx expects under httpx's name, which is the same.
RAISED = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


@contextmanager
def _named_as_httpx() -> Iterator[None]:
    try:
        yield
    except RAISED as error:
        for kind in type(error).__mro__:
            known = getattr(httpx, kind.__name__, None)
            if isinstance(known, type) and issubclass(known, httpx.TransportError):
                raise known(str(error)) from error
        raise
