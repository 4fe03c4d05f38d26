"""Tables of an agency's own in text without rows of bars: a known header (项目, 单位, 本年度, 历年累计) above rows.

Whether cells stand a line each or beside each other, a row is a label, its unit where the header has a column for it,
and as many numbers as the header has columns of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.catalogue.columns import column_role
from extractors.readers.text_bars import BAR, parts_cells
from extractors.readers.text_lines import LONGEST_CELL, Line, is_sentence, is_unit, is_value

#: Rows that make a table of what stands below such a header.
FEWEST_ROWS = 2
#: Words of a line that are looked at.
MOST_WORDS = 200
NO_NUMBERS = frozenset({"number", "label", "unit"})


@dataclass(frozen=True, slots=True)
class OwnTable:
    """Its lines (`last` exclusive) and rows, the header first."""

    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: int
    closes_line: bool


def own_tables(lines: Sequence[Line]) -> Iterator[OwnTable]:
    """Tables whose header and rows take up whole lines."""
    position = 0
    while position < len(lines):
        table = _table_at(lines, position) if _may_open(lines[position]) else None
        if table is None:
            position += 1
        else:
            yield table
            position = table.last


def _may_open(line: Line) -> bool:
    return not parts_cells(line) and column_role(line.text.split(None, 1)[0]) is not None


def _table_at(lines: Sequence[Line], first: int) -> OwnTable | None:
    words = _words(lines, first)
    header: list[str] = []
    for word in words:
        if column_role(word.text) is None:
            break
        header.append(word.text)
    roles = [column_role(text) for text in header]
    numbers = sum(1 for role in roles if role not in NO_NUMBERS)
    if len(header) < 2 or roles[0] in ("unit", "year", "period", "stock") or not numbers:
        return None
    rows = [tuple(header)]
    position, last = len(header), first
    while True:
        row = _row_at(words[position:], numbers, has_unit="unit" in roles, numbered="number" in roles)
        if row is None:
            break
        rows.append(row)
        position += len(row)
        if words[position - 1].closes_line:
            last = words[position - 1].line + 1
    if len(rows) <= FEWEST_ROWS or not words[position - 1].closes_line:
        return None
    return OwnTable(first, last, tuple(rows))


def _words(lines: Sequence[Line], first: int) -> list[_Word]:
    """The words from a line on, until a sentence or a line with bars; a single line may hold the whole table."""
    found: list[_Word] = []
    for number in range(first, len(lines)):
        line = lines[number]
        if not BAR.sub("", line.text).strip():
            continue  # a bar on a line of its own parts two cells
        if parts_cells(line) or (number > first and len(line.text) > LONGEST_CELL) or is_prose(line):
            break
        texts = line.text.split(None, MOST_WORDS)
        found += [_Word(text, number, place == len(texts)) for place, text in enumerate(texts, start=1)]
        if len(found) > MOST_WORDS:
            break
    return found


def is_prose(line: Line) -> bool:
    return len(line.text) <= LONGEST_CELL and is_sentence(line.text)


def _row_at(words: Sequence[_Word], numbers: int, *, has_unit: bool, numbered: bool) -> tuple[str, ...] | None:
    length = numbered + 1 + has_unit + numbers
    cells = [word.text for word in words[:length]]
    if len(cells) < length or (numbered and not cells[0].isdigit()):
        return None
    label, rest = cells[numbered], cells[numbered + 1 :]
    if is_value(label) or is_unit(label) or (has_unit and not is_unit(rest[0])):
        return None
    return tuple(cells) if all(map(is_value, rest[has_unit:])) else None
