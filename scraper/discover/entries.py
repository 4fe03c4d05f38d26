"""The entries of a list, from wherever a portal keeps them: links, records in the source, JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from extractors.readers.html_depth import parse_page
from scraper.discover.links import LONGEST, Link, read_links
from scraper.discover.source import ListSource, load_json, look_up
from scraper.fetch.addresses import resolve
from scraper.fetch.page import BEIJING
from scraper.portals.checked import names_in
from scraper.portals.family import JsonList, Records, Rules

# Entries of one page that are looked at: the rest would be named by `max_list_pages` long before.
MOST = 20_000

# Markup inside a title: search hits come with <em> around the words.
TAG = re.compile(r"<[^<>]{0,200}>")

# A \' or \/ or \u653f inside a string of JavaScript.
ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<char>.))", re.DOTALL)


def read_entries(source: ListSource, rules: Rules) -> tuple[list[Link], int]:
    """The entries of a list page, each once, and how many of them are records or JSON rather than plain links."""
    records = [link for shape in rules.records for link in _records(source, shape)]
    values = source.values(rules.values)
    records += [link for shape in rules.json_lists for link in _json_entries(source, shape, values)]
    links = [*read_links(source.tree, source.base, rules.links), *records]
    return list({(link.url, link.text): link for link in reversed(links[:MOST])}.values())[::-1], len(records)


def sublists(source: ListSource, rules: Rules) -> set[str]:
    """Addresses that the page marks as its sub-lists."""
    return {link.url for link in read_links(source.tree, source.base, rules.sublists) if link.url is not None}


def _records(source: ListSource, records: Records) -> list[Link]:
    pieces = [found["markup"] for found in re.finditer(records.pattern, source.markup)][:MOST]
    if not pieces:
        return []
    text = "\n".join(pieces)
    tree = parse_page(f"<body>{_unescaped(text) if records.escaped else text}</body>").tree
    return read_links(tree, source.base, ("a[href]",))


def _unescaped(text: str) -> str:
    return ESCAPE.sub(lambda found: chr(int(found["code"], 16)) if found["code"] else found["char"], text)


def _json_entries(source: ListSource, listed: JsonList, values: Mapping[str, str]) -> Iterator[Link]:
    if listed.after is None:
        data = source.data
    else:
        begin = re.search(listed.after, source.markup)
        data = load_json(source.markup[begin.end() :]) if begin else None
    for item in _items(look_up(data, listed.items), listed.children):
        title = look_up(item, listed.title)
        keys = {name: _plain(item.get(name, values.get(name))) for name in names_in(listed.url)}
        if not isinstance(title, str) or not title.strip() or not all(keys.values()):
            continue
        yield Link(
            url=resolve(source.base, listed.url.format(**keys)),
            text=" ".join(html.unescape(TAG.sub("", title[: 4 * LONGEST])).split())[:LONGEST],
            published=_date(look_up(item, listed.published)) if listed.published else None,
            agency=_plain(look_up(item, listed.agency)) or None if listed.agency else None,
            in_data=True,
        )


def _items(data: Any, children: str | None) -> Iterator[dict[str, Any]]:
    """The objects of a list, and those they hold. A list of its own, as JSON may be nested deeper than Python."""
    waiting = [data]
    given = 0
    while waiting and given < MOST:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            given += 1
            yield value
            if children is not None:
                waiting.append(value.get(children))


def _plain(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _date(value: Any) -> str | None:
    """A date as printed, or seconds since 1970 as the day they fall on in China."""
    text = _plain(value)
    if re.fullmatch(r"\d{9,10}", text):
        return datetime.fromtimestamp(int(text), BEIJING).date().isoformat()
    return text or None
