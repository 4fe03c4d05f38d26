"""The annexed 政府信息公开情况统计表 of 国办发〔2014〕32号: an indicator a row, with its unit and its number."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.catalogue.forms import form_tables
from extractors.catalogue.labels import RowLabel, rows_like
from extractors.document import Cell, Table
from extractors.reading import Doubt, Reading
from extractors.tables.form import FormTable
from extractors.tables.rows import PrintedRow, printed_rows, read_cell
from extractors.tables.vocabulary import vocabulary

TABLE = "statistics"
FEWEST_ROWS = 6


def is_statistics_table(table: Table) -> bool:
    keys = {label.key for row in printed_rows(table) for cell in row.labels for label in rows_like(cell.text, TABLE)}
    return len(keys) >= FEWEST_ROWS


def read_statistics(tables: Iterable[Table]) -> tuple[FormTable | None, list[Reading], list[Doubt]]:
    """Rows by their labels, repeated ones (被依法纠错数) by the row above; unknown rows have no indicator."""
    cells: dict[tuple[str, str], Reading] = {}
    extra: list[Reading] = []
    doubts: list[Doubt] = []
    used: list[Table] = []
    above: str | None = None
    for table in tables:
        used.append(table)
        for row in printed_rows(table):
            label, unit = _label_and_unit(row)
            if label is None:
                continue
            known = _settled(rows_like(label.text, TABLE), above)
            above = known.key if known and _heads_others(known.key) else above
            if known is not None and known.parent:
                continue
            value = _value(row)
            if value is None:
                if any(cell.text for cell in row.values):
                    doubts.append(_unreadable(row, label))
                continue
            new = known is not None and (known.key, "value") not in cells
            dimension = "total" if new and known is not None and known.key == "requests.received" else None
            reading, doubt = read_cell(
                value,
                label=label.text,
                indicator=known.key if new and known is not None else None,
                dimension=dimension,
                unit=unit,
            )
            if new and known is not None:
                cells[known.key, "value"] = reading
            elif reading.value is not None or reading.mark != "dash":
                extra.append(reading)
            if doubt is not None:
                doubts.append(doubt)
    if not cells:
        return None, extra, doubts
    return FormTable("statistics", "2014", tuple(used), cells), extra, doubts


def _heads_others(key: str) -> bool:
    return any(row.within == key for row in form_tables()[TABLE].row)


def _settled(labels: tuple[RowLabel, ...], above: str | None) -> RowLabel | None:
    """The one row a label means: alone, or by the row above that it stands under."""
    if len(labels) == 1:
        return labels[0]
    within = {row.key: row.within for row in form_tables()[TABLE].row}
    fitting = [label for label in labels if within[label.key] == above]
    return fitting[0] if len(fitting) == 1 else None


def _label_and_unit(row: PrintedRow) -> tuple[Cell | None, str | None]:
    """The label and, where the row has a column for it, the unit."""
    texts = [cell for cell in row.labels if cell.text]
    unit = texts[-1].text if len(texts) > 1 and texts[-1].text in vocabulary().units else None
    if unit is not None:
        texts = texts[:-1]
    return (texts[-1] if texts else None), unit


def _value(row: PrintedRow) -> Cell | None:
    """The one value of the row; with several columns (本期实际, 本年累计) nothing is chosen among them."""
    values = [cell for cell in row.values if cell.text] or list(row.values)
    return values[0] if len(values) == 1 else None


def _unreadable(row: PrintedRow, label: Cell) -> Doubt:
    return Doubt(
        "table.unreadable",
        facts={"reason": f"“{label.text}”行有 {len(row.values)} 个数", "table": TABLE},
        quote=row.text,
    )
