"""The reports of one portal in one run: which are due, and what came of each; in the state and in the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import metadata
from typing import Literal, Protocol

from extractors import PageHints
from scraper.archive.remarks import ReadAs, Remark, Withdrawn
from scraper.fetch.addresses import report_id
from scraper.fetch.page import BEIJING, Page
from scraper.memory import utc
from scraper.portals.schedule import GONE_TWICE, Persistence, Schedule
from scraper.printed import Printed
from scraper.state import Change, State, Visit
from scraper.state.visits import REPORT

VERSION = metadata.version("gongkai")


class Archive(Protocol):
    def remark(self, remark: Remark, url: str, at: datetime) -> None: ...


class Queue:
    """archive: takes notes of what pages were read as; None where nothing is archived. clock: tells the time."""

    def __init__(
        self,
        portal: str,
        state: State,
        schedule: Schedule,
        archive: Archive | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._portal = portal
        self._state = state
        self._schedule = schedule
        self._archive = archive
        self._clock = clock
        self._is_small = state.visits.count(portal) < schedule.whole_below
        self._met: set[str] = set()

    def is_due(self, url: str) -> bool:
        """Whether the page behind a link is to be asked for in this run."""
        identity = report_id(url)
        self._met.add(identity)
        known = self._state.visits.get(identity)
        return known is None or self._is_due(known)

    def due_at(self, url: str) -> str:
        """When the page behind a link is due; empty for one never asked for."""
        known = self._state.visits.get(report_id(url))
        return known.due_at if known is not None else ""

    def unlisted(self) -> Iterator[tuple[str, PageHints]]:
        """Addresses of reports that no list of the portal leads to any more, and that are due."""
        # Picked out first: what is yielded changes the visits. Most are not due, and memory must not grow with those.
        due = [
            (known.url, known.hints)
            for known in self._state.visits.of(self._portal)
            if known.id not in self._met and known.hints and self._is_due(known)
        ]
        for url, hints in due:
            yield url, ReadAs.model_validate_json(hints).page_hints(None, None)

    def is_report(self, url: str) -> bool:
        """Whether the page behind a link was a report when it was last seen."""
        known = self._state.visits.get(report_id(url))
        return known is not None and known.outcome == REPORT

    def is_unchanged(self, url: str, page: Page) -> bool:
        """Whether the host says that a page is still what this very gongkai read as a report."""
        known = self._state.visits.get(report_id(url))
        return page.not_modified and known is not None and (known.outcome, known.version) == (REPORT, VERSION)

    def files(self, url: str) -> list[str]:
        """Addresses of the files that were read with a page."""
        known = self._state.visits.get(report_id(url))
        remark = ReadAs.model_validate_json(known.hints) if known is not None and known.hints else None
        return [file.url for file in (remark.files if remark is not None else None) or ()]

    def kept(self, url: str) -> None:
        """The page is what it was."""
        known = self._state.visits.get(report_id(url))
        if known is not None:
            self._put(known.id, url, known, REPORT, 0)

    def read(self, url: str, page: Page, hints: PageHints, report: Printed) -> Change:
        """The page was read as a report."""
        known = self._state.visits.get(report.id)
        line, read_from = "", None
        if self._archive is not None and page.archive is not None:
            remark = ReadAs.of(url, self._portal, page.archive, hints)
            line = remark.model_dump_json(exclude_none=True)
            read_from = remark.read_from(report.sha256)
            if known is None or known.hints != line:
                self._archive.remark(remark, page.final_url, self._clock())
        with self._state.together():
            change = self._state.upsert(report, read_from)
            if known is not None and known.withdrawn_at is not None:
                self._mark(report.id, url, "restored", "")
            self._put(report.id, url, None, REPORT, 0, hints=line, year=report.year)
        return change

    def failed(self, url: str, rule: str, persistence: Persistence, reason: str) -> bool:
        """The page gave no report. Returns whether that means that one was withdrawn."""
        identity = report_id(url)
        known = self._state.visits.get(identity)
        failures = (known.failures if known is not None else 0) + (persistence != "passing")
        withdrawn = (
            known is not None
            and known.withdrawn_at is None
            and persistence == "gone"
            and failures >= GONE_TWICE
            and self._state.has_report(identity)
        )
        with self._state.together():
            if withdrawn:
                self._mark(identity, url, "withdrawn", reason)
            self._put(identity, url, known, rule, failures, persistence=persistence, withdrawn=withdrawn)
        return withdrawn

    def _is_due(self, known: Visit) -> bool:
        if utc(self._clock()) >= known.due_at:
            return True
        page = self._state.pages.get(known.url) if self._is_small and known.outcome == REPORT else None
        return page is not None and bool(page.etag or page.last_modified)

    def _mark(self, identity: str, url: str, kind: Literal["withdrawn", "restored"], reason: str) -> None:
        now = self._clock().replace(microsecond=0)
        if self._archive is not None:
            self._archive.remark(Withdrawn(kind=kind, id=identity, reason=reason), url, now)
        self._state.mark(identity, kind, now.astimezone(BEIJING).isoformat(timespec="seconds"), reason or None)

    def _put(
        self,
        identity: str,
        url: str,
        known: Visit | None,
        outcome: str,
        failures: int,
        *,
        persistence: Persistence = "passing",
        withdrawn: bool = False,
        hints: str = "",
        year: int | None = None,
    ) -> None:
        """known: what stays as it was."""
        now = self._clock()
        year = known.year if known is not None else year
        if outcome == REPORT:
            wait = self._schedule.after_report(year, now)
        else:
            was_report = known is not None and bool(known.hints)
            wait = self._schedule.after_failure(persistence, failures, known=was_report)
        before = known.withdrawn_at if known is not None and outcome != REPORT else None
        self._state.visits.put(
            Visit(
                id=identity,
                url=url,
                portal=self._portal,
                hints=known.hints if known is not None else hints,
                year=year,
                outcome=outcome,
                failures=failures,
                version=VERSION,
                checked_at=utc(now),
                due_at=utc(now + wait),
                withdrawn_at=utc(now) if withdrawn else before,
            )
        )
