"""The words of `page.toml`, checked."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from extractors.catalogue import load_data


class LineWords(BaseModel):
    """Lines of the page's own: `has` a word anywhere, `starts` with it, or `is` it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    starts: tuple[str, ...]
    has: tuple[str, ...]
    whole: frozenset[str]


#: A tag, a class or an id: what can be looked up, where other selectors must be tried.
SIMPLE_SELECTOR = r"^[.#]?[A-Za-z][A-Za-z0-9_-]*$"


_Simple = Annotated[str, StringConstraints(pattern=SIMPLE_SELECTOR)]


class PageWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    body: frozenset[_Simple]
    title: frozenset[_Simple]
    skip_tags: frozenset[str]
    skip_names: frozenset[str]
    telling: tuple[str, ...]
    head: LineWords
    tail: LineWords


@cache
def page_words() -> PageWords:
    return load_data("extractors.readers", "page.toml", PageWords)
