"""Lines as running text and tables: where an official table begins and ends, and in which layout.

Sentences and section headings part the text into runs of short lines; a run in which the labels of the forms
stand together with values, bars or tabs holds a table. A row of the requests table looks like a heading
(“一、本年新收…”), so only labels that the forms do not know can be headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.catalogue.columns import column_role
from extractors.readers.text_annex import annexes
from extractors.readers.text_bars import BAR, parts_cells
from extractors.readers.text_cells import STATISTICS, LabelReader, Piece, TextCell, join, to_cells
from extractors.readers.text_lines import (
    NUMBERED,
    ORDINAL,
    TOP_HEADING,
    Line,
    is_instruction,
    is_sentence,
    is_unit,
    is_value,
)
from extractors.readers.text_own import own_tables
from extractors.readers.text_tables import (
    GLUED,
    TableDraft,
    glued_table,
    is_glued,
    is_glued_line,
    tables_of_bars,
    tables_of_cells,
)

#: What the headings of sections end with; one that stands right above a value is a heading all the same.
SECTION_END = re.compile(r"(?:情况|事项|问题|措施|概述|概况|打算|安排|附表|统计表|方面|说明)$")
#: A section's heading at the start of a line whose cells run together.
GLUED_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、．.][^\d]{4,30}?情况(?=第二十条|[（(]本列|申请人|行政复议|信息内容|\s)"
)
#: Words of a header line that is printed on one line.
MOST_HEADER_WORDS = 40
#: Labels of rows that, without any value, still are a table (its blanks or its values were lost).
ROWS_WITHOUT_VALUES = 4
#: Characters of a header cell the forms do not know.
LONGEST_HEADER_CELL = 40
#: Characters of a section's title (诉讼情况).
SHORTEST_TITLE = 4
#: Lines above a bar on a line of its own that may hold the first cell.
FIRST_CELL_LINES = 4
#: Lines without a bar inside one table.
FARTHEST_BAR = 12

# 本年新收政府信息公开申请58件。 says more than the row it is named like.
_STATES = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万]\s?[件条次个宗]次?\s?[。;；]$")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines of running text, headings among them."""

    lines: tuple[Line, ...]


Segment = Prose | TableDraft


def lay_out(lines: Sequence[Line]) -> Iterator[Segment]:
    """The segments of a text in order; every word of it stands in exactly one."""
    prose: list[Piece] = []
    for part in _tables_and_pieces(lines):
        if isinstance(part, TableDraft):
            if prose:
                yield _prose(prose)
                prose = []
            yield part
        else:
            prose.extend(part)
    if prose:
        yield _prose(prose)


def _tables_and_pieces(lines: Sequence[Line]) -> Iterator[TableDraft | list[Piece]]:
    official, statistics = LabelReader(), LabelReader(STATISTICS)
    start = 0
    for first, last in annexes(lines, statistics):
        yield from _parts_without_annex(lines[start:first], official)
        rows = [piece for line in lines[first:last] for piece in explode(line, statistics)]
        yield from _run_segments(rows, statistics, 0)
        start = last
    yield from _parts_without_annex(lines[start:], official)


def _parts_without_annex(lines: Sequence[Line], labels: LabelReader) -> Iterator[TableDraft | list[Piece]]:
    start = 0
    for table in own_tables(lines):
        yield from _report_parts(lines[start : table.first], labels)
        yield TableDraft(table.rows)
        start = table.last
    yield from _report_parts(lines[start:], labels)


def _report_parts(lines: Sequence[Line], labels: LabelReader) -> Iterator[TableDraft | list[Piece]]:
    """Runs of short lines, parted by the headings and sentences between them."""
    pieces = [piece for line in lines for piece in explode(line, labels)]
    run: list[Piece] = []
    hard = 0
    for index, piece in enumerate(pieces):
        hard = max(hard - 1, 0) or _heading_or_sentence(pieces, index, labels)
        if not hard:
            run.append(piece)
            continue
        yield from _run_segments(run, labels, piece.gap)
        run = []
        if is_glued_line(piece.text, labels):
            yield from _glued_line(piece)
        else:
            yield [piece]
    yield from _run_segments(run, labels, 0)


def _glued_line(piece: Piece) -> Iterator[TableDraft | list[Piece]]:
    """A table run together on one line, and the section heading before it."""
    heading = GLUED_HEADING.match(piece.text)
    start = heading.end() if heading is not None else 0
    if start:
        yield [Piece(piece.text[:start], piece.line, piece.start, piece.start + start, piece.gap)]
    yield TableDraft(((piece.text[start:].strip(),),), GLUED)


def is_barred(piece: Piece) -> bool:
    """A whole line with bars or tabs in it."""
    whole = piece.end - piece.start == len(piece.line.text)
    return whole and parts_cells(piece.line)


