"""Pages of fixed layout (PDF, OFD, scans) to `Document`: what they have in common, whatever file they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.document import CellDraft, Defect, Document, DocumentBuilder, PageMetadata
from extractors.readers.pages.flow import Item, in_order, to_blocks
from extractors.readers.pages.furniture import without_furniture
from extractors.readers.pages.grid import Grid, find_grids
from extractors.readers.pages.lines import Line, to_lines
from extractors.readers.pages.model import Glyph, Page, Rule
from extractors.readers.pages.tables import TablePart, table_of
from extractors.readers.pages.unruled import with_unruled_tables
from extractors.readers.text_tables import TableDraft

__all__ = ["Glyph", "Page", "Rule", "read_pages"]


def read_pages(pages: Sequence[Page], *, media_type: str, defects: Iterable[Defect] = ()) -> Document:
    """The pages as one document: paragraphs and tables whole, page numbers and running heads left out."""
    tables: list[Item] = []
    lines: list[list[Line]] = []
    for page in pages:
        rest = list(page.glyphs)
        for grid in find_grids(page.rules):
            part = table_of(grid, rest)
            if part is not None:
                tables.append(Item(page.number, grid.box[1], part))
                rest = [glyph for glyph in rest if not _is_in(glyph, grid)]
        lines.append(to_lines(rest))
    kept = without_furniture(lines, [page.height for page in pages])
    text = [Item(page.number, line.top, line) for page, own in zip(pages, kept, strict=True) for line in own]
    builder = DocumentBuilder()
    titles = []
    for block in to_blocks(with_unruled_tables(in_order([*tables, *text]))):
        if isinstance(block, TablePart):
            builder.table(block.drafts(), defect=block.defect)
        elif isinstance(block, TableDraft):
            rows = [[CellDraft(cell, column) for column, cell in enumerate(row)] for row in block.rows]
            builder.table(rows, aligned=False, defect=block.defect)
        else:
            builder.paragraph(block.text, "heading" if block.is_title else "paragraph", block.recognised)
            if block.is_title:
                titles.append(block.text)
    return builder.build(
        media_type=media_type, encoding=None, metadata=PageMetadata(titles=tuple(titles)), defects=defects
    )


def _is_in(glyph: Glyph, grid: Grid) -> bool:
    return grid.cell_at(*glyph.middle) is not None
