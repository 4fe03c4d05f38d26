"""An archive of files: the fullest of its reports is read, the others are named in a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.document import Defect, Document
from extractors.readers.unreadable import UnreadableError
from extractors.readers.zipped import Zipped

MEDIA_TYPE = "application/zip"
# Files looked into, and archives in archives.
MOST_FILES = 100
DEEPEST = 2
NAMES_SHOWN = 5
# What is packed along with reports by systems, never a report.
LEFT_OUT = ("__MACOSX/", ".ds_store", "thumbs.db", ".exe", ".dll", ".js", ".css", ".mp4", ".mp3")

Reader = Callable[[bytes, str, int], Document]


def read_archive(archive: Zipped, read: Reader, depth: int) -> Document:
    """read: how to read a member, given its bytes, its name and how deep it lies."""
    if depth >= DEEPEST:
        raise UnreadableError("media.bomb", f"archives nested deeper than {DEEPEST}")
    names = [name for name in archive.names if not _is_left_out(name)]
    best: Document | None = None
    chosen = ""
    failed: list[Defect] = []
    for name in names[:MOST_FILES]:
        try:
            document = read(archive.read(name), name, depth + 1)
        except UnreadableError as defect:
            if defect.rule == "media.bomb":
                raise
            failed.append(Defect(defect.rule, f"{shown_name(name)}: {defect.detail}"))
            continue
        if not document.text:
            failed += [Defect(defect.rule, f"{shown_name(name)}: {defect.detail}") for defect in document.defects]
        elif best is None or _fullness(document) > _fullness(best):
            best, chosen = document, name
    if best is None:
        if failed:
            raise UnreadableError(failed[0].rule, failed[0].detail)
        raise UnreadableError("page.empty", "0")
    defects = list(best.defects)
    if len(names) > MOST_FILES:
        defects.append(Defect("media.cut", f"{len(names)} files, {MOST_FILES} read"))
    if len(names) > 1:
        others = [shown_name(name) for name in names if name != chosen]
        listed = "、".join(others[:NAMES_SHOWN]) + ("…" if len(others) > NAMES_SHOWN else "")
        defects.append(Defect("media.archive", f"{shown_name(chosen)}（{len(others)}: {listed}）"))
    return replace(best, defects=tuple(defects))


def _fullness(document: Document) -> tuple[int, int]:
    """Tables first: a report with them says more than a notice of any length."""
    return sum(1 for block in document.blocks if block.table is not None), len(document.text)


def _is_left_out(name: str) -> bool:
    lowered = name.lower()
    return any(lowered.startswith(mark) or lowered.endswith(mark) for mark in LEFT_OUT) or ".." in name.split("/")


def shown_name(name: str) -> str:
    """A member's name; those that Chinese Windows wrote are GBK without saying so."""
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name
