"""One portal in one run: list page by list page, and the reports each one leads to, as far as they are due.

Every link of a list page is a report, a page of the list, or passed over for a stated reason; every page
asked for is a report in the state or a failed page with its rule. Nothing a page does ends more than itself.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from extractors import Finding, PageHints
from scraper.attached import FilesOfPages
from scraper.coverage import broken
from scraper.discover.article import article_hints
from scraper.discover.files import HintsOf
from scraper.discover.judge import JudgedLink
from scraper.discover.links import Link
from scraper.discover.listing import Listing, Stop, read_listing
from scraper.discover.route import Route
from scraper.errors import FetchError, OutputError, StateError
from scraper.fetch.addresses import Address, Form, canonical, scope_of
from scraper.fetch.client import Fetcher
from scraper.fetch.page import BEIJING, Page
from scraper.memory import utc
from scraper.portals.config import FetchSettings, Portal
from scraper.portals.family import Families
from scraper.portals.schedule import GONE_RULES, Persistence, Schedule, is_open, persistence_of
from scraper.printed import Printed
from scraper.queue import Archive, Queue
from scraper.read import Read, as_known, read, read_alone
from scraper.state import State
from scraper.watch import FailedPage, PassedOver, PortalSummary, Stopped, Watcher
from scraper.workers import Workers

log = logging.getLogger(__name__)

# The day in a date as lists print it: 2022-02-16, 2021/1/29, 2020年1月21日.
DAY = re.compile(r"((?:19|20)\d{2})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")
YEAR = re.compile(r"20\d{2}")

# Of the findings that say there is no report, those a list of reports gives when it is read as one.
PERHAPS_A_LIST = {"page.empty", "page.not_a_report"}

# For how long a list's further pages are taken as they were while its first page is.
FORM_SECONDS = 7 * 24 * 3600.0

# Failures that say something about the host rather than about one page.
HOST_FAILURES = {"connection", "tls", "timeout", "truncated", "blocked"}


@dataclass(frozen=True, slots=True)
class CrawlRun:
    """What all portals of a run share.

    archive: takes notes of what pages are read as. workers: read them. clock: tells the time
    ends_at: when to stop, of the event loop's clock; None for never
    limit: the most report pages to fetch of each portal. since: reports published before that day are passed over
    dry: reports are named to the watcher instead of being asked for
    """

    number: int
    settings: FetchSettings
    schedule: Schedule
    fetcher: Fetcher
    state: State
    archive: Archive | None
    watcher: Watcher
    workers: Workers
    families: Families
    clock: Callable[[], datetime]
    ends_at: float | None
    limit: int | None
    since: date | None
    dry: bool


class _Stop(Exception):  # noqa: N818 - no error: the portal is left where it is
    """The time, the pages or the hours of a run are over."""

    def __init__(self, why: Stopped) -> None:
        self.why = why


async def visit(portal: Portal, summary: PortalSummary, run: CrawlRun, seen: set[str]) -> None:
    """Crawl one portal into the state and its summary. Raises nothing but StateError.

    seen: identities of the report pages met on this host in this run; those met here are added.
    """
    run.watcher.started(portal.name)
    try:
        await _Visit(portal, summary, run, seen).crawl()
        if not run.dry:
            run.state.visits.finished(portal.name, utc(run.clock()))
    except _Stop as stop:
        summary.stopped = stop.why
    except (StateError, OutputError):
        raise
    except Exception as error:  # a fault of ours in one portal must not cost the others
        log.exception("portal %s", portal.name)
        page = FailedPage(portal.name, portal.addresses[0], "crawl.crashed", repr(error))
        summary.failed.append(page)
        run.state.record_failure(run.number, page)
        run.watcher.failed(page.portal, page.url, page.rule, page.reason)
    finally:
        summary.reachable = summary.list_pages > 0 or (summary.stopped is not None and not summary.failed)
        run.watcher.finished(portal.name)


class _Visit:
    def __init__(self, portal: Portal, summary: PortalSummary, run: CrawlRun, seen: set[str]) -> None:
        self._portal = portal
        self._summary = summary
        self._run = run
        self._seen = seen
        self._route = Route(portal, run.settings)
        self._queue = Queue(portal.name, run.state, run.schedule, run.archive, run.clock)
        self._remarked: set[tuple[str, str, str]] = set()  # links passed over: identity, text, reason
        self._report_links = 0  # with doubles
        self._fetched_reports = 0
        self._known: list[tuple[JudgedLink, Listing]] = []  # met before, in another run
        self._unchanged: set[str] = set()  # list pages that the host says are what they were
        self._files = FilesOfPages(self._get, self._fail)
        self._misses = 0  # fetches in a row that the host failed
        self._pages = 0  # asked for
        self._is_whole = True  # no list page failed: what no list leads to, the portal does not list

    async def crawl(self) -> None:
        """List page by list page, the new reports of each before the next; then those known, the longest due first.

        So a run that is stopped has what is new, and the next one what this one did not come to.
        """
        while not self._is_full():
            if stop := self._route.next():
                listing = await self._list_page(stop)
                if listing is not None:
                    self._route.take(listing)
                    self._route.add_sitemaps(self._run.fetcher.sitemaps(listing.url))
                    await self._reports(listing)
            elif self._known:
                known, self._known = self._known, []
                for judged, listing in sorted(known, key=lambda one: self._queue.due_at(one[0].link.url or "")):
                    if not self._is_full():
                        await self._report(judged, listing)
            else:
                break
        if self._is_whole and not self._is_full() and self._run.since is None:
            await self._unlisted()
        for over in self._route.overflow:
            self._fail(over.url, over.rule, over.reason)
        if self._summary.list_pages and not self._report_links and not self._summary.failed:
            reason = "no link to a report on any of its list pages: check the address, or set `report`"
            self._fail(self._portal.addresses[0], "fetch.no_reports", reason)
        if not self._is_full() and not self._run.dry:
            # Held against all reports there are: what this run did not ask for counts as well.
            for reason in broken(self._portal.expect, self._run.state.coverage(self._portal.name)):
                self._fail(self._portal.addresses[0], "coverage.expected", reason)

    # lists

    async def _list_page(self, stop: Stop) -> Listing | None:
        try:
            page = stop.page or self._as_before(stop) or await self._get(stop.address.url, stop.address.form)
        except FetchError as error:
            self._is_whole = False
            self._fail(stop.address.url, error.rule, error.reason)
            return None
        self._route.arrived(page.final_url)
        if page.not_modified and not stop.address.form:
            self._unchanged.add(stop.address.url)
        try:
            listing = await self._read_listing(page, stop)
        except Exception as error:  # one page must not cost the others
            log.exception("list page %s", stop.address.url)
            self._fail(stop.address.url, "crawl.crashed", repr(error))
            return None
        self._summary.list_pages += 1
        return listing

    def _as_before(self, stop: Stop) -> Page | None:
        """A further page of a list whose first page is unchanged, where it is had by a form only.

        Requests with forms cannot be conditional; and what is new comes on the first page.
        """
        if not stop.address.form or stop.column not in self._unchanged:
            return None
        return self._run.fetcher.recall(stop.address.url, stop.address.form, FORM_SECONDS)

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
            if self._queue.due_at(judged.link.url or ""):
                self._known.append((judged, listing))
            else:
                await self._report(judged, listing)

    async def _report(self, judged: JudgedLink, listing: Listing) -> None:
        link = judged.link
        assert link.url is not None  # noqa: S101 - those without are passed over
        if _published_before(link, self._run.since):
            self._pass_over(link, "link.since")
            return
        page = await self._report_page(link.url)
        if page is None:
            self._summary.found += judged.leads == "either" and self._queue.is_report(link.url)
            return
        arrived = canonical(page.final_url)
        if arrived != canonical(link.url) and arrived in self._seen:
            self._queue.failed(link.url, "link.duplicate", "lasting", page.final_url)
            self._pass_over(link, "link.duplicate")
            return
        hints_of = partial(article_hints, page, link, self._portal, listing.rules)
        extracted = await self._extracted(page, hints_of)
        if extracted is None:
            return
        found, hints = extracted
        stop = found.stop
        if stop is None:
            self._seen.add(arrived)
            twin = self._run.state.twin_of(found.report)
            if twin is not None:
                self._queue.failed(link.url, "link.same_content", "lasting", twin)
                self._pass_over(link, "link.same_content")
                self._summary.found -= judged.leads == "report"
                return
            self._summary.found += judged.leads == "either"
            self._take(page, found.report, hints)
        elif stop.rule in PERHAPS_A_LIST and await self._is_list(page, listing):
            self._fetched_reports -= 1
            self._summary.found -= judged.leads == "report"
        elif judged.leads == "either" and stop.rule in PERHAPS_A_LIST:
            self._queue.failed(link.url, "link.no_report", "lasting", stop.message)
            self._pass_over(link, "link.no_report")
        else:
            self._no_report(link.url, stop)

    async def _unlisted(self) -> None:
        """Reports the portal's lists no longer lead to: are they still there?"""
        for url, hints in self._queue.unlisted():
            # A portal that was given another address has left its old one for good.
            if canonical(url) in self._seen or scope_of(url) != self._portal.scope:
                continue
            if self._is_full():
                return
            self._seen.add(canonical(url))
            page = await self._report_page(url)
            if page is None:
                continue
            known = replace(hints, media_type=page.media_type, charset=page.charset)
            extracted = await self._extracted(page, partial(as_known, known))
            if extracted is None:
                continue
            found, read_with = extracted
            if found.stop is None:
                self._take(page, found.report, read_with)
            else:
                self._no_report(url, found.stop)

    async def _report_page(self, url: str) -> Page | None:
        """The page behind a link to a report, when it is due and not what it was."""
        if not self._queue.is_due(url):
            self._summary.not_due += 1
            return None
        self._fetched_reports += 1
        if self._run.dry:
            self._run.watcher.planned(self._portal.name, url)
            return None
        try:
            page = await self._get(url)
        except FetchError as error:
            self._fail_report(url, error.rule, persistence_of(error), error.reason)
            return None
        if self._queue.is_unchanged(url, page) and await self._files.are_unchanged(self._queue.files(url)):
            self._queue.kept(url)
            self._summary.unchanged += 1
            self._seen.add(canonical(page.final_url))
            return None
        return page

    async def _extracted(self, page: Page, hints_of: HintsOf) -> tuple[Read, PageHints] | None:
        workers, portal = self._run.workers, self._portal.name
        try:
            hints, files, found = await workers.do(read_alone, page, hints_of, portal)
            hints = replace(hints, files=await self._files.read(files))
            if found is None:
                found = await workers.do(read, page, hints, portal)
            return found, hints
        except (_Stop, StateError, OutputError):
            raise
        except Exception as error:  # the extractors promise not to; one page must not cost the others
            log.exception("page %s", page.url)
            self._fail_report(page.url, "extract.crashed", "passing", repr(error))
            return None

    def _take(self, page: Page, report: Printed, hints: PageHints) -> None:
        change = self._queue.read(page.url, page, hints, report)
        setattr(self._summary, change, getattr(self._summary, change) + 1)
        self._run.watcher.extracted(self._portal.name, page.url, report)

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

    async def _get(self, url: str, form: Form = ()) -> Page:
        """The page. A host that keeps failing is not asked again in this run. Raises FetchError, _Stop."""
        self._go_on()
        if self._misses >= self._run.settings.give_up_after:
            raise FetchError("given_up", url, f"not tried: {self._misses} fetches in a row failed")
        self._pages += 1
        try:
            async with asyncio.timeout_at(self._run.ends_at):
                page = await self._run.fetcher.get(url, form)
        except TimeoutError:
            raise _Stop("time") from None
        except FetchError as error:
            if error.kind in HOST_FAILURES or (error.kind == "status" and error.retryable):
                self._misses += 1
            elif error.kind != "given_up":
                self._misses = 0
            raise
        self._misses = 0
        self._run.watcher.fetched(self._portal.name, url)
        return page

    def _go_on(self) -> None:
        """Raises _Stop where this portal must not be asked for more in this run."""
        settings = self._run.settings
        if self._run.ends_at is not None and asyncio.get_running_loop().time() >= self._run.ends_at:
            raise _Stop("time")
        if settings.max_pages is not None and self._pages >= settings.max_pages:
            raise _Stop("pages")
        if not is_open(self._portal.window or settings.window, self._run.clock().astimezone(BEIJING)):
            raise _Stop("window")

    def _no_report(self, url: str, stop: Finding) -> None:
        """A page holds no report. Where that is for want of its file, it is what has become of the file that counts."""
        if self._files.missed is not None:
            persistence = persistence_of(self._files.missed)
        else:
            persistence = "gone" if stop.rule in GONE_RULES else "lasting"
        self._fail_report(url, stop.rule, persistence, stop.message)

    def _fail_report(self, url: str, rule: str, persistence: Persistence, reason: str) -> None:
        self._summary.withdrawn += self._queue.failed(url, rule, persistence, reason)
        self._fail(url, rule, reason)

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


def _published_before(link: Link, since: date | None) -> bool:
    """By the date beside the link, else by the year in its words: a report comes out in the year after."""
    if since is None:
        return False
    day = DAY.search(link.published or "")
    if day is not None:
        return (int(day[1]), int(day[2]), int(day[3])) < (since.year, since.month, since.day)
    year = YEAR.search(link.text)
    return year is not None and int(year[0]) + 1 < since.year
