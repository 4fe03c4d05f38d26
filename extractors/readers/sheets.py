"""Workbooks (XLSX, XLS) and CSV: their sheets as tables, the lines between tables as paragraphs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from extractors.document import CellDraft, Defect, Document, DocumentBuilder, one_line
from extractors.readers.text import read_text
from extractors.readers.text_cells import LabelReader
from extractors.readers.text_lines import is_value
from extractors.readers.unreadable import UnreadableError
from extractors.readers.zipped import Zipped

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
# The statistics of a report have some forty rows and a dozen columns; beyond this nothing of it is left.
MOST_ROWS = 20_000
MOST_CELLS = 2_000_000
MOST_SHEETS = 50
# Characters of a CSV file that tell what parts its cells.
SAMPLE = 4096
# A line above or between tables is a title or a heading; one in a table is a cell that spans it.
LONGEST_CAPTION = 30
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")

#: First row, first column, last row, last column, counted from 0.
Merged = tuple[int, int, int, int]
Row = list[str]


def read_xlsx(content: bytes, archive: Zipped) -> Document:
    """Every part is unpacked once within the limits before the library sees the file."""
    for name in archive.names:
        part = archive.read(name)
        if _SHEET.fullmatch(name):
            _check_extent(part, name)
    return read_workbook(content, XLSX)


def read_workbook(content: bytes, media_type: str) -> Document:
    builder = DocumentBuilder()
    defects: list[Defect] = []
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = workbook.sheet_names
        for name in names[:MOST_SHEETS]:
            sheet = workbook.get_sheet_by_name(name)
            rows = [[shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)]
            ranges = getattr(sheet, "merged_cell_ranges", None) or []
            add_sheet(builder, rows, [(*first, *last) for first, last in ranges])
    except PasswordError as error:
        raise UnreadableError("media.locked", str(error)) from error
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableError("media.damaged", str(error)) from error
    if len(names) > MOST_SHEETS:
        defects.append(Defect("media.cut", f"{len(names)} sheets, {MOST_SHEETS} read"))
    return builder.build(media_type=media_type, encoding=None, defects=defects)


def read_csv(text: str, *, encoding: str, defects: Iterable[Defect] = ()) -> Document:
    """Of a sheet saved as CSV the spans are lost, as in tables saved as text: the reader of text tells them."""
    delimiter = max(",\t;", key=text[:SAMPLE].count)
    lines: list[str] = []
    found = list(defects)
    try:
        for row in csv.reader(StringIO(text), delimiter=delimiter):
            cells = [one_line(cell) for cell in row]
            if not any(map(is_value, filter(None, cells))):
                cells = [cell for cell in cells if cell]  # of a header's blank cells none states anything
            lines.append("\t".join(cells))
            if len(lines) >= MOST_ROWS:
                found.append(Defect("media.cut", f"{MOST_ROWS} rows read"))
                break
    except csv.Error as error:
        found.append(Defect("page.damaged", f"CSV: {error}"))
    return read_text("\n".join(lines), encoding=encoding, media_type="text/csv", defects=found)


def add_sheet(builder: DocumentBuilder, rows: Sequence[Row], merged: Sequence[Merged]) -> None:
    """A sheet's lines and tables. A table ends at a blank row, or at a line of text alone that is none of its rows."""
    labels = LabelReader()
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged}
    covered = {
        (row, column)
        for top, left, bottom, right in merged
        if (bottom - top + 1) * (right - left + 1) <= MOST_CELLS
        for row in range(top, min(bottom, len(rows)) + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    pending: list[tuple[int, Row]] = []

    def close() -> None:
        _add_table(builder, pending, spans, covered)
        pending.clear()

    for number, row in enumerate(rows):
        texts = [one_line(text) for text in row]
        filled = [text for text in texts if text]
        reached = any((number, column) in covered for column in range(len(texts)))
        if not filled and not reached:
            close()
        elif (
            len(filled) == 1
            and not is_value(filled[0])
            and not _is_caption(filled[0], labels)
            and not _spans_down(number, texts, spans)
        ):
            close()
            builder.paragraph(filled[0])
        else:
            pending.append((number, texts))
    close()


def _add_table(
    builder: DocumentBuilder,
    rows: Sequence[tuple[int, Row]],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
) -> None:
    used = [column for _, texts in rows for column, text in enumerate(texts) if text]
    if not used:
        return
    first, last = min(used), max(used)
    last = max(
        [
            last,
            *(
                column + spans[number, column][1] - 1
                for number, _ in rows
                for column in used
                if (number, column) in spans
            ),
        ]
    )
    drafts = [
        [
            CellDraft(texts[column], column - first, *spans.get((number, column), (1, 1)))
            for column in range(first, min(last + 1, len(texts)))
            if (number, column) not in covered
        ]
        for number, texts in rows
    ]
    builder.table(drafts)


def _is_caption(text: str, labels: LabelReader) -> bool:
    """第二十条第（一）项 and the like: a line of the official tables."""
    if len(text) > LONGEST_CAPTION * 4:
        return False
    label = labels.of(text)
    return label is not None and (label.spans is not None or bool(label.rows))


def _spans_down(number: int, texts: Row, spans: dict[tuple[int, int], tuple[int, int]]) -> bool:
    column = next(index for index, text in enumerate(texts) if text)
    return spans.get((number, column), (1, 1))[0] > 1


def shown(value: object) -> str:
    """A cell as the sheet shows it, as far as its value tells: 3.0 is 3."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    return str(value)


def _check_extent(part: bytes, name: str) -> None:
    """The library lays a sheet out whole: two cells far apart would fill the memory."""
    rows = columns = 0
    for match in _REFERENCE.finditer(part):
        column = 0
        for letter in match[1]:
            column = column * 26 + letter - 64
        rows, columns = max(rows, int(match[2])), max(columns, column)
    if rows * columns > MOST_CELLS:
        raise UnreadableError("media.bomb", f"{name}: {rows:,} × {columns:,} cells")