def explode(line: Line, labels: LabelReader) -> list[Piece]:
    """A line as one piece, or as its words where they are cells printed beside each other."""
    whole = [_whole(line)]
    if len(line.text.split(None, 1)) < 2:
        return whole
    if parts_cells(line):
        return whole
    words = [
        Piece(found.group(), line, found.start(), found.end(), line.gap if found.start() == 0 else 0)
        for found in _WORD.finditer(line.text)
    ]
    values = sum(1 for word in words if is_value(word.text))
    if values == len(words):
        return words
    if not values:
        return words if _is_header_line(line.text, words, labels) else whole
    if labels.tables == STATISTICS and words[0].text.isdigit() and not is_value(words[1].text):
        return _numbered(line, words, labels)
    trailing = next(count for count, word in enumerate(reversed(words)) if not is_value(word.text))
    if trailing == values:
        lead = words[:-trailing]
        if len(lead) > 1 and is_unit(lead[-1].text):
            end = lead[-2].end
            return [Piece(line.text[:end], line, 0, end, line.gap), *words[len(lead) - 1 :]]
        head = Piece(line.text[: lead[-1].end], line, 0, lead[-1].end, line.gap)
        known = _known(lead, labels)
        if known > 1 and len(lead) <= MOST_HEADER_WORDS:
            return words
        if labels.of(head.text) is not None:
            return [head, *words[-trailing:]]
        if known and trailing > 1 and len(lead) <= MOST_HEADER_WORDS:
            return words
        # Among the rows of the annex a number behind words is a row of the agency's own, as are several elsewhere.
        row = trailing > 1 or labels.tables == STATISTICS
        if row and not is_sentence(head.text) and len(head.text) <= 2 * LONGEST_HEADER_CELL:
            return [head, *words[-trailing:]]
        return whole
    known = _known(words, labels)
    return words if known >= 3 or (known == 2 and values >= 3) else whole


def _numbered(line: Line, words: Sequence[Piece], labels: LabelReader) -> list[Piece]:
    """A row with its running number before it: “12 （一）收到申请数 件 5”."""
    start = words[1].start
    rest = explode(Line(line.text[start:], line.text[start:], 0, 0), labels)
    return [words[0], *(Piece(part.text, line, start + part.start, start + part.end, 0) for part in rest)]


def _known(words: Sequence[Piece], labels: LabelReader) -> int:
    return sum(1 for word in words if not is_value(word.text) and labels.of(word.text) is not None)


def _is_header_line(text: str, words: Sequence[Piece], labels: LabelReader) -> bool:
    """“信息内容 本年制发件数 本年废止件数”, and not “规 章” or “本年新 制作数量”."""
    if len(words) > MOST_HEADER_WORDS or is_sentence(text):
        return False
    known = [label for word in words if (label := labels.of(word.text)) is not None]
    if len(words) > 1 and known and all(labels.of(w.text) is not None or column_role(w.text) for w in words):
        return True
    if len(known) < 2 or 2 * len(known) < len(words):
        return False
    whole = labels.of(text)
    return whole is None or any(label.keys != whole.keys for label in known)


def _heading_or_sentence(pieces: Sequence[Piece], index: int, labels: LabelReader) -> int:
    """How many pieces from `index` on are a heading or a sentence; 0 where the piece may be a cell."""
    piece = pieces[index]
    if is_barred(piece):
        return 0
    text = piece.text
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if is_sentence(text):
        return 0 if labels.of(text) is not None and not _STATES.search(text) else 1
    if is_glued_line(text, labels):
        return 1
    if is_glued(text, labels):
        return 0
    if ORDINAL.fullmatch(text) and following is not None:
        whole = join((text, following.text))
        found = TOP_HEADING.match(whole) and SECTION_END.search(whole) and labels.of(whole) is None
        return 2 if found else 0
    if not TOP_HEADING.match(text) or labels.of(text) is not None:
        return 0
    if SECTION_END.search(text):
        return 1
    if following is None:
        return 1
    # A label the forms know may be broken over lines; one they do not know is followed by its values.
    cells = to_cells(pieces[index : index + 5], labels)
    return 0 if cells[0].label is not None or is_value(following.text) or is_barred(following) else 1


def _run_segments(run: Sequence[Piece], labels: LabelReader, gap_after: int) -> Iterator[TableDraft | list[Piece]]:
    """A run of short lines as tables and the pieces between them. `gap_after`: blank lines below the run."""
    start = 0
    for first, last in _barred(run, labels):
        yield from _word_segments(run[start:first], labels, run[first].gap)
        tables = tables_of_bars([piece.line for piece in run[first:last]], labels)
        for part in tables if tables is not None else [piece.line for piece in run[first:last]]:
            yield [_whole(part)] if isinstance(part, Line) else part
        start = last
    yield from _word_segments(run[start:], labels, gap_after)


def _whole(line: Line) -> Piece:
    return Piece(line.text, line, 0, len(line.text), line.gap)


