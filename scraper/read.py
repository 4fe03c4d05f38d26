"""A page to a report, the same way in a crawl and out of the archive."""

from __future__ import annotations

from dataclasses import replace

from extractors import PageHints, Report, extract_report
from scraper.convert import Conversions
from scraper.fetch.addresses import report_id
from scraper.fetch.client import Page

# Findings that say there is no report in the page at all: it is recorded as failed and not kept.
NO_REPORT = {
    *("page.empty", "page.not_a_report", "page.too_large", "page.blocked"),
    *("media.unsupported", "media.damaged", "media.locked", "media.picture"),
}


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
