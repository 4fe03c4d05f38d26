"""Tables that follow no form: every number kept under its printed label, with no indicator."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Cell, Table
from extractors.reading import Reading
from extractors.tables.rows import PrintedRow, printed_rows, read_cell
from extractors.tables.vocabulary import unit_in_label, vocabulary


def read_home_made(table: Table) -> Iterator[Reading]:
    """A number a cell, labelled by its row and by the header above it. Cells without a number state nothing here."""
    if table.defect is not None:
        return
    header: tuple[Cell, ...] = ()
    for row in printed_rows(table):
        if not row.values and len(row.cells) > 1:
            header = row.cells
            continue
        texts = [cell.text for cell in row.labels if cell.text]
        if not texts or not row.values:
            continue
        unit = texts.pop() if len(texts) > 1 and texts[-1] in vocabulary().units else None
        for value in row.values:
            head = _above(value, row, header)
            label = texts[-1] + (f" / {head}" if head else "")
            reading, doubt = read_cell(value, label=label, indicator=None, unit=unit or unit_in_label(head))
            if doubt is None and reading.value is not None:
                yield reading


def _above(cell: Cell, row: PrintedRow, header: tuple[Cell, ...]) -> str:
    if row.table.aligned:
        return next((head.text for head in header if head.column <= cell.column < head.column + head.colspan), "")
    return header[row.cells.index(cell)].text if len(header) == len(row.cells) else ""
