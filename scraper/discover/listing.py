"""One list page: bytes to links, each judged, and the addresses of the list's further pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scraper.discover.entries import read_entries, sublists
from scraper.discover.judge import JudgedLink, Place, judge
from scraper.discover.links import read_links
from scraper.discover.paging import further_pages
from scraper.discover.sitemap import is_sitemap, sitemap_links
from scraper.discover.source import ListSource, read_source
from scraper.fetch.addresses import Address
from scraper.fetch.page import Page
from scraper.portals.config import Portal
from scraper.portals.detection import Detection, detect
from scraper.portals.family import Families, Family, Rules


@dataclass(frozen=True, slots=True)
class Stop:
    """A list page to read.

    column: address of the first page of the list it belongs to; None for a page that is only searched for lists
    family: the one its list was told to be of; None where that is still to be told
    depth: how many links it lies from where the crawl began
    page: what was fetched already, where a link might have led to a report as well
    """

    address: Address
    column: str | None
    family: Family | None = None
    depth: int = 0
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """url: where the page was found in the end.
    rules: those of the portal, its family told from this page where the configuration does not name it
    """

    stop: Stop
    url: str
    links: tuple[JudgedLink, ...]
    further: tuple[Address, ...]
    detection: Detection
    rules: Rules


def read_listing(page: Page, stop: Stop, portal: Portal, families: Families, limit: int) -> Listing:
    """limit: the most further pages to name."""
    source = read_source(page, stop.address)
    detection = _detection(source, stop, portal, families)
    rules = portal.rules(detection.family)
    if is_sitemap(source):
        return Listing(stop, page.final_url, tuple(sitemap_links(source, portal.scope)), (), detection, rules)
    links, records = read_entries(source, rules)
    marked = sublists(source, rules)

    def judged(column: str | None) -> tuple[JudgedLink, ...]:
        place = Place(portal.scope, page.final_url, column, searched=stop.column is None, roaming=bool(portal.start))
        return tuple(judge(link, place, rules, column is not None and link.url in marked) for link in links)

    verdicts = judged(stop.column)
    if stop.column is None and any(one.leads == "report" for one in verdicts):
        # Searched for lists, and one itself.
        stop = replace(stop, column=stop.address.url)
        verdicts = judged(stop.column)
    # A page without reports has no pages of its own: a home page full of lists turns none of them over.
    further = further_pages(source, rules, records, limit) if stop.column is not None else []
    return Listing(stop, page.final_url, verdicts, tuple(further), detection, rules)


def _detection(source: ListSource, stop: Stop, portal: Portal, families: Families) -> Detection:
    """The configured family; that of the list's first page; else the one whose signs the page has.

    Further pages and JSON are only part of what a portal shows, and may bear signs of others.
    """
    if portal.family is not None:
        return Detection(families[portal.family], ())
    is_part = source.data is not None or stop.column not in {None, stop.address.url}
    if stop.family is not None and is_part:
        return Detection(stop.family, ())
    linked = (link.url for link in read_links(source.tree, source.base, ("a[href]",)) if link.url is not None)
    told = detect(source.markup, [source.address.url, source.url, *linked], families)
    return Detection(stop.family, ()) if stop.family is not None and not told.signs else told
