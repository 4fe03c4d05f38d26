"""A page to a report, the same way in a crawl and out of the archive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors import Finding, PageHints, Report, extract_report
from extractors.readers.opened import OpenedPage
from scraper.convert import Conversions
from scraper.discover.files import HintsOf, hints_and_files
from scraper.fetch.addresses import report_id
from scraper.fetch.page import Page
from scraper.printed import Printed

# Findings that say there is no report in the page at all: it is recorded as failed and not kept.
NO_REPORT = {
    *("page.empty", "page.not_a_report", "page.too_large", "page.blocked"),
    *("media.unsupported", "media.damaged", "media.locked", "media.picture"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read on a page. stop: the finding that says there is no report in it"""

    report: Printed
    stop: Finding | None


def read_alone(page: Page, hints_of: HintsOf, portal: str | None) -> tuple[PageHints, list[str], Read | None]:
    """What is known of a page beforehand, and what was read; of one that has files, which are to be read with it."""
    hints, files = hints_and_files(page, hints_of)
    found = None if files else read(page, hints, portal)
    return replace(hints, opened=None), files, found


def as_known(known: PageHints, _: OpenedPage) -> PageHints:
    """Hints that were taken another time."""
    return known


def read(page: Page, hints: PageHints, portal: str | None) -> Read:
    """As `read_page`, for whoever keeps it, in this process or another."""
    report = read_page(page, hints, portal)
    return Read(Printed.of(report), next((one for one in report.findings if one.rule in NO_REPORT), None))


def read_page(page: Page, hints: PageHints, portal: str | None) -> Report:
    """The report on a page, as it goes into the data set."""
    return extract_report(
        page.content,
        url=page.url,
        final_url=page.final_url,
        report_id=report_id(page.url),
        portal=portal,
        retrieved_at=page.retrieved_at,
        archive=page.archive,
        hints=replace(hints, convert=Conversions()),
    )
