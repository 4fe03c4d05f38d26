"""`gongkai extract --scheduler`: web archives read by the workers of a cluster, one archive a piece of work.

Without a folder to write to, the parts come back, and are merged here to what a single machine would print. With one,
the parts stay in storage until all are there; then the workers merge them, a share of the ids each, to one file a
share. What stands there already is not done again, so that a command that was cut off, or whose cluster was, goes on
where it stood when it is given again.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fsspec

from scraper.cluster import parts
from scraper.cluster.archive import Order, Read, put, read_archive
from scraper.cluster.crew import Crew, Done
from scraper.cluster.parts import Index
from scraper.errors import ClusterError, ConfigError
from scraper.local.paths import is_warc
from scraper.local.reading import record_lines

PARTS = ".parts"
MANIFEST = "manifest.json"

# Shares of the merged data set: by the first digit of the id, or by the first two of a large one.
FEW, MANY = 16, 256
LARGE = 200_000  # reports

# Of one share in memory while it is written: gzip's, since a record a line has much in common with the next.
LEVEL = 6


@dataclass(slots=True)
class Told:
    """reports, none, damaged: as of `scraper.archive.replay.Replayed`."""

    reports: int = 0
    none: int = 0
    damaged: list[tuple[str, str]] = field(default_factory=list)

    def add(self, index: Index) -> None:
        self.reports += index.reports
        self.none += index.none
        self.damaged += index.damaged


@dataclass(frozen=True, slots=True)
class Share:
    """One file of the data set. parts: address and where to read in it, in the order of the archives."""

    target: str
    parts: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    figures: bool


def find_archives(patterns: Iterable[str]) -> list[str]:
    """Addresses of the archives that paths, globs and object storage addresses mean, in the order of their names.

    Raises ConfigError where one means none.
    """
    found: dict[str, None] = {}
    for pattern in patterns:
        try:
            filesystem, path = fsspec.url_to_fs(pattern)
            if not any(sign in path for sign in "*?[") and filesystem.isdir(path):
                path = f"{path.rstrip('/')}/*"
            names = [name for name in filesystem.glob(path) if is_warc(name)]
        except (OSError, ValueError, ImportError) as error:
            raise ConfigError(f"{pattern}: cannot be looked into: {error}. Check address and credentials.") from None
        if not names:
            raise ConfigError(
                f"{pattern}: no web archive (.warc.gz) there. Other files are read on one machine: use --jobs."
            )
        found |= dict.fromkeys(filesystem.unstrip_protocol(name) for name in names)
    # As `replay` takes them: a report in two archives is as the later one has it.
    return sorted(found, key=lambda address: (address.rpartition("/")[2], address))


def to_lines(
    crew: Crew, archives: Sequence[str], told: Told, say: Callable[[str], None], *, figures: bool
) -> Iterator[bytes]:
    """The data set of the archives, a record a line (or its figures), sorted by id. `told` tells what was not read."""
    with TemporaryDirectory(prefix="gongkai-") as scratch:
        store = {address: Path(scratch) / _name(address) for address in archives}
        indexes = _read_all(crew, store, told, say, back=True)
        there = [address for address in archives if address in indexes]
        for section in range(len(parts.SECTIONS)):
            shares = [_cut(store[address], indexes[address], section) for address in there]
            for record in parts.merged(shares):
                yield record_lines(record, figures=figures)


def to_storage(
    crew: Crew, archives: Sequence[str], into: str, told: Told, say: Callable[[str], None], *, figures: bool
) -> list[str]:
    """The same into a folder or bucket, as files of JSON Lines, gzipped. Returns their names. Raises ClusterError."""
    filesystem, root = fsspec.url_to_fs(into)
    root = root.rstrip("/")
    filesystem.makedirs(root, exist_ok=True)
    store = {address: f"{into.rstrip('/')}/{PARTS}/{_name(address)}" for address in archives}
    indexes = _read_all(crew, store, told, say, back=False)
    if len(indexes) < len(archives):
        raise ClusterError(
            f"{into}: {len(archives) - len(indexes)} of {len(archives)} archives could not be read (named above);"
            " those that could are kept there. Mend that, and give the same command again."
        )
    shares = MANY if told.reports > LARGE else FEW
    orders = {
        one.target: one for one in (_share(number, shares, into, store, indexes, figures) for number in range(shares))
    }
    lines: dict[str, int] = {}
    for done in crew.work(write_share, deque(orders), lambda target: (orders[target],), twice=True):
        if done.result is None:
            raise ClusterError(f"{done.name}: {done.failure}. Give the same command again: it goes on from here.")
        lines[done.name.rpartition("/")[2]] = done.result
    manifest = {
        "version": metadata.version("gongkai"),
        "archives": list(archives),
        "files": dict(sorted(lines.items())),
        "lines": sum(lines.values()),
    }
    put(filesystem, f"{root}/{MANIFEST}", io.BytesIO(json.dumps(manifest, ensure_ascii=False, indent=1).encode()))
    filesystem.rm(f"{root}/{PARTS}", recursive=True)
    return sorted(lines)


def write_share(share: Share) -> int:
    """Merge a share of all parts into its file; done by a worker. Returns how many lines it has."""
    filesystem, target = fsspec.url_to_fs(share.target)
    lines = 0
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=LEVEL, filename="", mtime=0) as packed:
        for section in range(len(share.parts[0][1]) if share.parts else 0):
            ranges = [(address, *ranges[section]) for address, ranges in share.parts]
            for record in parts.merged(_ranges(ranges)):
                line = record_lines(record, figures=share.figures)
                lines += line.count(b"\n")
                packed.write(line)
    buffer.seek(0)
    put(filesystem, target, buffer)
    return lines


def _read_all(
    crew: Crew, store: dict[str, Any], told: Told, say: Callable[[str], None], *, back: bool
) -> dict[str, Index]:
    """The index of each archive's part. back: parts come here, to the paths of `store`; else workers put them there."""
    indexes = {} if back else {address: index for address in store if (index := _known(store[address]))}
    if indexes:
        say(f"{len(indexes)} of {len(store)} archives were read before.")
    version = metadata.version("gongkai")
    wanted = deque(address for address in store if address not in indexes)

    def order(address: str) -> tuple[Order]:
        return (Order(version, address, None if back else store[address]),)

    for done in crew.work(read_archive, wanted, order, twice=True):
        _take(done, store, indexes, told)
        say(f"{len(indexes)} of {len(store)} archives read: {done.name}")
    for address in store:
        if address in indexes:
            told.add(indexes[address])
    return indexes


