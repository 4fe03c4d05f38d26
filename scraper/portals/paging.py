"""Where a list goes on: the kinds of rules a family or a portal's entry may have, as shapes of their TOML tables.

`scraper.discover.paging` follows them, one function a kind.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scraper.portals.checked import CountPattern, FileTemplate, Selector, Shape, Template, UrlPattern, ValuePattern


class CountedPaging(Shape):
    """The page says how many pages the list has; the address of each follows from that.

    pattern: regular expression with the group `count`, and optionally `name` and `ext`
    page: the file name of the n-th page, with {name}, {ext} and {n}; {n} runs from `first` to `last`
    last: `count-1` where the page without a number counts as number 0, `count` where it counts as 1
    name, ext: used where neither the pattern nor the list's own file name says
    """

    kind: Literal["counted"]
    pattern: CountPattern
    page: FileTemplate = "{name}_{n}.{ext}"
    first: int = 1
    last: Literal["count-1", "count"] = "count-1"
    name: str = "index"
    ext: str = "html"


class BackwardPaging(Shape):
    """Pages are numbered from the end of the list, so that old pages keep their address: count-1 … 1.

    pattern: regular expression with the group `count`
    page: path of page n beside the list's first page, with {name} (its file name without the end), {ext} and {n}
    """

    kind: Literal["backward"]
    pattern: CountPattern
    page: FileTemplate = "{name}/{n}.{ext}"


class LinkedPaging(Shape):
    """The page links to further pages.

    words: texts of such links (下一页 …), white space and surrounding brackets off
    selectors: links that are further pages whatever their text
    patterns: regular expressions with the group `url`, for addresses that stand in a script or in CDATA
    numbers: whether links that are only a number, and lie beside the list page, are pages of it
    """

    kind: Literal["links"]
    words: tuple[str, ...] = ()
    selectors: tuple[Selector, ...] = ()
    patterns: tuple[UrlPattern, ...] = ()
    numbers: bool = True


class OffsetPaging(Shape):
    """A script asks for the records from one number to another; the page holds the first of them.

    address: with {start}, {end} (both counted from 1), {size} and the names of `values`
    form: fields to send by POST, each a template like `address`; without any it is a GET
    total, size: regular expressions with the group `value`: how many records there are, how many a page shows
    group: how many pages' records one request asks for
    """

    kind: Literal["offsets"]
    address: Template
    form: dict[str, Template] = Field(default_factory=dict)
    total: ValuePattern
    size: ValuePattern
    group: Annotated[int, Field(ge=1, le=20)] = 3


class NumberedPaging(Shape):
    """A script asks for JSON, page by page.

    address: with {n} and the names of `values`; from the page itself the `first` is asked for
    form: fields to send by POST, as for `offsets`
    total, pages: where the JSON says how many records or how many pages there are: keys joined by dots
    size: where it says how many records a page has; the records it holds are counted otherwise
    """

    kind: Literal["numbered"]
    address: Template
    form: dict[str, Template] = Field(default_factory=dict)
    first: int = 1
    total: str | None = None
    pages: str | None = None
    size: str | None = None


class PostbackPaging(Shape):
    """WebForms: links that send the page's own form back, `javascript:__doPostBack('pager','2')`.

    words: texts of the links to further pages; links that are only a number count always
    """

    kind: Literal["postback"]
    words: tuple[str, ...] = ()


Paging = Annotated[
    CountedPaging | BackwardPaging | LinkedPaging | OffsetPaging | NumberedPaging | PostbackPaging,
    Field(discriminator="kind"),
]

# Names that paging itself gives to a template.
OWN_NAMES = {"n", "start", "end", "size"}
