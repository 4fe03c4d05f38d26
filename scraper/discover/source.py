"""A list page before anything is made of it: its text, its tree or its JSON, and the values its scripts work with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from extractors.readers.encoding import decode
from extractors.readers.html_depth import parse_page
from scraper.discover.links import base_of
from scraper.fetch.addresses import Address
from scraper.fetch.page import Page
from scraper.portals.family import Value


@dataclass(frozen=True, slots=True)
class ListSource:
    """address: what was asked for. url: where the page was found. base: what its links are relative to.
    data: the page as JSON; None where it is none.
    """

    address: Address
    url: str
    base: str
    markup: str
    tree: LexborHTMLParser
    data: Any

    def values(self, wanted: Iterable[Value]) -> dict[str, str]:
        """Each value by its name, where the page has it."""
        # What stands behind # never reaches the server, so the address asked for is the one that has it.
        places = {"markup": self.markup, "url": f"{self.address.url}\n{self.url}"}
        found: dict[str, str] = {}
        for value in wanted:
            if value.name not in found and (seen := re.search(value.pattern, places[value.where], re.MULTILINE)):
                found[value.name] = seen["value"]
        return found


def read_source(page: Page, address: Address) -> ListSource:
    markup = decode(page.content, page.charset).text
    data = _json(markup)
    tree = parse_page("" if data is not None else markup).tree
    return ListSource(address, page.final_url, base_of(tree, page.final_url), markup, tree, data)


def _json(text: str) -> Any:
    begin = text.lstrip("\ufeff \t\r\n")[:1]
    if begin not in ("{", "["):
        return None
    return load_json(text.strip("\ufeff \t\r\n"))


def load_json(text: str) -> Any:
    """The JSON value a text begins with, whatever follows it; None where there is none."""
    try:
        return json.JSONDecoder().raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return None


def look_up(data: Any, path: str) -> Any:
    """What stands in JSON under keys joined by dots; None where nothing does."""
    for key in path.split(".") if path else ():
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return data
