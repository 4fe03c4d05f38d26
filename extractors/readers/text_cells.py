"""Pieces of text as cells of the official tables: which are values, which are labels, which belong together.

An export breaks a cell over lines (本年新 / 制作数量), pads it (规 章), or runs cells together on one line.
What a piece is, the labels of the forms tell; what they do not know stays a piece of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Literal

from extractors.catalogue.columns import column_role
from extractors.catalogue.forms import form_tables
from extractors.catalogue.labels import ColumnLabel, RowLabel, columns_like, label_core, likeness, rows_like
from extractors.readers.text_lines import (
    LONGEST_CELL,
    NUMBERED,
    ORDINAL,
    Line,
    is_instruction,
    is_unit,
    is_value,
    space_between,
)
from extractors.sealed import sealed

#: The tables that every report since 2019 carries; the annex of 2014 is looked for on its own, since its
#: labels (主动公开情况) are headings elsewhere.
REPORT_TABLES = frozenset({"disclosure", "requests", "disputes"})
STATISTICS = frozenset({"statistics"})

#: Cells of the forms that are no label of a row or column but stand over them, and their table.
SPANNING = (
    (re.compile(r"第二十条第?[（(]?[一二三四五六七八九十]{1,2}[）)]?项"), "disclosure"),
    (re.compile(r"信息内容"), "disclosure"),
    (re.compile(r"申请人情况|法人或(?:者)?其[他它]组织"), "requests"),
    (re.compile(r"[（(]?本列数据的?勾稽关系为?.{0,60}"), "requests"),
    (re.compile(r"统计指标|指标名称"), "statistics"),
)

CellKind = Literal["value", "blank", "label", "text"]

#: Cells among which the header of an indicator table is.
MOST_HEADER_CELLS = 8

#: Pieces a label is broken into, at most; and where each is a character or two, as in a column set upright.
MOST_PIECES = 5
MOST_NARROW_PIECES = 16
#: Different texts looked up for one document; a report has some hundreds.
MOST_TEXTS = 6000
#: Share of a text's letter pairs that labels have. A label with three parts in four right has more.
FEWEST_PAIRS = 0.3
#: Pieces that a long note in brackets is broken into, at most.
MOST_NOTE_PIECES = 12


@sealed(frozen=True, slots=True)
class Piece:
    """A stretch of a line without break: the whole line, or a word of it. `gap`: blank lines above it."""

    text: str
    line: Line
    start: int
    end: int
    gap: int

    @property
    def opens_line(self) -> bool:
        return self.start == 0


@dataclass(frozen=True)
class Label:
    """What the forms know a text as: rows, columns, or (总计, 其他) either, in one table or several.

    spans: a cell above several columns or rows (第二十条第（一）项, 申请人情况), which is neither
    """

    rows: tuple[RowLabel, ...] = ()
    columns: tuple[ColumnLabel, ...] = ()
    spans: str | None = None

    @cached_property
    def tables(self) -> frozenset[str]:
        named = {table for table, _ in self.keys}
        return frozenset(named or ({self.spans} if self.spans else ()))

    @cached_property
    def keys(self) -> frozenset[tuple[str, str]]:
        rows = {(row.table, row.key) for row in self.rows}
        return frozenset(rows | {(column.table, column.key) for column in self.columns})

    def row(self, table: str) -> RowLabel | None:
        return next((row for row in self.rows if row.table == table), None)

    def column(self, table: str) -> ColumnLabel | None:
        return next((column for column in self.columns if column.table == table), None)


@sealed(frozen=True, slots=True)
class TextCell:
    """pieces: what it was put together from; none for a blank cell, which only the layout shows."""

    text: str
    kind: CellKind
    label: Label | None
    gap: int
    pieces: tuple[Piece, ...]


BLANK = TextCell("", "blank", None, 0, ())


class LabelReader:
    """Looks texts up among the labels of some tables of the forms."""

    def __init__(self, tables: frozenset[str] = REPORT_TABLES) -> None:
        self.tables = tables
        self._known: dict[str, Label | None] = {}

    def of(self, text: str) -> Label | None:
        if text not in self._known:
            if len(self._known) > MOST_TEXTS:
                return None
            self._known[text] = None if len(text) > 2 * LONGEST_CELL else _look_up(text, self.tables)
        return self._known[text]


# The forms' labels stand on every page.
@lru_cache(maxsize=8192)
def _look_up(text: str, tables: frozenset[str]) -> Label | None:
    if text[-1:].isdigit() or is_value(text):
        return None
    bare = "".join(text.split())
    spans = next((table for pattern, table in SPANNING if pattern.fullmatch(bare)), None)
    if spans is not None:
        return Label(spans=spans) if spans in tables else None
    if not _may_be_label(text):
        return None
    only = next(iter(tables)) if len(tables) == 1 else None
    rows = tuple(row for row in rows_like(text, only) if row.table in tables)
    columns = tuple(column for column in columns_like(text, only) if column.table in tables)
    return Label(rows, columns) if rows or columns else None


@cache
def _letter_pairs() -> frozenset[str]:
    """Pairs of neighbouring letters in the official labels."""
    cores = (
        label_core(printing)
        for table in form_tables().values()
        for entry in (*table.row, *table.column)
        for printing in entry.printings
    )
    return frozenset(core[index : index + 2] for core in cores for index in range(max(len(core) - 1, 1)))


@cache
def column_printings(tables: frozenset[str]) -> frozenset[str]:
    """The columns' labels as the forms print them, without spaces; those of a word or two (其他) tell nothing."""
    return frozenset(
        "".join(column.label.split())
        for key, table in form_tables().items()
        if key in tables
        for column in table.column
        if len(column.label) > 2
    )


