"""Table 三: 收到和处理政府信息公开申请, a row an outcome and a column a kind of applicant (or the other way round)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from extractors.catalogue.forms import form_tables
from extractors.catalogue.labels import RowLabel, columns_like, rows_like
from extractors.document import Cell, Table
from extractors.models import Form
from extractors.reading import Doubt, Reading
from extractors.tables.form import FormTable, table_form
from extractors.tables.rows import PrintedRow, PrintedTable, read_cell

TABLE = "requests"
# Fewer rows than this, and the labels may be those of a home-made summary.
FEWEST_ROWS = 4
# 总计 and 其他 alone are no header: rows are called so too.
FEWEST_COLUMNS = 3
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell and the applicant it names; None for a column that the form does not have (小计)."""

    cell: Cell
    key: str | None


def row_label(row: PrintedRow) -> RowLabel | None:
    """The official row a printed one is: its last label decides, since groups stand before it."""
    for cell in reversed(row.labels):
        found = _row_named(cell)
        if found is not None:
            return found
        if cell.text:
            return None
    return None


def _row_named(cell: Cell) -> RowLabel | None:
    return _row_called(cell.text)


@lru_cache(maxsize=4096)
def _row_called(text: str) -> RowLabel | None:
    found = rows_like(text, TABLE)
    return found[0] if len({label.key for label in found}) == 1 else None


def is_requests_table(table: PrintedTable) -> bool:
    """Told from its rows: labels that no other form has."""
    keys = {label.key for row in table.rows if (label := row_label(row)) is not None}
    return len(keys - {"otherwise.other", "processed_total"}) >= FEWEST_ROWS or any(map(_is_transposed, table.rows))


def continues_requests(table: PrintedTable) -> bool:
    """Whether a table can be the rest of one that a page break has cut: rows of seven numbers that the form has."""
    rows = [row for row in table.rows if row.labels and row.values]
    return bool(rows) and all(len(row.values) == len(_columns()) and row_label(row) is not None for row in rows)


def read_requests(tables: Iterable[PrintedTable]) -> tuple[FormTable | None, list[Reading], list[Doubt]]:
    """All cells of the table (which may be split over pages), extra local rows, and what could not be read."""
    reader = _RequestsReader()
    used: list[Table] = []
    for table in tables:
        used.append(table.table)
        reader.read(table)
    if not reader.cells:
        return None, reader.extra, reader.doubts
    form = table_form(reader.forms, form_tables()[TABLE].forms)
    return FormTable("requests", form, tuple(used), reader.cells), reader.extra, reader.doubts


@dataclass(slots=True)
class _RequestsReader:
    cells: dict[tuple[str, str], Reading] = field(default_factory=dict)
    extra: list[Reading] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    forms: set[tuple[Form, ...]] = field(default_factory=set)
    _heads: tuple[Head, ...] = ()

    def read(self, table: PrintedTable) -> None:
        across: tuple[Cell, ...] = ()
        for row in table.rows:
            if _is_transposed(row):
                across = row.cells
            elif across:
                self._transposed_row(row, across)
            elif heads := _header(row):
                self._heads = heads
            elif row.values and row.labels:
                self._row(row)

    def _row(self, row: PrintedRow) -> None:
        placed = _placed(row, self._heads)
        if placed is None:
            self.doubts.append(_unreadable(row))
            return
        label = next((cell.text for cell in reversed(row.labels) if cell.text), "")
        if not label:
            return
        known = row_label(row)
        if known is not None and (known.parent or (known.key, TOTAL) in self.cells):
            known = None
        for column, head, cell in placed:
            self._cell(cell, label if column is not None else f"{label} / {head}", known, column)

    def _transposed_row(self, row: PrintedRow, across: Sequence[Cell]) -> None:
        applicant = next((key for cell in reversed(row.labels) if (key := _column_named(cell)) is not None), None)
        if applicant is None:
            return
        under = _under(row, [Head(cell, None) for cell in across[1:]])
        if under is None:
            self.doubts.append(_unreadable(row))
            return
        for head, cell in under:
            self._cell(cell, head.cell.text, _row_named(head.cell), applicant)

    def _cell(self, cell: Cell, label: str, known: RowLabel | None, column: str | None) -> None:
        new = known if known is not None and column is not None and (known.key, column) not in self.cells else None
        reading, doubt = read_cell(
            cell,
            label=label,
            indicator=f"requests.{new.key}" if new is not None else None,
            dimension=column if new is not None or known is None else None,
        )
        if new is not None and column is not None:
            self.cells[new.key, column] = reading
            self.forms.add(new.forms)
        elif column is not None or reading.value is not None or doubt is not None:
            self.extra.append(reading)
        if doubt is not None:
            self.doubts.append(doubt)


@cache
def _columns() -> tuple[str, ...]:
    return tuple(column.key for column in form_tables()[TABLE].column)


def _column_named(cell: Cell) -> str | None:
    found = columns_like(cell.text, TABLE)
    return found[0].key if len(found) == 1 else None


def _is_transposed(row: PrintedRow) -> bool:
    """A header that names outcomes: the table has an applicant a row."""
    if any(cell.text for cell in row.values):
        return False
    named = {label.key for cell in row.cells if (label := _row_named(cell)) is not None}
    return len(named - {"otherwise.other", "processed_total"}) >= FEWEST_ROWS


def _header(row: PrintedRow) -> tuple[Head, ...]:
    """The kinds of applicant a row names, and what stands between them; a header of 总计 alone has one column."""
    if any(cell.text for cell in row.values):
        return ()
    heads = [Head(cell, _column_named(cell)) for cell in row.cells]
    first = next((place for place, head in enumerate(heads) if head.key is not None), len(heads))
    named = {head.key for head in heads[first:]} - {None}
    alone = named == {TOTAL} and first <= 1 and len(heads) == first + 1 and heads[first].cell.text[0].isalpha()
    return tuple(heads[first:]) if len(named) >= FEWEST_COLUMNS or alone else ()


def _placed(row: PrintedRow, heads: Sequence[Head]) -> list[tuple[str | None, str, Cell]] | None:
    """The values with their applicants and the words above: seven by their order, more or fewer by the header."""
    keys, values = _columns(), row.values
    if len(values) == len(keys):
        return [(key, "", cell) for key, cell in zip(keys, values, strict=True)]
    placed = [(head.key, head.cell.text, cell) for head, cell in _under(row, heads) or ()]
    named = {key for key, _, _ in placed if key is not None}
    return placed if len(named) == len(keys) or named == {TOTAL} else None


def _under(row: PrintedRow, heads: Sequence[Head]) -> list[tuple[Head, Cell]] | None:
    """Each value with the header cell over it: by the grid where the file has one, else by order."""
    if row.table.aligned:
        over = {head.cell.column: head for head in heads}
        return [(over[cell.column], cell) for cell in row.values if cell.column in over] or None
    return list(zip(heads, row.values, strict=True)) if len(heads) == len(row.values) else None


def _unreadable(row: PrintedRow) -> Doubt:
    return Doubt(
        "table.unreadable",
        facts={"reason": f"“{row.labels[-1].text}”行应有 7 个数，实有 {len(row.values)} 个", "table": TABLE},
        quote=row.text,
    )
