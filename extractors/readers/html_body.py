"""Where on a page the report is: by the selectors a portal family names, or by the report's own headings."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

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


def find_body(tree: LexborHTMLParser, selectors: Iterable[str]) -> LexborNode | None:
    """The smallest element that holds all the report's headings the page has; the selectors' choice comes first."""
    root = tree.body or tree.root
    if root is None:
        return None
    whole = _headings(_text(root))
    for chosen in (tuple(selectors), page_words().body):
        candidates = [(node, _text(node)) for node in tree.css(", ".join(chosen))[:MOST_CANDIDATES]] if chosen else []
        fitting = [
            (len(text), order, node)
            for order, (node, text) in enumerate(candidates)
            if (
                _headings(text) >= max(ENOUGH_HEADINGS, whole)
                if whole >= ENOUGH_HEADINGS
                else len(text) >= SHORTEST_BODY
            )
        ]
        if fitting:
            best = min(fitting) if whole >= ENOUGH_HEADINGS else max(fitting, key=lambda found: found[0])
            return best[2]
    return _by_content(root, whole)


def _by_content(root: LexborNode, whole: int) -> LexborNode:
    node = root
    for _ in range(DEEPEST):
        length = len(_text(node))
        inner = None
        for child in node.iter():
            if child.tag in page_words().skip_tags or (child.tag == "tr" and whole < ENOUGH_HEADINGS):
                continue
            text = _text(child)
            same = _headings(text) >= whole if whole >= ENOUGH_HEADINGS else len(text) >= 0.8 * length
            if same and text:
                inner = child
                break
        if inner is None or inner.tag in ("p", "span", "b", "font") or _leaves_a_sentence(node, inner):
            return node
        node = inner
    return node


def _leaves_a_sentence(node: LexborNode, inner: LexborNode) -> bool:
    for child in node.iter():
        if child.mem_id != inner.mem_id and child.tag not in page_words().skip_tags and child.tag != "a":
            text = _text(child)
            if "。" in text and len(text) >= SENTENCE and not child.css("a"):
                return True
    return False


def _headings(text: str) -> int:
    return sum(word in text for word in page_words().telling)


def _text(node: LexborNode) -> str:
    return "".join((node.text(deep=True, separator="") or "").split())
