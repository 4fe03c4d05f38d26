"""Pages of a PDF as PDFium sees them: characters with their boxes, and drawn lines.

PDFium is the engine of Chromium: hardened against hostile files, quick (5 ms a page), and built here without
JavaScript. It must not be entered by two threads at once, hence the lock: the one piece of state this package has.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.readers.pages.drawing import IDENTITY, Matrix, lines_of, taken, times
from extractors.readers.pages.model import Glyph, Page, Rule

_ENTERED = threading.RLock()

# Drawings on one page beyond these are no table's; forms in forms in forms likewise.
MOST_PATHS = 20_000
MOST_SEGMENTS = 60_000
DEEPEST_FORM = 6
# The longer side of a page's picture, in pixels.
WIDEST_PICTURE = 5_000
# A character is no wider and no higher than so many times its type size.
WIDEST = 1.8
SMALLEST_TYPE = 0.5
# What stands for a character that the file gives no meaning, and what is read for one: never its number in the font,
# which would be taken for another character's.
UNMAPPED = frozenset({0xFFFD, 0xFFFE, 0xFFFF})
UNKNOWN = 0xFFFD
# More characters than any page of print holds.
MOST_GLYPHS = 30_000


class PdfError(Exception):
    """Why PDFium does not open a file or a page: its own words."""


@contextmanager
def opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, with PDFium to ourselves until it is closed."""
    with _ENTERED:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise PdfError(str(error)) from error
        try:
            yield document
        finally:
            document.close()


@dataclass(frozen=True, slots=True)
class Seen:
    """A page. unmapped: its characters that the file gives no meaning (a font without its table).

    pictured: share of the page that pictures cover
    """

    page: Page
    unmapped: int
    pictured: float


def rendered(document: pdfium.PdfDocument, number: int, dots: int) -> Any:
    """A page as a picture: an array of grey values, so many dots an inch."""
    page = document[number]
    try:
        scale = min(dots / 72, WIDEST_PICTURE / max(page.get_size()))
        return page.render(scale=scale, grayscale=True).to_numpy().squeeze().copy()
    finally:
        page.close()


def read_page(document: pdfium.PdfDocument, number: int) -> Seen:
    """A page's characters and lines."""
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise PdfError(str(error)) from error
    try:
        place = _Place(page)
        glyphs, unmapped = _glyphs(page, place)
        rules = tuple(_rules(page, place))
        seen = Page(number, place.width, place.height, tuple(glyphs), rules)
        return Seen(seen, unmapped, _pictured(page, place))
    finally:
        page.close()


class _Place:
    """From a page's own coordinates (upwards, perhaps turned) to those it is looked at in."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._left, bottom, right, self._top = page.get_bbox()
        self._turned = page.get_rotation() // 90 % 4
        self._across, self._down = right - self._left, self._top - bottom
        upright = self._turned % 2 == 0
        self.width, self.height = (self._across, self._down) if upright else (self._down, self._across)

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, self._top - y
        if self._turned == 1:
            return self._down - y, x
        if self._turned == 2:
            return self._across - x, self._down - y
        if self._turned == 3:
            return y, self._across - x
        return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        x0, y0 = self.point(left, top)
        x1, y1 = self.point(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _glyphs(page: pdfium.PdfPage, place: _Place) -> tuple[list[Glyph], int]:
    text = page.get_textpage()
    try:
        found = []
        unmapped = 0
        for index in range(min(text.count_chars(), MOST_GLYPHS)):
            code = raw.FPDFText_GetUnicode(text.raw, index)
            if raw.FPDFText_IsHyphen(text.raw, index) == 1:
                code = ord("-")
            has_meaning = raw.FPDFText_HasUnicodeMapError(text.raw, index) != 1 and code not in UNMAPPED
            if code <= 0x20 and (has_meaning or not _is_inked(text, index)):
                continue
            if raw.FPDFText_IsGenerated(text.raw, index) == 1:
                continue
            if not has_meaning:
                unmapped += 1
                code = UNKNOWN
            size = _type_size(text, index)
            box = _box(text, index, size)
            if 0xD800 <= code < 0xE000 or box is None:
                continue
            x0, top, x1, bottom = place.box(*box)
            found.append(Glyph(chr(code), x0, top, x1, bottom, size))
        return found, unmapped
    finally:
        text.close()


def _type_size(text: pdfium.PdfTextPage, index: int) -> float:
    """In points of the page: what the font is set to, times what the text is drawn larger by."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text.raw, index, matrix)
    scale = max(math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d))
    size = raw.FPDFText_GetFontSize(text.raw, index) * scale
    return size if math.isfinite(size) and size > SMALLEST_TYPE else SMALLEST_TYPE


def _box(text: pdfium.PdfTextPage, index: int, size: float) -> tuple[float, float, float, float] | None:
    """A character's place: what it takes up in its line, or, where that is beyond reason, what is seen of it.

    Characters of upright lines are said to be as wide as their line is long.
    """
    loose = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(text.raw, index, loose):
        width, height = loose.right - loose.left, loose.top - loose.bottom
        if 0 < width <= WIDEST * size and 0 < height <= WIDEST * size:
            return loose.left, loose.bottom, loose.right, loose.top
    return _seen(text, index)


def _is_inked(text: pdfium.PdfTextPage, index: int) -> bool:
    """Whether anything is seen of a character: of a space without a meaning there is not."""
    seen = _seen(text, index)
    return seen is not None and seen[2] > seen[0] and seen[3] > seen[1]


def _seen(text: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    """The box around what is seen of a character: left, bottom, right, top."""
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    if not raw.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _rules(page: pdfium.PdfPage, place: _Place) -> Iterator[Rule]:
    segments = 0
    for path, matrix in _paths(page):
        count = raw.FPDFPath_CountSegments(path)
        segments += max(count, 0)
        if segments > MOST_SEGMENTS:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        for points in _outlines(path, count, matrix):
            corners = [place.point(x, y) for x, y in points]
            if stroke.value or fill.value:
                yield from lines_of(corners, stroked=bool(stroke.value))


def _outlines(path: object, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The path's outlines of straight lines, as points; curves are taken as the line between their ends."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = taken(matrix, x.value, y.value)
        if not all(map(math.isfinite, point)):
            continue
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != point:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _pictured(page: pdfium.PdfPage, place: _Place) -> float:
    covered = 0.0
    bounds = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_PATHS)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(item, *bounds):
            left, bottom, right, top = (value.value for value in bounds)
            covered += max(right - left, 0) * max(top - bottom, 0)
    area = place.width * place.height
    return covered / area if area > 0 else 0.0


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[object, Matrix]]:
    """Every path of the page and of the forms on it, with what takes its points to the page."""
    pending = [
        (raw.FPDFPage_GetObject(page.raw, index), IDENTITY, 0)
        for index in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_PATHS))
    ]
    pending.reverse()
    seen = 0
    while pending and seen < MOST_PATHS:
        seen += 1
        item, outer, depth = pending.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
            continue
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, own)
        matrix = times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif depth < DEEPEST_FORM:
            inner = min(raw.FPDFFormObj_CountObjects(item), MOST_PATHS)
            pending += [(raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1) for index in reversed(range(inner))]
