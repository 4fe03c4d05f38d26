"""The further pages of a list, by the paging rules of its portal. One function a kind of rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.discover.verdict import fold
from scraper.fetch.addresses import canonical, resolve, scope_of
from scraper.portals.family import CountedPaging, LinkedPaging, Rules

# What pagers put around the words and numbers of their links: [2] 【下一页】 下一页>>
DECORATION = "[]()【】<>«»‹›→ "

# The number a page's file name ends in: index_2.html
NUMBER = re.compile(r"[_-]\d{1,6}$")


def further_pages(markup: str, tree: LexborHTMLParser, *, url: str, base: str, rules: Rules, limit: int) -> list[str]:
    """Addresses of further pages of the list that `url` is a page of, on its own host, at most `limit`.

    Pages already known come back as well: the caller knows where it has been.
    """
    found: dict[str, str] = {}  # canonical → as linked
    for rule in rules.paging:
        pages = (
            _counted(markup, url, rule)
            if isinstance(rule, CountedPaging)
            else _linked(tree, url=url, base=base, rule=rule)
        )
        for page in pages:
            if len(found) >= limit:
                return list(found.values())
            if scope_of(page) == scope_of(url) and canonical(page) != canonical(url):
                found.setdefault(canonical(page), page)
    return list(found.values())


def _counted(markup: str, url: str, rule: CountedPaging) -> Iterator[str]:
    announced = re.search(rule.pattern, markup)
    if announced is None:
        return
    groups = announced.groupdict()
    file = PurePosixPath(urlsplit(url).path.rpartition("/")[2])
    name = groups.get("name") or NUMBER.sub("", file.stem) or rule.name
    ext = groups.get("ext") or file.suffix.removeprefix(".") or rule.ext
    # The pages stand beside this one; page 0 is the one without a number, which the list is entered by.
    for number in range(rule.first, int(groups["count"])):
        page = resolve(url, rule.page.format(name=name, ext=ext, n=number))
        if page is not None:
            yield page


def _linked(tree: LexborHTMLParser, *, url: str, base: str, rule: LinkedPaging) -> Iterator[str]:
    for selector in rule.selectors:
        for node in tree.css(selector):
            yield from _target(node, base)
    for node in tree.css("a[href]"):
        text = fold(node.text())[:40]
        bare = text.strip(DECORATION) or text
        if bare in rule.words or (rule.numbers and bare.isdecimal() and len(bare) <= 3):
            for page in _target(node, base):
                if not bare.isdecimal() or _lies_beside(page, url, int(bare)):
                    yield page


def _target(node: LexborNode, base: str) -> Iterator[str]:
    page = resolve(base, node.attributes.get("href") or "")
    if page is not None:
        yield page


def _lies_beside(page: str, url: str, number: int) -> bool:
    """Whether a link that is only a number looks like a page of this list: same folder, digits in it."""
    there, here = urlsplit(page), urlsplit(url)
    folder, _, file = there.path.rpartition("/")
    if folder != here.path.rpartition("/")[0]:
        return False
    return number == 1 or any(character.isdigit() for character in file + there.query)
