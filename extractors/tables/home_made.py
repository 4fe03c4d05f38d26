"""Tables that follow no form: every number kept under its printed label; an indicator only where the label is one."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.catalogue.columns import column_role
from extractors.catalogue.labels import likeness, rows_like
from extractors.document import Cell
from extractors.reading import Reading
from extractors.tables.columns import header_of, label_and_unit
from extractors.tables.rows import PrintedRow, PrintedTable, read_cell
from extractors.tables.vocabulary import unit_in_label


def read_home_made(table: PrintedTable) -> Iterator[Reading]:
    """A number a cell, labelled by its row and by the header above it; under 历年累计 it is a stock.

    Cells without a number state nothing here.
    """
    if table.table.defect is not None:
        return
    header: tuple[Cell, ...] = ()
    for row in table.rows:
        if header_of(row) is not None or (not row.values and len(row.cells) > 1):
            header = row.cells
            continue
        label, unit = label_and_unit(row, ())
        if label is None or not row.values:
            continue
        indicator = _indicator(label.text)
        for value in row.values:
            head = _above(value, row, header)
            role = column_role(head)
            if role in ("number", "code"):
                continue
            reading, doubt = read_cell(
                value,
                label=f"{label.text} / {head}" if head else label.text,
                indicator=indicator if role in ("year", "stock") else None,
                unit=unit or unit_in_label(head),
                cumulative=role == "stock",
            )
            if doubt is None and reading.value is not None:
                yield reading


def _indicator(label: str) -> str | None:
    """The indicator of the 2014 form whose label the row prints letter by letter (主动公开政府信息数)."""
    if likeness(label) < 1:
        return None
    rows = rows_like(label, "statistics")
    return rows[0].key if len(rows) == 1 and not rows[0].parent else None


def _above(cell: Cell, row: PrintedRow, header: tuple[Cell, ...]) -> str:
    if row.table.aligned:
        return next((head.text for head in header if head.column <= cell.column < head.column + head.colspan), "")
    return header[row.cells.index(cell)].text if len(header) == len(row.cells) else ""
