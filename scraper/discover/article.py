"""What the crawl knows of a report's page beyond its bytes: from the list, from the family's metadata selectors."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from extractors import PageHints
from extractors.readers.opened import OpenedPage
from scraper.discover.links import LONGEST, Link
from scraper.discover.verdict import is_cut, names_report
from scraper.fetch.page import Page
from scraper.portals.config import Portal
from scraper.portals.family import Rules


def article_hints(page: Page, link: Link, portal: Portal, rules: Rules, opened: OpenedPage) -> PageHints:
    """Of title, date and agency the page's own count first, then the list's; the portal's entry names the agency."""
    tree = None
    is_markup = page.media_type is None or "html" in page.media_type or "xml" in page.media_type
    if is_markup and (rules.title_at or rules.published_at or rules.agency_at):
        tree = opened.parsed.tree
    # “2020年” and “教育局” lead to reports, too, and are no titles.
    listed = link.text if names_report(link.text) and not is_cut(link.text) else None
    return PageHints(
        media_type=page.media_type,
        charset=page.charset,
        body_selectors=rules.body,
        title=_first(tree, rules.title_at) or listed,
        published=_first(tree, rules.published_at) or link.published,
        agency=portal.agency or _first(tree, rules.agency_at) or link.agency,
    )


def _first(tree: LexborHTMLParser | None, selectors: Iterable[str]) -> str | None:
    """The first text that is there; of a <meta> its content."""
    if tree is None:
        return None
    for selector in selectors:
        for node in tree.css(selector):
            text = node.attributes.get("content") if node.tag == "meta" else node.text()
            words = " ".join((text or "")[: 4 * LONGEST].split())[:LONGEST]
            if words:
                return words
    return None
