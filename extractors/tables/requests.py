"""Table 三: 收到和处理政府信息公开申请, a row an outcome and a column a kind of applicant."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.catalogue.forms import form_tables
from extractors.catalogue.labels import RowLabel, columns_like, rows_like
from extractors.document import Cell, Table
from extractors.models import Form
from extractors.reading import Doubt, Reading
from extractors.tables.form import FormTable, table_form
from extractors.tables.rows import PrintedRow, printed_rows, read_cell

TABLE = "requests"
# Fewer rows than this, and the labels may be those of a home-made summary.
FEWEST_ROWS = 4


def row_label(row: PrintedRow) -> RowLabel | None:
    """The official row a printed one is: its last label decides, since groups stand before it."""
    for cell in reversed(row.labels):
        found = rows_like(cell.text, TABLE)
        if len({label.key for label in found}) == 1:
            return found[0]
        if cell.text:
            return None
    return None


def is_requests_table(table: Table) -> bool:
    """Told from its rows: labels that no other form has."""
    keys = {label.key for row in printed_rows(table) if (label := row_label(row)) is not None}
    return len(keys - {"otherwise.other", "processed_total"}) >= FEWEST_ROWS


def read_requests(tables: Iterable[Table]) -> tuple[FormTable | None, list[Reading], list[Doubt]]:
    """All cells of the table (which may be split over pages), extra local rows, and what could not be read."""
    cells: dict[tuple[str, str], Reading] = {}
    extra: list[Reading] = []
    doubts: list[Doubt] = []
    forms: list[tuple[Form, ...]] = []
    used: list[Table] = []
    columns: dict[int, str] = {}
    for table in tables:
        used.append(table)
        for row in printed_rows(table):
            header = _header(row)
            columns |= header
            if header or not row.values or not row.labels:
                continue
            values = _placed(row, columns)
            if values is None:
                doubts.append(_unreadable(row))
                continue
            known = row_label(row)
            label = next((cell.text for cell in reversed(row.labels) if cell.text), "")
            if known is None and not label:
                continue
            if known is not None and (known.parent or (known.key, "total") in cells):
                known = None
            for column, cell in values.items():
                reading, doubt = read_cell(
                    cell,
                    label=label,
                    indicator=f"requests.{known.key}" if known else None,
                    dimension=column,
                )
                if known is not None:
                    cells[known.key, column] = reading
                else:
                    extra.append(reading)
                if doubt is not None:
                    doubts.append(doubt)
            if known is not None:
                forms.append(known.forms)
    if not cells:
        return None, extra, doubts
    form = table_form(forms, form_tables()[TABLE].forms)
    return FormTable("requests", form, tuple(used), cells), extra, doubts


def _header(row: PrintedRow) -> dict[int, str]:
    """Kinds of applicant by grid column, where the row names some and holds no number."""
    if any(cell.text for cell in row.values) or row_label(row) is not None:
        return {}
    named = ((cell.column, columns_like(cell.text, TABLE)) for cell in row.cells)
    return {column: labels[0].key for column, labels in named if len(labels) == 1}


def _placed(row: PrintedRow, columns: dict[int, str]) -> dict[str, Cell] | None:
    """The seven values by their order; where there are more or fewer, by the grid under the header's columns."""
    keys = [column.key for column in form_tables()[TABLE].column]
    if len(row.values) == len(keys):
        return dict(zip(keys, row.values, strict=True))
    if not row.table.aligned:
        return None
    placed = {columns[cell.column]: cell for cell in row.values if cell.column in columns}
    return placed if len(placed) == len(keys) else None


def _unreadable(row: PrintedRow) -> Doubt:
    return Doubt(
        "table.unreadable",
        facts={"reason": f"“{row.labels[-1].text}”行应有 7 个数，实有 {len(row.values)} 个", "table": TABLE},
        quote=row.text,
    )
