"""Elements of a page by what they are called: those that hold a report's body or title, and the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from extractors.readers.html_text import BLOCK_TAGS
from extractors.readers.vocabulary import SIMPLE_SELECTOR, page_words

_SIMPLE = re.compile(SIMPLE_SELECTOR)
# #page .text: whatever it fits has this class or id.
_NAMED = re.compile(r"^[^,:]*([.#][A-Za-z0-9_-]+)$")
# A tag with its class and id, as printed.
Called = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class NamedElements:
    """In the page's order. chosen: by the caller's selectors. bodies, titles: by those of `page.toml`.
    furniture: `mem_id` of block elements."""

    chosen: list[LexborNode]
    bodies: list[LexborNode]
    titles: list[LexborNode]
    furniture: frozenset[int]


def named_elements(root: LexborNode, tags: Set[str], selectors: Iterable[str]) -> NamedElements:
    """One look at the elements that have a name, where a list of selectors would try each of them on every element.

    tags: those in the page. selectors: the caller's, of a portal's family; those that are no mere name are tried, where
    the page has the name they end with
    """
    words = page_words()
    simple = {selector for selector in selectors if _SIMPLE.match(selector)}
    last_names = {selector: _NAMED.search(selector) for selector in selectors if selector not in simple}
    unnamed = [selector for selector, name in last_names.items() if name is None]
    wanted = ["[class]", "[id]", *(simple | words.body | words.title).intersection(tags), *unnamed]
    called = [(node, _called(node)) for node in root.css(", ".join(wanted))]
    # Pasted paragraphs share a name, a thousand of them perhaps: what it says is worked out once.
    known = {name: _names(*name) for name in {name for _, name in called}}
    there = {selector for names in known.values() for selector in names.selectors}
    tried = [selector for selector, name in last_names.items() if name is None or name[1] in there]
    matching = {node.mem_id for node in root.css(", ".join(tried))} if tried else set()
    chosen, bodies, titles, furniture = [], [], [], []
    for node, name in called:
        names = known[name]
        if not names.selectors.isdisjoint(simple) or node.mem_id in matching:
            chosen.append(node)
        if names.is_body:
            bodies.append(node)
        if names.is_title:
            titles.append(node)
        if names.is_furniture:
            furniture.append(node.mem_id)
    return NamedElements(chosen, bodies, titles, frozenset(furniture))


@dataclass(frozen=True, slots=True)
class _Names:
    selectors: frozenset[str]
    is_body: bool
    is_title: bool
    is_furniture: bool


def _called(node: LexborNode) -> Called:
    attributes = node.attributes
    return node.tag or "", attributes.get("class"), attributes.get("id")


def _names(tag: str, classes: str | None, identity: str | None) -> _Names:
    words = page_words()
    tokens = (classes or "").split()
    selectors = frozenset([tag, f"#{identity}", *(f".{token}" for token in tokens)])
    lowered = {token.lower() for token in [*tokens, *(identity or "").split()]}
    return _Names(
        selectors,
        not selectors.isdisjoint(words.body),
        not selectors.isdisjoint(words.title),
        tag in BLOCK_TAGS and not lowered.isdisjoint(words.skip_names),
    )
