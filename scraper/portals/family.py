"""A portal family: everything about a publishing system that the crawl needs to know, as data.

Adding a family is adding a file, to `families/` here or to what the user's configuration names under
`families`; no Python. A portal's own entry may override any field of `Rules` (see `scraper.portals.config`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self

from pydantic import ValidationError, model_validator

from extractors.catalogue import load_data
from scraper.errors import ConfigError
from scraper.portals.checked import MarkupPattern, Pattern, Selector, Shape, Template, ValuePattern, names_in
from scraper.portals.paging import OWN_NAMES, NumberedPaging, OffsetPaging, Paging

FAMILIES = "scraper.portals.families"

# The family without signs: what remains when no other is recognised.
FALLBACK = "generic"


class Sign(Shape):
    """Something that gives a family away.

    where: `markup` looks into the page's source, `url` at addresses: the page's own and those it links to
    says: the sign in words, for `gongkai probe`
    """

    where: Literal["markup", "url"]
    pattern: Pattern
    says: str


class Value(Shape):
    """Something a page says that its scripts make addresses of: a site's or a column's number.

    where: `markup` looks into the page's source, `url` at its own address, with what stands behind #
    pattern: regular expression with the group `value`. Of several with one name the first that is found counts
    """

    name: str
    where: Literal["markup", "url"]
    pattern: ValuePattern


class Records(Shape):
    """Links that stand in the source as text: in CDATA, in a script's strings.

    pattern: regular expression, its group `markup` the HTML of one or more entries
    escaped: whether that is the inside of a string of JavaScript (`\\'`, `\\/`, `\\u653f`)
    """

    pattern: MarkupPattern
    escaped: bool = False


class JsonList(Shape):
    """Entries that are objects of JSON: the page itself, or a value in one of its scripts.

    after: regular expression behind which the JSON begins; left out, the page is the JSON
    items: keys joined by dots to the list of objects; empty for the value itself
    children: key under which an object holds further ones of its kind
    url: address of an entry, a template of its keys and of `values`; an object without them is left out
    title, published, agency: keys; `published` may be a date as printed or seconds since 1970
    """

    after: Pattern | None = None
    items: str = ""
    children: str | None = None
    url: Template = "{url}"
    title: str = "title"
    published: str | None = None
    agency: str | None = None


class Rules(Shape):
    """What a family says about its pages, and a portal's entry may say otherwise.

    links: selectors of the links of a list page that may be reports
    records, json_lists: entries a list page does not hold as links
    values: what addresses are made of
    paging: tried in order; the first that names a page counts
    sublists: selectors of the links from a list to its sub-lists, whatever their text
    articles: regular expression of addresses that are articles, not lists
    report_urls: a link is a report when its address matches one, whatever its text
    report: a link is a report when its text matches (instead of the words in `discover/vocabulary.toml`)
    pass_over: a link is passed over when its text matches, besides the look-alikes in that file
    body: selectors of an article's body, best first
    title_at, published_at, agency_at: selectors of an article's metadata, best first; of a <meta> its content
    """

    links: tuple[Selector, ...] = ("a[href]",)
    records: tuple[Records, ...] = ()
    json_lists: tuple[JsonList, ...] = ()
    values: tuple[Value, ...] = ()
    paging: tuple[Paging, ...] = ()
    sublists: tuple[Selector, ...] = ()
    articles: Pattern | None = None
    report_urls: tuple[Pattern, ...] = ()
    report: Pattern | None = None
    pass_over: tuple[Pattern, ...] = ()
    body: tuple[Selector, ...] = ()
    title_at: tuple[Selector, ...] = ()
    published_at: tuple[Selector, ...] = ()
    agency_at: tuple[Selector, ...] = ()


class Family(Rules):
    """One file of `families/`. `name` equals the file's name; `label` is for people."""

    name: str
    label: str
    signs: tuple[Sign, ...] = ()

    @model_validator(mode="after")
    def _known_values(self) -> Self:
        known = {value.name for value in self.values} | OWN_NAMES
        for rule in self.paging:
            if isinstance(rule, (OffsetPaging, NumberedPaging)):
                for template in (rule.address, *rule.form.values()):
                    if unknown := names_in(template) - known:
                        raise ValueError(f"“{template}”: nothing in `values` is called {', '.join(sorted(unknown))}")
        return self


Families = Mapping[str, Family]


@cache
def families() -> Families:
    """The families that ship with gongkai, by name. Raises CatalogueError."""
    names = sorted(file.name for file in resources.files(FAMILIES).iterdir() if file.name.endswith(".toml"))
    loaded = [load_data(FAMILIES, name, Family) for name in names]
    return MappingProxyType({family.name: family for family in loaded})


def read_families(paths: list[Path]) -> Families:
    """Ours and those in `paths`, files or folders of them; theirs win over ours. Raises ConfigError."""
    known = dict(families())
    for path in paths:
        files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not files:
            raise ConfigError(f"{path}: no .toml file in this folder. Name a folder of families, or their files.")
        for file in files:
            family = _read_family(file)
            known[family.name] = family
    return MappingProxyType(known)


def _read_family(path: Path) -> Family:
    try:
        family = Family.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: no such file. `families` names files or folders beside the configuration."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}. Make it a readable file in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}. Mend that line.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise ConfigError(f"{path}: {f'{where}: ' if where else ''}{message}. Mend that entry.") from error
    if family.name != path.stem:
        raise ConfigError(f"{path}: calls itself “{family.name}”. Give file and family one name.")
    return family


def all_body_selectors() -> tuple[str, ...]:
    """Body selectors of every family, without doubles: for a saved page whose portal is not known."""
    return tuple(dict.fromkeys(selector for family in families().values() for selector in family.body))
