"""Lines and tables of pages to the document's blocks: paragraphs run on over lines and pages, tables over pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.pages.lines import Line, join_lines
from extractors.readers.pages.tables import TablePart, continues, put_together
from extractors.readers.text_lines import NUMBERED
from extractors.readers.text_tables import TableDraft

# Type this much larger than another is of another paragraph; this much larger than the text's, a title's.
OTHER_SIZE = 1.12
TITLE_SIZE = 1.15
# A first line is indented by more than this many ems. A line is full when what follows had not fitted into it,
# this many ems given or taken.
INDENT = 1.2
SLACK = 0.6
# A distance between lines of more than so many times that of running lines parts paragraphs.
PARTING_GAP = 1.35
# Lines of a page that tell where its text begins and ends; with fewer, the document's do.
FEWEST_LINES = 6
# Titles have few lines, near the top.
MOST_TITLE_LINES = 4
SENTENCE_ENDS = "。！？!?；;：:"


@dataclass(frozen=True, slots=True)
class Item:
    """A line or a table on a page, from the top down; a TableDraft is one without drawn lines."""

    page: int
    top: float
    content: Line | TablePart | TableDraft


@dataclass(frozen=True, slots=True)
class Paragraph:
    """recognised: its lines that were read from a picture, with the confidence in each."""

    text: str
    is_title: bool = False
    recognised: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """Where running text begins and ends on a page, its type size and the distance of its lines."""

    left: float
    right: float
    size: float
    leading: float

    def is_indented(self, line: Line) -> bool:
        return line.x0 - self.left > INDENT * line.size

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the line was broken because there was no room for what follows it."""
        return line.x1 + following.first_width + SLACK * line.size >= self.right


def to_blocks(items: Sequence[Item]) -> list[Paragraph | TablePart | TableDraft]:
    """Items in reading order as blocks."""
    measures = _measures(items)
    blocks: list[Paragraph | TablePart | TableDraft] = []
    lines: list[Line] = []
    last: Item | None = None
    title_lines = _title_lines(items, measures)

    def close() -> None:
        if lines:
            is_title = id(lines[0]) in title_lines
            recognised = tuple((line.text, line.confidence) for line in lines if line.confidence is not None)
            blocks.append(Paragraph(join_lines([line.text for line in lines]), is_title, recognised))
            lines.clear()

    for item in items:
        if isinstance(item.content, TablePart):
            above = blocks[-1] if blocks and not lines else None
            over_page = last is not None and last.page < item.page
            if isinstance(above, TablePart) and over_page and continues(above, item.content):
                blocks[-1] = put_together(above, item.content)
            else:
                close()
                blocks.append(item.content)
        elif isinstance(item.content, TableDraft):
            close()
            blocks.append(item.content)
        else:
            runs_on = lines and last is not None and _runs_on(last, item, measures, title_lines)
            if not runs_on:
                close()
            lines.append(item.content)
        last = item
    close()
    return blocks


def _runs_on(last: Item, item: Item, measures: Sequence[Measure], titles: set[int]) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    before, line = last.content, item.content
    if not isinstance(before, Line) or not isinstance(line, Line):
        return False
    if id(line) in titles or id(before) in titles:
        return id(line) in titles and id(before) in titles
    if max(before.size, line.size) > OTHER_SIZE * min(before.size, line.size):
        return False
    here = measures[item.page]
    if here.is_indented(line) and line.x0 - before.x0 > -INDENT * line.size:
        return False
    if last.page == item.page and line.middle - before.middle > PARTING_GAP * max(here.leading, line.size):
        return False
    if before.text[-1] in SENTENCE_ENDS and NUMBERED.match(line.text):
        return False
    return measures[last.page].is_full(before, line)


def _measures(items: Sequence[Item]) -> list[Measure]:
    pages = max((item.page for item in items), default=-1) + 1
    by_page: list[list[Line]] = [[] for _ in range(pages)]
    for item in items:
        if isinstance(item.content, Line):
            by_page[item.page].append(item.content)
    every = [line for lines in by_page for line in lines]
    if not every:
        return [Measure(0, 0, 0, 0)] * pages
    sizes: Counter[float] = Counter()
    for line in every:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0]
    whole = _measure(every, size, None)
    return [_measure(lines, size, whole) for lines in by_page]


def _measure(lines: Sequence[Line], size: float, whole: Measure | None) -> Measure:
    text = [line for line in lines if line.size <= OTHER_SIZE * size and size <= OTHER_SIZE * line.size]
    widest = max((line.x1 - line.x0 for line in text), default=0.0)
    long = [line for line in text if line.x1 - line.x0 > widest / 2]
    if whole is not None and (len(long) < FEWEST_LINES or widest < (whole.right - whole.left) * 0.9):
        return whole
    if not long:
        return Measure(min(line.x0 for line in lines), max(line.x1 for line in lines), size, size)
    left = sorted(line.x0 for line in long)[len(long) // 10]
    right = sorted(line.last_x for line in long)[-1 - len(long) // 20]
    near = [pair for pair in pairwise(text) if 0 < pair[1].middle - pair[0].middle < 4 * size]
    # Where most paragraphs have one line, most distances are those between paragraphs; full lines run on.
    running = [pair for pair in near if pair[0].x1 >= right - SLACK * size] or near
    leading = median(below.middle - above.middle for above, below in running) if running else size
    return Measure(left, right, size, leading)


def _title_lines(items: Sequence[Item], measures: Sequence[Measure]) -> set[int]:
    """The lines that make up the title: the first ones of one larger size, on the first page, near each other."""
    first = [item.content for item in items if item.page == 0 and isinstance(item.content, Line)]
    for start, line in enumerate(first):
        if line.size < TITLE_SIZE * measures[0].size:
            continue
        end = start + 1
        while (
            end < len(first)
            and end - start < MOST_TITLE_LINES
            and first[end].size <= OTHER_SIZE * line.size
            and line.size <= OTHER_SIZE * first[end].size
            and first[end].top - first[end - 1].bottom < 1.5 * line.size
        ):
            end += 1
        return {id(member) for member in first[start:end]}
    return set()


def in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.page, item.top))
