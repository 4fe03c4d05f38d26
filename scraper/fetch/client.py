"""`Fetcher`: one page by its URL, or a FetchError that says why not.

get        robots, then hop after hop along redirects on the same host
_attempts  one hop, tried again where that may help
_exchange  one request in its turn, and what its answer means
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from extractors.models import ArchiveRef
from scraper.errors import FetchError
from scraper.fetch.addresses import Form, canonical, resolve, scope_of
from scraper.fetch.challenge import challenge_in
from scraper.fetch.exchange import Forgetful, Memory, Recalled, decoded, key_of
from scraper.fetch.pace import Pace
from scraper.fetch.page import BEIJING, Page
from scraper.fetch.refresh import sent_on_to
from scraper.fetch.retries import retry_after, retrying
from scraper.fetch.robots import Robots
from scraper.fetch.tls import contexts
from scraper.fetch.wire import PAGE_STATUSES, Wire
from scraper.portals.config import FetchSettings

REDIRECT_STATUSES = {301, 302, 303, 307, 308}
# A request that came too early or met a host in trouble; what else is refused stays refused.
PASSING_STATUSES = {408, 425, 429, *range(500, 600)}
REFUSED = 403
NOT_MODIFIED = 304

# RFC 9309, 2.4: robots.txt should not be used from memory for longer.
ROBOTS_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class _Answer:
    """location: of a redirect, as the server wrote it."""

    status: int
    headers: httpx.Headers
    content: bytes
    location: str
    at: datetime
    archive: ArchiveRef | None
    not_modified: bool = False


class Fetcher:
    """Use it in an `async with`.

    rests: seconds between requests by host, where not `settings.pace`
    memory: what to remember beyond this run
    context_for: TLS settings by host name, where not the strict ones
    """

    def __init__(
        self,
        settings: FetchSettings,
        contact: str,
        rests: Mapping[str, float] | None = None,
        *,
        memory: Memory | None = None,
        context_for: Callable[[str], ssl.SSLContext] | None = None,
    ) -> None:
        self._settings = settings
        self._memory = memory or Forgetful()
        self._pace = Pace(settings.pace, rests)
        self._robots = Robots(self._read_robots, self._pace, settings.max_wait)
        self._closed: dict[str, str] = {}  # host → why it is left alone for the rest of this run
        # What a conditional request finds unchanged is in the archive already.
        self._wire = Wire(
            settings,
            contact,
            lambda exchange: None if exchange.status == NOT_MODIFIED else self._memory.keep(exchange),
            context_for or contexts({}),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wire.close()

    async def get(self, url: str, form: Form = ()) -> Page:
        """The page at `url`, by POST when there is a form to send. Raises FetchError.

        Redirects are followed on the page's own host only, and without the form, as browsers do.
        """
        final_url, answer = await self._follow(url, form, obey_robots=True)
        page = page_of(url, final_url, answer.headers, answer.content, answer.at, answer.archive)
        return replace(page, not_modified=answer.not_modified)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The site maps that the robots.txt of a page's host names, once a page of it was asked for."""
        return self._robots.sitemaps(url)

    def recall(self, url: str, form: Form, younger_than: float) -> Page | None:
        """The page a form was answered with before, if that is no more seconds ago. Asks nobody."""
        request = httpx.Request("POST", url, data=dict(form))
        known = self._memory.recall(key_of("POST", url, request.read()), younger_than=younger_than)
        if known is None or known.status not in PAGE_STATUSES:
            return None
        headers = httpx.Headers(list(known.fields))
        page = page_of(url, url, headers, decoded(known.fields, known.body), known.kept.at, known.kept.ref)
        return replace(page, not_modified=True)

    async def _read_robots(self, url: str) -> bytes:
        known = self._memory.recall(url, younger_than=ROBOTS_SECONDS)
        if known is not None:
            content = decoded(known.fields, known.body)
            if known.status in PAGE_STATUSES:
                return content
            if 400 <= known.status < 500 and known.status != 429 and challenge_in(known.status, content) is None:
                raise FetchError("status", url, f"HTTP {known.status}", status=known.status)
        return (await self._follow(url, (), obey_robots=False))[1].content

    async def _follow(self, url: str, form: Form, *, obey_robots: bool) -> tuple[str, _Answer]:
        """The answer at the end of the redirects that start at `url`, and where that is."""
        address = url
        seen: set[tuple[str, frozenset[tuple[str, str | None]]]] = set()
        for _ in range(self._settings.max_redirects + 1):
            # A portal that gives a cookie and sends back to the same page is no loop; a second time it is.
            visit = (address, self._wire.cookies())
            if visit in seen:
                raise FetchError("redirect", url, f"redirects in a loop, back to {address}")
            seen.add(visit)
            if obey_robots:
                await self._robots.check(address)
            answer = await self._attempts(address, form)
            onward = _onward(answer)
            if onward is None:
                if len(seen) > 1 and _is_home(address) and not _is_home(url):
                    raise FetchError("soft_404", url, "redirects to the home page, as for a page that is not there")
                return address, answer
            target = resolve(address, onward) if onward else None
            if target is None:
                raise FetchError("redirect", url, f"redirects to “{onward}”, which is no web address")
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
        async with self._pace.turn(host) as turn:
            if host not in self._closed and (until := self._memory.held(host)) is not None:
                self._closed[host] = f"not tried: the host asked to be left alone until {until}"
            if host in self._closed:
                raise FetchError("given_up", url, self._closed[host])
            turn.begin()
            reply = await self._wire.send(url, form, {} if form else self._memory.validators(url))
            if reply.status not in PASSING_STATUSES:
                turn.went_well()
        if reply.status == NOT_MODIFIED:
            return self._unchanged(url)
        says = challenge_in(reply.status, reply.content)
        if says is not None:
            reason = f"HTTP {reply.status}: {says}; left alone"
            raise FetchError("blocked", url, reason, status=reply.status, challenge=True)
        if reply.status == REFUSED:
            raise FetchError("blocked", url, f"HTTP {REFUSED}: access refused; left alone", status=REFUSED)
        if reply.status in PAGE_STATUSES | REDIRECT_STATUSES:
            kept = reply.kept
            at = kept.at if kept else reply.at
            return _Answer(reply.status, reply.headers, reply.content, reply.location, at, kept.ref if kept else None)
        wait = retry_after(reply.headers.get("retry-after"), datetime.now(UTC))
        retryable = reply.status in PASSING_STATUSES
        reason = f"HTTP {reply.status}"
        if wait is not None and retryable and wait > self._settings.max_wait:
            retryable = False
            reason = f"HTTP {reply.status}: asks to be left alone for {wait:.0f} s, more than max_wait"
            self._closed[host] = f"not tried: the host answered {reason}"
            self._memory.hold(host, wait)
        raise FetchError("status", url, reason, retryable=retryable, retry_after=wait, status=reply.status)

    def _unchanged(self, url: str) -> _Answer:
        known: Recalled | None = self._memory.recall(url)
        if known is None:
            raise FetchError("status", url, f"HTTP {NOT_MODIFIED} for a page that is not in the archive", status=304)
        self._memory.unchanged(url)
        headers = httpx.Headers(list(known.fields))
        content = decoded(known.fields, known.body)
        return _Answer(known.status, headers, content, "", known.kept.at, known.kept.ref, not_modified=True)


def page_of(
    url: str, final_url: str, headers: httpx.Headers, content: bytes, at: datetime, archive: ArchiveRef | None
) -> Page:
    """A page from an answer's parts. url: as linked. content: decompressed."""
    kind = Message()
    kind["content-type"] = headers.get("content-type", "")
    return Page(
        url=url,
        final_url=final_url,
        content=content,
        media_type=str(kind["content-type"]).partition(";")[0].strip().lower() or None,
        charset=kind.get_content_charset(),
        retrieved_at=at.astimezone(BEIJING).isoformat(timespec="seconds"),
        archive=archive,
    )


def _onward(answer: _Answer) -> str | None:
    """Where an answer sends on to, as written; None for a page."""
    if answer.status in REDIRECT_STATUSES:
        return answer.location
    return sent_on_to(answer.content)


def _is_home(url: str) -> bool:
    parts = urlsplit(canonical(url))
    return parts.path in {"", "/"} and not parts.query
