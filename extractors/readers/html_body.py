"""Where on a page the report is: by the selectors a portal family names, or by the report's own headings."""

from __future__ import annotations

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
# A part of a table is no body: its cells are read as a table's only from outside.
WITHIN_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
# Running text that would be left behind by going further down: a sentence, not a menu.
SENTENCE = 30


def find_body(root: LexborNode, named: NamedElements) -> LexborNode:
    """The smallest element that holds all the report's headings the page has; the caller's choice comes first."""
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
    """The innermost element that holds what tells a report; of a page that is one table, what the table stands in."""
    node = around = root
    for _ in range(DEEPEST):
        length = len(_text(node))
        inner = None
        for child in node.iter():
            if child.tag in page_words().skip_tags or (child.tag == "tr" and not telling):
                continue
            text = _text(child)
            same = _holds(text, telling) if telling else len(text) >= 0.8 * length
            if same and text:
                inner = child
                break
        if inner is None or inner.tag in ("p", "span", "b", "font") or _leaves_a_sentence(node, inner):
            break
        if inner.tag == "table":
            around = node
        node = inner
    return around if node.tag in WITHIN_TABLE else node


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
