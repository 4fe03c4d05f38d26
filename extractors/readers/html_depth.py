"""A page parsed in time that grows with its length: an HTML parser's time grows with the square of the depth.

The parser looks through its open elements at nearly every tag. A formatting element left open is opened anew in every
paragraph that follows, and one that is closed across others is taken through all of them, so that a page of a few
hundred kilobytes can take minutes. Real pages nest some tens deep; pasted ones hold thousands of formatting tags.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.readers.html_text import BLOCK_TAGS

DEEPEST = 20_000
#: Tags that no page can use to cost more than some seconds, however they stand.
FEW_TAGS = 4_800
#: Formatting tags times opening tags: each of the one may walk over all of the other.
MOST_WORK = 4_000_000
#: They say how text looks, and none of what it is. A link is none: the parser never has two of them open.
FORMATTING = ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
#: Never nested: without content, or closed by the next of their kind.
FLAT = frozenset(
    [
        "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
        "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    ]
)  # fmt: skip

#: Elements of one name open at once, and not blocks: more of them only say again how text looks.
MOST_INSIDE_EACH_OTHER = 300
#: Formatting elements that a page may have for each of its tags.
MOST_ELEMENTS = 2

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})")
_FORMATTING_TAG = re.compile(rf"</?(?:{'|'.join(FORMATTING)})(?![A-Za-z0-9:])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """root: the page's <body>. tags: those in it, -comment where it has one.
    cut: whether the page's end had to be left out."""

    tree: LexborHTMLParser
    root: LexborNode | None
    tags: frozenset[str]
    cut: bool

    def formatting(self) -> int:
        """How many formatting elements the page has: as many as it has tags of them, unless they are opened anew."""
        names = self.tags.intersection(FORMATTING)
        return len(self.root.css(", ".join(names))) if self.root is not None and names else 0


def parse_page(text: str, utf8: bytes | None = None) -> ParsedPage:
    """Parse a page, less the formatting tags where they could cost too much, and its end where it nests too deep.

    utf8: the text in UTF-8, where that is at hand; the parser would make it of the text
    """
    kept, cut = bounded(text)
    parsed = _parsed(utf8 if utf8 is not None and kept is text else kept, cut)
    reopened = parsed.formatting()
    if reopened > MOST_ELEMENTS * FEW_TAGS and reopened > MOST_ELEMENTS * kept.count("<"):
        return _parsed(_without(kept, FORMATTING), cut)
    return parsed


def _parsed(markup: str | bytes, cut: bool) -> ParsedPage:
    tree = LexborHTMLParser(markup)
    root = tree.body or tree.root
    # One node a tag is asked for its name; their numbers are had in half the time.
    one_each = {node.tag_id: node for node in root.traverse()} if root is not None else {}
    return ParsedPage(tree, root, frozenset(node.tag or "" for node in one_each.values()), cut)


def bounded(text: str) -> tuple[str, bool]:
    """The page as it can be parsed in bounded time, and whether its end had to be left out for that."""
    if text.count("<") <= FEW_TAGS:
        return text, False
    if _work(text) > MOST_WORK:
        text = _without(text, FORMATTING)
    if text.count("<") <= DEEPEST:
        return text, False
    cut, nested = _measured(text)
    if nested:
        text = _without(text, nested)
        cut, _ = _measured(text)
    return (text, False) if cut is None else (text[:cut], True)


def _work(text: str) -> int:
    """The most that formatting tags can cost."""
    return len(_FORMATTING_TAG.findall(text)) * (text.count("<") - text.count("</"))


def _without(text: str, names: Iterable[str]) -> str:
    """Without the tags of these names, attributes and all; what a quoted value holds does not end a tag."""
    tag = re.compile(
        rf"</?(?:{'|'.join(map(re.escape, names))})"
        r"(?:[\s/](?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,4000})?>",
        re.IGNORECASE,
    )
    return tag.sub("", text)


def _measured(text: str) -> tuple[int | None, set[str]]:
    """Where the page passes `DEEPEST`, if it does, and the names of elements that lie inside each other for no end."""
    opened: Counter[str] = Counter()
    nested: set[str] = set()
    depth = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in FLAT:
            continue
        if tag[1]:
            if not opened[name]:
                continue
            step = -1
        else:
            step = 1
        opened[name] += step
        depth += step
        if opened[name] > MOST_INSIDE_EACH_OTHER and name not in BLOCK_TAGS:
            nested.add(name)
        if depth > DEEPEST:
            return tag.start(), nested
    return None, nested