def _take(done: Done[Read], store: dict[str, Any], indexes: dict[str, Index], told: Told) -> None:
    address = done.name
    if done.result is None:
        told.damaged.append((address, done.failure))
        return
    if done.result.part is not None:
        store[address].write_bytes(done.result.part)
    indexes[address] = done.result.index


def _known(address: str) -> Index | None:
    filesystem, path = fsspec.url_to_fs(address)
    try:
        return Index.from_json(filesystem.cat_file(f"{path}.json"))
    except (OSError, ValueError, KeyError):
        return None


def _name(address: str) -> str:
    """Of an archive's part: another one when the archive, or the gongkai that reads it, is another."""
    filesystem, path = fsspec.url_to_fs(address)
    facts = filesystem.info(path)
    stamp = facts.get("ETag") or facts.get("mtime") or facts.get("LastModified")
    identity = f"{metadata.version('gongkai')} {address} {facts.get('size')} {stamp}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def _share(
    number: int, shares: int, into: str, store: dict[str, str], indexes: dict[str, Index], figures: bool
) -> Share:
    each = len(parts.SECTIONS) // shares
    sections = range(number * each, (number + 1) * each)
    digits = f"{number:x}".rjust(1 if shares == FEW else 2, "0")
    ranges = [
        (store[address], tuple((indexes[address].offsets[at], indexes[address].offsets[at + 1]) for at in sections))
        for address in store
    ]
    kind = "figures" if figures else "reports"
    return Share(f"{into.rstrip('/')}/{kind}-{digits}.jsonl.gz", tuple(ranges), figures)


def _ranges(wanted: Sequence[tuple[str, int, int]]) -> list[bytes]:
    """Of each address the bytes from … to; from object storage many at a time. Raises OSError."""
    there = [(fsspec.url_to_fs(address), start, end) for address, start, end in wanted if start < end]
    if not there:
        return []
    filesystem = there[0][0][0]
    paths, starts, ends = zip(*((path, start, end) for (_, path), start, end in there), strict=True)
    found: list[bytes] = filesystem.cat_ranges(list(paths), list(starts), list(ends), on_error="raise")
    return found


def _cut(path: Path, index: Index, section: int) -> bytes:
    start, end = index.offsets[section], index.offsets[section + 1]
    with path.open("rb") as file:
        file.seek(start)
        return file.read(end - start)