def _may_be_label(text: str) -> bool:
    """Whether a text has enough letter pairs of labels for the closer comparison to be worth its time."""
    core = label_core(text)
    pairs = [core[index : index + 2] for index in range(max(len(core) - 1, 1))]
    return sum(1 for pair in pairs if pair in _letter_pairs()) >= len(pairs) * FEWEST_PAIRS


def to_cells(pieces: Sequence[Piece], labels: LabelReader) -> list[TextCell]:
    """Pieces in reading order as cells; broken ones are put together where only the whole is a label."""
    cells: list[TextCell] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if is_value(piece.text):
            cells.append(TextCell(piece.text, "value", None, piece.gap, (piece,)))
            index += 1
            continue
        taken, label = _label_at(pieces, index, labels)
        together = tuple(pieces[index : index + taken])
        kind: CellKind = "label" if label is not None else "text"
        cells.append(TextCell(join(part.text for part in together), kind, label, piece.gap, together))
        index += taken
    return cells


def with_running_numbers(cells: Sequence[TextCell]) -> list[TextCell]:
    """Cells in which the numbers of a 序号 column are no values: they stand before a label and count up from one.

    Printed a cell a line, the number of a row follows the value of the row above.
    """
    if not any(cell.kind == "text" and column_role(cell.text) == "number" for cell in cells[:MOST_HEADER_CELLS]):
        return list(cells)
    told: list[TextCell] = []
    expected = 1
    for cell, following in zip(cells, [*cells[1:], BLANK], strict=True):
        numbered = cell.kind == "value" and following.kind in ("label", "text") and cell.text == str(expected)
        told.append(replace(cell, kind="text") if numbered else cell)
        expected += numbered
    return told


def join(texts: Iterable[str]) -> str:
    whole = ""
    for text in texts:
        whole += space_between(whole, text) + text
    return whole


def _label_at(pieces: Sequence[Piece], index: int, labels: LabelReader) -> tuple[int, Label | None]:
    """How many pieces from `index` on make one cell, and the label they make, if it is one."""
    text = pieces[index].text
    single = labels.of(text)
    following = pieces[index + 1].text if index + 1 < len(pieces) else ""
    if ORDINAL.fullmatch(text) and following and not is_value(following) and not ORDINAL.fullmatch(following):
        taken, label = _label_at(pieces, index + 1, labels)
        whole = labels.of(text + join(part.text for part in pieces[index + 1 : index + 1 + taken]))
        return taken + 1, whole or label
    note = _open_note(pieces, index)
    if note:
        return note, labels.of(join(part.text for part in pieces[index : index + note]))
    if is_instruction(text) or (single is not None and single.spans):
        return 1, single
    if not any(character.isalnum() for character in text):
        return 1, None
    best, found = 1, single
    whole_text, broken = text, single is None
    for count in range(2, MOST_NARROW_PIECES + 1):
        position = index + count - 1
        if position >= len(pieces) or len(whole_text) > LONGEST_CELL:
            break
        following = pieces[position].text
        if is_value(following) or is_unit(following) or (count > MOST_PIECES and (len(following) > 2 or len(text) > 2)):
            break
        alone = labels.of(following)
        if (NUMBERED.match(following) and (alone is not None or found is not None)) or (alone and alone.spans):
            break
        if found is not None and (alone is not None or _opens_label(pieces, position, labels)):
            break
        whole_text += space_between(whole_text, following) + following
        broken = broken or alone is None
        label = labels.of(whole_text) if broken else None
        if label is None:
            if found is not None:
                break
        elif alone is not None and alone.keys == label.keys and not _completes(whole_text, following):
            break  # the piece is the label by itself, and what stands before it another cell
        else:
            best, found = count, label
    return best, found


def _completes(whole: str, rest: str) -> bool:
    """Whether the whole is more of a label than its rest: 本年处 / 理决定数量."""
    return likeness(whole) > likeness(rest)


def _opens_label(pieces: Sequence[Piece], index: int, labels: LabelReader) -> bool:
    """Whether a piece begins a label (结果 / 维持), so that it is not the rest of the one before it."""
    if index + 1 >= len(pieces) or is_value(pieces[index + 1].text):
        return False
    following = pieces[index + 1].text
    return labels.of(following) is None and labels.of(join((pieces[index].text, following))) is not None


def _open_note(pieces: Sequence[Piece], index: int) -> int:
    """Pieces up to where the bracket that the first one leaves open is closed; 0 if there is no such."""
    depth = _depth(pieces[index].text)
    if depth <= 0:
        return 0
    for count, piece in enumerate(pieces[index + 1 : index + MOST_NOTE_PIECES], start=2):
        depth += _depth(piece.text)
        if depth <= 0:
            return count
    return 0


def _depth(text: str) -> int:
    return text.count("（") + text.count("(") - text.count("）") - text.count(")")
