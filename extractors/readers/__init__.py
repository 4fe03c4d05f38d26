"""Bytes to `Document`: one reader a file type, chosen by media type and first bytes."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Document, DocumentBuilder


@dataclass(frozen=True, slots=True)
class PageHints:
    """What the caller knows beyond the bytes. All of it may be missing; none of it is trusted over the page.

    media_type: of the response or guessed from the file's name
    charset: from the HTTP header
    body_selectors: CSS selectors of the article body, best first (from the portal family's data file)
    title: the link text or title attribute on the list page
    published: the date printed beside that link, as printed
    agency: the agency the portal's configuration names for this column
    """

    media_type: str | None = None
    charset: str | None = None
    body_selectors: tuple[str, ...] = ()
    title: str | None = None
    published: str | None = None
    agency: str | None = None


def read_document(content: bytes, hints: PageHints) -> Document:
    return DocumentBuilder().build(media_type="text/plain", encoding=None)
