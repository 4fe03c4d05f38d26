"""Table 二: 主动公开政府信息 (第二十条 of the Regulation), blocks of rows each under a header of its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain

from extractors.catalogue.forms import Row, form_tables
from extractors.catalogue.labels import ColumnLabel, RowLabel, columns_like, rows_like
from extractors.document import Cell, Table
from extractors.models import Form
from extractors.reading import Doubt, Reading
from extractors.tables.form import FormTable, table_form
from extractors.tables.rows import PrintedRow, PrintedTable, read_cell
from extractors.tables.vocabulary import unit_in_label

TABLE = "disclosure"
# 信息内容 and the caption 第二十条第（一）项 are no columns with numbers.
FEWEST_ROWS = 2

Header = list[tuple[Cell, ColumnLabel | None]]


def row_label(row: PrintedRow) -> RowLabel | None:
    """The official row a printed one is, by its last label."""
    for cell in reversed(row.labels):
        found = rows_like(cell.text, TABLE)
        if found:
            return found[0]
    return None


def is_disclosure_table(table: PrintedTable) -> bool:
    """Two official rows, and a column (or the caption of one of the blocks) that only this table has."""
    keys = {label.key for row in table.rows if (label := row_label(row)) is not None}
    if len(keys) == FEWEST_ROWS:
        return any(columns_like(text, TABLE) for text in table.texts())
    return len(keys) > FEWEST_ROWS


def read_disclosure(tables: Iterable[PrintedTable]) -> tuple[FormTable | None, list[Reading], list[Doubt]]:
    """All cells, extra local rows (indicator null), and what could not be read."""
    cells: dict[tuple[str, str], Reading] = {}
    extra: list[Reading] = []
    doubts: list[Doubt] = []
    forms: list[tuple[Form, ...]] = []
    used: list[Table] = []
    for table in tables:
        used.append(table.table)
        header: Header = []
        for row in table.rows:
            if _is_header(row):
                header = _header(row)
                continue
            if not row.labels or not row.values:
                continue
            known = row_label(row)
            columns = _columns_of(row, header, known)
            if columns is None:
                if known is not None or any(cell.text for cell in row.values):
                    doubts.append(_unreadable(row))
                continue
            for (head, column), cell in columns:
                label = row.labels[-1].text + (f" / {head}" if head else "")
                key = (known.key, column.key) if known and column and column.key in _columns()[known.key] else None
                indicator = f"disclosure.{key[0]}.{key[1]}" if key else None
                reading, doubt = read_cell(cell, label=label, indicator=indicator, unit=unit_in_label(head))
                if key and key not in cells:
                    cells[key] = reading
                else:
                    extra.append(reading)
                if doubt is not None:
                    doubts.append(doubt)
                if key and column:
                    forms.append(column.forms)
    if not cells:
        return None, extra, doubts
    return (
        FormTable("disclosure", table_form(forms, form_tables()[TABLE].forms), tuple(used), cells),
        extra,
        doubts,
    )


def _is_header(row: PrintedRow) -> bool:
    return not row.values and any(columns_like(cell.text, TABLE) for cell in row.cells[1:])


def _header(row: PrintedRow) -> Header:
    """Column labels after the first cell (信息内容); one cut to 本年新 is settled by its neighbours' form and order."""
    labels: Header = []
    for cell in row.cells[1:]:
        found = columns_like(cell.text, TABLE)
        labels.append((cell, found[0] if len({label.key for label in found}) == 1 else None))
    if all(label is not None for _, label in labels):
        return labels
    seen = {label.key for _, label in labels if label}
    fitting = [columns for columns in _blocks() if len(columns) == len(labels) and seen <= {c.key for c in columns}]
    fitting = [
        columns
        for columns in fitting
        if all(label is None or label.key == column.key for (_, label), column in zip(labels, columns, strict=True))
    ]
    if len(fitting) != 1:
        return labels
    return [(cell, column) for (cell, _), column in zip(labels, fitting[0], strict=True)]


@cache
def _columns() -> dict[str, frozenset[str]]:
    """The columns each row has in any form: 收费 has no 处理决定数量, though it may stand under a header that does."""
    return {row.key: frozenset(chain(*row.columns.values())) for row in form_tables()[TABLE].row}


def _blocks() -> list[tuple[ColumnLabel, ...]]:
    """The column sets the forms print over their blocks of rows, each once."""
    entry = form_tables()[TABLE]
    labels = {
        (form, column.key): ColumnLabel(TABLE, column.key, column.forms)
        for column in entry.column
        for form in column.forms
    }
    blocks = {
        tuple(labels[form, key] for key in keys) for row in entry.row for form, keys in row.columns.items() if keys
    }
    return sorted(blocks, key=repr)


def _columns_of(
    row: PrintedRow, header: Header, known: RowLabel | None
) -> list[tuple[tuple[str, ColumnLabel | None], Cell]] | None:
    """Each value with its column; None where the row cannot be told apart.

    By the grid where the file has one and the header covers every value; by order where the numbers agree; without a
    header only where the row has that many columns in a single form.
    """
    values = row.values
    if header and row.table.aligned:
        placed = [(_above(cell, header), cell) for cell in values]
        if all(head is not None for head, _ in placed):
            return [((head[0].text, head[1]), cell) for head, cell in placed if head is not None]
    if header and len(header) == len(values):
        return [((cell.text, label), value) for (cell, label), value in zip(header, values, strict=True)]
    if not header and known is not None:
        entry: Row = next(row for row in form_tables()[TABLE].row if row.key == known.key)
        fitting = [columns for columns in entry.columns.values() if len(columns) == len(values)]
        if len(fitting) == 1:
            labels = {column.key: column for column in form_tables()[TABLE].column}
            return [
                (("", ColumnLabel(TABLE, key, labels[key].forms)), value)
                for key, value in zip(fitting[0], values, strict=True)
            ]
    return None


def _above(cell: Cell, header: Header) -> tuple[Cell, ColumnLabel | None] | None:
    for head, label in header:
        if head.column <= cell.column < head.column + head.colspan:
            return head, label
    return None


def _unreadable(row: PrintedRow) -> Doubt:
    reason = f"“{row.labels[-1].text}”行的 {len(row.values)} 个数与表头对不上"
    return Doubt("table.unreadable", facts={"reason": reason, "table": TABLE}, quote=row.text)
