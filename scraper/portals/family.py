"""A portal family: everything about a publishing system that the crawl needs to know, as data.

Adding a family is adding a file to `families/`; no Python. A portal's own entry may override any field
of `Rules` (see `scraper.portals.config`).
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from extractors.catalogue import load_data

FAMILIES = "scraper.portals.families"


def _selector(text: str) -> str:
    try:
        LexborHTMLParser("<p></p>").css(text)
    except SelectolaxError:
        raise ValueError(f"“{text}” is not a CSS selector") from None
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"“{text}” is not a regular expression: {error}") from None
    return text


def _counting(text: str) -> str:
    if "count" not in re.compile(_pattern(text)).groupindex:
        raise ValueError(f"“{text}” has no group (?P<count>…)")
    return text


def _template(text: str) -> str:
    try:
        text.format(name="", ext="", n=1)
    except (KeyError, IndexError, ValueError):
        raise ValueError(f"“{text}” may hold {{name}}, {{ext}} and {{n}} only") from None
    return text


Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sign(Shape):
    """Something that gives a family away.

    where: `markup` looks into the page's source, `url` at addresses: the page's own and those it links to
    says: the sign in words, for `gongkai probe`
    """

    where: Literal["markup", "url"]
    pattern: Pattern
    says: str


class CountedPaging(Shape):
    """A script on the page says how many pages the list has; the address of each follows from that.

    pattern: regular expression with the group `count`, and optionally `name` and `ext`
    page: the file name of the n-th page, with {name}, {ext} and {n}; {n} runs from `first` to count - 1
    name, ext: used where neither the pattern nor the list's own file name says
    """

    kind: Literal["counted"]
    pattern: Annotated[str, AfterValidator(_counting)]
    page: Annotated[str, AfterValidator(_template)] = "{name}_{n}.{ext}"
    first: int = 1
    name: str = "index"
    ext: str = "html"


class LinkedPaging(Shape):
    """The page links to further pages.

    words: texts of such links (下一页 …), white space and surrounding brackets off
    selectors: links that are further pages whatever their text
    numbers: whether links that are only a number, and lie beside the list page, are pages of it
    """

    kind: Literal["links"]
    words: tuple[str, ...] = ()
    selectors: tuple[Selector, ...] = ()
    numbers: bool = True


Paging = Annotated[CountedPaging | LinkedPaging, Field(discriminator="kind")]


class Rules(Shape):
    """What a family says about its pages, and a portal's entry may say otherwise.

    links: selectors of the links of a list page that may be reports
    paging: tried in order; all that apply count
    body: selectors of an article's body, best first
    report: a link is a report when its text matches (instead of the words in `discover/vocabulary.toml`)
    pass_over: a link is passed over when its text matches, besides the look-alikes in that file
    """

    links: tuple[Selector, ...] = ("a[href]",)
    paging: tuple[Paging, ...] = ()
    body: tuple[Selector, ...] = ()
    report: Pattern | None = None
    pass_over: tuple[Pattern, ...] = ()


class Family(Rules):
    """One file of `families/`. `name` equals the file's name; `title` is for people."""

    name: str
    title: str
    signs: tuple[Sign, ...] = ()


@cache
def families() -> dict[str, Family]:
    """All families by name, those with most signs to be told by first. Raises CatalogueError."""
    names = sorted(file.name for file in resources.files(FAMILIES).iterdir() if file.name.endswith(".toml"))
    loaded = [load_data(FAMILIES, name, Family) for name in names]
    return {family.name: family for family in sorted(loaded, key=lambda one: -len(one.signs))}


def all_body_selectors() -> tuple[str, ...]:
    """Body selectors of every family, without doubles: for a saved page whose portal is not known."""
    return tuple(dict.fromkeys(selector for family in families().values() for selector in family.body))
