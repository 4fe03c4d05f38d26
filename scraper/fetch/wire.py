"""One request and its answer, within the limits of time and size; every answer is handed to be kept, whole or not."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib import metadata

import httpx

from scraper.errors import FetchError
from scraper.fetch.addresses import Form
from scraper.fetch.challenge import SNIFFED
from scraper.fetch.exchange import Exchange, Kept, Tee, Truncated
from scraper.fetch.transport import Transport
from scraper.portals.config import FetchSettings

PAGE_STATUSES = {200, 203}

# Bytes at the end of a page in which its closing tag is looked for.
TAIL = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """content: the body, decompressed; of an answer that is no page only its beginning.
    location: of a redirect, as the server wrote it.
    """

    status: int
    headers: httpx.Headers
    content: bytes
    location: str
    at: datetime
    kept: Kept | None


class Wire:
    """keep: takes each exchange. context_for: see `Transport`."""

    def __init__(
        self,
        settings: FetchSettings,
        contact: str,
        keep: Callable[[Exchange], Kept | None],
        context_for: Callable[[str], ssl.SSLContext],
    ) -> None:
        self._settings = settings
        self._keep = keep
        self._client = _Client(
            transport=Transport(context_for, most=2 * settings.max_hosts),
            follow_redirects=False,
            headers={
                "User-Agent": f"gongkai/{metadata.version('gongkai')} (+{contact})",
                "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
                "Accept-Language": "zh-CN,zh;q=0.9",
            },
            timeout=httpx.Timeout(
                connect=settings.connect_timeout,
                read=settings.read_timeout,
                write=settings.write_timeout,
                pool=settings.pool_timeout,
            ),
            # A proxy from the environment cannot reach this machine's own loopback.
            mounts={"all://127.0.0.1": None, "all://localhost": None},
            event_hooks={"response": [_take_location]},
        )

    async def close(self) -> None:
        await self._client.aclose()

    def cookies(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((cookie.name, cookie.value) for cookie in self._client.cookies.jar)

    async def send(self, url: str, form: Form, conditions: Mapping[str, str]) -> Reply:
        """Raises FetchError where there is no answer, or none within the limits."""
        settings = self._settings
        begun: _Begun | None = None
        truncated: Truncated | None = None
        try:
            async with (
                asyncio.timeout(settings.total_timeout),
                self._client.stream(
                    "POST" if form else "GET", url, data=dict(form) or None, headers=dict(conditions)
                ) as response,
            ):
                begun = _Begun(url, response)
                content, truncated = await self._body(url, response)
                return begun.reply(content, truncated, self._keep)
        except TimeoutError:
            truncated = "time"
            reason = f"not finished within {settings.total_timeout:g} s"
            raise FetchError("timeout", url, reason, retryable=True) from None
        except httpx.TimeoutException as error:
            truncated = "time"
            raise FetchError("timeout", url, f"no answer in time ({_name(error)})", retryable=True) from error
        except httpx.DecodingError as error:
            truncated = "unspecified"
            raise FetchError("encoding", url, f"its compression is broken: {error}") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise FetchError("connection", url, f"cannot be requested: {error}") from error
        except httpx.TransportError as error:
            if _caused_by(error, ssl.SSLError):
                raise FetchError("tls", url, f"no secure connection: {error}") from error
            if begun:
                truncated = "disconnect"
                raise FetchError("truncated", url, f"broken off: {error}", retryable=True) from error
            reason = f"no connection: {error or _name(error)}"
            raise FetchError("connection", url, reason, retryable=True) from error
        except FetchError:
            truncated = "length"
            raise
        finally:
            if begun is not None and not begun.replied and truncated is not None:
                self._keep(begun.exchange(truncated))

    async def _body(self, url: str, response: httpx.Response) -> tuple[bytes, Truncated | None]:
        """The body, and why it is not whole. Of answers that are no page only as much as tells what they are."""
        limit = self._settings.max_bytes
        is_page = response.status_code in PAGE_STATUSES
        announced = response.headers.get("content-length", "")
        if is_page and announced.isdigit() and int(announced) > limit:
            raise FetchError("too_large", url, f"announces {announced} bytes, more than max_bytes")
        parts: list[bytes] = []
        size = 0
        try:
            async for part in response.aiter_bytes():
                parts.append(part)
                size += len(part)
                if is_page and size > limit:
                    raise FetchError("too_large", url, f"larger than max_bytes ({limit})")
                if not is_page and size > SNIFFED:
                    return b"".join(parts), "length"
        except httpx.RemoteProtocolError:
            # Servers that miscount their pages, or never end the last chunk, do so every time. A page that closes
            # its own markup is whole.
            content = b"".join(parts)
            if is_page and b"</html>" in content[-TAIL:].lower():
                return content, "disconnect"
            raise
        return b"".join(parts), None


class _Cookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Only of answers that set one: asking Python's cookie jar takes a tenth of a fetch, and most set none."""
        if "set-cookie" in response.headers:
            super().extract_cookies(response)


class _Client(httpx.AsyncClient):
    @cached_property
    def cookies(self) -> httpx.Cookies:
        return _Cookies()


class _Begun:
    """An answer whose head is there."""

    def __init__(self, url: str, response: httpx.Response) -> None:
        self._url = url
        self._response = response
        self._at = datetime.now(UTC).replace(microsecond=0)
        assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - as AsyncClient makes them
        self._tee = response.stream = Tee(response.stream)
        self.replied = False

    def reply(self, content: bytes, truncated: Truncated | None, keep: Callable[[Exchange], Kept | None]) -> Reply:
        self.replied = True
        response = self._response
        kept = keep(self.exchange(truncated))
        location: str = response.extensions["location"]
        return Reply(response.status_code, response.headers, content, location, self._at, kept)

    def exchange(self, truncated: Truncated | None) -> Exchange:
        response, request = self._response, self._response.request
        network = response.extensions.get("network_stream")
        peer = network.get_extra_info("server_addr") if network is not None else None
        return Exchange(
            url=self._url,
            at=self._at,
            method=request.method,
            target=request.url.raw_path.decode("ascii"),
            request_fields=tuple(request.headers.raw),
            request_body=request.content,
            status=response.status_code,
            reason=response.reason_phrase,
            protocol=response.http_version,
            fields=response.extensions["fields"],
            body=self._tee.body,
            ip=peer[0] if peer else None,
            truncated=truncated,
        )


async def _take_location(response: httpx.Response) -> None:
    """Keep a redirect's target from httpx, which would parse it for a next request and fail on nonsense."""
    response.extensions["fields"] = tuple(response.headers.raw)
    response.extensions["location"] = response.headers.pop("location", "")


def _name(error: BaseException) -> str:
    return type(error).__name__


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether an error of this kind stands anywhere in the chain of causes."""
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
