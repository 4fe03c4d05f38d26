"""What a number may stand in that makes it none: titles, quotation marks, runs of letters, digits joined by dashes.

Each is looked for only beside a character that it needs, and then in the whole passage at once: most have none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from string import ascii_letters

Span = tuple[int, int]

# Signs that may join digits to what stands beside them, or enumerate with them: A1, 1×2, 1至2, (1), 1、
_SIGNS = frozenset(f"{ascii_letters}._/@?&=+~#×*-—至到:([)]、\ufffd")
# Letters and digits run together: 5G, www.example.gov.cn/t20200121.html, xxgk@np.gov.cn.
_LATIN = re.compile(r"[A-Za-z0-9._/@?&=+~#×-]+")
_LETTER = re.compile(r"[A-Za-z]")
# Matched one before a number: whether a run of letters and digits may go on at either of its ends.
_BESIDE_LATIN = re.compile(r"[A-Za-z._/@?&=+~#×-]|[\s\S]?[0-9]+[A-Za-z._/@?&=+~#×-]")
# 《…》 and “…” without another of their kind inside; a name put in quotation marks is short (“三公”, “创业富民30条”).
LONGEST_TITLE = 200
_TITLE = re.compile(rf"《[^《》\n]{{0,{LONGEST_TITLE}}}》|<[^<>\n]{{0,{LONGEST_TITLE}}}>")
LONGEST_QUOTED = 12
_QUOTED = re.compile(rf"[“\"][^“”\"\n]{{1,{LONGEST_QUOTED}}}[”\"]")
_CLOSING = ("》", ">", "”", '"')
# Digits joined by dashes: 0817-6552025, 2019-01-21, 3—5.
_DASHED = re.compile(r"(?<![0-9])[0-9]++(?:[-—~]{1,3}[0-9]++)+")
_BESIDE_DASH = re.compile(r"[-—~]|[\s\S]?[0-9]+[-—~]")
# Digits with characters between them that could not be decoded, so that nobody knows the number: 8\ufffd7.
_BROKEN = re.compile(r"(?<![0-9\ufffd])[0-9]++(?:\ufffd{1,4}[0-9]++)+")


class Spans:
    """Sorted spans that do not overlap, asked for the one that holds a place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def holding(self, start: int, end: int) -> Span | None:
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and end <= self._spans[index][1]:
            return self._spans[index]
        return None


class Enclosing:
    """A passage, asked what its numbers stand in; each answer takes about the same time however long it is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last_closing = max(map(text.rfind, _CLOSING))

    def is_alone(self, start: int, end: int) -> bool:
        """Whether a number in digits has no sign beside it that could make it part of something else."""
        return self._text[start - 1 : start] not in _SIGNS and self._text[end : end + 1] not in _SIGNS

    def in_name(self, start: int, end: int) -> bool:
        """Whether a title or quotation marks hold the number."""
        if end > self._last_closing:
            return False
        return self._titles.holding(start, end) is not None or self._quoted.holding(start, end) is not None

    def latin(self, start: int) -> Span | None:
        """The run of letters and digits that a number begins in."""
        if _BESIDE_LATIN.match(self._text, max(start - 1, 0)) is None:
            return None
        return self._latin.holding(start, start + 1)

    def dashed(self, start: int) -> Span | None:
        """The numbers joined by dashes that a number is one of."""
        if _BESIDE_DASH.match(self._text, max(start - 1, 0)) is None:
            return None
        return self._dashed.holding(start, start + 1)

    @cached_property
    def broken(self) -> Spans:
        return Spans(match.span() for match in _BROKEN.finditer(self._text)) if "\ufffd" in self._text else Spans(())

    @cached_property
    def _titles(self) -> Spans:
        return Spans(match.span() for match in _TITLE.finditer(self._text))

    @cached_property
    def _quoted(self) -> Spans:
        return Spans(match.span() for match in _QUOTED.finditer(self._text))

    @cached_property
    def _latin(self) -> Spans:
        return Spans(match.span() for match in _LATIN.finditer(self._text) if _LETTER.search(match.group()))

    @cached_property
    def _dashed(self) -> Spans:
        return Spans(match.span() for match in _DASHED.finditer(self._text))
