"""The words of `page.toml`, checked."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data


class LineWords(BaseModel):
    """Lines of the page's own: `has` a word anywhere, `starts` with it, or `is` it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    starts: tuple[str, ...]
    has: tuple[str, ...]
    whole: frozenset[str]


class PageWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    body: tuple[str, ...]
    skip_tags: frozenset[str]
    skip_names: frozenset[str]
    telling: tuple[str, ...]
    head: LineWords
    tail: LineWords


@cache
def page_words() -> PageWords:
    return load_data("extractors.readers", "page.toml", PageWords)