def _barred(run: Sequence[Piece], labels: LabelReader) -> Iterator[tuple[int, int]]:
    """The stretches of a run that bars or tabs hold together, with the first and last cell outside them."""
    barred = [index for index, piece in enumerate(run) if is_barred(piece)]
    position = 0
    while position < len(barred):
        first = last = barred[position]
        position += 1
        while (
            position < len(barred)
            and barred[position] - last <= FARTHEST_BAR
            and not any(_is_title(run[index], labels) for index in range(last + 1, barred[position] - 1))
        ):
            last = barred[position]
            position += 1
        first -= _cells_above(run, first, labels)
        last += 1
        if last < len(run) and is_value(run[last].text) and is_barred(run[last - 1]):
            last += 1
        yield first, last


def _is_title(piece: Piece | TextCell, labels: LabelReader) -> bool:
    """The title of a section (诉讼情况) and no label of the forms (申请人情况)."""
    text = piece.text
    return len(text) >= SHORTEST_TITLE and SECTION_END.search(text) is not None and labels.of(text) is None


def _cells_above(run: Sequence[Piece], first: int, labels: LabelReader) -> int:
    """Pieces above the first bar that belong to its table: rows of one cell, or the first cell of its row."""
    count = 0
    while count < first and _is_of_forms(run[first - count - 1].text, labels):
        count += 1
    if count or BAR.match(run[first].text) is None:
        return count
    for count in range(2, min(FIRST_CELL_LINES, first) + 1):
        if labels.of(join(piece.text for piece in run[first - count : first])) is not None:
            return count
    return 0


def _is_of_forms(text: str, labels: LabelReader) -> bool:
    return labels.of(text) is not None or is_instruction(text) or column_role(text) is not None


def _word_segments(pieces: Sequence[Piece], labels: LabelReader, gap_after: int) -> Iterator[TableDraft | list[Piece]]:
    """Short lines without bars: the official tables among them, and the rest."""
    if not pieces:
        return
    glued = glued_table(pieces, labels)
    if glued is not None:
        yield glued
        return
    parts = list(_parts(to_cells(pieces, labels), labels))
    for cells, below in zip(parts, [*parts[1:], None], strict=True):
        if not _is_table(cells):
            yield [piece for cell in cells for piece in cell.pieces]
            continue
        filled = [index for index, cell in enumerate(cells) if cell.kind in ("label", "value")]
        first = next(index for index in filled if cells[index].kind == "label")
        last = filled[-1] + 1
        while first and (is_instruction(cells[first - 1].text) or column_role(cells[first - 1].text) is not None):
            first -= 1
        if first:
            yield [piece for cell in cells[:first] for piece in cell.pieces]
        rest = cells[last:] or below
        yield from tables_of_cells(cells[first:last], rest[0].gap if rest else gap_after)
        if last < len(cells):
            yield [piece for cell in cells[last:] for piece in cell.pieces]


def _parts(cells: Sequence[TextCell], labels: LabelReader) -> Iterator[list[TextCell]]:
    """Cells parted where one is a caption or heading that no table before it can hold."""
    part: list[TextCell] = []
    for index, cell in enumerate(cells):
        following = cells[index + 1] if index + 1 < len(cells) else None
        if cell.kind == "text" and part and _parts_tables(part[-1], cell, following, labels):
            yield part
            yield [cell]
            part = []
        else:
            part.append(cell)
    if part:
        yield part


def _parts_tables(before: TextCell, cell: TextCell, following: TextCell | None, labels: LabelReader) -> bool:
    if following is not None and (following.kind == "value" or is_unit(following.text)):
        return False
    if is_instruction(cell.text) or len(cell.text) <= 2:
        return False
    if _is_title(cell, labels):
        return True
    if before.kind == "value":
        # Between two rows of one table only the label of a group stands without values.
        return following is None or following.label is None or not following.label.rows
    return len(cell.text) > LONGEST_HEADER_CELL or NUMBERED.match(cell.text) is not None


def _is_table(cells: Sequence[TextCell]) -> bool:
    labels = [cell.label for cell in cells if cell.label is not None]
    if any(cell.kind == "value" for cell in cells):
        return len(labels) >= 2
    return sum(1 for label in labels if label.rows) >= ROWS_WITHOUT_VALUES


def _prose(pieces: Sequence[Piece]) -> Prose:
    """Pieces as lines again; what stood on one line stays on one, but for headings printed among cells."""
    lines: list[Line] = []
    index = 0
    while index < len(pieces):
        first = last = pieces[index]
        index += 1
        while index < len(pieces) and pieces[index].line is first.line and pieces[index].start >= last.end:
            if TOP_HEADING.match(pieces[index].text) or _is_heading(first.line, first.start, last.end):
                break
            last = pieces[index]
            index += 1
        text = first.line.text[first.start : last.end]
        lines.append(first.line if len(text) == len(first.line.text) else Line(text, text, first.gap, 0))
    return Prose(tuple(lines))


def _is_heading(line: Line, start: int, end: int) -> bool:
    if end - start > LONGEST_HEADER_CELL:
        return False
    text = line.text[start:end]
    return TOP_HEADING.match(text) is not None and SECTION_END.search(text) is not None
