"""Table 四: 行政复议、行政诉讼. Fifteen numbers in one row, tables of five stacked, a group or an outcome a row."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.catalogue.forms import form_tables
from extractors.catalogue.labels import columns_like, rows_like
from extractors.document import Cell, Table
from extractors.reading import Doubt, Reading
from extractors.tables.form import FormTable
from extractors.tables.rows import PrintedRow, PrintedTable, read_cell

TABLE = "disputes"
# 结果维持, 结果纠正, 其他结果, 尚未审结: 总计 alone says nothing.
TELLING_COLUMNS = 3
LITIGATION = "litigation"


def is_disputes_table(table: PrintedTable) -> bool:
    return len(_outcomes_named(table.texts()) - {"total"}) >= TELLING_COLUMNS


def read_disputes(tables: Iterable[PrintedTable]) -> tuple[FormTable | None, list[Doubt]]:
    """Groups are told from the labels before their numbers; unlabelled numbers only where all fifteen stand."""
    cells: dict[tuple[str, str], Reading] = {}
    doubts: list[Doubt] = []
    used: list[Table] = []
    named: list[str] = []
    for table in tables:
        used.append(table.table)
        for row in table.rows:
            labels = [*row.spanning, *row.labels] if row.values else list(row.cells)
            groups = _groups(labels)
            if not row.values:
                named = _joined(named, groups) if groups else named
                continue
            groups = groups or named
            placed = _placed(row, groups, labels)
            if placed is None:
                if any(cell.text for cell in row.values):
                    doubts.append(_unreadable(row))
                continue
            for (group, column), cell in placed.items():
                if (group, column) in cells:
                    continue
                label = f"{_name(group)} / {_column_name(column)}"
                reading, doubt = read_cell(cell, label=label, indicator=f"disputes.{group}.{column}")
                cells[group, column] = reading
                if doubt is not None:
                    doubts.append(doubt)
            # Where an outcome has a row of its own, the groups stand above or before the first of them.
            named = groups if len(_outcomes_named(cell.text for cell in labels)) == 1 else []
    if not cells:
        return None, doubts
    return FormTable("disputes", "2021", tuple(used), cells), doubts


def _columns() -> list[str]:
    return [column.key for column in form_tables()[TABLE].column]


def _rows() -> list[str]:
    return [row.key for row in form_tables()[TABLE].row if not row.parent]


def _placed(row: PrintedRow, groups: list[str], labels: list[Cell]) -> dict[tuple[str, str], Cell] | None:
    columns, values = _columns(), row.values
    outcomes = _outcomes_named(cell.text for cell in labels)
    if len(outcomes) == 1 and len(values) == len(groups):
        columns = list(outcomes)
    elif len(values) == len(_rows()) * len(columns):
        groups = _rows()
    # 行政诉讼 alone does not say which of its two the numbers are.
    if len(values) != len(groups) * len(columns) or LITIGATION in groups:
        return None
    keys = [(group, column) for group in groups for column in columns]
    return dict(zip(keys, values, strict=True))


def _groups(cells: Iterable[Cell]) -> list[str]:
    """Groups the cells name, in their order; 行政诉讼 itself heads two and is left to them."""
    found: list[str] = []
    for cell in cells:
        label = _group_in(cell.text)
        if label is not None and label not in found:
            found.append(label)
    return [group for group in found if group != LITIGATION] or found


def _group_in(text: str) -> str | None:
    """A cell that names a group, also with its heading: 行政诉讼（未经复议直接起诉）."""
    labels = rows_like(text, TABLE)
    if labels:
        key = labels[0].key
        inner = [row.key for row in form_tables()[TABLE].row if row.label in text and row.key != key]
        return inner[0] if key == LITIGATION and inner else key
    inner = [row.key for row in form_tables()[TABLE].row if row.label in text and not row.parent]
    return inner[0] if len(inner) == 1 else None


def _joined(before: list[str], groups: list[str]) -> list[str]:
    """Groups of two header rows: 行政复议 | 行政诉讼, then 未经复议直接起诉 | 复议后起诉 below the second."""
    merged = [group for group in before if group != LITIGATION]
    return merged + [group for group in groups if group not in merged]


def _outcomes_named(texts: Iterable[str]) -> set[str]:
    return {label.key for text in texts for label in columns_like(text, TABLE)}


def _name(group: str) -> str:
    return next(row.label for row in form_tables()[TABLE].row if row.key == group)


def _column_name(key: str) -> str:
    return next(column.label for column in form_tables()[TABLE].column if column.key == key)


def _unreadable(row: PrintedRow) -> Doubt:
    return Doubt(
        "table.unreadable",
        facts={"reason": f"复议诉讼表的 {len(row.values)} 个数与表头对不上", "table": TABLE},
        quote=row.text,
    )
