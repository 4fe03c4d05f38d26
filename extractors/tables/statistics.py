"""The annexed 政府信息公开情况统计表 of 国办发〔2014〕32号: an indicator a row, with its unit and its number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors.catalogue.forms import form_tables
from extractors.catalogue.labels import RowLabel, rows_like
from extractors.document import Cell
from extractors.reading import Doubt, Reading
from extractors.tables.columns import Head, Placed, header_of, is_lettered, label_and_unit, main_value, placed_values
from extractors.tables.form import FormTable
from extractors.tables.halves import halves
from extractors.tables.rows import PrintedRow, PrintedTable, read_cell

TABLE = "statistics"
FEWEST_ROWS = 6
ANSWERED, REFUSED = "requests.answered", "requests.answered.refused"
# 其中：（1） where the form of 2014 has 5.
_BRACKETED = re.compile(r"(?:其中)?[:：]?\s?[（(][0-9]{1,2}[)）]")
# What the indicator of received applications is called beside the tables of 2019 and 2021, where it has columns.
DIMENSIONS = {"requests.received": "total"}


def is_statistics_table(table: PrintedTable) -> bool:
    keys = {label.key for row in table.rows for cell in row.labels for label in rows_like(cell.text, TABLE)}
    return len(keys) >= FEWEST_ROWS


def read_statistics(tables: Iterable[PrintedTable]) -> tuple[FormTable | None, list[Reading], list[Doubt]]:
    """Rows by their labels, repeated ones (被依法纠错数) by the row above; unknown rows have no indicator."""
    reader = _StatisticsReader()
    used = []
    for table in tables:
        used.append(table.table)
        for half in halves(table, TABLE):
            reader.read(half)
    if not reader.cells:
        return None, reader.extra, reader.doubts
    return FormTable("statistics", "2014", tuple(used), reader.cells), reader.extra, reader.doubts


class _StatisticsReader:
    def __init__(self) -> None:
        self.cells: dict[tuple[str, str], Reading] = {}
        self.extra: list[Reading] = []
        self.doubts: list[Doubt] = []
        self._header: tuple[Head, ...] = ()
        self._above: str | None = None
        # Rows with a running total already.
        self._stocks: set[str] = set()

    def read(self, table: PrintedTable) -> None:
        self._header = ()
        for row in table.rows:
            header = header_of(row)
            if header is not None:
                self._header = header
            elif not is_lettered(row):
                self._row(row)

    def _row(self, row: PrintedRow) -> None:
        label, unit = label_and_unit(row, self._header)
        if label is None:
            return
        known = _settled(rows_like(label.text, TABLE), self._above)
        self._above = known.key if known and _heads_others(known.key) else self._above
        if known is not None and known.parent:
            return
        values = placed_values(row, self._header)
        if values is None:
            if any(cell.text for cell in row.values):
                self.doubts.append(_unreadable(row, label))
            return
        main = main_value(values)
        for value in values:
            self._value(value, label.text, unit, known, is_main=value is main)

    def _value(self, value: Placed, label: str, unit: str | None, known: RowLabel | None, *, is_main: bool) -> None:
        new = is_main and known is not None and (known.key, "value") not in self.cells
        stock = value.role == "stock" and known is not None and known.key not in self._stocks
        indicator = known.key if known is not None and (new or stock) else None
        reading, doubt = read_cell(
            value.cell,
            label=f"{label} / {value.head}" if value.head else label,
            indicator=indicator,
            dimension=DIMENSIONS.get(indicator) if indicator else None,
            unit=unit,
            total=self._total(known, label) if new and known else None,
            cumulative=value.role == "stock",
        )
        if stock and known is not None:
            self._stocks.add(known.key)
        if new and known is not None:
            self.cells[known.key, "value"] = reading
        elif reading.value is not None or doubt is not None:
            self.extra.append(reading)
        if doubt is not None:
            self.doubts.append(doubt)

    def _total(self, known: RowLabel, label: str) -> Reading | None:
        """What a row is a part of. The older forms count （1）信息不存在数 under what was refused."""
        key = _totals().get(known.key)
        if key == ANSWERED and _BRACKETED.match(label) is not None:
            key = REFUSED if (REFUSED, "value") in self.cells else key
        return self.cells.get((key, "value")) if key is not None else None


@cache
def _totals() -> dict[str, str]:
    """Rows that are a part of another, and which: 当面申请数 of 收到申请数. Totals stand before their parts."""
    return {row.key: row.part_of for row in form_tables()[TABLE].row if row.part_of is not None}


@cache
def _within() -> dict[str, str | None]:
    """The row that each stands under where its label repeats elsewhere."""
    return {row.key: row.within for row in form_tables()[TABLE].row}


@cache
def _heads_others(key: str) -> bool:
    return key in _within().values()


def _settled(labels: tuple[RowLabel, ...], above: str | None) -> RowLabel | None:
    """The one row a label means: alone, or by the row above that it stands under."""
    if len(labels) == 1:
        return labels[0]
    fitting = [label for label in labels if _within()[label.key] == above]
    return fitting[0] if len(fitting) == 1 else None


def _unreadable(row: PrintedRow, label: Cell) -> Doubt:
    return Doubt(
        "table.unreadable",
        facts={"reason": f"“{label.text}”行有 {len(row.values)} 个数", "table": TABLE},
        quote=row.text,
    )
