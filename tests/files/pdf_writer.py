"""A report as a PDF the way word processors print it: lines broken at the margin, tables cut by the page's end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.generator.grid import Grid, GridCell
from tests.generator.page import HeadingLine, Page, Paragraph

FONT = "STSong-Light"
BODY, CELL, TITLE = 14, 9, 22
LEFT, RIGHT, TOP, BOTTOM = 74, 521, 770, 72
LEADING = 24
TOKEN = re.compile(r"[A-Za-z0-9@._\-+/%:]+|.")
NEVER_FIRST = "。，、；：？！）》】”’」』,.;:?!)]}%％"


@dataclass
class Look:
    """What differs between producers."""

    head: str | None = None
    page_number: str = "- {} -"
    thin_boxes: bool = False
    bottom_line_at_cut: bool = True
    repeat_header: bool = False
    bold_twice: bool = False
    ruled: bool = True


def pdf_of(page: Page, look: Look | None = None) -> bytes:
    writer = PdfWriter(look or Look())
    writer.title(page.title)
    for block in page.blocks:
        if isinstance(block, HeadingLine):
            writer.paragraph(block.text, bold=True)
        elif isinstance(block, Paragraph):
            writer.paragraph(block.text)
        else:
            writer.table(block.grid)
    return writer.finish()


@dataclass
class PdfWriter:
    look: Look
    out: BytesIO = field(default_factory=BytesIO)

    def __post_init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas: Any = Canvas(self.out, pagesize=A4, invariant=1)
        self.number = 1
        self.y = float(TOP)
        self._furniture()

    def finish(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()

    def title(self, text: str) -> None:
        for line in broken(text, TITLE, RIGHT - LEFT - 40, 0):
            self._text((LEFT + RIGHT - width(line, TITLE)) / 2, self.y - TITLE, line, TITLE)
            self.y -= 34
        self.y -= 20

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        for index, line in enumerate(broken(text, BODY, RIGHT - LEFT, 2 * BODY)):
            if self.y - LEADING < BOTTOM:
                self._next_page()
            x = LEFT + (2 * BODY if index == 0 else 0)
            self._text(x, self.y - BODY, line, BODY)
            if bold and self.look.bold_twice:
                self._text(x + 0.3, self.y - BODY, line, BODY)
            self.y -= LEADING

    def table(self, grid: Grid) -> None:
        columns = max(sum(cell.colspan for cell in row) for row in grid.rows)
        placed = places(grid)
        weights = [1.0] * columns
        for row in placed:
            for column, cell in row:
                if cell.colspan == 1 and cell.rowspan < 6:
                    weights[column] = max(weights[column], min(len(cell.text), 9) * 1.0)
        scale = (RIGHT - LEFT) / sum(max(weight, 2.2) for weight in weights)
        xs = [float(LEFT)]
        for weight in weights:
            xs.append(xs[-1] + max(weight, 2.2) * scale)
        self.y -= 6
        start = 0
        while start < len(placed):
            start = self._rows(placed, xs, start)
            if start < len(placed):
                self._next_page()
        self.y -= 10

    def _rows(self, placed: list[list[tuple[int, GridCell]]], xs: list[float], start: int) -> int:
        """The rows from `start` on that fit on the page; how far it came. Spans are cut at the page's end."""
        heights: list[float] = []
        y = self.y
        for row in placed[start:]:
            lines = [
                len(broken(cell.text, CELL, xs[column + cell.colspan] - xs[column] - 4, 0))
                for column, cell in row
                if cell.rowspan == 1
            ]
            height = 13.0 * max(lines or [1]) + 4
            if y - sum(heights) - height < BOTTOM and heights:
                break
            heights.append(height)
        end = start + len(heights)
        edges = [y]
        for height in heights:
            edges.append(edges[-1] - height)
        for number in range(end):
            for column, cell in placed[number]:
                last = min(number + cell.rowspan, end)
                first = max(number, start)
                if last <= start:
                    continue
                self._cell(
                    cell.text if number >= start else "",
                    xs[column],
                    edges[first - start],
                    xs[column + cell.colspan],
                    edges[last - start],
                    open_below=number + cell.rowspan > end and not self.look.bottom_line_at_cut,
                )
        self.y = edges[-1]
        return end

    def _cell(self, text: str, x0: float, top: float, x1: float, bottom: float, *, open_below: bool) -> None:
        if self.look.ruled:
            sides = [(x0, top, x1, top), (x0, top, x0, bottom), (x1, top, x1, bottom)]
            if not open_below:
                sides.append((x0, bottom, x1, bottom))
            for ax, ay, bx, by in sides:
                if self.look.thin_boxes:
                    self.canvas.rect(min(ax, bx), min(ay, by), abs(bx - ax) or 0.5, abs(by - ay) or 0.5, 0, 1)
                else:
                    self.canvas.line(ax, ay, bx, by)
        lines = broken(text, CELL, x1 - x0 - 4, 0)
        y = (top + bottom) / 2 + 13 * len(lines) / 2 - 10
        for line in lines:
            self._text((x0 + x1 - width(line, CELL)) / 2, y, line, CELL)
            y -= 13

    def _text(self, x: float, y: float, line: str, size: int) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, line)

    def _next_page(self) -> None:
        self.canvas.showPage()
        self.number += 1
        self.y = float(TOP)
        self._furniture()

    def _furniture(self) -> None:
        if self.look.head:
            self._text(LEFT, 800, self.look.head, CELL)
        self._text(290, 40, self.look.page_number.format(self.number), CELL)


def width(text: str, size: int) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def broken(text: str, size: int, room: float, indent: float) -> list[str]:
    """Lines no wider than `room`: Latin words and numbers whole, no closing mark at a line's beginning."""
    lines = [""]
    used = indent
    for token in TOKEN.findall(text):
        for piece in [token] if width(token, size) <= room else list(token):
            wide = width(piece, size)
            if used + wide > room and lines[-1] and piece not in NEVER_FIRST:
                lines.append("")
                used = 0.0
            lines[-1] += piece
            used += wide
    return lines


def places(grid: Grid) -> list[list[tuple[int, GridCell]]]:
    """Each row's cells with their columns."""
    taken: dict[tuple[int, int], bool] = {}
    rows = []
    for number, row in enumerate(grid.rows):
        column = 0
        cells = []
        for cell in row:
            while taken.get((number, column)):
                column += 1
            cells.append((column, cell))
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    taken[number + down, column + across] = True
            column += cell.colspan
        rows.append(cells)
    return rows
