"""Inline text of HTML: nodes joined without adding or losing a character that is seen on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import normalize

from extractors.document import one_line

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
    ]
)
# Characters that are not seen: soft hyphen, zero-width ones, byte order mark, direction marks, controls.
INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
    ]
)
# A line break of the source, with the indentation around it.
_SOURCE_BREAK = re.compile(r"[ \t]*[\r\n\x0b\x0c][ \t\r\n\x0b\x0c]*")
# Han, kana, full-width forms and CJK punctuation, and “”‘’…—: between these no space is meant.
_WIDE = "\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_BREAK_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}])\n|\n(?=[{_WIDE}])")


def joined(text: str) -> str:
    """Inline text as one line: a source line break beside a Chinese character is no space."""
    if text.isascii() and text.isalnum():
        return text
    text = text.strip()
    # What is printable throughout has none of the invisible characters, and of white space only the common one.
    if text.isprintable():
        if "  " not in text:
            return normalize("NFC", text)
    else:
        text = text.translate(INVISIBLE)
        if "\n" in text or "\r" in text:
            text = _BREAK_BESIDE_WIDE.sub("", _SOURCE_BREAK.sub("\n", text))
    return one_line(text)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and "display:none" in "".join(style.split()).lower()
