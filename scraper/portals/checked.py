"""The types the data files of this package are made of: checked when a file is read, not when a page meets them."""

from __future__ import annotations

import re
import string
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict
from selectolax.lexbor import LexborHTMLParser, SelectolaxError


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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


def _with_group(name: str) -> AfterValidator:
    def check(text: str) -> str:
        if name not in re.compile(_pattern(text)).groupindex:
            raise ValueError(f"“{text}” has no group (?P<{name}>…)")
        return text

    return AfterValidator(check)


def names_in(template: str) -> set[str]:
    """The names in braces of a template. Raises ValueError for what is none."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise ValueError(f"“{template}” is not a template: {error}") from None
    names = {name for _, name, _, _ in parts if name is not None}
    if any(not name.isidentifier() or spec or conversion for _, name, spec, conversion in parts if name is not None):
        raise ValueError(f"“{template}”: between braces stands a name and nothing else")
    return names


def _template(text: str) -> str:
    names_in(text)
    return text


def _only(*allowed: str) -> AfterValidator:
    def check(text: str) -> str:
        if not names_in(text) <= set(allowed):
            known = ", ".join(f"{{{name}}}" for name in allowed)
            raise ValueError(f"“{text}” may hold {known} only")
        return text

    return AfterValidator(check)


Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[str, AfterValidator(_pattern)]
CountPattern = Annotated[str, _with_group("count")]
ValuePattern = Annotated[str, _with_group("value")]
UrlPattern = Annotated[str, _with_group("url")]
MarkupPattern = Annotated[str, _with_group("markup")]
Template = Annotated[str, AfterValidator(_template)]
FileTemplate = Annotated[str, _only("name", "ext", "n")]
