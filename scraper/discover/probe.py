"""A look at a portal before it is configured: what family it is, what its lists lead to, and why.

The same way through the same code as a crawl, but for the reports: of these one is read, as a trial.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urlsplit

from extractors import AttachedFile, Report
from scraper.discover.article import article_hints
from scraper.discover.files import hints_and_files
from scraper.discover.judge import JudgedLink
from scraper.discover.links import Link
from scraper.discover.listing import Listing, Stop, read_listing
from scraper.discover.route import Route
from scraper.errors import FetchError
from scraper.fetch.addresses import Address, canonical
from scraper.fetch.client import Fetcher
from scraper.fetch.page import Page
from scraper.portals.config import FetchSettings, Portal
from scraper.portals.family import Families
from scraper.read import read_page


@dataclass(slots=True)
class Probed:
    """What was seen. portal: the entry to paste; None where no report was.

    listings: the list pages read, in order. reports: links to reports, each once. perhaps: links that lead to a report
    or a list. passed_over: links by the reason they are left out for. trial: the first report, as it is read
    failed: pages that could not be had, and why. is_cut: whether there was more to read than wanted
    """

    url: str
    portal: Portal | None = None
    listings: list[Listing] = field(default_factory=list)
    reports: list[Link] = field(default_factory=list)
    perhaps: list[Link] = field(default_factory=list)
    passed_over: dict[str, list[Link]] = field(default_factory=dict)
    trial: Report | None = None
    failed: list[tuple[str, str]] = field(default_factory=list)
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Looking:
    """How a probe looks. pages: the most list pages to read. tell: called with each address that is asked for."""

    fetcher: Fetcher
    settings: FetchSettings
    families: Families
    pages: int
    tell: Callable[[str], None]


async def probe(url: str, name: str, looking: Looking) -> Probed:
    """Look at a list of reports, or look for one from any other page. Raises FetchError for the page itself.

    name: what the portal is to be called.
    """
    looking.tell(url)
    page = await looking.fetcher.get(url)
    as_list = Portal(name=name, columns=(url,))
    listing = read_listing(page, Stop(Address(url), url), as_list, looking.families, looking.pages + 1)
    if any(judged.leads == "report" for judged in listing.links):
        return await _look(as_list, page, looking)
    probed = await _look(Portal(name=name, start=(url,)), page, looking)
    # A list that a script fills shows no report until it is read as a list.
    return probed if probed.reports or not listing.further else await _look(as_list, page, looking)


async def _look(portal: Portal, page: Page, looking: Looking) -> Probed:
    """page: the one the portal's only address leads to."""
    probed = Probed(page.url)
    looker = _Looker(portal, looking, probed)
    await looker.look(page)
    if probed.reports:
        probed.portal = entry(portal, probed.listings)
    return probed


class _Looker:
    def __init__(self, portal: Portal, looking: Looking, probed: Probed) -> None:
        self._portal = portal
        self._looking = looking
        self._probed = probed
        self._route = Route(portal, looking.settings)
        self._met: set[str] = set()

    async def look(self, page: Page) -> None:
        first = self._route.next()
        stop = replace(first, page=page) if first is not None else None
        while stop is not None:
            if len(self._probed.listings) == self._looking.pages:
                self._probed.is_cut = True
                break
            await self._list_page(stop)
            stop = self._route.next()
        await self._try_one()

    async def _list_page(self, stop: Stop) -> None:
        looking = self._looking
        try:
            if stop.page is None:
                looking.tell(stop.address.url)
            page = stop.page or await looking.fetcher.get(stop.address.url, stop.address.form)
        except FetchError as error:
            self._probed.failed.append((stop.address.url, f"{error.rule}: {error.reason}"))
            return
        self._route.arrived(page.final_url)
        listing = read_listing(page, stop, self._portal, looking.families, looking.pages + 1)
        self._probed.listings.append(listing)
        self._route.take(listing)
        self._route.add_sitemaps(looking.fetcher.sitemaps(listing.url))
        for judged in listing.links:
            self._note(judged)

    def _note(self, judged: JudgedLink) -> None:
        link = judged.link
        identity = canonical(link.url) if link.url is not None else link.text
        if identity in self._met or (link.url is not None and self._route.knows(link.url)):
            return
        self._met.add(identity)
        if judged.leads == "report":
            self._probed.reports.append(link)
        elif judged.leads == "either":
            self._probed.perhaps.append(link)
        elif judged.reason is not None:
            self._probed.passed_over.setdefault(judged.reason, []).append(link)

    async def _try_one(self) -> None:
        """Read one report: where lists are told wrongly, or bodies are not found, it shows here."""
        for listing in self._probed.listings:
            for judged in listing.links:
                if judged.leads == "report" and judged.link.url is not None:
                    self._looking.tell(judged.link.url)
                    try:
                        page = await self._looking.fetcher.get(judged.link.url)
                    except FetchError as error:
                        self._probed.failed.append((judged.link.url, f"{error.rule}: {error.reason}"))
                        return
                    hints, files = hints_and_files(
                        page, partial(article_hints, page, judged.link, self._portal, listing.rules)
                    )
                    hints = replace(hints, files=tuple([one async for one in self._files(files)]))
                    self._probed.trial = read_page(page, hints, self._portal.name)
                    return

    async def _files(self, urls: Sequence[str]) -> AsyncIterator[AttachedFile]:
        for url in urls:
            self._looking.tell(url)
            try:
                got = await self._looking.fetcher.get(url)
            except FetchError as error:
                self._probed.failed.append((url, f"{error.rule}: {error.reason}"))
                continue
            yield AttachedFile(url, got.content, got.media_type, got.charset)


# More lists than these are better looked for in each run: new ones come every year.
MOST_COLUMNS = 10


def entry(portal: Portal, listings: list[Listing]) -> Portal:
    """The configuration of what was looked at: the lists that led to reports, or where they are looked for from."""
    leading = [listing for listing in listings if any(judged.leads == "report" for judged in listing.links)]
    told = {listing.detection.family.name: None for listing in leading}
    family = next(iter(told)) if len(told) == 1 else None
    if portal.columns:
        return Portal.model_validate(_fields(portal.name, "columns", portal.columns, family), context=_known(listings))
    columns = tuple(dict.fromkeys(listing.stop.column for listing in leading if listing.stop.column is not None))
    # A home page that shows a report among its news is no list.
    is_home = any(urlsplit(column).path in {"", "/"} for column in columns)
    where, addresses = ("start", portal.start) if is_home or len(columns) > MOST_COLUMNS else ("columns", columns)
    return Portal.model_validate(_fields(portal.name, where, addresses, family), context=_known(listings))


def _fields(name: str, where: str, addresses: tuple[str, ...], family: str | None) -> dict[str, object]:
    named = {"family": family} if family is not None else {}
    return {"name": name, where: addresses, **named}


def _known(listings: list[Listing]) -> Mapping[str, Families]:
    return {"families": {listing.detection.family.name: listing.detection.family for listing in listings}}
