"""Pictures of pages, and pages that are pictures: recognised cell by cell, to the same `Page` as a PDF's.

The lines of tables are found first; what stands in a cell is recognised by itself, since numbers side by side are run
together otherwise. A number is looked at twice, at two sizes: what reads differently is not sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence, UnidentifiedImageError

from extractors.document import Defect, Document
from extractors.readers.ink import mark_of, small_ink, without_specks
from extractors.readers.ocr import Box, Gray, lines_in, recognised
from extractors.readers.pages import Glyph, Page, Rule, read_pages
from extractors.readers.pages.grid import Grid, find_grids
from extractors.readers.text_lines import is_value
from extractors.readers.unreadable import UnreadableError

# A page of A4 at 600 dpi has 35 million; larger pictures unpack to more memory than a report is worth.
MOST_PIXELS = 50_000_000
MOST_PAGES = 60
# Pixels of the shorter side that recognition works at, at most: A4 at 300 dpi.
WIDEST = 2500
# A page's shorter side, in points, whatever size the picture has.
PAGE_WIDTH = 595.0
# Lines of tables: at least so long a share of the shorter side, which no stroke of a title is, at most so thick, in
# pixels.
SHORTEST_ACROSS = 1 / 15
SHORTEST_UPRIGHT = 1 / 25
THICKEST_LINE = 9
# Shorter upright lines are a table's where they reach from one level line to another: a row alone on its page. As a
# share of the shorter side; and how near, in pixels, they come.
ROW_HEIGHT = 1 / 80
TOUCHING = 4
# Scans are laid askew by a degree or two; more is no scan of a page.
MOST_SKEW = 5.0
LEAST_SKEW = 0.04
# Parts of one character (二) lie within a line's height, but for so much.
LINE_SLACK = 1.25
# Of a table's strips of ink, as high as this share of them (per cent) is a line: most are digits, some are strokes.
HIGHEST_STRIPS = 95
# What a lone letter among numbers is: a zero, or the dash that stands for none.
AMONG_NUMBERS = str.maketrans("OoＯ〇一ー", "0000——")
# In a line with Chinese characters brackets are full-width; recognition tells these two apart by chance.
BRACKETS = str.maketrans("()", "（）")
# How sure a mark is that was told by its shape.
SHAPE = 0.99
# A Latin character's width in ems; Chinese characters in a line that tell its size; sizes that are one, but for this.
LATIN_EM = 0.55
WIDE_ENOUGH = 5
MOSTLY_WIDE = 0.7
ALIKE = 0.25
# Words that are not sure at the second look count half.
DISAGREEING = 0.5


@dataclass(frozen=True, slots=True)
class _Crop:
    """A line of text to recognise: its box in pixels, and whether it stands in a cell of a table.

    by_shape: what stands there and how sure that is, where it is too small to recognise
    """

    left: int
    top: int
    right: int
    bottom: int
    in_cell: bool
    by_shape: tuple[str, float] | None = None


def read_scans(contents: Sequence[bytes], media_type: str) -> Document:
    """Pictures, each of a page or (TIFF) of several, as one document.

    Raises UnreadableError when none of them opens; one among others that does not is a defect.
    """
    pages: list[Page] = []
    defects: list[Defect] = []
    for position, content in enumerate(contents):
        try:
            for picture in _pictures(content):
                if len(pages) == MOST_PAGES:
                    defects.append(Defect("media.cut", f"> {MOST_PAGES} pages"))
                    return read_pages(pages, media_type=media_type, defects=defects)
                pages.append(page_of(picture, len(pages)))
        except UnreadableError as defect:
            if len(contents) == 1:
                raise
            defects.append(Defect(defect.rule, f"picture {position + 1}: {defect.detail}"))
    if not pages and defects:
        raise UnreadableError(defects[0].rule, defects[0].detail)
    return read_pages(pages, media_type=media_type, defects=defects)


def _pictures(content: bytes) -> Iterator[Gray]:
    """The frames of a file, each unpacked when it is its turn."""
    try:
        with Image.open(BytesIO(content)) as picture:
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > MOST_PIXELS:
                    raise UnreadableError("media.bomb", f"{frame.width:,} × {frame.height:,} pixels")
                yield np.asarray(_on_white(frame), dtype=np.uint8)
    except Image.DecompressionBombError as error:
        raise UnreadableError("media.bomb", str(error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableError("media.damaged", str(error)) from error


def _on_white(frame: Image.Image) -> Image.Image:
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        clear = frame.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("L")
    return frame.convert("L")


def page_of(picture: Gray, number: int) -> Page:
    """A picture of a page as characters and lines."""
    picture = _straight(_fitting(picture))
    height, width = picture.shape
    scale = PAGE_WIDTH / min(width, height)
    dark = _dark(picture)
    level = _lines(dark, across=True)
    upright = np.bitwise_or(_lines(dark, across=False), _between(level, dark))
    rules = [*_rules(level, scale, across=True), *_rules(upright, scale, across=False)]
    drawn = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8))
    picture, dark = picture.copy(), dark.copy()
    picture[drawn > 0] = 255
    dark[drawn > 0] = 0
    grids = find_grids(rules)
    outside = picture.copy()
    for grid in grids:
        left, top, right, bottom = (round(value / scale) for value in grid.box)
        outside[max(top, 0) : bottom, max(left, 0) : right] = 255
    around = lines_in(outside)
    crops = [crop for box in around if (crop := _inked(dark, box)) is not None]
    for grid in grids:
        crops += _cell_crops(grid, dark, scale)
    glyphs = tuple(_glyphs(picture, dark, crops, scale))
    return Page(number, width * scale, height * scale, glyphs, tuple(rules))


def _fitting(picture: Gray) -> Gray:
    shorter = min(picture.shape)
    if shorter <= WIDEST:
        return picture
    factor = WIDEST / shorter
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _dark(picture: Gray) -> NDArray[np.uint8]:
    """What is printed as 255, paper as 0, however unevenly it is lit."""
    mode, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    return np.asarray(cv2.adaptiveThreshold(picture, 255, mode, kind, 41, 15), dtype=np.uint8)


def _straight(picture: Gray) -> Gray:
    """Turned so that long lines lie level."""
    dark = _dark(picture)
    least = picture.shape[1] // 4
    found = cv2.HoughLinesP(dark, 1, np.pi / 3600, 200, minLineLength=least, maxLineGap=8)
    ends = np.reshape(found if found is not None else [], (-1, 4))
    angles = [float(np.degrees(np.arctan2(y1 - y0, x1 - x0))) for x0, y0, x1, y1 in ends]
    angles = [angle for angle in angles if abs(angle) <= MOST_SKEW]
    skew = float(np.median(angles)) if angles else 0.0
    if abs(skew) < LEAST_SKEW:
        return picture
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(turned, dtype=np.uint8)


def _lines(dark: NDArray[np.uint8], *, across: bool) -> NDArray[np.uint8]:
    length = max(30, int(min(dark.shape) * (SHORTEST_ACROSS if across else SHORTEST_UPRIGHT)))
    shape = (length, 1) if across else (1, length)
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    return np.asarray(opened, dtype=np.uint8)


def _between(level: NDArray[np.uint8], dark: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Upright strokes that begin and end at level lines."""
    shape = (1, max(12, int(min(dark.shape) * ROW_HEIGHT)))
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.where(level > 0, 0, strokes).astype(np.uint8))
    kept = np.zeros(count, dtype=bool)
    for index in range(1, count):
        left, top, width, height, _ = stats[index]
        above = level[max(top - TOUCHING, 0) : top + TOUCHING, left : left + width]
        below = level[top + height - TOUCHING : top + height + TOUCHING, left : left + width]
        kept[index] = width <= THICKEST_LINE and height >= shape[1] and bool(above.any() and below.any())
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _rules(lines: NDArray[np.uint8], scale: float, *, across: bool) -> Iterator[Rule]:
    joined = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((1, 7) if across else (7, 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for left, top, width, height, _ in stats[1:count]:
        if (height if across else width) > THICKEST_LINE:
            continue
        if across:
            yield Rule(False, (top + height / 2) * scale, left * scale, (left + width) * scale)
        else:
            yield Rule(True, (left + width / 2) * scale, top * scale, (top + height) * scale)


def _inked(dark: Gray, box: Box) -> _Crop | None:
    """A found line without the paper around it, which is wider around long lines."""
    left, top, right, bottom = (max(edge, 0) for edge in box)
    inside = dark[top:bottom, left:right]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not rows.size:
        return None
    return _Crop(
        left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1, in_cell=False
    )


def _cell_crops(grid: Grid, dark: NDArray[np.uint8], scale: float) -> Iterator[_Crop]:
    """The lines of text in the cells of a table. How high a line is, the table's own strips of ink tell."""
    insides: list[tuple[int, int, NDArray[np.uint8], list[tuple[int, int]]]] = []
    for cell in grid.cells:
        left, top = int(cell.x0 / scale) + 2, int(cell.top / scale) + 2
        whole = dark[top : int(cell.bottom / scale) - 1, left : int(cell.x1 / scale) - 1]
        inside = without_specks(whole)
        if inside.any():
            insides.append((left, top, inside, _strips(inside)))
        elif whole.any() and (ink := small_ink(whole)) is not None:
            box = (left + ink.left, top + ink.top, left + ink.right, top + ink.bottom)
            yield _Crop(*box, in_cell=True, by_shape=("", 0.0) if ink.mark is None else (ink.mark, SHAPE))
    heights = [last - first for _, _, _, strips in insides for first, last in strips]
    if not heights:
        return
    line_height = float(np.percentile(heights, HIGHEST_STRIPS))
    for left, top, inside, strips in insides:
        for first, last in _text_lines(strips, line_height):
            columns = np.flatnonzero(inside[first:last].any(axis=0))
            yield _Crop(left + int(columns[0]), top + first, left + int(columns[-1]) + 1, top + last, in_cell=True)


def _strips(dark: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Rows of pixels from which to which there is ink without a gap."""
    strips: list[tuple[int, int]] = []
    for row in np.flatnonzero(dark.any(axis=1)):
        if strips and row == strips[-1][1]:
            strips[-1] = (strips[-1][0], int(row) + 1)
        else:
            strips.append((int(row), int(row) + 1))
    return strips


def _text_lines(strips: Sequence[tuple[int, int]], line_height: float) -> list[tuple[int, int]]:
    """Strips as lines of text: the strokes of 二 are one."""
    lines: list[tuple[int, int]] = []
    for first, last in strips:
        if lines and last - lines[-1][0] <= LINE_SLACK * line_height:
            lines[-1] = (lines[-1][0], last)
        else:
            lines.append((first, last))
    return lines


def _glyphs(picture: Gray, dark: Gray, crops: Sequence[_Crop], scale: float) -> Iterator[Glyph]:
    pieces = [_cut(picture, crop) for crop in crops]
    read = recognised(pieces)
    marks = {index: mark for index, crop in enumerate(crops) if crop.in_cell and (mark := mark_of(_cut(dark, crop)))}
    twice = [index for index, (text, _) in enumerate(read) if _looked_at_twice(crops[index], text)]
    again = dict(zip(twice, recognised([pieces[index] for index in twice], enlarged=1.6), strict=True))
    texts: list[tuple[str, float]] = []
    for index, (text, confidence) in enumerate(read):
        by_shape = crops[index].by_shape
        if by_shape is not None:
            texts.append(by_shape)
        elif index in marks and len(text.strip()) <= 1:
            texts.append((marks[index], SHAPE))
        elif index in again:
            agree = _agreed_number if _is_number(crops[index], text) else _agreed_line
            texts.append(agree((text, confidence), again[index]))
        else:
            texts.append((text, confidence))
    sizes = _sizes(crops, [text for text, _ in texts])
    for crop, (text, confidence), size in zip(crops, texts, sizes, strict=True):
        wide = any(ord(character) > 0x2E80 for character in text)
        yield from _spread(text.translate(BRACKETS) if wide else text, confidence, crop, scale, size * scale)


def _sizes(crops: Sequence[_Crop], texts: Sequence[str]) -> list[float]:
    """The type size of each line in pixels: by its width where it has characters enough; those nearly alike as one."""
    sizes = []
    for crop, text in zip(crops, texts, strict=True):
        wide = sum(1 for character in text if ord(character) > 0x2E80)
        by_width = (crop.right - crop.left) / max(sum(map(_em, text)), 1)
        tells = wide >= WIDE_ENOUGH and wide >= MOSTLY_WIDE * len(text) and not crop.in_cell
        sizes.append(by_width if tells else float(crop.bottom - crop.top))
    around = [size for size, crop in zip(sizes, crops, strict=True) if not crop.in_cell]
    usual = median(around) if around else 0.0
    return [
        usual if not crop.in_cell and abs(size - usual) <= ALIKE * usual else size
        for size, crop in zip(sizes, crops, strict=True)
    ]


def _em(character: str) -> float:
    return 1.0 if ord(character) > 0x2000 else LATIN_EM


def _cut(picture: Gray, crop: _Crop) -> Gray:
    margin = 2
    top, left = max(crop.top - margin, 0), max(crop.left - margin, 0)
    return picture[top : crop.bottom + margin, left : crop.right + margin]


def _looked_at_twice(crop: _Crop, text: str) -> bool:
    return _is_number(crop, text) or any(character.isdigit() for character in text)


def _is_number(crop: _Crop, text: str) -> bool:
    short = text.strip()
    return crop.in_cell and (len(short) <= 1 or is_value(short.translate(AMONG_NUMBERS)))


def _agreed_number(first: tuple[str, float], second: tuple[str, float]) -> tuple[str, float]:
    """A number read twice: as sure as its surer reading where both read the same, doubtful where they do not."""
    (one, sure), (other, as_sure) = (
        ("".join(text.split()).translate(AMONG_NUMBERS), score) for text, score in (first, second)
    )
    if one == other:
        return one, max(sure, as_sure)
    return (one, sure * DISAGREEING) if sure >= as_sure else (other, as_sure * DISAGREEING)


def _agreed_line(first: tuple[str, float], second: tuple[str, float]) -> tuple[str, float]:
    """A line of words with numbers in it: doubtful where the numbers read differently."""
    digits = ["".join(filter(str.isdigit, text)) for text, _ in (first, second)]
    text, confidence = max(first, second, key=lambda read: read[1])
    return text, confidence if digits[0] == digits[1] else confidence * DISAGREEING


def _spread(text: str, confidence: float, crop: _Crop, scale: float, size: float) -> Iterable[Glyph]:
    """A recognised line as its characters, each in its share of the line's width."""
    widths = [_em(character) for character in text]
    if not text.strip():
        # Something is printed there that could not be read at all.
        text, widths, confidence = "?", [1.0], 0.0
    step = (crop.right - crop.left) / sum(widths)
    x = float(crop.left)
    for character, width in zip(text, widths, strict=True):
        if character.strip():
            yield Glyph(
                character,
                x * scale,
                crop.top * scale,
                (x + width * step) * scale,
                crop.bottom * scale,
                size,
                confidence,
            )
        x += width * step
