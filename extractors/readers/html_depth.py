"""How deep a page nests, before it is parsed: an HTML parser's time grows with the square of the depth.

The parser looks through its open elements at nearly every tag, and an unclosed formatting element is opened anew in
every paragraph that follows, so that a page of one megabyte can take minutes. Real pages nest some tens deep; pasted
ones leave a few hundred formatting elements open.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

DEEPEST = 20_000
MOST_FORMATTING = 300
#: They say how text looks, and none of what it is.
FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
#: Never nested: without content, or closed by the next of their kind.
FLAT = frozenset(
    [
        "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
        "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    ]
)  # fmt: skip

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})")
# A formatting element with a tag in it: <b>…</b> around mere text can never be one of many that are open.
_FORMATTING_LEFT_OPEN = re.compile(
    rf"<({'|'.join(sorted(FORMATTING))})(?![A-Za-z0-9:])(?![^<]{{0,4000}}</\1(?![A-Za-z0-9:]))", re.IGNORECASE
)
_FORMATTING_TAG = re.compile(rf"</?(?:{'|'.join(sorted(FORMATTING))})(?:\s[^<>]{{0,4000}})?/?>", re.IGNORECASE)


def bounded(text: str) -> tuple[str, bool]:
    """The page as it can be parsed in time that grows with its length, and whether its end had to be left out for that.

    Formatting tags go where a page leaves hundreds of them open; a page that nests beyond `DEEPEST` ends there.
    """
    if _is_shallow(text):
        return text, False
    cut, formatting = _measured(text)
    if formatting > MOST_FORMATTING:
        text = _FORMATTING_TAG.sub("", text)
        cut, _ = _measured(text)
    return (text, False) if cut is None else (text[:cut], True)


def _is_shallow(text: str) -> bool:
    """Whether the page has too few tags to nest beyond the bounds, however they stand: nearly every page."""
    if text.count("<") > DEEPEST:
        return False
    left_open = islice(_FORMATTING_LEFT_OPEN.finditer(text), MOST_FORMATTING)
    return sum(1 for _ in left_open) < MOST_FORMATTING


def _measured(text: str) -> tuple[int | None, int]:
    """Where the page passes `DEEPEST`, if it does, and how many formatting elements were open at most."""
    opened: Counter[str] = Counter()
    depth = formatting = most = 0
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
        if name in FORMATTING:
            formatting += step
            most = max(most, formatting)
        if depth > DEEPEST:
            return tag.start(), most
    return None, most
