"""Bytes to `Document`: one reader a file type, chosen by media type and first bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from extractors.document import Document
from extractors.models import ArchiveRef
from extractors.readers.encoding import decode
from extractors.readers.files import Converter, read_file, read_pictures, unread
from extractors.readers.text import read_text

if TYPE_CHECKING:
    from extractors.readers.opened import OpenedPage

# A report page is some hundred kilobytes; ten times the largest seen is still far below this. Scans are larger.
LARGEST = 20 * 1024 * 1024
LARGEST_FILE = 100 * 1024 * 1024
# Of texts in an archive there may be many.
LARGEST_PACKED = 4 * 1024 * 1024
SNIFFED = 2048
# Servers put white space or a byte order mark before a PDF; its signature is looked for among so many first bytes.
PDF_WITHIN = 1024
# First bytes of what is no text, and what to call it.
SIGNATURES = (
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
)
# What the names of files in an archive tell, where their bytes do not.
BY_SUFFIX = {".html": "text/html", ".htm": "text/html", ".shtml": "text/html", ".csv": "text/csv"}
_MARKUP = re.compile(r"<(?:!--|(?:!doctype|html|head|body|meta|div|p|table|span|h[1-6]|script|ucap)\b)", re.IGNORECASE)
# Control characters that no text holds: a file with more than this share of them is none.
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
MOST_CONTROLS = 0.02


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file a page links or shows. url: its own. archive: where its bytes lie, when they are kept."""

    url: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    archive: ArchiveRef | None = None


@dataclass(frozen=True, slots=True)
class PageHints:
    """What the caller knows beyond the bytes. All of it may be missing; none of it is trusted over the page.

    media_type: of the response or guessed from the file's name
    charset: from the HTTP header
    body_selectors: CSS selectors of the article body, best first (from the portal family's data file)
    title: the link text or title attribute on the list page
    published: the date printed beside that link, as printed
    agency: the agency the portal's configuration names for this column
    files: what the page links or shows instead of, or beside, the report's text
    convert: makes of a file, by its media type, one that there is a reader for; None where no program is there for it
    opened: the page itself, where the caller has looked at it already; it is read once
    """

    media_type: str | None = None
    charset: str | None = None
    body_selectors: tuple[str, ...] = ()
    title: str | None = None
    published: str | None = None
    agency: str | None = None
    files: tuple[AttachedFile, ...] = ()
    convert: Converter | None = None
    opened: OpenedPage | None = field(default=None, compare=False, repr=False)


def read_document(content: bytes, hints: PageHints, *, depth: int = 0) -> Document:
    """Any file as a document. What cannot be read is a document without text that says why.

    depth: in how many archives the file lies
    """
    if not content.strip():
        return unread("text/plain", "page.empty", "0")
    binary = _binary_type(content)
    largest = LARGEST_FILE if binary is not None else LARGEST_PACKED if depth else LARGEST
    if len(content) > largest:
        return unread(binary or hints.media_type or "text/html", "page.too_large", f"{len(content):,} bytes")
    if binary is not None:
        return read_file(content, binary, partial(_read_member, hints.convert), depth, hints.convert)
    decoded = hints.opened.decoded if hints.opened is not None else decode(content, hints.charset)
    if _declared(hints.media_type) == "text/csv":
        from extractors.readers.sheets import read_csv  # noqa: PLC0415

        return read_csv(decoded.text, encoding=decoded.encoding, defects=decoded.defects)
    if _is_html(decoded.text, hints.media_type):
        # Imported here so that reading text alone does not load the HTML parser.
        from extractors.readers.html import read_html  # noqa: PLC0415
        from extractors.readers.opened import OpenedPage  # noqa: PLC0415

        opened = hints.opened or OpenedPage(content, hints.charset, decoded)
        return read_html(opened, media_type="text/html", body_selectors=hints.body_selectors)
    return read_text(decoded.text, encoding=decoded.encoding, media_type="text/plain", defects=decoded.defects)


def read_shown(files: Sequence[AttachedFile], convert: Converter | None) -> list[tuple[str, Document]]:
    """The files of a page as documents with their addresses; several pictures are the pages of one."""
    pictures = [file for file in files if (_binary_type(file.content) or "").startswith("image/")]
    together = pictures if len(pictures) > 1 else []
    read = [
        (file.url, read_document(file.content, PageHints(file.media_type, file.charset, convert=convert)))
        for file in files
        if file not in together
    ]
    if together:
        read.append((together[0].url, read_pictures([file.content for file in together], "image/*")))
    return read


def _read_member(convert: Converter | None, content: bytes, name: str, depth: int) -> Document:
    """A file out of an archive: its name tells what a portal's header would."""
    lowered = name.lower()
    media_type = next((media for suffix, media in BY_SUFFIX.items() if lowered.endswith(suffix)), None)
    return read_document(content, PageHints(media_type=media_type, convert=convert), depth=depth)


def _binary_type(content: bytes) -> str | None:
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            return name
    if b"%PDF-" in content[:PDF_WITHIN]:
        return "application/pdf"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    sample = content[: SNIFFED * 4]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > MOST_CONTROLS * len(sample):
        return "application/octet-stream"
    return None


def _is_html(text: str, media_type: str | None) -> bool:
    declared = _declared(media_type)
    if declared in ("text/html", "application/xhtml+xml"):
        return True
    return declared != "text/plain" and _MARKUP.search(text[: SNIFFED * 2]) is not None


def _declared(media_type: str | None) -> str:
    return (media_type or "").partition(";")[0].strip().lower()
