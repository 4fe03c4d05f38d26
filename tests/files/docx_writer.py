"""A report as a Word document: merged cells, headings numbered by Word itself, text boxes, tracked changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from tests.files.pdf_writer import places
from tests.generator.grid import Grid
from tests.generator.page import HeadingLine, Page, Paragraph

NUMBERED = re.compile(r"^(?P<ordinal>[一二三四五六]、|（[一二三四五六七]）)")
FONT = "Noto Serif CJK SC"
NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>"""


@dataclass
class WordLook:
    automatic_numbers: bool = False
    tracked: bool = False
    title_in_text_box: bool = False
    ruled: bool = True


def docx_of(page: Page, look: WordLook | None = None) -> bytes:
    look = look or WordLook()
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    if look.automatic_numbers:
        _add_numbering(document)
    _title(document, page.title, look)
    for block in page.blocks:
        if isinstance(block, (HeadingLine, Paragraph)):
            _paragraph(document, block, look)
        else:
            _table(document, block.grid, look)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _title(document: Any, text: str, look: WordLook) -> None:
    paragraph = document.add_paragraph()
    if look.title_in_text_box:
        paragraph._p.append(parse_xml(_text_box(text)))
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(22)


def _text_box(text: str) -> str:
    """As Word writes it: the box once for new readers and once more for old ones."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    schemas = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="{schemas}" xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _paragraph(document: Any, block: HeadingLine | Paragraph, look: WordLook) -> None:
    paragraph = document.add_paragraph()
    text = block.text
    numbered = NUMBERED.match(text) if isinstance(block, HeadingLine) and look.automatic_numbers else None
    if numbered is not None:
        text = text[numbered.end() :]
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{0 if numbered["ordinal"].endswith("、") else 1}"/>'
                '<w:numId w:val="90"/></w:numPr>'
            )
        )
    else:
        paragraph.paragraph_format.first_line_indent = Pt(28)
    middle = len(text) // 2
    paragraph.add_run(text[:middle])
    if look.tracked:
        gone = OxmlElement("w:del")
        gone.append(parse_xml(f"<w:r {nsdecls('w')}><w:delText>共公开88888条，</w:delText></w:r>"))
        paragraph._p.append(gone)
        inserted = OxmlElement("w:ins")
        inserted.append(parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{text[middle:]}</w:t></w:r>'))
        paragraph._p.append(inserted)
    else:
        paragraph.add_run(text[middle:])


def _add_numbering(document: Any) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _table(document: Any, grid: Grid, look: WordLook) -> None:
    rows = places(grid)
    columns = max(column + cell.colspan for row in rows for column, cell in row)
    table = document.add_table(len(rows), columns)
    if look.ruled:
        table.style = "Table Grid"
    for number, row in enumerate(rows):
        for column, cell in row:
            box = table.cell(number, column)
            last = min(number + cell.rowspan, len(rows)) - 1
            if cell.rowspan > 1 or cell.colspan > 1:
                box = box.merge(table.cell(last, column + cell.colspan - 1))
            box.text = cell.text
            for paragraph in box.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    document.add_paragraph()
