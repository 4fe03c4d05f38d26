"""Numbers recognised in the cells of a table: which stand, which are doubtful.

The forms promise sums along their rows: seven numbers of which the last is the total of the six (requests), five of
which the last is the total of the four (disputes). A row that adds up confirms its cells, since one of them misread
would break it. A row that does not confirms none; then only cells the recognition itself is sure of stand. No number is
ever changed, let alone made up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.readers.text_lines import is_value

if TYPE_CHECKING:
    from extractors.readers.pages.tables import PartCell

# By the numbers at the end of a row: how many make up a sum with its total.
SUMS = {7: 7, 5: 5, 15: 5}
# Confidence from which on a number stands by itself, and below which no sum makes up for it.
SURE = 0.95
LOST = 0.5


def confirmed(cells: Sequence[PartCell]) -> tuple[PartCell, ...]:
    """The cells of a table, the doubtful among them marked. Cells that the file itself states are left alone."""
    if all(cell.confidence is None for cell in cells):
        return tuple(cells)
    rows: dict[int, list[PartCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    doubtful: set[int] = set()
    for row in rows.values():
        numbers = _numbers(sorted(row, key=lambda cell: cell.left))
        group = SUMS.get(len(numbers), 0)
        groups = [numbers[start : start + group] for start in range(0, len(numbers), group)] if group else [numbers]
        for members in groups:
            adds_up = bool(group) and _adds_up([cell.text for cell in members])
            least = LOST if adds_up else SURE
            doubtful |= {id(cell) for cell in members if cell.confidence is not None and cell.confidence < least}
    return tuple(replace(cell, doubtful=True) if id(cell) in doubtful else cell for cell in cells)


def _numbers(row: Sequence[PartCell]) -> list[PartCell]:
    """The cells behind the row's last words: numbers, marks, blanks, and what is too short or unsure to be words."""
    end = 0
    for index, cell in enumerate(row):
        if cell.text and not is_value(cell.text) and len(cell.text) > 2:
            end = index + 1
    numbers = list(row[end:]) if end else []
    return numbers if any(is_value(cell.text) for cell in numbers if cell.text) else []


def _adds_up(texts: Sequence[str]) -> bool:
    *parts, total = (_number(text) for text in texts)
    if total is None or any(part is None for part in parts):
        return False
    return sum(part for part in parts if part is not None) == total


def _number(text: str) -> int | None:
    """Marks for none (—, /, blank) add nothing."""
    if not text.strip("-—–/ "):
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
