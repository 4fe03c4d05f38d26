"""The second reader: every numeral of the running text, found on its own and held against what the first made of it.

It knows nothing of words, clauses or measure words: a run of digits is a numeral, and so is a run of Chinese ones. What
covers it is a figure, or one of the named non-counts (date, document, phone, ordinal, clause …); what nothing covers is
`number.unaccounted`, so that no number is dropped silently.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

# Digits in either width, with what may stand between them; full-width is what NFC leaves alone.
_DIGIT = "0-9０-９"
_CHARACTER = "〇零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩"
# Begun with one class of characters, which a search skips to: two alternatives would both be tried at every place.
_NUMERAL = re.compile(
    rf"[{_DIGIT}{_CHARACTER}](?:"
    rf"(?<=[{_DIGIT}])[{_DIGIT}]*(?:[.,．，:：][{_DIGIT}]+)*(?:[余多几]?[百千万亿萬億]+)?"
    rf"|(?<=[{_CHARACTER}])[{_CHARACTER}]*)"
)
# A table row is its cells joined by tabs; tables have their own account, cell by cell.
CELL_BREAK = "\t"


def numerals(text: str) -> Iterator[Span]:
    """Spans of all numerals outside table rows. text: canonical, a block a line."""
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if CELL_BREAK not in line:
            yield from numerals_between(text, position, end)
        position = end + 1


def numerals_between(text: str, start: int, end: int) -> Iterator[Span]:
    return (match.span() for match in _NUMERAL.finditer(text, start, end))


# Findings that name a number of which nothing, or nothing certain, was made.
UNTOLD_RULES = frozenset({"number.unaccounted", "number.unreadable"})


def count_numerals(text: str) -> int:
    return sum(1 for _ in numerals(text))


def uncovered(found: Iterable[Span], covering: Iterable[Span]) -> Iterator[Span]:
    """Spans of `found` that no span of `covering` touches."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(covering):
        if starts and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    for start, end in found:
        index = bisect_right(starts, end - 1) - 1
        if index < 0 or ends[index] <= start:
            yield start, end
