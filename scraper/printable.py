"""Text from pages, made safe to show on a terminal or in a mail from cron."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """On one line, without control characters, terminal escapes, bidi and zero-width marks, lone surrogates.

    What separates words (line breaks, tabs, full-width spaces) becomes one space; the rest is left out. The
    words of an escape sequence stay as harmless text.
    """
    shown = (character if character.isprintable() else " " if _separates(character) else "" for character in text)
    return " ".join("".join(shown).split())


def _separates(character: str) -> bool:
    return character in "\t\n\v\f\r\x85" or unicodedata.category(character) in {"Zs", "Zl", "Zp"}
