"""The reader of Word documents (DOCX, and WPS's in that format).

Read from the XML itself: what converters to HTML leave out is what reports depend on. Headings are numbered by Word
(`docx_numbering`), titles stand in text boxes, and of tracked changes the text as it would be accepted counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractors.document import BlockKind, CellDraft, Defect, Document, DocumentBuilder, PageMetadata
from extractors.readers.docx_numbering import Numbering
from extractors.readers.pages.lines import join_lines
from extractors.readers.unreadable import UnreadableError
from extractors.readers.zipped import Zipped, attribute, child, local

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN_PART = "word/document.xml"
# What a reader of the printed page does not see: deleted and moved text, field codes, comments.
UNSEEN = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "commentReference", "pPr", "rPr", "tblPr", "tblGrid"}
)
# A cell with this much running text in it holds a page, not a value.
LONG_CELL = 200
WIDEST_SPAN = 64


@dataclass(slots=True)
class Block:
    kind: BlockKind
    text: str = ""
    rows: list[list[CellDraft]] = field(default_factory=list)


def read_docx(archive: Zipped) -> Document:
    """A Word document as a document. Raises UnreadableError where its parts cannot be read."""
    if MAIN_PART not in archive:
        raise UnreadableError("media.damaged", MAIN_PART)
    root = archive.xml(MAIN_PART)
    walker = Walker(
        Numbering(_part(archive, "word/numbering.xml"), styles := _part(archive, "word/styles.xml")), _outline(styles)
    )
    body = child(root, "body")
    blocks = list(walker.blocks(body)) if body is not None else []
    builder = DocumentBuilder()
    for block in blocks:
        if block.kind == "table":
            builder.table(block.rows)
        else:
            builder.paragraph(block.text, block.kind)
    defects = []
    if not any(block.text or block.rows for block in blocks) and walker.pictures:
        defects.append(Defect("media.picture", f"{walker.pictures} pictures"))
    return builder.build(
        media_type=MEDIA_TYPE, encoding=None, metadata=PageMetadata(titles=tuple(walker.titles)), defects=defects
    )


def _part(archive: Zipped, name: str) -> Any | None:
    return archive.xml(name) if name in archive else None


def _outline(styles: Any | None) -> dict[str, str]:
    """Styles that make a paragraph a heading, and the one of titles."""
    kinds: dict[str, str] = {}
    for style in styles if styles is not None else ():
        name = attribute(named, "val") if (named := child(style, "name")) is not None else ""
        properties = child(style, "pPr")
        if (name or "").lower() == "title":
            kinds[attribute(style, "styleId") or ""] = "title"
        elif properties is not None and child(properties, "outlineLvl") is not None:
            kinds[attribute(style, "styleId") or ""] = "heading"
    return kinds


class Walker:
    """Walks the body in reading order. `titles`: paragraphs in Word's own style for titles."""

    def __init__(self, numbering: Numbering, styles: dict[str, str]) -> None:
        self._numbering = numbering
        self._styles = styles
        self.titles: list[str] = []
        self.pictures = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(element))
            elif name not in UNSEEN:
                # Content controls, custom XML, inserted blocks: wrappers around blocks.
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        """The paragraph's lines; text boxes anchored in it come before it."""
        lines, boxes = [""], list[Any]()
        for piece in self._pieces(element, boxes):
            if piece == "\n":
                lines.append("")
            else:
                lines[-1] += piece
        for box in boxes:
            yield from self.blocks(box)
        properties = child(element, "pPr")
        style = attribute(named, "val") if (named := _in(properties, "pStyle")) is not None else None
        kind = self._styles.get(style or "")
        if kind is None and _in(properties, "outlineLvl") is not None:
            kind = "heading"
        if any(line.strip() for line in lines):
            lines[0] = self._numbering.ordinal(properties, style) + lines[0]
        if kind == "title":
            self.titles.append(join_lines(lines))
            lines = [join_lines(lines)]
        for line in lines:
            yield Block("heading" if kind else "paragraph", line)

    def _pieces(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        """The seen text of a paragraph, "\\n" for line breaks; text boxes go to `boxes`."""
        for element in parent:
            name = local(element)
            if name == "t":
                yield element.text or ""
            elif name in ("br", "cr"):
                yield "\n"
            elif name in ("tab", "ptab"):
                yield " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "txbxContent":
                boxes.append(element)
            elif name == "AlternateContent":
                yield from self._pieces(_chosen(element), boxes)
            elif name == "r" and _is_hidden(element):
                continue
            elif name not in UNSEEN:
                self.pictures += name in ("blip", "imagedata")
                yield from self._pieces(element, boxes)

    def _table(self, element: Any) -> Iterator[Block]:
        rows = [row for row in _inside(element, "tr") if not _is_deleted(row)]
        cells = [list(_inside(row, "tc")) for row in rows]
        if any(_arranges(cell) for row in cells for cell in row):
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
            return
        placed: list[list[CellDraft]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for number, (row, own) in enumerate(zip(rows, cells, strict=True)):
            drafts: list[CellDraft] = []
            column = _number(_in(child(row, "trPr"), "gridBefore"), 0)
            reaching: dict[int, tuple[int, int]] = {}
            for cell in own:
                properties = child(cell, "tcPr")
                width = min(max(_number(_in(properties, "gridSpan"), 1), 1), WIDEST_SPAN)
                merged = _in(properties, "vMerge")
                goes_on = merged is not None and (attribute(merged, "val") or "continue") == "continue"
                across = _in(properties, "hMerge")
                if across is not None and (attribute(across, "val") or "continue") == "continue" and drafts:
                    last = drafts[-1]
                    drafts[-1] = CellDraft(last.text, last.column, last.rowspan, last.colspan + width)
                elif goes_on and column in open_cells:
                    top, index = open_cells[column]
                    above = placed[top][index]
                    placed[top][index] = CellDraft(above.text, above.column, number - top + 1, above.colspan)
                    reaching[column] = (top, index)
                else:
                    drafts.append(CellDraft(self._cell_text(cell), column, 1, width))
                    if merged is not None:
                        reaching[column] = (number, len(drafts) - 1)
                column += width
            placed.append(drafts)
            open_cells = reaching
        if sum(len(row) for row in placed) > 1:
            yield Block("table", rows=placed)
        else:
            yield from (Block("paragraph", cell.text) for row in placed for cell in row)

    def _cell_text(self, cell: Any) -> str:
        return join_lines([block.text for block in self.blocks(cell)])


def _chosen(alternatives: Any) -> Any:
    """The form for readers of today; the same words stand again in the fallback."""
    choice = child(alternatives, "Choice")
    fallback = child(alternatives, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _in(properties: Any | None, name: str) -> Any | None:
    return child(properties, name) if properties is not None else None


def _inside(parent: Any, wanted: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, content controls around them looked through."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name not in UNSEEN and name not in ("tbl", "tr", "tc"):
            yield from _inside(element, wanted)


def _is_hidden(run: Any) -> bool:
    hidden = _in(child(run, "rPr"), "vanish")
    return hidden is not None and attribute(hidden, "val") not in ("0", "false")


def _is_deleted(row: Any) -> bool:
    return _in(child(row, "trPr"), "del") is not None


def _arranges(cell: Any) -> bool:
    """Whether a cell holds a table or running text: then the table around it only arranges the page."""
    texts = []
    length = 0
    pending = list(cell)
    while pending:
        element = pending.pop()
        name = local(element)
        if name == "tbl":
            return True
        if name == "t":
            texts.append(element.text or "")
            length += len(texts[-1])
        if name not in UNSEEN:
            pending += list(element)
    return length > LONG_CELL and sum(text.count("。") for text in texts) > 1


def _number(element: Any | None, default: int) -> int:
    value = attribute(element, "val") if element is not None else None
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 6 else default
