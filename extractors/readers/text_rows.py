"""Cells in reading order as the rows they were printed in.

Where the file no longer shows rows, the labels do: a row begins at a label that follows values, or at the
label of another row; header cells end where the first row begins. How many values a row has, the form says
(requests 7, disclosure and disputes as many as the header above has columns): blanks are only placed where
that number and the blank lines of the file leave one place for them, and cells that only fill up a span go by
the same measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from extractors.catalogue.forms import form_tables
from extractors.readers.text_cells import BLANK, Label, TextCell
from extractors.readers.text_lines import NUMBERED

#: Kinds of applicant and their total, 国办公开办函〔2021〕30号, table 3.
REQUEST_COLUMNS = 7
#: Outcomes of one, two and all three groups of the disputes table.
DISPUTE_COLUMNS = (5, 10, 15)
#: Blank lines between two cells, or two rows, that are worth trying as a layout's usual distance.
USUAL_GAPS = (0, 1, 2)

#: What the captions in the disclosure table begin with: the article of the regulations (第二十条第（一）项).
CAPTION = "第二十条"
DISCLOSURE = "disclosure"
DISPUTES = "disputes"
STATISTICS_TABLE = "statistics"

Role = Literal["row", "column", "span", "caption", "group", "text"]


@dataclass(slots=True)
class Row:
    """A printed row: its labels, then its values.

    prescribed: how many values the form has for it, where the labels tell
    gap_after: blank lines between its last cell and the next line of the file
    """

    labels: list[TextCell]
    values: list[TextCell]
    table: str | None
    prescribed: int | None = None
    gap_after: int = 0

    def texts(self) -> list[str]:
        return [cell.text for cell in (*self.labels, *self.values)]


@dataclass(slots=True)
class FormContext:
    """What the rows read so far say about the next one.

    forms: those whose columns the header above has; columns: how many it has; unknown: columns of the agency's own
        between them (小计); groups: how many groups of disputes it names
    """

    table: str | None = None
    columns: int = 0
    unknown: int = 0
    groups: int = 0
    forms: frozenset[str] = frozenset()
    header_open: bool = False
    rows_begun: bool = False
    prescribed: int | None = None

    def role(self, cell: TextCell, *, after_columns: bool = False) -> Role:
        """What a cell is in the table at hand. 总计 and 其他 are columns above the rows, rows among them."""
        label = cell.label
        if label is None:
            return "text"
        if label.spans:
            return "caption" if CAPTION in cell.text else "span"
        if label.rows and label.columns and NUMBERED.match(cell.text):
            return "row"
        table = self.table_of(label)
        row, column = label.row(table), label.column(table)
        if table == DISPUTES:
            return "column" if column else "group"
        if row and column:
            among_rows = self.rows_begun and self.table == table and not after_columns
            return "row" if among_rows else "column"
        if row:
            return "group" if row.parent else "row"
        return "column"

    def table_of(self, label: Label) -> str:
        """The table a label belongs to; one that several have, belongs to the one at hand."""
        return self.table if self.table is not None and self.table in label.tables else min(label.tables)

    def header(self, cells: Iterable[TextCell]) -> None:
        """Column labels were read; those of consecutive header rows stand beside each other."""
        columns = unknown = between = groups = 0
        forms: frozenset[str] = frozenset()
        last: str | None = None
        for cell in cells:
            if cell.label is None:
                between += columns > 0
                continue
            self.table = self.table_of(cell.label)
            role = self.role(cell, after_columns=True)
            groups += role == "group" and not any(row.parent for row in cell.label.rows)
            if role == "column":
                columns, unknown, between = columns + 1, unknown + between, 0
                last = next((column.key for column in cell.label.columns), None)
                forms |= frozenset(form for column in cell.label.columns for form in column.forms)
        if last != "total":
            unknown = 0  # header cells of several rows, one after the other, with broken ones between them
        if not self.header_open:
            self.columns = self.unknown = self.groups = 0
        self.columns, self.unknown, self.groups = self.columns + columns, self.unknown + unknown, self.groups + groups
        self.forms = self.forms | forms if self.header_open else forms
        self.header_open, self.rows_begun, self.prescribed = True, False, None

    def row(self, labels: Iterable[TextCell]) -> tuple[str | None, int | None]:
        """A row with these labels was read: its table, and how many values it should have."""
        key: str | None = None
        cells = list(labels)
        for cell in cells:
            if cell.label is not None and not cell.label.spans:
                self.table = self.table_of(cell.label)
                row = cell.label.row(self.table)
                key = row.key if row else key
        self.header_open, self.rows_begun = False, True
        if self.table == "requests":
            # A header of 总计 alone stands over a single column.
            self.prescribed = 1 if self.columns == 1 else REQUEST_COLUMNS + self.unknown
        elif self.table == DISPUTES:
            one_outcome = [cell.label for cell in cells if cell.label is not None and cell.label.column(DISPUTES)]
            if len(one_outcome) == 1 and self.groups > 1:
                self.prescribed = self.groups
            else:
                self.prescribed = self.columns if self.columns in DISPUTE_COLUMNS else None
        elif self.table == DISCLOSURE and key is not None:
            self.prescribed = _disclosure_columns(key, self.forms)
        return self.table, self.prescribed


def _disclosure_columns(key: str, forms: frozenset[str]) -> int | None:
    """How many columns a row of the disclosure table has, in the forms its header may be of."""
    counts = {
        len(keys)
        for row in form_tables()[DISCLOSURE].row
        if row.key == key
        for form, keys in row.columns.items()
        if form in forms or not forms
    }
    return counts.pop() if len(counts) == 1 else None


class RowMaker:
    """Takes cells in reading order, gives rows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._context = FormContext()
        self._labels: list[TextCell] = []
        self._roles: list[Role] = []
        self._values: list[TextCell] = []

    def add(self, cell: TextCell) -> None:
        if cell.kind in ("value", "blank"):
            if self._labels or cell.kind == "value":
                self._values.append(cell)
            return
        if self._values:
            self.close(cell.gap)
        role = self._context.role(cell, after_columns="column" in self._roles)
        if self._labels and self._begins_row(role) and not self._is_part_of_last(cell):
            number = self._running_number()
            self.close(cell.gap)
            if number is not None:
                self._labels.append(number)
                self._roles.append("text")
        self._labels.append(cell)
        self._roles.append(role)

    def _running_number(self) -> TextCell | None:
        """The number of the row that begins, where it was taken for the end of the header."""
        if self._labels[-1].kind != "text" or not self._labels[-1].text.isdigit():
            return None
        self._roles.pop()
        return self._labels.pop()

    def close(self, gap_after: int = 0) -> None:
        """End what is at hand: a header, a row, or a header and the row below it."""
        labels, roles, values = self._labels, self._roles, self._values
        self._labels, self._roles, self._values = [], [], []
        split = max((index + 1 for index, role in enumerate(roles) if role in ("column", "span")), default=0)
        header, own = labels[:split], labels[split:]
        filled = any(cell.kind == "value" for cell in values)
        if header and not own and len(values) == 1 and filled and roles.count("column") == 1:
            # 结果维持 / 0 / 结果纠正 / 0: the table set upright, a column label and its value
            self._context.header(header)
            self.rows.append(Row(header, values, self._context.table, 1, gap_after))
            return
        if header and not own and filled and self._is_outcome_row(header, roles, values):
            if header[:-1]:
                self._add_header(header[:-1])
            table, prescribed = self._context.row(header[-1:])
            self.rows.append(Row(header[-1:], values, table, prescribed, gap_after))
            return
        if header:
            self._add_header(header)
        if not filled and {"row", "text"}.isdisjoint(roles[split:]):
            values = []  # blank cells after labels that have no values only fill up their spans
        if own and "row" not in roles[split:] and self._is_dispute_header(own, header, values):
            self._add_header(own)
            own = []
        if own and set(roles[split:]) == {"caption"}:
            self.rows.append(Row(own, [], DISCLOSURE))
        elif own or values:
            table, prescribed = self._context.row(own)
            self.rows.append(Row(own, values, table, prescribed, gap_after))

    def _is_outcome_row(self, header: list[TextCell], roles: list[Role], values: list[TextCell]) -> bool:
        """结果维持 / 1 / 2 / 3: an outcome with a number for each group that the header above names."""
        last = header[-1].label
        if last is None or self._context.table_of(last) != DISPUTES or roles.count("column") != 1:
            return False
        named = sum(cell.label is not None and not any(r.parent for r in cell.label.rows) for cell in header[:-1])
        return len(values) == (named or self._context.groups) and len(values) > 1

    def _is_dispute_header(self, own: list[TextCell], header: list[TextCell], values: list[TextCell]) -> bool:
        """The groups above the outcomes, and what is left of outcomes printed upright."""
        label = next((cell.label for cell in own if cell.label is not None), None)
        if label is None:
            return bool(header) and self._context.table == DISPUTES
        upright = own[-1].label is None and len(values) in DISPUTE_COLUMNS
        return (upright or not values) and self._context.table_of(label) == DISPUTES

    def _add_header(self, cells: list[TextCell]) -> None:
        self._context.header(cells)
        self.rows.append(Row(cells, [], self._context.table))

    def _begins_row(self, role: Role) -> bool:
        """Whether a label begins a new row though no value stands before it."""
        if role == "caption" or self._roles[-1] == "caption":
            return True
        if role in ("row", "group"):
            alone = self._context.table == STATISTICS_TABLE and "group" in self._roles
            return alone or "row" in self._roles or "column" in self._roles
        return role in ("column", "span") and "row" in self._roles

    def _is_part_of_last(self, cell: TextCell) -> bool:
        """（六）其他处理 / 1.申请人无正当理由…: a row in form 2019, the group of the next three in form 2021."""
        last = self._labels[-1].label
        if last is None or cell.label is None:
            return False
        return any(part.key.startswith(f"{whole.key}.") for whole in last.rows for part in cell.label.rows)


