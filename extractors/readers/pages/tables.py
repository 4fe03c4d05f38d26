"""Tables of pages: what is printed in each cell, and the parts of one table on several pages put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.document import CellDraft
from extractors.readers.pages.confirm import confirmed
from extractors.readers.pages.grid import Grid
from extractors.readers.pages.lines import Line, join_lines, to_lines
from extractors.readers.pages.model import Glyph
from extractors.readers.text_cells import LabelReader
from extractors.readers.text_lines import NUMBERED, is_value

# Column borders of the parts of one table differ by no more than this from page to page, in points.
SAME_BORDER = 6.0
# Rows that the next page repeats from the top of the table.
MOST_HEADER_ROWS = 6
# Cells with so much running text arrange the page.
RUNNING_TEXT = 200
# A number that takes this share of its cell's width was broken because there was no room.
FULL_WIDTH = 0.75
IRREGULAR = "表格线缺失，无法分辨各单元格"
_DIGITS = re.compile(r"[\d.,，．]+")


@dataclass(frozen=True, slots=True)
class PartCell:
    """A cell between the column borders `left` and `right` (indices into the part's `xs`).

    confidence, doubtful: of what was recognised in a picture, see `pages.confirm`
    """

    text: str
    row: int
    left: int
    right: int
    rowspan: int = 1
    confidence: float | None = None
    doubtful: bool = False

    @property
    def columns(self) -> tuple[int, int]:
        return self.left, self.right

    @property
    def below(self) -> int:
        """The row under the cell."""
        return self.row + self.rowspan


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table, or what of it stands on one page. xs: its column borders in points; height: rows."""

    xs: tuple[float, ...]
    cells: tuple[PartCell, ...]
    height: int
    defect: str | None = None

    def rows(self) -> list[list[PartCell]]:
        rows: list[list[PartCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return [sorted(row, key=lambda cell: cell.left) for row in rows]

    def drafts(self) -> list[list[CellDraft]]:
        return [
            [
                CellDraft(cell.text, cell.left, cell.rowspan, cell.right - cell.left, cell.confidence, cell.doubtful)
                for cell in row
            ]
            for row in self.rows()
        ]


def table_of(grid: Grid, glyphs: Iterable[Glyph]) -> TablePart | None:
    """A ruled table with its texts; None where its cells hold running text and only arrange the page."""
    inside: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        index = grid.cell_at(*glyph.middle)
        if index is not None:
            inside[index].append(glyph)
    cells = []
    for index, cell in enumerate(grid.cells):
        text = cell_text(inside[index], cell.x1 - cell.x0)
        if len(text) > RUNNING_TEXT and text.count("。") > 1:
            return None
        sure = min((glyph.confidence for glyph in inside[index] if glyph.confidence is not None), default=None)
        cells.append(PartCell(text, cell.row, cell.column, cell.column + cell.colspan, cell.rowspan, sure))
    if sum(1 for cell in cells if cell.text) < 2:
        return None
    return TablePart(grid.xs, confirmed(cells), len(grid.ys) - 1, IRREGULAR if grid.irregular else None)


def cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """What is printed in a cell, its broken lines joined; figures one below the other stay apart."""
    texts: list[str] = []
    above: Line | None = None
    for line in to_lines(glyphs):
        if above is not None and _DIGITS.fullmatch(above.text) and _DIGITS.fullmatch(line.text):
            texts.append(line.text if _is_broken_number(above, line, width) else f" {line.text}")
        else:
            texts.append(line.text)
        above = line
    return join_lines(texts)


def _is_broken_number(above: Line, line: Line, width: float) -> bool:
    return above.x1 - above.x0 >= FULL_WIDTH * width or above.text[-1] in ".．,，" or line.text[0] in ".．,，"


def continues(above: TablePart, below: TablePart) -> bool:
    """Whether a table at the top of a page goes on with the one at the foot of the page before."""
    if abs(above.xs[0] - below.xs[0]) > SAME_BORDER or abs(above.xs[-1] - below.xs[-1]) > SAME_BORDER:
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    return all(min(abs(x - other) for other in many) <= SAME_BORDER for x in few)


def put_together(above: TablePart, below: TablePart) -> TablePart:
    """Two parts as one table: a repeated header is left out; a row, or a cell, that the page's end cuts is whole."""
    xs = _all_borders(above.xs, below.xs)
    first, second = _at_borders(above, xs), _without_header(_at_borders(above, xs), _at_borders(below, xs))
    is_cut = _cuts_row(first, second)
    base = first.height - is_cut
    reaching = {cell.columns: cell for cell in first.cells if cell.below == first.height}
    whole: dict[tuple[int, int], PartCell] = {}
    rest: list[PartCell] = []
    for cell in second.cells:
        upper = reaching.get(cell.columns) if cell.row == 0 else None
        if upper is not None and (is_cut or _goes_on(upper, cell)):
            text = join_lines([upper.text, cell.text])
            whole[cell.columns] = replace(upper, text=text, rowspan=upper.rowspan + cell.rowspan - is_cut)
        else:
            rest.append(replace(cell, row=cell.row + base))
    kept = [whole.get(cell.columns, cell) if cell.below == first.height else cell for cell in first.cells]
    return TablePart(xs, (*kept, *rest), base + second.height, first.defect or second.defect)


def _all_borders(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...]:
    more = [x for x in second if min(abs(x - other) for other in first) > SAME_BORDER]
    return tuple(sorted([*first, *more]))


def _at_borders(part: TablePart, xs: tuple[float, ...]) -> TablePart:
    place = [min(range(len(xs)), key=lambda index, x=x: abs(xs[index] - x)) for x in part.xs]  # type: ignore[misc]
    cells = tuple(replace(cell, left=place[cell.left], right=place[cell.right]) for cell in part.cells)
    return replace(part, xs=xs, cells=cells)


def _without_header(first: TablePart, second: TablePart) -> TablePart:
    """Without the rows at the top that repeat the first part's header: the same texts, and no number."""
    count = 0
    for one, other in zip(first.rows()[:MOST_HEADER_ROWS], second.rows(), strict=False):
        texts = [cell.text for cell in other]
        if [cell.text for cell in one] != texts or any(is_value(text) for text in texts) or not any(texts):
            break
        count += 1
    if not count or count == second.height or any(cell.row < count < cell.below for cell in second.cells):
        return second
    cells = tuple(replace(cell, row=cell.row - count) for cell in second.cells if cell.row >= count)
    return replace(second, cells=cells, height=second.height - count)


def _cuts_row(first: TablePart, second: TablePart) -> bool:
    """Whether a row is cut: its label above and its numbers below, or the label's last words below."""
    above = {cell.columns: cell for cell in first.cells if cell.below == first.height and cell.rowspan == 1}
    below = {cell.columns: cell for cell in second.cells if cell.row == 0}
    if len(above) < 2 or not above.keys() <= below.keys():
        return False
    # A label beside several rows may stand beside the last of this page and more of the next.
    below = {columns: cell for columns, cell in below.items() if columns in above and cell.rowspan == 1}
    above = {columns: above[columns] for columns in below}
    if len(below) < 2:
        return False
    if not any(cell.text for cell in above.values()) or not any(cell.text for cell in below.values()):
        return True  # the whole of the row has gone over to the next page, or stayed on this one
    numbers_above = any(is_value(cell.text) for cell in above.values() if cell.text)
    numbers_below = any(is_value(cell.text) for cell in below.values() if cell.text)
    words_above = [cell.text for cell in above.values() if cell.text and not is_value(cell.text)]
    words_below = [cell.text for cell in below.values() if cell.text and not is_value(cell.text)]
    in_both = [columns for columns, cell in below.items() if cell.text and above[columns].text]
    if numbers_above == numbers_below or not words_above or len(in_both) > len(words_below) or len(words_below) > 1:
        return False
    return _are_one_label(words_above[-1], words_below[0]) if words_below else numbers_below


def _are_one_label(above: str, below: str) -> bool:
    """Two halves of a label: the forms know the whole, and no other row in a half; or a bracket is left open."""
    if NUMBERED.match(below):
        return False
    whole = _row_keys(join_lines([above, below]))
    if whole:
        return all(not half or bool(half & whole) for half in (_row_keys(above), _row_keys(below)))
    return sum(above.count(mark) for mark in "（(") > sum(above.count(mark) for mark in "）)")


def _row_keys(text: str) -> frozenset[str]:
    label = LabelReader().of(text)
    return frozenset(row.key for row in label.rows) if label is not None else frozenset()


def _goes_on(upper: PartCell, lower: PartCell) -> bool:
    """A label beside several rows whose last rows are on the next page."""
    if max(upper.rowspan, lower.rowspan) == 1 or is_value(lower.text) or is_value(upper.text):
        return False
    return not lower.text or (bool(upper.text) and not NUMBERED.match(lower.text))
