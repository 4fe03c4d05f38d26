"""Parts: what was read of one web archive, and how the parts of all archives become one data set.

A part holds lines sorted by id, one a report, in SECTIONS gzip members by the first two digits of the id, so that
a share of all parts can be merged by itself. A part is written whole or not at all, and says the same however often
it is written: doing a piece twice does no harm.
"""

from __future__ import annotations

import gzip
import heapq
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

SECTIONS = tuple(f"{number:02x}" for number in range(256))
LEVEL = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A report as an archive leaves it. content, reading: see `scraper.state.digests`.

    went_on: it changed within this archive, so that it is another than before even where it ends up the same
    """

    id: str
    content: str
    reading: str
    went_on: bool
    record: str

    def packed(self) -> bytes:
        # JSON holds neither tabs nor line breaks of its own.
        return f"{self.id}\t{self.content}\t{self.reading}\t{int(self.went_on)}\t{self.record}\n".encode()

    @classmethod
    def unpacked(cls, line: bytes) -> Line:
        identity, content, reading, went_on, record = line.decode().rstrip("\n").split("\t", 4)
        return cls(identity, content, reading, went_on == "1", record)


@dataclass(frozen=True, slots=True)
class Index:
    """Where the sections of a part begin; the last number is its end. So stored as JSON beside it."""

    offsets: tuple[int, ...]
    reports: int
    none: int
    damaged: tuple[tuple[str, str], ...]

    def to_json(self) -> str:
        return json.dumps(
            {"offsets": self.offsets, "reports": self.reports, "none": self.none, "damaged": self.damaged},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Index:
        known = json.loads(text)
        damaged = tuple((name, reason) for name, reason in known["damaged"])
        return cls(tuple(known["offsets"]), known["reports"], known["none"], damaged)


def write(lines: Iterable[Line], file: BinaryIO) -> tuple[int, ...]:
    """lines: sorted by id. Returns the offsets for the index."""
    ends: dict[str, int] = {}
    for section, group in groupby(lines, key=lambda line: line.id[:2]):
        # Without the time and a name, so that the same lines are the same bytes.
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=LEVEL, filename="", mtime=0) as packed:
            for line in group:
                packed.write(line.packed())
        ends[section] = file.tell()
    offsets = [0]
    for section in SECTIONS:
        offsets.append(ends.get(section, offsets[-1]))
    return tuple(offsets)


def merged(parts: Iterable[bytes]) -> Iterator[str]:
    """One section of all parts, as records sorted by id. parts: in the order of their archives.

    What a single machine makes of the archives one after the other: a report read again word for word keeps the
    record it has.
    """
    streams = [_numbered(part, number) for number, part in enumerate(parts)]
    for _, group in groupby(heapq.merge(*streams, key=_place), key=lambda numbered: numbered[1].id):
        known: Line | None = None
        for _, line in group:
            if known is None or line.went_on or (line.content, line.reading) != (known.content, known.reading):
                known = line
        assert known is not None  # noqa: S101 - a group holds one
        yield known.record


def _numbered(part: bytes, number: int) -> Iterator[tuple[int, Line]]:
    if part:
        with gzip.open(io.BytesIO(part), "rb") as lines:
            for line in lines:
                yield number, Line.unpacked(line)


def _place(numbered: tuple[int, Line]) -> tuple[str, int]:
    number, line = numbered
    return line.id, number
