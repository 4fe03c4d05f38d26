"""Printed rows of a table, split into what labels them and what they state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document import Cell, Table
from extractors.reading import Doubt, Reading
from extractors.sealed import sealed
from extractors.tables.values import UNREADABLE, cell_value, looks_like_value


@sealed(frozen=True, slots=True)
class PrintedRow:
    """`labels`: the cells before the first value; `values`: from there on, blank ones among them.

    spanning: labels of cells above that reach down into this row, top to bottom (they head it: 三、（三）不予公开)
    """

    table: Table
    spanning: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """The row as it stands in the document's text."""
        return "\t".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table and its rows, split once for all that look at them."""

    table: Table
    rows: tuple[PrintedRow, ...]

    def texts(self) -> set[str]:
        """What stands in its cells, each text once: most hold a zero or nothing."""
        return {cell.text for cell in self.table.cells()}


def printed(table: Table) -> PrintedTable:
    """The table with its rows. Cells that stand before the first number are labels, if they say something."""
    return PrintedTable(table, tuple(_rows(table)))


def _rows(table: Table) -> Iterator[PrintedRow]:
    spanning: list[tuple[int, Cell]] = []  # (last row reached, cell)
    for number, cells in enumerate(table.rows):
        spanning = [(last, cell) for last, cell in spanning if last >= number]
        reaching = tuple(cell for _, cell in spanning)
        labels, values = split(cells)
        yield PrintedRow(table, reaching, cells, labels, values)
        spanning += [(number + cell.rowspan - 1, cell) for cell in cells if cell.rowspan > 1 and cell.text]


def split(cells: tuple[Cell, ...]) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Labels, and values behind them. Labels end with the last text before the first number that follows a text (an
    ordinal column comes before it).
    """
    end = 0
    for index, cell in enumerate(cells):
        if not cell.text:
            continue
        if looks_like_value(cell.text) or cell.doubtful or (end and _damaged_number(cell.text)):
            if end:
                break
        else:
            end = index + 1
    return cells[:end], cells[end:]


def _damaged_number(text: str) -> bool:
    """A cell that holds digits and little else was meant as a number (3o, 12?) and stays among the values."""
    digits = sum(map(str.isdigit, text))
    return digits > 0 and digits * 2 >= len(text)


def read_cell(
    cell: Cell,
    *,
    label: str,
    indicator: str | None,
    dimension: str | None = None,
    unit: str | None = None,
    total: Reading | None = None,
    cumulative: bool = False,
) -> tuple[Reading, Doubt | None]:
    """A cell as a reading; a cell that does not read as a number has no value, and a doubt that says so."""
    read = UNREADABLE if cell.doubtful else cell_value(cell.text)
    reading = Reading(
        label,
        read.value,
        cell.start,
        cell.end,
        "table",
        indicator=indicator,
        dimension=dimension,
        unit=read.unit or (unit if read.value is not None else None),
        mark=read.mark,
        total=total,
        cumulative=cumulative,
    )
    if read.readable:
        return reading, None
    if cell.doubtful:
        return reading, Doubt("ocr.uncertain", facts={"printed": cell.text}, readings=(reading,), quote=cell.text)
    return reading, Doubt("number.unreadable", facts={"printed": cell.text}, readings=(reading,), quote=cell.text)
