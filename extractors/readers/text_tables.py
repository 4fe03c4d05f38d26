"""Table drafts: rows of cell texts, one draft a table, or the reason why its cells cannot be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from extractors.catalogue.columns import column_role
from extractors.readers.text_bars import (
    MOST,
    BarRow,
    bar_rows,
    closing_bars,
    has_tab,
    lines_are_rows,
    streamed_cells,
    tab_rows,
)
from extractors.readers.text_cells import CellKind, LabelReader, Piece, TextCell, column_printings, with_running_numbers
from extractors.readers.text_lines import LONGEST_CELL, Line, is_value
from extractors.readers.text_rows import DISPUTES, FormContext, Row, RowMaker, drop_padding, place_blanks

#: Official labels that make lines with bars one of the official tables.
FEWEST_LABELS = 2
#: Rows of several cells, values among them, that make them a table of the agency's own.
FEWEST_ROWS = 2
#: Rows that lack values, from which on a text without any repeated line has lost its repetitions.
FEWEST_SHORT_ROWS = 3

GLUED = "标签与数字连成一片，无法分辨各单元格"
UNREPEATED = "重复的行已被删去，单元格缺失"

#: What values and marks are made of, as the end of a text in which cells run together (规章0-12, 行政许可无).
_VALUES_END = re.compile(r"[\d.．,，+＋\-−－—–―─/／无增减少加万元]{1,80}$")
_DIGITS = re.compile(r"\d+")
#: What follows a number of running text.
_AFTER_COUNT = re.compile(r"\s?(?:[件条份次个项篇人场期起宗册种家名元年月日时%％余多万亿]|[，,。；;、）)：:！])")
_MARK = re.compile(r"[，,。；;！!：:]")
#: Where a label can begin behind header cells or a group's label without anything between.
_LABEL_START = re.compile(r"件数|数量|金额|万元[）)]|增/?减|项|结果|公开(?=\d)|(?=[（(][一二三四五六七][）)])")
FEWEST_GLUED_PARTS = 3
#: Letters of header cells run together, and digits that no single cell has.
LONG_HEADER = 20
SHORTEST_GLUED_HEADER = 12
MANY_DIGITS = 5
MOST_GLUED_PARTS = 60


@dataclass(frozen=True, slots=True)
class TableDraft:
    """rows: cell texts as printed, blank cells as empty strings.

    by_cell: printed one cell a line; short_rows: rows with fewer values than the form has
    """

    rows: tuple[tuple[str, ...], ...]
    defect: str | None = None
    by_cell: bool = False
    short_rows: int = 0


def tables_of_cells(cells: Sequence[TextCell], gap_after: int) -> list[TableDraft]:
    """Cells without any sign of rows as tables. `gap_after`: blank lines below the last one."""
    maker = RowMaker()
    for cell in with_running_numbers(cells):
        maker.add(cell)
    maker.close(gap_after)
    place_blanks(maker.rows)
    drop_padding(maker.rows)
    return _drafts(maker.rows, by_cell=True)


def tables_of_bars(lines: Sequence[Line], labels: LabelReader) -> list[TableDraft | Line] | None:
    """Lines with bars or tabs as tables and the lines between them; None where they are no table at all."""
    if any(has_tab(line) for line in lines):
        return _tables_of_rows(tab_rows(lines, labels), labels)
    if not lines_are_rows(lines):
        cells = streamed_cells(lines, labels)
        if sum(1 for cell in cells if cell.label is not None) < FEWEST_LABELS:
            return None
        return list(tables_of_cells(cells, 0))
    share = closing_bars(lines)
    likely = bar_rows(lines, labels, closed=share >= MOST)
    if share:
        # A bar at the end of lines closes the row, or opens a blank last cell. The forms tell.
        other = bar_rows(lines, labels, closed=share < MOST)
        if _fitting(other, labels) > _fitting(likely, labels):
            likely = other
    return _tables_of_rows(likely, labels)


def glued_table(pieces: Sequence[Piece], labels: LabelReader) -> TableDraft | None:
    """A table whose labels and numbers run together (规章000), as its lines; None if they do not."""
    rows = sum(1 for piece in pieces if is_glued(piece.text, labels))
    headed = any(
        is_glued_header(above.text, labels) and _holds_several_values(below.text) for above, below in pairwise(pieces)
    )
    if rows < FEWEST_LABELS and not headed:
        return None
    return TableDraft(tuple((piece.text,) for piece in pieces), GLUED)


def is_glued(text: str, labels: LabelReader) -> bool:
    """A row's label with digits or marks right behind it."""
    found = _VALUES_END.search(text) if len(text) <= LONGEST_CELL else None
    if found is None or found.start() == 0:
        return False
    label = labels.of(text[: found.start()])
    return label is not None and bool(label.rows) and not text[found.start() - 1].isspace()


def is_glued_header(text: str, labels: LabelReader) -> bool:
    """Header cells run together: 结果维持结果纠正其他结果尚未审结总计."""
    if not SHORTEST_GLUED_HEADER <= len(text) <= LONGEST_CELL or any(character.isspace() for character in text):
        return False
    return sum(1 for column in column_printings(labels.tables) if column in text) >= FEWEST_GLUED_PARTS


def _holds_several_values(text: str) -> bool:
    """“00011”, “-----”: more than one cell of a row of five."""
    found = _VALUES_END.match(text)
    return found is not None and found.end() == len(text) >= MANY_DIGITS


