"""The further pages of a list, by the paging rules of its portal. One function a kind of rule."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from math import ceil
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scraper.discover.source import ListSource, look_up
from scraper.discover.verdict import fold
from scraper.fetch.addresses import Address, Form, resolve, scope_of
from scraper.portals.checked import names_in
from scraper.portals.family import Rules
from scraper.portals.paging import (
    BackwardPaging,
    CountedPaging,
    LinkedPaging,
    NumberedPaging,
    OffsetPaging,
    Paging,
    PostbackPaging,
)

# What pagers put around the words and numbers of their links: [2] 【下一页】 下一页>>
DECORATION = "[]()【】<>«»‹›→ "

# The number a page's file name ends in: index_2.html
NUMBER = re.compile(r"[_-]\d{1,6}$")

# javascript:__doPostBack('AspNetPager1','2'), in whose address the quotes may be escaped
POSTBACK = re.compile(r"__doPostBack\(\s{0,4}['\"]([^'\"]{1,200})['\"]\s{0,4},\s{0,4}['\"]([^'\"]{0,200})['\"]")

# Numbers beyond this are no counts of pages or records.
MOST = 10_000_000


def further_pages(source: ListSource, rules: Rules, records: int, limit: int) -> list[Address]:
    """Further pages of the list that `source` is a page of, on its own host, at most `limit`.

    records: how many entries it holds that are no plain links.
    Pages already known come back as well: the caller knows where it has been.
    """
    here = {Address(source.url).identity, source.address.identity}
    for rule in rules.paging:
        found: dict[str, Address] = {}
        for page in _pages(rule, source, rules, records):
            if len(found) >= limit:
                break
            if scope_of(page.url) == scope_of(source.url) and page.identity not in here:
                found.setdefault(page.identity, page)
        if found:
            return list(found.values())
    return []


def _pages(rule: Paging, source: ListSource, rules: Rules, records: int) -> Iterator[Address]:
    match rule:
        case CountedPaging():
            return _counted(source, rule)
        case BackwardPaging():
            return _backward(source, rule)
        case LinkedPaging():
            return _linked(source, rule)
        case OffsetPaging():
            return _offsets(source, rule, source.values(rules.values), records)
        case NumberedPaging():
            return _numbered(source, rule, source.values(rules.values), records)
        case PostbackPaging():
            return _postbacks(source, rule)


def _counted(source: ListSource, rule: CountedPaging) -> Iterator[Address]:
    announced = re.search(rule.pattern, source.markup)
    if announced is None:
        return
    groups = announced.groupdict()
    file = PurePosixPath(urlsplit(source.url).path.rpartition("/")[2])
    name = groups.get("name") or NUMBER.sub("", file.stem) or rule.name
    ext = groups.get("ext") or file.suffix.removeprefix(".") or rule.ext
    # The pages stand beside this one, which the list is entered by without a number.
    last = int(groups["count"]) - (rule.last == "count-1")
    for number in range(rule.first, min(last, MOST) + 1):
        yield from _at(source.url, rule.page.format(name=name, ext=ext, n=number))


def _backward(source: ListSource, rule: BackwardPaging) -> Iterator[Address]:
    """From the list's first page only: on the others (`ndbg/7.htm`) the same rule would lead astray."""
    announced = re.search(rule.pattern, source.markup)
    file = PurePosixPath(urlsplit(source.url).path.rpartition("/")[2])
    if announced is None or not file.suffix or file.stem.isdecimal():
        return
    for number in range(min(int(announced["count"]), MOST) - 1, 0, -1):
        yield from _at(source.url, rule.page.format(name=file.stem, ext=file.suffix.removeprefix("."), n=number))


