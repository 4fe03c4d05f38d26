"""A report's lines and tables as a workbook or as CSV."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import xlsxwriter

from tests.files.pdf_writer import places
from tests.generator.page import HeadingLine, Page, Paragraph


def xlsx_of(page: Page) -> bytes:
    """Numbers as numbers, spans as merged cells, a heading above each table."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("年报")
    sheet.write_string(0, 0, page.title)
    line = 1
    for block in page.blocks:
        if isinstance(block, (HeadingLine, Paragraph)):
            sheet.write_string(line, 0, block.text)
            line += 1
            continue
        rows = places(block.grid)
        for number, row in enumerate(rows):
            for column, cell in row:
                value = float(cell.text) if cell.text.replace(".", "", 1).isdigit() else cell.text
                if cell.rowspan > 1 or cell.colspan > 1:
                    last = min(number + cell.rowspan, len(rows)) - 1 + line
                    sheet.merge_range(line + number, column, last, column + cell.colspan - 1, value)
                else:
                    sheet.write(line + number, column, value)
        line += len(rows) + 1
    book.close()
    return out.getvalue()


def csv_of(page: Page) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([page.title])
    for block in page.blocks:
        if isinstance(block, (HeadingLine, Paragraph)):
            writer.writerow([block.text])
            continue
        for row in places(block.grid):
            texts = [""] * max(column + cell.colspan for column, cell in row)
            for column, cell in row:
                texts[column] = cell.text
            writer.writerow(texts)
        writer.writerow([])
    return out.getvalue()
