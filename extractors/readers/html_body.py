"""Where on a page the report is: by the selectors a portal family names, or by the report's own headings."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from extractors.readers.html_names import NamedElements
from extractors.readers.vocabulary import page_words

# Fewer headings than this do not tell a report from a menu; then length decides.
ENOUGH_HEADINGS = 2
SHORTEST_BODY = 80
# Elements that a selector may name; a page that has more of them than this does not say which is the body.
MOST_CANDIDATES = 40
# How far down the content search goes; real bodies lie within about fifteen levels.
DEEPEST = 40
# Running text that would be left behind by going further down: a sentence, not a menu.
SENTENCE = 30
# Cells of nothing but a number and its unit: a table with so many of its own is one of data, and arranges no page.
CELLS_OF_NUMBERS = 4
_NUMBER = re.compile(r"[0-9][0-9,，.]{0,15}[^0-9。]{0,3}")
# A part of such a table is no body: its cells are read as a table's only from outside.
WITHIN_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr"})


def find_body(root: LexborNode, named: NamedElements) -> LexborNode:
    """The smallest element that holds all the report's headings the page has; the caller's choice comes first.

    A form published as a page of its own has those words in its rows: the body is then what the table stands in.
    """
    return _around_data(_smallest(root, named))


def _smallest(root: LexborNode, named: NamedElements) -> LexborNode:
    whole = _text(root)
    telling = [word for word in page_words().telling if word in whole]
    if len(telling) < ENOUGH_HEADINGS:
        telling = []
    for nodes in (named.chosen, named.bodies):
        candidates = [(node, _text(node)) for node in nodes[:MOST_CANDIDATES]]
        if telling:
            fitting = [(len(text), order) for order, (_, text) in enumerate(candidates) if _holds(text, telling)]
        else:
            fitting = [(-len(text), order) for order, (_, text) in enumerate(candidates) if len(text) >= SHORTEST_BODY]
        if fitting:
            _, order = min(fitting)
            return candidates[order][0]
    return _by_content(root, telling)


def _by_content(root: LexborNode, telling: list[str]) -> LexborNode:
    node = root
    for _ in range(DEEPEST):
        length = len(_text(node))
        inner, longest = None, 0
        for child in node.iter():
            if child.tag in page_words().skip_tags or (child.tag == "tr" and not telling):
                continue
            text = _text(child)
            same = _holds(text, telling) if telling else len(text) >= 0.8 * length
            # A list of the report's headings beside it, to go to each, holds the same words in less text.
            if same and len(text) > longest:
                inner, longest = child, len(text)
        if inner is None or inner.tag in ("p", "span", "b", "font") or _leaves_a_sentence(node, inner):
            break
        node = inner
    return node


def _around_data(node: LexborNode) -> LexborNode:
    """The element itself, or what the table of data stands in that it is or is a part of."""
    if node.tag not in WITHIN_TABLE:
        return node
    table = node
    while table.tag != "table" and table.parent is not None:
        table = table.parent
    outside = table.parent
    if outside is None or len(table.css("table")) > 1:
        return node
    numbers = sum(_NUMBER.fullmatch(_text(cell)) is not None for cell in table.css("td"))
    return outside if numbers >= CELLS_OF_NUMBERS else node


def _leaves_a_sentence(node: LexborNode, inner: LexborNode) -> bool:
    for child in node.iter():
        if child.mem_id != inner.mem_id and child.tag not in page_words().skip_tags and child.tag != "a":
            text = _text(child)
            if "。" in text and len(text) >= SENTENCE and not child.css("a"):
                return True
    return False


def _holds(text: str, telling: list[str]) -> bool:
    return all(word in text for word in telling)


def _text(node: LexborNode) -> str:
    return "".join((node.text(deep=True, separator="") or "").split())
