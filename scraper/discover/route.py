"""The way through a portal's list pages: which one is next, and when there are enough of them.

Pure: it is given what each page said (`take`) and says where to go on (`next`). Lists are read one after the other,
each to its end; pages that are only searched come when no list is left.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scraper.discover.judge import JudgedLink
from scraper.discover.listing import Listing, Stop
from scraper.fetch.addresses import Address, is_web, scope_of
from scraper.portals.config import FetchSettings, Portal
from scraper.portals.family import Family

# List pages in a row that bring no link not yet seen in the list: a pager that never ends has been met.
BARREN = 3

# Links from where the crawl began: home page → 政务公开 → 信息公开 → 年报 → department → year.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Overflow:
    """A limit that was met: the first address left out because of it."""

    url: str
    rule: str
    reason: str


@dataclass(slots=True)
class _List:
    """The list being read: its pages to come, what was seen in it, pages without anything new in a row."""

    pages: deque[Stop] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    read: int = 0
    barren: int = 0
    full: bool = False


class Route:
    def __init__(self, portal: Portal, settings: FetchSettings) -> None:
        self._settings = settings
        self._scope = portal.scope
        self._roams = bool(portal.start)
        self._lists: deque[Stop] = deque()
        self._searches: deque[Stop] = deque()
        self._current = _List()
        self._met: set[str] = set()  # identities of list pages read or to be read
        self._counts = {"lists": 0, "searches": 0}
        self.overflow: list[Overflow] = []
        for url in portal.columns:
            self.add_list(Stop(Address(url), url))
        for url in portal.start:
            self.add_search(Stop(Address(url), None))

    def next(self) -> Stop | None:
        """The list page to read now; None when there is none left."""
        current = self._current
        if current.pages:
            current.read += 1
            return current.pages.popleft()
        waiting = self._lists or self._searches
        if not waiting:
            return None
        self._current = _List(read=1)
        return waiting.popleft()

    def knows(self, url: str) -> bool:
        """Whether this is a list page that was read or will be."""
        return Address(url).identity in self._met

    def arrived(self, url: str) -> None:
        """A list page was found at another address in the end."""
        self._met.add(Address(url).identity)

    def take(self, listing: Listing) -> None:
        """Go on from what a list page said."""
        stop = listing.stop
        family = listing.detection.family
        if stop.column is not None:
            self._turn_over(listing, family)
        for judged in listing.links:
            self._follow(judged, stop, family)

    def add_sitemaps(self, urls: Iterable[str]) -> None:
        """Search the site maps a portal names, where its lists are looked for."""
        if self._roams:
            for url in urls:
                if is_web(url) and scope_of(url) == self._scope:
                    self.add_search(Stop(Address(url), None, depth=1))

    def add_list(self, stop: Stop) -> None:
        if self._is_room("lists", self._settings.max_columns, stop):
            self._lists.append(stop)

    def add_search(self, stop: Stop) -> None:
        if self._is_room("searches", self._settings.max_search_pages, stop):
            self._searches.append(stop)

    def _turn_over(self, listing: Listing, family: Family) -> None:
        """Queue the further pages of the list, unless it turns in circles or is beyond its limit."""
        current, stop = self._current, listing.stop
        fresh = set(_identities(listing)) - current.seen
        current.barren = 0 if fresh else current.barren + 1
        current.seen |= fresh
        if current.barren == BARREN:
            current.pages.clear()
            return
        for page in listing.further:
            if page.identity in self._met:
                continue
            if current.read + len(current.pages) >= self._settings.max_list_pages:
                self._overflow_once(page, self._settings.max_list_pages)
                return
            self._met.add(page.identity)
            current.pages.append(Stop(page, stop.column, family, stop.depth))

    def _overflow_once(self, page: Address, most: int) -> None:
        if not self._current.full:
            self._current.full = True
            reason = f"the list goes on beyond max_list_pages ({most})"
            self.overflow.append(Overflow(page.url, "fetch.list_limit", reason))

    def _follow(self, judged: JudgedLink, stop: Stop, family: Family) -> None:
        url = judged.link.url
        if url is None or stop.depth >= DEEPEST:
            return
        if judged.leads == "column":
            self.add_list(Stop(Address(url), url, family, stop.depth + 1))
        elif judged.leads == "search":
            self.add_search(Stop(Address(url), None, family, stop.depth + 1))

    def _is_room(self, kind: str, most: int, stop: Stop) -> bool:
        if stop.address.identity in self._met:
            return False
        self._counts[kind] += 1
        if self._counts[kind] == most + 1:
            limit = "max_columns" if kind == "lists" else "max_search_pages"
            reason = f"the portal has more {kind} than {limit} ({most})"
            self.overflow.append(Overflow(stop.address.url, "fetch.column_limit", reason))
        if self._counts[kind] > most:
            return False
        self._met.add(stop.address.identity)
        return True


def _identities(listing: Listing) -> Iterator[str]:
    """What tells a page of a list from the one before: its links, but not those to its own further pages."""
    pages = {page.url for page in listing.further}
    for judged in listing.links:
        if judged.link.url not in pages:
            yield judged.link.url or judged.link.text
