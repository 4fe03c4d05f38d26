"""What the PATHs of a command line mean: files, folders, globs, `-` for standard input; in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What a folder is searched for. A file named itself, or met by a glob, is read whatever it is called.
SUFFIXES = frozenset(
    {
        *(".html", ".htm", ".shtml", ".xhtml", ".txt", ".csv", ".pdf", ".docx", ".doc", ".wps", ".rtf", ".ofd"),
        *(".xlsx", ".xls", ".zip", ".7z", ".rar"),
    }
)
STDIN = "-"

# Web archives: many pages a file.
WARC_SUFFIXES = (".warc.gz", ".warc")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `path` None: `content` was given on standard input."""

    name: str
    path: Path | None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path that leads to no report, and why. `failed`: the user asked for it by name."""

    name: str
    reason: str
    failed: bool


def find_sources(paths: Iterable[str], stdin: bytes | None = None) -> Iterator[Source | Skipped]:
    """Every file `paths` mean, one after the other; folders in the order of their names, from the top down.

    stdin: what was read there, for the path `-`.
    """
    for path in paths:
        if path == STDIN:
            yield Source("standard input", None, stdin or b"")
        elif os.path.lexists(path):
            yield from _from_name(path)
        elif glob.has_magic(path):
            # Path.glob knows no absolute patterns.
            matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
            if not matches:
                yield Skipped(path, "no file matches. Check the pattern, and quote it", failed=True)
            for match in matches:
                yield from _from_name(match)
        else:
            yield Skipped(path, "no such file or folder. Check the spelling", failed=True)


def _from_name(name: str) -> Iterator[Source | Skipped]:
    if Path(name).is_dir():
        yield from _from_folder(name)
    else:
        yield Source(name, Path(name))


def _from_folder(folder: str) -> Iterator[Source | Skipped]:
    """Files of a folder and those below. Linked folders are not entered: links can lead in circles."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(here, f"the folder cannot be read: {error.strerror}. Check its rights", failed=True)
            continue
        folders = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.is_dir():
                yield Skipped(entry.path, "a link to a folder", failed=False)
            elif not entry.is_file():
                yield Skipped(entry.path, "not a file", failed=False)
            elif Path(entry.name).suffix.lower() not in SUFFIXES and not is_warc(entry.name):
                yield Skipped(entry.path, "not a kind of file gongkai looks for in a folder", failed=False)
            else:
                yield Source(entry.path, Path(entry.path))
        waiting.extend(reversed(folders))


def is_warc(name: str) -> bool:
    return name.lower().endswith(WARC_SUFFIXES)
