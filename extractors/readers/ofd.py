"""OFD (GB/T 33190-2016), the Chinese format of fixed pages: a ZIP of XML, its pages as characters and lines.

Coordinates in the file are millimetres from the top left; an object's are those of its box, after its own matrix.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from extractors.document import Defect, Document
from extractors.readers.pages import Glyph, Page, Rule, read_pages
from extractors.readers.pages.drawing import IDENTITY, Matrix, Point, lines_of, taken, times
from extractors.readers.unreadable import UnreadableError
from extractors.readers.zipped import Zipped, attribute, child, local

MEDIA_TYPE = "application/ofd"
ROOT = "OFD.xml"
POINTS = 72 / 25.4
A4 = (0.0, 0.0, 210.0, 297.0)
MOST_PAGES = 300
MOST_GLYPHS = 30_000
MOST_RULES = 60_000
DEEPEST = 20
# A character of another script is about half as wide as its type is high.
LATIN_WIDTH = 0.52
_NUMBER = re.compile(r"[-+]?\d{0,9}(?:\.\d{1,12})?(?:[eE][-+]?\d{1,2})?")


def read_ofd(archive: Zipped) -> Document:
    """Raises UnreadableError where the parts that lead to the pages cannot be read."""
    body = child(archive.xml(ROOT), "DocBody", "DocRoot")
    if body is None or not body.text:
        raise UnreadableError("media.damaged", "DocRoot")
    main = _resolved("", body.text)
    document = archive.xml(main)
    folder = posixpath.dirname(main)
    area = _box(child(document, "CommonData", "PageArea", "PhysicalBox"), A4)
    templates = {
        attribute(template, "ID"): _resolved(folder, attribute(template, "BaseLoc") or "")
        for template in _children(child(document, "CommonData"), "TemplatePage")
    }
    pages: list[Page] = []
    defects: list[Defect] = []
    pictures = 0
    listed = list(_children(child(document, "Pages"), "Page"))
    if len(listed) > MOST_PAGES:
        defects.append(Defect("media.cut", f"{len(listed)} pages, {MOST_PAGES} read"))
    for number, entry in enumerate(listed[:MOST_PAGES]):
        name = _resolved(folder, attribute(entry, "BaseLoc") or "")
        try:
            page = archive.xml(name)
            contents = [page]
            for template in _children(page, "Template"):
                part = templates.get(attribute(template, "TemplateID"))
                if part is not None and part in archive:
                    contents.insert(0, archive.xml(part))
        except UnreadableError as defect:
            if defect.rule == "media.bomb":
                raise
            defects.append(Defect("page.damaged", f"page {number + 1}: {defect.detail}"))
            continue
        x, y, width, height = _box(child(page, "Area", "PhysicalBox"), area)
        drawing = _Drawing((POINTS, 0, 0, POINTS, -x * POINTS, -y * POINTS))
        for content in contents:
            drawing.add(content)
        pictures += drawing.pictures
        pages.append(Page(number, width * POINTS, height * POINTS, tuple(drawing.glyphs), tuple(drawing.rules)))
    if pictures and not any(page.glyphs for page in pages):
        defects.append(Defect("media.picture", f"{len(pages)} pages"))
    numbered = [Page(number, page.width, page.height, page.glyphs, page.rules) for number, page in enumerate(pages)]
    return read_pages(numbered, media_type=MEDIA_TYPE, defects=defects)


class _Drawing:
    """What a page's layers draw."""

    def __init__(self, to_page: Matrix) -> None:
        self._to_page = to_page
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.pictures = 0

    def add(self, page: Any) -> None:
        pending = [(element, 0) for element in reversed(list(page))]
        while pending:
            element, depth = pending.pop()
            name = local(element)
            if name == "TextObject" and len(self.glyphs) < MOST_GLYPHS:
                self._text(element)
            elif name == "PathObject" and len(self.rules) < MOST_RULES:
                self._path(element)
            elif name == "ImageObject":
                self.pictures += 1
            elif name in ("Content", "Layer", "PageBlock") and depth < DEEPEST:
                pending += [(inner, depth + 1) for inner in reversed(list(element))]

    def _matrix(self, element: Any) -> Matrix:
        x, y, _, _ = _box(element, (0, 0, 0, 0), "Boundary")
        own = _numbers(attribute(element, "CTM"))
        matrix: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else IDENTITY
        return times(times(matrix, (1, 0, 0, 1, x, y)), self._to_page)

    def _text(self, element: Any) -> None:
        matrix = self._matrix(element)
        size = (_numbers(attribute(element, "Size")) or [4.0])[0]
        seen = size * math.hypot(matrix[2], matrix[3])
        for code in _children(element, "TextCode"):
            x, y = ((_numbers(attribute(code, name)) or [0.0])[0] for name in ("X", "Y"))
            across, down = _steps(attribute(code, "DeltaX")), _steps(attribute(code, "DeltaY"))
            for index, character in enumerate(code.text or ""):
                left, base = taken(matrix, x, y)
                wide = size if ord(character) > 0x2000 else size * LATIN_WIDTH
                step = next(across, None)
                fall = next(down, None)
                right, _ = taken(matrix, x + (step if step and 0 < step <= size else wide), y)
                if character.strip():
                    self.glyphs.append(
                        Glyph(
                            character, min(left, right), base - 0.88 * seen, max(left, right), base + 0.12 * seen, seen
                        )
                    )
                x += step if step is not None else (wide if not fall else 0)
                y += fall or 0
                if index > MOST_GLYPHS:
                    break

    def _path(self, element: Any) -> None:
        matrix = self._matrix(element)
        stroked = attribute(element, "Stroke") != "false"
        data = child(element, "AbbreviatedData")
        for outline in _outlines(data.text or "" if data is not None else ""):
            corners = [taken(matrix, x, y) for x, y in outline]
            self.rules += lines_of(corners, stroked=stroked)


