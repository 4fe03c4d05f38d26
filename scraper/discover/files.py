"""The files a report's page links or shows: the report itself, on portals that publish it as PDF, Word or pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborNode

from extractors import PageHints
from extractors.readers.opened import OpenedPage
from scraper.discover.verdict import is_look_alike, names_report
from scraper.fetch.addresses import resolve, scope_of
from scraper.fetch.page import Page

# What is known of a page beforehand, by what it shows itself.
HintsOf = Callable[[OpenedPage], PageHints]

SUFFIXES = (".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".rtf", ".ofd", ".zip", ".rar", ".7z")
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
# A page with less text, and no table of more cells, says only that there is a file; any file of it may be the report.
THIN_TEXT = 400
THIN_TABLE = 10
# Files asked for of one page; pictures are its pages.
MOST_FILES = 3
MOST_PICTURES = 12
# Smaller pictures are icons and buttons.
NARROWEST = 200


def hints_and_files(page: Page, hints_of: HintsOf) -> tuple[PageHints, list[str]]:
    """What is known of a page beforehand, with the page as it was opened for that, and the files to read with it."""
    opened = OpenedPage(page.content, page.charset)
    hints = hints_of(opened)
    return replace(hints, opened=opened), files_of(page, hints.body_selectors, opened)


def files_of(page: Page, selectors: Sequence[str], opened: OpenedPage | None = None) -> list[str]:
    """Addresses of the files to read with a page, on its own host, in the order it names them.

    Of a page that prints a report, those whose link names one; of one that does not, these as well, or all that are
    not called something else. Pictures only of a page that says it holds a report: the one on an error page served as
    any other is not asked for.
    """
    if page.media_type is not None and "html" not in page.media_type:
        return []
    opened = opened or OpenedPage(page.content, page.charset)
    markup, parsed = opened.decoded.text, opened.parsed
    whole = parsed.root
    if whole is None:
        return []
    _, body = opened.located(whole, selectors)
    if not _is_thin(body):
        return _first(MOST_FILES, (url for url, text in _linked(body, page) if names_report(text)))
    # A body without text is not told from the page by its text; where the family says it is, it is.
    named = next((node for selector in selectors if (node := parsed.tree.css_first(selector)) is not None), None)
    for place in (named, body, whole):
        if place is not None and (files := _first(MOST_FILES, _likely(list(_linked(place, page))))):
            return files
    place = named if named is not None else body
    return _first(MOST_PICTURES, _pictures(place, page)) if place is not None and names_report(markup) else []


def _likely(linked: Sequence[tuple[str, str]]) -> list[str]:
    named = [url for url, text in linked if names_report(text)]
    return named or [url for url, text in linked if not is_look_alike(text)]


def _first(most: int, urls: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(urls))[:most]


def _is_thin(body: LexborNode) -> bool:
    if any(len(table.css("td, th")) > THIN_TABLE for table in body.css("table")):
        return False
    return len("".join((body.text(deep=True) or "").split())) < THIN_TEXT


def _linked(body: LexborNode, page: Page) -> Iterator[tuple[str, str]]:
    """Links and frames, and what a viewer in a frame is given to show (viewer.html?file=…), with their words."""
    for node in body.css("a[href], iframe[src], embed[src], object[data]"):
        attributes = node.attributes
        target = attributes.get("href") or attributes.get("src") or attributes.get("data") or ""
        words = f"{node.text(deep=True) or ''} {attributes.get('title') or ''}"
        for reference in (target, *(value for _, value in parse_qsl(urlsplit(target).query))):
            url = resolve(page.final_url, reference)
            named = (unquote(urlsplit(reference).path), words.strip())
            if (
                url
                and scope_of(url) == scope_of(page.final_url)
                and any(name.lower().endswith(SUFFIXES) for name in named)
            ):
                yield url, f"{words} {named[0]}"


def _pictures(body: LexborNode, page: Page) -> Iterator[str]:
    for node in body.css("img[src]"):
        attributes = node.attributes
        url = resolve(page.final_url, attributes.get("src") or "")
        width = (attributes.get("width") or "").removesuffix("px")
        small = width.isdigit() and int(width) < NARROWEST
        if not url or small or scope_of(url) != scope_of(page.final_url):
            continue
        if urlsplit(url).path.lower().endswith(PICTURES):
            yield url
