"""ZIP files in memory, with limits: what they unpack to is bounded, whatever their headers say.

Office files, OFD and archives come through here. Nothing is ever written, so names that lead out of the archive do no
harm; they are told apart all the same.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from extractors.readers.unreadable import UnreadableError

# An office file holds some dozens of members; the largest part of a report's, its text as XML, has a few megabytes.
MOST_MEMBERS = 10_000
LARGEST_MEMBER = 64 * 1024 * 1024
LARGEST_WHOLE = 256 * 1024 * 1024
CHUNK = 1024 * 1024
# Elements nested deeper than this are no document.
DEEPEST = 400


class Zipped:
    """The members of a ZIP file by name. Every read counts against what the whole may unpack to."""

    def __init__(self, content: bytes, *, whole: int = LARGEST_WHOLE) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, UnicodeError, NotImplementedError) as error:
            raise UnreadableError("media.damaged", f"ZIP: {error}") from error
        self._left = whole
        members = self._archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise UnreadableError("media.bomb", f"{len(members):,} members")
        stated = sum(member.file_size for member in members)
        if stated > whole:
            raise UnreadableError("media.bomb", f"{stated:,} bytes")
        self.names = tuple(member.filename for member in members if not member.is_dir())

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str, largest: int = LARGEST_MEMBER) -> bytes:
        """A member's bytes. Unpacking stops at the limit, not at the size that the header states."""
        limit = min(largest, self._left)
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(name) as member:
                while piece := member.read(CHUNK):
                    size += len(piece)
                    if size > limit:
                        raise UnreadableError("media.bomb", f"{name} > {limit:,} bytes")
                    pieces.append(piece)
        except RuntimeError as error:  # zipfile says so of encrypted members
            raise UnreadableError("media.locked", str(error)) from error
        except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise UnreadableError("media.damaged", f"{name}: {error}") from error
        self._left -= size
        return b"".join(pieces)

    def xml(self, name: str) -> Any:
        """A member's root element. Entities and document types, which no office format has, are refused."""
        return parse_xml(self.read(name), name)


def parse_xml(content: bytes, name: str) -> Any:
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableError("media.bomb", f"{name}: {type(error).__name__}") from error
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise UnreadableError("media.damaged", f"{name}: {error}") from error
    if _depth(root) > DEEPEST:
        raise UnreadableError("media.bomb", f"{name}: nested deeper than {DEEPEST}")
    return root


def _depth(root: Any) -> int:
    deepest = 0
    pending = [(root, 1)]
    while pending and deepest <= DEEPEST:
        element, depth = pending.pop()
        deepest = max(deepest, depth)
        pending += [(child, depth + 1) for child in element]
    return deepest


def local(element: Any) -> str:
    """An element's name without its namespace: transitional and strict files, and WPS's, differ in nothing else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Any, *path: str) -> Any:
    """The first descendant along `path`, or None."""
    for name in path:
        element = next((inner for inner in element if local(inner) == name), None)
        if element is None:
            return None
    return element