def _linked(source: ListSource, rule: LinkedPaging) -> Iterator[Address]:
    for selector in rule.selectors:
        for node in source.tree.css(selector):
            yield from _target(node, source.base)
    for pattern in rule.patterns:
        for found in re.finditer(pattern, source.markup):
            yield from _at(source.base, html.unescape(found["url"]))
    for node in source.tree.css("a[href]"):
        bare = _bare(node)
        if bare in rule.words or (rule.numbers and bare.isdecimal() and len(bare) <= 3):
            for page in _target(node, source.base):
                if not bare.isdecimal() or _lies_beside(page.url, source.url, int(bare)):
                    yield page


def _offsets(source: ListSource, rule: OffsetPaging, values: Mapping[str, str], records: int) -> Iterator[Address]:
    total, size = _number(rule.total, source.markup), _number(rule.size, source.markup)
    if not total or not size:
        return
    step = size * rule.group
    for start in range(records + 1, total + 1, step):
        reach = {"start": str(start), "end": str(min(start + step - 1, total)), "size": str(size)}
        yield from _asked(source.base, rule.address, rule.form, {**values, **reach})


def _numbered(source: ListSource, rule: NumberedPaging, values: Mapping[str, str], records: int) -> Iterator[Address]:
    if source.data is None:
        yield from _asked(source.base, rule.address, rule.form, {**values, "n": str(rule.first)})
        return
    pages = _whole(look_up(source.data, rule.pages)) if rule.pages else None
    if pages is None:
        total = _whole(look_up(source.data, rule.total)) if rule.total else None
        size = (_whole(look_up(source.data, rule.size)) if rule.size else None) or records
        pages = ceil(total / size) if total and size else 0
    for number in range(rule.first, rule.first + min(pages, MOST)):
        yield from _asked(source.base, rule.address, rule.form, {**values, "n": str(number)})


def _postbacks(source: ListSource, rule: PostbackPaging) -> Iterator[Address]:
    for node in source.tree.css("a[href]"):
        called = POSTBACK.search(html.unescape(node.attributes.get("href") or ""))
        bare = _bare(node)
        # The first page is where we came in by.
        if called is None or bare == "1" or not (bare in rule.words or (bare.isdecimal() and len(bare) <= 4)):
            continue
        target, argument = called.groups()
        hidden = {
            field.attributes.get("name") or "": field.attributes.get("value") or ""
            for field in source.tree.css("input[type=hidden][name]")
        }
        form = {**hidden, "__EVENTTARGET": target, "__EVENTARGUMENT": argument}
        action = source.tree.css_first("form[action]")
        where = (action.attributes.get("action") if action is not None else None) or source.url
        for page in _at(source.base, where):
            yield Address(page.url, tuple(form.items()), f"{target}={argument}")


def _asked(base: str, address: str, form: Mapping[str, str], values: Mapping[str, str]) -> Iterator[Address]:
    """The request a script would make, if the page says all that it is made of."""
    wanted = names_in(address).union(*(names_in(template) for template in form.values()))
    if not wanted <= set(values):
        return
    fields: Form = tuple((name, template.format(**values)) for name, template in form.items())
    url = resolve(base, address.format(**values))
    if url is not None:
        yield Address(url, fields)


def _at(base: str, reference: str) -> Iterator[Address]:
    url = resolve(base, reference)
    if url is not None:
        yield Address(url)


def _target(node: LexborNode, base: str) -> Iterator[Address]:
    return _at(base, node.attributes.get("href") or "")


def _bare(node: LexborNode) -> str:
    """A pager's link without what is printed around it."""
    text = fold(node.text())[:40]
    return text.strip(DECORATION) or text


def _number(pattern: str, text: str) -> int | None:
    found = re.search(pattern, text)
    return _whole(found["value"]) if found else None


def _whole(value: object) -> int | None:
    text = str(value).strip()
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _lies_beside(page: str, url: str, number: int) -> bool:
    """Whether a link that is only a number looks like a page of this list: same folder, digits in it."""
    there, here = urlsplit(page), urlsplit(url)
    folder, _, file = there.path.rpartition("/")
    if folder != here.path.rpartition("/")[0]:
        return False
    return number == 1 or any(character.isdigit() for character in file + there.query)
