"""One web archive, wherever it lies, read to a part: what a worker does for `gongkai extract --scheduler`."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO

import fsspec
from fsspec.implementations.local import LocalFileSystem

from extractors.models import ArchiveRef
from scraper.archive.reader import load, load_from
from scraper.archive.replay import Damaged, Told, read, steps
from scraper.cluster import parts
from scraper.cluster.parts import Index, Line
from scraper.errors import ClusterError
from scraper.fetch.exchange import Recalled
from scraper.local.reading import internal_error
from scraper.printed import Printed

# Bytes asked for at a time where one page of another archive is wanted.
BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Order:
    """version: of the gongkai that gives it: two that read differently must not share a data set.

    address: of the archive, for fsspec. store: address of the part to write, or None to have it back in the answer
    """

    version: str
    address: str
    store: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """part: its bytes, unless they went to the store."""

    index: Index
    part: bytes | None


def read_archive(order: Order) -> Read:
    """Raises ClusterError for another version, OSError where the archive cannot be had at all."""
    here = metadata.version("gongkai")
    if here != order.version:
        raise ClusterError(f"a worker has gongkai {here}, the command {order.version}. Install the same on both.")
    with TemporaryDirectory(prefix="gongkai-") as scratch, TemporaryFile() as file:
        path, folder = _at_hand(order.address, Path(scratch))
        index = _read(path, folder, file)
        file.seek(0)
        if order.store is None:
            return Read(index, file.read())
        filesystem, target = fsspec.url_to_fs(order.store)
        filesystem.makedirs(filesystem._parent(target), exist_ok=True)
        put(filesystem, target, file)
        # Last, since with it the part counts as written.
        put(filesystem, f"{target}.json", io.BytesIO(index.to_json().encode()))
        return Read(index, None)


def put(filesystem: Any, target: str, file: BinaryIO) -> None:
    """Whole or not at all: object storage does so by itself, a file system by a rename."""
    if not isinstance(filesystem, LocalFileSystem):
        filesystem.pipe_file(target, file.read())
        return
    draft = f"{target}.{id(file):x}.new"
    with filesystem.open(draft, "wb") as copy:
        while chunk := file.read(1 << 20):
            copy.write(chunk)
    Path(draft).replace(target)


class _Pages:
    """Pages by their place in the archive: of this file, or of one beside it."""

    def __init__(self, folder: Any) -> None:
        self._folder = folder

    def __call__(self, here: Path, ref: ArchiveRef) -> Recalled | None:
        found = load(here, ref)
        if found is not None or self._folder is None:
            return found
        filesystem, path = self._folder
        try:
            with filesystem.open(f"{path}/{Path(ref.file).name}", "rb", block_size=BLOCK) as file:
                return load_from(file, ref)
        except OSError:
            return None


def _at_hand(address: str, scratch: Path) -> tuple[Path, Any]:
    """The archive as a local file, and where its folder lies if that is elsewhere."""
    filesystem, path = fsspec.url_to_fs(address)
    if isinstance(filesystem, LocalFileSystem):
        return Path(path), None
    name = path.rpartition("/")[2]
    filesystem.get_file(path, str(scratch / name))
    return scratch / name, (filesystem, filesystem._parent(path))


def _read(path: Path, folder: Any, file: BinaryIO) -> Index:
    """The part into `file`. Records wait in a file meanwhile: memory must not grow with the archive."""
    pages = _Pages(folder)
    reports = none = 0
    damaged: list[tuple[str, str]] = []
    known: dict[str, tuple[str, str, bool, int, int]] = {}
    with TemporaryFile() as records:
        for step in steps(path):
            report = _report(step, pages) if isinstance(step, Told) else step
            if isinstance(report, Damaged):
                damaged.append((report.name, report.reason))
            elif isinstance(report, Printed):
                reports += 1
                before = known.get(report.id)
                if before is None or before[:2] != (report.content, report.reading):
                    place = (before is not None, records.tell(), len(report.packed))
                    known[report.id] = (report.content, report.reading, *place)
                    records.write(report.packed)
            elif report is None:
                none += 1
        offsets = parts.write(_lines(known, records), file)
    return Index(offsets, reports, none, tuple(damaged))


def _report(told: Told, pages: _Pages) -> Printed | Damaged | None:
    try:
        return read(told, pages)
    except Exception as error:  # one page must not take the archive with it
        return Damaged(told.remark.url, internal_error(error))


def _lines(known: dict[str, tuple[str, str, bool, int, int]], records: BinaryIO) -> Iterator[Line]:
    for identity in sorted(known):
        content, reading, went_on, offset, length = known[identity]
        records.seek(offset)
        yield Line(identity, content, reading, went_on, zlib.decompress(records.read(length)).decode())
