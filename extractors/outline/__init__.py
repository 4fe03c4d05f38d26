"""The report's numbered headings, and the sections they open."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.catalogue.sections import is_whole_name, role_of_content, role_of_title, subsection_of_content
from extractors.document import Document
from extractors.models import Heading
from extractors.outline.headings import STATES_SOMETHING, Candidate, candidates
from extractors.outline.ordinals import Style

# Any of these may open the sections of a report; the one that does so for most roles is the report's, and among
# equals the one that is usual at the top. None: headings that have lost their ordinals.
TOP_STYLES: tuple[Style | None, ...] = (
    "han",
    "part",
    None,
    "han_bracket",
    "arabic",
    "arabic_bracket",
    "circled",
)
FEWEST_ROLES = 2
SENTENCE = 60
# A sentence that begins with a section's name and goes on to a count: （二）依申请公开信息3条。
_COUNTS = re.compile(r"[0-9０-９]\s?(?:余|多)?\s?[条件份篇起宗次]")


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """A top-level section: from its heading's first character to the next section's (or the body's end).

    `role` is a key of `catalogue/sections.toml` or None; `body_start` is where the heading (ordinal and title) ends.
    """

    role: str | None
    title: str | None
    start: int
    body_start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """preface: the span before the first section, title and date lines left out (may be empty)."""

    headings: tuple[Heading, ...]
    sections: tuple[SectionSpan, ...]
    preface: tuple[int, int]

    def role_at(self, offset: int) -> str | None:
        """Role of the top-level section an offset lies in; None in the preface."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.role
        return None

    def roles_at(self, offsets: Sequence[int]) -> list[str | None]:
        """The same for many offsets in ascending order."""
        roles: list[str | None] = [None] * len(offsets)
        for section in self.sections:
            first, last = bisect_left(offsets, section.start), bisect_left(offsets, section.end)
            roles[first:last] = [section.role] * (last - first)
        return roles


def role_of(title: str) -> str | None:
    """The top-level role that a section's name has, in a heading or in the preface's list of parts."""
    return role_of_title(title)


def read_outline(document: Document) -> Outline:
    """Headings at paragraph starts, levels by their ordinals, roles by their words and, failing these, by content."""
    found = [candidate for block in document.blocks if block.kind != "table" for candidate in candidates(block)]
    tops = _without_listing(_top_level(found), len(document.text))
    sections = _sections(tops, document.text)
    headings = tuple(
        _tree(top, section, _below(found, top, section), document.text)
        for top, section in zip(tops, sections, strict=True)
    )
    return Outline(headings, sections, _preface(document, sections))


def _top_level(found: Sequence[Candidate]) -> list[Candidate]:
    """Headings of the style that opens sections; one that has lost its ordinal counts when no other has its role."""
    roles = {
        style: {candidate.role for candidate in found if candidate.style == style} - {None} for style in TOP_STYLES
    }
    best = max(TOP_STYLES, key=lambda style: len(roles[style]))
    if best == "han_bracket" and (outer := _above_brackets(found)):
        best = outer
    elif len(roles[best]) < FEWEST_ROLES:
        return [candidate for candidate in found if candidate.role is not None][:1]
    tops = [
        candidate
        for candidate in found
        if candidate.style == best or (candidate.style is None and candidate.role not in roles[best])
    ]
    return _with_strays(tops, found)


def _above_brackets(found: Sequence[Candidate]) -> Style | None:
    """The style of a section's heading that stands before all brackets: 一、总体情况, alone, with （一）主动公开 and
    （二）依申请公开 below it, which have the names of sections too.
    """
    first = next((other for other in found if other.role is not None and other.style is not None), None)
    return first.style if first is not None and first.style in ("han", "part") else None


def _with_strays(tops: list[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """A section whose ordinal is of another style than all others (五、 … then 6.): its title in full, its role not
    there yet, and no second heading of that style in the section it stands in.
    """
    roles = {None, *(top.role for top in tops)}
    named = [other for other in found if other.role not in roles and is_whole_name(other.title)]
    if not named:
        return tops
    bounds = [top.start for top in tops]
    within = {id(other): bisect(bounds, other.start) for other in found}
    together = Counter((within[id(other)], other.style) for other in found)
    strays = [other for other in named if within[id(other)] and together[within[id(other)], other.style] == 1]
    return sorted([*tops, *strays], key=lambda candidate: candidate.start)


def _without_listing(tops: list[Candidate], length: int) -> list[Candidate]:
    """A table of contents repeats the headings with nothing between them: only the later ones open sections."""
    kept: list[Candidate] = []
    later: set[str] = set()
    following = length
    for top in reversed(tops):
        if following - top.block_end > 1 or not top.title or top.title not in later:
            kept.append(top)
        later.add(top.title)
        following = top.start
    return kept[::-1]


def _sections(tops: Sequence[Candidate], text: str) -> tuple[SectionSpan, ...]:
    spans = []
    for position, top in enumerate(tops):
        end = tops[position + 1].start if position + 1 < len(tops) else len(text)
        role = top.role or role_of_content(text[top.end : end])
        spans.append(SectionSpan(role, top.title or None, top.start, top.end, end))
    return tuple(spans)


def _below(found: Sequence[Candidate], top: Candidate, section: SectionSpan) -> list[Candidate]:
    first = bisect(found, section.start, key=_start)
    last = bisect_left(found, section.end, key=_start)
    return [candidate for candidate in found[first:last] if candidate.style not in (None, top.style)]


def _start(candidate: Candidate) -> int:
    return candidate.start


def _tree(top: Candidate, section: SectionSpan, below: Sequence[Candidate], text: str) -> Heading:
    """Nest by ordinal style: a style not open yet goes one deeper, one that is open closes what lies below it."""
    root = _heading(top, 1, section.role)
    open_styles: list[Style | None] = [top.style]
    open_headings = [root]
    ends = _ends(below, section)
    for candidate in below:
        if candidate.style in open_styles:
            depth = open_styles.index(candidate.style)
            del open_styles[depth:], open_headings[depth:]
        own = candidate.end, ends[candidate.start]
        role = _subsection_role(candidate, section, own, text) if len(open_styles) == 1 else None
        heading = _heading(candidate, len(open_styles) + 1, role)
        open_headings[-1].children.append(heading)
        open_styles.append(candidate.style)
        open_headings.append(heading)
    return root


def _ends(below: Sequence[Candidate], section: SectionSpan) -> dict[int, int]:
    """Where the next heading of the same style begins, or the section ends, by the start of each heading."""
    ends: dict[int, int] = {}
    following: dict[Style | None, int] = {}
    for candidate in reversed(below):
        ends[candidate.start] = following.get(candidate.style, section.end)
        following[candidate.style] = candidate.start
    return ends


def _subsection_role(candidate: Candidate, section: SectionSpan, own: tuple[int, int], text: str) -> str | None:
    """By the heading's words, or, under a slogan, by those of its own text."""
    if section.role is None:
        return None
    named = role_of_title(candidate.title, section.role)
    return named or subsection_of_content(text[own[0] : own[1]], section.role)


def _heading(candidate: Candidate, level: int, role: str | None) -> Heading:
    return Heading(
        ordinal=candidate.ordinal,
        level=level,
        title=candidate.title,
        role=role,
        start=candidate.start,
        end=candidate.end,
    )


def _preface(document: Document, sections: Sequence[SectionSpan]) -> tuple[int, int]:
    """From the first block that is a sentence to the first section (or the end, where there is none)."""
    end = sections[0].start if sections else len(document.text)
    for block in document.blocks:
        if block.start >= end:
            break
        if block.kind != "table" and ("。" in block.text or len(block.text) > SENTENCE):
            return block.start, end
    return end, end


def title_start(heading: Heading, text: str) -> int:
    """Where the title begins behind the ordinal; what the title leaves out at its end (；：) makes no difference."""
    place = text.find(heading.title, heading.start, heading.end)
    return heading.start if place < 0 else place


def prose_spans(document: Document, outline: Outline) -> tuple[tuple[int, int], ...]:
    """Running text for the counts: paragraphs without the headings' ordinals and titles.

    A heading that itself states something (“（二）公开信息402条”, “四、未收到复议”) loses its ordinal only.
    """
    cuts: list[tuple[int, int]] = []
    pending = list(outline.headings)
    while pending:
        heading = pending.pop()
        pending.extend(heading.children)
        if (STATES_SOMETHING if heading.role is None else _COUNTS).search(heading.title):
            cuts.append((heading.start, title_start(heading, document.text)))
        else:
            cuts.append((heading.start, heading.end))
    cuts.sort()
    spans: list[tuple[int, int]] = []
    index = 0
    for block in document.blocks:
        if block.kind == "table":
            continue
        start = block.start
        while index < len(cuts) and cuts[index][0] < block.end:
            cut_start, cut_end = cuts[index]
            index += 1
            if cut_start < block.start:
                continue
            if cut_start > start:
                spans.append((start, cut_start))
            start = max(start, cut_end)
        if start < block.end:
            spans.append((start, block.end))
    return tuple(spans)
