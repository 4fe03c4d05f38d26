"""The `Document`: what every reader makes of its file, and all that the later stages see of it.

A document is a list of blocks in reading order and one canonical text they all point into: NFC, one `\\n` between
blocks, a table row a line of its own with its cells joined by tabs. Offsets are indices into that text (Python
characters, that is Unicode code points). A reader brings its blocks to `DocumentBuilder`, which alone knows how the
text is put together, so that `text[cell.start:cell.end] == cell.text` holds for every reader alike.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractors.sealed import sealed

BlockKind = Literal["paragraph", "heading", "table"]


class Cell(NamedTuple):
    """A printed cell, once, at its top left corner of the grid. `text` has no tab or line break in it.

    doubtful: recognised in a picture, and neither sure enough nor confirmed by a sum: it states no number
    """

    text: str
    start: int
    end: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`rows[i]` are the cells printed in row i (cells that span down from above are not repeated).

    `aligned` says whether `column` and the spans come from the file (HTML grid, ruled PDF) or only count the cells
    of a line (plain text), in which case columns must be told from the labels. `defect` says why the cells cannot
    be told apart (glued digits, lost lines); such a table yields `table.unreadable`, never numbers.
    """

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    aligned: bool = True
    defect: str | None = None

    def cells(self) -> Iterable[Cell]:
        for row in self.rows:
            yield from row


@sealed(frozen=True, slots=True)
class Block:
    """A paragraph, something the file itself marks as a heading (h1…h6), or a table."""

    kind: BlockKind
    text: str
    start: int
    end: int
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the file says about itself outside the body. Values as printed, outer spaces off.

    meta: `<meta name=… content=…>` by lower-cased name (ArticleTitle → "articletitle"); first one wins
    labels: printed label/value pairs around the title (发布时间, 发布机构, 索引号 …), label without spaces and colon
    titles: candidates for the title, best first (ArticleTitle, h1, title block, <title>)
    breadcrumb: the "current position" trail, outermost first
    """

    meta: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with the file itself, found while reading it; becomes a finding of the same rule."""

    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A stretch of the text that was recognised in a picture, and the confidence in it, 0 to 1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """recognised: what of the text was read from pictures, in order; empty where the file states its text."""

    text: str
    blocks: tuple[Block, ...]
    metadata: PageMetadata
    media_type: str
    encoding: str | None
    defects: tuple[Defect, ...] = ()
    recognised: tuple[Recognised, ...] = ()

    def confidence(self, start: int, end: int) -> float | None:
        """The least confidence in any part of a stretch; None where none of it was recognised in a picture."""
        if not self.recognised:
            return None
        first = bisect_left(self.recognised, start, key=lambda stretch: stretch.end)
        found: float | None = None
        for stretch in self.recognised[first:]:
            if stretch.start >= max(end, start + 1):
                break
            found = stretch.confidence if found is None else min(found, stretch.confidence)
        return found


@dataclass(slots=True)
class CellDraft:
    """A cell as a reader sees it, before it has a place in the text."""

    text: str
    column: int
    rowspan: int = 1
    colspan: int = 1
    confidence: float | None = None
    doubtful: bool = False


class DocumentBuilder:
    """Puts blocks together into the canonical text and gives each its offsets."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._recognised: list[Recognised] = []

    def paragraph(self, text: str, kind: BlockKind = "paragraph", recognised: Iterable[tuple[str, float]] = ()) -> None:
        """Add a block of running text; blank ones are left out, inner line breaks become spaces.

        recognised: its pieces, in order, that were read from a picture, with the confidence in each
        """
        clean = one_line(text)
        if not clean:
            return
        start = self._append(clean)
        self._blocks.append(Block(kind, clean, start, start + len(clean)))
        position = 0
        for piece, confidence in recognised:
            place = clean.find(piece, position)
            if place >= 0:
                position = place + len(piece)
                self._recognised.append(Recognised(start + place, start + position, confidence))

    def table(self, rows: Sequence[Sequence[CellDraft]], *, aligned: bool = True, defect: str | None = None) -> None:
        """Add a table: a line a row, cells joined by tabs. Rows without any cell are left out."""
        placed: list[tuple[Cell, ...]] = []
        lines: list[str] = []
        position = self._length + (1 if self._parts else 0)
        for draft_row in rows:
            if not draft_row:
                continue
            row = len(placed)
            cells: list[Cell] = []
            for draft in draft_row:
                text = one_line(draft.text)
                end = position + len(text)
                cells.append(Cell(text, position, end, row, draft.column, draft.rowspan, draft.colspan, draft.doubtful))
                if draft.confidence is not None:
                    self._recognised.append(Recognised(position, end, draft.confidence))
                # The tab behind a cell, or the line break behind a row.
                position = end + 1
            placed.append(tuple(cells))
            lines.append("\t".join([cell.text for cell in cells]))
        if not placed:
            return
        text = "\n".join(lines)
        start = self._append(text)
        self._blocks.append(
            Block(
                "table",
                text,
                start,
                start + len(text),
                Table(tuple(placed), start, start + len(text), aligned, defect),
            )
        )

    def build(
        self,
        *,
        media_type: str,
        encoding: str | None,
        metadata: PageMetadata | None = None,
        defects: Iterable[Defect] = (),
    ) -> Document:
        return Document(
            "".join(self._parts),
            tuple(self._blocks),
            metadata or PageMetadata(),
            media_type,
            encoding,
            tuple(defects),
            tuple(self._recognised),
        )

    def _append(self, text: str) -> int:
        if self._parts:
            self._parts.append("\n")
            self._length += 1
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start


def one_line(text: str) -> str:
    """NFC, runs of white space (also full-width and no-break) folded to one space, outer ones off."""
    if text.isascii() and text.isalnum():
        return text
    clean = unicodedata.normalize("NFC", text)
    return clean if clean.isalnum() else " ".join(clean.split())
