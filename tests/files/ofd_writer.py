"""A report as OFD, drawn by the writer of PDF on another canvas."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from tests.files.pdf_writer import BODY, Look, PdfWriter, width
from tests.generator.page import HeadingLine, Page, Paragraph

MILLIMETRES = 25.4 / 72
HEIGHT = 842
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class OfdCanvas:
    """What `PdfWriter` asks of a canvas; OFD counts in millimetres from the top."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._size = BODY

    def setFont(self, _name: str, size: int) -> None:
        self._size = size

    def drawString(self, x: float, y: float, text: str) -> None:
        steps = " ".join(f"{width(character, self._size) * MILLIMETRES:.3f}" for character in text[:-1])
        size = self._size * MILLIMETRES
        left, top = x * MILLIMETRES, (HEIGHT - y) * MILLIMETRES - size
        self._pages[-1].append(
            f'<ofd:TextObject ID="1" Boundary="{left:.3f} {top:.3f} 180 {size * 1.3:.3f}" Font="1" Size="{size:.3f}">'
            f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        left, top = min(x0, x1), max(y0, y1)
        points = [f"{(x - left) * MILLIMETRES:.3f} {(top - y) * MILLIMETRES:.3f}" for x, y in ((x0, y0), (x1, y1))]
        self._pages[-1].append(
            f'<ofd:PathObject ID="1" Boundary="{left * MILLIMETRES:.3f} {(HEIGHT - top) * MILLIMETRES:.3f} 200 200">'
            f"<ofd:AbbreviatedData>M {points[0]} L {points[1]}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def showPage(self) -> None:
        self._pages.append([])

    def bytes(self) -> bytes:
        out = BytesIO()
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(self._pages)))
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        body = f"<ofd:CommonData>{area}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("OFD.xml", f"<ofd:OFD {NAMESPACE}>{root}</ofd:OFD>")
            archive.writestr("Doc_0/Document.xml", f"<ofd:Document {NAMESPACE}>{body}</ofd:Document>")
            for number, drawn in enumerate(self._pages):
                layer = "<ofd:Layer>" + "".join(drawn) + "</ofd:Layer>"
                content = f"<ofd:Page {NAMESPACE}><ofd:Content>{layer}</ofd:Content></ofd:Page>"
                archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", content)
        return out.getvalue()


def ofd_of(page: Page) -> bytes:
    writer = PdfWriter(Look())
    canvas = OfdCanvas()
    writer.canvas = canvas
    writer.title(page.title)
    for block in page.blocks:
        if isinstance(block, (HeadingLine, Paragraph)):
            writer.paragraph(block.text)
        else:
            writer.table(block.grid)
    return canvas.bytes()
