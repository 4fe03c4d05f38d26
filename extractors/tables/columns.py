"""What the columns of an indicator table are for: its number, label, unit, code, and the numbers themselves.

The statistics table of 2014, the provincial forms before it (代码 / 本期实际 / 本年累计) and the tables agencies make
themselves (本年度 / 历年累计) have the same build: an indicator a row, in two to five columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.catalogue.columns import COLUMN_LETTERS, ColumnRole, column_role
from extractors.catalogue.labels import folded
from extractors.document import Cell
from extractors.tables.rows import PrintedRow
from extractors.tables.vocabulary import vocabulary

VALUE_ROLES = frozenset({"year", "period", "stock", "other"})
#: （件）, （单位：万元） behind a label.
_BRACKETED_UNIT = re.compile(r"\((?:单位:?)?([^()]{1,3})\)$")
#: How a header ends under which the numbers of some agencies stand, and how long it is at most.
COUNTED = ("统计数", "统计数据")
LONGEST_SHARE = 16


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell and what stands below it."""

    cell: Cell
    role: ColumnRole


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with a number in it (or a mark in place of one), and the head it stands under."""

    cell: Cell
    role: ColumnRole
    head: str = ""


def header_of(row: PrintedRow) -> tuple[Head, ...] | None:
    """The row as a header: at least two cells whose words say what is below them, and no number of its own."""
    cells = [cell for cell in row.cells if cell.text]
    roles = [column_role(cell.text) or _of_some_agencies(cell.text) for cell in cells]
    if (
        len(cells) < 2
        or sum(role is not None for role in roles) < 2
        or not VALUE_ROLES.intersection(filter(None, roles))
    ):
        return None
    return tuple(Head(cell, role or "other") for cell, role in zip(cells, roles, strict=True))


def _of_some_agencies(text: str) -> ColumnRole | None:
    """区政府统计数 | 乡镇街道统计数: the numbers of those alone, in a table of a whole district."""
    return "other" if len(text) <= LONGEST_SHARE and "".join(text.split()).endswith(COUNTED) else None


def is_lettered(row: PrintedRow) -> bool:
    """The row of letters and numbers under a header (甲 乙 丙 1 2), which states nothing."""
    labels = [cell.text for cell in row.labels if cell.text]
    return bool(labels) and all(text in COLUMN_LETTERS for text in labels)


def label_and_unit(row: PrintedRow, header: Sequence[Head]) -> tuple[Cell | None, str | None]:
    """The last label of the row, and its unit: in a column of its own, or in brackets behind the label."""
    texts = [cell for cell in row.labels if cell.text and _role_above(cell, row, header) not in ("number", "code")]
    unit = texts[-1].text if len(texts) > 1 and texts[-1].text in vocabulary().units else None
    if unit is not None:
        texts = texts[:-1]
    unit = unit or next((cell.text for cell in row.values if _is_unit(cell)), None)
    if not texts:
        return None, unit
    return texts[-1], unit or unit_in_brackets(texts[-1].text)


def _is_unit(cell: Cell) -> bool:
    """收到申请数 | 9 | 件: the unit's column may stand behind that of the numbers."""
    return cell.text in vocabulary().units and cell.text != "%"


def unit_in_brackets(label: str) -> str | None:
    """收到申请数（件） → 件, 专项经费（单位：万元） → 万元."""
    found = _BRACKETED_UNIT.search(folded(label))
    return found[1] if found is not None and found[1] in vocabulary().units else None


def placed_values(row: PrintedRow, header: Sequence[Head]) -> list[Placed] | None:
    """The numbers of a row under their heads; None where it cannot be told which is which."""
    values = [cell for cell in row.values if not _is_unit(cell)]
    heads = [head for head in header if head.role == "code" or head.role in VALUE_ROLES]
    if not heads:
        filled = [cell for cell in values if cell.text] or values[:1]
        return [Placed(cell, "year") for cell in filled] if len(filled) <= 1 else None
    if row.table.aligned:
        placed = [(cell, _head_above(cell, heads)) for cell in values]
        if any(cell.text and head is None for cell, head in placed):
            return None
        pairs = [(cell, head) for cell, head in placed if head is not None]
    elif len(values) == len(heads):
        pairs = list(zip(values, heads, strict=True))
    elif len(heads) == 1 and len([cell for cell in values if cell.text]) == 1:
        pairs = [(cell, heads[0]) for cell in values if cell.text]
    else:
        return None
    several = sum(head.role != "code" for head in heads) > 1
    return [Placed(cell, head.role, head.cell.text if several else "") for cell, head in pairs if head.role != "code"]


def main_value(values: Sequence[Placed]) -> Placed | None:
    """The number that is the indicator's of the year: 本年累计 before 本期实际; none where agencies are set apart."""
    year = [placed for placed in values if placed.role == "year"]
    if len(year) == 1:
        return year[0]
    return values[0] if len(values) == 1 and values[0].role != "stock" else None


def _role_above(cell: Cell, row: PrintedRow, header: Sequence[Head]) -> ColumnRole | None:
    head = _head_above(cell, header) if row.table.aligned else None
    return head.role if head is not None else None


def _head_above(cell: Cell, heads: Sequence[Head]) -> Head | None:
    return next(
        (head for head in heads if head.cell.column <= cell.column < head.cell.column + head.cell.colspan), None
    )
