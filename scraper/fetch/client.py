"""`Fetcher`: one page by its URL, or a FetchError that says why not.

get        robots, then hop after hop along redirects on the same host
_attempts  one hop, tried again where that may help
_exchange  one request and its answer, in its turn, within its limits
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from importlib import metadata
from types import TracebackType
from typing import Self

import httpx

from scraper.errors import FetchError
from scraper.fetch.addresses import Form, resolve, scope_of
from scraper.fetch.challenge import SNIFFED, challenge_in
from scraper.fetch.pace import Pace
from scraper.fetch.retries import retry_after, retrying
from scraper.fetch.robots import Robots
from scraper.portals.config import FetchSettings

BEIJING = timezone(timedelta(hours=8))
PAGE_STATUSES = {200, 203}
REDIRECT_STATUSES = {301, 302, 303, 307, 308}
# A request that came too early or met a host in trouble; what else is refused stays refused.
PASSING_STATUSES = {408, 425, 429, *range(500, 600)}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was served. `content` is decompressed; `retrieved_at` is ISO 8601 at +08:00."""

    url: str
    final_url: str
    content: bytes
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    retrieved_at: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """location: of a redirect, as the server wrote it."""

    status: int
    headers: httpx.Headers
    content: bytes
    location: str


class Fetcher:
    """Use it in an `async with`. rests: seconds between requests by host, where not `settings.pace`."""

    def __init__(self, settings: FetchSettings, contact: str, rests: Mapping[str, float] | None = None) -> None:
        self._settings = settings
        self._pace = Pace(settings.pace, rests)
        self._robots = Robots(self._read_robots, self._pace, settings.max_wait)
        self._closed: dict[str, str] = {}  # host → why it is left alone for the rest of this run
        self._client = httpx.AsyncClient(
            http2=True,
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
            # One connection a host is kept by the pace; here there must only be room for all hosts.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=settings.max_hosts),
            # A proxy from the environment cannot reach this machine's own loopback.
            mounts={"all://127.0.0.1": None, "all://localhost": None},
            event_hooks={"response": [_take_location]},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def get(self, url: str, form: Form = ()) -> Page:
        """The page at `url`, by POST when there is a form to send. Raises FetchError.

        Redirects are followed on the page's own host only, and without the form, as browsers do.
        """
        final_url, answer = await self._follow(url, form, obey_robots=True)
        content_type = httpx.Headers(answer.headers).get("content-type", "")
        return Page(
            url=url,
            final_url=final_url,
            content=answer.content,
            media_type=content_type.partition(";")[0].strip().lower() or None,
            charset=httpx.Response(200, headers=answer.headers).charset_encoding,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            retrieved_at=datetime.now(BEIJING).isoformat(timespec="seconds"),
        )

    async def _read_robots(self, url: str) -> bytes:
        return (await self._follow(url, (), obey_robots=False))[1].content

    async def _follow(self, url: str, form: Form, *, obey_robots: bool) -> tuple[str, _Answer]:
        """The answer at the end of the redirects that start at `url`, and where that is."""
        address = url
        seen: set[tuple[str, frozenset[tuple[str, str | None]]]] = set()
        for _ in range(self._settings.max_redirects + 1):
            # A portal that gives a cookie and sends back to the same page is no loop; a second time it is.
            visit = (address, frozenset((cookie.name, cookie.value) for cookie in self._client.cookies.jar))
            if visit in seen:
                raise FetchError("redirect", url, f"redirects in a loop, back to {address}")
            seen.add(visit)
            if obey_robots:
                await self._robots.check(address)
            answer = await self._attempts(address, form)
            if answer.status not in REDIRECT_STATUSES:
                return address, answer
            target = resolve(address, answer.location) if answer.location else None
            if target is None:
                raise FetchError("redirect", url, f"redirects to “{answer.location}”, which is no web address")
            if scope_of(target) != scope_of(url):
                raise FetchError("off_host", url, f"redirects to another host: {target}")
            address, form = target, ()
        raise FetchError("redirect", url, f"redirects more than {self._settings.max_redirects} times")

    async def _attempts(self, url: str, form: Form) -> _Answer:
        host = scope_of(url)
        policy = retrying(self._settings, lambda seconds: self._pace.hold(host, seconds))
        return await policy(self._exchange, url, form)

    async def _exchange(self, url: str, form: Form) -> _Answer:
        """One request. Raises FetchError for everything that is neither a page nor a redirect."""
        host = scope_of(url)
        async with self._pace.turn(host):
            if host in self._closed:
                raise FetchError("given_up", url, self._closed[host])
            answer = await self._request(url, form)
        says = challenge_in(answer.status, answer.content)
        if says is not None:
            raise FetchError("blocked", url, f"HTTP {answer.status}: {says}; left alone", status=answer.status)
        if answer.status in PAGE_STATUSES | REDIRECT_STATUSES:
            return answer
        wait = retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
        retryable = answer.status in PASSING_STATUSES
        reason = f"HTTP {answer.status}"
        if wait is not None and retryable and wait > self._settings.max_wait:
            retryable = False
            reason = f"HTTP {answer.status}: asks to be left alone for {wait:.0f} s, more than max_wait"
            self._closed[host] = f"not tried: the host answered {reason}"
        raise FetchError("status", url, reason, retryable=retryable, retry_after=wait, status=answer.status)

    async def _request(self, url: str, form: Form) -> _Answer:
        """One request and its answer's body, within the limits of time and size."""
        settings = self._settings
        begun = False
        try:
            async with (
                asyncio.timeout(settings.total_timeout),
                self._client.stream("POST" if form else "GET", url, data=dict(form) or None) as response,
            ):
                begun = True
                return _Answer(
                    status=response.status_code,
                    headers=response.headers,
                    content=await self._body(url, response),
                    location=response.extensions.get("location", ""),
                )
        except TimeoutError:
            reason = f"not finished within {settings.total_timeout:g} s"
            raise FetchError("timeout", url, reason, retryable=True) from None
        except httpx.TimeoutException as error:
            raise FetchError("timeout", url, f"no answer in time ({_name(error)})", retryable=True) from error
        except httpx.DecodingError as error:
            raise FetchError("encoding", url, f"its compression is broken: {error}") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise FetchError("connection", url, f"cannot be requested: {error}") from error
        except httpx.TransportError as error:
            if _caused_by(error, ssl.SSLError):
                raise FetchError("tls", url, f"no secure connection: {error}") from error
            if begun:
                raise FetchError("truncated", url, f"broken off: {error}", retryable=True) from error
            reason = f"no connection: {error or _name(error)}"
            raise FetchError("connection", url, reason, retryable=True) from error

    async def _body(self, url: str, response: httpx.Response) -> bytes:
        """The body. Of answers that are no page only as much as it takes to tell what they are."""
        limit = self._settings.max_bytes
        is_page = response.status_code in PAGE_STATUSES
        announced = response.headers.get("content-length", "")
        if is_page and announced.isdigit() and int(announced) > limit:
            raise FetchError("too_large", url, f"announces {announced} bytes, more than max_bytes")
        parts: list[bytes] = []
        size = 0
        async for part in response.aiter_bytes():
            parts.append(part)
            size += len(part)
            if is_page and size > limit:
                raise FetchError("too_large", url, f"larger than max_bytes ({limit})")
            if not is_page and size > SNIFFED:
                break
        return b"".join(parts)


async def _take_location(response: httpx.Response) -> None:
    """Keep a redirect's target from httpx, which would parse it for a next request and fail on nonsense."""
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