def place_blanks(rows: Sequence[Row]) -> None:
    """Blank lines as the blank cells they stand for, in the rows where they make the number of values right.

    Cells and rows have their usual distances in blank lines (0 in most files, 1 where every line is spaced);
    what goes beyond is blank cells. The distances that explain most rows are taken, if they explain at least
    half of them.
    """
    known = [row for row in rows if row.prescribed and not any(cell.kind == "blank" for cell in row.values)]
    final = rows[-1] if rows else None
    best: list[list[int]] = []
    explained = 0
    for inner, outer in product(USUAL_GAPS, USUAL_GAPS):
        counts = [_blanks(row, inner, outer, final=row is final) for row in known]
        fitting = sum(1 for row, count in zip(known, counts, strict=True) if _total(row, count) == row.prescribed)
        if fitting > explained:
            best, explained = counts, fitting
    if 2 * explained < len(known):
        return
    for row, count in zip(known, best, strict=False):
        if sum(count) and _total(row, count) == row.prescribed:
            filled: list[TextCell] = []
            for cell, blanks in zip(row.values, count[:-1], strict=True):
                filled += [BLANK] * blanks + [cell]
            row.values = filled + [BLANK] * count[-1]


def _total(row: Row, counts: Sequence[int]) -> int:
    return len(row.values) + sum(counts) if counts else -1


