"""Tables whose cells an export has set off with bars or tabs.

Bars close a cell, open it, or do both; they stand in the row's line, at the end of each cell's line, or on a
line of their own. Where most lines hold several cells a line is a row, whatever else is broken; otherwise the
bars only part the cells, and the labels must tell the rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.text_cells import BLANK, LabelReader, Piece, TextCell, to_cells
from extractors.readers.text_lines import LONGEST_CELL, Line, is_instruction, is_value, space_between

BAR = re.compile(r"[|｜│┃]")
_BAR_OR_TAB = re.compile(r"[|｜│┃\t]")
#: “+---+---+”, “|:---|---:|”, “├──┼──┤”: drawn between rows, no cells. A single dash between bars is a cell.
RULE_LINE = re.compile(r"[-+|｜│┃:=─━┼├┤┬┴┌┐└┘╋\s]{3,}")
RULE_MARK = re.compile(r"-{3}|={3}|[─━]{2}|:-+|-+:")
#: Where bars are spaced, cells of a span that are not printed: bars without a space between, at the end of
#: the row.
PADDING = re.compile(r"(?<=[|｜])\s*[|｜]{2,}$")
#: Spaces that make a line indented; a single one is what is left of a blank first cell.
FEWEST_SPACES = 2
#: Characters of a row whose line was broken.
LONGEST_ROW = 2000
#: Share of lines from which on a bar at their end (or start) belongs to the layout and shows no blank cell.
MOST = 0.6
#: Share of cell-bearing lines with several cells from which on a line is a row.
ROW_LINES = 1 / 3
#: Bars that show a row in a line whose cells are all blank but one.
ROW_BARS = 3


@dataclass(frozen=True, slots=True)
class BarRow:
    """The cells of one printed row, blank ones as empty strings."""

    cells: tuple[str, ...]


def is_rule(text: str) -> bool:
    return RULE_LINE.fullmatch(text) is not None and RULE_MARK.search(text) is not None


def has_bar(line: Line) -> bool:
    return BAR.search(line.text) is not None


def parts_cells(line: Line) -> bool:
    """Whether bars or tabs part the cells of a line."""
    return _BAR_OR_TAB.search(line.text) is not None


def has_tab(line: Line) -> bool:
    return "\t" in line.text


def lines_are_rows(lines: Sequence[Line]) -> bool:
    """Whether a line holds a row, rather than a cell."""
    printed = [[cell.strip() for cell in BAR.split(line.text)] for line in lines if has_bar(line)]
    filled = [([cell for cell in cells if cell], len(cells) - 1) for cells in printed]
    bearing = sum(1 for cells, _ in filled if cells)
    several = sum(1 for cells, bars in filled if len(cells) > 1 or (cells and bars >= ROW_BARS))
    alone = any(len(cells) == 1 and is_value(cells[0]) for cells, _ in filled)
    return bearing > 0 and (several >= bearing * ROW_LINES or (several > 0 and not alone))


def bar_rows(lines: Sequence[Line], labels: LabelReader, *, closed: bool) -> list[BarRow | Line]:
    """Lines as rows. A row whose line was broken is put together; a line that belongs to no row stays a line.

    closed: a row ends with a bar, so that one at the end of the line shows no blank cell
    """
    spaced = any(re.search(r"\s[|｜]\s|[|｜]\s[|｜]", line.text) for line in lines)
    opened = _share(lines, starting=True) >= MOST
    lines = _unindented(lines, labels)
    rows: list[BarRow | Line] = []
    unfinished = ""
    for index, line in enumerate(lines):
        text = PADDING.sub("", line.text) if spaced else line.text
        if is_rule(line.text):
            continue
        bars = has_bar(line)
        if unfinished and len(unfinished) > LONGEST_ROW:
            rows.append(_row(unfinished, opened=opened, closed=closed))
            unfinished = ""
        if unfinished:
            if bars or _continues(unfinished, text):
                unfinished += space_between(unfinished, text) + text
                if _ends_with_bar(unfinished):
                    rows.append(_row(unfinished, opened=opened, closed=closed))
                    unfinished = ""
                continue
            rows.append(_row(unfinished, opened=opened, closed=closed))
            unfinished = ""
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not bars:
            if labels.of(text) is not None or is_instruction(text):
                if closed and not opened and following is not None and _starts_with_bar(following.text):
                    unfinished = text
                else:
                    rows.append(BarRow((text,)))
            else:
                rows.append(line)
        elif not BAR.sub("", text).strip():
            if rows and isinstance(rows[-1], BarRow) and (not closed or len(BAR.findall(text)) >= ROW_BARS):
                rows.append(_row(text, opened=opened, closed=closed))
        elif closed and not _ends_with_bar(text) and following is not None and _goes_on(following, opened):
            unfinished = text
        else:
            rows.append(_row(text, opened=opened, closed=closed))
    if unfinished:
        rows.append(_row(unfinished, opened=opened, closed=closed))
    return rows


def _unindented(lines: Sequence[Line], labels: LabelReader) -> list[Line]:
    """Lines with the indented ones below them, where indentation shows that a row goes on, not its rank."""
    if not lines:
        return []
    outer = min(line.indent for line in lines)
    inner = [line for line in lines if line.indent >= outer + FEWEST_SPACES]
    broken_at_bars = _only_broken_rows_end_with_bars(lines, outer)
    if not inner or (not broken_at_bars and any(_begins_with_row(line.text, labels) for line in inner)):
        return list(lines)
    whole: list[list[str]] = []
    firsts: list[Line] = []
    for line in lines:
        if line.indent >= outer + FEWEST_SPACES and whole:
            above = whole[-1][-1]
            apart = is_value(BAR.split(above)[-1].strip()) or is_value(BAR.split(line.text, maxsplit=1)[0].strip())
            barred = _ends_with_bar(above) or _starts_with_bar(line.text)
            whole[-1].append(" | " if apart and not barred else " ")
            whole[-1].append(line.text)
        else:
            whole.append([line.text])
            firsts.append(line)
    return [Line(text := "".join(parts), text, line.gap, 0) for parts, line in zip(whole, firsts, strict=True)]


def _only_broken_rows_end_with_bars(lines: Sequence[Line], outer: int) -> bool:
    """Whether a bar ends the lines above indented ones, and none of the others: it says that the row goes on."""
    broken: list[bool] = []
    whole: list[bool] = []
    for line, following in pairwise(lines):
        if has_bar(line):
            goes_on = following.indent >= outer + FEWEST_SPACES
            (broken if goes_on else whole).append(_ends_with_bar(line.text))
    return bool(broken) and all(broken) and sum(whole) <= len(whole) * (1 - MOST)


def _begins_with_row(text: str, labels: LabelReader) -> bool:
    first = next((cell.strip() for cell in BAR.split(text) if cell.strip()), "")
    label = labels.of(first) if first else None
    return label is not None and not label.columns and any(row.table != "disputes" for row in label.rows)


def tab_rows(lines: Sequence[Line], labels: LabelReader) -> list[BarRow | Line]:
    """Tab-separated lines as rows. A line without tabs is a row of one cell if it is a label, else no row."""
    rows: list[BarRow | Line] = []
    for line in lines:
        if "\t" in line.raw.strip(" \u3000\xa0"):
            rows.append(BarRow(tuple(cell.strip() for cell in line.raw.strip(" \u3000\xa0").split("\t"))))
        elif labels.of(line.text) is not None or is_instruction(line.text):
            rows.append(BarRow((line.text,)))
        else:
            rows.append(line)
    return rows


def streamed_cells(lines: Sequence[Line], labels: LabelReader) -> list[TextCell]:
    """Cells of a layout in which a bar only ends (or begins) a cell, blank ones among them."""
    leading = _cells_begin_with_bars(lines)
    cells: list[TextCell] = []
    gathered: list[Piece] = []
    after_bar = False

    def emit() -> None:
        if gathered:
            cells.extend(to_cells(gathered, labels))
            gathered.clear()
        else:
            cells.append(BLANK)

    for line in lines:
        bare = _is_bare(line)
        if is_rule(line.text):
            continue
        if bare and len(BAR.findall(line.text)) > 1 and "| |" not in line.text:
            if gathered:
                emit()
            after_bar = False
            continue
        if leading and not _starts_with_bar(line.text) and after_bar and not gathered:
            cells.append(BLANK)
        position = 0
        for match in [*BAR.finditer(line.text), None]:
            end = len(line.text) if match is None else match.start()
            piece = _piece(line, position, end)
            if piece is not None:
                gathered.append(piece)
                after_bar = False
            if match is not None:
                if gathered or not leading or after_bar:
                    emit()
                after_bar = True
                position = match.end()
    if gathered or (leading and after_bar):
        emit()
    if _is_bare(lines[0]) and len(BAR.findall(lines[0].text)) == 1:
        return _without_row_marks(cells, at_end=False)
    return _without_row_marks(cells, at_end=True) if leading and _rows_end_bare(lines) else cells


def _is_bare(line: Line) -> bool:
    """Bars and nothing else."""
    return has_bar(line) and not BAR.sub("", line.text).strip()


def _rows_end_bare(lines: Sequence[Line]) -> bool:
    """Whether every row ends with a bar on a line of its own, which then shows no blank cell."""
    starts = [above for above, line in pairwise(lines) if not _starts_with_bar(line.text)]
    return bool(starts) and all(_is_bare(above) for above in starts)


def _without_row_marks(cells: Sequence[TextCell], *, at_end: bool) -> list[TextCell]:
    """One blank cell less between two rows: before a label, and between a header and values without a label.

    at_end: the bar ends the row, so that the last row has one too
    """
    kept: list[TextCell] = []
    for index, cell in enumerate(cells):
        following = cells[index + 1] if index + 1 < len(cells) else None
        above = cells[max(index - 2, 0) : index]
        header_above = len(above) > 1 and all(part.label is not None and part.label.columns for part in above)
        row_ends = at_end if following is None else following.kind in ("label", "text")
        if cell.kind != "blank" or not (row_ends or header_above):
            kept.append(cell)
    return kept


def _piece(line: Line, start: int, end: int) -> Piece | None:
    text = line.text[start:end].strip()
    if not text:
        return None
    begin = start + len(line.text[start:end]) - len(line.text[start:end].lstrip())
    return Piece(text, line, begin, begin + len(text), line.gap if begin == 0 else 0)


def _cells_begin_with_bars(lines: Sequence[Line]) -> bool:
    """“规章 / | 0 / | 0”: the bar opens the next cell, and none closes the last."""
    bearing = [line.text for line in lines if has_bar(line) and BAR.sub("", line.text).strip()]
    starting = sum(1 for text in bearing if _starts_with_bar(text) and not _ends_with_bar(text))
    return bool(bearing) and starting >= len(bearing) * MOST


def _share(lines: Sequence[Line], *, starting: bool) -> float:
    bearing = [line.text for line in lines if has_bar(line) and BAR.sub("", line.text).strip()]
    counted = sum(1 for text in bearing if (_starts_with_bar(text) if starting else _ends_with_bar(text)))
    return counted / len(bearing) if bearing else 0.0


def closing_bars(lines: Sequence[Line]) -> float:
    """The share of rows that end with a bar."""
    return _share(lines, starting=False)


def _row(text: str, *, opened: bool, closed: bool) -> BarRow:
    cells = [cell.strip() for cell in BAR.split(text)]
    if opened and len(cells) > 1 and not cells[0]:
        cells = cells[1:]
    if closed and len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return BarRow(tuple(cells))


def _continues(unfinished: str, text: str) -> bool:
    """Whether a line without bars is the rest of a row that a bar should have ended."""
    last = BAR.split(unfinished)[-1].strip()
    return len(text) <= LONGEST_CELL and not (is_value(last) and not is_value(text))


def _goes_on(following: Line, opened: bool) -> bool:
    """Whether the line below can be the rest of a row without its closing bar."""
    return not has_bar(following) or not opened


def _starts_with_bar(text: str) -> bool:
    return BAR.match(text) is not None


def _ends_with_bar(text: str) -> bool:
    return BAR.match(text[-1:]) is not None
