"""The PDF reader."""

from __future__ import annotations

from extractors.document import Defect, Document, DocumentBuilder
from extractors.readers.pages import Page, read_pages
from extractors.readers.pdfium import PdfError, opened, read_page

MEDIA_TYPE = "application/pdf"
# The longest reports published have some eighty pages; what lies behind this many is no report.
MOST_PAGES = 300
# From this share of characters without a meaning on, a page's text is not the text that is seen.
MOST_UNMAPPED = 0.05


def read_pdf(content: bytes) -> Document:
    """A PDF as a document. One that is locked, damaged or made of pictures is a document that says so."""
    defects: list[Defect] = []
    pages: list[Page] = []
    try:
        with opened(content) as pdf:
            count = len(pdf)
            if count > MOST_PAGES:
                defects.append(Defect("media.cut", f"{count} pages, {MOST_PAGES} read"))
            unmapped = 0
            for number in range(min(count, MOST_PAGES)):
                try:
                    page, lost = read_page(pdf, number)
                except PdfError as error:
                    defects.append(Defect("page.damaged", f"page {number + 1}: {error}"))
                    page, lost = Page(number, 0, 0, (), ()), 0
                pages.append(page)
                unmapped += lost
    except PdfError as error:
        locked = "assword" in str(error)
        rule = "media.locked" if locked else "media.damaged"
        return DocumentBuilder().build(media_type=MEDIA_TYPE, encoding=None, defects=[Defect(rule, str(error))])
    printed = sum(len(page.glyphs) for page in pages)
    if not printed:
        defects.append(Defect("media.picture", f"{len(pages)} pages"))
    elif unmapped > MOST_UNMAPPED * printed:
        defects.append(Defect("media.text_layer", f"{unmapped} of {printed} characters"))
    return read_pages(pages, media_type=MEDIA_TYPE, defects=defects)