def _blanks(row: Row, inner: int, outer: int, *, final: bool) -> list[int]:
    """Blank cells before each value and after the last, given the usual distances; [] if these cannot be.

    final: what follows the row is no row, and stands at a distance of its own
    """
    counts = []
    for cell in row.values:
        blanks, rest = divmod(cell.gap - inner, inner + 1)
        if blanks < 0 or rest:
            return []
        counts.append(blanks)
    blanks, rest = divmod(row.gap_after - outer, inner + 1)
    if final and (blanks < 0 or rest or len(row.values) + sum(counts) == row.prescribed):
        return [*counts, 0]
    return [] if blanks < 0 or rest else [*counts, blanks]


def drop_padding(rows: Sequence[Row]) -> None:
    """Take away the blank cells beyond what the form prescribes, at the end that the file pads.

    A span prints its cell once and blank cells for the rest: after the values in some exports, before them in
    others. A row that would allow both is cut as the other rows of its table are, and left as it is if they
    do not tell.
    """
    front = back = 0
    unsure: list[Row] = []
    for row in rows:
        excess = len(row.values) - (row.prescribed or len(row.values))
        if excess <= 0:
            continue
        leading, trailing = _outer_blanks(row.values)
        if trailing >= excess and (leading < excess or leading == len(row.values)):
            row.values = row.values[:-excess]
            back += leading == 0
        elif leading >= excess > trailing:
            row.values = row.values[excess:]
            front += trailing == 0
        elif leading and trailing:
            unsure.append(row)
    for row in unsure:
        excess = len(row.values) - (row.prescribed or 0)
        leading, trailing = _outer_blanks(row.values)
        if back > front and trailing >= excess:
            row.values = row.values[:-excess]
        elif front > back and leading >= excess:
            row.values = row.values[excess:]


def _outer_blanks(values: Sequence[TextCell]) -> tuple[int, int]:
    """Blank cells at the start and at the end; all of them twice where there is nothing else."""
    filled = [index for index, cell in enumerate(values) if cell.kind != "blank"]
    if not filled:
        return len(values), len(values)
    return filled[0], len(values) - 1 - filled[-1]
