"""XLSX for newsrooms: a sheet a table, with Chinese names and labels, written row by row."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper.dataset.tables import Table
from scraper.errors import ConfigError
from scraper.export.cells import FORMULA, seen
from scraper.export.files import Written, select

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE = "gongkai.xlsx"
MOST_ROWS = 1_048_575  # a sheet's, without the header
LONGEST_CELL = 32_767
ROWS_AT_ONCE = 1_000
WIDTHS = {"string": 18, "integer": 10, "number": 12, "boolean": 8, "integers": 12, "strings": 30}
# The first words of a description are the label: 准确数；表格先于文字 is 准确数.
_LABEL_END = re.compile("[；，]")


def write_workbook(connection: DuckDBPyConnection, tables: list[Table], folder: Path) -> list[Written]:
    """All tables into one file. Raises ConfigError when XlsxWriter is not installed."""
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError:
        raise ConfigError("XLSX needs XlsxWriter. Run: pip install 'gongkai[export]'") from None
    # Text stays text: no formula, no link, no number is made of what a page says.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(folder),
    }
    with xlsxwriter.Workbook(folder / FILE, options) as workbook:
        return [_write_table(connection, table, workbook) for table in tables]


def _write_table(connection: DuckDBPyConnection, table: Table, workbook: Any) -> Written:
    header = workbook.add_format({"bold": True, "bottom": 1})
    guard = workbook.add_format({"quote_prefix": True})
    name, labels = sheet_name(table), sheet_labels(table)
    connection.execute(select(table))
    rows = 0
    sheet = _new_sheet(workbook, name, table, labels, header)
    while batch := connection.fetchmany(ROWS_AT_ONCE):
        for values in batch:
            if rows and not rows % MOST_ROWS:
                sheet = _new_sheet(workbook, f"{name} {rows // MOST_ROWS + 1}", table, labels, header)
            _write_row(sheet, rows % MOST_ROWS + 1, values, guard)
            rows += 1
    return Written(table, (FILE,), rows, tuple(labels), name)


def _new_sheet(workbook: Any, name: str, table: Table, labels: list[str], header: Any) -> Any:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, WIDTHS[column.type])
    sheet.write_row(0, 0, labels, header)
    return sheet


def _write_row(sheet: Any, row: int, values: tuple[Any, ...], guard: Any) -> None:
    for position, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(row, position, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, position, value)
        else:
            text = seen(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            # The quote mark of a cell: it stays text when somebody edits it.
            sheet.write_string(row, position, text[:LONGEST_CELL], guard if FORMULA.match(text) else None)


def sheet_name(table: Table) -> str:
    return table.zh.split("：", 1)[0]


def sheet_labels(table: Table) -> list[str]:
    """The columns' Chinese labels, each once: what is called the same is told apart by its key."""
    labels = [column.zh if table.name == "panel_wide" else _LABEL_END.split(column.zh)[0] for column in table.columns]
    often = Counter(labels)
    return [
        label if often[label] == 1 else f"{label}（{column.name}）"
        for label, column in zip(labels, table.columns, strict=True)
    ]
