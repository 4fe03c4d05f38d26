"""What a crawl tells whoever watches it (a progress bar, log lines, a test), and what it sums up to at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from scraper.printed import Printed

# The time of the run, the pages it may ask for, or the hours in which it may ask, are over.
Stopped = Literal["time", "pages", "window"]


class Watcher(Protocol):
    """Called on the event loop, in order, once for each thing that happened. Must return at once."""

    def started(self, portal: str) -> None: ...
    def listed(self, portal: str, url: str, reports: int) -> None:
        """A list page was read; `reports` report links were new on it."""

    def fetched(self, portal: str, url: str) -> None: ...
    def extracted(self, portal: str, url: str, report: Printed) -> None: ...
    def planned(self, portal: str, url: str) -> None:
        """A dry run would have asked for this report."""

    def failed(self, portal: str, url: str, rule: str, reason: str) -> None: ...
    def finished(self, portal: str) -> None: ...


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that gave no report: `rule` is a finding's identifier or `fetch.<what>`; `reason` is for people."""

    portal: str
    url: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A link on a list page that was not followed, and why."""

    portal: str
    url: str
    text: str
    reason: str


@dataclass(slots=True)
class PortalSummary:
    """What a run did on a portal.

    not_due: reports known that were not asked for. withdrawn: reports that have gone
    stopped: why it ended before its end, as it was told to; the next run goes on
    """

    portal: str
    list_pages: int = 0
    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_due: int = 0
    withdrawn: int = 0
    failed: list[FailedPage] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    reachable: bool = True
    stopped: Stopped | None = None
