"""Plain text to `Document`: paragraphs with their broken lines joined, tables as rows of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.document import CellDraft, Defect, Document, DocumentBuilder
from extractors.readers.noise import is_tail_noise
from extractors.readers.text_cells import LabelReader
from extractors.readers.text_layout import Prose, Segment, lay_out
from extractors.readers.text_lines import Line, is_page_number, is_value, to_lines
from extractors.readers.text_masthead import read_masthead_lines
from extractors.readers.text_paragraphs import joined, wrap_width
from extractors.readers.text_tables import FEWEST_SHORT_ROWS, UNREPEATED, TableDraft


def read_text(
    text: str, *, encoding: str | None, media_type: str = "text/plain", defects: Iterable[Defect] = ()
) -> Document:
    """Read a text export of a report.

    Label lines around the title (发布时间：…) go to the metadata, the page's own furniture above and below
    the report goes; every other line is in the document, in its order.
    """
    masthead = read_masthead_lines(_without_page_numbers(to_lines(text)))
    lines = _without_tail(masthead.kept)
    segments = list(lay_out(lines))
    wrapped_at = wrap_width([line for segment in segments if isinstance(segment, Prose) for line in segment.lines])
    if not _repeats(lines) and any(_is_short(segment) for segment in segments):
        segments = [_unrepeated(segment) for segment in segments]
    builder = DocumentBuilder()
    for segment in segments:
        if isinstance(segment, Prose):
            for paragraph in joined(segment.lines, wrapped_at):
                builder.paragraph(paragraph)
        else:
            rows = [[CellDraft(cell, column) for column, cell in enumerate(row)] for row in segment.rows]
            builder.table(rows, aligned=False, defect=segment.defect)
    return builder.build(media_type=media_type, encoding=encoding, metadata=masthead.metadata, defects=defects)


def _without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Without the footers of printed pages (- 3 -). Three values below a row's label (规章 / — 20 —) are none."""
    labels = LabelReader()
    kept: list[Line] = []
    gap = 0
    for index, line in enumerate(lines):
        if is_page_number(line.text):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            label = labels.of(kept[-1].text) if kept else None
            if label is None or not label.rows or not _all_values(line.text) or _all_values(following):
                gap += line.gap
                continue
        kept.append(replace(line, gap=line.gap + gap) if gap else line)
        gap = 0
    return kept


def _all_values(text: str) -> bool:
    return bool(text) and all(map(is_value, text.split()))


def _repeats(lines: Sequence[Line]) -> bool:
    """Whether any line stands in the text twice, as zeros and header cells of every complete table do."""
    return any(count > 1 for count in Counter(line.text for line in lines).values())


def _is_short(segment: Segment) -> bool:
    return isinstance(segment, TableDraft) and segment.by_cell and segment.short_rows >= FEWEST_SHORT_ROWS


def _unrepeated(segment: Segment) -> Segment:
    """A table out of a text that has lost its repeated lines: which cells are left, cannot be known."""
    if isinstance(segment, TableDraft) and segment.by_cell:
        return replace(segment, defect=UNREPEATED)
    return segment


def _without_tail(lines: list[Line]) -> list[Line]:
    end = len(lines)
    while end and is_tail_noise(lines[end - 1].text):
        end -= 1
    return lines[:end]
