"""One list page: bytes to links, each judged, and the addresses of the list's further pages."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from extractors.readers.encoding import decode
from scraper.discover.links import Link, base_of, read_links
from scraper.discover.paging import further_pages
from scraper.discover.verdict import passed_over
from scraper.fetch.client import Page
from scraper.portals.config import Portal
from scraper.portals.detection import detect
from scraper.portals.family import Rules, families


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """reason: why it is passed over; None for a report."""

    link: Link
    reason: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """url: where the page was found in the end.
    rules: those of the portal, its family told from this page where the configuration does not name it
    """

    url: str
    links: tuple[JudgedLink, ...]
    further: tuple[str, ...]
    rules: Rules


def read_listing(page: Page, portal: Portal, limit: int) -> Listing:
    """limit: the most further pages to name."""
    markup = decode(page.content, page.charset).text
    tree = LexborHTMLParser(markup)
    base = base_of(tree, page.final_url)
    rules = _rules(portal, markup, tree, base, page.final_url)
    links = read_links(tree, base, rules.links)
    return Listing(
        url=page.final_url,
        links=tuple(JudgedLink(link, passed_over(link.text, link.url, portal.scope, rules)) for link in links),
        further=tuple(further_pages(markup, tree, url=page.final_url, base=base, rules=rules, limit=limit)),
        rules=rules,
    )


def _rules(portal: Portal, markup: str, tree: LexborHTMLParser, base: str, url: str) -> Rules:
    if portal.family is not None:
        return portal.rules(families()[portal.family])
    linked = (link.url for link in read_links(tree, base, ("a[href]",)) if link.url is not None)
    return portal.rules(detect(markup, [url, *linked]).family)