def _outlines(data: str) -> Iterator[list[Point]]:
    """Outlines of straight lines: S and M move, L draws, C closes; of curves the ends count."""
    words = data.split()
    operands = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
    points: list[Point] = []
    index = 0
    while index < len(words):
        command = words[index]
        count = operands.get(command)
        if count is None:
            index += 1
            continue
        numbers = [_float(word) for word in words[index + 1 : index + 1 + count]]
        index += 1 + count
        if command in ("S", "M") and len(numbers) == 2:
            if len(points) > 1:
                yield points
            points = [(numbers[0], numbers[1])]
        elif command == "C" and points:
            points.append(points[0])
        elif len(numbers) == count and count:
            points.append((numbers[-2], numbers[-1]))
    if len(points) > 1:
        yield points


def _steps(text: str | None) -> Iterator[float]:
    """Distances between characters; “g 3 5.5” stands for 5.5 three times."""
    words = (text or "").split()
    index = 0
    while index < len(words):
        if words[index] == "g" and index + 2 < len(words):
            for _ in range(min(int(_float(words[index + 1])), MOST_GLYPHS)):
                yield _float(words[index + 2])
            index += 3
        else:
            yield _float(words[index])
            index += 1


def _children(parent: Any | None, name: str) -> Iterator[Any]:
    return (element for element in (parent if parent is not None else ()) if local(element) == name)


def _box(
    element: Any | None, default: tuple[float, float, float, float], name: str | None = None
) -> tuple[float, float, float, float]:
    if element is None:
        return default
    numbers = _numbers(attribute(element, name) if name else element.text)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else default


def _numbers(text: str | None) -> list[float]:
    return [_float(word) for word in (text or "").split()[:64]]


def _float(word: str) -> float:
    if not word or not _NUMBER.fullmatch(word) or word in ("+", "-"):
        return 0.0
    return float(word)


def _resolved(folder: str, name: str) -> str:
    """A part's name in the archive: absolute from its root, else from the folder of the part that names it."""
    name = name.strip()
    joined = name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name)
    return posixpath.normpath(joined).lstrip("/")
