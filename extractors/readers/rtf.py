"""RTF: its text, with table rows as lines of cells between bars, goes through the reader of text."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from extractors.document import Document
from extractors.readers.text import read_text
from extractors.readers.unreadable import UnreadableError

MEDIA_TYPE = "application/rtf"
LARGEST = 30 * 1024 * 1024


def read_rtf(content: bytes) -> Document:
    if len(content) > LARGEST:
        raise UnreadableError("page.too_large", f"{len(content):,} bytes")
    # RTF is ASCII; characters beyond are escaped in the code page the file names, for Chinese mostly GBK.
    try:
        text = rtf_to_text(content.decode("latin-1"), encoding="gb18030", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError, RecursionError) as error:
        raise UnreadableError("media.damaged", f"RTF: {error}") from error
    return read_text(text, encoding=None, media_type=MEDIA_TYPE)
