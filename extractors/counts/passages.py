"""Stretches of running text with the headings above them, and the sentences and clauses they fall into."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extractors.document import Document
from extractors.lexicon import fold
from extractors.models import Heading
from extractors.outline import Outline, prose_spans

# A full stop in either width; “.” only where neither letters nor digits go before (“87条.其中”, not “2.5” or “gov.cn”).
_SENTENCE_END = re.compile(r"[。!?\n]|(?<![0-9A-Za-z])\.(?![0-9])")
DELIMITERS = frozenset(",;。:!?(\n[“《<")
_CLOSERS = {")": "(", "”": "“", "》": "《", ">": "<", "]": "["}
# How far back a clause may reach, and how long what stands in brackets on the way may be.
LONGEST_CLAUSE = 160
LONGEST_BRACKET = 60


class Passage(NamedTuple):
    """A paragraph, or what stands behind a run-in heading.

    text: folded, so that offsets are those of the document less `start`
    roles, titles: of the headings above it, outermost first; titles folded
    """

    text: str
    start: int
    roles: tuple[str, ...]
    titles: tuple[str, ...]


def passages(document: Document, outline: Outline) -> Iterator[Passage]:
    text = fold(document.text)
    trail = _Trail(outline)
    for start, end in prose_spans(document, outline):
        yield Passage(text[start:end], start, *trail.at(start))


class _Trail:
    """The headings above an offset, outermost first: their roles, and their titles folded."""

    def __init__(self, outline: Outline) -> None:
        self._headings = outline.headings
        self._told: dict[tuple[int, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def at(self, offset: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        above = self._above(offset)
        # Passages follow one another under the same headings.
        key = tuple(heading.start for heading in above)
        told = self._told.get(key)
        if told is None:
            roles = tuple(heading.role for heading in above if heading.role)
            told = self._told[key] = (roles, tuple(fold(heading.title) for heading in above))
        return told

    def _above(self, offset: int) -> tuple[Heading, ...]:
        trail: list[Heading] = []
        level: tuple[Heading, ...] | list[Heading] = self._headings
        while level:
            index = bisect_right(level, offset, key=lambda heading: heading.start) - 1
            if index < 0:
                break
            trail.append(level[index])
            level = level[index].children
        return tuple(trail)


class Sentences:
    """Where the sentences of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
        self._length = len(text)

    def start_of(self, position: int) -> int:
        return self._starts[bisect_right(self._starts, position) - 1]

    def spans(self) -> Iterator[tuple[int, int]]:
        yield from zip(self._starts, [*self._starts[1:], self._length], strict=True)

    def parted(self, left: int, right: int) -> bool:
        """Whether a sentence ends between two places."""
        return self.start_of(left) != self.start_of(right)


def clause_start(text: str, floor: int, position: int) -> int:
    """Where the clause that goes on at `position` begins: behind a delimiter, closed brackets and quotes skipped."""
    floor = max(floor, position - LONGEST_CLAUSE)
    index = position
    while index > floor:
        character = text[index - 1]
        opener = _CLOSERS.get(character)
        if opener is not None:
            opened = text.rfind(opener, max(floor, index - LONGEST_BRACKET), index - 1)
            if opened >= 0:
                index = opened
                continue
            if character == ")":
                break
        elif character in DELIMITERS:
            break
        index -= 1
    return index
