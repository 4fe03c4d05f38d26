"""One portal in one run: list page by list page, and the reports each one leads to.

Every link of a list page is a report, a page of the list, or passed over for a stated reason; every page
asked for is a report in the state or a failed page with its rule. Nothing a page does ends more than itself.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from extractors import Report, extract_report
from scraper.discover.article import article_hints
from scraper.discover.judge import JudgedLink
from scraper.discover.links import Link
from scraper.discover.listing import Listing, Stop, read_listing
from scraper.discover.route import Route
from scraper.errors import FetchError, StateError
from scraper.fetch.addresses import Address, Form, canonical, report_id
from scraper.fetch.client import Fetcher, Page
from scraper.portals.config import FetchSettings, Portal
from scraper.portals.family import Families, Rules
from scraper.state import State
from scraper.watch import FailedPage, PassedOver, PortalSummary, Watcher

log = logging.getLogger(__name__)

# Findings that say there is no report in the page at all: it is recorded as failed and not kept.
NO_REPORT = {"page.empty", "page.not_a_report", "page.too_large", "page.blocked", "media.unsupported"}

# Of these, those a list of reports gives when it is read as one.
PERHAPS_A_LIST = {"page.empty", "page.not_a_report"}

# Failures that say something about the host rather than about one page.
HOST_FAILURES = {"connection", "tls", "timeout", "truncated", "blocked"}


@dataclass(frozen=True, slots=True)
class CrawlRun:
    """What all portals of a run share. limit: the most report pages to fetch of each portal."""

    number: int
    settings: FetchSettings
    fetcher: Fetcher
    state: State
    watcher: Watcher
    limit: int | None
    families: Families


async def visit(portal: Portal, summary: PortalSummary, run: CrawlRun, seen: set[str]) -> None:
    """Crawl one portal into the state and its summary. Raises nothing but StateError.

    seen: identities of the report pages met on this host in this run; those met here are added.
    """
    run.watcher.started(portal.name)
    try:
        await _Visit(portal, summary, run, seen).crawl()
    except StateError:
        raise
    except Exception as error:  # a fault of ours in one portal must not cost the others
        log.exception("portal %s", portal.name)
        page = FailedPage(portal.name, portal.addresses[0], "crawl.crashed", repr(error))
        summary.failed.append(page)
        run.state.record_failure(run.number, page)
        run.watcher.failed(page.portal, page.url, page.rule, page.reason)
    finally:
        summary.reachable = summary.list_pages > 0
        run.watcher.finished(portal.name)


class _Visit:
    def __init__(self, portal: Portal, summary: PortalSummary, run: CrawlRun, seen: set[str]) -> None:
        self._portal = portal
        self._summary = summary
        self._run = run
        self._seen = seen
        self._route = Route(portal, run.settings)
        self._remarked: set[tuple[str, str, str]] = set()  # links passed over: identity, text, reason
        self._report_links = 0  # with doubles
        self._fetched_reports = 0
        self._misses = 0  # fetches in a row that the host failed

    async def crawl(self) -> None:
        """List page by list page, the reports of each before the next."""
        while not self._is_full() and (stop := self._route.next()):
            listing = await self._list_page(stop)
            if listing is not None:
                self._route.take(listing)
                await self._reports(listing)
        for over in self._route.overflow:
            self._fail(over.url, over.rule, over.reason)
        if self._summary.list_pages and not self._report_links and not self._summary.failed:
            reason = "no link to a report on any of its list pages: check the address, or set `report`"
            self._fail(self._portal.addresses[0], "fetch.no_reports", reason)

    # lists

    async def _list_page(self, stop: Stop) -> Listing | None:
        page = stop.page or await self._get(stop.address.url, stop.address.form)
        if page is None:
            return None
        self._route.arrived(page.final_url)
        try:
            listing = await self._read_listing(page, stop)
        except Exception as error:  # one page must not cost the others
            log.exception("list page %s", stop.address.url)
            self._fail(stop.address.url, "crawl.crashed", repr(error))
            return None
        self._summary.list_pages += 1
        return listing

    async def _read_listing(self, page: Page, stop: Stop) -> Listing:
        # One more page than may be read, so that the limit is noticed.
        most = self._run.settings.max_list_pages + 1
        return await asyncio.to_thread(read_listing, page, stop, self._portal, self._run.families, most)

    # reports

    async def _reports(self, listing: Listing) -> None:
        """The reports a list page leads to. All its links are accounted for first, then fetched."""
        reports: list[JudgedLink] = []
        for judged in listing.links:
            link, reason = judged.link, judged.reason
            if judged.leads in {"column", "search"} or (
                judged.leads != "report" and link.url is not None and self._route.knows(link.url)
            ):
                continue  # a list page, or a page of this very list
            if judged.leads is not None and link.url is not None:
                self._report_links += judged.leads == "report"
                if canonical(link.url) in self._seen:
                    reason = "link.duplicate"
                else:
                    self._seen.add(canonical(link.url))
                    reports.append(judged)
                    continue
            self._pass_over(link, reason or "link.script")
        found = sum(judged.leads == "report" for judged in reports)
        self._summary.found += found
        self._run.watcher.listed(self._portal.name, listing.url, found)
        for judged in reports:
            if self._is_full():
                return
            self._fetched_reports += 1
            await self._report(judged, listing)

    async def _report(self, judged: JudgedLink, listing: Listing) -> None:
        link = judged.link
        assert link.url is not None  # noqa: S101 - those without are passed over
        page = await self._get(link.url)
        if page is None:
            return
        arrived = canonical(page.final_url)
        if arrived != canonical(link.url) and arrived in self._seen:
            self._pass_over(link, "link.duplicate")
            return
        try:
            report = await asyncio.to_thread(_extract, page, link, self._portal, listing.rules)
        except Exception as error:  # the extractors promise not to; one page must not cost the others
            log.exception("page %s", link.url)
            self._fail(link.url, "extract.crashed", repr(error))
            return
        stop = next((finding for finding in report.findings if finding.rule in NO_REPORT), None)
        if stop is not None:
            if stop.rule in PERHAPS_A_LIST and await self._is_list(page, listing):
                self._fetched_reports -= 1
                self._summary.found -= judged.leads == "report"
            elif judged.leads == "either" and stop.rule in PERHAPS_A_LIST:
                self._pass_over(link, "link.no_report")
            else:
                self._fail(link.url, stop.rule, stop.message)
            return
        self._seen.add(arrived)
        self._summary.found += judged.leads == "either"
        change = self._run.state.upsert_report(report)
        setattr(self._summary, change, getattr(self._summary, change) + 1)
        self._run.watcher.extracted(self._portal.name, link.url, report)

    async def _is_list(self, page: Page, origin: Listing) -> bool:
        """Whether a page behind a report's words is a list of reports (of a year, of an agency): then it is read."""
        if canonical(page.final_url) != canonical(page.url):
            return False  # sent elsewhere: a soft 404, whatever stands there
        stop = Stop(Address(page.url), page.url, origin.detection.family, origin.stop.depth + 1, page)
        try:
            listing = await self._read_listing(page, stop)
        except Exception:
            log.exception("page %s", page.url)
            return False
        leads_on = any(judged.leads in {"report", "either"} for judged in listing.links)
        if leads_on:
            self._route.add_list(stop)
        return leads_on

    # both

    async def _get(self, url: str, form: Form = ()) -> Page | None:
        """The page, or None and a failed page. A host that keeps failing is not asked again in this run."""
        try:
            if self._misses >= self._run.settings.give_up_after:
                raise FetchError("given_up", url, f"not tried: {self._misses} fetches in a row failed")
            page = await self._run.fetcher.get(url, form)
        except FetchError as error:
            if error.kind in HOST_FAILURES or (error.kind == "status" and error.retryable):
                self._misses += 1
            elif error.kind != "given_up":
                self._misses = 0
            self._fail(url, error.rule, error.reason)
            return None
        self._misses = 0
        self._run.watcher.fetched(self._portal.name, url)
        return page

    def _fail(self, url: str, rule: str, reason: str) -> None:
        page = FailedPage(self._portal.name, url, rule, reason)
        self._summary.failed.append(page)
        self._run.state.record_failure(self._run.number, page)
        self._run.watcher.failed(page.portal, url, rule, reason)

    def _pass_over(self, link: Link, reason: str) -> None:
        """Remembered once: the navigation of a portal stands on each of its pages."""
        url = link.url or ""
        remark = (canonical(url) if url else "", link.text, reason)
        if remark not in self._remarked:
            self._remarked.add(remark)
            self._summary.passed_over.append(PassedOver(self._portal.name, url, link.text, reason))

    def _is_full(self) -> bool:
        return self._run.limit is not None and self._fetched_reports >= self._run.limit


def _extract(page: Page, link: Link, portal: Portal, rules: Rules) -> Report:
    return extract_report(
        page.content,
        url=page.url,
        final_url=page.final_url,
        report_id=report_id(page.url),
        portal=portal.name,
        retrieved_at=page.retrieved_at,
        hints=article_hints(page, link, portal, rules),
    )
