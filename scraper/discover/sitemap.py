"""Site maps in XML: addresses without words, so that only those whose path names a list of reports lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scraper.discover.judge import JudgedLink
from scraper.discover.links import Link
from scraper.discover.source import ListSource
from scraper.discover.verdict import vocabulary
from scraper.fetch.addresses import resolve, scope_of

# Which of the two kinds of file this is: a map, or an index of further maps.
ROOT = re.compile(r"<(?P<root>urlset|sitemapindex)[\s>]")
LOCATION = re.compile(r"<loc>\s{0,20}(?:<!\[CDATA\[)?(?P<url>[^<>\]]{1,2000})")

# The protocol's own limit of addresses in one file.
MOST = 50_000


def is_sitemap(source: ListSource) -> bool:
    return ROOT.search(source.markup[:2000]) is not None


def sitemap_links(source: ListSource, scope: str) -> Iterator[JudgedLink]:
    """The lists of reports a map names, and the maps an index names. All else in it is no link of a list."""
    root = ROOT.search(source.markup[:2000])
    leads_on = root is not None and root["root"] == "sitemapindex"
    for number, found in enumerate(LOCATION.finditer(source.markup)):
        if number == MOST:
            return
        url = resolve(source.base, found["url"].replace("&amp;", "&").strip())
        if url is None or scope_of(url) != scope:
            continue
        if leads_on:
            yield JudgedLink(Link(url, url), "search")
        elif re.search(vocabulary().column.paths, urlsplit(url).path):
            yield JudgedLink(Link(url, url), "column")
