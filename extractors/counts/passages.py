"""Stretches of running text with the headings above them, and the sentences and clauses they fall into."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from extractors.document import Document
from extractors.lexicon import fold
from extractors.models import Heading
from extractors.outline import Outline, prose_spans

# A full stop in either width; “.” only where neither letters nor digits go before (“87条.其中”, not “2.5” or “gov.cn”).
_SENTENCE_END = re.compile(r"[。!?\n.](?:(?<=[。!?\n])|(?<![0-9A-Za-z]\.)(?![0-9]))")
DELIMITERS = frozenset(",;。:!?(\n[“《<")
_CLOSERS = {")": "(", "”": "“", "》": "《", ">": "<", "]": "["}
# How far back a clause may reach, and how long what stands in brackets on the way may be.
LONGEST_CLAUSE = 160
LONGEST_BRACKET = 60
# How a paragraph ends that introduces those behind it: 我局拟开展如下工作: or 有以下问题。 or, as a line of its own,
# 下一步工作打算. The words are told by a letter of theirs, so that the search goes from one of these to the next.
_ANNOUNCES = re.compile(
    r"[下几二三四五六七八](?:(?<=[以如]下)|(?<=下)列|(?<=[^下])个?(?:方面|点|项|件))[^,;。:\n]{0,20}[。.]$"
)
_LINE_ALONE = re.compile(r"(?:^|\n)[^,;。:!?\n]{2,24}$")
# Neither looks further back than this.
LONGEST_INTRODUCING = 32
# How much of its end is kept.
LONGEST_LEAD = 200
# The items of what it introduces, where they are no headings: 1.… 一是… (二)…
ITEM = re.compile(
    r"\s{0,4}(?:[一二三四五六七八九十]{1,3}[是、要]|[0-9]{1,2}(?:[、)]|\.(?![0-9]))|\([一二三四五六七八九十0-9]{1,3}\)"
    r"|[①-⑳]|第?[一二三四五六七八九十][,、]|首先|其次|再次|再者|最后)"
)


# Roles and titles of the headings above a place, outermost first.
Above = tuple[tuple[str, ...], tuple[str, ...]]


class Passage(NamedTuple):
    """A paragraph, or what stands behind a run-in heading.

    text: folded, so that offsets are those of the document less `start`
    roles, titles: of the headings above it, outermost first; titles folded
    lead: the end of the paragraph that introduces the list it stands in (我局拟开展如下工作:), and of those above it
    """

    text: str
    start: int
    roles: tuple[str, ...]
    titles: tuple[str, ...]
    lead: str = ""


def passages(document: Document, outline: Outline) -> Iterator[Passage]:
    text = fold(document.text)
    trail = _Trail(outline)
    lead, fresh = "", False
    above: tuple[str, ...] = ()
    for start, end in prose_spans(document, outline):
        passage = Passage(text[start:end], start, *trail.at(start))
        if lead and not (_is_under(passage, above) and (fresh or _is_item(passage, above))):
            lead = ""
        yield passage._replace(lead=lead) if lead else passage
        own = _introduction(passage.text)
        fresh = bool(own)
        if fresh:
            above = above if lead else passage.titles
            lead = (lead + own)[-LONGEST_LEAD:]


def _is_under(passage: Passage, above: tuple[str, ...]) -> bool:
    return passage.titles[: len(above)] == above


def _is_item(passage: Passage, above: tuple[str, ...]) -> bool:
    """Whether an ordinal opens the paragraph; it may have gone with the heading that it is."""
    return len(passage.titles) > len(above) or ITEM.match(passage.text) is not None


def _introduction(text: str) -> str:
    """The last sentence of a paragraph that introduces what follows; "" where it introduces nothing."""
    end = text[-LONGEST_LEAD:].rstrip()
    last, within = end[-1:], max(0, len(end) - LONGEST_INTRODUCING)
    introduces = last == ":" or (last in "。." and _ANNOUNCES.search(end, within) is not None)
    if not introduces and (last in ",;。!?" or _LINE_ALONE.search(end, within) is None):
        return ""
    end = end.rstrip("。.")
    return end[behind_last(end, "。!?\n", 0, len(end)) :].rstrip(":") + ":"


class _Trail:
    """The headings above an offset, outermost first: their roles, and their titles folded."""

    def __init__(self, outline: Outline) -> None:
        self._above = [(0, ((), ())), *_with_those_above(outline.headings, (), ())]
        self._starts = [start for start, _ in self._above]

    def at(self, offset: int) -> Above:
        return self._above[bisect_right(self._starts, offset) - 1][1]


def _with_those_above(
    headings: Iterable[Heading], roles: tuple[str, ...], titles: tuple[str, ...]
) -> Iterator[tuple[int, Above]]:
    """Where each heading begins, in reading order, with the headings above what follows it, itself the last."""
    for heading in headings:
        own_roles = (*roles, heading.role) if heading.role else roles
        own_titles = (*titles, fold(heading.title))
        yield heading.start, (own_roles, own_titles)
        yield from _with_those_above(heading.children, own_roles, own_titles)


# Several look at the sentences of one passage, one after the other.
@lru_cache(maxsize=1)
def _starts(text: str) -> tuple[int, ...]:
    return 0, *[match.end() for match in _SENTENCE_END.finditer(text)]


class Sentences:
    """Where the sentences of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = _starts(text)
        self._length = len(text)

    def start_of(self, position: int) -> int:
        return self._starts[bisect_right(self._starts, position) - 1]

    def spans(self) -> Iterator[tuple[int, int]]:
        yield from zip(self._starts, (*self._starts[1:], self._length), strict=True)

    def parted(self, left: int, right: int) -> bool:
        """Whether a sentence ends between two places."""
        return self.start_of(left) != self.start_of(right)


def behind_last(text: str, marks: str, start: int, end: int) -> int:
    """Behind the last of these marks between two places; `start` where there is none."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in marks))


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
