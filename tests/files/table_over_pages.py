"""A ruled table that goes on over the page's end."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
XS = (80, 300, 500)
HEIGHT = 20


def two_pages(
    *,
    repeat_header: bool = False,
    above: Sequence[tuple[str, str]] | None = None,
    below: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Two columns; rows as given, or ten counted ones a page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    header = ("项目", "数量")
    first = [header, *(above or [(f"第{n}类信息", str(n)) for n in range(1, 11)])]
    second = [*([header] if repeat_header else []), *(below or [(f"第{n}类信息", str(n)) for n in range(11, 21)])]
    for rows, top in ((first, 72 + HEIGHT * len(first)), (second, 770)):
        canvas.setFont(FONT, 10)
        canvas.drawString(290, 30, "- 1 -")
        for index, row in enumerate(rows):
            y = top - HEIGHT * index
            for (x0, x1), text in zip(((XS[0], XS[1]), (XS[1], XS[2])), row, strict=True):
                canvas.rect(x0, y - HEIGHT, x1 - x0, HEIGHT)
                canvas.drawString(x0 + 4, y - 14, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
