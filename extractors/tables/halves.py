"""A long table printed as two or three beside each other, to fit the page: 指标 | 单位 | 数 | 指标 | 单位 | 数."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractors.catalogue.labels import rows_like
from extractors.document import Cell
from extractors.tables.rows import PrintedRow, PrintedTable, split

# Rows with labels of the form in both halves: fewer are an agency's own remarks.
FEWEST_ROWS = 4
# Between two labels of a row stands a number at least: 政府信息公开情况 | （一）主动公开政府信息数 are none.
LEAST_APART = 2


def halves(table: PrintedTable, form: str) -> list[PrintedTable]:
    """The tables from left to right; the table itself where its rows have one label of the form each."""
    starts: Counter[int] = Counter()
    for row in table.rows:
        if len(row.values) > 1:
            known = [cell for cell in row.values if cell.text and rows_like(cell.text, form)]
            starts.update([_place(known[0], row)] if known else [])
    if sum(starts.values()) < FEWEST_ROWS:
        return [table]
    column = starts.most_common(1)[0][0]
    if column < LEAST_APART:
        return [table]
    left, right = [], []
    for row in table.rows:
        left.append(_cut(row, tuple(cell for cell in row.cells if _place(cell, row) < column)))
        right.append(_cut(row, tuple(cell for cell in row.cells if _place(cell, row) >= column)))
    first, others = (PrintedTable(table.table, tuple(row for row in part if row.cells)) for part in (left, right))
    return [first, *halves(others, form)]


def _cut(row: PrintedRow, cells: tuple[Cell, ...]) -> PrintedRow:
    labels, values = split(cells)
    return replace(row, cells=cells, labels=labels, values=values)


def _place(cell: Cell, row: PrintedRow) -> int:
    return cell.column if row.table.aligned else row.cells.index(cell)
