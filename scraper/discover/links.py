"""The links of a list page, each with the words it goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.discover.verdict import is_cut
from scraper.fetch.addresses import resolve

# Longer texts are no titles; a whole page inside one unclosed <a> must not be searched by every pattern.
LONGEST = 300

# Characters of an entry in which its date is looked for.
ENTRY_LENGTH = 1000

# A date as lists print it beside a link: 2022-02-16, 2021/1/29, 2020年1月21日, [2021.01.29].
DATE = re.compile(r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")

# An address that begins so stands in a string of a script, <a href=\"/a.html\">, which `records` are for.
ESCAPED = ('\\"', "\\'")

# What holds one entry of a list.
ENTRIES = {"li", "tr", "dd", "dt", "p"}


@dataclass(frozen=True, slots=True)
class Link:
    """url: absolute, without fragment; None where the page's script would have to make it.
    text: the title, whole where the page tells it whole. published: the date beside it, as printed.
    agency: whose page it is, where the list says so. in_data: whether it stood in JSON, not in a page people see.
    """

    url: str | None
    text: str
    published: str | None = None
    agency: str | None = None
    in_data: bool = False


def read_links(tree: LexborHTMLParser, base: str, selectors: Iterable[str]) -> list[Link]:
    """Links that the selectors find, in reading order of each; not those to a place in the page itself."""
    links: list[Link] = []
    seen: set[int] = set()
    for selector in selectors:
        for node in tree.css(selector):
            href = (node.attributes.get("href") or "").strip()
            if node.mem_id in seen or not href or href.startswith(("#", *ESCAPED)):
                continue
            seen.add(node.mem_id)
            text = _text(node)
            if text:
                url = None if href.lower().startswith("javascript:") else resolve(base, href)
                links.append(Link(url, text, _date_beside(node)))
    return links


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """What relative links on the page are relative to: `<base href>`, or the page's own address."""
    node = tree.css_first("base[href]")
    declared = node.attributes.get("href") if node is not None else None
    return (resolve(url, declared) if declared else None) or url


def _text(node: LexborNode) -> str:
    """The link's words: its text, or the title attribute where that says more (lists cut with “...”)."""
    shown = _clean(node.text())
    title = _clean(node.attributes.get("title") or "")
    if title and (is_cut(shown) or len(title) > len(shown)):
        return title
    if not shown:
        image = node.css_first("img[alt]")
        return _clean(image.attributes.get("alt") or "") if image is not None else ""
    return shown


def _date_beside(node: LexborNode) -> str | None:
    entry = node.parent
    for _ in range(4):
        if entry is None or entry.tag in ENTRIES:
            break
        entry = entry.parent
    if entry is None or entry.tag not in ENTRIES:
        return None
    inside = {child.mem_id for child in node.traverse(include_text=True)}
    around: list[str] = []
    length = 0
    for child in entry.traverse(include_text=True):
        # Entries may hold one another, or the whole page: what lies far away is not beside the link.
        if length > ENTRY_LENGTH:
            break
        if child.tag == "-text" and child.mem_id not in inside:
            around.append(child.text())
            length += len(around[-1])
    found = DATE.search(" ".join(" ".join(around).split()))
    return found[0] if found else None


def _clean(text: str) -> str:
    return " ".join(text[: 4 * LONGEST].split())[:LONGEST]
