"""Bytes to `Document`: one reader a file type, chosen by media type and first bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.document import Defect, Document, DocumentBuilder
from extractors.readers.encoding import decode
from extractors.readers.text import read_text

# A report page is some hundred kilobytes; ten times the largest seen is still far below this. Scans are larger.
LARGEST = 20 * 1024 * 1024
LARGEST_FILE = 100 * 1024 * 1024
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
_MARKUP = re.compile(r"<(?:!--|(?:!doctype|html|head|body|meta|div|p|table|span|h[1-6]|script|ucap)\b)", re.IGNORECASE)
# Control characters that no text holds: a file with more than this share of them is none.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.02


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
    """Any file as a document. What cannot be read is a document without text that says why."""
    if not content.strip():
        return _unread("text/plain", "page.empty", "0")
    binary = _binary_type(content)
    if len(content) > (LARGEST if binary is None else LARGEST_FILE):
        return _unread(binary or hints.media_type or "text/html", "page.too_large", f"{len(content):,} bytes")
    if binary is not None:
        return _read_file(content, binary)
    decoded = decode(content, hints.charset)
    if _is_html(decoded.text, hints.media_type):
        # Imported here so that reading text alone does not load the HTML parser.
        from extractors.readers.html import read_html  # noqa: PLC0415

        return read_html(
            decoded.text,
            encoding=decoded.encoding,
            media_type="text/html",
            body_selectors=hints.body_selectors,
            defects=decoded.defects,
        )
    return read_text(decoded.text, encoding=decoded.encoding, media_type="text/plain", defects=decoded.defects)


def _read_file(content: bytes, media_type: str) -> Document:
    """A file that is no text. Its reader, and the library that reader needs, is loaded when such a file is met."""
    if media_type == "application/pdf":
        from extractors.readers.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(content)
    return _unread(media_type, "media.unsupported", media_type)


def _unread(media_type: str, rule: str, detail: str) -> Document:
    return DocumentBuilder().build(media_type=media_type, encoding=None, defects=(Defect(rule, detail),))


def _binary_type(content: bytes) -> str | None:
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            return name
    if b"%PDF-" in content[:PDF_WITHIN]:
        return "application/pdf"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    sample = content[: SNIFFED * 4]
    if len(_CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample):
        return "application/octet-stream"
    return None


def _is_html(text: str, media_type: str | None) -> bool:
    declared = (media_type or "").partition(";")[0].strip().lower()
    if declared in ("text/html", "application/xhtml+xml"):
        return True
    return declared != "text/plain" and _MARKUP.search(text[: SNIFFED * 2]) is not None
