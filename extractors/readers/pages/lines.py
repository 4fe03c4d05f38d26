"""Characters at places to lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.document import one_line
from extractors.readers.pages.model import Glyph

# Han, kana, full-width forms and CJK punctuation, and “”‘’…—: between these no space is meant.
_WIDE = "\u2014\u2018-\u201d\u2026\u2460-\u24ff\u3000-\u30ff\u3200-\u32ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_IS_WIDE = re.compile(rf"[{_WIDE}]")
# Words and numbers are not broken at a line's end; closing marks never begin one.
_UNBREAKABLE = re.compile(r"[A-Za-z0-9@._\-+/%:]+")
_OPENING = "（《【“‘「『〔([{"
_OPEN_NUMBER = re.compile(r"\d[.,]?$")
_CLOSING = "。，、；：？！）》】〕”’」』,.;:?!)]}%％…"
# Gaps between characters, in ems: from the first one on a space between Latin words, from the second one between
# Chinese characters, from the third one another column.
WORD_GAP = 0.17
WIDE_GAP = 0.9
COLUMN_GAP = 1.8
# The least gap between cells: their padding, where no line is between them.
CELL_GAP = 0.28
# A label's end and a number beside it are told from each other by less.
NUMBER_GAP = 0.12
# Characters of one line differ in height; their middles lie within this many ems.
SAME_LINE = 0.45
# A character printed twice (to look bold) covers itself by this share.
PRINTED_TWICE = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    first_width: of what may not be parted from its beginning, for whether it had fitted above
    confidence: the least of its characters', where they were recognised in a picture
    last_x: where it ends but for closing marks, which may stand out into the margin

    segments: the line's parts between gaps as wide as those between columns, with their boxes
    words: its parts between gaps that could part the cells of a table without lines
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    first_width: float
    last_x: float
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    confidence: float | None = None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def of(self, words: Sequence[Word]) -> Line:
        """The line with some of its words only."""
        return replace(
            self,
            text=" ".join(word.text for word in words),
            x0=words[0].x0,
            x1=words[-1].x1,
            last_x=words[-1].x1,
            first_width=words[0].x1 - words[0].x0,
            segments=tuple(Segment(word.text, word.x0, word.x1) for word in words),
            words=tuple(words),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a gap that could part cells."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    x0: float
    x1: float


def to_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from the top down, each read from the left."""
    printed = sorted((glyph for glyph in glyphs if glyph.text.strip()), key=lambda glyph: glyph.middle[1])
    rows: list[list[Glyph]] = []
    centre = 0.0
    for glyph in printed:
        height = glyph.middle[1]
        if rows and height - centre <= SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
            centre += (height - centre) / len(rows[-1])
        else:
            rows.append([glyph])
            centre = height
    return [_line(_once(sorted(row, key=lambda glyph: glyph.x0))) for row in rows]


def join_lines(texts: Sequence[str]) -> str:
    """Lines of one paragraph or cell as running text.

    At a break beside a Chinese character, or inside a number, nothing stood; between Latin words a space did.
    """
    joined = ""
    for text in texts:
        beside_wide = joined and text and (_IS_WIDE.match(joined[-1]) or _IS_WIDE.match(text[0]))
        if not beside_wide and not (_OPEN_NUMBER.search(joined) and text[:1].isdigit()):
            joined += " "
        joined += text
    return one_line(joined)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without the second printing of characters that are printed twice to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        double = any(
            other.text == glyph.text and other.x1 - glyph.x0 > PRINTED_TWICE * (glyph.x1 - glyph.x0)
            for other in kept[-3:]
        )
        if not double:
            kept.append(glyph)
    return kept


def _line(glyphs: Sequence[Glyph]) -> Line:
    size = median(glyph.size for glyph in glyphs)
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs)]
    # Text set to the full width has its gaps widened all alike; what exceeds the usual one is a gap.
    usual = min(max(median(gaps), 0.0), size) if len(gaps) > 1 else 0.0

    starts = [0, *(index for index, gap in enumerate(gaps, 1) if gap - usual > COLUMN_GAP * size)]
    columns = [glyphs[start:end] for start, end in pairwise([*starts, len(glyphs)])]
    return Line(
        _spelt(glyphs, usual),
        glyphs[0].x0,
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        size,
        _first_width(glyphs),
        next((glyph.x1 for glyph in reversed(glyphs) if glyph.text[-1] not in _CLOSING), glyphs[-1].x1),
        tuple(Segment(_spelt(column, usual), column[0].x0, column[-1].x1) for column in columns),
        tuple(_word(part, usual) for part in _apart(glyphs, usual if usual < CELL_GAP * size else 0.0)),
        min((glyph.confidence for glyph in glyphs if glyph.confidence is not None), default=None),
    )


def _apart(glyphs: Sequence[Glyph], usual: float) -> list[Sequence[Glyph]]:
    """What may be the cells of a row, where gaps inside of a cell are the usual ones."""
    starts = [0]
    for index, (before, after) in enumerate(pairwise(glyphs), 1):
        to_number = after.text[0].isdigit() and _IS_WIDE.match(before.text[-1]) is not None
        if after.x0 - before.x1 - usual > (NUMBER_GAP if to_number else CELL_GAP) * after.size:
            starts.append(index)
    return [glyphs[start:end] for start, end in pairwise([*starts, len(glyphs)])]


def _word(glyphs: Sequence[Glyph], usual: float) -> Word:
    return Word(
        _spelt(glyphs, usual),
        glyphs[0].x0,
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        median(glyph.size for glyph in glyphs),
    )


def _spelt(glyphs: Sequence[Glyph], usual: float) -> str:
    texts = [glyphs[0].text]
    for before, after in pairwise(glyphs):
        wide = bool(_IS_WIDE.match(before.text[-1]) or _IS_WIDE.match(after.text[0]))
        if after.x0 - before.x1 - usual > (WIDE_GAP if wide else WORD_GAP) * after.size:
            texts.append(" ")
        texts.append(after.text)
    return one_line("".join(texts))


def _first_width(glyphs: Sequence[Glyph]) -> float:
    """Of the first piece that is never broken: “，”, “（以”, “2023”, “〔2021〕30”."""
    end = 0
    while end < len(glyphs):
        while end < len(glyphs) - 1 and glyphs[end].text[-1] in _OPENING:
            end += 1
        end += 1
        while end < len(glyphs) and _is_latin(glyphs[end - 1]) and _is_latin(glyphs[end]):
            end += 1
        closed = end
        while end < len(glyphs) and glyphs[end].text[0] in _CLOSING:
            end += 1
        if end == closed or end == len(glyphs) or not _is_latin(glyphs[end]):
            break
    return glyphs[end - 1].x1 - glyphs[0].x0


def _is_latin(glyph: Glyph) -> bool:
    return _UNBREAKABLE.fullmatch(glyph.text) is not None
