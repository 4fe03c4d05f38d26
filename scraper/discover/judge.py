"""Where a link leads: to a report, to a list of reports, to a page on the way to one, or nowhere we go.

`verdict` knows reports by their words; here the place of a link counts as well. “2020年” in a list of reports is
a report or the list of a year, in a home page it is nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from scraper.discover.links import Link
from scraper.discover.verdict import fold, passed_over, vocabulary
from scraper.fetch.addresses import canonical, scope_of
from scraper.portals.family import Rules

# report: by its words. either: a report or a list, to be told when it is there. column: a list of reports.
# search: a page on which columns may be linked.
Leads = Literal["report", "either", "column", "search"]

# Reasons that say no more than that the words are not those of a report.
WORDLESS = {"link.words", "link.year"}

# File names that stand for their folder: below /ndbg/list.htm lies what is in /ndbg/.
FOLDER_FILE = re.compile(r"(?:index|list|default|main)?(?:[_-]?\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Place:
    """The list page a link stands on.

    scope: the portal's host. column: address of the list's first page; None on a page that is no list
    searched: whether the page was come to in search of lists; it may be one itself
    roaming: whether lists anywhere on the host are wanted, not only what lies below the configured ones
    """

    scope: str
    url: str
    column: str | None
    searched: bool
    roaming: bool


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """leads: None where it is passed over, and then `reason` says why."""

    link: Link
    leads: Leads | None
    reason: str | None = None


def judge(link: Link, place: Place, rules: Rules, marked: bool) -> JudgedLink:
    """marked: whether the portal's rules say that this is a sub-list."""
    reason = passed_over(link.text, link.url, place.scope, rules)
    if reason is None:
        return JudgedLink(link, "report")
    if link.url is None or reason not in WORDLESS:
        return JudgedLink(link, None, reason)
    text = fold(link.text)
    words = vocabulary().column
    if scope_of(link.url) != place.scope:
        # A department that keeps its reports on a host of its own: worth an entry, so worth saying.
        is_column = place.searched and re.search(words.annual, text) is not None
        return JudgedLink(link, None, "link.other_host" if is_column else reason)
    leads = "either" if marked else _by_place(link, link.url, text, reason, place, rules)
    return JudgedLink(link, leads, None if leads else reason)


def _by_place(link: Link, url: str, text: str, reason: str, place: Place, rules: Rules) -> Leads | None:
    words = vocabulary().column
    is_article = rules.articles is not None and re.search(rules.articles, url) is not None
    if place.column is not None:
        below = lies_below(url, place.column)
        beside = _folder(url) == _folder(place.url)
        if re.fullmatch(words.year, text) and (is_article or below or beside):
            return "either"
        if reason == "link.year" and (is_article or link.published):
            return "either"
        if below and not is_article and re.fullmatch(words.agency, text):
            return "either"
        if below and not is_article and re.search(words.annual, text):
            return "column"
    if place.roaming and not is_article:
        if re.search(words.annual, text):
            return "column"
        # A tree of columns in JSON is whole: what it names besides lists of reports leads to none.
        if place.searched and not link.in_data and re.search(words.lead, text):
            return "search"
    return None


def lies_below(url: str, column: str) -> bool:
    """Whether a page belongs to a list by its address: in the list's folder, or the same page for another query."""
    here, there = urlsplit(column), urlsplit(url)
    if canonical(url) == canonical(column):
        return False
    if here.path == there.path:
        return bool(here.query or there.query)
    folder, _, file = here.path.rpartition("/")
    stem = PurePosixPath(file).stem
    below = folder if FOLDER_FILE.fullmatch(stem) else f"{folder}/{stem}"
    # Everything lies below the root.
    return below.strip("/") != "" and there.path.startswith(f"{below}/")


def _folder(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[0]
