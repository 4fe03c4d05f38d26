"""Files that are no text: which reader takes them. Each reader's library is loaded when its first file is met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.document import Defect, Document, DocumentBuilder
from extractors.errors import ConversionError
from extractors.readers.unreadable import UnreadableError

OLE = "application/x-ole-storage"
DOC = "application/msword"
SEVEN_ZIP = "application/x-7z-compressed"
RAR = "application/vnd.rar"
# Names of the streams that make an OLE file a workbook or a text, as they stand in its directory.
WORKBOOK = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
TEXT = "WordDocument".encode("utf-16-le")
# The pack of a locked Office file of today.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What only other programs read, and which.
CONVERTED = {DOC: "DOC/WPS (LibreOffice)", SEVEN_ZIP: "7z (bsdtar)", RAR: "RAR (bsdtar)"}

Converter = Callable[[bytes, str], bytes | None]
Reader = Callable[[bytes, str, int], Document]


def read_file(content: bytes, media_type: str, read: Reader, depth: int, convert: Converter | None = None) -> Document:
    """A file by the type its first bytes tell. Never raises on what is in the file.

    read: for members of an archive. convert: makes a ZIP or DOCX of what only other programs read
    """
    if media_type == OLE and ENCRYPTED not in content and TEXT in content:
        media_type = DOC
    try:
        if media_type in CONVERTED:
            return _read_converted(content, media_type, read, depth, convert)
        return _read(content, media_type, read, depth)
    except UnreadableError as defect:
        return unread(media_type, defect.rule, defect.detail)


def unread(media_type: str, rule: str, detail: str) -> Document:
    return DocumentBuilder().build(media_type=media_type, encoding=None, defects=(Defect(rule, detail),))


def _read(content: bytes, media_type: str, read: Reader, depth: int) -> Document:
    # ruff: noqa: PLC0415 - see the module's docstring
    if media_type == "application/pdf":
        from extractors.readers.pdf import read_pdf

        return read_pdf(content)
    if media_type == "application/rtf":
        from extractors.readers.rtf import read_rtf

        return read_rtf(content)
    if media_type == "application/zip":
        return _read_zip(content, read, depth)
    if media_type.startswith("image/"):
        return read_pictures([content], media_type)
    if media_type == OLE:
        return _read_ole(content)
    return unread(media_type, "media.unsupported", media_type)


def _read_converted(content: bytes, media_type: str, read: Reader, depth: int, convert: Converter | None) -> Document:
    try:
        made = convert(content, media_type) if convert is not None else None
    except ConversionError as error:
        raise UnreadableError("media.damaged", f"{CONVERTED[media_type]}: {error}") from error
    if made is None:
        raise UnreadableError("media.unsupported", CONVERTED[media_type])
    document = _read_zip(made, read, depth)
    defects = (*document.defects, Defect("media.converted", CONVERTED[media_type]))
    return replace(document, media_type=media_type, defects=defects)


def _read_zip(content: bytes, read: Reader, depth: int) -> Document:
    from extractors.readers.zipped import Zipped

    archive = Zipped(content)
    if "word/document.xml" in archive:
        from extractors.readers.docx import read_docx

        return read_docx(archive)
    if "xl/workbook.xml" in archive:
        from extractors.readers.sheets import read_xlsx

        return read_xlsx(content, archive)
    if "OFD.xml" in archive:
        from extractors.readers.ofd import read_ofd

        return read_ofd(archive)
    from extractors.readers.archive import read_archive

    return read_archive(archive, read, depth)


def _read_ole(content: bytes) -> Document:
    if ENCRYPTED in content:
        return unread(OLE, "media.locked", "EncryptedPackage")
    if any(name in content for name in WORKBOOK):
        from extractors.readers.sheets import XLS, read_workbook

        return read_workbook(content, XLS)
    return unread(OLE, "media.unsupported", OLE)


def read_pictures(contents: Sequence[bytes], media_type: str) -> Document:
    """Pictures as the pages of one document; one that does not open is named, and takes nothing from the others."""
    try:
        from extractors.readers.scans import read_scans
    except ImportError:
        return unread(media_type, "media.picture", media_type)
    try:
        return read_scans(contents, media_type)
    except UnreadableError as defect:
        return unread(media_type, defect.rule, defect.detail)
