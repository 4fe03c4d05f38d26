"""The PDF reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractors.document import Defect, Document, DocumentBuilder
from extractors.readers.pages import Page, read_pages
from extractors.readers.pdfium import PdfError, Seen, opened, read_page, rendered

MEDIA_TYPE = "application/pdf"
# The longest reports published have some eighty pages; what lies behind this many is no report.
MOST_PAGES = 300
# Recognition takes seconds a page, and stops here.
MOST_PICTURES = 60
# From this share of characters without a meaning on, a page's text is not the text that is seen.
MOST_UNMAPPED = 0.05
# A page with a picture on this share of it and hardly any characters is a scan (its page number may be printed on it).
PICTURED = 0.3
FEW_GLYPHS = 40
DOTS = 200

Recogniser = Callable[[Any, int], Page]


def read_pdf(content: bytes) -> Document:
    """A PDF as a document. One that is locked, damaged or made of pictures is a document that says so.

    Pages that are pictures are recognised where the extra `ocr` is installed.
    """
    defects: list[Defect] = []
    pages: list[Page] = []
    pictures: list[int] = []
    unmapped = 0
    try:
        with opened(content) as pdf:
            count = len(pdf)
            if count > MOST_PAGES:
                defects.append(Defect("media.cut", f"{count} pages, {MOST_PAGES} read"))
            for number in range(min(count, MOST_PAGES)):
                try:
                    seen = read_page(pdf, number)
                except PdfError as error:
                    defects.append(Defect("page.damaged", f"page {number + 1}: {error}"))
                    seen = Seen(Page(number, 0, 0, (), ()), 0, 0)
                pages.append(seen.page)
                unmapped += seen.unmapped
                if _is_picture(seen):
                    pictures.append(number)
            recognise = _recogniser() if pictures else None
            if recognise is not None:
                for number in pictures[:MOST_PICTURES]:
                    pages[number] = recognise(rendered(pdf, number, DOTS), number)
                if len(pictures) > MOST_PICTURES:
                    defects.append(Defect("media.cut", f"{len(pictures)} pictures, {MOST_PICTURES} read"))
    except PdfError as error:
        rule = "media.locked" if "assword" in str(error) else "media.damaged"
        return DocumentBuilder().build(media_type=MEDIA_TYPE, encoding=None, defects=[Defect(rule, str(error))])
    printed = sum(len(page.glyphs) for page in pages)
    if not printed or (pictures and recognise is None):
        defects.append(Defect("media.picture", f"{len(pictures) or len(pages)} pages"))
    elif unmapped > MOST_UNMAPPED * printed and not pictures:
        defects.append(Defect("media.text_layer", f"{unmapped} of {printed} characters"))
    return read_pages(pages, media_type=MEDIA_TYPE, defects=defects)


def _is_picture(seen: Seen) -> bool:
    """A scan, or a page whose characters have no meaning and can only be looked at."""
    glyphs = len(seen.page.glyphs)
    scanned = seen.pictured >= PICTURED and glyphs < FEW_GLYPHS
    return scanned or (glyphs > 0 and seen.unmapped > MOST_UNMAPPED * glyphs)


def _recogniser() -> Recogniser | None:
    try:
        from extractors.readers.scans import page_of  # noqa: PLC0415
    except ImportError:
        return None
    return page_of