def is_glued_line(text: str, labels: LabelReader) -> bool:
    """Whether a line is a whole table run together: 信息内容本年制发件数…规章000行政规范性文件102第二十条…

    A number with a measure word or a mark right behind it (予以公开4件，部分公开3件) is running text.
    """
    known = several = position = 0
    for run in islice(_DIGITS.finditer(text), MOST_GLUED_PARTS):
        words = _MARK.split(text[max(position, run.start() - LONGEST_CELL) : run.start()])[-1]
        digits = run.end() - run.start()
        position = run.end()
        if _AFTER_COUNT.match(text, run.end()):
            continue
        whole = labels.of(_LABEL_START.split(words)[-1])
        header = whole is None and len(words) >= LONG_HEADER and digits >= MANY_DIGITS
        if header and labels.of(words[-2:]) is not None:
            return True  # the header of the disputes table down to its last 总计, and fifteen numbers
        known += whole is not None
        several += whole is not None and digits > 1
    return known >= FEWEST_GLUED_PARTS and several > 0


def _fitting(rows: Iterable[BarRow | Line], labels: LabelReader) -> int:
    """Rows with as many values as the form has, or as many cells as the header of an indicator table."""
    printed = [row for row in rows if isinstance(row, BarRow)]
    header = next((row for row in printed if sum(column_role(cell) is not None for cell in row.cells) > 1), None)
    like_header = sum(len(row.cells) == len(header.cells) for row in printed) if header is not None else 0
    return like_header + sum(
        1 for row in _rows_of_bars(printed, labels) if row.prescribed is not None and len(row.values) == row.prescribed
    )


def _tables_of_rows(rows: Sequence[BarRow | Line], labels: LabelReader) -> list[TableDraft | Line] | None:
    printed = [row for row in rows if isinstance(row, BarRow)]
    known = sum(1 for row in printed for cell in row.cells if cell and labels.of(cell) is not None)
    several = [row for row in printed if sum(1 for cell in row.cells if cell) > 1]
    with_values = any(is_value(cell) for row in several for cell in row.cells)
    if known < FEWEST_LABELS and not (len(several) >= FEWEST_ROWS and with_values):
        return None
    found: list[TableDraft | Line] = []
    stretch: list[BarRow] = []
    for row in [*rows, None]:
        if isinstance(row, BarRow):
            stretch.append(row)
            continue
        if stretch:
            read = _rows_of_bars(stretch, labels)
            drop_padding(read)
            found.extend(_drafts(read, by_cell=False))
            stretch = []
        if row is not None:
            found.append(row)
    return found


def _rows_of_bars(rows: Sequence[BarRow], labels: LabelReader) -> list[Row]:
    """Printed rows with their labels and values told apart, and how many values the form has for each."""
    context = FormContext()
    read: list[Row] = []
    for row in rows:
        cells = [_cell(text, labels) for text in row.cells]
        filled = [index for index, cell in enumerate(cells) if cell.kind in ("label", "text")]
        split = filled[-1] + 1 if filled else 0
        own, values = cells[:split], cells[split:]
        roles = [context.role(cell) for cell in own]
        has_values = any(cell.kind == "value" for cell in values)
        if "caption" in roles and not has_values:
            read.append(Row(own, [], "disclosure"))
        elif "column" in roles and not has_values and not _is_blank_outcome(own, values, context.table):
            context.header(own)
            read.append(Row(own, [], context.table))
        else:
            table, prescribed = context.row(own)
            if not has_values and "row" not in roles:
                prescribed = None
            read.append(Row(own, values, table, prescribed))
    return read


def _is_blank_outcome(own: Sequence[TextCell], values: Sequence[TextCell], table: str | None) -> bool:
    """结果维持 with blank cells behind it, in a table with an outcome a row: no header, which would name all five."""
    outcomes = [cell for cell in own if cell.label is not None and cell.label.column(DISPUTES) is not None]
    return len(outcomes) == 1 and bool(values) and table == DISPUTES


def _cell(text: str, labels: LabelReader) -> TextCell:
    label = None
    kind: CellKind
    if not text:
        kind = "blank"
    elif is_value(text):
        kind = "value"
    else:
        label = labels.of(text)
        kind = "text" if label is None else "label"
    return TextCell(text, kind, label, 0, ())


def _may_head_any(row: Row) -> bool:
    """A header of 总计 alone: several tables have such a column, and the rows below it tell which this is."""
    known = [cell.label for cell in row.labels if cell.label is not None]
    return bool(known) and not row.values and all(len(label.tables) > 1 for label in known)


def _drafts(rows: Sequence[Row], *, by_cell: bool) -> list[TableDraft]:
    """One draft for each table of the form; rows that tell none belong to the table before them."""
    for header, following in reversed([*pairwise(rows)]):
        if _may_head_any(header):
            header.table = following.table
    drafts: list[TableDraft] = []
    texts: list[tuple[str, ...]] = []
    table: str | None = None
    short = 0
    for row in rows:
        if row.table != table and table is not None and row.table is not None and texts:
            drafts.append(TableDraft(tuple(texts), None, by_cell, short))
            texts, short = [], 0
        table = row.table or table
        texts.append(tuple(row.texts()))
        short += row.prescribed is not None and len(row.values) < row.prescribed
    if texts:
        drafts.append(TableDraft(tuple(texts), None, by_cell, short))
    return drafts
