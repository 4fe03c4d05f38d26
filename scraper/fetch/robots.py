"""robots.txt, read once per host and run, and obeyed (RFC 9309).

No robots.txt (any 4xx but 429) allows everything. One that cannot be had (no answer, 5xx, 429 after all
retries, a challenge) closes the host for this run: nobody knows what it would forbid. Crawl-delay raises the
pace; one beyond `max_wait` closes the host too: obeying it would hold up the run, going faster would be rude.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from protego import Protego

from scraper.errors import FetchError
from scraper.fetch.addresses import scope_of
from scraper.fetch.pace import Pace

# The name robots.txt may address us by.
PRODUCT = "gongkai"


class Robots:
    """read: fetches a robots.txt by its URL, following redirects on its host; raises FetchError."""

    def __init__(self, read: Callable[[str], Awaitable[bytes]], pace: Pace, max_wait: float) -> None:
        self._read = read
        self._pace = pace
        self._max_wait = max_wait
        self._locks: dict[str, asyncio.Lock] = {}
        self._rules: dict[str, Protego | FetchError] = {}

    async def check(self, url: str) -> None:
        """Return if `url` may be fetched; raise FetchError if not."""
        address = _address(url)
        if address not in self._rules:
            async with self._locks.setdefault(address, asyncio.Lock()):
                if address not in self._rules:
                    self._rules[address] = await self._learn(address)
        rules = self._rules[address]
        if isinstance(rules, FetchError):
            raise FetchError(
                rules.kind,
                url,
                f"robots.txt could not be read, so the host is left alone in this run: {rules.reason}",
                status=rules.status,
            )
        if not rules.can_fetch(url, PRODUCT):
            raise FetchError("robots", url, "robots.txt forbids it")

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The site maps its host's robots.txt names; none while that has not been read."""
        rules = self._rules.get(_address(url))
        return tuple(rules.sitemaps) if isinstance(rules, Protego) else ()

    async def _learn(self, address: str) -> Protego | FetchError:
        try:
            content = await self._read(address)
        except FetchError as error:
            if not _means_none(error):
                return error
            content = b""
        rules = Protego.parse(content.decode("utf-8-sig", "replace"))
        delay = rules.crawl_delay(PRODUCT)
        if delay is not None and delay > self._max_wait:
            return FetchError("robots", address, f"it asks for {delay:g} s between requests, more than max_wait")
        if delay is not None:
            self._pace.raise_to(scope_of(address), delay)
        return rules


def _address(url: str) -> str:
    """Where the rules for a page are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def _means_none(error: FetchError) -> bool:
    """Whether this says that the host has no robots.txt, rather than that it cannot be had now.

    A redirect to another host is what some portals answer for whatever they do not have.
    """
    if error.status is not None and not error.challenge:
        return 400 <= error.status < 500 and error.status != 429
    return error.kind in {"off_host", "soft_404"}
